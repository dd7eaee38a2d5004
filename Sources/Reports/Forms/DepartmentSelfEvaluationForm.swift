package import Domain

/// 部门整体支出绩效自评表: budget execution, the department's own indicators, and its projects' totals weighted by their budgets.
package struct DepartmentSelfEvaluationForm: Hashable, Sendable {
  /// A project's row.
  package struct Project: Hashable, Sendable {
    /// The project.
    package let line: ProjectLine
    /// Its points by its share of the budgets, and what it gets.
    package let points: Points, score: Points?
    /// Whether its form is handed in.
    package let isIn: Bool
  }

  /// The department.
  package let department: DepartmentIdentity
  /// Its own sheet.
  package let sheet: DepartmentSheet
  /// The budget execution rate.
  package let execution: ExecutionScore
  /// Its own indicators' rows.
  package let rows: [ScoreRow]
  /// Its projects' rows; those without indicators are left out, and said so.
  package let projects: [Project]
  /// 总分; nil while a score is missing.
  package let total: Points?
  /// 等级.
  package let grade: Grade?
  /// What is said of the points.
  package let notes: [String]
  /// What people filled in.
  package let filling: Filling
  let funds: DepartmentFunds

  /// The form of a department as of the end of a day.
  package init(
    _ sheet: DepartmentSheet, _ lines: [ProjectLine], handedIn: Set<String>, of department: DepartmentFacts,
    on day: Day, calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let (rules, context) = (department.parameters.scoring, RuleContext(of: department, on: day, calendar: calendar))
    let counted = lines.filter { $0.indicators > 0 && $0.budget > .zero }
    let (template, remarks) = DepartmentEvaluation.template(
      rules.department, indicators: sheet.indicators.count, projects: counted.map(\.budget))
    let shared = Weights(
      sharing: ScoreTemplate(execution: template.execution, levels: [.output: template.indicators]),
      over: sheet.indicators.map { Weights.Row(level: .output, kind: $0.level1) })
    let facts = Dictionary(department.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let rows = sheet.indicators.enumerated().map { index, indicator in
      ScoreRow(
        indicator, facts[indicator.id], of: nil, nil, by: context, points: shared.rows[index],
        isSatisfaction: false, filling)
    }
    let points = DepartmentEvaluation.points(template.projects, over: counted.map(\.budget))
    let projects = zip(counted, points).map {
      Project(
        line: $0, points: $1, score: DepartmentEvaluation.score($1, total: $0.points),
        isIn: handedIn.contains($0.code))
    }
    let funds = DepartmentFunds(sheet, lines, filling)
    execution = ExecutionScore(
      points: template.execution, initial: funds.initial, budget: funds.budget, paid: funds.paid,
      chosen: filling.points(.executionScore), by: rules)
    let scores = rows.map(\.score.score) + projects.map(\.score) + [execution.score]
    let isWhole = scores.allSatisfy { $0 != nil } && scores.count > 1
    total = isWhole ? scores.compactMap { $0 }.sum : nil
    grade = total.map { Grade($0, by: rules) }
    let bare = lines.filter { $0.indicators == 0 }.map { "“\($0.name)”没有绩效指标，不参加汇总。" }
    notes = remarks + bare + (funds.missing == nil ? [] : ["基本支出执行数未填，预算执行率暂按项目支出计算。"])
    self.department = department.identity
    self.sheet = sheet
    self.rows = rows
    self.projects = projects
    self.filling = filling
    self.funds = funds
  }

  private func name(_ index: Int) -> String { "第\(index + 1)项“\(rows[index].indicator.level3)”" }

  /// The table of 9 columns.
  package var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [
        Cell("部门名称及代码", columns: 2), Cell("\(department.code) \(department.name)", columns: 3, .left), Cell("填报单位"),
        filling.unit(of: department, columns: 3),
      ],
      [Cell("部门资金\n（万元）", columns: 2, rows: funds.rows.count + 1), Cell("")]
        + ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"].map { Cell($0) },
    ]
    for (index, fund) in funds.rows.enumerated() { table.append(cells(of: fund, index)) }
    table.append([Cell("年度总体目标", columns: 2, rows: 2), Cell("预期目标", columns: 3), Cell("实际完成情况", columns: 4)])
    let done = filling.text(.accomplishment)
    table.append([
      Cell(sheet.goal, columns: 3, .left, name: "预期目标"),
      Cell(done, columns: 4, .left, missing: done.isEmpty ? "请填写实际完成情况" : nil, name: "实际完成情况"),
    ])
    let heading = table.count
    table.append(
      [Cell("绩效\n指标")]
        + ["一级", "二级", "三级指标或项目", "年度指标值\n或预算", "实际完成值\n或自评结果", "分值", "得分", "偏差原因分析及改进措施"].map { Cell($0) })
    table += resultRows
    let points = execution.points + rows.map(\.score.points).sum + projects.map(\.points).sum
    table.append([
      Cell("总分", columns: 6), Cell(points.text, name: "分值合计"), .computed(total?.text ?? "", name: "总分"),
      .computed(grade.map { "等级：\($0.rawValue)" } ?? "等级：", name: "等级"),
    ])
    return FormGrid(
      title: "部门整体支出绩效自评表", period: "（\(department.fiscalYear)年度）", rows: table, heading: heading..<heading + 1,
      widths: [5, 9, 15, 15, 10, 12, 8, 8, 18], notes: remarks,
      signatures: ["填报人：", "审核人：", "单位负责人：", "联系电话：\(filling.text(.contact))"])
  }

  private func cells(of fund: FundRow, _ index: Int) -> [FormGrid.Cell] {
    let (name, isTotal) = (fund.plainName, index == 0)
    let wantsReason = isTotal && execution.needsReason && filling[.executionReason] == nil
    return [
      .init(fund.name, .left), .computed(fund.initial.inForm, .right, name: "\(name)年初预算数"),
      .computed(fund.budget.inForm, .right, name: "\(name)全年预算数"),
      .computed(fund.paid.inForm, .right, missing: funds.missing(at: index), name: "\(name)全年执行数"),
      .init(isTotal ? execution.points.text : "—", name: isTotal ? "预算执行率分值" : nil),
      .computed(
        fund.rate(of: fund.budget), missing: wantsReason ? execution.reasonAsked : nil, name: "\(name)执行率"),
      isTotal
        ? .computed(
          execution.score?.text ?? "", missing: execution.score == nil ? "全年预算数为零，得分由人工确定" : nil,
          name: "预算执行率得分") : .init("—"),
    ]
  }

  private var resultRows: [[FormGrid.Cell]] {
    guard rows.count + projects.count > 0 else { return [[filling.withoutIndicators(columns: 9)]] }
    let second = FormSpans(rows.map(\.indicator.level1))
    var table: [[FormGrid.Cell]] = rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] =
        index == 0 ? [.init("部门整体指标\n（\(rows.map(\.score.points).sum.text)分）", rows: rows.count)] : []
      if let span = second[index] { cells.append(.init(row.indicator.level1, rows: span)) }
      cells.append(.init(row.indicator.level3, .left, name: "第\(index + 1)项指标名称"))
      return cells + row.cells(name(index))
    }
    table += projects.enumerated().map { index, project in
      let line = project.line
      let head: [FormGrid.Cell] =
        index == 0
        ? [
          .init("项目绩效\n（\(projects.map(\.points).sum.text)分）", rows: projects.count),
          .init("项目自评\n（按预算加权）", rows: projects.count),
        ] : []
      let result = line.points.map { "\($0.text)分 \(line.grade ?? "")" } ?? ""
      return head + [
        .init(line.name, .left), .computed("\(line.budget.tenThousands)万元", name: "“\(line.name)”预算"),
        .computed(
          result, missing: project.isIn ? line.points == nil ? "项目没有总分" : nil : "项目表未报送", name: "“\(line.name)”自评结果"),
        .init(project.points.text, name: "“\(line.name)”分值"),
        .computed(project.score?.text ?? "", name: "“\(line.name)”得分"),
        .init(line.reasons.first ?? "", .left, name: "“\(line.name)”偏差原因"),
      ]
    }
    table[0].insert(.init("", rows: table.count), at: 0)
    return table
  }

  private var remarks: [String] {
    var remarks = notes
    if let reason = filling[.executionReason] { remarks.append("预算执行情况说明：\(reason.value)") }
    remarks += rows.indices.compactMap { rows[$0].note(name($0)) }
    if let remark = filling[.remark] { remarks.append("说明：\(remark.value)") }
    return remarks + ["注：项目绩效得分＝分值×项目自评总分÷100，分值按全年预算数分配。带底色的为系统按记录计算，＊为人工更正。"]
  }

  /// For programs.
  package var json: JSONValue {
    .fields([
      "form": "self-evaluation", "department": .string(department.code), "project": .null, "name": "部门整体",
      "execution": execution.json, "rows": .array(rows.map(\.json)),
      "projects": .array(
        projects.map {
          .fields([
            "project": .string($0.line.code), "name": .string($0.line.name), "points": .string($0.points.text),
            "total": .optional($0.line.points?.text), "score": .optional($0.score?.text),
          ])
        }), "total": .optional(total?.text), "grade": .optional(grade?.rawValue),
      "notes": .array(notes.map(JSONValue.string)), "blockers": .array(grid.asked.map(JSONValue.string)),
    ])
  }
}
