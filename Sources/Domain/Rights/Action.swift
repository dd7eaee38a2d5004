/// Everything that can be asked or done, as a security officer would list it.
///
/// Who may is ``roles``; a case without a row there does not compile.
package enum Action: String, Sendable, Codable, CaseIterable {
  // Questions.
  case readDepartment = "read-department"
  case compareDepartments = "compare-departments"
  case readPlaces = "read-places"
  case readPeople = "read-people"
  case readDeliveries = "read-deliveries"
  case readService = "read-service"
  case readAccounts = "read-accounts"
  case readAudit = "read-audit"
  case verifyAudit = "verify-audit"
  case exportAudit = "export-audit"
  case pruneAudit = "prune-audit"
  // Documents.
  case tryDocument = "try-document"
  case importDocument = "import-document"
  case removeDepartment = "remove-department"
  // Facts of a department.
  case recordPayment = "record-payment"
  case reversePayment = "reverse-payment"
  case recordValue = "record-value"
  case recordEvent = "record-event"
  case recordAdjustment = "record-adjustment"
  case recordSubmission = "record-submission"
  case withdrawRecord = "withdraw-record"
  case bindIndicator = "bind-indicator"
  // Judging and alerts.
  case judge = "judge"
  case handleAlert = "handle-alert"
  // Forms.
  case fillForm = "fill-form"
  case submitForm = "submit-form"
  case withdrawForm = "withdraw-form"
  case returnForm = "return-form"
  case approveForm = "approve-form"
  case reviseForm = "revise-form"
  case commentForm = "comment-form"
  case useLayout = "use-layout"
  // The finance bureau's own.
  case issueNotice = "issue-notice"
  case answerNotice = "answer-notice"
  case rejectNotice = "reject-notice"
  case closeNotice = "close-notice"
  case urgeForms = "urge-forms"
  case keepRules = "keep-rules"
  case keepLetterhead = "keep-letterhead"
  // Keeping the service.
  case keepPlaces = "keep-places"
  case keepPeople = "keep-people"
  case keepChannels = "keep-channels"
  case keepKeys = "keep-keys"
  case redeliver = "redeliver"
  case keepCalendar = "keep-calendar"
  case keepLayouts = "keep-layouts"
  case keepSettings = "keep-settings"
  case keepClock = "keep-clock"
  case archiveYears = "archive-years"
  // Accounts.
  case addAccount = "add-account"
  case disableAccount = "disable-account"
  case grantRole = "grant-role"
  case revokeRole = "revoke-role"
  case linkAccount = "link-account"
  case addressAuditor = "address-auditor"
  case keepDatabaseRoles = "keep-database-roles"
  // Sign-in.
  case signIn = "sign-in"
  case keepOwnAccess = "keep-own-access"
  case resetAccess = "reset-access"
  case keepAccessPolicy = "keep-access-policy"

  /// Who may, within the reach of the role (等级保护: 最小授权; the product's own division of work). The
  /// same as a table to be signed: Tests/TestSupport/RightsTable.swift.
  package var roles: Set<AccountRole> {
    switch self {
    case .readDepartment: [.clerk, .head, .bureau]
    case .compareDepartments: [.bureau]
    case .readPlaces, .readService: Set(AccountRole.allCases)
    case .readPeople: [.bureau, .system, .security]
    case .readDeliveries: [.system]
    case .readAccounts: [.system, .security, .auditor]
    case .readAudit, .exportAudit: [.auditor]
    case .verifyAudit: [.security, .auditor]
    case .tryDocument, .importDocument: [.clerk, .head, .bureau]
    case .removeDepartment: [.head, .bureau]
    case .recordPayment, .reversePayment, .recordValue, .recordEvent, .recordAdjustment, .recordSubmission,
      .withdrawRecord, .bindIndicator:
      [.clerk, .head]
    case .judge, .handleAlert: [.clerk, .head, .bureau]
    case .fillForm, .submitForm, .withdrawForm, .reviseForm, .answerNotice: [.clerk, .head]
    case .approveForm: [.head]
    case .returnForm: [.head, .bureau]
    case .useLayout: [.head, .bureau]
    case .commentForm, .issueNotice, .rejectNotice, .closeNotice, .urgeForms: [.bureau]
    case .keepRules, .keepLetterhead: [.bureau]
    case .keepPlaces, .keepPeople, .keepChannels, .keepKeys, .redeliver, .keepCalendar, .keepSettings, .keepClock,
      .archiveYears:
      [.system]
    case .keepLayouts: [.bureau, .system]
    case .addAccount: [.system]
    case .disableAccount: [.system, .security]
    case .grantRole, .revokeRole, .linkAccount, .addressAuditor, .pruneAudit, .keepDatabaseRoles, .resetAccess,
      .keepAccessPolicy:
      [.security]
    case .signIn, .keepOwnAccess: Set(AccountRole.allCases)
    }
  }

  /// Whether it only asks.
  package var isQuestion: Bool {
    switch self {
    case .readDepartment, .compareDepartments, .readPlaces, .readPeople, .readDeliveries, .readService, .readAccounts,
      .readAudit, .verifyAudit, .exportAudit, .tryDocument:
      true
    default: false
    }
  }

  /// Whether it sets what holds for a whole office, whatever department somebody is of.
  package var isOfOffice: Bool { self == .keepLetterhead || self == .keepLayouts }

  /// Whether it is about the own account alone: whoever has one may, also one that waits for a role.
  package var isOwn: Bool { self == .signIn || self == .keepOwnAccess }

  /// Whether it is of the service and not of any department's figures: what 系统管理员, 安全管理员 and 审计员 do, and what the owner
  /// of a private cluster does without an account.
  package var isAdministration: Bool { !isOwn && !roles.isDisjoint(with: [.system, .security, .auditor]) }

  /// What people call it.
  package var chinese: String {
    switch self {
    case .readDepartment: "查看部门的项目、预警和表格"
    case .compareDepartments: "查看多个部门的通报、疑点和汇总"
    case .readPlaces: "查看区划、部门名称、日历和表样"
    case .readPeople: "查看人员"
    case .readDeliveries: "查看消息送达情况"
    case .readService: "查看运行情况"
    case .readAccounts: "查看账户"
    case .readAudit: "查看审计记录"
    case .verifyAudit: "核验审计记录"
    case .exportAudit: "导出审计记录"
    case .pruneAudit: "清理审计记录"
    case .tryDocument: "试导入预算文件"
    case .importDocument: "导入预算文件"
    case .removeDepartment: "移除部门"
    case .recordPayment: "记录支出"
    case .reversePayment: "红冲"
    case .recordValue: "记录指标完成值"
    case .recordEvent: "记录项目事件"
    case .recordAdjustment: "记录预算调整"
    case .recordSubmission: "登记报送"
    case .withdrawRecord: "撤销记录"
    case .bindIndicator: "设定指标取值方式"
    case .judge: "评判"
    case .handleAlert: "确认或静默预警"
    case .fillForm: "填写"
    case .submitForm: "报送"
    case .withdrawForm: "撤回"
    case .returnForm: "退回"
    case .approveForm: "审核"
    case .reviseForm: "建立更正版本"
    case .commentForm: "对表格提出意见"
    case .useLayout: "选用表样"
    case .issueNotice: "发出整改通知"
    case .answerNotice: "反馈整改"
    case .rejectNotice: "退回整改反馈"
    case .closeNotice: "整改销号"
    case .urgeForms: "催办报送"
    case .keepRules: "设定评判参数"
    case .keepLetterhead: "设定落款和机关代字"
    case .keepPlaces: "维护区划和部门名称"
    case .keepPeople: "维护人员和分派"
    case .keepChannels: "维护通道"
    case .keepKeys: "维护密钥"
    case .redeliver: "重发消息"
    case .keepCalendar: "维护日历"
    case .keepLayouts: "维护表样"
    case .keepSettings: "维护设置"
    case .keepClock: "维护时钟"
    case .archiveYears: "归档和恢复年度"
    case .addAccount: "新建账户"
    case .disableAccount: "停用或启用账户"
    case .grantRole: "授予角色"
    case .revokeRole: "收回角色"
    case .linkAccount: "关联系统用户"
    case .addressAuditor: "设定审计员收链尾的地址"
    case .keepDatabaseRoles: "授予数据库角色"
    case .signIn: "登录"
    case .keepOwnAccess: "管理自己的密码、动态口令、会话和令牌"
    case .keepAccessPolicy: "设定密码和动态口令的要求"
    case .resetAccess: "重置密码和动态口令、结束会话、收回令牌"
    }
  }
}

extension SignedAct {
  /// What is done by it.
  package var action: Action {
    switch self {
    case .fill: .fillForm
    case .submit: .submitForm
    case .withdraw: .withdrawForm
    case .giveBack: .returnForm
    case .approve: .approveForm
    case .revise: .reviseForm
    case .comment: .commentForm
    case .issueNotice: .issueNotice
    case .answerNotice: .answerNotice
    case .rejectNotice: .rejectNotice
    case .closeNotice: .closeNotice
    }
  }
}
