package import Domain
internal import Postgres

/// What is to be kept of rows that somebody typed.
package enum Keeping: Hashable, Sendable {
  /// Those that are good.
  case good
  /// All of them, or none while one is bad.
  case all
  /// None: only what would become of them is asked. They go the same way, and are undone.
  case none
}

/// What became of a row, or would.
package enum RowFate<Former: Sendable>: Sendable {
  /// It is new; with what it takes the place of, or what a person should look at.
  case added(Former)
  /// The same was there already.
  case repeated
  /// It is not taken.
  case refused(Refusal)

  /// Whether it is not taken.
  package var isRefused: Bool { if case .refused = self { true } else { false } }
  /// Whether it is new.
  package var isAdded: Bool { if case .added = self { true } else { false } }
}

/// What a person should look at after a payment: as it is said of one that was kept, and of one that is not yet.
package struct PaymentWarning: Hashable, Sendable {
  /// The two sentences.
  package let kept: String, planned: String

  /// Nil where there is nothing to look at.
  ///
  /// - Parameter paid: what the project has paid with it.
  init?(paid: Money, of account: SpendingAccount) {
    guard let kept = account.removed ?? account.overBudget(paid: paid) else { return nil }
    self.kept = kept
    planned = account.warningBefore(paid: paid) ?? kept
  }
}

/// Rows that are good, and are not kept all the same.
private struct Undone<Former: Sendable>: Error {
  let fates: [RowFate<Former>]
}

extension Store {
  /// Keeps payments that somebody typed one below the other, in one transaction, each by the rules of ``append(_:in:)``.
  ///
  /// - Parameter lines: the payments, or why one could not be read.
  /// - Returns: what became of each, or would where nothing is kept.
  package func append(
    _ lines: [Result<SpendingLine, Refusal>], in division: DivisionCode?, keeping: Keeping
  ) async throws -> [RowFate<PaymentWarning?>] {
    let codes = Array(Set(lines.compactMap { try? $0.get().project }))
    return try await keep(
      keeping, lines, knowing: { try Store.accounts(of: codes, in: division, $0) },
      together: { lines, accounts, session in
        let staged = try lines.map { try Store.staged($0, accounts) }
        guard let paid = try Store.insertNew(staged.map(\.entry), session) else { return nil }
        return try zip(staged, paid).map { staged, paid in
          try staged.account.checkSum(paid: paid)
          return .added(PaymentWarning(paid: paid, of: staged.account))
        }
      }
    ) { line, accounts, session in
      let (entry, own) = try Store.staged(line, accounts)
      guard case .added = try Store.insert(entry, own, session) else { return .repeated }
      return .added(PaymentWarning(paid: try Store.paid(own.id, in: entry.year, session), of: own))
    }
  }

  private static func staged(
    _ line: SpendingLine, _ accounts: [SpendingAccount]
  ) throws -> (entry: StagedEntry, account: SpendingAccount) {
    let own = try SpendingAccount.choose(accounts.filter { $0.code == line.project }, code: line.project, day: line.day)
    return (StagedEntry(row: 0, line, in: own, category: try own.category(line.category)), own)
  }

  /// A value to be kept.
  package struct NewValue: Sendable {
    let observation: Observation, indicator: IndicatorID, evidence: String?

    /// A value of an indicator.
    package init(_ observation: Observation, of indicator: IndicatorID, evidence: String?) {
      (self.observation, self.indicator, self.evidence) = (observation, indicator, evidence)
    }
  }

  /// Keeps indicators' values that somebody typed one below the other, in one transaction.
  ///
  /// - Returns: what became of each, or would; one that was added with the value of its day that it takes the place of.
  package func append(
    _ values: [Result<NewValue, Refusal>], keeping: Keeping
  ) async throws -> [RowFate<ObservedValue?>] {
    try await keep(keeping, values, knowing: { _ in () }) { value, _, session in
      let (isNew, former) = try Store.append(
        value.observation, to: value.indicator, evidence: value.evidence, session)
      return isNew ? .added(former) : .repeated
    }
  }

  /// Goes through rows in one transaction; each that is refused is undone, and where none is new all of it: an act
  /// that kept nothing leaves nothing in the trail either.
  ///
  /// - Parameters:
  ///   - knowing: looks up first what all rows need.
  ///   - together: keeps all rows at once, which is what most people type; nil, or a refusal, where one of them is not new or
  ///     not good. What it did is undone then, and each goes by itself.
  private func keep<Row: Sendable, Known, Former: Sendable>(
    _ keeping: Keeping, _ rows: [Result<Row, Refusal>],
    knowing: @Sendable (borrowing Session) throws -> Known,
    together: @Sendable ([Row], Known, borrowing Session) throws -> [RowFate<Former>]? = { _, _, _ in nil },
    _ body: @Sendable (Row, Known, borrowing Session) throws -> RowFate<Former>
  ) async throws -> [RowFate<Former>] {
    do {
      return try await write { session in
        let known = try knowing(session)
        let fates =
          try Store.together(rows, known, session, together) ?? Store.singly(rows, known, session, body)
        let isKept = keeping == .good || keeping == .all && !fates.contains(where: \.isRefused)
        guard isKept, fates.contains(where: \.isAdded) else { throw Undone(fates: fates) }
        return fates
      }
    } catch let undone as Undone<Former> {
      return undone.fates
    }
  }

  private static func singly<Row, Known, Former>(
    _ rows: [Result<Row, Refusal>], _ known: Known, _ session: borrowing Session,
    _ body: (Row, Known, borrowing Session) throws -> RowFate<Former>
  ) throws -> [RowFate<Former>] {
    var fates: [RowFate<Former>] = []
    for row in rows {
      do {
        let row = try row.get()
        fates.append(try session.savepoint { try body(row, known, session) })
      } catch let refusal as Refusal {
        fates.append(.refused(refusal))
      }
    }
    return fates
  }

  private struct NotTogether: Error {}

  private static func together<Row, Known, Former>(
    _ rows: [Result<Row, Refusal>], _ known: Known, _ session: borrowing Session,
    _ body: ([Row], Known, borrowing Session) throws -> [RowFate<Former>]?
  ) throws -> [RowFate<Former>]? {
    guard rows.count > 1, let rows = try? rows.map({ try $0.get() }) else { return nil }
    do {
      return try session.savepoint {
        guard let fates = try body(rows, known, session) else { throw NotTogether() }
        return fates
      }
    } catch is NotTogether {
      return nil
    } catch is Refusal {
      return nil
    }
  }
}
