package import Domain

/// 项目支出绩效自评表 of a project: what the data fills in and scores, and what people have. Source: 财预〔2020〕10号.
package struct SelfEvaluationForm: Hashable, Sendable {
  /// The department.
  package let department: DepartmentIdentity
  /// The project.
  package let sheet: ProjectSheet
  /// The day it is worked out for.
  package let day: Day
  /// The budget execution rate.
  package let execution: ExecutionScore
  /// The indicators' rows.
  package let rows: [ScoreRow]
  /// What was done to the weights.
  package let notes: [String]
  /// Total, grade, checks and what blocks it.
  package let result: SelfEvaluation
  /// What people filled in.
  package let filling: Filling
  let funds: [FundRow]
  private let weightsProblem: Refusal?

  /// A project's form as of the end of a day.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, on day: Day,
    calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    let (rules, context) = (department.parameters.scoring, RuleContext(of: department, on: day, calendar: calendar))
    // A level-1 name of none of the levels is output: most of what bureaus measure is.
    let places = sheet.indicators.map {
      Weights.Row(level: ScoreLevel(named: $0.level1) ?? .output, kind: $0.level2)
    }
    let shared = Weights(sharing: rules.template(for: places.map(\.level)), over: places)
    var (weights, problem): (Weights, Refusal?) = (shared, nil)
    do throws(Refusal) {
      weights = try filling.weights(for: sheet.indicators.map(\.id)) ?? shared
    } catch {
      problem = error
    }
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    rows = sheet.indicators.enumerated().map { index, indicator in
      ScoreRow(
        indicator, facts[indicator.id], of: project, position, by: context, points: weights.rows[index],
        isSatisfaction: places[index].level == .satisfaction, filling)
    }
    self.department = department.identity
    self.sheet = sheet
    self.day = day
    self.filling = filling
    weightsProblem = problem
    notes = weights.notes
    execution = ExecutionScore(
      points: weights.execution, initial: sheet.initialBudget, budget: sheet.budget, paid: position.paid,
      chosen: filling.points(.executionScore), by: rules)
    result = SelfEvaluation(execution: execution, rows: rows.map(\.score), by: rules)
    funds = FundRow.rows(
      sheet, paid: position.paid, forecast: position.forecast, fiscalName: "当年财政拨款", filling)
  }

  /// What keeps the form from being handed in, in Chinese.
  package var blockers: [String] { grid.asked }

  private var executionProblem: String? {
    if execution.score == nil { return "全年预算数为零，得分由人工确定" }
    if let chosen = filling.points(.executionScore), execution.budget <= .zero, chosen > execution.points {
      return "得分不能超过\(execution.points.text)分"
    }
    return nil
  }

  /// The official table.
  package var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [Cell("项目名称", columns: 2), Cell("\(sheet.name)（\(sheet.code)）", columns: 7, .left, name: "项目名称")],
      [
        Cell("主管部门", columns: 2), Cell("\(department.code) \(department.name)", columns: 3, .left), Cell("实施单位"),
        filling.unit(of: department, columns: 3),
      ],
      [Cell("项目资金\n（万元）", columns: 2, rows: 5), Cell("")]
        + ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"].map { Cell($0) },
    ]
    for (index, fund) in funds.enumerated() { table.append(cells(of: fund, isTotal: index == 0)) }
    table.append([Cell("年度总体目标", columns: 2, rows: 2), Cell("预期目标", columns: 3), Cell("实际完成情况", columns: 4)])
    let done = filling.text(.accomplishment)
    table.append([
      Cell(sheet.goals.joined(separator: "\n"), columns: 3, .left, name: "预期目标"),
      Cell(done, columns: 4, .left, missing: done.isEmpty ? "请填写实际完成情况" : nil, name: "实际完成情况"),
    ])
    let heading = table.count
    table.append(
      [Cell("绩效\n指标")]
        + ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"].map { Cell($0) })
    table += indicatorRows
    table.append([
      Cell("总分", columns: 6),
      Cell(
        (execution.points + rows.map(\.score.points).sum).text, missing: weightsProblem?.message, name: "分值合计"),
      .computed(result.total?.text ?? "", name: "总分"),
      .computed(result.grade.map { "等级：\($0.rawValue)" } ?? "等级：", name: "等级"),
    ])
    return FormGrid(
      title: "项目支出绩效自评表", period: "（\(department.fiscalYear)年度）", rows: table, heading: heading..<heading + 1,
      widths: [5, 9, 15, 15, 10, 12, 8, 8, 18], notes: remarks,
      signatures: ["填报人：", "审核人：", "单位负责人：", "联系电话：\(filling.text(.contact))"])
  }

  private func cells(of fund: FundRow, isTotal: Bool) -> [FormGrid.Cell] {
    let name = fund.plainName
    let wantsReason = isTotal && execution.needsReason && filling[.executionReason] == nil
    return [
      .init(fund.name, .left), .computed(fund.initial.inForm, .right, name: "\(name)年初预算数"),
      .computed(fund.budget.inForm, .right, name: "\(name)全年预算数"),
      .computed(fund.paid.inForm, .right, missing: fund.missing, name: "\(name)全年执行数"),
      .init(isTotal ? execution.points.text : "—", name: isTotal ? "预算执行率分值" : nil),
      .computed(
        fund.rate(of: fund.budget), missing: wantsReason ? execution.reasonAsked : nil,
        name: "\(name)执行率"),
      isTotal
        ? .computed(execution.score?.text ?? "", missing: executionProblem, name: "预算执行率得分") : .init("—"),
    ]
  }

  private func name(_ index: Int) -> String { "第\(index + 1)项“\(rows[index].indicator.level3)”" }

  private var remarks: [String] {
    var remarks = notes
    if let reason = filling[.executionReason] { remarks.append("预算执行情况说明：\(reason.value)") }
    remarks += rows.indices.compactMap { rows[$0].note(name($0)) }
    if let remark = filling[.remark] { remarks.append("说明：\(remark.value)") }
    remarks += result.checks.sorted { $0.key > $1.key }.map { "\($0.key.chinese)：\($0.value)" }
    return remarks + ["注：带底色的为系统按记录计算，＊为人工更正。"]
  }

  private var indicatorRows: [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[filling.withoutIndicators(columns: 9)]] }
    let first = FormSpans(rows.map(\.indicator.level1)),
      second = FormSpans(rows.map { $0.indicator.level1 + "/" + $0.indicator.level2 })
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = index == 0 ? [.init("", rows: rows.count)] : []
      if let span = first[index] {
        let points = rows[index..<index + span].map(\.score.points).sum
        cells.append(.init("\(row.indicator.level1)\n（\(points.text)分）", rows: span))
      }
      if let span = second[index] { cells.append(.init(row.indicator.level2, rows: span)) }
      cells.append(.init(row.indicator.level3, .left, name: "第\(index + 1)项三级指标"))
      return cells + row.cells(name(index))
    }
  }

  /// For programs: every row with its formula.
  package var json: JSONValue {
    .fields([
      "form": "self-evaluation", "asOf": .string(day.description), "department": .string(department.code),
      "project": .string(sheet.code.text), "name": .string(sheet.name), "execution": execution.json,
      "rows": .array(rows.map(\.json)), "total": .optional(result.total?.text),
      "grade": .optional(result.grade?.rawValue), "notes": .array(notes.map(JSONValue.string)),
      "blockers": .array(blockers.map(JSONValue.string)),
      "checks": .array(result.checks.sorted { $0.key > $1.key }.map { .string($0.value) }),
    ])
  }
}

/// How many rows a merged cell covers, told at its first row; nil at the rows it reaches down to.
struct FormSpans {
  private var spans: [Int?] = []

  init(_ names: [String]) {
    for (index, name) in names.enumerated() {
      if index > 0, names[index - 1] == name {
        spans.append(nil)
      } else {
        spans.append(names[index...].prefix { $0 == name }.count)
      }
    }
  }

  subscript(index: Int) -> Int? { spans[index] }
}
