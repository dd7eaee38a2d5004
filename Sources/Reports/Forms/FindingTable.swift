package import Domain

/// What was noticed in documents, as a sheet to be handed back to whoever wrote them.
package struct FindingTable: Sendable {
  /// One thing.
  package struct Row: Hashable, Sendable {
    /// The file, how grave it is, the project's code, what is the matter, and where.
    package let file: String, severity: Finding.Severity, project: String?, message: String, place: String

    /// One thing.
    package init(file: String, severity: Finding.Severity, project: String?, message: String, place: String) {
      (self.file, self.severity, self.project) = (file, severity, project)
      (self.message, self.place) = (message, place)
    }
  }

  private let rows: [Row]

  /// Some things, the gravest first.
  package init(_ rows: [Row]) {
    let order = Finding.Severity.allCases
    self.rows = rows.enumerated().sorted { one, other in
      let (a, b) = (order.firstIndex(of: one.element.severity) ?? 0, order.firstIndex(of: other.element.severity) ?? 0)
      return (one.element.file, a, one.offset) < (other.element.file, b, other.offset)
    }.map(\.element)
  }

  /// The sheet.
  ///
  /// - Parameter day: when it was looked at.
  package func grid(on day: Day) -> FormGrid {
    let lines = rows.enumerated().map { index, row -> [FormGrid.Cell] in
      [
        .init("\(index + 1)"), .init(row.file, .left), .init(row.severity.chinese), .init(row.place, .left),
        .init(row.project ?? "", .left), .init(row.message, .left), .init("", .left),
      ]
    }
    return FormGrid(
      title: "部门预算文件检查结果", period: "（\(day.chinese)检查）",
      rows: [["序号", "文件", "程度", "位置", "项目编码", "问题", "处理情况"].map { .init($0) }]
        + (lines.isEmpty ? [[.init("没有发现问题。", columns: 7)]] : lines),
      heading: 0..<1, widths: [5, 15, 6, 15, 14, 33, 12], notes: ["共\(rows.count)条。"], signatures: [], unit: "")
  }
}
