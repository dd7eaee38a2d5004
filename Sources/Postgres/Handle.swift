internal import CPostgres

/// One libpq connection with its prepared statements. Used by one thread at a time; knows nothing of concurrency.
final class Handle {
  let connection: OpaquePointer
  private var statements: [String: String] = [:]
  private static let mostStatements = 256
  let warnings = Warnings()
  let commitTimeoutMilliseconds: Int
  let interrupter: Interrupter
  /// Whether a pooler stands between: the key it gives for cancelling is not the server's process. It may hand each
  /// transaction to another session of the server, where what was prepared or set before is not, or is somebody else's.
  private(set) var isPooled = false
  /// The time limits, set for each transaction where a pooler stands between.
  private var limits: [(name: String, milliseconds: Int)] = []

  init(_ configuration: Configuration) throws {
    let keywords: [(String, String)] = [
      ("dbname", configuration.url), ("application_name", configuration.applicationName), ("client_encoding", "UTF8"),
      ("connect_timeout", String(configuration.connectTimeoutSeconds)),
    ]
    // A network that swallows packets is noticed in some twenty seconds, unless the URL says otherwise. What stands before
    // the URL gives way to it.
    let ifNotSaid = [
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]
    let parameters = ifNotSaid + keywords
    guard
      let connection = withCStrings(
        parameters.map(\.0),
        { names in
          withCStrings(parameters.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        })
    else { throw PostgresError(.connection, "out of memory") }
    self.connection = connection
    commitTimeoutMilliseconds = configuration.commitTimeoutMilliseconds
    interrupter = Interrupter(connection, statementDeadline: configuration.statementDeadlineMilliseconds)
    guard PQstatus(connection) == CONNECTION_OK else {
      throw PostgresError(.connection, Handle.message(connection))
    }
    // Notices are for terminals; but a warning at COMMIT may take back what its result says.
    _ = PQsetNoticeReceiver(connection, Warnings.receive, Unmanaged.passUnretained(warnings).toOpaque())
    // The first statements have a deadline, too.
    interrupter.begin()
    defer { interrupter.end() }
    isPooled =
      try script("SELECT pg_backend_pid()::text").first { try $0.next(String.self) } != String(PQbackendPID(connection))
    limits = [
      ("statement_timeout", configuration.statementTimeoutMilliseconds),
      ("idle_in_transaction_session_timeout", configuration.idleTransactionTimeoutMilliseconds),
    ].compactMap { name, limit in limit.map { (name, $0) } }
    if !isPooled, !limits.isEmpty {
      _ = try script(limits.map { "SET \($0.name) = \($0.milliseconds)" }.joined(separator: "; "))
    }
  }

  /// Begins a transaction with settings that end with it.
  func begin(_ isolation: Isolation, _ settings: [String: String]) throws {
    var text = "BEGIN ISOLATION LEVEL \(isolation.rawValue)"
    if isPooled { for limit in limits { text += "; SET LOCAL \(limit.name) = \(limit.milliseconds)" } }
    for (name, value) in settings { text += "; SET LOCAL \(name) = \(try literal(value))" }
    _ = try script(text)
  }

  /// A text as a literal of SQL.
  private func literal(_ text: String) throws -> String {
    guard let literal = text.withCString({ PQescapeLiteral(connection, $0, text.utf8.count) }) else {
      throw PostgresError(.usage, Handle.message(connection))
    }
    defer { PQfreemem(literal) }
    return String(cString: literal)
  }

  deinit {
    interrupter.letGo()
    PQfinish(connection)
  }

  /// Whether the connection lives, stands outside any transaction and was never interrupted.
  var isIdle: Bool {
    PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE
      && !interrupter.isInterrupted
  }

  static func message(_ connection: OpaquePointer) -> String {
    PQerrorMessage(connection).map { String(cString: $0).trimmed } ?? "unknown"
  }

  /// Runs a statement with its values, binary both ways; prepared the first time, unless a pooler stands between.
  func execute(_ query: Query) throws -> Rows {
    interrupter.progress()
    defer { interrupter.rest() }
    let name = isPooled ? nil : try prepare(query)
    var storage: [UInt8] = []
    var offsets: [Int?] = []
    for bind in query.binds {
      offsets.append(bind.bytes == nil ? nil : storage.count)
      storage += bind.bytes ?? []
      storage.append(0)
    }
    let lengths = query.binds.map { Int32($0.bytes?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: query.binds.count)
    let result = storage.withUnsafeBufferPointer { buffer in
      let base = buffer.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
      let values = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      guard let name else {
        let types = query.binds.map { Oid($0.oid) }
        return PQexecParams(connection, query.text, Int32(values.count), types, values, lengths, formats, 1)
      }
      return PQexecPrepared(connection, name, Int32(values.count), values, lengths, formats, 1)
    }
    return try check(result, query.text)
  }

  private func prepare(_ query: Query) throws -> String {
    if let name = statements[query.text] { return name }
    if statements.count >= Handle.mostStatements {
      _ = try check(PQexec(connection, "DEALLOCATE ALL"), "DEALLOCATE ALL")
      statements = [:]
    }
    let name = Handle.name(of: query)
    let types = query.binds.map { Oid($0.oid) }
    _ = try check(PQprepare(connection, name, query.text, Int32(types.count), types), query.text)
    statements[query.text] = name
    return name
  }

  /// A name that no other statement has: were this session ever shared unseen, a wrong one would still not be run.
  private static func name(of query: Query) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in query.text.utf8 { add(byte) }
    for bind in query.binds {
      for shift in stride(from: 0, to: 32, by: 8) { add(UInt8(truncatingIfNeeded: bind.oid >> shift)) }
    }
    return "s" + String(hash, radix: 36)
  }

  /// Runs one or more statements without values, in text.
  func script(_ text: String) throws -> Rows {
    interrupter.progress()
    defer { interrupter.rest() }
    return try check(PQexec(connection, text), text)
  }

  /// Takes over a result: its rows, or the error it carries.
  func check(_ result: OpaquePointer?, _ statement: String) throws -> Rows {
    guard let result else {
      throw PostgresError(.connection, Handle.message(connection), statement: statement)
    }
    let rows = Rows(owning: result)
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_EMPTY_QUERY: return rows
    default: throw error(of: result, statement)
    }
  }

  func error(of result: OpaquePointer, _ statement: String) -> PostgresError {
    func field(_ code: UnicodeScalar) -> String? {
      PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
    let state = field("C")
    guard let message = field("M") else {
      return PostgresError(.connection, Handle.message(connection), statement: statement)
    }
    let isLost = PQstatus(connection) != CONNECTION_OK
    // Detail lines may repeat values; they are kept for constraints only, where they name keys of ours.
    return PostgresError(
      isLost ? .connection : .server, message, sqlState: state, detail: field("n") == nil ? nil : field("D"),
      constraint: field("n"), statement: statement)
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

/// Calls `body` with C strings in an array that ends with null.
private func withCStrings<R>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> R) -> R {
  let copies = texts.map { text in
    let bytes = text.utf8CString
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { pointer[index] = byte }
    return pointer
  }
  defer { for copy in copies { copy.deallocate() } }
  return body(copies.map { UnsafePointer($0) } + [nil])
}
