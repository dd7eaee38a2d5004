package import Domain
internal import Postgres

/// A form that was handed in and not judged yet.
package struct SubmittedForm: Hashable, Sendable {
  /// Whose it is; code and name of the project, nil for the department's own.
  package let department: DepartmentIdentity, project: String?, name: String?
  /// Which form, through which month, and which version.
  package let form: DepartmentForm, month: Int, version: Int
  /// How far it has come.
  package let step: FormStep
  /// Who handed it in, and when.
  package let by: String, on: Day
  /// Everybody who had a hand in it.
  package let hands: Set<String>
}

extension Store {
  /// The forms in sight that wait for being judged, the ones that wait longest first.
  package func submittedForms() async throws -> [SubmittedForm] {
    try await read { session in
      try session.rows(
        """
        SELECT d.division, d.code, d.name, d.fiscal_year, p.code, v.name, f.kind, f.month::bigint, f.version::bigint,
          f.last_transition::bigint, t.actor, t.day,
          (SELECT coalesce(string_agg(DISTINCT e.actor, E'\\n'), '') FROM form_entry e WHERE e.form_id = f.id)
        FROM form f JOIN department d ON d.id = f.department_id
        LEFT JOIN project p ON p.id = f.project_id
        LEFT JOIN project_version v ON v.project_id = p.id AND v.version = p.version
        CROSS JOIN LATERAL (
          SELECT x.actor, x.day FROM form_transition x WHERE x.form_id = f.id AND x.kind = 'submitted'
          ORDER BY x.number DESC LIMIT 1) t
        WHERE f.state = 'submitted'
          AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name))
        ORDER BY t.day, f.id
        """
      ).map { row in
        let department = try Store.identity(&row)
        let (project, name) = (try row.nextOptional(String.self), try row.nextOptional(String.self))
        let form: DepartmentForm = try Store.known(try row.next())
        let (month, version) = (try row.next(Int.self), try row.next(Int.self))
        let step = FormStep(version: version, number: try row.next(Int.self))
        let (actor, day) = (try row.next(String.self), try row.next(Day.self))
        let hands = try row.next(String.self).split(separator: "\n").map(String.init)
        return SubmittedForm(
          department: department, project: project, name: name, form: form, month: month, version: version, step: step,
          by: actor, on: day, hands: Set(hands + [actor]))
      }
    }
  }

  /// What was handed in of a form, the earliest first, over all its versions.
  ///
  /// - Parameter seen: as of the end of which day it is looked at; nil for all.
  package func handedIn(of key: FormKey, seen: Day? = nil) async throws -> [String] {
    try await read { session in
      try session.rows(
        """
        SELECT s.content FROM form f JOIN form_snapshot s ON s.form_id = f.id
        JOIN form_transition t ON t.form_id = s.form_id AND t.number = s.number
        WHERE f.department_id = \(key.department) AND f.project_id IS NOT DISTINCT FROM \(key.owner.project)
          AND f.kind = \(key.form.rawValue) AND f.month = \(Int16(key.month))
          AND (\(seen)::date IS NULL OR t.day <= \(seen))
        ORDER BY f.version, s.number
        """
      ).map { try $0.next(String.self) }
    }
  }
}
