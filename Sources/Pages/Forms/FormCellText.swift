internal import Domain
package import Reports

extension FormSheet.Cell {
  /// What its field is called in a page: `remark`, `actual.3`; rows count from 1.
  package var key: String { row.map { "\(name.rawValue).\($0 + 1)" } ?? name.rawValue }

  /// A cell by such a name; nil for any other.
  package init?(key: String) {
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first, let name = FormField.Name(rawValue: first) else { return nil }
    guard parts.count == 2 else {
      self.init(name)
      return
    }
    guard let row = Int(parts[1]), row > 0 else { return nil }
    self.init(name, row: row - 1)
  }

  /// Beside a field: what stood there when the page was made, why it is replaced, a common phrase, and that the last value holds.
  package var wasKey: String { "was:" + key }
  package var reasonKey: String { "why:" + key }
  package var phraseKey: String { "say:" + key }
  package var keepKey: String { "keep:" + key }
}

extension FormSheet {
  /// All cells that can be filled in, in the order of the page.
  package var cells: [Cell] {
    var known: Set<Cell> = []
    let placed = grid.placed.compactMap { $0.cell.place.flatMap(control(at:))?.cell }
    return (placed + below.map { Cell($0) }).filter { known.insert($0).inserted }
  }

  /// What was typed of a cell: several causes come one by one, and a common phrase goes behind what was typed.
  package func typed(_ cell: Cell, _ form: FormFields) -> String? {
    guard form[cell.wasKey] != nil else { return nil }
    switch cell.name {
    case .causes: return form.all(cell.key).joined(separator: "、")
    case .likelihood: return form[cell.key] ?? ""
    default:
      let typed = (form[cell.key] ?? "").trimmed
      guard let phrase = form.typed(cell.phraseKey), !typed.contains(phrase) else { return typed }
      return typed.isEmpty ? phrase : typed + "；" + phrase
    }
  }
}

/// Phrases that are written often, to be chosen instead of typed.
package enum CommonPhrases {
  static let explanation = [
    "资金到位较晚", "项目按计划分期实施，下半年完成", "招标采购程序尚未完成", "受天气等因素影响，工期顺延", "政策调整，任务量减少",
    "该指标年底统计，目前没有数据", "凭证尚未入账，已在办理支付",
  ]
  static let measures = [
    "加快支付进度，三季度前补足", "倒排工期，确保年底前完成", "协调财政部门尽快拨付资金", "按程序申请调整绩效指标", "加强调度，按月通报进度",
  ]
  static let improvements = ["加强预算编制的科学性", "加快支出进度", "完善绩效指标设置", "加强项目过程管理"]
  /// What a returned form is returned with.
  package static let remarks = [
    "完成值与佐证材料不符，请核实", "偏差原因说明不具体，请补充", "请补充改进措施", "全年预计执行数与支出进度不符，请核对", "佐证材料不全，请补充",
  ]

  static func of(_ name: FormField.Name) -> [String] {
    switch name {
    case .explanation, .executionReason: explanation
    case .measures: measures
    case .improvements: improvements
    default: []
    }
  }
}
