package import Domain
internal import Postgres

extension Store {
  /// Which rows of the audit trail.
  package struct AuditScope: Hashable, Sendable {
    /// From the beginning of a day and to the end of one, in Asia/Shanghai; nil for without bound.
    package var from: Day?, until: Day?
    /// Whose, what, and how it ended; nil for any.
    package var actor: String?, action: Action?, isRefused: Bool?
    /// Only what ended in one of these ways; nil for any.
    package var outcomes: [String]?

    /// Which rows.
    package init(
      from: Day? = nil, until: Day? = nil, actor: String? = nil, action: Action? = nil, isRefused: Bool? = nil,
      outcomes: [String]? = nil
    ) {
      self.outcomes = outcomes
      (self.from, self.until, self.actor, self.action, self.isRefused) = (from, until, actor, action, isRefused)
    }
  }

  /// Leaves a row of its own, for what changes nothing: a refusal, an export.
  package func note(_ note: AuditNote, by actor: String, outcome: String) async throws {
    try await pool.transaction { session in try Store.append(note, by: actor, outcome: outcome, session) }
  }

  /// Whether what was tried was to write where nothing is written: on a standby.
  package static func isReadOnly(_ error: any Error) -> Bool { (error as? PostgresError)?.sqlState == "25006" }

  static func append(_ note: AuditNote, by actor: String, outcome: String, _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT audit_append(\(note.chain), \(actor), \(note.origin), \(note.action.rawValue), \(outcome), \(note.request))
      """)
  }

  /// The same behind an act, where its transaction wrote anything.
  static func append(_ note: AuditNote, by actor: String, _ session: borrowing Session) throws {
    let wrote = try session.rows("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").only { try $0.next(Bool.self) }
    if wrote { try append(note, by: actor, outcome: AuditEntry.done, session) }
  }

  /// The last rows, the latest first.
  ///
  /// - Parameter place: only those behind this one in that order.
  package func auditEntries(
    _ scope: AuditScope, limit: Int, before place: AuditPlace? = nil
  ) async throws -> [AuditEntry] {
    try await read {
      try Store.entries(scope, after: nil, before: place, "at DESC, chain, number DESC", limit: limit, $0)
    }
  }

  /// All rows of a scope by time, a piece after the other; each is handed on as it comes, so that a million take no more memory
  /// than a page.
  package func eachAuditEntry(_ scope: AuditScope, _ body: ([AuditEntry]) async throws -> Void) async throws {
    var last: AuditEntry?
    while true {
      try Task.checkCancellation()
      let after = last
      let page = try await read { try Store.entries(scope, after: after, "at, chain, number", limit: 2000, $0) }
      guard let end = page.last else { return }
      try await body(page)
      last = end
    }
  }

  /// Holds the rows of a chain against their digests, to the end of the chain. They are read one after the other from one
  /// statement, so that a million take no more memory than one, and no more time each.
  ///
  /// - Parameters:
  ///   - known: the ends of chains that are known.
  ///   - digest: SHA-256.
  package func check(
    ofChain chain: String, known: [AuditHead], digest: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) async throws -> AuditCheck {
    try await read { session in
      let now = try session.rows("SELECT clock_timestamp()").only { try $0.next(Instant.self) }
      var check = AuditCheck(
        of: chain, from: try Store.lastCut(of: chain, session), known: known, on: now.day, digest: digest)
      // COPY takes no values, but sees what holds for the transaction.
      try session.rows("SELECT set_config('jixiao.chain', \(chain), true)")
      try session.copyOut(
        """
        COPY (SELECT \(Store.columns) FROM audit_entry WHERE chain = current_setting('jixiao.chain') ORDER BY number)
        TO STDOUT (FORMAT binary)
        """
      ) { row in check.take(try AuditEntry(&row)) }
      check.finish()
      return check
    }
  }

  /// The end of each chain, also of one whose rows are all gone; and a chain whose end is gone though it has rows.
  package func auditHeads() async throws -> [AuditHead] {
    try await read { session in
      try session.rows(
        """
        SELECT chain, number, digest FROM audit_chain UNION ALL
        SELECT DISTINCT e.chain, 0::bigint, ''::bytea FROM audit_entry e
          WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = e.chain) ORDER BY 1
        """
      ).map { row in
        AuditHead(chain: try row.next(), number: try row.next(), digest: try row.next(Bytes.self).bytes.hex)
      }
    }
  }

  private static func entries(
    _ scope: AuditScope, after: AuditEntry?, before place: AuditPlace? = nil, _ order: String, limit: Int,
    _ session: borrowing Session
  ) throws -> [AuditEntry] {
    let (from, until) = (scope.from.map { Instant($0) }, scope.until.map { Instant(Day(number: $0.number + 1)) })
    return try session.rows(
      """
      SELECT \(trusted: columns) FROM audit_entry
      WHERE (\(from) IS NULL OR at >= \(from)) AND (\(until) IS NULL OR at < \(until))
        AND (\(scope.actor) IS NULL OR actor = \(scope.actor))
        AND (\(scope.action?.rawValue) IS NULL OR action = \(scope.action?.rawValue))
        AND (\(scope.isRefused) IS NULL OR (outcome <> 'done') = \(scope.isRefused))
        AND (\(scope.outcomes == nil) OR outcome = ANY (\(scope.outcomes ?? [])))
        AND (\(after?.microseconds) IS NULL OR (at, chain, number) > (
          timestamptz 'epoch' + \(after?.microseconds) * interval '1 microsecond', \(after?.chain), \(after?.number)))
        AND (\(place?.microseconds) IS NULL OR (at, \(place?.chain), number)
            < (timestamptz 'epoch' + \(place?.microseconds) * interval '1 microsecond', chain, \(place?.number)))
      ORDER BY \(trusted: order) LIMIT \(limit)
      """
    ).map { try AuditEntry(&$0) }
  }

  private static let columns = """
    chain, number, (extract(epoch FROM at) * 1000000)::bigint, actor, origin, action, outcome, request, changes, digest
    """
}

extension AuditEntry {
  fileprivate init(_ row: inout Row) throws {
    self.init(
      chain: try row.next(), number: try row.next(), microseconds: try row.next(), actor: try row.next(),
      origin: try row.next(), action: try row.next(), outcome: try row.next(), request: try row.nextOptional(),
      changes: try row.nextOptional(), digest: try row.next(Bytes.self).bytes)
  }
  fileprivate init(_ row: inout CopyReader) throws {
    self.init(
      chain: try row.text(), number: try row.int8(), microseconds: try row.int8(), actor: try row.text(),
      origin: try row.text(), action: try row.text(), outcome: try row.text(), request: try row.optionalText(),
      changes: try row.optionalText(), digest: try row.optional(Bytes.self)?.bytes ?? [])
  }
}
