public import Domain
internal import Postgres

/// What an import did.
public struct ImportOutcome: Hashable, Sendable {
  /// The department's row.
  public var departmentID: Int64
  /// Whether the same file was the last one imported, so that nothing was done at all.
  public var isRepeated = false
  /// Projects by what happened to them.
  public var added = 0, changed = 0, unchanged = 0, removed = 0
  /// Indicators by what happened to them.
  public var indicatorsAdded = 0, indicatorsChanged = 0, indicatorsRemoved = 0
}

extension Store {
  /// Keeps a budget with the file it was read from, in one transaction.
  ///
  /// Idempotent: the same file twice changes nothing. A changed one makes new versions and keeps the old; what it no
  /// longer has is marked as removed. Entries and observations stay attached.
  public func importBudget(
    _ budget: DepartmentBudget, findings: [Finding], file: String, content: [UInt8]
  ) async throws -> ImportOutcome {
    try await write { session in
      let identity = budget.department
      try session.rows(
        "SELECT pg_advisory_xact_lock(hashtextextended(\("\(identity.fiscalYear)/\(identity.code)/\(identity.name)"), 0))"
      )
      var outcome = ImportOutcome(departmentID: try Store.department(of: budget, session))
      guard try !Store.isLastImport(content, of: outcome.departmentID, session) else {
        outcome.isRepeated = true
        outcome.unchanged = budget.projects.count
        return outcome
      }
      let importID = try Store.addImport(file, content, outcome.departmentID, session)
      try Store.keepFindings(findings, importID, session)
      try Store.keepTables(budget.tables, importID, session)
      var keeper = ProjectKeeper(outcome: outcome, importID: importID, fiscalYear: identity.fiscalYear)
      try keeper.keep(budget.projects, session)
      try keeper.keepDepartmentIndicators(budget.indicators, session)
      return keeper.outcome
    }
  }

  private static func department(of budget: DepartmentBudget, _ session: borrowing Session) throws -> Int64 {
    let identity = budget.department
    let set = RuleSet.nationalDefault
    try session.run(
      """
      INSERT INTO department (fiscal_year, code, name, overall_goal, rule_set, rule_version)
      VALUES (\(Int16(identity.fiscalYear)), \(identity.code), \(identity.name), \(budget.overallGoal), \(set.name),
        \(Int32(set.version)))
      ON CONFLICT (fiscal_year, code, name) DO UPDATE SET overall_goal = excluded.overall_goal
        WHERE department.overall_goal <> excluded.overall_goal
      """)
    let id = try session.rows(
      """
      SELECT id FROM department
      WHERE fiscal_year = \(Int16(identity.fiscalYear)) AND code = \(identity.code) AND name = \(identity.name)
      """
    ).first { try $0.next(Int64.self) }
    guard let id else { throw StoreError("department-vanished", "部门记录写入失败，请重试。") }
    return id
  }

  private static func isLastImport(_ content: [UInt8], of department: Int64, _ session: borrowing Session) throws
    -> Bool
  {
    try session.rows(
      """
      SELECT sha256 = sha256(\(Bytes(content))) FROM import WHERE department_id = \(department) ORDER BY id DESC LIMIT 1
      """
    ).first { try $0.next(Bool.self) } ?? false
  }

  private static func addImport(
    _ file: String, _ content: [UInt8], _ department: Int64, _ session: borrowing Session
  ) throws -> Int64 {
    let content = Bytes(content)
    let id = try session.rows(
      """
      INSERT INTO import (department_id, file_name, sha256, content)
      VALUES (\(department), \(file), sha256(\(content)), \(content)) RETURNING id
      """
    ).first { try $0.next(Int64.self) }
    guard let id else { throw StoreError("import-vanished", "导入记录写入失败，请重试。") }
    return id
  }

  private static func keepFindings(_ findings: [Finding], _ importID: Int64, _ session: borrowing Session) throws {
    try session.copyIn(
      "COPY finding (import_id, position, severity, code, project_code, message, place) FROM STDIN (FORMAT binary)"
    ) { writer in
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
    try session.copyIn(
      "COPY budget_line (import_id, budget_table, position, code, name, amounts_fen, cells) FROM STDIN (FORMAT binary)"
    ) { writer in
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
