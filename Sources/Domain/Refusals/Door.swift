/// What a refusal or an answer advises that is done differently at each door: by a command here, by a button there.
package enum Step: Hashable, Sendable {
  // What to name.
  case giveHost, giveFrom, giveURL
  case giveProject, giveYear, giveDate, giveDivision, giveDivisionCode, giveName, giveNote, giveReason, giveActor
  case divisionField, fundsField, departmentPart, effective, databaseAddress
  case addDivisionField(DivisionCode)
  case giveDepartment(DepartmentIdentity), giveIdentity
  case chooseDepartment(inDivisions: Bool)
  case giveKeyFile, giveKeyFileAnyhow, keyFileField
  case address(String), addressExample(String), channelOnly(String)
  case withoutEncryption, encryption
  // What to agree to.
  case confirm, submitAnyhow, replace, agreeToRemove, agreeToClearPassword
  // What to do.
  case printDraft
  case importBudget, tryImport, template, addPeriod, reversal, revise, withdraw, migrate
  case addDivision, addRecipient, removeChannel
  case rename(DepartmentIdentity, to: DepartmentIdentity), renameSomehow
  case removeDepartment(DepartmentIdentity)
  case registerSigner([Recipient.Role], DepartmentIdentity)
  case linkAccount(String), grantRole, addressAuditor
  case signIn, changePassword, setUpFactor, linkSubject
  case restoreYear(Int)
  case tryChannel(String)
  case updateDatabase, runService, acceptClock, resetClock
  case judge(Day)
  case loadCalendar, loadCalendarField, redeliver
  // Where to look.
  case listDivisions, listAlerts, listNotices, listDeadMessages, listParameters, seeSettings, listDeliveries,
    verifyAudit
}

/// Where somebody asks: the command line, a page, the API. It words the steps that are its own.
package struct Door: Sendable {
  private let words: @Sendable (Step) -> String

  /// A door by its words: each stands where the sentence has a place for it, such as `用 jixiao alerts ` before 查看编号.
  package init(_ words: @escaping @Sendable (Step) -> String) { self.words = words }

  /// The words of one step.
  package func callAsFunction(_ step: Step) -> String { words(step) }

  /// No door in particular: says what is to be done and not how.
  package static let plain = Door(\.plain)
}

extension Step {
  fileprivate var plain: String {
    switch self {
    case .giveHost, .giveFrom, .giveURL, .giveProject, .giveYear, .giveDate, .giveDivision, .giveDivisionCode,
      .giveName, .giveNote, .giveReason, .giveActor, .registerSigner, .linkAccount, .grantRole, .addressAuditor,
      .signIn,
      .changePassword,
      .setUpFactor, .linkSubject,
      .divisionField, .fundsField,
      .chooseDepartment, .keyFileField, .address, .addressExample, .channelOnly, .importBudget, .template, .reversal,
      .revise, .withdraw, .migrate, .addDivision, .addRecipient, .removeChannel, .listAlerts,
      .listNotices, .listDeadMessages, .listParameters, .seeSettings, .loadCalendar, .loadCalendarField:
      ""
    case .departmentPart: "另外填写"
    case .effective: "生效日期 "
    case .databaseAddress: "数据库地址"
    case .addDivisionField(let division): "指明区划 \(division)"
    case .giveDepartment(let department): "写明部门“\(department.code) \(department.name)”，加以"
    case .giveIdentity: "写明部门编码、名称和年度，加以"
    case .giveKeyFile, .giveKeyFileAnyhow: ""
    case .withoutEncryption: "这个通道"
    case .encryption: " STARTTLS 或 TLS"
    case .addPeriod: "请在规则集里增加报送期"
    case .confirm: "确认无误后再报"
    case .submitAnyhow: "确认后再报"
    case .listDivisions: "可以"
    case .replace: "确认"
    case .agreeToClearPassword: "请确认后再保存"
    case .agreeToRemove: "确认后"
    case .printDraft: "请打印工作稿"
    case .tryImport: "试导入，"
    case .rename(let old, let new):
      if (old.code, old.name) == (new.code, new.name) {
        "把“\(old.code) \(old.name)”归到区划 \(new.division)"
      } else {
        "把“\(old.code) \(old.name)”改为“\(new.code) \(new.name)”"
          + (new.division == old.division ? "" : "，归到区划 \(new.division)")
      }
    case .renameSomehow: "给部门改名"
    case .removeDepartment(let department): "移除部门“\(department.code) \(department.name)”"
    case .restoreYear(let year): "恢复\(year)年"
    case .tryChannel: "可以试发一条。"
    case .listDeliveries: "送达记录"
    case .updateDatabase: "升级数据库"
    case .runService: "启动守护进程"
    case .verifyAudit: "核验，"
    case .judge: "评判这一天"
    case .acceptClock: "确认时钟"
    case .resetClock: "把时钟复位"
    case .redeliver: "可以"
    }
  }
}

extension [String] {
  /// One after the other.
  var listed: String { joined(separator: "、") }
  /// The same, each in quotes.
  var quoted: String { map { "“\($0)”" }.listed }
  /// What can be chosen from.
  var choices: String { isEmpty ? "没有指标。" : "可选：\(listed)。" }
}
