internal import Domain

/// The rows of one project's indicator table.
struct IndicatorTable {
  private typealias Column = IndicatorHeader.Column

  private struct Line {
    var texts: [IndicatorHeader.Column: String]
    var place: Document.Place
  }

  /// What became of a row.
  enum Outcome {
    case taken
    /// It goes on from the row above, which a page break had cut.
    case joined(Finding)
    /// It is no row of this table.
    case foreign(String)
  }

  private(set) var header: IndicatorHeader?
  private var lines: [Line] = []

  /// The places of the rows, in the order of ``indicators``.
  var places: [Document.Place] { lines.map(\.place) }

  /// Whether the row before was a repeated header: a page break may have cut the row above it.
  private var isAfterBreak = false

  mutating func take(header: IndicatorHeader) {
    isAfterBreak = self.header != nil && !lines.isEmpty
    self.header = header
  }

  /// Takes a row. A row without levels and name that gives more text for other cells is the rest of the row above, cut by a
  /// page; under a name merged over several rows, a row with a description of its own is one more indicator.
  mutating func take(_ row: Document.Row, project: ProjectCode?) -> Outcome {
    guard let header else { return .foreign("指标表没有表头") }
    let read = header.texts(row)
    if let problem = read.problem { return .foreign(problem) }
    var texts = read.texts
    guard texts.values.contains(where: { !$0.isEmpty }) else { return .taken }
    if let problem = compose(&texts) { return .foreign(problem) }
    defer { isAfterBreak = false }
    func text(_ column: Column) -> String { texts[column] ?? "" }
    let isUnderMergedName = read.merged.contains(.level3) && !text(.description).isEmpty
    if text(.level3).isEmpty, !isUnderMergedName {
      guard let above = lines.last, text(.level1).isEmpty, text(.level2).isEmpty else { return .foreign("没有三级指标的名称") }
      guard isRest(texts, of: above) else { return .foreign("没有三级指标的名称，又不像上一行的后半段") }
      return .joined(join(texts, row.place, project))
    }
    if isAfterBreak, text(.level1).isEmpty, text(.level2).isEmpty, text(.target).isEmpty, read.merged.isEmpty {
      // A name without level, target and basis is no indicator: the page broke within the name above.
      if text(.basis).isEmpty { return .joined(join(texts, row.place, project)) }
      return .foreign("分页后的第一行只有名称“\(text(.level3).excerpt)”没有指标值，不知道是上一行名称的后半段还是新的指标")
    }
    guard IndicatorTable.isLevel(text(.level1)) else { return .foreign("“\(text(.level1).excerpt)”不是一级指标") }
    if Target(parsing: text(.target)).measure == nil, IndicatorTable.isSigned(text(.description)) {
      return .foreign("描述一栏是“\(text(.description).excerpt)”，指标值一栏是“\(text(.target).excerpt)”，像是少了一栏")
    }
    takeLevelsFromAbove(&texts, merged: read.merged)
    // A cell merged down speaks for every row it covers.
    for column in [Column.description, .target, .basis] where read.merged.contains(column) && text(column).isEmpty {
      texts[column] = lines.last?.texts[column]
    }
    lines.append(Line(texts: texts, place: row.place))
    return .taken
  }

  private mutating func takeLevelsFromAbove(_ texts: inout [Column: String], merged: Set<Column>) {
    guard let above = lines.last else { return }
    for column in [Column.level1, .level2, .level3] where (texts[column] ?? "").isEmpty {
      // A blank level goes on from above, but level 2 only within the same level 1.
      let isWithin =
        column == .level1 || merged.contains(column)
        || (column == .level2 && (texts[.level1] ?? "") == above.texts[.level1])
      if isWithin { texts[column] = above.texts[column] }
    }
  }

  /// Puts a target together whose sign and unit have columns of their own; gives why that cannot be done.
  private func compose(_ texts: inout [Column: String]) -> String? {
    let (sign, unit, value) = (texts[.sign] ?? "", texts[.unit] ?? "", texts[.target] ?? "")
    guard !sign.isEmpty || !unit.isEmpty else { return nil }
    var target = value
    if !unit.isEmpty, !["/", "—", "-", "无"].contains(unit), !value.isEmpty, !value.label.ends(with: unit.label),
      Quantity(parsing: String(value.label.drop { !$0.isNumber })) != nil
    {
      target += unit
    }
    if !sign.isEmpty, !["/", "—", "-", "无", "定性", "定性指标", "定量", "定量指标"].contains(sign.label) {
      guard let comparison = Target.comparison(named: sign) else { return "符号一栏的“\(sign.excerpt)”认不出来" }
      if let own = Target(parsing: target).sign {
        guard own == comparison else { return "符号一栏是“\(sign)”，指标值一栏是“\(value)”，两处不一致" }
      } else if Target(parsing: target).measure != nil {
        // A bare number means “=” and is printed so.
        if comparison != .equal { target = comparison.rawValue + target }
      } else {
        return "符号一栏是“\(sign)”，指标值一栏的“\(value.excerpt)”却不是数字"
      }
    }
    texts[.target] = target
    return nil
  }

  /// Whether texts can be the rest of a row that a page break cut: they hold no target of their own where the row has one.
  private func isRest(_ texts: [Column: String], of above: Line) -> Bool {
    let (own, before) = (texts[.target] ?? "", above.texts[.target] ?? "")
    return Target(parsing: own).measure == nil || Target(parsing: before).measure == nil
  }

  /// 产出指标, 效益指标 and their like; blank where it goes on from above.
  private static func isLevel(_ text: String) -> Bool {
    let label = text.label
    return label.isEmpty || label.holds("指标")
      || ["产出", "效益", "满意度", "成本", "效果", "投入", "过程", "管理", "决策"].contains(label)
  }

  /// Whether a row is the header of a table of costs or the like, which may follow the indicators without a break.
  static func beginsAnother(_ cells: [Wording]) -> Bool {
    let filled = cells.filter { !$0.isEmpty }
    guard filled.count >= 3, filled.allSatisfy({ !$0.text.contains { $0.isASCII && $0.isNumber } }) else {
      return false
    }
    let first = filled[0].label
    return ["序号", "费用名称", "费用项目", "费用类别", "费用明细", "支出内容", "支出明细", "支出项目", "明细", "经济科目", "科目名称", "科目"].contains(first)
  }

  private static func isSigned(_ text: String) -> Bool {
    let target = Target(parsing: text)
    return target.measure != nil && (target.sign != nil || target.measure?.kind == .rate)
  }

  private mutating func join(_ texts: [Column: String], _ place: Document.Place, _ project: ProjectCode?) -> Finding {
    let last = lines.count - 1
    let names: [(Column, String)] = [
      (.level3, "三级指标"), (.description, "绩效指标描述"), (.target, "指标值"), (.basis, "指标值确定依据"),
    ]
    var joined: [String] = []
    for (column, name) in names where !(texts[column] ?? "").isEmpty {
      lines[last].texts[column, default: ""] += texts[column] ?? ""
      joined.append("\(name)“\(lines[last].texts[column] ?? "")”")
    }
    return Finding(
      .info, "row-joined", project: project,
      "指标“\(lines[last].texts[.level3] ?? "")”的一行被分页截成两段，已接成\(joined.joined(separator: "、"))，请核对。",
      at: place.description)
  }

  /// The indicators with their positions, not yet bound.
  var indicators: [Indicator] {
    lines.enumerated().map { index, line in
      Indicator(
        position: index + 1, level1: (line.texts[.level1] ?? "").simplified,
        level2: (line.texts[.level2] ?? "").simplified,
        level3: line.texts[.level3] ?? "", description: line.texts[.description] ?? "",
        target: Target(parsing: line.texts[.target] ?? ""), basis: line.texts[.basis] ?? "")
    }
  }
}
