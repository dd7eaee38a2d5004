package import Contract
package import Domain
internal import Store

// Payments typed one below the other: which projects there are, what would become of the rows, and keeping them.
extension Desk {
  /// The projects of a fiscal year that somebody may record payments of, as they stand at the end of a day.
  package func entryProjects(asOf day: Day) async throws -> EntryProjectsAnswer {
    let desk = try entering(.recordPayment)
    let departments = try await desk.store.departments(year: day.year)
    let facts = try await desk.store.moneyFacts(asOf: day, since: nil) { facts, names, calendar in
      let label = [facts.identity].labels[0]
      let known = facts.projects.compactMap { project in names[project.id].map { (project, $0) } }
      return (
        department: facts.id,
        projects: known.sorted { $0.1.position < $1.1.position }.map { project, name in
          let standing = MoneyStanding(SpendingStanding(project, of: facts, on: day, calendar: calendar))
          return (
            id: project.id, code: name.code,
            answer: EntryProjectsAnswer.Project(
              department: label, code: name.code.text, name: name.name, categories: [], standing: standing)
          )
        }
      )
    }
    let known = Dictionary(facts.changed.map { ($0.department, $0.projects) }, uniquingKeysWith: { a, _ in a })
    let all = departments.flatMap { known[$0.id] ?? [] }
    let accounts = try await desk.store.spendingAccounts(of: all.map(\.code))
    let categories = Dictionary(
      accounts.filter { $0.fiscalYear == day.year }.map { ($0.id, $0.categories) }, uniquingKeysWith: { a, _ in a })
    let projects = all.map { project in
      var answer = project.answer
      answer.categories = categories[project.id] ?? []
      return answer
    }
    return EntryProjectsAnswer(asOf: day, projects)
  }

  /// Records payments that were typed one below the other, or tells what would become of them.
  ///
  /// - Parameter day: as of which day's end is told where the projects would stand.
  package func record(
    _ request: SpendingRowsRequest, by actor: Actor, at moment: Moment, asOf day: Day
  ) async throws -> RowsAnswer {
    // What is only asked leaves nothing in the trail.
    let (desk, name) = try entering(.recordPayment, for: request.mode, by: actor, request)
    let lines = request.rows.map { row in
      Result { () throws(Refusal) in
        try SpendingLine(
          project: row.project, date: row.date, amount: row.amount, voucher: row.voucher, category: row.category,
          memo: row.memo)
      }
    }
    let writer = desk.store.acting(as: name)
    let fates = try await writer.append(lines, in: nil, keeping: Keeping(request.mode))
    let isKept = Keeping(request.mode).keeps(fates.map(\.isRefused))
    var rows: [RowsAnswer.Row] = []
    for (row, fate) in zip(request.rows, fates) {
      switch fate {
      case .added(let warning):
        rows.append(.init(row.number, .added, message: isKept ? warning?.kept : warning?.planned))
      case .repeated: rows.append(.init(row.number, .repeated))
      case .refused(let refusal):
        let refusal = try await desk.outOfReach(refusal)
        rows.append(.init(row.number, .refused, code: refusal.code, message: refusal.sentence(at: door)))
      }
    }
    if !isKept { try await desk.tellStanding(of: lines, fates, asOf: day, in: &rows) }
    try await desk.noteRefused(fates, request.mode)
    return RowsAnswer(isKept: isKept, rows)
  }

  /// Comes in for rows: to ask about them, or to keep them.
  func entering(
    _ action: Action, for mode: EntryMode, by actor: Actor, _ request: some Encodable
  ) throws(Refusal) -> (desk: Desk, name: String) {
    guard mode != .check else { return (try entering(action), actor.name) }
    let (desk, actor) = try entering(action, by: actor, request)
    return (desk, actor.name)
  }

  /// Leaves in the trail why nothing was kept of rows that were to be, by the first that was refused: like an act
  /// that is refused as a whole.
  func noteRefused<Former>(_ fates: [RowFate<Former>], _ mode: EntryMode) async throws {
    let isKept = Keeping(mode).keeps(fates.map(\.isRefused)) && fates.contains(where: \.isAdded)
    guard mode != .check, !isKept else { return }
    for case .refused(let refusal) in fates {
      try await noteRefusal(try await outOfReach(refusal))
      return
    }
  }

  /// Why a project that is not there is not: it may be another's.
  func outOfReach(_ refusal: Refusal) async throws -> Refusal {
    guard case .project(.unknown(let code, _)) = refusal else { return refusal }
    do {
      try await forbidProject(code)
      return refusal
    } catch let forbidden as Refusal {
      return forbidden
    }
  }

  /// Tells of each good row where its project would stand after it and the rows before it.
  private func tellStanding(
    of lines: [Result<SpendingLine, Refusal>], _ fates: [RowFate<PaymentWarning?>], asOf day: Day,
    in rows: inout [RowsAnswer.Row]
  ) async throws {
    let calendar = try await store.calendar()
    var known: [DepartmentID: DepartmentFacts] = [:]
    var owners: [ProjectCode: (department: DepartmentID, project: ProjectID)] = [:]
    var paid: [ProjectCode: [LedgerEntry]] = [:]
    for (index, (line, fate)) in zip(lines, fates).enumerated() {
      guard case .success(let line) = line, !fate.isRefused else { continue }
      if owners[line.project] == nil, let owner = try await store.owner(of: line.project, year: line.day.year) {
        owners[line.project] = (owner.department, owner.project)
      }
      guard let owner = owners[line.project] else { continue }
      if known[owner.department] == nil {
        known[owner.department] = try await store.snapshot(of: owner.department, asOf: day)?.facts
      }
      guard let facts = known[owner.department],
        let project = facts.projects.first(where: { $0.id == owner.project })
      else { continue }
      if case .added = fate {
        paid[line.project, default: []].append(
          LedgerEntry(day: line.day, amount: line.amount, category: line.category))
      }
      let after = project.paying(paid[line.project] ?? [])
      rows[index].after = MoneyStanding(SpendingStanding(after, of: facts, on: day, calendar: calendar))
    }
  }
}

extension Keeping {
  init(_ mode: EntryMode) {
    switch mode {
    case .check: self = .none
    case .good: self = .good
    case .all: self = .all
    }
  }

  /// Whether good rows are kept beside those that are refused.
  func keeps(_ refused: [Bool]) -> Bool {
    switch self {
    case .none: false
    case .good: refused.contains(false)
    case .all: !refused.isEmpty && !refused.contains(true)
    }
  }
}
