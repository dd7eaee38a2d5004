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

  @Test(
    "what ran ahead of a checkpoint that passed is no more than past, goes on as another alert, or was put right",
    arguments: [
      // 20,000 is ahead of 7,500 and not of 15,000.
      ([("2025-01-10", 20_000)], "2025-03-31", "met", nil), ([("2025-01-10", 20_000)], "2025-04-01", "passed", nil),
      ([("2025-01-10", 24_000)], "2025-04-01", "merged", "ahead-of-plan 2025-06"),
      ([("2025-01-10", 20_000), ("2025-04-01", 10_001)], "2025-04-01", "merged", "overspent 2025"),
      ([("2025-01-10", 20_000), ("2025-03-31", -10_000)], "2025-04-01", "met", nil),
    ] as [([(String, Int64)], String, String, String?)])
  func ahead(payments: [(String, Int64)], on: String, name: String, successor: String?) {
    for parameters in [Parameters.nationalDefault, .earlier] {
      var facts = facts(payments, by: parameters)
      // On the checkpoint's own day it is not over: what ended it then was put right.
      if on == "2025-03-31" { facts = self.facts([("2025-01-10", 7_500)], by: parameters) }
      let outcome = outcome(.aheadOfPlan, .month(2025, 3), facts, on)
      #expect(outcome == Outcome(kind: .resolved, name: name, successor: successor))
    }
    #expect(AlertMessage.ended(.passed) == "节点已过，不再提示。")
  }

  @Test("what is only past is told to nobody as resolved")
  func past() {
    let alert = KeptAlert(
      id: 1, key: .init(rule: .aheadOfPlan, project: 1, indicator: nil, period: .month(2025, 3)), state: .resolved,
      severity: .blue, lastTransition: 2)
    #expect(AlertNews.Ending(of: alert, .passed, among: [alert], by: .second) == .quiet)
  }

  @Test("what is kept of an end is read back; what an earlier program kept says nothing")
  func kept() {
    for outcome in [
      outcome(.checkpointApproaching, .month(2025, 3), facts([]), "2025-04-01"), .met, .unmet(nil), .closed, .passed,
    ] {
      let kind: TransitionKind = outcome == .closed ? .closed : .resolved
      let successor = outcome.successor.map { "\($0.rule.rawValue) \($0.period.text)" }
      #expect(Outcome(kind: kind, name: outcome.name, successor: successor) == outcome)
    }
    #expect(Outcome(kind: .resolved, name: nil, successor: nil) == nil)
    #expect(Outcome(kind: .resolved, name: "merged", successor: "nonsense") == nil)
  }
}
