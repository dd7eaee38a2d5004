package import Domain
internal import Postgres

/// What became of the rows of a spending file.
package struct IntakeReport: Hashable, Sendable {
  /// A row with what is to be said of it.
  package struct Note: Hashable, Sendable {
    /// The row's number in the file.
    package let row: Int
    /// A short name for programs.
    package let code: String
    /// The reason, in Chinese.
    package let message: String
  }

  /// Rows read, kept, and found to be there already.
  package var read = 0, added = 0, repeated = 0
  /// Rows that were refused, with the reason.
  package var refused: [RefusedRow] = []
  /// Rows that were kept but want a look.
  package var warnings: [Note] = []

  /// Nothing yet.
  package init() {}
}

extension Store {
  /// Keeps the good rows of a spending file and gives the bad ones back with their reasons.
  ///
  /// Rows go in by COPY, in pieces, over as many connections as there are lanes; those of one project always by the same
  /// one and in the file's order, so that of two rows with one voucher the first counts, whatever the timing. Each piece is
  /// a transaction: an interrupted file is simply given again, what is there adds nothing.
  ///
  /// - Parameter next: gives one row after another, nil behind the last; what it throws ends the intake: the pieces
  ///   that were done by then stay.
  package func ingest(
    in division: DivisionCode? = nil, lanes: Int = 2, piece: Int = 20_000, progress: (Int) -> Void = { _ in },
    _ next: () throws -> SpendingRow?
  ) async throws -> IntakeReport {
    var intake = Intake(lanes: lanes, piece: piece)
    try await withThrowingTaskGroup(of: Intake.Done.self) { group in
      while true {
        var lines: [Intake.Line] = []
        while lines.count < Store.rowsAtATime, let row = try next() { lines.append(Intake.Line(row)) }
        guard !lines.isEmpty else { break }
        let codes = intake.unknownCodes(lines)
        if !codes.isEmpty { intake.know(codes, try await accounts(of: codes, in: division)) }
        for line in lines {
          guard let lane = intake.take(line) else { continue }
          try await intake.waitFor(lane, &group)
          intake.send(lane, through: self, &group)
        }
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

  /// Rows are read in pieces of this many, whose projects are looked up at once: a file costs what it holds, not what the
  /// ledger does.
  private static let rowsAtATime = 5_000

  private func accounts(
    of codes: [ProjectCode], in division: DivisionCode?
  ) async throws -> [(SpendingAccount, paid: Money)] {
    try await read { session in
      let accounts = try Store.accounts(of: codes, in: division, session)
      let years = Array(Set(accounts.map { Int16($0.fiscalYear) }))
      let paid = try session.rows(
        """
        SELECT project_id, fen(sum(amount_fen)) FROM spending_entry
        WHERE project_id = ANY (\(accounts.map(\.id))) AND fiscal_year = ANY (\(years)) GROUP BY 1
        """
      ).map { (try $0.next(ProjectID.self), try $0.next(Money.self)) }
      let paidBy = Dictionary(uniqueKeysWithValues: paid)
      return accounts.map { ($0, paid: paidBy[$0.id] ?? .zero) }
    }
  }
}

/// The accounts of the projects that a file names, with what they have paid so far.
private struct AccountBook: Sendable {
  private var accounts: [ProjectCode: [SpendingAccount]] = [:]
  private var byID: [ProjectID: SpendingAccount] = [:]
  private var paid: [ProjectID: Money] = [:]

  mutating func add(_ account: SpendingAccount, paid: Money) {
    accounts[account.code, default: []].append(account)
    byID[account.id] = account
    self.paid[account.id] = paid
  }

  /// Whether a code was looked up.
  func knows(_ code: ProjectCode) -> Bool { accounts[code] != nil }

  /// Notes that codes were looked up, whether or not there is a project.
  mutating func look(up codes: [ProjectCode]) { for code in codes { accounts[code] = [] } }

  func choose(_ line: SpendingLine) throws(Refusal) -> SpendingAccount {
    try SpendingAccount.choose(accounts[line.project] ?? [], code: line.project, day: line.day)
  }

  /// Adds a kept amount; the warning when the project is gone or its budget broken by it.
  mutating func pay(_ amount: Money, _ project: ProjectID) -> (code: String, text: String)? {
    let sum = (paid[project] ?? .zero) + amount
    paid[project] = sum
    if let text = byID[project]?.removed { return ("project-removed", text) }
    return byID[project]?.overBudget(paid: sum).map { ("over-budget", $0) }
  }

  /// The entries with their accounts, where one of their projects would have paid more than any amount may be.
  func slips(_ entries: [StagedEntry]) -> [(StagedEntry, SpendingAccount)]? {
    var sums: [ProjectID: Money] = [:]
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

  /// A row, read or refused.
  struct Line {
    let number: Int
    let content: Result<SpendingLine, Refusal>

    init(_ row: SpendingRow) {
      number = row.number
      content = Result { () throws(Refusal) in try row.line() }
    }
  }

  var report = IntakeReport()
  private var book = AccountBook()
  private let lanes: Int
  private let piece: Int
  private var waiting: [[StagedEntry]]
  private var isBusy: [Bool]
  /// Once a voucher was found to be there, pieces go by way of a staging table at once.
  private var meetsKnown = false

  init(lanes: Int, piece: Int) {
    self.lanes = max(1, lanes)
    self.piece = piece
    waiting = Array(repeating: [], count: max(1, lanes))
    isBusy = Array(repeating: false, count: max(1, lanes))
  }

  /// The codes of lines that were not looked up yet.
  func unknownCodes(_ lines: [Line]) -> [ProjectCode] {
    var codes: Set<ProjectCode> = []
    for line in lines {
      if case .success(let line) = line.content, !book.knows(line.project) { codes.insert(line.project) }
    }
    return Array(codes)
  }

  /// Takes in the accounts of codes.
  mutating func know(_ codes: [ProjectCode], _ accounts: [(SpendingAccount, paid: Money)]) {
    book.look(up: codes)
    for (account, paid) in accounts { book.add(account, paid: paid) }
  }

  /// Takes a row; the lane whose piece is full.
  mutating func take(_ row: Line) -> Int? {
    report.read += 1
    do {
      let line = try row.content.get()
      let account = try book.choose(line)
      let category = try account.category(line.category)
      let lane = Int(account.id.number % Int64(lanes))
      waiting[lane].append(StagedEntry(row: row.number, line, in: account, category: category))
      return waiting[lane].count >= piece ? lane : nil
    } catch {
      report.refused.append(RefusedRow(row: row.number, error))
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
        report.refused.append(RefusedRow(row: entry.row, .spending(.voucherUsed(entry.voucher, day, amount))))
      case .refused(let refusal): report.refused.append(RefusedRow(row: entry.row, refusal))
      }
    }
  }
}
