package import Domain
internal import Postgres

extension Store {
  /// How long a file waits to be confirmed, and how many of an account wait at most.
  private static let uploadMinutes = 60, mostUploads = 5

  /// Keeps a file of an account until it is confirmed; what waited too long goes.
  ///
  /// - Throws: `account-unknown`, `uploads-waiting` for one more than may wait: none of those that do goes unasked.
  package func keepUpload(_ file: String, _ content: [UInt8], of account: String) async throws -> Int64 {
    try await write { session in
      let (id, _) = try Store.account(account, session)
      try Store.dropOldUploads(session)
      // The account is held, so that two at once are counted one after the other.
      let waiting = try session.rows("SELECT file FROM upload WHERE account_id = \(id) ORDER BY id").map {
        try $0.next(String.self)
      }
      guard waiting.count < Store.mostUploads else {
        throw Refusal.document(.waiting(waiting, most: Store.mostUploads))
      }
      return try session.rows(
        "INSERT INTO upload (account_id, file, content) VALUES (\(id), \(file), \(Bytes(content))) RETURNING id"
      ).only { try $0.next(Int64.self) }
    }
  }

  /// Lets go what waited too long, whoever's it is.
  static func dropOldUploads(_ session: borrowing Session) throws {
    try session.run(
      "DELETE FROM upload WHERE made_at <= now() - make_interval(mins => \(Int32(Store.uploadMinutes)))")
  }

  /// The files of an account that wait, as they came.
  package func uploads(of account: String) async throws -> [(id: Int64, file: String, sentAt: Instant)] {
    try await ask { session in
      try session.rows(
        """
        SELECT u.id, u.file, u.made_at FROM upload u JOIN account a ON a.id = u.account_id
        WHERE a.name = \(account) AND u.made_at > now() - make_interval(mins => \(Int32(Store.uploadMinutes)))
        ORDER BY u.id
        """
      ).map { (id: try $0.next(), file: try $0.next(), sentAt: try $0.next()) }
    }
  }

  /// A file that waits; nil where there is none, or it is another's.
  package func upload(
    _ id: Int64, of account: String
  ) async throws -> (file: String, content: [UInt8], mends: [(place: String, old: String, new: String)])? {
    try await read { session in
      let mends = try session.rows(
        "SELECT place, old_text, new_text FROM upload_mend WHERE upload_id = \(id) ORDER BY place"
      ).map { (place: try $0.next(String.self), old: try $0.next(String.self), new: try $0.next(String.self)) }
      return try session.rows(
        """
        SELECT u.file, u.content FROM upload u JOIN account a ON a.id = u.account_id
        WHERE u.id = \(id) AND a.name = \(account)
          AND u.made_at > now() - make_interval(mins => \(Int32(Store.uploadMinutes)))
        """
      ).first { (file: try $0.next(String.self), content: try $0.next(Bytes.self).bytes, mends: mends) }
    }
  }

  /// Keeps what is written otherwise in a file that waits: what stood there first stays known, and what is as it was is no mend.
  package func mendUpload(
    _ id: Int64, _ texts: [(place: String, old: String, new: String)], of account: String
  ) async throws {
    try await write { session in
      for text in texts {
        try session.run(
          """
          INSERT INTO upload_mend (upload_id, place, old_text, new_text)
          SELECT u.id, \(text.place), \(text.old), \(text.new) FROM upload u JOIN account a ON a.id = u.account_id
          WHERE u.id = \(id) AND a.name = \(account)
          ON CONFLICT (upload_id, place) DO UPDATE SET new_text = excluded.new_text
          """)
      }
      try session.run("DELETE FROM upload_mend WHERE upload_id = \(id) AND old_text = new_text")
    }
  }

  /// Lets a file go.
  package func dropUpload(_ id: Int64, of account: String) async throws {
    try await write { session in
      try session.run(
        "DELETE FROM upload u USING account a WHERE u.id = \(id) AND a.id = u.account_id AND a.name = \(account)")
    }
  }
}
