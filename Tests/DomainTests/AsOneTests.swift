import Domain
import Testing

/// 3.00万元, planned 25 / 50 / 75 / 100% by the end of 3, 6, 10 and 12月, its own 支出进度及时率 ≥90%.
private func project(
  _ entries: [(String, Int64)] = [], ledger: Ledger? = nil, plan: [Int?] = [25, 50, 75, 100],
  indicators: [IndicatorFacts] = [], events: [ProjectEvent] = [], terms: [ProjectTerms] = [], budget: Int64 = 30_000
) -> ProjectFacts {
  ProjectFacts(
    id: 1, budget: Money(fen: budget * 100), checkpoints: checkpoints(plan),
    ledger: ledger ?? Ledger(entries.map { LedgerEntry(day: day($0.0), amount: Money(fen: $0.1 * 100)) }),
    indicators: indicators, events: events, terms: terms)
}

private func checkpoints(_ plan: [Int?]) -> [Checkpoint] {
  SpendingPlan(
    basis: .percent,
    cells: zip([3, 6, 10, 12], plan).map {
      .init(month: $0, share: $1.map { Share(percent: Quantity(units: Int64($0))) })
    }
  ).checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12])
}

private func indicator(
  _ id: IndicatorID, _ target: String, _ binding: Binding = .observation, _ values: [(String, String)] = []
) -> IndicatorFacts {
  let parsed = Target(parsing: target)
  return IndicatorFacts(
    id: id, measure: parsed.measure, isUndecided: parsed.isUndecided, binding: binding,
    observations: values.map { Observation(day: day($0.0), value: value($0.1, parsed)) })
}

private func value(_ text: String, _ target: Target) -> ObservedValue {
  (try? ObservedValue.parse(text, for: target)) ?? .band(.missed)
}

private func department(
  _ projects: [ProjectFacts], own: [IndicatorFacts] = [], papers: [PaperIn] = [], submissions: [FormSubmission] = [],
  settledOn: Day? = nil, _ parameters: Parameters = .nationalDefault
) -> DepartmentFacts {
  DepartmentFacts(
    id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: parameters,
    projects: projects, indicators: own, submissions: submissions, papers: papers, settledOn: settledOn)
}

/// `rule period severity since`, one each, without what no case here is about: the forms' own dates, payments ahead of a plan,
/// and that these projects have no other indicators.
private func standing(_ facts: DepartmentFacts, _ on: String) -> [String] {
  evaluate(facts, on: day(on), calendar: calendar).filter {
    ![.monitoringDue, .selfEvaluationDue, .aheadOfPlan].contains($0.key.rule) && $0[.missing] != "indicators"
  }.map { "\($0.key.rule.rawValue) \($0.key.period.text) \($0.severity.rawValue) \($0.since)" }
}

/// What stands on the day before, the day, and the day after: a line each, as an officer would write them down.
struct JudgedCase: Sendable, CustomTestStringConvertible {
  let what: String
  let facts: DepartmentFacts
  let days: [(day: String, stands: [String])]
  var testDescription: String { what }

  init(_ what: String, _ facts: DepartmentFacts, _ days: [(String, [String])]) {
    self.what = what
    self.facts = facts
    self.days = days.map { (day: $0.0, stands: $0.1) }
  }
}

private let timeliness = indicator(4, "≥90%", .spendingTimeliness)
private let paidInMarch = [("2025-03-20", Int64(7_500))]

let judgedCases: [JudgedCase] = [
  JudgedCase(
    "a checkpoint is not over on its own day; then yellow through the grace, then red",
    department([project(paidInMarch)]),
    [
      ("2025-06-29", ["checkpoint-approaching 2025-06 yellow 2025-05-31"]),
      ("2025-06-30", ["checkpoint-approaching 2025-06 yellow 2025-05-31"]),
      ("2025-07-01", ["checkpoint-missed 2025 yellow 2025-07-01"]),
      ("2025-07-02", ["checkpoint-missed 2025 yellow 2025-07-01"]),
      ("2025-07-03", ["checkpoint-missed 2025 red 2025-07-01"]),
    ]),
  JudgedCase(
    "nothing new on a day off: 31 October 2025 is a Friday, the lack is spoken of on Monday",
    department([project([("2025-03-20", 15_000)])]),
    [
      ("2025-10-31", ["checkpoint-approaching 2025-10 yellow 2025-10-01"]),
      ("2025-11-01", ["checkpoint-approaching 2025-10 yellow 2025-10-01"]),
      ("2025-11-03", ["checkpoint-missed 2025 yellow 2025-11-01"]),
    ]),
  JudgedCase(
    "missed, forecast and the project's own 支出进度及时率 are one alert; made good, the rate that stays below is yellow",
    department([project(paidInMarch + [("2025-08-15", 7_500)], indicators: [timeliness])]),
    [
      ("2025-06-30", ["checkpoint-approaching 2025-06 yellow 2025-05-31"]),
      ("2025-08-14", ["checkpoint-missed 2025 red 2025-07-01"]),
      ("2025-08-15", ["checkpoint-missed 2025 yellow 2025-07-01"]),
    ]),
  JudgedCase(
    "four checkpoints missed are one alert, since the first",
    department([project()]),
    [
      ("2025-04-03", ["checkpoint-missed 2025 red 2025-04-01"]),
      ("2025-11-20", ["checkpoint-missed 2025 red 2025-04-01", "checkpoint-approaching 2025-12 blue 2025-11-20"]),
      ("2026-01-05", ["checkpoint-missed 2025 red 2025-04-01"]),
    ]),
  JudgedCase(
    "December counts to the last day on which the treasury pays",
    department([project([("2025-10-20", 22_500)])]),
    [
      ("2025-11-19", []), ("2025-11-20", ["checkpoint-approaching 2025-12 blue 2025-11-20"]),
      ("2025-12-15", ["checkpoint-approaching 2025-12 yellow 2025-11-20"]),
      ("2025-12-31", ["checkpoint-approaching 2025-12 yellow 2025-11-20"]),
    ]),
  JudgedCase(
    "a budget doubled in August leaves June as it was judged in June",
    department([
      project(
        paidInMarch + [("2025-06-10", 7_500)],
        terms: [
          ProjectTerms(
            from: day("2025-01-01"), budget: Money(fen: 3_000_000), checkpoints: checkpoints([25, 50, 75, 100])),
          ProjectTerms(
            from: day("2025-08-10"), budget: Money(fen: 6_000_000), checkpoints: checkpoints([25, 50, 75, 100])),
        ], budget: 60_000)
    ]),
    [
      ("2025-08-11", []), ("2025-10-31", ["checkpoint-approaching 2025-10 yellow 2025-10-01"]),
      ("2025-11-03", ["checkpoint-missed 2025 yellow 2025-11-01"]),
      ("2025-11-05", ["checkpoint-missed 2025 red 2025-11-01"]),
    ]),
  JudgedCase(
    "a budget cut in August does not hide what June missed, until what is left of it is paid",
    department([
      project(
        paidInMarch + [("2025-09-01", 10_500)],
        terms: [
          ProjectTerms(
            from: day("2025-01-01"), budget: Money(fen: 6_000_000), checkpoints: checkpoints([25, 50, 75, 100])),
          ProjectTerms(
            from: day("2025-08-10"), budget: Money(fen: 2_000_000), checkpoints: checkpoints([25, 50, 75, 100])),
        ], budget: 20_000)
    ]),
    [
      ("2025-08-11", ["checkpoint-missed 2025 red 2025-04-01"]),
      ("2025-08-31", ["checkpoint-missed 2025 red 2025-04-01"]),
      ("2025-09-01", []),
    ]),
  JudgedCase(
    "a project that came with an August document is not asked for June",
    department([
      project(
        [],
        terms: [
          ProjectTerms(
            from: day("2025-08-10"), budget: Money(fen: 3_000_000), checkpoints: checkpoints([25, 50, 75, 100]))
        ])
    ]),
    [
      // 1 to 8 October are off.
      ("2025-08-11", []), ("2025-10-08", []), ("2025-10-09", ["checkpoint-approaching 2025-10 blue 2025-10-01"]),
    ]),
  JudgedCase(
    "a payment reversed after the checkpoint takes the checkpoint with it",
    department([
      project(
        ledger: Ledger([
          LedgerEntry(day: day("2025-03-20"), amount: Money(fen: 750_000)),
          LedgerEntry(day: day("2025-06-20"), amount: Money(fen: 750_000)),
          LedgerEntry(day: day("2025-07-20"), amount: Money(fen: -750_000), reverses: day("2025-06-20")),
        ]))
    ]),
    [("2025-07-19", []), ("2025-07-20", ["checkpoint-missed 2025 red 2025-07-20"])]),
  JudgedCase(
    "“=” is met by the value alone: 0起 is broken by the first one, 2家 for 1家 is off",
    department([
      project(
        paidInMarch + [("2025-06-01", 7_500)],
        indicators: [
          indicator(5, "0起", .observation, [("2025-05-06", "0起"), ("2025-05-20", "1起")]),
          indicator(6, "＝1家", .observation, [("2025-05-06", "1家"), ("2025-05-20", "2家")]),
        ])
    ]),
    [
      ("2025-05-19", []),
      ("2025-06-03", ["indicator-off-target 2025 red 2025-05-20", "indicator-off-target 2025 yellow 2025-05-20"]),
    ]),
  JudgedCase(
    "a deadline is blue, yellow in its last five workdays, red after; whole on the 16th day leaves no alert",
    department([
      project(
        [("2025-07-22", 30_000)], plan: [nil, nil, nil, 100],
        indicators: [indicator(7, "财政到位后15个工作日拨付到位", .workdayDeadline(workdays: 15))],
        events: [ProjectEvent(kind: "资金到位", day: day("2025-06-30"))])
    ]),
    [
      ("2025-06-29", []), ("2025-07-14", ["deadline-workdays 2025-06-30 blue 2025-06-30"]),
      ("2025-07-15", ["deadline-workdays 2025-06-30 yellow 2025-06-30"]),
      ("2025-07-21", ["deadline-workdays 2025-06-30 yellow 2025-06-30"]), ("2025-07-22", []),
    ]),
  JudgedCase(
    "the same, not whole: red on the first day after",
    department([
      project(
        plan: [nil, nil, nil, 100], indicators: [indicator(7, "财政到位后15个工作日拨付到位", .workdayDeadline(workdays: 15))],
        events: [ProjectEvent(kind: "资金到位", day: day("2025-06-30"))])
    ]),
    [
      ("2025-07-21", ["deadline-workdays 2025-06-30 yellow 2025-06-30"]),
      ("2025-07-22", ["deadline-workdays 2025-06-30 red 2025-06-30"]),
    ]),
  JudgedCase(
    "an arrival that was never recorded is asked for once it matters",
    department([
      project(plan: [nil, 50, nil, 100], indicators: [indicator(7, "财政到位后15个工作日拨付到位", .workdayDeadline(workdays: 15))])
    ]),
    [
      ("2025-05-30", []),
      (
        "2025-06-03",
        ["checkpoint-approaching 2025-06 blue 2025-05-31", "data-quality 2025-records blue 2025-05-31"]
      ),
    ]),
  JudgedCase(
    "payments without a category where caps want one are asked about; a cap on each payment is broken by one",
    department([
      project(
        ledger: Ledger([
          LedgerEntry(day: day("2025-06-10"), amount: Money(fen: 1_500_000)),
          LedgerEntry(day: day("2025-06-20"), amount: Money(fen: 30_000), category: "人均标准"),
          LedgerEntry(day: day("2025-06-21"), amount: Money(fen: 30_001), category: "人均标准"),
        ]), plan: [nil, nil, nil, 100],
        indicators: [
          indicator(8, "≤20000元", .spending(category: "补助资金")), indicator(9, "≤300元", .spendingEach(category: "人均标准")),
        ])
    ]),
    [
      ("2025-06-09", []), ("2025-06-20", ["data-quality 2025-records blue 2025-06-10"]),
      (
        "2025-06-21",
        ["overspent 2025 red 2025-06-21", "data-quality 2025-records blue 2025-06-10"]
      ),
    ]),
  JudgedCase(
    "values missing are one alert a project and period; red only once the form is late; 06 ends when 12 opens",
    department([
      project(
        [("2025-01-20", 30_000)], plan: [nil, nil, nil, 100],
        indicators: (10...14).map { indicator(IndicatorID($0), "≥5家") })
    ]),
    [
      ("2025-07-04", []), ("2025-07-07", ["indicator-due 2025-06 blue 2025-07-05"]),
      ("2025-07-17", ["indicator-due 2025-06 yellow 2025-07-05"]),
      ("2025-07-18", ["indicator-due 2025-06 yellow 2025-07-05"]),
      ("2025-07-21", ["indicator-due 2025-06 red 2025-07-05"]),
      ("2025-10-31", ["indicator-due 2025-06 red 2025-07-05"]), ("2025-11-03", []),
    ]),
  JudgedCase(
    "the paper of a period settles what it was asked for; a value of July is none of June's",
    department(
      [
        project(
          [("2025-01-20", 30_000)], plan: [nil, nil, nil, 100],
          indicators: [indicator(10, "≥5家", .observation, [("2025-07-09", "3家")])])
      ], papers: [PaperIn(form: .monitoring, month: 6, owner: .project(1), day: day("2025-07-16"))]),
    [("2025-07-15", ["indicator-due 2025-06 blue 2025-07-05"]), ("2025-07-16", []), ("2025-08-01", [])]),
  JudgedCase(
    "a target that is not decided is asked for as such, not as a value",
    department([
      project([("2025-01-20", 30_000)], plan: [nil, nil, nil, 100], indicators: [indicator(10, "待会议研究确定")])
    ]),
    [("2025-07-15", ["data-quality 2025 blue 2025-01-01"])]),
  JudgedCase(
    "部分达成 is yellow once the self-evaluation says so, and never red",
    department(
      [
        project(
          [("2025-01-20", 30_000)], plan: [nil, nil, nil, 100],
          indicators: [indicator(10, "按时完成", .observation, [("2025-12-12", "部分达成")])])
      ], papers: [PaperIn(form: .selfEvaluation, month: 12, owner: .project(1), day: day("2026-01-20"))]),
    [
      ("2025-12-31", []), ("2026-01-05", []), ("2026-01-20", ["indicator-off-target 2025 yellow 2025-12-12"]),
    ]),
  JudgedCase(
    "a closed year has nothing: by its approved self-evaluation",
    department([project()], settledOn: day("2026-02-20")),
    [("2026-02-19", ["checkpoint-missed 2025 red 2025-04-01"]), ("2026-02-20", []), ("2026-03-31", [])]),
  JudgedCase(
    "and on 31 March without one",
    department([project()]),
    [("2026-03-30", ["checkpoint-missed 2025 red 2025-04-01"]), ("2026-03-31", []), ("2026-04-15", [])]),
  JudgedCase(
    "the published cap may be paid: 107351.04元 of budget, a cap of 10.74万元",
    department([
      ProjectFacts(
        id: 1, budget: Money(fen: 10_735_104), checkpoints: checkpoints([nil, nil, nil, 100]),
        ledger: Ledger([LedgerEntry(day: day("2025-06-10"), amount: Money(fen: 10_740_000))]),
        indicators: [indicator(3, "≤10.74万元", .spending(category: nil))])
    ]),
    [("2025-06-10", [])]),
]

@Suite("Judged as an officer would judge")
struct AsOneTests {
  @Test("the day before, the day, and the day after", arguments: judgedCases)
  func judged(judged: JudgedCase) {
    for (day, stands) in judged.days { #expect(standing(judged.facts, day) == stands, "\(day)") }
  }

  @Test("the same facts by the earlier set: each rule speaks for itself, as it did")
  func earlier() {
    let facts = department([project(paidInMarch, indicators: [timeliness])], .earlier)
    #expect(
      standing(facts, "2025-07-01") == [
        "checkpoint-missed 2025-06 red 2025-07-01", "forecast-shortfall 2025 yellow 2025-06-30",
        "indicator-off-target 2025 yellow 2025-06-30",
      ])
    #expect(standing(department([project()], settledOn: day("2026-02-20"), .earlier), "2026-02-20").count == 4)
  }

  private func text(_ facts: DepartmentFacts, _ on: String) -> [String] {
    evaluate(facts, on: day(on), calendar: calendar).map {
      AlertMessage.text($0, project: $0.key.project.map { _ in "保洁费" }, indicator: nil)
    }
  }

  @Test("the three facts of one lack stand in one sentence, with the checkpoints missed before")
  func sentence() {
    let facts = department([project([("2025-05-10", 9_300)], indicators: [timeliness])])
    #expect(
      text(facts, "2025-07-03") == [
        "“保洁费”按计划2025年6月30日前应支付15,000.00元，当日累计支付9,300.00元，支出进度及时率62.00%，低于90%；目前累计支付9,300.00元，"
          + "补足计划还差5,700.00元；本年未达标的节点：3月底0.00%、6月底62.00%；按目前进度全年预计执行81.00%；"
          + "指标“支出进度及时率”目前为31.00%，指标值≥90%。请说明原因并尽快支付。",
        "本部门1—6月的绩效运行监控表尚未报送，应于2025年7月20日前报送，还有12个工作日。",
      ])
  }

  @Test("digits that differ are shown: never 90.00%，低于90%")
  func digits() {
    let facts = department([
      ProjectFacts(
        id: 1, budget: Money(fen: 100_000_000), checkpoints: checkpoints([nil, 50, nil, 100]),
        ledger: Ledger([LedgerEntry(day: day("2025-06-10"), amount: Money(fen: 44_999_999))]))
    ])
    #expect(text(facts, "2025-07-03").first?.contains("支出进度及时率89.999998%，低于90%") == true)
    let own = department([
      ProjectFacts(
        id: 1, budget: Money(fen: 100_000_000), checkpoints: checkpoints([nil, 50, nil, 100]),
        ledger: Ledger([LedgerEntry(day: day("2025-06-10"), amount: Money(fen: 44_999_999))]), indicators: [timeliness])
    ])
    #expect(text(own, "2025-07-03").first?.contains("目前为89.999998%，指标值≥90%") == true)
  }

  @Test("a reversal is told with both days; nobody is asked to pay in a year that is over")
  func words() {
    let reversed = judgedCases.first { $0.what.hasPrefix("a payment reversed") }
    #expect(
      reversed.map { text($0.facts, "2025-07-21")[0].contains("其中2025年6月20日的支付已于2025年7月20日红冲，不计入") } == true)
    let over = text(department([project()]), "2026-01-08").first ?? ""
    #expect(over.hasSuffix("2025年度已结束，请在自评表中说明原因。") && !over.contains("尽快支付"))
    let december = text(department([project([("2025-10-20", 22_500)])]), "2025-12-15").first ?? ""
    #expect(december.contains("国库2025年12月20日后停止办理支付，还有5个工作日"))
  }

  @Test("once the treasury pays nothing more nobody is asked to pay: only why, and what becomes of the rest")
  func afterCutOff() {
    let after = "国库2025年12月20日已停止办理支付，2025年度不能再支付，请说明原因；项目未完成的按规定办理结转，已完成的按结余处理。"
    // A checkpoint still to come, one that was missed, and a year that will be short.
    func text(_ facts: DepartmentFacts, _ on: String) -> [String] {
      self.text(facts, on).filter { $0.hasPrefix("“保洁费”按计划") }
    }
    let nears = text(department([project([("2025-10-20", 22_500)])]), "2025-12-22")
    #expect(nears == ["“保洁费”按计划2025年12月31日前应支付30,000.00元，已支付22,500.00元，还差7,500.00元；\(after)"])
    let missed = text(department([project([("2025-03-20", 7_500)])]), "2025-12-22")
    #expect(missed.count == 2 && missed.allSatisfy { $0.hasSuffix(after) && !$0.contains("尽快支付") }, "\(missed)")
    let before = text(department([project([("2025-03-20", 7_500)])]), "2025-12-20").joined()
    #expect(before.contains("请说明原因并尽快支付") && !before.contains("已停止办理支付"))
  }

  @Test("a deadline's value is the longest wait in workdays; a person's number counts")
  func deadlineValue() {
    let arrival = [
      ProjectEvent(kind: "资金到位", day: day("2025-06-30"), amount: Money(fen: 1_500_000)),
      ProjectEvent(kind: "资金到位", day: day("2025-08-01"), amount: Money(fen: 1_500_000)),
    ]
    func reading(_ entries: [(String, Int64)], _ values: [(String, String)] = [], on: String) -> IndicatorReading {
      let deadline = IndicatorFacts(
        id: 7, measure: nil, isUndecided: false, binding: .workdayDeadline(workdays: 15),
        observations: values.map {
          Observation(day: day($0.0), value: .number(Quantity(parsing: $0.1) ?? Quantity(units: 0)))
        })
      let facts = department([project(entries, indicators: [deadline], events: arrival)])
      return IndicatorReading(
        deadline, of: facts.projects[0], nil, on: day(on), by: RuleContext(of: facts, on: day(on), calendar: calendar))
    }
    let late = reading([("2025-07-22", 15_000), ("2025-08-08", 15_000)], on: "2025-09-01")
    #expect(late.status == .offTarget && late.value == "16个工作日")
    let kept = reading([("2025-07-21", 15_000), ("2025-08-08", 15_000)], on: "2025-09-01")
    #expect(kept.status == .met && kept.value == "15个工作日")
    #expect(reading([("2025-07-21", 15_000)], on: "2025-08-05").status == .inProgress)
    #expect(reading([], on: "2025-06-29").status == .notDue)
    let said = reading([("2025-07-22", 30_000)], [("2025-09-01", "16")], on: "2025-09-01")
    #expect(said.status == .offTarget && said.value == "16个工作日")
  }

  @Test("far above its target a rate that can pass 100% asks for an explanation, one that cannot does not")
  func farAbove() throws {
    let target = try #require(Target(parsing: "≥1%").measure)
    func needs(_ percent: Int, _ measure: Target.Measure, _ practice: Practice, _ canPass: Bool) -> [ExplanationReason]
    {
      RowScore(
        .percent(percent * 100), against: measure, of: .whole(10), by: ScoringRules(practice: practice),
        canPassWhole: canPass
      ).needs
    }
    #expect(needs(40, target, .second, Indicator.canPassWhole("工业产值增长率")) == [.aboveTarget])
    #expect(needs(40, target, .first, true).isEmpty)
    let share = try #require(Target(parsing: "≥70%").measure)
    #expect(needs(100, share, .second, Indicator.canPassWhole("验收合格率")).isEmpty)
    #expect(needs(127, share, .second, false) == [.aboveTarget])
  }

  @Test("资金到位率 is what arrived over the budget, once arrivals carry amounts")
  func arrived() {
    let arrivals = [ProjectEvent(kind: "资金到位", day: day("2025-06-30"), amount: Money(fen: 2_700_000))]
    func reading(_ events: [ProjectEvent]) -> IndicatorReading {
      let rate = indicator(7, "≥95%", .fundsArrived)
      let facts = department([project(indicators: [rate], events: events)])
      let context = RuleContext(of: facts, on: day("2025-09-01"), calendar: calendar)
      return IndicatorReading(rate, of: facts.projects[0], nil, on: day("2025-09-01"), by: context)
    }
    #expect(reading(arrivals).value == "90.00%" && reading(arrivals).status == .inProgress)
    #expect(reading([ProjectEvent(kind: "资金到位", day: day("2025-06-30"))]).status == .notDue)
    let facts = department([
      project(
        [("2025-01-20", 30_000)], plan: [nil, nil, nil, 100], indicators: [indicator(7, "≥95%", .fundsArrived)],
        events: arrivals)
    ])
    #expect(standing(facts, "2025-12-31").isEmpty)
    #expect(standing(facts, "2026-01-04") == ["indicator-off-target 2025 red 2026-01-01"])
  }

  @Test("a project without a budget has no light; by the earlier set it was green")
  func noBudget() {
    func light(_ parameters: Parameters) -> SpendingLight {
      let facts = department([project(budget: 0)], parameters)
      let context = RuleContext(of: facts, on: day("2025-09-01"), calendar: calendar)
      return SpendingLight(
        facts.projects[0], SpendingPosition(facts.projects[0], on: day("2025-09-01"), of: facts, calendar: calendar),
        by: context)
    }
    #expect(light(.nationalDefault) == .none && light(.earlier) == .green)
  }

  @Test("what was open when a year is closed ends as closed, and what was resolved stays so")
  func closing() {
    let key = Assessment.Key(rule: .checkpointMissed, project: 1, indicator: nil, period: .year(2025))
    let open = KeptAlert(id: 1, key: key, state: .acknowledged, severity: .red, lastTransition: 3)
    #expect(
      changes(kept: [open], assessments: [], on: day("2026-03-31"), isClosed: true, lacksData: { _ in false }).map(
        \.kind)
        == [.closed])
    let resolved = KeptAlert(id: 1, key: key, state: .resolved, severity: .red, lastTransition: 4)
    #expect(changes(kept: [resolved], assessments: [], on: day("2026-04-01"), isClosed: true).isEmpty)
  }
}
