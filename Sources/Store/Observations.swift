package import Domain
internal import Postgres

/// An indicator a person may mean, with what is needed to take a value for it.
package struct IndicatorEntry: Hashable, Sendable {
  /// Its row.
  package let id: IndicatorID
  /// Its place in the table.
  package let position: Int
  /// Its level-3 name.
  package let name: String
  /// Its target.
  package let target: Target
  /// How its value is obtained.
  package let bound: Binding
  /// The fiscal year.
  package let fiscalYear: Int
  /// The reading of the rules it is judged by.
  package let practice: Practice
}

extension IndicatorEntry {
  /// The indicator a person means by a number or by its name, or a part of it that only one has; or the one that a page names.
  package static func choose(_ text: String, from entries: [IndicatorEntry]) throws(Refusal) -> IndicatorEntry {
    if let id = IndicatorID(reference: text) {
      guard let entry = entries.first(where: { $0.id == id }) else { throw Refusal.indicator(.gone) }
      return entry
    }
    let list = entries.map { "\($0.position).\($0.name)" }
    if let position = Int(text.normalised) {
      if let entry = entries.first(where: { $0.position == position }) { return entry }
      throw Refusal.indicator(.noNumber(position, list))
    }
    let name = text.withoutBlanks
    let exact = entries.filter { $0.name == name }
    let found = exact.isEmpty ? entries.filter { $0.name.contains(name) } : exact
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else { throw Refusal.indicator(.noName(text, list)) }
    let matches = found.map { "\($0.position).\($0.name)（\($0.target.text)）" }
    throw Refusal.indicator(.ambiguous(text, matches))
  }

  /// Several: `1-3,5`, `all`, or one by its name.
  package static func chooseSeveral(_ text: String, from entries: [IndicatorEntry]) throws(Refusal)
    -> [IndicatorEntry]
  {
    let clean = text.withoutBlanks.normalised
    if clean == "all" || clean == "全部" { return entries }
    let parts = clean.split(whereSeparator: { ",，、".contains($0) })
    guard parts.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") } }), !parts.isEmpty else {
      return [try choose(text, from: entries)]
    }
    var chosen: [IndicatorEntry] = []
    for part in parts {
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last, last - first < 1_000 else {
        throw Refusal.indicator(.notARange(String(part)))
      }
      for position in first...last { chosen.append(try choose(String(position), from: entries)) }
    }
    return chosen
  }

  /// Refuses a binding whose values could not be held against the target.
  package func checkBinding(_ binding: Binding) throws(Refusal) {
    let wanted: IndicatorRefusal.Wanted? =
      switch binding {
      case .observation, .workdayDeadline: nil
      case .spendingTimeliness, .budgetExecution, .fundsArrived: target.measure?.kind == .rate ? nil : .rate
      case .spending, .spendingEach: target.measure?.money != nil ? nil : .money
      }
    guard let wanted else { return }
    throw Refusal.indicator(.bindingUnfit(name, target: target.text, wanted: wanted, binding))
  }

  /// The indicator as its values are checked.
  package var context: ValueContext {
    ValueContext(name: name, target: target, binding: bound, fiscalYear: fiscalYear, practice: practice)
  }
}

extension Store {
  /// The standing indicators of a project.
  package func indicators(project: ProjectID) async throws -> [IndicatorEntry] {
    try await entries("WHERE i.project_id = \(project)")
  }

  /// The standing indicators a form has rows of.
  ///
  /// - Parameter day: whose document the rows follow: a form of a month that is over goes on by the one of its end, whatever came later.
  package func indicators(of key: FormKey, asOf day: Day) async throws -> [IndicatorEntry] {
    try await ask { session in
      let document = try Store.document(of: key.department, asOf: day, session)
      return try Store.entries(
        """
        SELECT i.id, v.position, v.level3, v.target_text, i.binding, i.binding_category, i.binding_workdays::bigint,
          d.fiscal_year, d.id, i.project_id
        FROM import_indicator m JOIN indicator i ON i.id = m.indicator_id
        JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version
        JOIN department d ON d.id = i.department_id
        WHERE m.import_id = \(document) AND i.project_id IS NOT DISTINCT FROM \(key.owner.project) ORDER BY v.position
        """, session)
    }
  }

  /// The department's own indicators.
  package func indicators(department id: DepartmentID) async throws -> [IndicatorEntry] {
    try await entries("WHERE i.department_id = \(id) AND i.project_id IS NULL")
  }

  private func entries(_ scope: Query) async throws -> [IndicatorEntry] {
    try await ask { session in
      try Store.entries(
        scope.wrapped(
          """
          SELECT i.id, i.position, i.level3, i.target_text, i.binding, i.binding_category, i.binding_workdays::bigint,
            d.fiscal_year, d.id, i.project_id
          FROM indicator i JOIN department d ON d.id = i.department_id
          """, "AND i.removed_by IS NULL ORDER BY d.fiscal_year DESC, i.position"), session)
    }
  }

  private static func entries(_ query: Query, _ session: borrowing Session) throws -> [IndicatorEntry] {
    let rows = try session.rows(query).map { row in
      (
        id: try row.next(IndicatorID.self), position: try row.next(Int.self), name: try row.next(String.self),
        target: try row.next(String.self),
        bound: Binding(
          name: try row.next(), category: try row.nextOptional(), workdays: try row.nextOptional(Int.self))
          ?? .observation, fiscalYear: try row.next(Int.self),
        department: try row.next(DepartmentID.self), project: try row.nextOptional(ProjectID.self)
      )
    }
    var rules: [DepartmentID: Parameters] = [:]
    for department in Set(rows.map(\.department)) {
      rules[department] = Parameters.parse(try Store.ruleSet(of: department, session)).0
    }
    return rows.map { row in
      IndicatorEntry(
        id: row.id, position: row.position, name: row.name,
        target: Target(of: row.project, row.target, by: rules[row.department]?.targetReading ?? .first),
        bound: row.bound,
        fiscalYear: row.fiscalYear, practice: rules[row.department]?.practice ?? .first)
    }
  }

  /// Keeps an observation. The same as the last of that day adds nothing; another one of that day counts from now on.
  ///
  /// - Returns: whether something was added, and the value of that day it takes the place of, if any.
  package func append(
    _ observation: Observation, to indicator: IndicatorID, evidence: String?
  ) async throws -> (isNew: Bool, former: ObservedValue?) {
    try await write { try Store.append(observation, to: indicator, evidence: evidence, $0) }
  }

  @discardableResult
  static func append(
    _ observation: Observation, to indicator: IndicatorID, evidence: String?, _ session: borrowing Session
  ) throws -> (isNew: Bool, former: ObservedValue?) {
    var value: Numeric?, denominator: Numeric?, judgement: String?, reached: Day?
    switch observation.value {
    case .number(let number): value = number.numeric
    case .outOf(let n, let d): (value, denominator) = (n.numeric, d.numeric)
    case .band(let band): judgement = band.rawValue
    case .day(let day): reached = day
    }
    let year = try Store.heldYear(of: indicator, session)
    let former = try standing(indicator, year, on: observation.day, session)
    if let reached { judgement = try Store.judgement(of: reached, indicator, session) }
    guard former?.value != observation.value || former?.evidence != evidence else { return (false, nil) }
    try session.run(
      """
      INSERT INTO observation (
        indicator_id, fiscal_year, observed_on, value, denominator, judgement, reached_on, evidence)
      VALUES (\(indicator), \(year), \(observation.day), \(value), \(denominator), \(judgement), \(reached), \(evidence))
      """)
    return (true, former?.value)
  }

  /// What was last recorded for a day, and what it rests on; nil where nothing was.
  static func standing(
    _ indicator: IndicatorID, _ year: Int16, on day: Day, _ session: borrowing Session
  ) throws -> (value: ObservedValue, evidence: String?, id: Int64)? {
    try session.rows(
      """
      SELECT o.value, o.denominator, o.judgement, o.reached_on, o.evidence, o.id FROM observation o
      WHERE o.indicator_id = \(indicator) AND o.fiscal_year = \(year) AND o.observed_on = \(day)
        AND NOT EXISTS (SELECT FROM observation_withdrawal w
          WHERE w.indicator_id = o.indicator_id AND w.observed_on = o.observed_on AND w.last_id >= o.id)
      ORDER BY o.id DESC LIMIT 1
      """
    ).first { row in
      let value = ObservedValue(
        number: try row.nextOptional(), denominator: try row.nextOptional(), judgement: try row.nextOptional(),
        reachedOn: try row.nextOptional())
      return (value, try row.nextOptional(String.self), try row.next(Int64.self))
    }.flatMap { value, evidence, id in value.map { ($0, evidence, id) } }
  }

  /// Takes back what was recorded of an indicator for a day; nil where nothing was.
  package func withdraw(
    valueOf indicator: IndicatorID, on day: Day, reason: String?
  ) async throws -> ObservedValue? {
    try await write { session in
      let year = try Store.heldYear(of: indicator, session)
      guard let standing = try Store.standing(indicator, year, on: day, session) else { return nil }
      try session.run(
        """
        INSERT INTO observation_withdrawal (indicator_id, fiscal_year, observed_on, last_id, reason)
        VALUES (\(indicator), \(year), \(day), \(standing.id), \(reason))
        """)
      return standing.value
    }
  }

  /// Holds an indicator and gives its fiscal year.
  static func heldYear(of indicator: IndicatorID, _ session: borrowing Session) throws -> Int16 {
    let year = try session.rows(
      """
      SELECT d.fiscal_year::bigint FROM indicator i JOIN department d ON d.id = i.department_id
      WHERE i.id = \(indicator) FOR UPDATE OF i
      """
    ).first { try $0.next(Int64.self) }
    guard let year else { throw Refusal.indicator(.gone) }
    try requireKept([Int(year)], session)
    return Int16(year)
  }

  /// What a day says of a target that is a date, by the document as it stands.
  private static func judgement(of day: Day, _ indicator: IndicatorID, _ session: borrowing Session) throws -> String {
    let found = try session.rows(
      """
      SELECT i.target_text, d.fiscal_year FROM indicator i JOIN department d ON d.id = i.department_id
      WHERE i.id = \(indicator)
      """
    ).first { (Target(parsing: try $0.next(), by: .second), try $0.next(Int.self)) }
    guard let (target, year) = found, let deadline = target.deadline,
      let band = ObservedValue.day(day).band(by: deadline.on(year))
    else { throw Refusal.indicator(.noDeadline(target: found?.0.text ?? "")) }
    return band.rawValue
  }

  /// Takes back that a department handed in a form on paper; nil where none is recorded.
  ///
  /// - Throws: `submitted-by-forms` where it was handed in form by form, which are withdrawn one by one.
  package func withdraw(
    _ form: DepartmentForm, through month: Int, of department: DepartmentID, on day: Day
  ) async throws -> FormSubmission? {
    try await write { session in
      let isByForms = try session.rows(
        """
        SELECT EXISTS (SELECT FROM form WHERE department_id = \(department) AND kind = \(form.rawValue)
          AND month = \(Int16(month)) AND state IN ('submitted', 'approved'))
        """
      ).first { try $0.next(Bool.self) }
      if isByForms == true { throw Refusal.form(.submittedByForms) }
      return try session.rows(
        """
        UPDATE form_submission SET withdrawn_on = greatest(\(day), submitted_on)
        WHERE department_id = \(department) AND form = \(form.rawValue) AND month = \(Int16(month))
          AND withdrawn_on IS NULL RETURNING submitted_on
        """
      ).first { FormSubmission(form: form, month: month, day: try $0.next()) }
    }
  }

  /// Keeps that a department handed in a form. The same form of the same period again adds nothing.
  ///
  /// - Returns: whether something was added.
  package func append(_ submission: FormSubmission, of department: DepartmentID, by actor: String) async throws -> Bool
  {
    try await write { session in
      try session.run(
        """
        INSERT INTO form_submission (department_id, form, month, submitted_on, actor)
        VALUES (\(department), \(submission.form.rawValue), \(Int16(submission.month)), \(submission.day), \(actor))
        ON CONFLICT DO NOTHING
        """) > 0
    }
  }
}

extension ObservedValue {
  /// A value as it is kept; nil for one of a newer program.
  init?(number: Numeric?, denominator: Numeric?, judgement: String?, reachedOn: Day?) {
    if let reachedOn {
      self = .day(reachedOn)
    } else if let number, let denominator {
      self = .outOf(numerator: Quantity(number), denominator: Quantity(denominator))
    } else if let number {
      self = .number(Quantity(number))
    } else if let band = judgement.flatMap({ Band(rawValue: $0) }) {
      self = .band(band)
    } else {
      return nil
    }
  }
}
