internal import Domain
internal import Postgres

extension Store {
  private static let channel = "jixiao_live"

  /// Which departments changed, as `区划/编码`, as soon as it is committed: a hint, after which whoever shows one looks again. The
  /// stream ends with an error when the connection is lost, and with `notifications-pooled` where a pooler stands between.
  package func news() -> AsyncThrowingStream<String, any Error> {
    heard(on: [Store.channel], bufferingPolicy: .bufferingNewest(1_000)) { $0.payload }
  }

  /// Has those who show departments look again once this is committed.
  static func tellPages(of departments: [DepartmentID], _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT pg_notify(\(channel), d.division || '/' || d.code) FROM department d WHERE d.id = ANY (\(departments))
      """)
  }

  /// The same of an alert's department.
  static func tellPages(ofAlert id: AlertID, _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT pg_notify(\(channel), d.division || '/' || d.code)
      FROM alert a JOIN department d ON d.id = a.department_id WHERE a.id = \(id)
      """)
  }
}
