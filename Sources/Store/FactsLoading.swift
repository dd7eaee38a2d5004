internal import Domain
internal import Postgres

extension Store {
  /// Reads the facts of some departments from one session's snapshot, by COPY: the same way for one clerk's bureau and
  /// for a province's share.
  ///
  /// - Parameter aboutMoney: whether only what lights and amounts follow from is wanted: the indicators that money is held against,
  ///   without what was reported, and no events.
  static func facts(
    of departments: [DepartmentID], asOf day: Day, aboutMoney: Bool = false, _ session: borrowing Session
  ) throws -> [DepartmentFacts] {
    var loader = FactsLoader(ids: idList(departments), day: day, aboutMoney: aboutMoney)
    try loader.loadDepartments(departments, session)
    try loader.loadEntries(session)
    // Only now: who has read the ledger holds it, and no year can be put away before this is answered.
    try requireKept(loader.departments.map(\.identity.fiscalYear), asOf: day, session)
    if !aboutMoney { try loader.loadEvents(session) }
    try loader.loadAdjustments(session)
    if !aboutMoney { try loader.loadObservations(session) }
    try loader.loadIndicators(session)
    try loader.loadProjects(session)
    return loader.departments.map { $0.facts }
  }
}

private struct FactsLoader {
  struct Department {
    let id: DepartmentID
    let identity: DepartmentIdentity
    let parameters: Parameters
    var projects: [ProjectFacts] = []
    var indicators: [IndicatorFacts] = []
    var submissions: [FormSubmission] = []
    var papers: [PaperIn] = []
    var settledOn: Day?
    var explanations: [Explanation] = []
    var facts: DepartmentFacts {
      DepartmentFacts(
        id: id, identity: identity, parameters: parameters, projects: projects, indicators: indicators,
        submissions: submissions, papers: papers, settledOn: settledOn, explanations: explanations)
    }
  }

  /// An indicator with its place in the table.
  struct Placed {
    let position: Int32
    let facts: IndicatorFacts

    static func ordered(_ list: [Placed]) -> [IndicatorFacts] {
      let isOrdered = zip(list, list.dropFirst()).allSatisfy { $0.position < $1.position }
      return (isOrdered ? list : list.sorted { $0.position < $1.position }).map(\.facts)
    }
  }

  let ids: String
  let day: Day
  let aboutMoney: Bool
  /// Departments whose last document holds on the day, and the documents that held then of the others.
  private var current = noIDs, past = noIDs
  var departments: [Department] = []
  private var places: [DepartmentID: Int] = [:]
  private var background = FactsBackground()
  /// What targets were read as already.
  private var targets = ReadTargets()
  private var entries: [ProjectID: [LedgerEntry]] = [:]
  private var events: [ProjectID: [ProjectEvent]] = [:]
  private var adjustments: [ProjectID: [Adjustment]] = [:]
  private var observations: [IndicatorID: [Observation]] = [:]
  private var indicators: [ProjectID: [IndicatorFacts]] = [:]

  /// The departments' fiscal years, for COPY: partitions of others are not opened.
  private var years: String {
    "'{" + Set(departments.map(\.identity.fiscalYear)).sorted().map(String.init).joined(separator: ",")
      + "}'::smallint[]"
  }

  init(ids: String, day: Day, aboutMoney: Bool) { (self.ids, self.day, self.aboutMoney) = (ids, day, aboutMoney) }

  mutating func loadDepartments(_ wanted: [DepartmentID], _ session: borrowing Session) throws {
    var sets: [RuleSetName: Parameters] = [:]
    let rows = try session.rows(
      """
      SELECT d.id, d.division, d.code, d.name, d.fiscal_year, coalesce(r.rule_set, d.rule_set), coalesce(r.rule_version, d.rule_version),
        import_in_force(d.id, \(day)), (SELECT max(i.id) FROM import i WHERE i.department_id = d.id)
      FROM department d LEFT JOIN LATERAL rule_set_in_force(d.id, \(day)) r ON true
      WHERE d.id = ANY (\(wanted)) ORDER BY d.id
      """
    ).map { row in
      (
        try row.next(DepartmentID.self),
        try Store.identity(&row),
        RuleSetName(name: try row.next(), version: try row.next(Int.self)),
        document: (inForce: try row.nextOptional(Int64.self), last: try row.nextOptional(Int64.self))
      )
    }
    current = idList(rows.filter { $0.document.inForce == $0.document.last }.map(\.0))
    past = idList(rows.filter { $0.document.inForce != $0.document.last }.compactMap(\.document.inForce))
    let submissions = try session.rows(
      """
      SELECT department_id, form, month::bigint, submitted_on FROM form_submission
      WHERE department_id = ANY (\(wanted)) AND submitted_on <= \(day)
        AND (withdrawn_on IS NULL OR withdrawn_on > \(day)) ORDER BY department_id, submitted_on
      """
    ).map { row in
      let (id, form): (DepartmentID, DepartmentForm) = (try row.next(), try Store.known(try row.next()))
      return (id, FormSubmission(form: form, month: try row.next(), day: try row.next()))
    }
    let submissionsOf = Dictionary(grouping: submissions, by: \.0).mapValues { $0.map(\.1) }
    for (id, identity, set, _) in rows {
      if sets[set] == nil { sets[set] = Parameters.parse(try Store.ruleSet(set.name, set.version, session)).0 }
      places[id] = departments.count
      departments.append(
        Department(
          id: id, identity: identity, parameters: sets[set] ?? .nationalDefault, submissions: submissionsOf[id] ?? []))
    }
    background = try FactsBackground(
      of: departments.map(\.id), second: departments.filter { $0.parameters.practice >= .second }.map(\.id), asOf: day,
      session)
    for place in departments.indices {
      departments[place].papers = background.papers[departments[place].id] ?? []
      departments[place].explanations = background.explanations[departments[place].id] ?? []
    }
  }

  mutating func loadEntries(_ session: borrowing Session) throws {
    let statement = """
      COPY (SELECT e.project_id, e.occurred_on, e.amount_fen, e.category,
        CASE WHEN e.amount_fen < 0 THEN (SELECT o.occurred_on FROM spending_entry o
          WHERE o.id = e.reverses AND o.fiscal_year = e.fiscal_year) END
      FROM spending_entry e JOIN project p ON p.id = e.project_id
      WHERE p.department_id = ANY (\(ids)) AND e.occurred_on <= '\(day)' AND e.fiscal_year = ANY (\(years)))
      TO STDOUT (FORMAT binary)
      """
    var entries: [ProjectID: [LedgerEntry]] = [:]
    try session.copyOut(statement) { row in
      let project = try row.id(ProjectID.self)
      entries[project, default: []].append(
        LedgerEntry(
          day: Day(postgresDays: try row.int4()), amount: Money(fen: try row.int8()), category: try row.optionalText(),
          reverses: try row.optional(Day.self)))
    }
    self.entries = entries
  }

  mutating func loadEvents(_ session: borrowing Session) throws {
    let statement = """
      COPY (SELECT e.project_id, e.kind, e.occurred_on, e.amount_fen
      FROM project_event e JOIN project p ON p.id = e.project_id
      WHERE p.department_id = ANY (\(ids)) AND e.fiscal_year = ANY (\(years)) AND e.occurred_on <= '\(day)'
        AND (SELECT w.is_withdrawn FROM event_withdrawal w WHERE w.event_id = e.id ORDER BY w.id DESC LIMIT 1)
          IS NOT TRUE
      ORDER BY e.project_id, e.occurred_on, e.id)
      TO STDOUT (FORMAT binary)
      """
    var events: [ProjectID: [ProjectEvent]] = [:]
    try session.copyOut(statement) { row in
      let project = try row.id(ProjectID.self)
      events[project, default: []].append(
        ProjectEvent(
          kind: try row.text(), day: Day(postgresDays: try row.int4()),
          amount: try row.optionalInt8().map { Money(fen: $0) }))
    }
    self.events = events
  }

  private struct Adjustment {
    let adjustment: BudgetAdjustment
    /// Whether the document in force has it in its figure.
    let isRestated: Bool
  }

  mutating func loadAdjustments(_ session: borrowing Session) throws {
    let statement = """
      COPY (SELECT a.project_id, a.adjusted_on, a.amount_fen, a.is_other_funds, a.document,
        coalesce(a.adjusted_on < budget_restated_on(a.project_id, '\(day)'), false)
      FROM budget_adjustment a JOIN project p ON p.id = a.project_id
      WHERE p.department_id = ANY (\(ids)) AND a.adjusted_on <= '\(day)' ORDER BY a.project_id, a.adjusted_on, a.id)
      TO STDOUT (FORMAT binary)
      """
    var adjustments: [ProjectID: [Adjustment]] = [:]
    try session.copyOut(statement) { row in
      let project = try row.id(ProjectID.self)
      let adjustment = BudgetAdjustment(
        day: Day(postgresDays: try row.int4()), amount: Money(fen: try row.int8()),
        isOtherFunds: try row.optional(Bool.self) ?? false, document: try row.text())
      adjustments[project, default: []].append(
        Adjustment(adjustment: adjustment, isRestated: try row.optional(Bool.self) ?? false))
    }
    self.adjustments = adjustments
  }

  /// Of several observations of one day the last recorded counts.
  mutating func loadObservations(_ session: borrowing Session) throws {
    let statement = """
      COPY (SELECT o.indicator_id, o.observed_on, o.value, o.denominator, o.judgement, o.reached_on
      FROM observation o JOIN indicator i ON i.id = o.indicator_id
      WHERE i.department_id = ANY (\(ids)) AND (i.removed_by IS NULL OR NOT i.department_id = ANY (\(current)))
        AND o.fiscal_year = ANY (\(years)) AND o.observed_on <= '\(day)'
        AND NOT EXISTS (SELECT FROM observation_withdrawal w
          WHERE w.indicator_id = o.indicator_id AND w.observed_on = o.observed_on AND w.last_id >= o.id)
      ORDER BY o.indicator_id, o.observed_on, o.id) TO STDOUT (FORMAT binary)
      """
    var observations: [IndicatorID: [Observation]] = [:]
    try session.copyOut(statement) { row in
      let indicator = try row.id(IndicatorID.self)
      let day = Day(postgresDays: try row.int4())
      let value = try row.optional(Numeric.self), denominator = try row.optional(Numeric.self)
      let judgement = try row.optionalText()
      guard
        let observed = ObservedValue(
          number: value, denominator: denominator, judgement: judgement, reachedOn: try row.optional(Day.self))
      else { return }
      if observations[indicator]?.last?.day == day { observations[indicator]?.removeLast() }
      observations[indicator, default: []].append(Observation(day: day, value: observed))
    }
    self.observations = observations
  }

  /// Of indicators those that money is held against, and those that were bound otherwise before.
  private var ofMoney: String {
    aboutMoney
      ? """
       AND (i.binding IN ('spending', 'spending-each', 'spending-timeliness')
        OR EXISTS (SELECT FROM indicator_binding b WHERE b.indicator_id = i.id))
      """ : ""
  }

  mutating func loadIndicators(_ session: borrowing Session) throws {
    let statement = """
      COPY (SELECT i.id, i.project_id, i.department_id, i.target_operator, i.target_value, i.target_unit, i.undecided,
        i.binding, i.binding_category, i.binding_workdays, i.position, i.target_text
      FROM indicator i WHERE i.department_id = ANY (\(current)) AND i.removed_by IS NULL\(ofMoney)) TO STDOUT (FORMAT binary)
      """
    // Put in order here, a project at a time: that is cheaper than the server's sort of the whole group.
    var indicators: [ProjectID: [Placed]] = [:]
    var own: [DepartmentID: [Placed]] = [:]
    let (observations, background, places, departments) = (observations, background, places, departments)
    func year(_ department: DepartmentID) -> Int { places[department].map { departments[$0].identity.fiscalYear } ?? 0 }
    var targets = targets
    try session.copyOut(statement) { row in
      let id = try row.id(IndicatorID.self)
      let (project, department) = (try row.optionalID(ProjectID.self), try row.id(DepartmentID.self))
      let comparison = try row.optionalText().flatMap { Comparison(rawValue: $0) }
      let (value, unit) = (try row.optional(Numeric.self), try row.optionalText() ?? "")
      let undecided = try row.bool()
      let binding = Binding(
        name: try row.text(), category: try row.optionalText(), workdays: try row.optionalInt2().map(Int.init))
      var measure: Target.Measure?
      if let comparison, let value { measure = .init(comparison: comparison, value: Quantity(value), unit: unit) }
      let position = try row.int4()
      var facts = IndicatorFacts(
        id: id, measure: measure, isUndecided: undecided, binding: binding ?? .observation,
        observations: observations[id] ?? [])
      let text = try row.text()
      var target = Target(text: text, measure: measure)
      if let place = places[department], departments[place].parameters.targetReading != .first {
        target = targets.read(text, of: project, by: departments[place].parameters.targetReading)
        facts = facts.read(as: target, in: departments[place].identity.fiscalYear)
      }
      let placed = Placed(position: position, facts: facts.by(background, in: year(department), target: target))
      if let project {
        indicators[project, default: []].append(placed)
      } else {
        own[department, default: []].append(placed)
      }
    }
    for row in try pastIndicators(session) {
      guard let owner = places[row.department].map({ departments[$0] }) else { continue }
      let target = targets.read(row.text, of: row.project, by: owner.parameters.targetReading)
      let facts = IndicatorFacts(
        id: row.id, measure: nil, isUndecided: false, binding: row.binding, observations: observations[row.id] ?? []
      ).read(as: target, in: owner.identity.fiscalYear)
      let placed = Placed(
        position: row.position, facts: facts.by(background, in: owner.identity.fiscalYear, target: target))
      if let project = row.project {
        indicators[project, default: []].append(placed)
      } else {
        own[row.department, default: []].append(placed)
      }
    }
    for (department, list) in own {
      if let place = places[department] { self.departments[place].indicators = Placed.ordered(list) }
    }
    self.indicators = indicators.mapValues(Placed.ordered)
    self.observations = [:]
  }

  private struct PastIndicator {
    let id: IndicatorID, project: ProjectID?, department: DepartmentID
    let text: String
    let binding: Binding
    let position: Int32
  }

  /// The indicators of documents that held on the day and do no more.
  private func pastIndicators(_ session: borrowing Session) throws -> [PastIndicator] {
    guard past != noIDs else { return [] }
    return try session.rows(
      """
      SELECT i.id, i.project_id, i.department_id, v.target_text, m.binding, m.binding_category, m.binding_workdays, v.position
      FROM import_indicator m JOIN indicator i ON i.id = m.indicator_id
      JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version
      WHERE m.import_id = ANY (\(trusted: past))
      """
    ).map { row in
      let (id, project, department) = (
        try row.next(IndicatorID.self), try row.nextOptional(ProjectID.self), try row.next(DepartmentID.self)
      )
      let text = try row.next(String.self)
      let binding = Binding(
        name: try row.next(), category: try row.nextOptional(), workdays: try row.nextOptional(Int.self))
      return PastIndicator(
        id: id, project: project, department: department, text: text, binding: binding ?? .observation,
        position: Int32(try row.next(Int.self)))
    }
  }

  mutating func loadProjects(_ session: borrowing Session) throws {
    let now = """
      SELECT p.id, p.department_id, p.position, v.budget_fen, l.basis, l.months, l.share_numerators, l.share_denominators
      FROM project p
      JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      JOIN plan_version l ON l.project_id = p.id AND l.version = p.version
      WHERE p.department_id = ANY (\(current)) AND p.removed_by IS NULL
      """
    let then = """
      SELECT p.id, p.department_id, m.position, v.budget_fen, l.basis, l.months, l.share_numerators, l.share_denominators
      FROM import_project m JOIN project p ON p.id = m.project_id
      JOIN project_version v ON v.project_id = m.project_id AND v.version = m.version
      JOIN plan_version l ON l.project_id = m.project_id AND l.version = m.version
      WHERE m.import_id = ANY (\(past))
      """
    let all = past == noIDs ? now : "\(now) UNION ALL \(then)"
    let statement = """
      COPY (SELECT id, department_id, budget_fen, basis, months, share_numerators, share_denominators
      FROM (\(all)) standing ORDER BY department_id, position) TO STDOUT (FORMAT binary)
      """
    var projects: [(place: Int, facts: ProjectFacts)] = []
    let (places, departments, entries, events, indicators) = (places, departments, entries, events, indicators)
    let (background, adjustments) = (background, adjustments)
    try session.copyOut(statement) { row in
      let (id, department) = (try row.id(ProjectID.self), try row.id(DepartmentID.self))
      let budget = Money(fen: try row.int8())
      let plan = SpendingPlan(
        basis: try row.text(), months: try row.optional([Int16].self) ?? [],
        numerators: try row.optional(Nullables<Int64>.self)?.elements ?? [],
        denominators: try row.optional(Nullables<Int64>.self)?.elements ?? [])
      guard let place = places[department] else { return }
      let owner = departments[place]
      let terms = (background.terms[id] ?? []).map {
        ProjectTerms(
          from: $0.from, budget: $0.budget,
          checkpoints: $0.plan.checkpoints(
            in: owner.identity.fiscalYear, fallbackMonths: owner.parameters.fallbackMonths))
      }
      // Where the practice knows no terms, only those count that the document in force has not got in its figure.
      let adjusted = (adjustments[id] ?? []).filter { !$0.isRestated || owner.parameters.practice >= .second }
        .map(\.adjustment)
      projects.append(
        (
          place,
          ProjectFacts(
            id: id, budget: budget,
            checkpoints: plan.checkpoints(
              in: owner.identity.fiscalYear, fallbackMonths: owner.parameters.fallbackMonths),
            ledger: Ledger(entries[id] ?? []), indicators: indicators[id] ?? [], events: events[id] ?? [],
            terms: terms
          ).adjusted(by: adjusted, in: owner.identity.fiscalYear)
        ))
    }
    for project in projects { self.departments[project.place].projects.append(project.facts) }
    for place in self.departments.indices {
      let department = self.departments[place]
      self.departments[place].settledOn = background.settledOn(department.id, projects: department.projects)
    }
    self.entries = [:]
    self.indicators = [:]
  }
}

/// Targets as they were read, by their texts: a department has few different ones.
private struct ReadTargets {
  private var known: [TargetReading: [String: Target]] = [:]
  /// Those of departments themselves: the same words may mean another thing in running text.
  private var promised: [TargetReading: [String: Target]] = [:]

  mutating func read(_ text: String, of project: ProjectID?, by reading: TargetReading) -> Target {
    if let target = project == nil ? promised[reading]?[text] : known[reading]?[text] { return target }
    let target = Target(of: project, text, by: reading)
    if project == nil {
      promised[reading, default: [:]][text] = target
    } else {
      known[reading, default: [:]][text] = target
    }
    return target
  }
}

/// A rule set's name and version.
private struct RuleSetName: Hashable {
  let name: String, version: Int
}

extension SpendingPlan {
  /// A plan from its columns.
  init(basis: String, months: [Int16], numerators: [Int64?], denominators: [Int64?]) {
    let cells = zip(months, zip(numerators, denominators)).map { month, share in
      Cell(month: Int(month), share: share.0.flatMap { n in share.1.flatMap { Share(n, $0) } })
    }
    self.init(basis: Basis(rawValue: basis) ?? .absent, cells: cells)
  }
}
