internal import Documents
package import Domain

/// What stands in a department through an ordinary year, judged by the earlier and by the present national set: as a careful
/// clerk keeps it, one who is just in time, a slow one, and nobody. Needs no database.
package enum JudgingBench {
  /// How the records of a year come about.
  package enum Clerk: String, CaseIterable, Sendable {
    /// Pays each checkpoint's plan on the 20th of the month before, reports and hands in early.
    case careful = "细心"
    /// Pays on the 20th of the checkpoint's own month.
    case onTime = "踩点"
    /// Pays twenty days after the checkpoint, hands the forms in late.
    case slow = "拖拉"
    /// Records nothing.
    case none = "不记"

    /// Days from a checkpoint to the payment of what it asked for.
    fileprivate func pays(_ checkpoint: Day) -> Day? {
      let (year, month, _) = checkpoint.components
      switch self {
      case .careful: return Day(year, month - 1, 20)
      case .onTime: return Day(year, month, 20)
      case .slow: return checkpoint.year == (checkpoint + 20).year ? checkpoint + 20 : checkpoint
      case .none: return nil
      }
    }

    fileprivate var monitoring: String? {
      switch self {
      case .careful: "2025-07-10"
      case .onTime: "2025-07-18"
      case .slow: "2025-07-28"
      case .none: nil
      }
    }

    fileprivate var approval: String? {
      switch self {
      case .careful: "2026-01-20"
      case .onTime: "2026-02-20"
      case .slow: "2026-03-10"
      case .none: nil
      }
    }
  }

  /// The alerts standing on a day by one set.
  package struct Standing: Sendable {
    /// Whose records.
    package let clerk: Clerk
    /// The day.
    package let day: Day
    /// Red, yellow and blue by the earlier set, and by the present one.
    package let earlier: [Int], present: [Int]

    /// `{"clerk", "day", "earlier": [red, yellow, blue], "present"}`.
    package var json: JSONValue {
      func numbers(_ counts: [Int]) -> JSONValue { .array(counts.map { .number(Int64($0)) }) }
      return .fields([
        "clerk": .string(clerk.rawValue), "day": .string(day.description), "earlier": numbers(earlier),
        "present": numbers(present),
      ])
    }
  }

  /// How much later than before a lack of money is spoken of.
  package struct Delay: Sendable {
    /// Whose records.
    package let clerk: Clerk
    /// The lacks of money that the earlier set found: project and first day.
    package let lacks: Int
    /// Those that the present one never found, and the most workdays by which one was found later.
    package let never: Int, workdays: Int

    /// `{"clerk", "lacks", "never", "workdays"}`.
    package var json: JSONValue {
      .fields([
        "clerk": .string(clerk.rawValue), "lacks": .number(Int64(lacks)), "never": .number(Int64(never)),
        "workdays": .number(Int64(workdays)),
      ])
    }
  }

  /// Judges a year of a budget.
  package static func run(_ budget: DepartmentBudget) -> (standings: [Standing], delays: [Delay]) {
    let calendar = WorkCalendar(WorkCalendar.notices)
    let year = budget.department.fiscalYear
    var standings: [Standing] = []
    var delays: [Delay] = []
    let sets = [RuleSet.earlier, .nationalDefault].map { Parameters.parse($0).0 }
    for clerk in Clerk.allCases {
      let records = sets.map { Records(budget, clerk, $0) }
      for month in 2...15 {
        // The first day of the month on which somebody looks.
        let last = Day(endOf: (month - 2) % 12 + 1, in: year + (month - 2) / 12)
        let day = calendar.deadline(workdays: 1, after: last)
        let counts = records.map { Self.counts($0.judged(on: day, calendar)) }
        standings.append(Standing(clerk: clerk, day: day, earlier: counts[0], present: counts[1]))
      }
      var first: [[ProjectID: Day]] = [[:], [:]]
      for number in Day(startOf: year).number...Day(endOf: 3, in: year + 1).number {
        let day = Day(number: number)
        for (index, record) in records.enumerated() {
          for found in record.judged(on: day, calendar)
          where found.key.rule == .checkpointMissed || found.key.rule == .overspent {
            if let project = found.key.project, first[index][project] == nil { first[index][project] = day }
          }
        }
      }
      let late = first[0].compactMap { project, day in
        first[1][project].map { calendar.workdays(from: day, through: $0 - 1) }
      }
      delays.append(
        Delay(
          clerk: clerk, lacks: first[0].count, never: first[0].keys.count { first[1][$0] == nil },
          workdays: late.max() ?? 0))
    }
    return (standings, delays)
  }

  private static func counts(_ found: [Assessment]) -> [Int] {
    [AlertSeverity.red, .yellow, .blue].map { severity in found.count { $0.severity == severity } }
  }
}

/// A year's records of a department, by one clerk and for one set of rules.
private struct Records {
  let budget: DepartmentBudget
  let clerk: JudgingBench.Clerk
  let parameters: Parameters
  private let whole: DepartmentFacts

  init(_ budget: DepartmentBudget, _ clerk: JudgingBench.Clerk, _ parameters: Parameters) {
    self.budget = budget
    self.clerk = clerk
    self.parameters = parameters
    let year = budget.department.fiscalYear
    var next: Int64 = 0
    func facts(_ indicators: [Indicator]) -> [IndicatorFacts] {
      Indicator.proposingBindings(indicators, by: parameters.practice).map { indicator in
        next += 1
        return IndicatorFacts(
          id: IndicatorID(next), measure: indicator.target.measure, isUndecided: indicator.target.isUndecided,
          binding: indicator.binding, observations: Records.observations(of: indicator, by: clerk, in: year))
      }
    }
    let projects = budget.projects.enumerated().map { index, project in
      let checkpoints = project.plan.checkpoints(in: year, fallbackMonths: parameters.fallbackMonths)
      return ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: project.budget, checkpoints: checkpoints,
        ledger: Records.ledger(of: project, checkpoints, by: clerk), indicators: facts(project.indicators))
    }
    whole = DepartmentFacts(
      id: 1, identity: budget.department, parameters: parameters, projects: projects,
      indicators: facts(budget.ownIndicators))
  }

  /// What is on record by the end of a day, judged.
  func judged(on day: Day, _ calendar: WorkCalendar) -> [Assessment] {
    func reached(_ text: String?) -> Day? { text.flatMap { try? Day.parse($0) }.flatMap { $0 <= day ? $0 : nil } }
    var submissions: [FormSubmission] = []
    var papers: [PaperIn] = []
    let owners = [.whole] + whole.projects.map { FormOwner.project($0.id) }
    for (form, month, at) in [
      (DepartmentForm.monitoring, 6, reached(clerk.monitoring)), (.selfEvaluation, 12, reached(clerk.approval)),
    ] {
      guard let at else { continue }
      submissions.append(FormSubmission(form: form, month: month, day: at))
      papers += owners.map { PaperIn(form: form, month: month, owner: $0, day: at) }
    }
    let facts = DepartmentFacts(
      id: whole.id, identity: whole.identity, parameters: parameters, projects: whole.projects,
      indicators: whole.indicators, submissions: submissions, papers: papers, settledOn: reached(clerk.approval))
    return evaluate(facts, on: day, calendar: calendar)
  }

  private static func ledger(
    of project: ProjectBudget, _ checkpoints: [Checkpoint], by clerk: JudgingBench.Clerk
  ) -> Ledger {
    var paid = Money.zero
    var entries: [LedgerEntry] = []
    let caps = Indicator.proposingBindings(project.indicators).compactMap(\.binding.category)
    for checkpoint in checkpoints where checkpoint.planned > .none {
      guard let day = clerk.pays(checkpoint.day) else { continue }
      let due = checkpoint.planned.of(project.budget)
      guard due > paid else { continue }
      entries.append(
        LedgerEntry(day: day, amount: due - paid, category: caps.isEmpty ? nil : SpendingAccount.otherCategory))
      paid = due
    }
    return Ledger(entries)
  }

  /// A value that meets the target, reported for the end of June and of December, by whoever reports.
  private static func observations(
    of indicator: Indicator, by clerk: JudgingBench.Clerk, in year: Int
  ) -> [Observation] {
    guard clerk != .none, clerk != .slow else { return [] }
    let value: ObservedValue =
      switch indicator.target.measure {
      case let measure? where measure.comparison == .lessThan: .number(Quantity(units: 0))
      case let measure? where measure.comparison == .moreThan:
        .number(Quantity(units: measure.value.units + 1, scale: measure.value.scale))
      case let measure?: .number(measure.value)
      case nil: .band(.reached)
      }
    let days = [Day(endOf: 6, in: year), Day(endOf: 12, in: year)]
    return days.map { Observation(day: $0, value: value) }
  }
}
