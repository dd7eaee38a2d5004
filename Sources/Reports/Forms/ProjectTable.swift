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

  /// The table; its first row is its heading.
  package var grid: FormGrid {
    let isMonitoring = form == .monitoring
    let captions =
      isMonitoring
      ? [
        "序号", "项目名称及编码", "年初预算数", "全年预算数", "1–\(month)月\n执行数", "执行率", "节点计划", "及时率", "支出灯", "全年预计\n执行数", "指标\n总数",
        "已达成", "推进中", "偏离", "未填报", "未到期", "确定能／有可能／\n完全不可能", "表格状态",
      ]
      : ["序号", "项目名称及编码", "年初预算数", "全年预算数", "全年执行数", "执行率", "预算执行率\n得分", "指标得分", "总分", "等级", "未得满分\n指标", "表格状态"]
    let rows = lines.enumerated().map { index, item in cells("\(index + 1)", item.line, item.state.chinese) }
    return FormGrid(
      title: isMonitoring ? "项目支出绩效运行监控汇总表" : "项目支出绩效自评汇总表",
      period: "（\(department.code) \(department.name)，\(department.fiscalYear)年度\(isMonitoring ? "，1–\(month)月" : "")）",
      rows: [captions.map { FormGrid.Cell($0) }] + rows + [total], heading: 0..<1,
      widths: isMonitoring
        ? [3, 19, 7, 7, 6, 6, 7, 6, 5, 7, 3, 3, 3, 3, 3, 3, 5, 4] : [4, 26, 8, 8, 8, 8, 8, 7, 6, 5, 6, 6],
      notes: ["执行率＝执行数÷全年预算数；及时率＝节点前已支付÷节点计划，最高100%。合计按金额计算，不是各项目比率的平均。"],
      signatures: ["填报人：", "审核人：", "单位负责人：", "联系电话："])
  }

  private func cells(_ number: String, _ line: ProjectLine, _ state: String) -> [FormGrid.Cell] {
    let amounts: [FormGrid.Cell] = [
      .init(number), .init("\(line.name)\n\(line.code)", .left), .init(line.initial.tenThousands, .right),
      .init(line.budget.tenThousands, .right), .init(line.paid.tenThousands, .right),
      .init(ProjectLine.rate(line.paid, of: line.budget), .right),
    ]
    if form == .selfEvaluation {
      return amounts + [
        .init(ProjectLine.score(line.executionScore), .right), .init(ProjectLine.score(line.indicatorScore), .right),
        .init(ProjectLine.score(line.total), .right), .init(line.grade ?? "—"), .init("\(line.off)"), .init(state),
      ]
    }
    let counts = [line.indicators, line.met, line.inProgress, line.off, line.unreported, line.notDue ?? 0].map {
      FormGrid.Cell("\($0)")
    }
    return amounts + [
      .init(line.planned.tenThousands, .right), .init(ProjectLine.rate(line.inTime, of: line.planned), .right),
      .init(line.light, tint: line.tint), .init(line.forecast.tenThousands, .right),
    ] + counts + [.init(line.likelihoods.map(String.init).joined(separator: "／")), .init(state)]
  }

  private var total: [FormGrid.Cell] {
    let amounts: [FormGrid.Cell] = [
      .init(""), .init("合计"), .init(sum(\.initial).tenThousands, .right), .init(sum(\.budget).tenThousands, .right),
      .init(sum(\.paid).tenThousands, .right), .init(ProjectLine.rate(sum(\.paid), of: sum(\.budget)), .right),
    ]
    let isIn = lines.count { $0.state.isIn }
    if form == .selfEvaluation {
      let off = lines.reduce(0) { $0 + $1.line.off }
      return amounts + [
        .init(""), .init(""), .init(weightedTotal?.text ?? "", .right), .init(""), .init("\(off)"),
        .init("已报\(isIn)/\(lines.count)"),
      ]
    }
    func count(_ part: KeyPath<ProjectLine, Int>) -> FormGrid.Cell {
      .init("\(lines.reduce(0) { $0 + $1.line[keyPath: part] })")
    }
    let likelihoods = (0..<3).map { place in lines.reduce(0) { $0 + ($1.line.likelihoods.dropFirst(place).first ?? 0) }
    }
    return amounts + [
      .init(sum(\.planned).tenThousands, .right), .init(ProjectLine.rate(sum(\.inTime), of: sum(\.planned)), .right),
      .init(""), .init(sum(\.forecast).tenThousands, .right), count(\.indicators), count(\.met), count(\.inProgress),
      count(\.off), count(\.unreported), .init("\(lines.reduce(0) { $0 + ($1.line.notDue ?? 0) })"),
      .init(likelihoods.map(String.init).joined(separator: "／")),
      .init("已报\(isIn)/\(lines.count)"),
    ]
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
