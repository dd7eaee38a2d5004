package import Domain
internal import Postgres

/// What an import did, or would do.
package struct ImportOutcome: Hashable, Sendable {
  /// The department's row.
  package var departmentID: DepartmentID
  /// Its division.
  package var division = DivisionCode.unspecified
  /// Whether all departments are of this division.
  package var isOnlyDivision = true
  /// Whether the same file was the last one imported, so that nothing was done at all.
  package var isRepeated = false
  /// Projects by what happened to them.
  package var added = 0, changed = 0, unchanged = 0, removed = 0
  /// Indicators by what happened to them.
  package var indicatorsAdded = 0, indicatorsChanged = 0, indicatorsRemoved = 0
  /// What differs, by names with old and new values.
  package var difference: BudgetDifference?
  /// From which day the document holds.
  package var effectiveOn: Day?
}

/// How a document is to be taken.
package struct ImportTerms: Hashable, Sendable {
  /// From which day it holds; nil for the first day of the year with the first document, and today with a later one.
  package var effective: Day?
  /// Whether a person agreed to what it removes.
  package var agreesToRemovals = false
  /// The codes of those that were named where it was agreed; nil for whichever there are.
  package var agreedRemovals: Set<String>?
  /// Whether a person said whose it is, so that a second department with a known code or name is meant.
  package var isDepartmentGiven = false

  /// The usual terms.
  package init(
    effective: Day? = nil, agreesToRemovals: Bool = false, agreedRemovals: Set<String>? = nil,
    isDepartmentGiven: Bool = false
  ) {
    self.effective = effective
    self.agreesToRemovals = agreesToRemovals
    self.agreedRemovals = agreedRemovals
    self.isDepartmentGiven = isDepartmentGiven
  }
}

extension Store {
  /// Keeps a budget with the file it was read from, in one transaction.
  ///
  /// Idempotent: the same file twice changes nothing. A changed one makes new versions and keeps the old; what it no
  /// longer has is marked as removed, after being asked where something was paid or more than a few would go; what
  /// was named then and what goes now are the same, or it is asked again. Entries and observations stay attached.
  package func importBudget(
    _ budget: DepartmentBudget, findings: [Finding], file: String, content: [UInt8], terms: ImportTerms = ImportTerms()
  ) async throws -> ImportOutcome {
    try await openYear(budget.department.fiscalYear)
    return try await write { session in
      var budget = budget
      budget.department = try Store.settled(budget.department, session)
      let identity = budget.department
      try session.rows(
        """
        SELECT pg_advisory_xact_lock(hashtextextended(\("\(identity.fiscalYear)/\(identity.code)"), 0)),
          pg_advisory_xact_lock(hashtextextended(\("\(identity.fiscalYear)/\(identity.code)/\(identity.name)"), 0))
        """
      )
      try Store.requireKept([identity.fiscalYear], session)
      let known = try Store.knownDepartment(identity, terms, session)
      var outcome = ImportOutcome(departmentID: known ?? 0, division: identity.division)
      outcome.isOnlyDivision = try Store.isOnly(identity.division, session)
      if let known, let last = try Store.lastImport(content, findings, of: known, session),
        terms.effective.map({ $0 == last }) ?? true
      {
        outcome.isRepeated = true
        outcome.unchanged = budget.projects.count
        outcome.effectiveOn = last
        return outcome
      }
      let reading = try known.map { try Store.targetReading(of: $0, session) } ?? RuleSet.nationalDefault.targetReading
      budget = budget.read(by: reading)
      let kept = try known.map { try Store.keptBudget(of: $0, by: reading, session) } ?? KeptBudget(projects: [:])
      let difference = BudgetDifference(kept: kept, new: budget)
      let isAgreed = terms.agreesToRemovals && difference.removesWhat(agreed: terms.agreedRemovals)
      guard isAgreed || !difference.needsAgreement else { throw Store.asksForRemovals(difference) }
      try Store.checkOwners(budget, department: known, session)
      outcome.departmentID = try known ?? Store.addDepartment(budget, session)
      outcome.difference = difference
      let effective = try Store.effectiveDay(terms.effective, of: outcome.departmentID, identity.fiscalYear, session)
      outcome.effectiveOn = effective
      let importID = try Store.addImport(
        file, content, outcome.departmentID, effective, budget.overallGoal, removals: difference.removals.count,
        findings, session)
      try Store.keepFindings(findings, importID, session)
      try Store.keepTables(budget.tables, importID, session)
      var keeper = ProjectKeeper(
        outcome: outcome, importID: importID, fiscalYear: identity.fiscalYear, kept: kept,
        practice: Parameters.parse(try Store.ruleSet(of: outcome.departmentID, session)).0.practice)
      try keeper.keep(budget.projects, session)
      try keeper.keepOwn(budget.ownIndicators, session)
      try keeper.keepIndicatorContents(session)
      try session.run(
        "UPDATE department SET overall_goal = \(budget.overallGoal) WHERE id = \(outcome.departmentID)")
      return keeper.outcome
    }
  }

  /// Which way the targets of a document are read: by the rule set of the department it is of, or of a new one.
  package func targetReading(
    of identity: DepartmentIdentity, terms: ImportTerms = ImportTerms()
  ) async throws -> TargetReading {
    try await read { session in
      let known = try Store.knownDepartment(try Store.settled(identity, session), terms, session)
      return try known.map { try Store.targetReading(of: $0, session) } ?? RuleSet.nationalDefault.targetReading
    }
  }

  /// What an import would change, without writing anything.
  package func previewImport(_ budget: DepartmentBudget, terms: ImportTerms = ImportTerms()) async throws
    -> ImportOutcome
  {
    try await read { session in
      var budget = budget
      budget.department = try Store.settled(budget.department, session)
      try Store.requireKept([budget.department.fiscalYear], session)
      let known = try Store.knownDepartment(budget.department, terms, session)
      let reading = try known.map { try Store.targetReading(of: $0, session) } ?? RuleSet.nationalDefault.targetReading
      budget = budget.read(by: reading)
      let kept = try known.map { try Store.keptBudget(of: $0, by: reading, session) } ?? KeptBudget(projects: [:])
      try Store.checkOwners(budget, department: known, session)
      var outcome = ImportOutcome(departmentID: known ?? 0, division: budget.department.division)
      outcome.isOnlyDivision = try Store.isOnly(budget.department.division, session)
      outcome.difference = BudgetDifference(kept: kept, new: budget)
      outcome.effectiveOn = try Store.effectiveDay(
        terms.effective, of: known ?? 0, budget.department.fiscalYear, session)
      return outcome
    }
  }

  /// The question before something is removed, with what was paid of it.
  private static func asksForRemovals(_ difference: BudgetDifference) -> Refusal {
    .department(.removals(Array(difference.removals.prefix(20)), count: difference.removals.count))
  }

  /// The department a document is of, nil for a new one. One with the code or the name of a known department is asked about.
  private static func knownDepartment(
    _ identity: DepartmentIdentity, _ terms: ImportTerms, _ session: borrowing Session
  ) throws -> DepartmentID? {
    let like = try session.rows(
      """
      SELECT id, division, code, name, fiscal_year FROM department
      WHERE fiscal_year = \(Int16(identity.fiscalYear)) AND (code = \(identity.code) OR name = \(identity.name))
        AND division IN (\(identity.division.text), '') AND removed_at IS NULL ORDER BY division DESC, id
      """
    ).map { (id: try $0.next(DepartmentID.self), identity: try Store.identity(&$0)) }
    if let same = like.first(where: { $0.identity == identity }) { return same.id }
    guard let other = like.first?.identity, !terms.isDepartmentGiven else { return nil }
    if other.division != identity.division {
      throw Refusal.department(.withoutDivision(other, file: identity))
    }
    throw Refusal.department(.differs(other, file: identity))
  }

  /// Refuses projects that stand with another department.
  private static func checkOwners(
    _ budget: DepartmentBudget, department: DepartmentID?, _ session: borrowing Session
  ) throws {
    let foreign = try session.rows(
      """
      SELECT p.code, d.division, d.code, d.name, d.fiscal_year FROM project p JOIN department d ON d.id = p.department_id
      WHERE p.fiscal_year = \(Int16(budget.department.fiscalYear)) AND p.code = ANY (\(budget.projects.map(\.code.text)))
        AND (p.division = \(budget.department.division.text)
          OR p.code = ANY (\(budget.projects.map(\.code).filter { $0.division != nil }.map(\.text))))
        AND p.department_id <> \(department ?? 0) ORDER BY p.id LIMIT 1
      """
    ).first { (try $0.next(String.self), try Store.identity(&$0)) }
    guard let (code, owner) = foreign else { return }
    throw Refusal.department(.ownsProject(try Store.projectCode(code), owner: owner, file: budget.department))
  }

  private static func addDepartment(_ budget: DepartmentBudget, _ session: borrowing Session) throws -> DepartmentID {
    let (identity, set) = (budget.department, RuleSet.nationalDefault)
    try noteDivision(identity.division, session)
    let id = try session.rows(
      """
      INSERT INTO department (fiscal_year, division, code, name, overall_goal, rule_set, rule_version)
      VALUES (\(Int16(identity.fiscalYear)), \(identity.division.text), \(identity.code), \(identity.name),
        \(budget.overallGoal), \(set.name), \(Int32(set.version))) RETURNING id
      """
    ).only { try $0.next(DepartmentID.self) }
    return id
  }

  /// From which day a document holds: what a person says; else the first of a department from the first day of its year,
  /// whenever it comes, and a later one from today.
  private static func effectiveDay(
    _ given: Day?, of department: DepartmentID, _ fiscalYear: Int, _ session: borrowing Session
  ) throws -> Day {
    let (today, hasEarlier) = try session.rows(
      """
      SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date, EXISTS (SELECT FROM import WHERE department_id = \(department))
      """
    ).only { (try $0.next(Day.self), try $0.next(Bool.self)) }
    guard let given else { return hasEarlier ? today : Day(startOf: fiscalYear) }
    guard given.year == fiscalYear, given <= today else {
      throw Refusal.department(.effectiveDay(given, year: fiscalYear, today: today))
    }
    return given
  }

  /// From which day the last document of a department holds, where it is this one with the same texts written otherwise.
  private static func lastImport(
    _ content: [UInt8], _ findings: [Finding], of department: DepartmentID, _ session: borrowing Session
  ) throws -> Day? {
    let mends = mends(findings)
    let told = findings.filter { $0.matter.kind == .documentMended }.map { $0.place + $0.message }
    return try session.rows(
      """
      SELECT sha256 = sha256(\(Bytes(content))) AND CASE WHEN \(mends) IS NULL
          THEN mends_sha256 IS NULL AND NOT EXISTS (
            SELECT FROM finding f WHERE f.import_id = i.id AND f.code = \(FindingKind.documentMended.code))
          -- One from before they were kept whole is known by as much as its findings say.
          ELSE coalesce(mends_sha256 = sha256(convert_to(\(mends), 'UTF8')), (
            SELECT array_agg(f.place || f.message ORDER BY f.position) FROM finding f
            WHERE f.import_id = i.id AND f.code = \(FindingKind.documentMended.code)) = \(told), false) END, i.effective_on
      FROM import i WHERE i.department_id = \(department) ORDER BY i.id DESC LIMIT 1
      """
    ).first { (try $0.next(Bool.self), try $0.next(Day.self)) }.flatMap { $0.0 ? $0.1 : nil }
  }

  /// What was written otherwise in a document, whole and in one text, so that two are the same only where all of it
  /// is: each place and both its texts with their lengths before them. Whose word it is makes no other document. Nil
  /// for nothing.
  private static func mends(_ findings: [Finding]) -> String? {
    let pieces = findings.flatMap { finding -> [String] in
      guard case .document(.mended(let old, let new, _)) = finding.matter else { return [] }
      return [finding.place, old, new]
    }
    return pieces.isEmpty ? nil : pieces.map { "\($0.utf8.count):\($0)" }.joined()
  }

  private static func addImport(
    _ file: String, _ content: [UInt8], _ department: DepartmentID, _ effective: Day, _ goal: String, removals: Int,
    _ findings: [Finding], _ session: borrowing Session
  ) throws -> Int64 {
    let mends = mends(findings)
    let content = Bytes(content)
    let id = try session.rows(
      """
      INSERT INTO import (
        department_id, file_name, sha256, content, effective_on, overall_goal, agreed_removals, mends_sha256)
      VALUES (\(department), \(file), sha256(\(content)), \(content), \(effective), \(goal), \(Int32(removals)),
        sha256(convert_to(\(mends), 'UTF8'))) RETURNING id
      """
    ).only { try $0.next(Int64.self) }
    return id
  }

  private static func keepFindings(_ findings: [Finding], _ importID: Int64, _ session: borrowing Session) throws {
    try Store.fill("finding", "import_id, position, severity, code, project_code, message, place", session) { writer in
      for (index, finding) in findings.enumerated() {
        try writer.row(7)
        writer.int8(importID)
        writer.int4(Int32(index + 1))
        writer.text(finding.severity.rawValue)
        writer.text(finding.code)
        writer.text(finding.project?.text)
        writer.text(finding.message)
        writer.text(finding.place)
      }
    }
  }

  private static func keepTables(_ tables: BudgetTables, _ importID: Int64, _ session: borrowing Session) throws {
    try Store.fill("budget_line", "import_id, budget_table, position, code, name, amounts_fen, cells", session) {
      writer in
      func line(
        _ writer: inout CopyWriter, _ table: String, _ position: Int, code: String? = nil, _ name: String,
        _ amounts: [Money?] = [], _ cells: [String] = []
      ) throws {
        try writer.row(7)
        writer.int8(importID)
        writer.text(table)
        writer.int4(Int32(position))
        writer.text(code)
        writer.text(name)
        writer.value(Nullables(amounts.map { $0?.fen }))
        writer.value(cells)
      }
      for (index, item) in tables.income.enumerated() { try line(&writer, "收入", index, item.name, [item.amount]) }
      for (index, item) in tables.spending.enumerated() { try line(&writer, "支出", index, item.name, [item.amount]) }
      for (index, item) in tables.threePublic.enumerated() {
        try line(&writer, "三公经费", index, item.name, [item.amount])
      }
      for (index, item) in tables.functions.enumerated() {
        try line(&writer, "支出功能分类", index, code: item.code, item.name, [item.total, item.basic, item.project])
      }
      for (index, item) in tables.records.enumerated() {
        try line(&writer, item.table, index, item.cells.first ?? "", [], item.cells)
      }
    }
  }
}
