import Domain
import Testing

/// 保洁费项目 with the entries a test gives: budget 3.00万元, plan 25/50/75/100.
private func cleaning(_ entries: [(String, Int64)], plan: [Int?] = [25, 50, 75, 100], ownThreshold: Bool = true)
  -> ProjectFacts
{
  let spendingPlan = SpendingPlan(
    basis: .percent,
    cells: zip([3, 6, 10, 12], plan).map {
      .init(month: $0, share: $1.map { Share(percent: Quantity(units: Int64($0))) })
    })
  let timeliness = IndicatorFacts(
    id: 4, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .spendingTimeliness)
  return ProjectFacts(
    id: 1, budget: Money(fen: 3_000_000),
    checkpoints: spendingPlan.checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]),
    ledger: Ledger(entries.map { LedgerEntry(day: day($0.0), amount: Money(fen: $0.1 * 100)) }),
    indicators: ownThreshold ? [timeliness] : [])
}

private func judge(_ project: ProjectFacts, _ on: String) -> [Assessment] {
  let facts = DepartmentFacts(
    id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: .earlier,
    projects: [project], indicators: [])
  return evaluate(facts, on: day(on), calendar: calendar)
}

extension [Assessment] {
  /// `rule period severity`, one each.
  fileprivate var brief: [String] { map { "\($0.key.rule.rawValue) \($0.key.period.text) \($0.severity.rawValue)" } }
  fileprivate subscript(rule: Rule) -> Assessment? { first { $0.key.rule == rule } }
}

@Suite("Spending rules")
struct SpendingRuleTests {
  private let worked: [(String, Int64)] = [("2025-03-20", 7_500), ("2025-05-10", 1_800)]

  @Test("paid on plan at the end of March: nothing stands")
  func march() {
    let project = cleaning(worked)
    #expect(judge(project, "2025-03-31").isEmpty)
  }

  @Test(
    "the checkpoint of June nears: blue from 30 days, yellow from 7",
    arguments: [
      ("2025-05-30", nil, 0), ("2025-05-31", "blue", 20), ("2025-06-20", "blue", 7), ("2025-06-22", "blue", 6),
      ("2025-06-23", "yellow", 6), ("2025-06-24", "yellow", 5), ("2025-06-30", "yellow", 1),
    ])
  func approaching(on: String, severity: String?, workdays: Int) {
    let found = judge(cleaning(worked), on)[.checkpointApproaching]
    #expect(found?.severity.rawValue == severity)
    guard let found else { return }
    #expect(found.key.period == .month(2025, 6))
    #expect(found[.planned] == "15000.00" && found[.paid] == "9300.00")
    #expect(found[.toPlan] == "5700.00" && found[.toThreshold] == "4200.00")
    #expect(found[.workdaysLeft] == "\(workdays)")
    #expect(found.since == day("2025-05-31"))
  }

  @Test("missed at 62%: yellow with all four numbers")
  func missed() throws {
    let found = try #require(judge(cleaning(worked), "2025-07-01")[.checkpointMissed])
    #expect(found.severity == .yellow && found.key.period == .month(2025, 6))
    #expect(
      [found[.budget], found[.planned], found[.paid], found[.timeliness]] == [
        "30000.00", "15000.00", "9300.00", "62.00",
      ])
  }

  @Test("a reversal dated before the checkpoint counts from its own day")
  func reversed() {
    let project = cleaning(worked + [("2025-06-25", -1_800)])
    let july = judge(project, "2025-07-01")[.checkpointMissed]
    #expect(july?.severity == .red && july?[.timeliness] == "50.00")
    #expect(judge(project, "2025-06-20") == judge(cleaning(worked), "2025-06-20"))
  }

  @Test(
    "exactly 60% is yellow, a fen less is red; exactly 90% is no alert",
    arguments: [(9_000_00, "yellow"), (8_999_99, "red"), (13_500_00, nil), (13_499_99, "yellow")])
  func thresholds(fen: Int, severity: String?) {
    let project = cleaning([])
    let facts = ProjectFacts(
      id: 1, budget: project.budget, checkpoints: project.checkpoints,
      ledger: Ledger([LedgerEntry(day: day("2025-06-30"), amount: Money(fen: Int64(fen)))]),
      indicators: project.indicators)
    let found = judge(facts, "2025-07-01").first {
      $0.key.rule == .checkpointMissed && $0.key.period == .month(2025, 6)
    }
    #expect(found?.severity.rawValue == severity)
  }

  @Test("what is paid later makes the checkpoint good; the timeliness stays that of its day")
  func madeGood() {
    let late = cleaning(worked + [("2025-07-10", 4_000)])
    #expect(judge(late, "2025-07-10")[.checkpointMissed]?[.timeliness] == "62.00")
    #expect(judge(cleaning(worked + [("2025-07-10", 4_200)]), "2025-07-10")[.checkpointMissed] == nil)
    #expect(judge(late, "2025-07-09")[.checkpointMissed]?[.paid] == "9300.00")
  }

  @Test("a plan of 100% in December asks for nothing in July")
  func lawyer() {
    let found = judge(cleaning([], plan: [nil, nil, nil, 100], ownThreshold: false), "2025-07-01")
    #expect(found.count { $0.key.rule.isAboutSpending } == 0)
  }

  @Test("without a plan nothing is worse than yellow, and it is said")
  func fallback() {
    let found = judge(cleaning([], plan: [nil, nil, nil, nil], ownThreshold: false), "2025-07-01")
    #expect(
      found.brief == [
        "checkpoint-missed 2025-03 yellow", "checkpoint-missed 2025-06 yellow", "forecast-shortfall 2025 yellow",
        "data-quality 2025 blue", "monitoring-due 2025-06 blue",
      ])
    #expect(found[.checkpointMissed]?[.planBasis] == "elapsed-time")
  }

  @Test("a fen over the budget is red, the budget itself is not")
  func overspent() {
    #expect(judge(cleaning([("2025-06-01", 30_000)]), "2025-06-01")[.overspent] == nil)
    let over = judge(cleaning([("2025-05-01", 30_000), ("2025-06-01", 1)]), "2025-06-02")[.overspent]
    #expect(over?.severity == .red && over?.since == day("2025-06-01") && over?[.excess] == "1.00")
  }

  @Test("thirty points ahead of the next checkpoint is worth a look")
  func ahead() {
    #expect(judge(cleaning([("2025-02-01", 16_500)]), "2025-02-10").brief == ["ahead-of-plan 2025-03 blue"])
    #expect(judge(cleaning([("2025-02-01", 16_499)]), "2025-02-10").isEmpty)
  }

  @Test(
    "a pace that ends below 90% is foreseen after the first checkpoint",
    arguments: [("2025-03-30", nil), ("2025-03-31", "75.00"), ("2025-07-01", "50.00"), ("2026-01-01", nil)])
  func forecast(on: String, rate: String?) {
    #expect(judge(cleaning([]), on)[.forecastShortfall]?[.forecastRate] == rate)
  }

  @Test("nothing is judged before the fiscal year")
  func beforeTheYear() { #expect(judge(cleaning([]), "2024-12-31").isEmpty) }
}

@Suite("Indicator rules")
struct IndicatorRuleTests {
  private func project(_ indicators: [IndicatorFacts], _ entries: [LedgerEntry] = [], _ events: [ProjectEvent] = [])
    -> ProjectFacts
  {
    ProjectFacts(
      id: 1, budget: Money(fen: 5_200_000),
      checkpoints: SpendingPlan(basis: .percent, cells: [.init(month: 12, share: .whole)]).checkpoints(
        in: 2025, fallbackMonths: []),
      ledger: Ledger(entries), indicators: indicators, events: events)
  }

  @Test("one fen over a cap of a category breaks that cap while the budget holds")
  func cap() {
    let caps = [("工资补助", "≤38400元"), ("保险费用", "≤13566.28元")].enumerated().map { index, cap in
      IndicatorFacts(
        id: IndicatorID(Int64(5 + index)), measure: Target(parsing: cap.1).measure, isUndecided: false,
        binding: .spending(category: cap.0))
    }
    let entry = LedgerEntry(day: day("2025-04-01"), amount: Money(fen: 3_840_001), category: "工资补助")
    let found = judge(project(caps, [entry]), "2025-04-02").filter { $0.key.rule == .overspent }
    #expect(found.map(\.key.indicator) == [5] && found.first?.severity == .red)
    #expect(found.first?[.cap] == "38400.00" && found.first?[.excess] == "0.01")
  }

  @Test(
    "a report is due: blue, then yellow, then red, until an observation of the period",
    arguments: [
      ("2025-07-04", nil), ("2025-07-05", "blue"), ("2025-07-16", "blue"), ("2025-07-17", "yellow"),
      ("2025-07-20", "yellow"),
      ("2025-07-21", "red"),
    ])
  func due(on: String, severity: String?) {
    let bare = IndicatorFacts(
      id: 2, measure: Target(parsing: "≥36家").measure, isUndecided: false, binding: .observation)
    let found = judge(project([bare]), on)[.indicatorDue]
    #expect(found?.severity.rawValue == severity)
    let reported = IndicatorFacts(
      id: 2, measure: bare.measure, isUndecided: false, binding: .observation,
      observations: [Observation(day: day("2025-06-20"), value: .number(Quantity(units: 30)))])
    #expect(judge(project([reported]), on)[.indicatorDue] == nil)
  }

  @Test("a value off its target stands since the first of the unbroken run")
  func offTarget() {
    let values: [(String, Int64)] = [("2025-02-01", 80), ("2025-03-01", 95), ("2025-04-01", 85), ("2025-05-01", 80)]
    let rate = IndicatorFacts(
      id: 3, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .observation,
      observations: values.map { Observation(day: day($0.0), value: .number(Quantity(units: $0.1))) })
    let found = judge(project([rate]), "2025-06-01")[.indicatorOffTarget]
    #expect(found?.severity == .yellow && found?.since == day("2025-04-01") && found?[.value] == "80%")
    #expect(judge(project([rate]), "2025-03-15")[.indicatorOffTarget] == nil)
    #expect(judge(project([rate]), "2026-01-05")[.indicatorOffTarget]?.severity == .red)
  }

  @Test(
    "fifteen workdays after funds arrived: yellow through the last day, red after it",
    arguments: [("2025-09-24", nil), ("2025-09-25", "yellow"), ("2025-10-22", "yellow"), ("2025-10-23", "red")])
  func deadline(on: String, severity: String?) {
    let indicator = IndicatorFacts(id: 1, measure: nil, isUndecided: false, binding: .workdayDeadline(workdays: 15))
    let event = ProjectEvent(kind: "资金到位", day: day("2025-09-25"))
    let found = judge(project([indicator], [], [event]), on)[.deadlineWorkdays]
    #expect(found?.severity.rawValue == severity)
    if let found { #expect(found[.deadline] == "2025-10-22" && found[.missing] == "52000.00") }
    let paid = LedgerEntry(day: day("2025-09-25"), amount: Money(fen: 5_200_000))
    #expect(judge(project([indicator], [paid], [event]), on)[.deadlineWorkdays] == nil)
  }

  @Test("what is missing is said: a plan, indicators, a target")
  func dataQuality() {
    let bare = ProjectFacts(id: 1, budget: Money(fen: 100), checkpoints: [], ledger: Ledger([]))
    #expect(judge(bare, "2025-02-01")[.dataQuality]?[.missing] == "plan,indicators")
    let open = IndicatorFacts(id: 9, measure: nil, isUndecided: true, binding: .observation)
    #expect(judge(project([open]), "2025-02-01")[.dataQuality]?.key.indicator == 9)
  }
}

@Suite("Rule sets")
struct RuleSetTests {
  @Test("an unreadable row is a finding and the national default stands in")
  func unreadable() {
    let set = RuleSet(
      name: "本局", version: 3, rows: [.init("checkpoint.threshold-percent", "九十"), .init("ahead-of-plan.points", "20")])
    let (parameters, findings) = Parameters.parse(set)
    #expect(parameters.threshold == .percent(90) && parameters.aheadPoints == .percent(20))
    #expect(parameters.ruleSet == "本局#3")
    #expect(findings.map(\.message) == ["规则集 本局 的参数 checkpoint.threshold-percent 写成了“九十”，无法识别，暂按全国默认值执行。"])
    #expect(Parameters.parse(.nationalDefault).1.isEmpty)
  }
}

@Suite("The dates of a department's forms")
struct FormRuleTests {
  private func found(_ on: String, _ submissions: [FormSubmission] = []) -> [String] {
    let facts = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: .earlier,
      projects: [], indicators: [], submissions: submissions)
    return evaluate(facts, on: day(on), calendar: calendar).map {
      "\($0.key.rule.rawValue) \($0.key.period.text) \($0.severity.rawValue) \($0[.daysLeft] ?? "")"
    }
  }

  @Test(
    "the monitoring form is due on 20 July, the self-evaluation at the end of February",
    arguments: [
      ("2025-06-19", []), ("2025-06-20", ["monitoring-due 2025-06 blue 30"]),
      ("2025-07-12", ["monitoring-due 2025-06 blue 8"]),
      ("2025-07-13", ["monitoring-due 2025-06 yellow 7"]), ("2025-07-20", ["monitoring-due 2025-06 yellow 0"]),
      ("2025-07-21", ["monitoring-due 2025-06 red -1"]),
      ("2026-01-29", ["monitoring-due 2025-06 red -193", "self-evaluation-due 2025-12 blue 30"]),
      ("2026-03-01", ["monitoring-due 2025-06 red -224", "self-evaluation-due 2025-12 red -1"]),
    ])
  func dates(on: String, alerts: [String]) { #expect(found(on) == alerts) }

  @Test("what was handed in by then is not asked for; another period's form does not count")
  func handedIn() {
    let form = FormSubmission(form: .monitoring, month: 6, day: day("2025-07-10"))
    #expect(found("2025-07-10", [form]).isEmpty && found("2025-07-09", [form]).count == 1)
    #expect(found("2025-07-15", [FormSubmission(form: .monitoring, month: 7, day: day("2025-07-10"))]).count == 1)
  }

  @Test("its sentence, to the letter")
  func sentence() {
    let facts = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: .earlier,
      projects: [], indicators: [])
    func text(_ on: String) -> [String] {
      evaluate(facts, on: day(on), calendar: calendar).map { AlertMessage.text($0, project: nil, indicator: nil) }
    }
    #expect(text("2025-07-14") == ["本部门1—6月的绩效运行监控表尚未报送，应于2025年7月20日前报送，还有5个工作日。"])
    #expect(text("2025-07-22") == ["本部门1—6月的绩效运行监控表尚未报送，应于2025年7月20日前报送，已逾期2天。"])
  }
}
