import Domain
import Testing

@Suite("An auditor's questions")
struct DoubtTests {
  /// A project of 10 万元 with some indicators, each a name with a target.
  private func doubts(
    _ targets: [(String, String)] = [], code: String = "13062525P000232100244", isCarryOver: Bool = false,
    paid: [(String, String)] = [], plan: Int64? = 50, scores: (marks: String, spent: String)? = nil,
    changes: [DoubtMaterial.Change] = [],
    carried: [Int] = [], bare: Set<IndicatorID> = [], weights: DoubtMatter.ChangedWeights? = nil,
    on day: String = "2025-12-31"
  ) throws -> [Doubt] {
    let budget = try Money.parse("10万元")
    let indicators = targets.enumerated().map { index, item in
      ProjectSheet.Indicator(
        id: IndicatorID(Int64(index + 1)), level1: "产出指标", level2: "数量指标", level3: item.0,
        target: Target(parsing: item.1))
    }
    let entries = try paid.map { LedgerEntry(day: try Day.parse($0.0), amount: try Money.parse($0.1)) }
    let plan =
      plan.map {
        SpendingPlan(basis: .percent, cells: [.init(month: 6, share: Share($0, 100)), .init(month: 12, share: .whole)])
      } ?? .absent
    let facts = ProjectFacts(
      id: 1, budget: budget, checkpoints: plan.checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]),
      ledger: Ledger(entries))
    let sheet = ProjectSheet(
      id: 1, code: try #require(ProjectCode(code)), name: "项目", initialBudget: budget, budget: budget,
      fiscalFunds: budget,
      otherFunds: .zero, isCarryOver: isCarryOver, goals: [], indicators: indicators)
    let marks =
      Ratio(lowest: Int128(try Points.parse(scores?.marks ?? "0").hundredths), 10_000) ?? .one
    let row = RowScore(
      try #require(Ratio(lowest: Int128(marks.numerator) * 100, Int128(marks.denominator))),
      against: try #require(Target(parsing: "≥100%").measure), of: .whole(90), by: ScoringRules())
    let execution = ExecutionScore(
      points: .whole(10), initial: budget, budget: budget, paid: try Money.parse((scores?.spent ?? "10") + "万元"))
    return DoubtMaterial(
      fiscalYear: 2025, day: try Day.parse(day), decemberPercent: 30, sheet: sheet, facts: facts,
      points: Dictionary(uniqueKeysWithValues: indicators.map { ($0.id, Points.whole(5)) }),
      evaluation: SelfEvaluation(execution: execution, rows: scores == nil ? [] : [row]), changedWeights: weights,
      changes: changes, carriedYears: carried, withoutEvidence: bare
    ).doubts
  }

  @Test(
    "targets nobody could measure",
    arguments: [
      ("拨付时间", "财政拨款后及时拨付", "用“及时”一类的词，没有数量标准"), ("拨付标准", "待会议研究确定", "尚未确定"),
      ("减轻负担", "减轻负担", "只是重复指标名称，没有可衡量的标准"), ("社会影响", "社会影响大", "没有数量标准，难以衡量"), ("效果", "", "没有填写"),
    ])
  func vague(name: String, target: String, says: String) throws {
    let found = try doubts([("面积", "≥430平方米"), (name, target)])
    #expect(found.map(\.kind) == [.vague] && found.first?.text == "指标值“\(target)”\(says)。")
    #expect(found.first?.place == "第2项“\(name)”")
  }

  @Test("a deadline in workdays and a number are measurable")
  func measurable() throws {
    #expect(try doubts([("拨付时限", "财政到位后15个工作日拨付到位"), ("家数", "4家")]).isEmpty)
  }

  @Test("a row that says 不涉及 and carries points")
  func notApplicable() throws {
    let found = try doubts([("生态效益", "不涉及"), ("其他", "无")])
    #expect(
      found.map(\.text) == ["写明“不涉及”，却占5.00分。", "写明“无”，却占5.00分。"] && found.allSatisfy { $0.kind == .notApplicable })
  }

  @Test("high marks with little spent, with both rates")
  func highMarks() throws {
    let found = try doubts(scores: ("98", "5"))
    #expect(
      found.map(\.text) == ["指标得88.20分（得分率98.00%），预算执行得5.00分（得分率50.00%），全年执行5.00万元，预算10.00万元。"])
    #expect(try doubts(scores: ("98", "9.5")).isEmpty)
  }

  @Test("more than 30% of the budget paid in December with less than 30% of the plan left; exactly 30% is neither")
  func december() throws {
    let late = [("2025-06-01", "5万元"), ("2025-12-20", "3.01万元")]
    let found = try doubts(paid: late, plan: 71)
    #expect(found.map(\.text) == ["12月支付3.01万元，占预算10.00万元的30.10%，超过30%；计划到11月底应已支付71%。"])
    #expect(try doubts(paid: [("2025-12-20", "3万元")], plan: 71).isEmpty)
    #expect(try doubts(paid: [("2025-12-20", "9万元")], plan: 71, on: "2025-11-30").isEmpty, "not before December")
    #expect(try doubts(paid: late, plan: 70).isEmpty, "30% of the plan are left")
    #expect(
      try doubts(paid: [("2025-12-20", "9万元")], plan: nil).map(\.text) == [
        "12月支付9.00万元，占预算10.00万元的90.00%，超过30%；没有支出计划，按序时进度到11月底应已支付83.33%。"
      ])
  }

  @Test("a project exactly on its own plan does not rush", arguments: [0, 10, 50, 69, 70, 71, 99, 100] as [Int64])
  func onPlan(june: Int64) throws {
    let paid = [("2025-06-20", "\(june)000元"), ("2025-12-20", "\(100 - june)000元")].filter { !$0.1.hasPrefix("0") }
    #expect(try doubts(paid: paid, plan: june).isEmpty)
  }

  @Test("before the year is over high marks are doubtful only of a project behind its plan")
  func onPlanMarks() throws {
    let marks = (marks: "98", spent: "5")
    #expect(try doubts(paid: [("2025-06-01", "5万元")], scores: marks, on: "2025-07-01").isEmpty)
    #expect(
      try doubts(paid: [("2025-06-01", "4.99万元")], scores: marks, on: "2025-07-01").map(\.kind) == [.highMarks])
    #expect(try doubts(paid: [("2025-06-01", "5万元")], scores: marks).map(\.kind) == [.highMarks], "the year is over")
  }

  @Test("targets and points changed after they were approved")
  func changed() throws {
    let change = DoubtMaterial.Change(indicator: 1, old: "≥430平方米", new: "≥300平方米", day: try Day.parse("2025-09-01"))
    let found = try doubts(
      [("面积", "≥300平方米")], changes: [change], weights: .init(version: 2, reason: "突出面积"))
    #expect(
      found.map(\.text) == [
        "指标值由“≥430平方米”改为“≥300平方米”（2025年9月1日导入的文件），请核对批复。", "自评表审核后又调整了分值：第2版改为人工分值，理由：突出面积。",
      ])
    let usual = try doubts([("面积", "≥300平方米")], weights: .init(version: 3, reason: nil))
    #expect(usual.map(\.text) == ["自评表审核后又调整了分值：第3版恢复默认分值。"] && usual.map(\.place) == ["自评表分值"])
  }

  @Test("money carried over twice: by the code's year, or by the budgets that are known")
  func carried() throws {
    let old = "13062523P000232100244", last = "13062524P000232100244"
    let found = try doubts(code: old, isCarryOver: true)
    #expect(found.map(\.kind) == [.carriedTwice] && found.map(\.place) == ["项目编码\(old)"])
    #expect(found.map(\.text) == ["2023年立项的资金10.00万元在2025年预算里仍为结转，连续两年未用完的应作结余收回。"])
    #expect(try doubts(code: last, isCarryOver: true, carried: [2025]).isEmpty)
    #expect(
      try doubts(code: last, isCarryOver: true, carried: [2026, 2025]).map(\.text) == [
        "2024年立项的资金10.00万元在2025年预算里仍为结转（已知结转年度：2025年、2026年），连续两年未用完的应作结余收回。"
      ])
  }

  @Test("values without evidence are named, and more paid than the budget")
  func evidence() throws {
    let found = try doubts([("面积", "≥430平方米"), ("合格率", "≥95%")], paid: [("2025-05-01", "10.01万元")], bare: [2])
    #expect(found.map(\.text) == ["1项完成值没有写明佐证材料：2.合格率。", "累计支付10.01万元，超过预算10.00万元。"])
  }

  @Test("findings about sums are doubts, others are not")
  func findings() {
    let found = Doubt.sums(
      [
        KeptFinding(
          severity: .warning, code: "project-sum-differs", project: nil, message: "合计不符。", place: "表"),
        KeptFinding(severity: .info, code: "project-sum-differs", project: nil, message: "四舍五入。", place: "表"),
        KeptFinding(severity: .warning, code: "goals-missing", project: nil, message: "没有目标。", place: "表"),
      ], [])
    #expect(found.map(\.text) == ["合计不符。"] && found.first?.project == nil)
  }
}

@Suite("Putting things right")
struct RectificationTests {
  private func notice(_ state: Rectification.State) throws -> Rectification {
    Rectification(
      id: 7, department: .init(code: "304", name: "局", fiscalYear: 2025), project: nil, projectName: nil,
      problem: "进度慢",
      demand: "补足", issuedBy: "绩效股", issuedOn: try Day.parse("2025-07-25"), due: try Day.parse("2025-08-31"),
      state: state, steps: [])
  }

  @Test("answered, given back, answered, closed; closed for good")
  func states() throws {
    let day = try Day.parse("2025-08-01")
    let notYet = try notice(.open)
    #expect(throws: Refusal.self) { try notYet.state(after: .answer, note: "早了", on: try Day.parse("2025-07-24")) }
    #expect(try notice(.open).state(after: .answer, note: "已办", on: day) == .answered)
    #expect(try notice(.answered).state(after: .reject, note: "不实", on: day) == .open)
    #expect(try notice(.answered).state(after: .close, note: "已核", on: day) == .closed)
    for (state, action) in [
      (Rectification.State.open, Rectification.Action.close), (.closed, .answer), (.answered, .answer),
    ] {
      let notice = try notice(state)
      #expect(throws: Refusal.self) { try notice.state(after: action, note: "说明", on: day) }
    }
    let open = try notice(.open)
    #expect(throws: Refusal.rectification(.noteMissing(.answer))) { try open.state(after: .answer, note: " ", on: day) }
  }

  @Test("overdue from the day after, while nothing was answered")
  func overdue() throws {
    let due = try Day.parse("2025-08-31")
    #expect(try !notice(.open).isOverdue(on: due) && notice(.open).isOverdue(on: due + 1))
    #expect(try !notice(.answered).isOverdue(on: due + 1))
  }
}
