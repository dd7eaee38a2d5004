package import Domain
internal import Postgres

extension Store {
  /// What the auditor's questions need of a department, as of the end of a day.
  package func auditFacts(of department: DepartmentID, asOf day: Day) async throws -> AuditFacts {
    try await read { session in
      let changes = try session.rows(
        """
        SELECT v.indicator_id, o.target_text, v.target_text, m.effective_on
        FROM indicator i JOIN indicator_version v ON v.indicator_id = i.id
        JOIN indicator_version o ON o.indicator_id = v.indicator_id AND o.version = v.version - 1
        JOIN import m ON m.id = v.import_id
        WHERE i.department_id = \(department) AND i.removed_by IS NULL AND v.target_text <> o.target_text
          AND m.effective_on <= \(day)
        ORDER BY v.indicator_id, v.version
        """
      ).map {
        DoubtMaterial.Change(
          indicator: try $0.next(), old: try $0.next(), new: try $0.next(), day: try $0.next())
      }
      let carried = try session.rows(
        """
        SELECT p.code, p.fiscal_year FROM project p
        JOIN project_version v ON v.project_id = p.id AND v.version = p.version
        WHERE v.carry_over AND p.removed_by IS NULL AND p.division = (SELECT division FROM department WHERE id = \(department))
          AND p.code IN (SELECT code FROM project WHERE department_id = \(department) AND removed_by IS NULL)
        ORDER BY p.code, p.fiscal_year
        """
      ).map { (try $0.next(String.self), try $0.next(Int.self)) }
      let bare = try session.rows(
        """
        SELECT id FROM (
          SELECT DISTINCT ON (i.id) i.id, o.evidence, o.id AS row
          FROM indicator i JOIN observation o ON o.indicator_id = i.id
          WHERE i.department_id = \(department) AND i.removed_by IS NULL AND o.observed_on <= \(day)
            AND o.fiscal_year = (SELECT fiscal_year FROM department WHERE id = \(department))
            AND NOT EXISTS (SELECT FROM observation_withdrawal w
              WHERE w.indicator_id = o.indicator_id AND w.observed_on = o.observed_on AND w.last_id >= o.id)
          ORDER BY i.id, o.observed_on DESC, o.id DESC) last
        WHERE coalesce(evidence, '') = ''
          AND NOT EXISTS (SELECT FROM evidence_file f WHERE f.indicator_id = last.id AND f.observation_id = last.row
            AND NOT EXISTS (SELECT FROM evidence_withdrawal x WHERE x.file_id = f.id))
        """
      ).map { try $0.next(IndicatorID.self) }
      return AuditFacts(
        changes: changes, carriedYears: Dictionary(grouping: carried, by: \.0).mapValues { $0.map(\.1) },
        withoutEvidence: Set(bare), findings: try Store.findings(of: department, asOf: day, session))
    }
  }

  private static func findings(
    of department: DepartmentID, asOf day: Day, _ session: borrowing Session
  ) throws -> [KeptFinding] {
    try session.rows(
      """
      SELECT severity, code, project_code, message, place FROM finding
      WHERE import_id = import_in_force(\(department), \(day)) ORDER BY position
      """
    ).map { row in
      let severity: Finding.Severity = try known(try row.next())
      let (code, project) = (try row.next(String.self), try row.nextOptional(String.self))
      return KeptFinding(
        severity: severity, code: code, project: project.flatMap { ProjectCode(kept: $0) }, message: try row.next(),
        place: try row.next())
    }
  }
}
