import Domain
import Testing

@Suite("What an approved form explains")
struct ExplainedTests {
  private func assessments(
    on text: String, value: String = "2025-06-30", explained: [(DepartmentForm, Int64, String)]
  ) -> [Rule: Assessment] {
    let plan = SpendingPlan(
      basis: .percent, cells: [.init(month: 6, share: Share(1, 2)), .init(month: 10, share: .whole)])
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger([LedgerEntry(day: day("2025-03-20"), amount: Money(fen: 300_000))]),
      indicators: [
        IndicatorFacts(
          id: 5, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .observation,
          observations: [Observation(day: day(value), value: .number(Quantity(units: 40)))]),
        IndicatorFacts(
          id: 6, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .spendingTimeliness),
      ])
    let facts = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025),
      parameters: Parameters.parse(.nationalDefault).0, projects: [project], indicators: [],
      explanations: explained.map {
        Explanation(form: $0, month: $0 == .monitoring ? 6 : 12, indicator: IndicatorID($1), day: day($2))
      })
    return Dictionary(
      evaluate(facts, on: day(text), calendar: calendar).map { ($0.key.rule, $0) }, uniquingKeysWith: { a, _ in a })
  }

  private func isExplained(_ rule: Rule, _ found: [Rule: Assessment]) -> Bool? { found[rule]?.isExplained }

  @Test("a value off its target, and a lack, by the rows of their indicators; each stands and is as grave as it was")
  func rows() {
    let bare = assessments(on: "2025-07-21", explained: [])
    let said = assessments(
      on: "2025-07-21", explained: [(.monitoring, 5, "2025-07-15"), (.monitoring, 6, "2025-07-15")])
    for rule in [Rule.indicatorOffTarget, .checkpointMissed] {
      #expect(isExplained(rule, bare) == false && isExplained(rule, said) == true)
      #expect(bare[rule]?.severity == said[rule]?.severity && bare[rule]?.key == said[rule]?.key)
    }
    let one = assessments(on: "2025-07-21", explained: [(.monitoring, 6, "2025-07-15")])
    #expect(isExplained(.indicatorOffTarget, one) == false && isExplained(.checkpointMissed, one) == true)
  }

  @Test("not before it is approved, nor what came after: a later value, a later checkpoint, the year's end")
  func later() {
    let said: [(DepartmentForm, Int64, String)] = [(.monitoring, 5, "2025-07-15"), (.monitoring, 6, "2025-07-15")]
    #expect(isExplained(.indicatorOffTarget, assessments(on: "2025-07-14", explained: said)) == false)
    #expect(
      isExplained(.indicatorOffTarget, assessments(on: "2025-08-21", value: "2025-08-10", explained: said)) == false)
    #expect(isExplained(.checkpointMissed, assessments(on: "2025-10-31", explained: said)) == true)
    #expect(isExplained(.checkpointMissed, assessments(on: "2025-11-03", explained: said)) == false)
    #expect(isExplained(.indicatorOffTarget, assessments(on: "2026-01-05", explained: said)) == false)
    let whole = said + [(.selfEvaluation, 5, "2026-01-20")]
    #expect(isExplained(.indicatorOffTarget, assessments(on: "2026-01-21", explained: whole)) == true)
  }

  @Test("it is counted in a message and calls nobody; nothing is said of it a second time")
  func told() throws {
    let found = assessments(on: "2025-07-21", explained: [(.monitoring, 5, "2025-07-15")])
    let assessment = try #require(found[.indicatorOffTarget])
    func news(_ told: Told?) -> AlertNews {
      AlertNews(
        alert: KeptAlert(id: 1, key: assessment.key, state: .open, severity: .yellow, lastTransition: 1),
        department: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), project: nil, indicator: nil,
        assessment: assessment, told: told)
    }
    let morning = Morning(day("2025-07-21"), toldThrough: day("2025-07-18"))
    let person = Recipient(id: 1, name: "张三", role: .clerk)
    #expect(news(nil).kind(on: morning.day, isWeekStart: true) == .explained)
    #expect(Message.digest(for: person, [news(nil)], by: morning) == nil)
    #expect(news(news(nil).nowTold(on: morning.day)).kind(on: morning.day + 1, isWeekStart: false) == nil)
    let lack = try #require(found[.checkpointMissed])
    let call = AlertNews(
      alert: KeptAlert(id: 2, key: lack.key, state: .open, severity: .red, lastTransition: 1),
      department: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), project: nil, indicator: nil,
      assessment: lack, told: nil)
    let message = try #require(Message.digest(for: person, [news(nil), call], by: morning))
    #expect(message.notes.first == "另有1项预警的原因已在审核通过的表中说明，无需处理。" && message.alerts == [2])
  }
}
