internal import Domain
internal import Postgres

/// Holds the projects of a document against the kept ones and writes what differs.
struct ProjectKeeper {
  var outcome: ImportOutcome
  let importID: Int64
  let fiscalYear: Int

  /// A kept project as it stands.
  private struct Kept {
    let id: Int64
    let departmentID: Int64
    let department: String
    let position: Int
    let version: Int
    let isRemoved: Bool
  }

  mutating func keep(_ projects: [ProjectBudget], _ session: borrowing Session) throws {
    let kept = try keptProjects(projects.map(\.code.text), session)
    for (index, project) in projects.enumerated() {
      let id: Int64
      if let known = kept[project.code.text] {
        guard known.departmentID == outcome.departmentID else {
          throw StoreError(
            "project-of-another-department",
            "项目 \(project.code)（\(project.name)）已属于“\(known.department)”，没有导入。若部门更名，请先联系管理员合并部门。")
        }
        id = known.id
        try update(known, project, position: index + 1, session)
      } else {
        id = try add(project, position: index + 1, session)
      }
      try keepIndicators(project.indicators, of: id, session)
    }
    outcome.removed = try session.run(
      """
      UPDATE project SET removed_by = \(importID)
      WHERE department_id = \(outcome.departmentID) AND removed_by IS NULL AND code <> ALL (\(projects.map(\.code.text)))
      """)
  }

  private func keptProjects(_ codes: [String], _ session: borrowing Session) throws -> [String: Kept] {
    let rows = try session.rows(
      """
      SELECT p.code, p.id, p.department_id, d.name, p.position, p.version, p.removed_by IS NOT NULL
      FROM project p JOIN department d ON d.id = p.department_id
      WHERE p.fiscal_year = \(Int16(fiscalYear)) AND p.code = ANY (\(codes)) FOR UPDATE OF p
      """
    ).map { row in
      (
        try row.next(String.self),
        Kept(
          id: try row.next(), departmentID: try row.next(), department: try row.next(), position: try row.next(),
          version: try row.next(), isRemoved: try row.next())
      )
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  private mutating func add(_ project: ProjectBudget, position: Int, _ session: borrowing Session) throws -> Int64 {
    let id = try session.rows(
      """
      INSERT INTO project (department_id, fiscal_year, code, position, version)
      VALUES (\(outcome.departmentID), \(Int16(fiscalYear)), \(project.code.text), \(Int32(position)), 1) RETURNING id
      """
    ).first { try $0.next(Int64.self) }
    guard let id else { throw StoreError("project-vanished", "项目记录写入失败，请重试。") }
    try addVersion(1, of: id, project, session)
    outcome.added += 1
    return id
  }

  private mutating func update(
    _ kept: Kept, _ project: ProjectBudget, position: Int, _ session: borrowing Session
  ) throws {
    let isSame = try current(kept, session) == content(project)
    if isSame { outcome.unchanged += 1 } else { outcome.changed += 1 }
    let version = isSame ? kept.version : kept.version + 1
    if !isSame { try addVersion(version, of: kept.id, project, session) }
    if !isSame || kept.isRemoved || kept.position != position {
      try session.run(
        """
        UPDATE project SET version = \(Int32(version)), removed_by = NULL, position = \(Int32(position))
        WHERE id = \(kept.id)
        """)
    }
  }

  private func addVersion(
    _ version: Int, of id: Int64, _ project: ProjectBudget, _ session: borrowing Session
  ) throws {
    try session.run(
      """
      INSERT INTO project_version (project_id, version, import_id, name, budget_fen, fiscal_funds_fen, other_funds_fen,
        carry_over, purpose, goals)
      VALUES (\(id), \(Int32(version)), \(importID), \(project.name), \(project.budget), \(project.fiscalFunds),
        \(project.otherFunds), \(project.isCarryOver(in: fiscalYear)), \(project.purpose), \(project.goals))
      """)
    let cells = project.plan.cells
    try session.run(
      """
      INSERT INTO plan_version (project_id, version, basis, months, share_numerators, share_denominators)
      VALUES (\(id), \(Int32(version)), \(project.plan.basis.rawValue), \(cells.map { Int16($0.month) }),
        \(Nullables(cells.map { $0.share?.numerator })), \(Nullables(cells.map { $0.share?.denominator })))
      """)
  }

  /// A version's content in one text, to see whether a document changed it.
  private func content(_ project: ProjectBudget) -> [String] {
    let plan = project.plan.cells.map { cell in
      "\(cell.month):" + (cell.share.map { "\($0.numerator)/\($0.denominator)" } ?? "")
    }
    return [
      project.name, project.budget.yuan, project.fiscalFunds.yuan, project.otherFunds.yuan, project.purpose,
      project.plan.basis.rawValue,
    ] + plan + project.goals
  }

  private func current(_ kept: Kept, _ session: borrowing Session) throws -> [String] {
    try session.rows(
      """
      SELECT v.name, v.budget_fen, v.fiscal_funds_fen, v.other_funds_fen, v.purpose, v.goals, l.basis, l.months,
        l.share_numerators, l.share_denominators
      FROM project_version v JOIN plan_version l ON l.project_id = v.project_id AND l.version = v.version
      WHERE v.project_id = \(kept.id) AND v.version = \(Int32(kept.version))
      """
    ).first { row in
      let (name, budget, fiscal, other) = (
        try row.next(String.self), try row.next(Money.self), try row.next(Money.self), try row.next(Money.self)
      )
      let (purpose, goals, basis) = (try row.next(String.self), try row.next([String].self), try row.next(String.self))
      let (months, numerators, denominators) = (
        try row.next([Int16].self), try row.next(Nullables<Int64>.self), try row.next(Nullables<Int64>.self)
      )
      let plan = zip(months, zip(numerators.elements, denominators.elements)).map { month, share in
        "\(month):" + (share.0.flatMap { n in share.1.map { "\(n)/\($0)" } } ?? "")
      }
      return [name, budget.yuan, fiscal.yuan, other.yuan, purpose, basis] + plan + goals
    } ?? []
  }
}
