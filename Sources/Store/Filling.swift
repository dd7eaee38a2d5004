internal import Postgres

extension Store {
  /// Fills a table by COPY, straight; for a role under row security, to which COPY FROM is closed, by way of a table of the
  /// transaction's own, so that each row is held to what the transaction sees.
  ///
  /// - Parameters:
  ///   - table: its name, a trusted text of ours, and so are the `columns`.
  static func fill(
    _ table: String, _ columns: String, _ session: borrowing Session, _ body: (inout CopyWriter) throws -> Void
  ) throws {
    let isHeld = try session.rows("SELECT row_security_active(\(table)::regclass)").only { try $0.next(Bool.self) }
    guard isHeld else {
      try session.copyIn("COPY \(table) (\(columns)) FROM STDIN (FORMAT binary)", body)
      return
    }
    try session.script(
      "CREATE TEMPORARY TABLE filled_\(table) ON COMMIT DROP AS SELECT \(columns) FROM \(table) WHERE false")
    try session.copyIn("COPY filled_\(table) (\(columns)) FROM STDIN (FORMAT binary)", body)
    // Numbers that the program gave itself are kept, as COPY keeps them.
    try session.script(
      "INSERT INTO \(table) (\(columns)) OVERRIDING SYSTEM VALUE SELECT \(columns) FROM filled_\(table)")
    try session.script("DROP TABLE filled_\(table)")
  }
}
