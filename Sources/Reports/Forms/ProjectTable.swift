package import Domain

/// The department's table of all projects (汇总表): one line each, with a total by amounts.
package struct ProjectTable: Hashable, Sendable {
  /// The department.
  package let department: DepartmentIdentity
  /// The form the lines are of, and its month.
  package let form: DepartmentForm, month: Int
  /// The lines, each with where its form stands.
  package let lines: [(line: ProjectLine, state: FormState)]

  /// A table.
  package init(
    _ department: DepartmentIdentity, _ form: DepartmentForm, through month: Int,
    _ lines: [(line: ProjectLine, state: FormState)]
  ) {
    self.department = department
    self.form = form
    self.month = month
    self.lines = lines
  }

  package static func == (a: ProjectTable, b: ProjectTable) -> Bool {
    a.department == b.department && a.form == b.form && a.month == b.month
      && a.lines.elementsEqual(b.lines) { $0.line == $1.line && $0.state == $1.state }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(department)
    for line in lines { hasher.combine(line.line) }
  }

  /// The sum of an amount over the projects.
  func sum(_ amount: KeyPath<ProjectLine, Money>) -> Money {
    lines.reduce(.zero) { $0 + $1.line[keyPath: amount] }
  }

  private var rounding: Rounding {
    var rounding = Rounding()
    let printed: [KeyPath<ProjectLine, Money>] =
      [\.initial, \.budget, \.paid] + (form == .monitoring ? [\.planned, \.forecast] : [])
    for amount in printed { rounding.look(at: sum(amount), of: lines.map { $0.line[keyPath: amount] }) }
    return rounding
  }

  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table; its first row is its heading. How far each form is stands in a working copy only, and so do colours.
  package func grid(_ edition: FormEdition) -> FormGrid {
    let isMonitoring = form == .monitoring
    let captions =
      isMonitoring
      ? [
        "序号", "项目名称及编码", "年初预算数", "全年预算数", "1–\(month)月\n执行数", "执行率", "节点计划", "及时率", "支出灯", "全年预计\n执行数", "指标\n总数",
        "已达成", "推进中", "偏离", "未填报", "未到期", "确定能", "有可能", "完全\n不可能",
      ] : ["序号", "项目名称及编码", "年初预算数", "全年预算数", "全年执行数", "执行率", "预算执行率\n得分", "指标得分", "总分", "等级", "未得满分\n指标"]
    let rows = lines.enumerated().map { index, item in
      cells("\(index + 1)", item.line, edition) + state(item.state.chinese, edition)
    }
    let isIn = lines.count { $0.state.isIn }
    return FormGrid(
      title: isMonitoring ? "项目支出绩效运行监控汇总表" : "项目支出绩效自评汇总表",
      period: "（\(department.code) \(department.name)，\(department.fiscalYear)年度\(isMonitoring ? "，1–\(month)月" : "")）",
      rows: [captions.map { FormGrid.Cell($0) } + state("表格状态", edition)] + rows
        + [total + state("已报\(isIn)/\(lines.count)", edition)],
      heading: 0..<1, widths: widths(edition),
      notes: [
        isMonitoring
          ? "执行率＝执行数÷全年预算数；及时率＝节点前已支付÷节点计划，最高100%。合计按金额计算，不是各项目比率的平均。"
          : "执行率＝执行数÷全年预算数，合计按金额计算；总分合计按各项目全年预算数加权。"
      ] + rounding.notes,
      signatures: FormSignatures.line(edition, ["填报人：", "审核人：", "单位负责人：", "联系电话："]),
      running: "\(department.name)　\(isMonitoring ? "项目支出绩效运行监控汇总表" : "项目支出绩效自评汇总表")")
  }

  private func widths(_ edition: FormEdition) -> [Int] {
    switch (form, edition) {
    case (.monitoring, .official): [3, 19, 6, 6, 6, 6, 6, 6, 6, 6, 3, 3, 3, 3, 3, 3, 4, 4, 4]
    case (.monitoring, .draft): [3, 15, 6, 6, 6, 6, 6, 6, 6, 6, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4]
    case (.selfEvaluation, .official): [4, 26, 9, 9, 9, 9, 8, 8, 7, 5, 6]
    case (.selfEvaluation, .draft): [4, 26, 8, 8, 8, 8, 8, 7, 6, 5, 6, 6]
    }
  }

  private func state(_ text: String, _ edition: FormEdition) -> [FormGrid.Cell] {
    edition == .draft ? [.init(text)] : []
  }

  private func cells(_ number: String, _ line: ProjectLine, _ edition: FormEdition) -> [FormGrid.Cell] {
    let amounts: [FormGrid.Cell] = [
      .init(number), .init("\(line.name)\n\(line.code)", .left), .amount(line.initial), .amount(line.budget),
      .amount(line.paid), rate(line.paid, of: line.budget),
    ]
    if form == .selfEvaluation {
      return amounts + [
        .init(ProjectLine.score(line.executionScore), .right), .init(ProjectLine.score(line.indicatorScore), .right),
        .init(ProjectLine.score(line.total), .right), .init(line.grade ?? "—"), .init("\(line.off)"),
      ]
    }
    let counts = [line.indicators, line.met, line.inProgress, line.off, line.unreported, line.notDue ?? 0]
    let likelihoods = (0..<3).map { line.likelihoods.dropFirst($0).first ?? 0 }
    return amounts + [
      .amount(line.planned), rate(line.inTime, of: line.planned),
      .init(line.light, tint: edition == .draft ? line.tint : nil), .amount(line.forecast),
    ] + (counts + likelihoods).map { FormGrid.Cell("\($0)") }
  }

  private func rate(_ part: Money, of whole: Money, total: FormGrid.Total? = nil) -> FormGrid.Cell {
    .init(ProjectLine.rate(part, of: whole), .right, figure: Ratio(part.fen, whole.fen).map { .rate($0) }, total: total)
  }

  private var total: [FormGrid.Cell] {
    func above(_ column: Int) -> FormGrid.Total { .sum([.init(rows: 1..<1 + lines.count, column: column)]) }
    func count(_ column: Int, _ part: (ProjectLine) -> Int) -> FormGrid.Cell {
      .init("\(lines.reduce(0) { $0 + part($1.line) })", total: above(column))
    }
    let amounts: [FormGrid.Cell] = [
      .init(""), .init("合计"), .amount(sum(\.initial), total: above(2)), .amount(sum(\.budget), total: above(3)),
      .amount(sum(\.paid), total: above(4)), rate(sum(\.paid), of: sum(\.budget), total: .quotient(4, by: 3)),
    ]
    if form == .selfEvaluation {
      return amounts + [
        .init(""), .init(""), .init(weightedTotal?.text ?? "", .right), .init(""), count(10) { $0.off },
      ]
    }
    return amounts + [
      .amount(sum(\.planned), total: above(6)), rate(sum(\.inTime), of: sum(\.planned)), .init(""),
      .amount(sum(\.forecast), total: above(9)), count(10) { $0.indicators }, count(11) { $0.met },
      count(12) { $0.inProgress }, count(13) { $0.off }, count(14) { $0.unreported }, count(15) { $0.notDue ?? 0 },
    ]
      + (0..<3).map { place in count(16 + place) { $0.likelihoods.dropFirst(place).first ?? 0 } }
  }

  /// The projects' totals weighted by their budgets; nil while one is missing.
  var weightedTotal: Points? {
    let scored = lines.filter { $0.line.indicators > 0 && $0.line.budget > .zero }
    let points = DepartmentEvaluation.points(.whole(100), over: scored.map(\.line.budget))
    let scores = zip(points, scored).map { DepartmentEvaluation.score($0, total: $1.line.points) }
    return scores.isEmpty || scores.contains { $0 == nil } ? nil : scores.compactMap { $0 }.sum
  }
}

extension ProjectLine {
  /// The light's colour.
  fileprivate var tint: FormGrid.Tint? {
    SpendingLight.allCases.first { $0.chinese == light }.flatMap { FormGrid.Tint(rawValue: $0.rawValue) }
  }
}
