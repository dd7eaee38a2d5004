/// Where something was noticed.
package enum FindingPlace: Hashable, Sendable {
  /// A part of a document that is found by its name.
  package enum Part: Hashable, Sendable {
    /// 部门预算收支总表.
    case incomeAndSpending
    /// 部门预算支出总表.
    case spending
    /// 部门整体绩效目标.
    case goals
  }

  /// A file as a whole.
  case file(String)
  /// A place in a document.
  case document(DocumentPlace)
  /// Parts of a document.
  case parts([Part], file: String)
  /// A table, by its title as printed.
  case table(String)
  /// The calendar of workdays.
  case calendar
  /// A version of a rule set.
  case ruleSet(String, version: Int)
  /// Several places, of which this is the first.
  indirect case several(FindingPlace, count: Int)

  /// The place in a document, the first of several; nil for what is no single place.
  package var inDocument: DocumentPlace? {
    switch self {
    case .document(let place): place
    case .several(let first, _): first.inDocument
    case .file, .parts, .table, .calendar, .ruleSet: nil
    }
  }
}
