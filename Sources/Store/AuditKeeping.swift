package import Domain
internal import Postgres

// How the trail is kept over time: its ends from day to day, and from which row on.
extension Store {
  /// What the ends of the chains were on earlier days, as they were kept.
  package func keptAuditHeads() async throws -> [AuditHead] {
    try await read { session in
      try session.rows("SELECT chain, number, digest, day FROM audit_head_kept ORDER BY chain, number").map { row in
        AuditHead(
          chain: try row.next(), number: try row.next(), digest: try row.next(Bytes.self).bytes.hex,
          day: try row.next())
      }
    }
  }

  /// Up to where a chain was removed last; nil for not at all.
  static func lastCut(of chain: String, _ session: borrowing Session) throws -> AuditCut? {
    try session.rows(
      """
      SELECT chain, number, digest, day, days::bigint, removed FROM audit_cut WHERE chain = \(chain)
      ORDER BY number DESC LIMIT 1
      """
    ).first { try Store.cut(&$0) }
  }

  /// How many days rows of the trail are kept at least; nil for for ever.
  package func auditRetentionDays() async throws -> Int? {
    try await ask { session in
      try session.rows("SELECT audit_retention_days()::bigint").only { try $0.nextOptional(Int.self) }
    }
  }

  /// Removes from the front of each chain what is older than rows are kept, and says up to where; the database itself holds it
  /// to that. What remains is held against the digests of the last rows that are gone.
  ///
  /// - Throws: `role-not-owner` for another role of the database than the tables' owner; `audit-kept-for-ever` where nobody said
  ///   how long rows are kept.
  package func pruneAudit() async throws -> [AuditCut] {
    try await write { session in
      let isOwner = try session.rows(
        "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'audit_entry'::regclass"
      ).only { try $0.next(Bool.self) }
      guard isOwner else { throw Refusal.service(.notOwner) }
      let days = try session.rows("SELECT audit_retention_days()::bigint").only { try $0.nextOptional(Int.self) }
      guard let days else { throw Refusal.account(.auditKeptForEver) }
      let chains = try session.rows("SELECT chain FROM audit_chain ORDER BY chain FOR UPDATE").map {
        try $0.next(String.self)
      }
      return try chains.compactMap { try Store.prune($0, days: days, session) }
    }
  }

  /// Nil where nothing of the chain is old enough.
  private static func prune(_ chain: String, days: Int, _ session: borrowing Session) throws -> AuditCut? {
    // Up to the first row that is young, whatever its neighbours' times are.
    let cut = try session.rows(
      """
      INSERT INTO audit_cut (chain, number, digest, removed, days)
      SELECT e.chain, e.number, e.digest,
        e.number + 1 - (SELECT min(number) FROM audit_entry WHERE chain = \(chain)), \(Int32(days))
      FROM audit_entry e WHERE e.chain = \(chain) AND e.number < coalesce((
        SELECT min(number) FROM audit_entry
        WHERE chain = \(chain) AND at >= clock_timestamp() - \(Int32(days)) * interval '1 day'), \(Int64.max))
      ORDER BY e.number DESC LIMIT 1
      RETURNING chain, number, digest, day, days::bigint, removed
      """
    ).first { try Store.cut(&$0) }
    guard let cut else { return nil }
    try session.run("DELETE FROM audit_entry WHERE chain = \(chain) AND number <= \(cut.number)")
    return cut
  }

  private static func cut(_ row: inout Row) throws -> AuditCut {
    AuditCut(
      chain: try row.next(), number: try row.next(), digest: try row.next(Bytes.self).bytes, day: try row.next(),
      days: try row.next(), removed: try row.next())
  }

  /// Keeps the ends of the chains that moved since, and writes each auditor who has an address a message with all of them, as long
  /// as anything moved.
  static func keepAuditHeads(_ voice: Voice, _ session: borrowing Session) throws {
    let moved = try session.run(
      """
      INSERT INTO audit_head_kept (chain, number, digest)
      SELECT chain, number, digest FROM audit_chain WHERE number > 0 ON CONFLICT DO NOTHING
      """)
    guard moved > 0 else { return }
    let heads = try session.rows(
      """
      SELECT chain, number, digest, (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date FROM audit_chain
      WHERE number > 0 ORDER BY chain
      """
    ).map { row in
      AuditHead(
        chain: try row.next(), number: try row.next(), digest: try row.next(Bytes.self).bytes.hex, day: try row.next())
    }
    for auditor in try addressedAuditors(session) {
      for address in auditor.addresses {
        try voice.send(heads, to: (auditor.id, auditor.name), address, session)
      }
    }
  }

  private static func addressedAuditors(
    _ session: borrowing Session
  ) throws -> [(id: Int64, name: String, addresses: [RecipientAddress])] {
    let rows = try session.rows(
      """
      SELECT a.id, a.name, c.id, c.name, c.kind, d.address
      FROM account a JOIN account_address d ON d.account_id = a.id JOIN channel c ON c.id = d.channel_id AND c.active
      WHERE a.disabled_at IS NULL AND EXISTS (
        SELECT FROM account_role r WHERE r.account_id = a.id AND r.role = 'auditor' AND r.revoked_at IS NULL
          AND (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date BETWEEN r.from_day AND coalesce(r.until_day, 'infinity'))
      ORDER BY a.name, c.id
      """
    ).map { row in
      (
        id: try row.next(Int64.self), name: try row.next(String.self),
        address: RecipientAddress(
          channel: try row.next(), channelName: try row.next(), kind: try Store.known(try row.next()),
          address: try row.next())
      )
    }
    return Dictionary(grouping: rows, by: \.id).sorted { $0.key < $1.key }.map { id, rows in
      (id: id, name: rows[0].name, addresses: rows.map(\.address))
    }
  }

  /// Whether the ends of the chains leave the database: how many auditors there are in use, and how many have an address.
  package func auditorAddresses() async throws -> (auditors: Int, addressed: Int) {
    try await ask { session in
      // What stays in the inbox stays in the database.
      let addressed = try Store.addressedAuditors(session).count { $0.addresses.contains { $0.kind != .inbox } }
      let auditors = try session.rows(
        """
        SELECT count(DISTINCT a.id) FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'auditor'
          AND r.revoked_at IS NULL WHERE a.disabled_at IS NULL
        """
      ).only { try $0.next(Int.self) }
      return (auditors, addressed)
    }
  }

  /// Where an auditor gets the ends of the chains, by the channel's name.
  ///
  /// - Throws: `account-unknown`, `account-not-auditor`.
  package func addresses(of name: String) async throws -> [(channel: String, address: String)] {
    try await read { session in
      let kind = try session.rows("SELECT kind FROM account WHERE name = \(name)").first {
        try Store.known(try $0.next()) as AccountKind
      }
      guard let kind else { throw try Store.unknownAccount(name, session) }
      guard kind == .auditor else { throw Refusal.account(.notAnAuditor(name, kind)) }
      return try Store.addresses(of: name, session)
    }
  }

  private static func addresses(
    of name: String, _ session: borrowing Session
  ) throws -> [(channel: String, address: String)] {
    try session.rows(
      """
      SELECT c.name, d.address FROM account_address d JOIN account a ON a.id = d.account_id
        JOIN channel c ON c.id = d.channel_id WHERE a.name = \(name) ORDER BY c.id
      """
    ).map { (channel: try $0.next(), address: try $0.next()) }
  }

  /// Says where an auditor gets the ends of the chains; none takes all addresses away.
  ///
  /// - Parameter addresses: by the channel's name.
  /// - Returns: those of before.
  /// - Throws: `account-unknown`, `account-not-auditor`, `channel-unknown`.
  package func setAddresses(_ addresses: [(channel: String, address: String)], of name: String) async throws -> [(
    channel: String, address: String
  )] {
    try await write { session in
      let (id, kind) = try Store.account(name, session)
      guard kind == .auditor else { throw Refusal.account(.notAnAuditor(name, kind)) }
      let before = try Store.addresses(of: name, session)
      try session.run("DELETE FROM account_address WHERE account_id = \(id)")
      for (channel, address) in addresses {
        let added = try session.run(
          """
          INSERT INTO account_address (account_id, channel_id, address)
          SELECT \(id), id, \(address) FROM channel WHERE name = \(channel) AND active
          """)
        guard added == 1 else { throw try Store.unknownChannel(channel, session) }
      }
      return before
    }
  }
}
