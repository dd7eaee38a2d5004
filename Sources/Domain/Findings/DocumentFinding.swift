/// What is the matter with a document as a whole.
package enum DocumentFinding: Hashable, Sendable {
  /// Another form than those of a published budget.
  package enum OtherForm: Hashable, Sendable {
    /// 绩效自评表.
    case selfEvaluation
    /// 绩效运行监控表.
    case monitoring
    /// 绩效目标申报表.
    case application
    /// 绩效目标批复表.
    case approval
    /// 部门决算.
    case finalAccounts
  }

  /// A heading of a goal table under which no project was read.
  case headingUnread(String, headings: Int, projects: Int)
  /// Project codes in the text that belong to no project that was read; the first of them.
  case codesUnread(count: Int, first: [String])
  /// The label 项目编码 more often than there are projects.
  case labelsUnread(labels: Int, projects: Int)
  /// No project, but the words of one: 项目编码, 绩效目标表 or both.
  case nothingRead(codeLabel: Bool, goalTable: Bool)
  /// No project, but project spending in the budget tables.
  case spendingUnread(Money)
  /// Another form.
  case otherForm(OtherForm)
  /// Neither tables nor projects.
  case notADisclosure
  /// A year of three digits, and what is likely meant.
  case yearTypo(String, likely: String)
  /// A text that a person wrote otherwise when the document was taken in: the file itself stays as it came.
  case mended(String, to: String, by: String)
}

extension DocumentFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .headingUnread: .headingUnread
    case .codesUnread: .codesUnread
    case .labelsUnread: .labelsUnread
    case .nothingRead: .nothingRead
    case .spendingUnread: .spendingUnread
    case .otherForm: .otherForm
    case .notADisclosure: .notADisclosure
    case .yearTypo: .yearTypo
    case .mended: .documentMended
    }
  }
}
