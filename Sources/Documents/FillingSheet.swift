package import Domain

/// A CSV file by which forms are filled in: a row an indicator, or one of the whole form where no number stands. Columns
/// that are no fields, such as names and computed values, are only for reading.
package struct FillingSheet: Sendable {
  /// The rows that have something in them.
  package let rows: [FillingRow]

  private static let projectNames = ["项目编码", "项目代码", "project"]
  private static let indicatorNames = ["序号", "指标序号", "indicator"]
  private static let reasonNames = ["更正理由", "理由", "reason"]

  /// The field a column is of.
  private static func field(_ title: String) -> FormField.Name? {
    let others: [String: FormField.Name] = [
      "执行情况": .actual, "实际完成值": .actual, "偏差原因分析及改进措施": .explanation, "可能性": .likelihood,
    ]
    return others[title] ?? FormField.Name.allCases.first { CSVHead.title($0.chinese) == title || $0.rawValue == title }
  }

  /// Reads a file; refused where its header is not that of such a file.
  package init(_ file: [UInt8], name: String) throws(Refusal) {
    let head = try CSVHead(file, name: name)
    var (project, indicator, reason): (Int?, Int?, Int?)
    var fields: [Int: FormField.Name] = [:]
    for (index, cell) in head.header.enumerated() {
      let title = CSVHead.title(cell)
      if FillingSheet.projectNames.contains(title) {
        project = project ?? index
      } else if FillingSheet.indicatorNames.contains(title) {
        indicator = indicator ?? index
      } else if FillingSheet.reasonNames.contains(title) {
        reason = reason ?? index
      } else if let field = FillingSheet.field(title), field != .weights, !fields.values.contains(field) {
        fields[index] = field
      }
    }
    guard let project, let indicator, !fields.isEmpty else {
      throw Refusal.sheet(.notFilling(name, found: head.found))
    }
    var csv = try head.rows()
    var rows: [FillingRow] = []
    while try csv.next() {
      let scanner = csv.scanner
      func text(_ index: Int?) -> String {
        guard let index, index < scanner.fields.count else { return "" }
        return scanner.string(scanner.fields[index])
      }
      var cells: [FormField.Name: String] = [:]
      for (index, field) in fields where !text(index).isEmpty { cells[field] = text(index) }
      let misfit = head.misfit(scanner)
      guard !cells.isEmpty || misfit != nil else { continue }
      rows.append(
        FillingRow(
          number: scanner.row, project: text(project), indicator: text(indicator), cells: cells,
          reason: text(reason).isEmpty ? nil : text(reason), misfit: misfit.map(Refusal.sheet)))
    }
    self.rows = rows
  }
}
