internal import Domain
internal import Postgres

extension Store {
  /// The versions of a department's forms of a period, earliest first, by the project's row.
  static func versions(
    of department: Int64, _ form: DepartmentForm, _ month: Int, snapshots: Bool, _ session: borrowing Session
  ) throws -> [Int64?: [FormVersion]] {
    let rows = try session.rows(
      """
      SELECT id, project_id, version, state FROM form
      WHERE department_id = \(department) AND kind = \(form.rawValue) AND month = \(Int16(month)) ORDER BY id
      """
    ).map { row in
      let (id, project) = (try row.next(Int64.self), try row.nextOptional(Int64.self))
      let (number, state): (Int, FormState) = (try row.next(), try Store.known(try row.next()))
      return (id: id, project: project, number: number, state: state)
    }
    guard !rows.isEmpty else { return [:] }
    let ids = rows.map(\.id)
    let (entries, fillers) = try entries(of: ids, session)
    let transitions = try transitions(of: ids, session)
    let contents = snapshots ? try contents(of: ids, session) : [:]
    var versions: [Int64?: [FormVersion]] = [:]
    for row in rows {
      versions[row.project, default: []].append(
        FormVersion(
          id: row.id, project: row.project, number: row.number,
          progress: FormProgress(
            state: row.state, fillers: fillers[row.id] ?? [], transitions: transitions[row.id] ?? []),
          filling: Filling(entries[row.id] ?? []), snapshot: row.state.isIn ? contents[row.id] : nil))
    }
    return versions
  }

  private static func entries(
    of forms: [Int64], _ session: borrowing Session
  ) throws -> (entries: [Int64: [FormEntry]], fillers: [Int64: Set<String>]) {
    var entries: [Int64: [FormEntry]] = [:]
    var fillers: [Int64: Set<String>] = [:]
    _ = try session.rows(
      """
      SELECT form_id, field, indicator_id, value, reason, actor FROM form_entry
      WHERE form_id = ANY (\(forms)) ORDER BY form_id, id
      """
    ).map { row in
      let (form, field) = (try row.next(Int64.self), try row.next(String.self))
      let indicator = try row.nextOptional(Int64.self)
      let (value, reason) = (try row.next(String.self), try row.nextOptional(String.self))
      fillers[form, default: []].insert(try row.next(String.self))
      // A field of a newer program is not ours to read.
      guard let name = FormField.Name(rawValue: field) else { return }
      entries[form, default: []].append(
        FormEntry(kept: FormField(name, indicator: indicator), value: value, reason: reason))
    }
    return (entries, fillers)
  }

  private static func transitions(
    of forms: [Int64], _ session: borrowing Session
  ) throws -> [Int64: [FormTransition]] {
    let rows = try session.rows(
      """
      SELECT form_id, number, kind, actor, day, note FROM form_transition
      WHERE form_id = ANY (\(forms)) ORDER BY form_id, number
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
  private static func contents(of forms: [Int64], _ session: borrowing Session) throws -> [Int64: String] {
    let rows = try session.rows(
      """
      SELECT DISTINCT ON (form_id) form_id, content FROM form_snapshot
      WHERE form_id = ANY (\(forms)) ORDER BY form_id, number DESC
      """
    ).map { (try $0.next(Int64.self), try $0.next(String.self)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The department's own sheet: its goal, its indicators, and its basic spending by the last document.
  static func departmentSheet(of department: Int64, _ session: borrowing Session) throws -> DepartmentSheet {
    let goal = try session.rows("SELECT overall_goal FROM department WHERE id = \(department)").first {
      try $0.next(String.self)
    }
    let indicators = try session.rows(
      """
      SELECT id, level1, level2, level3, target_text FROM indicator
      WHERE department_id = \(department) AND project_id IS NULL AND removed_by IS NULL ORDER BY position
      """
    ).map { row in
      ProjectSheet.Indicator(
        id: try row.next(), level1: try row.next(), level2: try row.next(), level3: try row.next(),
        target: Target(parsing: try row.next()))
    }
    let basic = try session.rows(
      """
      SELECT amounts_fen[2] FROM budget_line
      WHERE import_id = (SELECT max(id) FROM import WHERE department_id = \(department))
        AND budget_table = '支出功能分类' AND code = '' LIMIT 1
      """
    ).first { try $0.nextOptional(Int64.self) }
    return DepartmentSheet(
      goal: goal ?? "", indicators: indicators, basicBudget: (basic ?? nil).map { Money(fen: $0) })
  }

  static func calendar(_ session: borrowing Session) throws -> WorkCalendar {
    WorkCalendar(
      try session.rows("SELECT day, worked, name FROM calendar_day ORDER BY day").map {
        .init(day: try $0.next(), isWorked: try $0.next(), name: try $0.next())
      })
  }
}
