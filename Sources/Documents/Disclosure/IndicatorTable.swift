internal import Domain

/// The rows of one project's indicator table.
struct IndicatorTable {
  private typealias Column = IndicatorHeader.Column

  private struct Line {
    var texts: [IndicatorHeader.Column: String]
    var place: Document.Place
    /// The cells that its target is of.
    var targets: [Document.Place]
  }

  /// What became of a row.
  enum Outcome {
    case taken
    /// It goes on from the row above, which a page break had cut.
    case joined(Finding)
    /// It is no row of this table.
    case foreign(IndicatorRowProblem)
  }

  private(set) var header: IndicatorHeader?
  private var lines: [Line] = []

  /// The places of the rows, in the order of ``indicators``.
  var places: [Document.Place] { lines.map(\.place) }

  /// Where their targets stand, in the same order: in a cell, or in a row where several cells make one.
  var targetPlaces: [Document.Place] {
    lines.map { line in line.targets.count == 1 ? line.targets[0] : line.place }
  }

  /// Whether the row before was a repeated header: a page break may have cut the row above it.
  private var isAfterBreak = false

  mutating func take(header: IndicatorHeader) {
    isAfterBreak = self.header != nil && !lines.isEmpty
    self.header = header
  }

  /// Takes a row. A row without levels and name that gives more text for other cells is the rest of the row above, cut by a
  /// page; under a name merged over several rows, a row with a description of its own is one more indicator.
  mutating func take(_ row: Document.Row, project: ProjectCode?) -> Outcome {
    guard let header else { return .foreign(.noHeader) }
    let read = header.texts(row)
    if let problem = read.problem { return .foreign(problem) }
    var texts = read.texts
    guard texts.values.contains(where: { !$0.isEmpty }) else { return .taken }
    if let problem = compose(&texts) { return .foreign(problem) }
    defer { isAfterBreak = false }
    func text(_ column: Column) -> String { texts[column] ?? "" }
    let isUnderMergedName = read.merged.contains(.level3) && !text(.description).isEmpty
    if text(.level3).isEmpty, !isUnderMergedName {
      guard let above = lines.last, text(.level1).isEmpty, text(.level2).isEmpty else { return .foreign(.nameMissing) }
      guard isRest(texts, of: above) else { return .foreign(.nameMissingAndNoRest) }
      return .joined(join(texts, read.targets, row.place, project))
    }
    if isAfterBreak, text(.level1).isEmpty, text(.level2).isEmpty, text(.target).isEmpty, read.merged.isEmpty {
      // A name without level, target and basis is no indicator: the page broke within the name above.
      if text(.basis).isEmpty { return .joined(join(texts, read.targets, row.place, project)) }
      return .foreign(.nameAfterBreak(text(.level3).excerpt))
    }
    guard IndicatorTable.isLevel(text(.level1)) else { return .foreign(.notALevel(text(.level1).excerpt)) }
    if Target(parsing: text(.target)).measure == nil, IndicatorTable.isSigned(text(.description)) {
      return .foreign(.columnLost(description: text(.description).excerpt, target: text(.target).excerpt))
    }
    takeLevelsFromAbove(&texts, merged: read.merged)
    // A cell merged down speaks for every row it covers.
    for column in [Column.description, .target, .basis] where read.merged.contains(column) && text(column).isEmpty {
      texts[column] = lines.last?.texts[column]
    }
    lines.append(Line(texts: texts, place: row.place, targets: read.targets))
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
  private func compose(_ texts: inout [Column: String]) -> IndicatorRowProblem? {
    let (sign, unit, value) = (texts[.sign] ?? "", texts[.unit] ?? "", texts[.target] ?? "")
    guard !sign.isEmpty || !unit.isEmpty else { return nil }
    var target = value
    if !unit.isEmpty, !["/", "—", "-", "无"].contains(unit), !value.isEmpty, !value.label.ends(with: unit.label),
      Quantity(parsing: String(value.label.drop { !$0.isNumber })) != nil
    {
      target += unit
    }
    if !sign.isEmpty, !["/", "—", "-", "无", "定性", "定性指标", "定量", "定量指标"].contains(sign.label) {
      guard let comparison = Target.comparison(named: sign) else { return .signUnknown(sign.excerpt) }
      if let own = Target(parsing: target).sign {
        guard own == comparison else { return .signContradicts(sign, target: value) }
      } else if Target(parsing: target).measure != nil {
        // A bare number means “=” and is printed so.
        if comparison != .equal { target = comparison.rawValue + target }
      } else {
        return .signWithoutNumber(sign, target: value.excerpt)
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

  private mutating func join(
    _ texts: [Column: String], _ targets: [Document.Place], _ place: Document.Place, _ project: ProjectCode?
  ) -> Finding {
    let last = lines.count - 1
    if texts[.target]?.isEmpty == false { lines[last].targets += targets }
    let parts: [(Column, IndicatorFinding.Column)] = [
      (.level3, .name), (.description, .description), (.target, .target), (.basis, .basis),
    ]
    var joined: [IndicatorFinding.Joined] = []
    for (column, part) in parts where !(texts[column] ?? "").isEmpty {
      lines[last].texts[column, default: ""] += texts[column] ?? ""
      joined.append(.init(part, lines[last].texts[column] ?? ""))
    }
    return Finding(
      .indicator(.rowJoined(joined, indicator: lines[last].texts[.level3] ?? "")), project: project,
      at: .document(place))
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
