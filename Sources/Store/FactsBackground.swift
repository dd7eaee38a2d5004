internal import Domain
internal import Postgres

/// What the second practice judges by beside the facts of the day: how budgets and plans were before, which papers are in and
/// what they say, and how people bound indicators.
struct FactsBackground {
  /// Budget and plan of projects, each from its day; none where they never changed.
  struct Terms {
    let from: Day
    let budget: Money
    let plan: SpendingPlan
  }

  /// A value that a paper in gives for an indicator.
  struct PaperValue {
    /// The month through which the paper reports.
    let month: Int
    /// What was typed.
    let text: String
  }

  private(set) var terms: [ProjectID: [Terms]] = [:]
  private(set) var papers: [DepartmentID: [PaperIn]] = [:]
  private(set) var values: [IndicatorID: [PaperValue]] = [:]
  private(set) var explanations: [DepartmentID: [Explanation]] = [:]
  private(set) var bindings: [IndicatorID: Binding] = [:]
  /// Of departments whose projects' self-evaluations were approved: whose with the day.
  private var approvals: [DepartmentID: [FormOwner: Day]] = [:]

  /// Nothing, as the first practice knows it.
  init() {}

  /// What is known on a day of departments, and of those that go by the second practice.
  init(of departments: [DepartmentID], second: [DepartmentID], asOf day: Day, _ session: borrowing Session) throws {
    try loadBindings(departments, day, session)
    guard !second.isEmpty else { return }
    try loadTerms(second, day, session)
    try loadPapers(second, day, session)
  }

  /// The day on which the last paper of a department's self-evaluation was approved; nil while one is not.
  func settledOn(_ department: DepartmentID, projects: [ProjectFacts]) -> Day? {
    guard let approved = approvals[department] else { return nil }
    let days = projects.map { approved[.project($0.id)] } + [approved[.whole]]
    return days.contains { $0 == nil } ? nil : days.compactMap { $0 }.max()
  }

  private mutating func loadTerms(_ departments: [DepartmentID], _ day: Day, _ session: borrowing Session) throws {
    let documents = try session.rows(
      """
      SELECT i.department_id, i.id, i.effective_on, d.fiscal_year::bigint FROM import i JOIN department d ON d.id = i.department_id
      WHERE i.department_id = ANY (\(departments)) AND i.effective_on <= \(day) ORDER BY i.effective_on, i.id
      """
    ).map { row in
      (
        department: try row.next(DepartmentID.self), id: try row.next(Int64.self), from: try row.next(Day.self),
        year: try row.next(Int.self)
      )
    }
    // In force is, of the documents that hold from a day or earlier, the one imported last.
    var since: [Int64: Day] = [:]
    for (_, all) in Dictionary(grouping: documents, by: \.department) where all.count > 1 {
      var last: Int64 = 0
      for document in all where document.id > last {
        since[document.id] = last == 0 ? Day(startOf: document.year) : document.from
        last = document.id
      }
    }
    guard since.count > 1 else { return }
    let rows = try session.rows(
      """
      SELECT m.import_id, m.project_id, v.budget_fen, l.basis, l.months, l.share_numerators, l.share_denominators
      FROM import_project m
      JOIN project_version v ON v.project_id = m.project_id AND v.version = m.version
      JOIN plan_version l ON l.project_id = m.project_id AND l.version = m.version
      WHERE m.import_id = ANY (\(since.keys.sorted())) ORDER BY m.project_id, m.import_id
      """
    ).map { row in
      let (document, project) = (try row.next(Int64.self), try row.next(ProjectID.self))
      let budget = Money(fen: try row.next(Int64.self))
      let plan = SpendingPlan(
        basis: try row.next(), months: try row.next([Int16].self),
        numerators: try row.next(Nullables<Int64>.self).elements,
        denominators: try row.next(Nullables<Int64>.self).elements)
      return (project, Terms(from: since[document] ?? day, budget: budget, plan: plan))
    }
    for (project, term) in rows {
      if let last = terms[project]?.last, last.budget == term.budget, last.plan == term.plan { continue }
      terms[project, default: []].append(term)
    }
  }

  private mutating func loadPapers(_ departments: [DepartmentID], _ day: Day, _ session: borrowing Session) throws {
    var forms: [Int64: Int] = [:]
    let rows = try session.rows(
      """
      SELECT DISTINCT ON (f.department_id, f.kind, f.month, coalesce(f.project_id, 0))
        f.id, f.department_id, f.project_id, f.kind, f.month::bigint, t.kind, t.day
      FROM form f CROSS JOIN LATERAL (
        SELECT kind, day FROM form_transition WHERE form_id = f.id AND day <= \(day) ORDER BY number DESC LIMIT 1) t
      WHERE f.department_id = ANY (\(departments)) AND t.kind IN ('submitted', 'approved')
      ORDER BY f.department_id, f.kind, f.month, coalesce(f.project_id, 0), f.version DESC
      """
    ).map { row in
      let (form, department) = (try row.next(Int64.self), try row.next(DepartmentID.self))
      let owner = FormOwner(project: try row.nextOptional())
      let kind: DepartmentForm = try Store.known(try row.next())
      let month = try row.next(Int.self)
      let isApproved = try row.next(String.self) == "approved"
      return (form, department, isApproved, PaperIn(form: kind, month: month, owner: owner, day: try row.next()))
    }
    for (form, department, isApproved, paper) in rows {
      forms[form] = paper.month
      papers[department, default: []].append(paper)
      if isApproved, paper.form == .selfEvaluation { approvals[department, default: [:]][paper.owner] = paper.day }
    }
    guard !forms.isEmpty else { return }
    try loadExplanations(
      Dictionary(uniqueKeysWithValues: rows.filter(\.2).map { ($0.0, (department: $0.1, paper: $0.3)) }), session)
    let values = try session.rows(
      """
      SELECT DISTINCT ON (form_id, indicator_id) form_id, indicator_id, value FROM form_entry
      WHERE form_id = ANY (\(forms.keys.sorted())) AND field = 'actual' AND indicator_id IS NOT NULL
      ORDER BY form_id, indicator_id, id DESC
      """
    ).map { (try $0.next(Int64.self), try $0.next(IndicatorID.self), try $0.next(String.self)) }
    for (form, indicator, text) in values where !text.isEmpty && text != FormValue.notDueWord {
      self.values[indicator, default: []].append(PaperValue(month: forms[form] ?? 12, text: text))
    }
  }

  /// What approved forms say of why an indicator is off: causes, or an explanation in words.
  private mutating func loadExplanations(
    _ approved: [Int64: (department: DepartmentID, paper: PaperIn)], _ session: borrowing Session
  ) throws {
    guard !approved.isEmpty else { return }
    let rows = try session.rows(
      """
      SELECT DISTINCT form_id, indicator_id FROM (
        SELECT DISTINCT ON (form_id, indicator_id, field) form_id, indicator_id, value FROM form_entry
        WHERE form_id = ANY (\(approved.keys.sorted())) AND field IN ('explanation', 'causes') AND indicator_id IS NOT NULL
        ORDER BY form_id, indicator_id, field, id DESC) e
      WHERE value <> '' ORDER BY form_id, indicator_id
      """
    ).map { (try $0.next(Int64.self), try $0.next(IndicatorID.self)) }
    for (form, indicator) in rows {
      guard let (department, paper) = approved[form] else { continue }
      explanations[department, default: []].append(
        Explanation(form: paper.form, month: paper.month, indicator: indicator, day: paper.day))
    }
  }

  private mutating func loadBindings(_ departments: [DepartmentID], _ day: Day, _ session: borrowing Session) throws {
    let rows = try session.rows(
      """
      SELECT DISTINCT ON (b.indicator_id) b.indicator_id, b.binding, b.category, b.workdays::bigint
      FROM indicator_binding b JOIN indicator i ON i.id = b.indicator_id
      WHERE i.department_id = ANY (\(departments)) AND b.holds_from <= \(day) ORDER BY b.indicator_id, b.holds_from DESC, b.id DESC
      """
    ).map { row in
      (
        try row.next(IndicatorID.self), try row.next(String.self), try row.nextOptional(String.self),
        try row.nextOptional(Int.self)
      )
    }
    for (indicator, name, category, workdays) in rows {
      bindings[indicator] = Binding(name: name, category: category, workdays: workdays)
    }
  }
}

extension IndicatorFacts {
  /// The same, bound as people said, and with what papers that are in say of the end of their period.
  func by(_ background: FactsBackground, in fiscalYear: Int, target: Target) -> IndicatorFacts {
    let binding = background.bindings[id] ?? binding
    guard let values = background.values[id], binding == .observation || binding.workdays != nil else {
      return binding == self.binding
        ? self
        : IndicatorFacts(
          id: id, measure: measure, deadline: deadline, words: words, isUndecided: isUndecided, binding: binding,
          observations: observations)
    }
    let said = values.compactMap { value -> Observation? in
      let typed = try? self.value(typed: value.text, for: target, practice: .second)
      return typed.map { Observation(day: Day(endOf: value.month, in: fiscalYear), value: $0) }
    }
    // What a paper says of a day comes after what was recorded for it.
    let all = (observations + said).enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    return IndicatorFacts(
      id: id, measure: measure, deadline: deadline, words: words, isUndecided: isUndecided, binding: binding,
      observations: all.map(\.element))
  }
}
