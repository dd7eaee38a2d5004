package import Domain
internal import Postgres

/// What somebody has not saved yet, as it is kept.
package struct KeptDraft: Hashable, Sendable {
  /// A file's name; empty for what was typed.
  package let name: String
  /// The bytes.
  package let content: [UInt8]
  /// Since when it is there.
  package let savedAt: Instant
}

extension Store {
  /// Days after which a draft that nobody came back for is given up.
  private static let draftDays = 30

  /// What an account has not saved at a place.
  package func draft(of account: String, at place: String) async throws -> KeptDraft? {
    try await ask { session in
      try session.rows(
        """
        SELECT d.name, d.content, d.saved_at FROM account_draft d JOIN account a ON a.id = d.account_id
        WHERE a.name = \(account) AND d.place = \(place)
          AND d.saved_at > now() - make_interval(days => \(Int32(Store.draftDays)))
        """
      ).first {
        KeptDraft(name: try $0.next(), content: try $0.next(Bytes.self).bytes, savedAt: try $0.next())
      }
    }
  }

  /// Keeps what an account has not saved at a place, instead of what it had there.
  ///
  /// - Returns: when it was kept; nil where there is no such account.
  package func keepDraft(
    _ content: [UInt8], name: String, of account: String, at place: String
  ) async throws -> Instant? {
    try await write { session in
      try Store.dropOldDrafts(session)
      return try session.rows(
        """
        INSERT INTO account_draft (account_id, place, name, content)
        SELECT id, \(place), \(name), \(Bytes(content)) FROM account WHERE name = \(account)
        ON CONFLICT (account_id, place) DO UPDATE
        SET name = excluded.name, content = excluded.content, saved_at = excluded.saved_at RETURNING saved_at
        """
      ).first { try $0.next(Instant.self) }
    }
  }

  /// Lets go what nobody came back for.
  static func dropOldDrafts(_ session: borrowing Session) throws {
    try session.run(
      "DELETE FROM account_draft WHERE saved_at <= now() - make_interval(days => \(Int32(Store.draftDays)))")
  }

  /// Gives up what an account has not saved at a place.
  package func discardDraft(of account: String, at place: String) async throws {
    try await write { session in
      try session.run(
        """
        DELETE FROM account_draft WHERE place = \(place)
          AND account_id = (SELECT id FROM account WHERE name = \(account))
        """)
    }
  }
}
