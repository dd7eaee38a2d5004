internal import Domain
internal import Postgres

// What people sent by pages after their session was over.
extension Store {
  private static let minutes: Int32 = 30
  /// How many are kept of an account at a time: the oldest goes for one more.
  private static let most: Int64 = 20

  /// Keeps what was sent, for the account whose session it was; what is older than half an hour goes.
  ///
  /// - Returns: by which it is found again; nil where there was no such session.
  package func keepPost(
    _ fields: String, ofSession digest: [UInt8], place: String, target: String
  ) async throws -> String? {
    try await write { session in
      try Store.dropOldPosts(session)
      try session.run(
        """
        DELETE FROM kept_post WHERE id IN (
          SELECT k.id FROM kept_post k JOIN account_session s ON s.account_id = k.account_id
          WHERE s.digest = \(Bytes(digest)) ORDER BY k.kept_at DESC, k.id OFFSET \(Store.most - 1))
        """)
      let id = try session.rows(
        """
        INSERT INTO kept_post (account_id, place, target, fields)
        SELECT s.account_id, \(place), \(target), \(fields) FROM account_session s JOIN account a ON a.id = s.account_id
        WHERE s.digest = \(Bytes(digest)) AND a.disabled_at IS NULL
        RETURNING id::text
        """
      ).first { try $0.next(String.self) }
      return id
    }
  }

  /// Lets go what nobody came back for.
  static func dropOldPosts(_ session: borrowing Session) throws {
    try session.run("DELETE FROM kept_post WHERE kept_at < now() - make_interval(mins => \(Store.minutes))")
  }

  /// What was kept for an account under a name, within half an hour; nil where there is nothing.
  package func keptPost(_ id: String, of account: String) async throws -> (
    place: String, target: String, fields: String
  )? {
    try await ask { session in
      try session.rows(
        """
        SELECT k.place, k.target, k.fields FROM kept_post k JOIN account a ON a.id = k.account_id
        WHERE k.id::text = \(id) AND a.name = \(account)
          AND k.kept_at > now() - make_interval(mins => \(Store.minutes))
        """
      ).first { (place: try $0.next(), target: try $0.next(), fields: try $0.next()) }
    }
  }
}
