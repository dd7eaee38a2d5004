internal import Domain
internal import Postgres

extension Store {
  /// The versions of a department's forms of a period, earliest first.
  ///
  /// - Parameter seen: the day as of whose end they are looked at: what was filled in or done later is not there; nil for
  ///   all.
  static func versions(
    of department: DepartmentID, _ form: DepartmentForm, _ month: Int, snapshots: Bool, seen: Day? = nil,
    _ session: borrowing Session
  ) throws -> [FormOwner: [FormVersion]] {
    let rows = try session.rows(
      """
      SELECT id, project_id, version, state FROM form
      WHERE department_id = \(department) AND kind = \(form.rawValue) AND month = \(Int16(month)) ORDER BY id
      """
    ).map { row in
      let (id, owner) = (try row.next(Int64.self), FormOwner(project: try row.nextOptional()))
      let (number, state): (Int, FormState) = (try row.next(), try Store.known(try row.next()))
      return (id: id, owner: owner, number: number, state: state)
    }
    guard !rows.isEmpty else { return [:] }
    let ids = rows.map(\.id)
    let (entries, fillers) = try entries(of: ids, seen, session)
    let transitions = try transitions(of: ids, seen, session)
    let contents = snapshots ? try contents(of: ids, seen, session) : [:]
    var versions: [FormOwner: [FormVersion]] = [:]
    for row in rows {
      let done = transitions[row.id] ?? []
      // A version nobody had touched by then was not there.
      if seen != nil, done.isEmpty, fillers[row.id] == nil { continue }
      let state = seen == nil ? row.state : FormState(after: done.last?.kind)
      versions[row.owner, default: []].append(
        FormVersion(
          id: row.id, owner: row.owner, number: row.number,
          progress: FormProgress(
            state: state, fillers: fillers[row.id] ?? [], transitions: done),
          filling: Filling(entries[row.id] ?? []), snapshot: state.isIn ? contents[row.id] : nil))
    }
    return versions
  }

  private static func entries(
    of forms: [Int64], _ seen: Day?, _ session: borrowing Session
  ) throws -> (entries: [Int64: [FormEntry]], fillers: [Int64: Set<String>]) {
    var entries: [Int64: [FormEntry]] = [:]
    var fillers: [Int64: Set<String>] = [:]
    _ = try session.rows(
      """
      SELECT form_id, field, indicator_id, value, reason, actor FROM form_entry
      WHERE form_id = ANY (\(forms)) AND (\(seen)::date IS NULL OR filled_on <= \(seen)) ORDER BY form_id, id
      """
    ).map { row in
      let (form, field) = (try row.next(Int64.self), try row.next(String.self))
      let indicator = try row.nextOptional(IndicatorID.self)
      let (value, reason) = (try row.next(String.self), try row.nextOptional(String.self))
      fillers[form, default: []].insert(try row.next(String.self))
      // A field or a value of a newer program is not ours to read; the other forms of the department are.
      guard let name = FormField.Name(rawValue: field),
        let entry = try? FormEntry(kept: value, in: FormField(name, indicator: indicator), reason: reason)
      else { return }
      entries[form, default: []].append(entry)
    }
    return (entries, fillers)
  }

  private static func transitions(
    of forms: [Int64], _ seen: Day?, _ session: borrowing Session
  ) throws -> [Int64: [FormTransition]] {
    let rows = try session.rows(
      """
      SELECT form_id, number, kind, actor, day, note FROM form_transition
      WHERE form_id = ANY (\(forms)) AND (\(seen)::date IS NULL OR day <= \(seen)) ORDER BY form_id, number
      """
    ).map { row in
      (
        try row.next(Int64.self),
        FormTransition(
          number: try row.next(), kind: try row.next(), actor: try row.next(), day: try row.next(),
          note: try row.nextOptional())
      )
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }

  /// What was last handed in of each.
  static func contents(
    of forms: [Int64], _ seen: Day?, _ session: borrowing Session
  ) throws -> [Int64: String] {
    let rows = try session.rows(
      """
      SELECT DISTINCT ON (s.form_id) s.form_id, s.content
      FROM form_snapshot s JOIN form_transition t ON t.form_id = s.form_id AND t.number = s.number
      WHERE s.form_id = ANY (\(forms)) AND (\(seen)::date IS NULL OR t.day <= \(seen)) ORDER BY s.form_id, s.number DESC
      """
    ).map { (try $0.next(Int64.self), try $0.next(String.self)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The department's own sheet: its goal, its indicators, and its basic spending, by the document that holds on a day.
  static func departmentSheet(
    of department: DepartmentID, asOf day: Day?, _ session: borrowing Session
  ) throws -> DepartmentSheet {
    let document = try document(of: department, asOf: day, session)
    let reading = try targetReading(of: department, asOf: day, session)
    let goal = try session.rows(
      """
      SELECT coalesce((SELECT overall_goal FROM import WHERE id = \(document)), d.overall_goal)
      FROM department d WHERE d.id = \(department)
      """
    ).first { try $0.next(String.self) }
    let indicators = try session.rows(
      """
      SELECT i.id, v.level1, v.level2, v.level3, v.target_text
      FROM import_indicator m JOIN indicator i ON i.id = m.indicator_id
      JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version
      WHERE m.import_id = \(document) AND i.project_id IS NULL ORDER BY v.position
      """
    ).map { row in
      ProjectSheet.Indicator(
        id: try row.next(), level1: try row.next(), level2: try row.next(), level3: try row.next(),
        target: Target(promised: try row.next(), by: reading))
    }
    let totals = try session.rows(
      """
      SELECT amounts_fen[1], amounts_fen[2] FROM budget_line
      WHERE import_id = \(document) AND budget_table = '支出功能分类' AND code = '' LIMIT 1
      """
    ).first { (total: try $0.nextOptional(Int64.self), basic: try $0.nextOptional(Int64.self)) }
    return DepartmentSheet(
      goal: goal ?? "", indicators: indicators, basicBudget: totals?.basic.map { Money(fen: $0) },
      approvedTotal: totals?.total.map { Money(fen: $0) })
  }

  static func calendar(_ session: borrowing Session) throws -> WorkCalendar {
    WorkCalendar(
      try session.rows("SELECT day, worked, name FROM calendar_day ORDER BY day").map {
        .init(day: try $0.next(), isWorked: try $0.next(), name: try $0.next())
      })
  }
}
