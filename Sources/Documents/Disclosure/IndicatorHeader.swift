internal import Domain

/// What the columns of an indicator table are, by the words of its header.
struct IndicatorHeader {
  enum Column: Hashable {
    case level1, level2, level3, description, sign, target, unit, basis
    /// Known, and no part of what is kept.
    case unkept
  }

  let fit: ColumnFit
  /// The header's cells with what they are over; nil for a blank one.
  let columns: [Column?]
  /// The words of columns that are not kept.
  let unkept: [String]

  private static let words: [String: Column] = [
    "一级指标": .level1, "一级": .level1, "二级指标": .level2, "二级": .level2, "三级指标": .level3, "三级": .level3, "指标名称": .level3,
    "三级指标名称": .level3,
    "绩效指标描述": .description, "指标描述": .description, "指标内容": .description, "指标说明": .description, "绩效指标说明": .description,
    "指标值": .target, "年度指标值": .target, "目标值": .target, "年度目标值": .target, "绩效指标值": .target, "指标目标值": .target,
    "预期指标值": .target, "数值": .target, "值": .target, "年初指标值": .target, "计划指标值": .target,
    "指标符号": .sign, "运算符号": .sign, "运算符": .sign, "符号": .sign, "比较符号": .sign, "比较符": .sign, "计算符号": .sign, "关系符号": .sign,
    "指标方向": .sign, "指标性质": .sign, "绩效指标性质": .sign, "方向": .sign, "指标值符号": .sign,
    "计量单位": .unit, "度量单位": .unit, "指标单位": .unit, "单位": .unit, "绩效度量单位": .unit, "指标值单位": .unit, "指标计量单位": .unit,
    "指标值确定依据": .basis, "确定依据": .basis, "指标依据": .basis, "指标值依据": .basis, "指标确定依据": .basis,
    "分值": .unkept, "权重": .unkept, "指标分值": .unkept, "指标权重": .unkept, "分值权重": .unkept, "备注": .unkept, "说明": .unkept,
    "指标解释": .unkept, "评分标准": .unkept, "评分规则": .unkept, "评价标准": .unkept, "扣分标准": .unkept, "数据来源": .unkept,
    "取值来源": .unkept, "序号": .unkept, "历史值": .unkept, "上年完成值": .unkept, "上年值": .unkept, "责任部门": .unkept, "责任科室": .unkept,
    "责任人": .unkept, "佐证材料": .unkept, "完成时限": .unkept, "指标类型": .unkept, "指标属性": .unkept,
  ]

  private static func column(_ cell: Wording) -> Column? {
    let label = cell.label
    return words[label] ?? words[String(label.prefix { !"（(".contains($0) })]
  }

  /// Whether a row is such a header, or means to be one.
  static func isHeader(_ cells: [Wording]) -> Bool {
    guard cells.contains(where: { $0.text.utf8.count < 40 && !$0.signs.isDisjoint(with: [.level, .name]) }) else {
      return false
    }
    let found = Set(cells.compactMap(column))
    return found.contains(.level3) && (found.contains(.level1) || found.contains(.level2) || found.contains(.target))
  }

  /// A header; thrown is why it cannot be read, by the words it has.
  static func read(
    _ row: Document.Row, layout: Document.Layout, isStripped: Bool
  ) throws(IndicatorHeaderProblem) -> IndicatorHeader {
    var (columns, unkept, taken) = ([Column?](), [String](), Set<Column>())
    for cell in row.cells {
      let words = Wording(cell.text)
      let text = words.text
      guard !words.isEmpty else {
        columns.append(nil)
        continue
      }
      guard let column = column(words) else { throw .unknown(text.excerpt) }
      if column == .unkept {
        unkept.append(text)
      } else if !taken.insert(column).inserted {
        throw .twice(text.excerpt)
      }
      columns.append(column)
    }
    guard taken.contains(.target) else { throw .noTarget }
    let fit = ColumnFit(header: row, layout: layout, isStripped: isStripped)
    return IndicatorHeader(fit: fit, columns: columns, unkept: unkept)
  }

  /// What a row says.
  struct Reading {
    /// The texts by column, and those that go on from above.
    var texts: [Column: String] = [:], merged: Set<Column> = []
    /// The cells of the target: one, as a rule, where it can be written otherwise.
    var targets: [Document.Place] = []
    /// Why the row does not fit.
    var problem: IndicatorRowProblem?
  }

  /// What a row says, by the columns.
  func texts(_ row: Document.Row) -> Reading {
    if let misfit = fit.misfit(row) { return Reading(problem: .misfit(misfit)) }
    var read = Reading()
    var blanks: [Document.Place] = []
    for cell in row.cells {
      let text = cell.text.tightened
      guard let owner = fit.owner(cell), let column = columns[owner.index] else { continue }
      if cell.continuesAbove { read.merged.insert(column) }
      if text.isEmpty, column == .target, !cell.continuesAbove { blanks.append(cell.place) }
      guard !text.isEmpty, column != .unkept else { continue }
      // Several cells under one word are the pieces of a target: ≥, 90, %.
      if !(read.texts[column] ?? "").isEmpty || !owner.isNamed {
        guard column == .target else { return Reading(problem: .notUnderHeader(text.excerpt)) }
      }
      if column == .target { read.targets.append(cell.place) }
      read.texts[column, default: ""] += text
    }
    if read.targets.isEmpty { read.targets = blanks }
    return read
  }
}
