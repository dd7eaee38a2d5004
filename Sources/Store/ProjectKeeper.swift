internal import Domain
internal import Postgres

/// Holds the projects of a document against the kept ones and writes what differs.
struct ProjectKeeper {
  var outcome: ImportOutcome
  let importID: Int64
  let fiscalYear: Int
  let kept: KeptBudget
  /// By which reading bindings are proposed.
  let practice: Practice

  mutating func keep(_ projects: [ProjectBudget], _ session: borrowing Session) throws {
    for (index, project) in projects.enumerated() {
      let id: ProjectID
      let known = kept.projects[project.code]
      if let known {
        id = known.id
        try update(known, project, position: index + 1, session)
      } else {
        id = try add(project, position: index + 1, session)
      }
      try keep(
        Indicator.proposingBindings(project.indicators, by: practice), kept: known?.keptIndicators ?? [],
        removed: known?.removedIndicators ?? [], project: id,
        session)
    }
    outcome.removed = try session.run(
      """
      UPDATE project SET removed_by = \(importID)
      WHERE department_id = \(outcome.departmentID) AND removed_by IS NULL AND code <> ALL (\(projects.map(\.code.text)))
      """)
    try keepContents(session)
  }

  /// What stands in this document, by which past days are answered for.
  private func keepContents(_ session: borrowing Session) throws {
    try session.run(
      """
      INSERT INTO import_project (import_id, project_id, version, position)
      SELECT \(importID), id, version, position FROM project
      WHERE department_id = \(outcome.departmentID) AND removed_by IS NULL
      """)
  }

  /// The same for the indicators, once all are written.
  func keepIndicatorContents(_ session: borrowing Session) throws {
    try session.run(
      """
      INSERT INTO import_indicator (import_id, indicator_id, version, binding, binding_category, binding_workdays)
      SELECT \(importID), id, version, binding, binding_category, binding_workdays FROM indicator
      WHERE department_id = \(outcome.departmentID) AND removed_by IS NULL
      """)
  }

  private mutating func add(_ project: ProjectBudget, position: Int, _ session: borrowing Session) throws -> ProjectID {
    let id = try session.rows(
      """
      INSERT INTO project (department_id, division, fiscal_year, code, position, version)
      SELECT id, division, \(Int16(fiscalYear)), \(project.code.text), \(Int32(position)), 1 FROM department
      WHERE id = \(outcome.departmentID) RETURNING id
      """
    ).only { try $0.next(ProjectID.self) }
    try addVersion(1, of: id, project, session)
    outcome.added += 1
    return id
  }

  private mutating func update(
    _ known: KeptBudget.Project, _ project: ProjectBudget, position: Int, _ session: borrowing Session
  ) throws {
    let isSame = known.budget.hasContents(of: project)
    if isSame { outcome.unchanged += 1 } else { outcome.changed += 1 }
    let version = isSame ? known.version : known.version + 1
    if !isSame { try addVersion(version, of: known.id, project, session) }
    if !isSame || known.isRemoved || known.position != position {
      try session.run(
        """
        UPDATE project SET version = \(Int32(version)), removed_by = NULL, position = \(Int32(position))
        WHERE id = \(known.id)
        """)
    }
  }

  private func addVersion(
    _ version: Int, of id: ProjectID, _ project: ProjectBudget, _ session: borrowing Session
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
}

extension ProjectBudget {
  /// Whether two say the same of the project itself; its indicators have versions of their own.
  fileprivate func hasContents(of other: ProjectBudget) -> Bool {
    func contents(_ project: ProjectBudget) -> ProjectBudget {
      var project = project
      project.indicators = []
      return project
    }
    return contents(self) == contents(other)
  }
}
