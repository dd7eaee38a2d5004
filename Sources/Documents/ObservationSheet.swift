package import Domain

/// A file of indicators' values (指标完成值), CSV or .xlsx: a row a value.
package struct ObservationSheet: Sendable {
  /// The file's name.
  package let name: String
  /// The rows that have something in them.
  package let rows: [ObservationRow]

  private enum Column: CaseIterable {
    case project, department, indicator, name, target, date, period, value, outOf, evidence, confirmation

    var names: [String] {
      switch self {
      case .project: ["项目编码", "项目代码", "project"]
      case .department: ["部门编码", "部门代码", "department"]
      case .indicator: ["序号", "指标序号", "indicator"]
      case .name: ["三级指标", "指标名称", "指标", "name"]
      case .target: ["年度指标值", "指标值", "target"]
      case .date: ["日期", "完成值日期", "所属日期", "date"]
      case .period: ["月份", "期次", "period"]
      case .value: ["完成值", "实际完成值", "指标完成值", "value"]
      case .outOf: ["应完成数", "分母", "of"]
      case .evidence: ["佐证材料", "佐证", "依据", "evidence"]
      case .confirmation: ["确认", "confirmed"]
      }
    }
  }

  /// Reads a file; refused where its header is not that of such a file, or has a column twice.
  package init(_ file: [UInt8], name: String) throws(Refusal) {
    let table = try EntryTable(file, name: name) { titles in
      titles.contains(where: Column.value.names.contains) && titles.contains(where: Column.project.names.contains)
    }
    var places: [Column: Int] = [:]
    for column in Column.allCases { places[column] = try table.column(column.names) }
    let missing = [
      [.project], [.indicator, .name], [.date, .period], [.value],
    ].filter { (any: [Column]) in any.allSatisfy { places[$0] == nil } }
    guard missing.isEmpty else {
      throw .sheet(.notValues(name, missing: missing.map { $0[0].names[0] }, found: table.found))
    }
    self.name = name
    rows = table.rows.compactMap { row in
      func text(_ column: Column) -> String? {
        let text = row.text(places[column])
        return text.isEmpty ? nil : text
      }
      let misfit = table.misfit(row, in: Array(places.values))
      guard text(.value) != nil || misfit != nil else { return nil }
      return ObservationRow(
        number: row.number, project: text(.project) ?? "", department: text(.department),
        indicator: text(.indicator) ?? "", name: text(.name), target: text(.target), date: text(.date),
        period: text(.period), value: text(.value) ?? "", outOf: text(.outOf), evidence: text(.evidence),
        isConfirmed: text(.confirmation)?.isYes ?? false, misfit: misfit.map(Refusal.sheet))
    }
  }
}

extension String {
  /// Whether somebody ticked a cell.
  var isYes: Bool { ["是", "确认", "已确认", "√", "y", "yes"].contains(lowercased()) }
}
