/// Everything the rules need to know of one department, read from one snapshot.
package struct DepartmentFacts: Hashable, Sendable {
  /// The department's row.
  package let id: DepartmentID
  /// Who.
  package let identity: DepartmentIdentity
  /// The rule parameters that apply to it.
  package let parameters: Parameters
  /// Its projects that were not removed.
  package let projects: [ProjectFacts]
  /// Its own indicators.
  package let indicators: [IndicatorFacts]
  /// The forms it handed in.
  package let submissions: [FormSubmission]
  /// The papers that are in, each of one project or of the department as a whole.
  package let papers: [PaperIn]
  /// The day its self-evaluation was approved, all of it; nil while it is not.
  package let settledOn: Day?
  /// What approved forms say of why indicators are off.
  package let explanations: [Explanation]

  /// The facts of a department.
  package init(
    id: DepartmentID, identity: DepartmentIdentity, parameters: Parameters, projects: [ProjectFacts],
    indicators: [IndicatorFacts], submissions: [FormSubmission] = [], papers: [PaperIn] = [], settledOn: Day? = nil,
    explanations: [Explanation] = []
  ) {
    self.explanations = explanations
    self.submissions = submissions
    self.papers = papers
    self.settledOn = settledOn
    self.id = id
    self.identity = identity
    self.parameters = parameters
    self.projects = projects
    self.indicators = indicators
  }
}

/// That one paper of a period, a project's or the department's own, is handed in or approved and stands.
package struct PaperIn: Hashable, Sendable {
  /// The form.
  package let form: DepartmentForm
  /// The month through which it reports.
  package let month: Int
  /// Whose it is.
  package let owner: FormOwner
  /// Since when it is in.
  package let day: Day

  /// A paper.
  package init(form: DepartmentForm, month: Int, owner: FormOwner, day: Day) {
    self.form = form
    self.month = month
    self.owner = owner
    self.day = day
  }
}

/// Budget and plan of a project as they held from a day on.
package struct ProjectTerms: Hashable, Sendable {
  /// From which day.
  package let from: Day
  /// 预算数.
  package let budget: Money
  /// The checkpoints of the plan.
  package let checkpoints: [Checkpoint]

  /// Terms.
  package init(from: Day, budget: Money, checkpoints: [Checkpoint]) {
    self.from = from
    self.budget = budget
    self.checkpoints = checkpoints
  }
}

/// What the rules need to know of a project.
package struct ProjectFacts: Hashable, Sendable {
  /// The project's row.
  package let id: ProjectID
  /// 预算数.
  package let budget: Money
  /// The checkpoints of its plan, or of the elapsed-time progress.
  package let checkpoints: [Checkpoint]
  /// What was paid.
  package let ledger: Ledger
  /// Its indicators.
  package let indicators: [IndicatorFacts]
  /// What happened to it (资金到位).
  package let events: [ProjectEvent]
  /// What budget and plan were before, and from when the present ones hold, earliest first; empty where they never changed.
  package let terms: [ProjectTerms]
  /// What the budget was adjusted by since its document; part of it.
  package let adjustments: [BudgetAdjustment]

  /// The facts of a project.
  package init(
    id: ProjectID, budget: Money, checkpoints: [Checkpoint], ledger: Ledger, indicators: [IndicatorFacts] = [],
    events: [ProjectEvent] = [], terms: [ProjectTerms] = [], adjustments: [BudgetAdjustment] = []
  ) {
    self.id = id
    self.adjustments = adjustments
    self.terms = terms
    self.budget = budget
    self.checkpoints = checkpoints
    self.ledger = ledger
    self.indicators = indicators
    self.events = events
  }
}

/// What the rules need to know of an indicator.
package struct IndicatorFacts: Hashable, Sendable {
  /// The indicator's row.
  package let id: IndicatorID
  /// The target as a number; nil for words and dates.
  package let measure: Target.Measure?
  /// The last day on which a target that is a date is kept; nil for any other.
  package let deadline: Day?
  /// The target as it is printed where it is words; nil for any other.
  package let words: String?
  /// Whether the target is empty or puts the decision off.
  package let isUndecided: Bool
  /// How its value is obtained.
  package let binding: Binding
  /// What was reported, earliest first; with what papers that are in say of the end of their period.
  package let observations: [Observation]

  /// The facts of an indicator.
  package init(
    id: IndicatorID, measure: Target.Measure?, deadline: Day? = nil, words: String? = nil, isUndecided: Bool,
    binding: Binding, observations: [Observation] = []
  ) {
    self.words = words
    self.id = id
    self.measure = measure
    self.deadline = deadline
    self.isUndecided = isUndecided
    self.binding = binding
    self.observations = observations
  }

  /// The same indicator, its target read from the document's text. A judgement that nothing happened (达成 of 零事故), kept
  /// while the target was words, is the number that it says.
  package func read(as target: Target, in fiscalYear: Int) -> IndicatorFacts {
    let observations =
      target.isNothing
      ? observations.map {
        $0.value == .band(.reached) ? Observation(day: $0.day, value: .number(Quantity(units: 0))) : $0
      } : observations
    return IndicatorFacts(
      id: id, measure: target.measure, deadline: target.deadline?.on(fiscalYear),
      words: target.measure == nil && target.deadline == nil && !target.isUndecided ? target.text : nil,
      isUndecided: target.isUndecided,
      binding: binding, observations: observations)
  }

  /// The target as it is shown beside a value: `≥90%`, `2025年6月30日前`; nil for words.
  var targetText: String? { measure?.text ?? deadline.map { $0.chinese + "前" } }

  /// The last observation not later than `day`.
  package func observation(asOf day: Day) -> Observation? { observations.last { $0.day <= day } }
}

/// Something that happened to a project, such as 资金到位 (funds arriving).
package struct ProjectEvent: Hashable, Sendable {
  /// 资金到位 and the like.
  package let kind: String
  /// When.
  package let day: Day
  /// How much, where an amount belongs to it.
  package let amount: Money?

  /// An event.
  package init(kind: String, day: Day, amount: Money? = nil) {
    self.kind = kind
    self.day = day
    self.amount = amount
  }

  /// For people: `2025-02-10 资金到位 30000.00元`.
  package var text: String { "\(day) \(kind)" + (amount.map { " \($0.yuan)元" } ?? "") }

  /// Funds arriving: starts deadlines in workdays.
  package static let fundsArrived = "资金到位"
}
