package import Domain

/// The indicators whose values somebody may report.
package struct EntryIndicatorsAnswer: Codable, Hashable, Sendable {
  /// An indicator.
  package struct Indicator: Codable, Hashable, Sendable {
    /// A value as it was reported, with its day.
    package struct Last: Codable, Hashable, Sendable {
      /// The value with its unit, and the day it is of.
      package var value: String, day: Day

      /// A value.
      package init(_ value: String, on day: Day) { (self.value, self.day) = (value, day) }
    }

    /// The department, by code and name, and its code alone.
    package var department: String, departmentCode: String
    /// The project, by 项目编码 and 项目名称; nil for one of the department itself.
    package var project: String?, projectName: String?
    /// By what a page names it, which no later document gives to another.
    package var reference: String
    /// Its place in its table, 三级指标 and 年度指标值.
    package var position: Int, name: String, target: String
    /// Words that may be chosen as its value; empty for a number.
    package var words: [String]
    /// What was reported last; nil for nothing.
    package var last: Last?
    /// Whether the current period still wants its value.
    package var isDue: Bool
    /// The files of what was reported last.
    package var files: [EvidenceFileAnswer]
    /// For which day a value is most likely meant: the end of the period, or today before it.
    package var day: Day

    /// An indicator.
    package init(
      _ id: IndicatorID, department: String, departmentCode: String, project: String?, projectName: String?,
      position: Int, name: String,
      target: String, words: [String], last: Last?, isDue: Bool, files: [EvidenceFileAnswer] = [], day: Day
    ) {
      reference = id.reference
      (self.department, self.departmentCode) = (department, departmentCode)
      (self.project, self.projectName, self.position) = (project, projectName, position)
      (self.name, self.target, self.words, self.last) = (name, target, words, last)
      (self.isDue, self.files, self.day) = (isDue, files, day)
    }
  }

  /// The day as of whose end it is told.
  package var asOf: Day
  /// The last day to report for the current period; nil where none runs.
  package var due: Day?
  /// The indicators, department by department: its own first, then project by project in the document's order.
  package var indicators: [Indicator]

  /// Some indicators.
  package init(asOf: Day, due: Day?, _ indicators: [Indicator]) {
    (self.asOf, self.due, self.indicators) = (asOf, due, indicators)
  }
}

/// A file of payments or of indicators' values, with what would become of its rows.
package struct EntryFileAnswer: Codable, Hashable, Sendable {
  /// What it is a file of.
  package enum Content: String, Codable, Sendable { case payments, values }

  /// A row.
  package struct Row: Codable, Hashable, Sendable {
    /// Its number as a spreadsheet shows it.
    package var number: Int
    /// Its cells, in the order of ``EntryFileAnswer/Content``'s columns; empty texts for empty ones.
    package var cells: [String]
    /// What would become of it.
    package var result: RowsAnswer.Row

    /// A row.
    package init(_ number: Int, _ cells: [String], _ result: RowsAnswer.Row) {
      (self.number, self.cells, self.result) = (number, cells, result)
    }
  }

  /// More rows than this are not tried on a page.
  package static let most = 20_000

  /// The file's name, and what it is a file of.
  package var name: String, content: Content
  /// How many rows it has.
  package var count: Int
  /// The rows; none where there are more than are tried.
  package var rows: [Row]

  /// A file.
  package init(name: String, _ content: Content, count: Int, _ rows: [Row]) {
    (self.name, self.content, self.count, self.rows) = (name, content, count, rows)
  }

  /// Whether it has more rows than are tried.
  package var isTooLong: Bool { count > EntryFileAnswer.most }

  /// How many rows have an outcome.
  package func count(_ outcome: RowsAnswer.Outcome) -> Int { rows.count { $0.result.outcome == outcome } }
}
