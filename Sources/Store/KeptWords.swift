internal import Domain
internal import Postgres

extension Store {
  /// A project's code as it is kept; a constraint of the table holds that it is not empty.
  static func projectCode(_ text: String) throws -> ProjectCode {
    guard let code = ProjectCode(kept: text) else { throw PostgresError(.decoding, "a project without a code") }
    return code
  }
}
