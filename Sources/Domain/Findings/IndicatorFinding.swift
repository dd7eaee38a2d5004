/// What is the matter with a table of indicators (绩效指标). Texts are excerpts.
package enum IndicatorFinding: Hashable, Sendable {
  /// A column whose text may go on over a page break.
  package enum Column: Hashable, Sendable {
    /// 三级指标.
    case name
    /// 绩效指标描述.
    case description
    /// 指标值.
    case target
    /// 指标值确定依据.
    case basis
  }

  /// A text that was put together again.
  package struct Joined: Hashable, Sendable {
    /// The column it stands in.
    package let column: Column
    /// The whole text.
    package let text: String

    /// A text of a column.
    package init(_ column: Column, _ text: String) { (self.column, self.text) = (column, text) }
  }

  /// A header that cannot be read.
  case headerUnknown(IndicatorHeaderProblem)
  /// Columns that are not needed.
  case columnsNotTaken([String])
  /// A row that cannot be read.
  case rowMisfit(IndicatorRowProblem)
  /// A row that a page break cut in two, which was put together again.
  case rowJoined([Joined], indicator: String)
  /// No level 1.
  case levelMissing(indicator: String)
}

/// Why the header of a table of indicators cannot be read.
package enum IndicatorHeaderProblem: Error, Hashable, Sendable {
  /// A column that nobody knows.
  case unknown(String)
  /// A column that stands twice.
  case twice(String)
  /// No column of targets.
  case noTarget
}

/// Why a row of a table of indicators cannot be read.
package enum IndicatorRowProblem: Hashable, Sendable {
  /// The table has no header.
  case noHeader
  /// It does not fit the header.
  case misfit(ColumnMisfit)
  /// A text under no word of the header.
  case notUnderHeader(String)
  /// A sign that is none.
  case signUnknown(String)
  /// The sign has a column of its own, and the target another one.
  case signContradicts(String, target: String)
  /// A sign before a target without a number.
  case signWithoutNumber(String, target: String)
  /// No name.
  case nameMissing
  /// No name, and no rest of the row above.
  case nameMissingAndNoRest
  /// Only a name after a page break.
  case nameAfterBreak(String)
  /// No level 1.
  case notALevel(String)
  /// The description holds what looks like the target.
  case columnLost(description: String, target: String)
}

extension IndicatorFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .headerUnknown: .indicatorHeaderUnknown
    case .columnsNotTaken: .columnsNotTaken
    case .rowMisfit: .indicatorRowMisfit
    case .rowJoined: .rowJoined
    case .levelMissing: .levelMissing
    }
  }
}
