public import Domain
internal import Postgres

/// What became of the rows of a spending file.
public struct IntakeReport: Hashable, Sendable {
  /// A row with what is to be said of it.
  public struct Note: Hashable, Sendable {
    /// The row's number in the file.
    public let row: Int
    /// A short name for programs.
    public let code: String
    /// The reason, in Chinese.
    public let message: String
  }

  /// Rows read, kept, and found to be there already.
  public var read = 0, added = 0, repeated = 0
  /// Rows that were refused, with the reason.
  public var refused: [Note] = []
  /// Rows that were kept but want a look.
  public var warnings: [Note] = []

  /// Nothing yet.
  public init() {}
}

extension Store {
  /// Keeps the good rows of a spending file and gives the bad ones back with their reasons.
  ///
  /// Rows go in by COPY, in pieces, over as many connections as there are lanes; those of one project always by the same
  /// one and in the file's order, so that of two rows with one voucher the first counts, whatever the timing. Each piece is
  /// a transaction: an interrupted file is simply given again, what is there adds nothing.
  public func ingest(
    _ rows: some Sequence<SpendingRow>, in division: DivisionCode? = nil, lanes: Int = 2, piece: Int = 20_000,
    progress: (Int) -> Void = { _ in }
  ) async throws -> IntakeReport {
    var intake = Intake(book: try await accountBook(division), lanes: lanes, piece: piece)
    try await withThrowingTaskGroup(of: Intake.Done.self) { group in
      for row in rows {
        guard let lane = intake.take(row) else { continue }
        try await intake.waitFor(lane, &group)
        intake.send(lane, through: self, &group)
        progress(intake.report.read)
        try Task.checkCancellation()
      }
      for lane in 0..<lanes {
        try await intake.waitFor(lane, &group)
        intake.send(lane, through: self, &group)
      }
      while let done = try await group.next() { intake.absorb(done) }
    }
    progress(intake.report.read)
    intake.report.refused.sort { $0.row < $1.row }
    intake.report.warnings.sort { $0.row < $1.row }
    return intake.report
  }

  private func accountBook(_ division: DivisionCode?) async throws -> AccountBook {
    try await read { session in
      let within = try division.map { try Set(Store.divisions(below: $0, session)) }
      var categories: [Int64: [String]] = [:]
      try session.copyOut(
        """
        COPY (SELECT project_id, binding_category FROM indicator
        WHERE binding_category IS NOT NULL AND removed_by IS NULL AND project_id IS NOT NULL ORDER BY project_id, position)
        TO STDOUT (FORMAT binary)
        """
      ) { row in
        let project = try row.int8()
        categories[project, default: []].append(try row.text())
      }
      var book = AccountBook()
      try session.copyOut(
        """
        COPY (SELECT p.id, p.code, v.name, p.fiscal_year::bigint, v.budget_fen, p.removed_by IS NOT NULL,
          (SELECT fen(sum(e.amount_fen)) FROM spending_entry e WHERE e.project_id = p.id), p.division
        FROM project p JOIN project_version v ON v.project_id = p.id AND v.version = p.version) TO STDOUT (FORMAT binary)
        """
      ) { row in
        let (id, code, name) = (try row.int8(), try row.text(), try row.text())
        guard let projectCode = ProjectCode(kept: code) else { return }
        let (year, budget, isRemoved) = (Int(try row.int8()), Money(fen: try row.int8()), try row.bool())
        let (paid, division) = (Money(fen: try row.int8()), try row.text())
        guard within?.contains(division) != false else { return }
        let account = SpendingAccount(
          id: id, code: projectCode, name: name, fiscalYear: year, budget: budget, isRemoved: isRemoved,
          categories: categories[id] ?? [], division: DivisionCode(kept: division))
        book.add(account, paid: paid)
      }
      return book
    }
  }
}

/// Every project's account with what it has paid so far.
private struct AccountBook: Sendable {
  private var accounts: [ProjectCode: [SpendingAccount]] = [:]
  private var byID: [Int64: SpendingAccount] = [:]
  private var paid: [Int64: Money] = [:]

  mutating func add(_ account: SpendingAccount, paid: Money) {
    accounts[account.code, default: []].append(account)
    byID[account.id] = account
    self.paid[account.id] = paid
  }

  func choose(_ line: SpendingLine) throws(InputProblem) -> SpendingAccount {
    try SpendingAccount.choose(accounts[line.project] ?? [], code: line.project, day: line.day)
  }

  /// Adds a kept amount; the warning when the project is gone or its budget broken by it.
  mutating func pay(_ amount: Money, _ project: Int64) -> (code: String, text: String)? {
    let sum = (paid[project] ?? .zero) + amount
    paid[project] = sum
    if let text = byID[project]?.removed { return ("project-removed", text) }
    return byID[project]?.overBudget(paid: sum).map { ("over-budget", $0) }
  }

  /// The entries with their accounts, where one of their projects would have paid more than any amount may be.
  func slips(_ entries: [StagedEntry]) -> [(StagedEntry, SpendingAccount)]? {
    var sums: [Int64: Money] = [:]
    for entry in entries { sums[entry.project, default: paid[entry.project] ?? .zero] += entry.amount }
    guard sums.values.contains(where: { $0 > .most }) else { return nil }
    return entries.compactMap { entry in byID[entry.project].map { (entry, $0) } }
  }
}

/// Checks rows and deals them out to lanes.
private struct Intake {
  /// What a lane did with a piece.
  struct Done: Sendable {
    let lane: Int
    let entries: [StagedEntry]
    /// What became of each entry; empty when all were added.
    let fates: [StagedEntry.Fate]
  }

  var report = IntakeReport()
  private var book: AccountBook
  private let lanes: Int
  private let piece: Int
  private var waiting: [[StagedEntry]]
  private var isBusy: [Bool]
  /// Once a voucher was found to be there, pieces go by way of a staging table at once.
  private var meetsKnown = false

  init(book: AccountBook, lanes: Int, piece: Int) {
    self.book = book
    self.lanes = max(1, lanes)
    self.piece = piece
    waiting = Array(repeating: [], count: max(1, lanes))
    isBusy = Array(repeating: false, count: max(1, lanes))
  }

  /// Takes a row; the lane whose piece is full.
  mutating func take(_ row: SpendingRow) -> Int? {
    report.read += 1
    do {
      let line = try row.line()
      let account = try book.choose(line)
      let category = try account.category(line.category)
      let lane = Int(account.id % Int64(lanes))
      waiting[lane].append(StagedEntry(row: row.number, line, in: account, category: category))
      return waiting[lane].count >= piece ? lane : nil
    } catch {
      report.refused.append(.init(row: row.number, code: error.code, message: error.message))
      return nil
    }
  }

  mutating func waitFor(_ lane: Int, _ group: inout ThrowingTaskGroup<Done, any Error>) async throws {
    while isBusy[lane], let done = try await group.next() { absorb(done) }
  }

  mutating func send(_ lane: Int, through store: Store, _ group: inout ThrowingTaskGroup<Done, any Error>) {
    guard !waiting[lane].isEmpty else { return }
    let entries = waiting[lane]
    waiting[lane] = []
    waiting[lane].reserveCapacity(piece)
    isBusy[lane] = true
    let meetsKnown = meetsKnown
    if let slips = book.slips(entries) {
      group.addTask { Done(lane: lane, entries: entries, fates: try await StagedEntry.keepSingly(slips, in: store)) }
      return
    }
    group.addTask {
      Done(lane: lane, entries: entries, fates: try await StagedEntry.keep(entries, meetsKnown: meetsKnown, in: store))
    }
  }

  mutating func absorb(_ done: Done) {
    isBusy[done.lane] = false
    if !done.fates.isEmpty { meetsKnown = true }
    for (index, entry) in done.entries.enumerated() {
      switch done.fates.isEmpty ? .added : done.fates[index] {
      case .added:
        report.added += 1
        if let warning = book.pay(entry.amount, entry.project) {
          report.warnings.append(.init(row: entry.row, code: warning.code, message: warning.text))
        }
      case .repeated: report.repeated += 1
      case .used(let day, let amount):
        let refusal = Store.voucherUsed(entry.voucher, day, amount)
        report.refused.append(.init(row: entry.row, code: refusal.code, message: refusal.message))
      case .refused(let problem):
        report.refused.append(.init(row: entry.row, code: problem.code, message: problem.message))
      }
    }
  }
}
