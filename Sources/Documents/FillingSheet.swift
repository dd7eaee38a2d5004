package import Domain

/// A file by which forms are filled in, CSV or .xlsx: a row an indicator, or one of the whole form where none is named. Columns
/// that are no fields, such as computed values, are only for reading.
package struct FillingSheet: Sendable {
  /// The file's name.
  package let name: String
  /// The rows that have something filled in or confirmed.
  package let rows: [FillingRow]

  /// The columns that say what a row is about.
  fileprivate struct Columns {
    let department: Int?, period: Int?
    let project: Int, indicator: Int
    let name: Int?, target: Int?
    let reason: Int?, confirmation: Int?
    /// What is known, only for reading.
    let shown: Int?

    init?(_ table: EntryTable) throws(Refusal) {
      guard let project = try table.column(["项目编码", "项目代码", "project"]),
        let indicator = try table.column(["序号", "指标序号", "indicator"])
      else { return nil }
      (self.project, self.indicator) = (project, indicator)
      department = try table.column(["部门编码", "部门代码", "department"])
      period = try table.column(["期次", "period"])
      name = try table.column(["三级指标", "指标名称"])
      target = try table.column(["年度指标值", "指标值", "target"])
      reason = try table.column(["更正理由", "理由", "reason"])
      confirmation = try table.column(["确认", "confirmed"])
      shown = try table.column(["系统计算", "computed"])
    }

    /// All of them.
    var all: [Int?] { [department, period, project, indicator, name, target, reason, confirmation] }
  }

  /// The field a column is of.
  private static func field(_ title: String) -> FormField.Name? {
    let others: [String: FormField.Name] = [
      "执行情况": .actual, "实际完成值": .actual, "偏差原因分析及改进措施": .explanation, "可能性": .likelihood,
    ]
    return others[title] ?? FormField.Name.allCases.first { CSVHead.title($0.chinese) == title || $0.rawValue == title }
  }

  /// Whether some titles are those of such a file.
  private static func isHeader(_ titles: [String]) -> Bool {
    titles.contains("项目编码") && titles.contains("序号") || titles.contains("project") && titles.contains("indicator")
  }

  /// Reads a file; refused where its header is not that of such a file.
  package init(_ file: [UInt8], name: String) throws(Refusal) {
    let table = try EntryTable(file, name: name, isHeader: FillingSheet.isHeader)
    var fields: [Int: FormField.Name] = [:]
    for (index, title) in table.titles.enumerated() {
      guard let field = FillingSheet.field(title), ![.weights, .agreedCosts].contains(field) else { continue }
      if let other = fields.first(where: { $0.value == field })?.key {
        throw .sheet(.columnTwice(name, table.titles[other], and: title, column: field.chinese))
      }
      fields[index] = field
    }
    guard let columns = try Columns(table), !fields.isEmpty else {
      throw .sheet(.notFilling(name, found: table.found))
    }
    self.name = name
    let counted = columns.all + fields.keys.map(Optional.some)
    rows = table.rows.compactMap { FillingRow($0, columns, fields, misfit: table.misfit($0, in: counted)) }
  }
}

extension FillingRow {
  /// A row of the table; nil where nothing is filled in and nothing is confirmed.
  fileprivate init?(
    _ row: EntryTable.Row, _ columns: FillingSheet.Columns, _ fields: [Int: FormField.Name], misfit: SheetRefusal?
  ) {
    var cells: [FormField.Name: String] = [:]
    for (index, field) in fields where !row.text(index).isEmpty { cells[field] = row.text(index) }
    let isConfirmed = row.text(columns.confirmation).isYes
    guard !cells.isEmpty || misfit != nil || isConfirmed else { return nil }
    func known(_ column: Int?) -> String? {
      let text = row.text(column)
      return text.isEmpty ? nil : text
    }
    self.init(
      number: row.number, stamp: Stamp(department: known(columns.department), period: known(columns.period)),
      project: row.text(columns.project), indicator: row.text(columns.indicator), name: known(columns.name),
      target: known(columns.target), cells: cells, reason: known(columns.reason),
      isConfirmed: isConfirmed, shown: known(columns.shown), misfit: misfit.map(Refusal.sheet))
  }
}
