import Domain

extension Refusal {
  /// The sentence as it is said at the command line.
  var here: String { sentence(at: .commandLine) }
}

extension Error {
  /// What it says at the command line.
  var said: String { (self as? Refusal)?.here ?? "\(self)" }
}

extension Door {
  /// What a refusal advises, in the words of the command line.
  static let commandLine = Door { step in
    switch step {
    case .giveHost: "用 --host 写明"
    case .giveFrom: "用 --from 写明"
    case .giveURL: "用 --url 写明"
    case .giveProject: "用 --project "
    case .giveYear: "用 --year "
    case .giveDate: "用 --date "
    case .giveDivision: "用 --division "
    case .giveDivisionCode: "用 --division 区划编码 "
    case .giveName: "用 --name "
    case .giveNote: "用 --note "
    case .giveReason: "用 --reason "
    case .giveActor: "用 --by "
    case .giveKeyFile: "用 --key-file "
    case .giveKeyFileAnyhow: "用 --key-file、JIXIAO_KEY_FILE "
    case .divisionField: "（--division）"
    case .keyFileField: "（--key-file）"
    case .departmentPart: "用 --part department"
    case .effective: "--effective "
    case .databaseAddress: " --database "
    case .addDivisionField(let division): "加 --division \(division)"
    case .giveDepartment(let department): "用 --department \(department.code) --name \(department.name) "
    case .giveIdentity: "用 --department 编码 --name 名称 --year 年度 "
    case .chooseDepartment(let inDivisions):
      "用 --department（编码或名称）、--year\(inDivisions ? "、--division（区划）" : "") "
    case .address(let channel): " --to \(channel)="
    case .addressExample(let channel): "\(channel)="
    case .channelOnly(let channel): "写成 --to \(channel) 就行，"
    case .withoutEncryption: "--tls none "
    case .encryption: " --tls starttls 或 --tls tls"
    case .fundsField: "（--funds 财政资金 或 其他资金）"
    case .submitAnyhow: "加 --confirmed"
    case .confirm: "加 --confirmed（文件里在“确认”一栏写 是）"
    case .replace: "加 --replace"
    case .agreeToRemove: "加 --remove "
    case .agreeToClearPassword: "加 --insecure-password"
    case .printDraft: "加 --draft"
    case .importBudget: "用 jixiao import "
    case .tryImport: "用 jixiao import --dry-run "
    case .template: "（可用 form template 生成）"
    case .addPeriod: "用 jixiao rules set monitoring-due.periods=… 增加报送期"
    case .reversal: "（record reversal）"
    case .revise: "（form revise）"
    case .withdraw: "（form withdraw）"
    case .migrate: "（migrate）"
    case .addDivision: "用 jixiao division add "
    case .addRecipient: "用 jixiao recipient add "
    case .removeChannel: "用 jixiao channel remove "
    case .rename(let old, let new): "执行 \(rename(old, to: new))"
    case .renameSomehow: "用 jixiao department rename"
    case .removeDepartment(let department):
      "执行 jixiao department remove \(department.code) --year \(department.fiscalYear)\(inDivision(department))"
    case .registerSigner(let roles, let department):
      "用 jixiao recipient add --name 姓名 --role \(roles.first?.chinese ?? "") --department \(department.code)\(inDivision(department)) "
    case .linkAccount(let user): "用 jixiao user link 账户 --os-user \(user) "
    case .grantRole: "用 jixiao user grant "
    case .signIn: "（jixiao sign-in）"
    case .changePassword: "（jixiao user password）"
    case .linkSubject: "（jixiao sign-on link）"
    case .setUpFactor: "（jixiao user factor）"
    case .addressAuditor: "用 jixiao user address "
    case .restoreYear(let year): "执行 jixiao archive restore \(year)"
    case .tryChannel(let name): "试一试：jixiao channel test \(name) --address 地址"
    case .updateDatabase: "执行 jixiao migrate"
    case .runService: "执行 jixiao serve"
    case .judge(let day): "执行 jixiao evaluate --as-of \(day)，或启动守护进程（jixiao serve）"
    case .acceptClock: "执行 jixiao clock accept"
    case .resetClock: "执行 jixiao clock reset"
    case .loadCalendar: "用 jixiao calendar load 文件 "
    case .loadCalendarField: "（jixiao calendar load 文件）"
    case .redeliver: "用 jixiao alerts redeliver "
    case .listDeliveries: " jixiao alerts deliveries"
    case .listDivisions: "用 jixiao division list "
    case .listAlerts: "用 jixiao alerts "
    case .listNotices: "用 jixiao rectify list "
    case .listDeadMessages: "用 jixiao alerts deliveries --state dead "
    case .listParameters: "用 jixiao rules "
    case .verifyAudit: "执行 jixiao audit verify，"
    case .seeSettings: "，见 jixiao help set"
    }
  }

  private static func inDivision(_ department: DepartmentIdentity) -> String {
    department.division.isSpecified ? " --division \(department.division)" : ""
  }

  /// The command by which a department goes on under what is new of another identity.
  private static func rename(_ old: DepartmentIdentity, to new: DepartmentIdentity) -> String {
    "jixiao department rename \(old.code) --year \(old.fiscalYear)\(inDivision(old))"
      + (new.code == old.code ? "" : " --code \(new.code)") + (new.name == old.name ? "" : " --name \(new.name)")
      + (new.division == old.division ? "" : " --move-to \(new.division)")
  }
}
