import Domain
import Testing

@Suite("What must change in the kept alerts")
struct AlertChangeTests {
  private let key = Assessment.Key(rule: .checkpointMissed, project: 1, indicator: nil, period: .month(2025, 6))

  private let today = day("2025-07-01")

  private func assessment(_ entries: Int64) throws -> Assessment {
    let checkpoints = SpendingPlan(basis: .percent, cells: [.init(month: 6, share: .whole)]).checkpoints(
      in: 2025, fallbackMonths: [])
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 10_000), checkpoints: checkpoints,
      ledger: Ledger([LedgerEntry(day: day("2025-06-01"), amount: Money(fen: entries))]),
      indicators: [IndicatorFacts(id: 7, measure: nil, isUndecided: false, binding: .spendingTimeliness)])
    let facts = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "1", name: "局", fiscalYear: 2025), parameters: .earlier,
      projects: [project], indicators: [])
    let found = evaluate(facts, on: day("2025-07-01"), calendar: calendar)
    return try #require(found.first { $0.key.rule == .checkpointMissed })
  }

  private func kept(_ state: AlertState, _ severity: AlertSeverity) -> KeptAlert {
    KeptAlert(id: 5, key: key, state: state, severity: severity, lastTransition: 2)
  }

  @Test("a new one opens, the same again changes nothing, one without cause resolves")
  func opens() throws {
    let yellow = try assessment(7_000)
    #expect(yellow.severity == .yellow)
    #expect(changes(kept: [], assessments: [yellow], on: today) == [.open(yellow)])
    #expect(changes(kept: [kept(.open, .yellow)], assessments: [yellow], on: today).isEmpty)
    #expect(changes(kept: [kept(.open, .yellow)], assessments: [], on: today) == [.resolve(kept(.open, .yellow))])
    #expect(changes(kept: [kept(.resolved, .yellow)], assessments: [], on: today).isEmpty)
  }

  @Test("it reopens rather than duplicates")
  func reopens() throws {
    let yellow = try assessment(7_000)
    let change = try #require(changes(kept: [kept(.resolved, .red)], assessments: [yellow], on: today).first)
    #expect(change == .update(kept(.resolved, .red), .reopened, yellow) && change.state == .open)
  }

  @Test(
    "an acknowledged alert that gets worse speaks again, one that gets better stays quiet",
    arguments: [(AlertSeverity.yellow, Int64(1_000), AlertState.open), (.red, 7_000, .acknowledged)])
  func worse(before: AlertSeverity, paid: Int64, after: AlertState) throws {
    let now = try assessment(paid)
    #expect(changes(kept: [kept(.acknowledged, before)], assessments: [now], on: today).first?.state == after)
  }
}

@Suite("Alerts that lapse, and alerts without data")
struct LapseTests {
  private let plan = SpendingPlan(basis: .percent, cells: [.init(month: 12, share: .whole)])

  private func facts(_ indicator: IndicatorFacts) -> DepartmentFacts {
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 10_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger([]),
      indicators: [indicator])
    return DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "1", name: "局", fiscalYear: 2025), parameters: .earlier,
      projects: [project], indicators: [])
  }

  private func observed(_ target: String) -> IndicatorFacts {
    IndicatorFacts(
      id: 7, measure: Target(parsing: target).measure, isUndecided: false, binding: .observation,
      observations: [Observation(day: day("2025-05-01"), value: .number(Quantity(units: 50)))])
  }

  @Test(
    "it speaks again after the day that was named, not on it",
    arguments: [
      (AlertState.acknowledged, "2025-06-19" as String?, TransitionKind.lapsed as TransitionKind?),
      (.silenced, "2025-06-19", .lapsed), (.acknowledged, "2025-06-20", nil), (.acknowledged, nil, nil),
    ])
  func lapses(state: AlertState, until: String?, kind: TransitionKind?) throws {
    let facts = facts(observed("≥90%"))
    let found = evaluate(facts, on: day("2025-06-20"), calendar: calendar)
    let off = try #require(found.first { $0.key.rule == .indicatorOffTarget })
    let kept = KeptAlert(
      id: 1, key: off.key, state: state, severity: .yellow, lastTransition: 2, until: until.map { day($0) })
    let change = changes(kept: [kept], assessments: [off], on: day("2025-06-20")).first
    #expect(change?.kind == kind)
    #expect(change == nil || change?.state == .open)
    #expect(change?.applied(id: 0).until == nil)
  }

  @Test("no data never resolves: an observation that a changed target cannot be held against leaves the alert standing")
  func noData() throws {
    let before = facts(observed("≥90%"))
    let off = try #require(
      evaluate(before, on: day("2025-06-20"), calendar: calendar).first { $0.key.rule == .indicatorOffTarget })
    let kept = KeptAlert(id: 1, key: off.key, state: .open, severity: .yellow, lastTransition: 1)
    func change(_ facts: DepartmentFacts) -> TransitionKind? {
      let today = day("2025-06-20")
      return changes(
        kept: [kept], assessments: evaluate(facts, on: today, calendar: calendar), on: today,
        lacksData: { facts.lacksData(for: $0, on: today, calendar: calendar) }
      ).first { $0.key == off.key }?.kind
    }
    #expect(change(before) == nil)
    #expect(change(facts(observed("按时完成"))) == nil)
    #expect(change(facts(observed("≥40%"))) == .resolved)
    let other = IndicatorFacts(id: 8, measure: nil, isUndecided: false, binding: .observation)
    #expect(change(facts(other)) == .resolved)
  }
}

@Suite("Alert messages")
struct AlertMessageTests {
  private func facts(_ entries: [LedgerEntry], _ indicators: [IndicatorFacts], _ events: [ProjectEvent] = [])
    -> DepartmentFacts
  {
    let plan = SpendingPlan(
      basis: .percent,
      cells: [
        .init(month: 3, share: Share(1, 4)), .init(month: 6, share: Share(1, 2)), .init(month: 12, share: .whole),
      ])
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger(entries),
      indicators: indicators, events: events)
    return DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: .earlier,
      projects: [project], indicators: [])
  }

  private func message(_ rule: Rule, _ facts: DepartmentFacts, _ on: String) -> String? {
    evaluate(facts, on: day(on), calendar: calendar).first { $0.key.rule == rule }.map {
      AlertMessage.text($0, project: "保洁费项目", indicator: $0.key.indicator == nil ? nil : "某指标")
    }
  }

  private func entry(_ on: String, _ yuan: Int64) -> LedgerEntry {
    LedgerEntry(day: day(on), amount: Money(fen: yuan * 100))
  }

  @Test("every rule has its sentence, to the letter")
  func sentences() {
    let rate = IndicatorFacts(
      id: 3, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .observation,
      observations: [Observation(day: day("2025-06-10"), value: .number(Quantity(units: 80)))])
    let cap = IndicatorFacts(
      id: 4, measure: Target(parsing: "≤1万元").measure, isUndecided: false, binding: .spending(category: nil))
    let deadline = IndicatorFacts(id: 5, measure: nil, isUndecided: false, binding: .workdayDeadline(workdays: 15))
    let undecided = IndicatorFacts(id: 6, measure: nil, isUndecided: true, binding: .observation)
    let paid = [entry("2025-03-20", 7_500), entry("2025-05-10", 1_800)]
    let usual = facts(paid, [rate, cap, deadline, undecided], [ProjectEvent(kind: "资金到位", day: day("2025-06-10"))])
    #expect(
      message(.checkpointApproaching, usual, "2025-06-20")
        == "“保洁费项目”按计划2025年6月30日前应支付15,000.00元，已支付9,300.00元，还有7个工作日：还需支付5,700.00元才能完成计划，至少再支付4,200.00元才能达到90%，平均每个工作日约814.29元。"
    )
    #expect(
      message(.checkpointMissed, usual, "2025-07-01")
        == "“保洁费项目”按计划2025年6月30日前应支付15,000.00元，当日累计支付9,300.00元，支出进度及时率62.00%，低于90%；目前累计支付9,300.00元，补足计划还差5,700.00元，请说明原因并尽快支付。"
    )
    #expect(
      message(.forecastShortfall, usual, "2025-07-01")
        == "“保洁费项目”按目前进度全年预计支付24,300.00元，为预算30,000.00元的81.00%，低于90%，预计剩余5,700.00元，请加快支出或申请调减预算。")
    #expect(
      message(.indicatorOffTarget, usual, "2025-07-01")
        == "“保洁费项目”的指标“某指标”指标值≥90%，2025年6月10日填报为80%，未达到要求，请分析原因并采取措施。")
    #expect(
      message(.deadlineWorkdays, usual, "2025-06-20")
        == "“保洁费项目”的指标“某指标”要求：2025年6月10日资金到位后应于2025年7月1日前支付30,000.00元，已支付9,300.00元，还差20,700.00元，还有8个工作日。")
    #expect(
      message(.indicatorDue, usual, "2025-07-10")
        == "“保洁费项目”的指标“某指标”1—6月的完成值尚未填报，应于2025年7月20日前填报，还有7个工作日。")
    #expect(message(.dataQuality, usual, "2025-06-20") == "“保洁费项目”的指标“某指标”缺少可衡量的指标值，请补充。")
    #expect(
      message(.overspent, facts(paid + [entry("2025-06-01", 800)], [cap]), "2025-06-20")
        == "“保洁费项目”的指标“某指标”规定支出不超过10,000.00元，已支出10,100.00元，超出100.00元，请核对凭证或按程序调整。")
    #expect(
      message(.overspent, facts([entry("2025-06-01", 30_001)], []), "2025-06-20")
        == "“保洁费项目”预算30,000.00元，已支付30,001.00元，超出预算1.00元，请核对凭证或办理预算调整。")
    #expect(
      message(.aheadOfPlan, facts([entry("2025-02-01", 20_000)], []), "2025-02-20")
        == "“保洁费项目”计划到2025年3月31日支付7,500.00元，已支付20,000.00元（预算的66.67%），超前30个百分点以上，请核实是否提前支付或计划需要调整。")
  }
}

@Suite("Indicators of a changed document")
struct IndicatorMatchingTests {
  private func indicator(_ position: Int, _ name: String, _ description: String = "") -> Indicator {
    Indicator(
      position: position, level1: "产出指标", level2: "数量指标", level3: name, description: description,
      target: Target(parsing: "1个"), basis: "")
  }

  @Test("a row put in between moves the others without changing who they are")
  func inserted() {
    let kept = [
      IndicatorMatching.Kept(id: 11, indicator: indicator(1, "甲")),
      IndicatorMatching.Kept(id: 12, indicator: indicator(2, "乙")),
    ]
    let matching = IndicatorMatching(kept: kept, new: [indicator(1, "甲"), indicator(2, "新"), indicator(3, "乙")])
    #expect(matching.continued == [11, nil, 12] && matching.removed.isEmpty)
  }

  @Test("a row renamed in its place stays itself; one that is gone is removed")
  func renamed() {
    let kept = [
      IndicatorMatching.Kept(id: 11, indicator: indicator(1, "甲")),
      IndicatorMatching.Kept(id: 12, indicator: indicator(2, "乙")),
    ]
    let matching = IndicatorMatching(kept: kept, new: [indicator(1, "甲（改）")])
    #expect(matching.continued == [11] && matching.removed == [12])
  }

  @Test("a value never goes over to another thing: other unit, other level or other name is a new indicator")
  func replaced() {
    func at(_ position: Int, _ level2: String, _ name: String, _ target: String) -> Indicator {
      Indicator(
        position: position, level1: "产出指标", level2: level2, level3: name, description: name,
        target: Target(parsing: target), basis: "")
    }
    let kept = [IndicatorMatching.Kept(id: 2, indicator: at(2, "质量指标", "保洁效果合格率", "≥90%"))]
    for new in [
      at(2, "数量指标", "保洁人员数量", "≥2人"), at(2, "质量指标", "档案移交率", "≥90%"), at(2, "质量指标", "保洁效果合格数", "≥2处"),
      at(2, "质量指标", "保洁效果合格率高", "好"),
    ] {
      #expect(IndicatorMatching(kept: kept, new: [new]).continued == [nil], "\(new.level3)")
    }
    #expect(IndicatorMatching(kept: kept, new: [at(2, "质量指标", "保洁合格率", "≥95%")]).continued == [2])
    #expect(IndicatorMatching(kept: kept, new: [at(5, "质量指标", "保洁效果合格率", "≥95%")]).continued == [2])
  }

  @Test("an indicator that returns is itself again")
  func revived() {
    let gone = [IndicatorMatching.Kept(id: 7, indicator: indicator(2, "乙", "说明"))]
    let matching = IndicatorMatching(
      kept: [IndicatorMatching.Kept(id: 1, indicator: indicator(1, "甲"))], removed: gone,
      new: [indicator(1, "甲"), indicator(2, "乙", "说明")])
    #expect(matching.continued == [1, 7] && matching.revived == [7] && matching.removed.isEmpty)
  }

  @Test("two rows of one name are told apart by what they describe")
  func sameName() {
    let kept = [
      IndicatorMatching.Kept(id: 1, indicator: indicator(1, "人数", "化工厂")),
      IndicatorMatching.Kept(id: 2, indicator: indicator(2, "人数", "酒厂")),
    ]
    let matching = IndicatorMatching(kept: kept, new: [indicator(1, "人数", "酒厂"), indicator(2, "人数", "化工厂")])
    #expect(matching.continued == [2, 1])
  }
}
