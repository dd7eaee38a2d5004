public import Domain

/// 项目支出绩效自评表 of a project as the data fills it in: a draft that people complete. Source: 财预〔2020〕10号.
public struct SelfEvaluationForm: Hashable, Sendable {
  /// One row of the indicators.
  public struct Row: Hashable, Sendable {
    /// The indicator as printed.
    public let indicator: ProjectSheet.Indicator
    /// 实际完成值; nil where nothing was reported.
    public let achieved: String?
    /// Points, score, formula and what has to be explained.
    public let score: RowScore
  }

  /// The department.
  public let department: DepartmentIdentity
  /// The project.
  public let sheet: ProjectSheet
  /// The day it is worked out for.
  public let day: Day
  /// The budget execution rate.
  public let execution: ExecutionScore
  /// The indicators' rows.
  public let rows: [Row]
  /// What was done to the weights.
  public let notes: [String]
  /// Total, grade, checks and what blocks it.
  public let result: SelfEvaluation
  let funds: [FundRow]

  /// A project's form as of the end of a day.
  public init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, on day: Day,
    calendar: WorkCalendar, rules: ScoringRules = ScoringRules()
  ) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    // A level-1 name of none of the levels is output: most of what bureaus measure is.
    let places = sheet.indicators.map {
      Weights.Row(level: ScoreLevel(named: $0.level1) ?? .output, kind: $0.level2)
    }
    let weights = Weights(sharing: .suited(to: places.map(\.level)), over: places)
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var rows: [Row] = []
    for (index, indicator) in sheet.indicators.enumerated() {
      let achieved = facts[indicator.id].map { Achieved($0, of: project, position, on: day) } ?? .missing
      let score = RowScore(
        achieved, against: facts[indicator.id]?.measure, of: weights.rows[index], by: rules,
        isSatisfaction: places[index].level == .satisfaction)
      rows.append(Row(indicator: indicator, achieved: achieved.text, score: score))
    }
    self.department = department.identity
    self.sheet = sheet
    self.day = day
    self.rows = rows
    notes = weights.notes
    execution = ExecutionScore(
      points: weights.execution, initial: sheet.initialBudget, budget: sheet.budget, paid: position.paid)
    result = SelfEvaluation(execution: execution, rows: rows.map(\.score))
    funds = FundRow.rows(sheet, paid: position.paid, forecast: position.forecast, fiscalName: "当年财政拨款")
  }

  /// What keeps the form from being handed in, in Chinese.
  public var blockers: [String] {
    var found = result.missingRows.map { "第\($0)项“\(rows[$0 - 1].indicator.level3)”没有填报完成值" }
    if rows.isEmpty { found.append("项目没有绩效指标") }
    if execution.score == nil { found.append("全年预算数为零，预算执行率的得分由人工确定") }
    if execution.needsReason { found.append("预算执行率低于90%或预算有调整，需说明原因") }
    for (index, row) in rows.enumerated() {
      for need in row.score.needs { found.append("第\(index + 1)项“\(row.indicator.level3)”\(need.chinese)") }
    }
    return found
  }

  /// The official table.
  public var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [Cell("项目名称", columns: 2), Cell("\(sheet.name)（\(sheet.code)）", columns: 7, .left)],
      [
        Cell("主管部门", columns: 2), Cell("\(department.code) \(department.name)", columns: 3, .left), Cell("实施单位"),
        Cell("", columns: 3, .left),
      ],
      [Cell("项目资金\n（万元）", columns: 2, rows: 5), Cell("")]
        + ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"].map { Cell($0) },
    ]
    for (index, fund) in funds.enumerated() {
      let score =
        index == 0
        ? [execution.points.text, fund.rate(of: fund.budget), execution.score?.text ?? ""]
        : ["—", fund.rate(of: fund.budget), "—"]
      table.append(
        [
          Cell(fund.name, .left), Cell(fund.initial.inForm, .right), Cell(fund.budget.inForm, .right),
          Cell(fund.paid.inForm, .right),
        ] + score.map { Cell($0) })
    }
    table.append([Cell("年度总体目标", columns: 2, rows: 2), Cell("预期目标", columns: 3), Cell("实际完成情况", columns: 4)])
    table.append([
      Cell(sheet.goals.joined(separator: "\n"), columns: 3, .left), Cell("", columns: 4, .left, missing: "请填写实际完成情况"),
    ])
    let heading = table.count
    table.append(
      [Cell("绩效\n指标")]
        + ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"].map { Cell($0) })
    table += indicatorRows
    table.append([
      Cell("总分", columns: 6), Cell((execution.points + rows.map(\.score.points).sum).text),
      Cell(result.total?.text ?? ""), Cell(result.grade.map { "等级：\($0.rawValue)" } ?? "等级："),
    ])
    return FormGrid(
      title: "项目支出绩效自评表", period: "（\(department.fiscalYear)年度）", rows: table, heading: heading..<heading + 1,
      widths: [5, 9, 15, 15, 10, 12, 8, 8, 18],
      notes: notes + result.checks.sorted { $0.key > $1.key }.map { "\($0.key.chinese)：\($0.value)" },
      signatures: ["填报人：", "审核人：", "单位负责人：", "联系电话："])
  }

  private var indicatorRows: [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[FormGrid.Cell("（没有绩效指标）", columns: 9, missing: "请补充绩效指标")]] }
    let first = FormSpans(rows.map(\.indicator.level1)),
      second = FormSpans(rows.map { $0.indicator.level1 + "/" + $0.indicator.level2 })
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = index == 0 ? [.init("", rows: rows.count)] : []
      if let span = first[index] {
        let points = rows[index..<index + span].map(\.score.points).sum
        cells.append(.init("\(row.indicator.level1)\n（\(points.text)分）", rows: span))
      }
      if let span = second[index] { cells.append(.init(row.indicator.level2, rows: span)) }
      return cells + [
        .init(row.indicator.level3, .left), .init(row.indicator.target.text),
        .init(row.achieved ?? "", missing: row.achieved == nil ? "没有填报完成值" : nil), .init(row.score.points.text),
        .init(row.score.score?.text ?? ""),
        .init(
          "", .left, missing: row.score.needs.isEmpty ? nil : row.score.needs.map(\.chinese).joined(separator: "；")),
      ]
    }
  }

  /// For programs: every row with its formula.
  public var json: JSONValue {
    .fields([
      "form": "self-evaluation", "asOf": .string(day.description), "department": .string(department.code),
      "project": .string(sheet.code.text), "name": .string(sheet.name),
      "execution": .fields([
        "initialBudget": .string(execution.initial.yuan), "budget": .string(execution.budget.yuan),
        "paid": .string(execution.paid.yuan), "rate": .optional(execution.rate?.percentText),
        "points": .string(execution.points.text), "score": .optional(execution.score?.text),
        "formula": .string(execution.formula),
      ]),
      "rows": .array(
        rows.map { row in
          .fields([
            "level1": .string(row.indicator.level1), "level2": .string(row.indicator.level2),
            "level3": .string(row.indicator.level3), "target": .string(row.indicator.target.text),
            "achieved": .optional(row.achieved), "points": .string(row.score.points.text),
            "score": .optional(row.score.score?.text), "formula": .string(row.score.formula),
            "needs": .array(row.score.needs.map { .string($0.chinese) }),
          ])
        }),
      "total": .optional(result.total?.text), "grade": .optional(result.grade?.rawValue),
      "notes": .array(notes.map(JSONValue.string)), "blockers": .array(blockers.map(JSONValue.string)),
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
