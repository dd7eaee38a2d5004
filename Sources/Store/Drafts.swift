package import Domain
internal import Postgres

/// What somebody has not saved yet, as it is kept.
package struct KeptDraft: Hashable, Sendable {
  /// A file's name; empty for what was typed.
  package let name: String
  /// The bytes; empty for what was saved or given up.
  package let content: [UInt8]
  /// What became of a file's rows when they were tried; nil where nothing was tried.
  package let answer: String?
  /// Since when it is there.
  package let savedAt: Instant
  /// Which one it is: another has another mark.
  package let mark: String
}

extension Store {
  /// Days after which a draft that nobody came back for is given up.
  private static let draftDays = 30

  /// What an account has not saved at a place; empty where it was saved or given up.
  package func draft(of account: String, at place: String) async throws -> KeptDraft? {
    try await ask { session in try Store.draft(of: account, at: place, session) }
  }

  /// Keeps what an account has not saved at a place, instead of what it had there.
  ///
  /// - Parameters:
  ///   - answer: what became of a file's rows.
  ///   - mark: which draft it takes the place of, empty for none; refused where another is there.
  /// - Returns: what is kept now; nil where there is no such account.
  /// - Throws: `draft-replaced`.
  package func keepDraft(
    _ content: [UInt8], name: String, answer: String? = nil, of account: String, at place: String, over mark: String
  ) async throws -> KeptDraft? {
    try await write { session in
      try Store.dropOldDrafts(session)
      // One after the other, where somebody has several windows.
      try session.rows("SELECT pg_advisory_xact_lock(hashtextextended('account_draft/' || \(account), 0))")
      let there = try Store.draft(of: account, at: place, session)
      // Giving up what was given up changes nothing.
      if content.isEmpty, let there, there.content.isEmpty { return there }
      guard there?.mark ?? "" == mark else { throw Refusal.sheet(.draftReplaced(by: there?.shownName)) }
      // By the time at which it is written: a draft that waited for another one is a later one.
      try session.run(
        """
        INSERT INTO account_draft (account_id, place, name, content, answer, saved_at)
        SELECT id, \(place), \(name), \(Bytes(content)), \(answer), clock_timestamp() FROM account WHERE name = \(account)
        ON CONFLICT (account_id, place) DO UPDATE
        SET name = excluded.name, content = excluded.content, answer = excluded.answer, saved_at = excluded.saved_at
        """)
      return try Store.draft(of: account, at: place, session)
    }
  }

  /// Lets go what nobody came back for.
  static func dropOldDrafts(_ session: borrowing Session) throws {
    try session.run(
      "DELETE FROM account_draft WHERE saved_at <= now() - make_interval(days => \(Int32(Store.draftDays)))")
  }

  /// Gives up what an account has not saved at a place. That it was given up stays there, so that what was sent
  /// before, and comes later, does not bring it back.
  ///
  /// - Throws: `draft-replaced`.
  @discardableResult
  package func discardDraft(of account: String, at place: String, over mark: String) async throws -> KeptDraft? {
    try await keepDraft([], name: "", of: account, at: place, over: mark)
  }

  private static func draft(
    of account: String, at place: String, _ session: borrowing Session
  ) throws -> KeptDraft? {
    try session.rows(
      """
      SELECT d.name, d.content, d.answer, d.saved_at, (extract(epoch FROM d.saved_at) * 1000000)::bigint::text
      FROM account_draft d JOIN account a ON a.id = d.account_id
      WHERE a.name = \(account) AND d.place = \(place)
        AND d.saved_at > now() - make_interval(days => \(Int32(Store.draftDays)))
      """
    ).first {
      KeptDraft(
        name: try $0.next(), content: try $0.next(Bytes.self).bytes, answer: try $0.nextOptional(),
        savedAt: try $0.next(), mark: try $0.next())
    }
  }
}

extension KeptDraft {
  /// What a refusal calls it; nil for what was saved or given up.
  fileprivate var shownName: String? { content.isEmpty ? nil : name }
}
