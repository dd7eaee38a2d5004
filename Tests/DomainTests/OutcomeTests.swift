import Domain
import Testing

@Suite("How an alert ends")
struct OutcomeTests {
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  private func facts(
    _ payments: [(String, Int64)], by parameters: Parameters = Parameters.parse(.nationalDefault).0,
    indicators: [IndicatorFacts] = []
  ) -> DepartmentFacts {
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: byHalves.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger(payments.map { LedgerEntry(day: day($0), amount: Money(fen: $1 * 100)) }), indicators: indicators)
    return DepartmentFacts(id: 1, identity: identity, parameters: parameters, projects: [project], indicators: [])
  }

  private func outcome(_ rule: Rule, _ period: Period, _ facts: DepartmentFacts, _ on: String) -> Outcome {
    let key = Assessment.Key(rule: rule, project: 1, indicator: nil, period: period)
    return facts.outcome(
      of: key, standing: evaluate(facts, on: day(on), calendar: calendar), on: day(on), calendar: calendar)
  }

  @Test(
    "a checkpoint that passed unpaid is unmet, by the lack that has it now; one that was paid is met",
    arguments: [
      ([("2025-03-20", 7500)], "2025-03-25", "met", nil), ([], "2025-04-01", "unmet", "checkpoint-missed 2025"),
      // Paid on its last day, and only judged the day after: met.
      ([("2025-03-31", 7500)], "2025-04-01", "met", nil), ([("2025-04-01", 7500)], "2025-04-01", "met", nil),
    ] as [([(String, Int64)], String, String, String?)])
  func checkpoint(payments: [(String, Int64)], on: String, name: String, successor: String?) {
    let outcome = outcome(.checkpointApproaching, .month(2025, 3), facts(payments), on)
    #expect(outcome == Outcome(kind: .resolved, name: name, successor: successor))
  }

  @Test("by the earlier practice each checkpoint has its own alert")
  func earlier() {
    let outcome = outcome(.checkpointApproaching, .month(2025, 3), facts([], by: .earlier), "2025-04-01")
    #expect(outcome == Outcome(kind: .resolved, name: "unmet", successor: "checkpoint-missed 2025-03"))
    #expect(AlertMessage.ended(outcome, next: 7) == "已到期未达标，见“支出节点未达标” #7。")
  }

  @Test("a forecast that the year made true is unmet, one that a lack speaks of is part of it")
  func forecast() {
    let year = Period.year(2025)
    #expect(outcome(.forecastShortfall, year, facts([]), "2025-07-01").name == "merged")
    #expect(outcome(.forecastShortfall, year, facts([]), "2026-01-04").name == "unmet")
    #expect(outcome(.forecastShortfall, year, facts([], by: .earlier), "2026-01-04").name == "unmet")
    #expect(outcome(.forecastShortfall, year, facts([("2025-03-20", 30_000)]), "2026-01-04") == .met)
    #expect(outcome(.forecastShortfall, year, facts([]), "2026-03-31") == .closed)
  }

  @Test("values that never came are unmet when the next period opens")
  func values() {
    func facts(_ values: [String]) -> DepartmentFacts {
      let indicator = IndicatorFacts(
        id: 5, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .observation,
        observations: values.map { Observation(day: day($0), value: .number(Quantity(units: 95))) })
      return self.facts([], indicators: [indicator])
    }
    #expect(outcome(.indicatorDue, .month(2025, 6), facts([]), "2025-12-11") == .unmet(nil))
    #expect(outcome(.indicatorDue, .month(2025, 6), facts(["2025-06-30"]), "2025-12-11") == .met)
    #expect(AlertMessage.ended(.unmet(nil)) == "已到期未达标。")
  }

  @Test("what is kept of an end is read back; what an earlier program kept says nothing")
  func kept() {
    for outcome in [
      outcome(.checkpointApproaching, .month(2025, 3), facts([]), "2025-04-01"), .met, .unmet(nil), .closed,
    ] {
      let kind: TransitionKind = outcome == .closed ? .closed : .resolved
      let successor = outcome.successor.map { "\($0.rule.rawValue) \($0.period.text)" }
      #expect(Outcome(kind: kind, name: outcome.name, successor: successor) == outcome)
    }
    #expect(Outcome(kind: .resolved, name: nil, successor: nil) == nil)
    #expect(Outcome(kind: .resolved, name: "merged", successor: "nonsense") == nil)
  }
}
