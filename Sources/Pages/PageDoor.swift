package import Domain

extension Door {
  /// What a refusal advises, in the words of the pages: a field, a tick, a button, or where in the menu.
  package static let page = Door { step in
    switch step {
    case .giveProject: "在“项目编码”里"
    case .giveYear: "在“年度”里"
    case .giveDate: "在“日期”里"
    case .giveDivision, .giveDivisionCode: "在“区划”里"
    case .giveName: "在“名称”里"
    case .giveNote: "在“说明”里"
    case .giveReason: "在“用途”里"
    case .giveIdentity: "在“部门编码”“名称”“年度”里"
    case .giveDepartment(let department): "在“部门”里选“\(department.code) \(department.name)”，"
    case .chooseDepartment(let inDivisions): "在“部门”里选\(inDivisions ? "（注意区划）" : "")"
    case .confirm: "勾选“确认无误”后再保存（文件里在“确认”一栏写 是）"
    case .submitAnyhow: "勾选“确认”后再报送"
    case .replace: "勾选“替换”后再提交"
    case .agreeToRemove: "勾选“同意移除”后"
    case .importBudget: "在“导入”页"
    case .tryImport: "在“导入”页选“只检查”，"
    case .template: "（可在“批量录入”页下载模板）"
    case .reversal: "（在项目的“支出”里红冲）"
    case .revise: "（在表格页点“更正”）"
    case .withdraw: "（在表格页点“撤回”）"
    case .signIn: ""
    case .changePassword, .setUpFactor: "（在“我的账户”里）"
    case .grantRole: "请安全管理员在“安全管理”里"
    case .linkAccount: "请安全管理员"
    case .registerSigner: "请系统管理员登记，"
    case .listAlerts: "在“预警”页"
    case .listNotices: "在“整改”页"
    case .listDivisions: "可以向系统管理员"
    case .printDraft: "请用“工作稿”"
    case .departmentPart: "另选“部门整体”"
    case .divisionField: "（区划）"
    case .fundsField: "（资金来源选 财政资金 或 其他资金）"
    case .listDeliveries: "“系统管理”里的送达记录"
    default: Door.plain(step)
    }
  }
}
