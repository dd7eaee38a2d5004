internal import Foundation
internal import Postgres

/// A PgBouncer in front of the test server, in transaction mode with two sessions of the server for all clients.
package final class Pooler {
  private let process = Process()
  private let folder: String
  private let server: String

  /// Whether the machine has PgBouncer.
  package static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }
  private static let program = "/usr/sbin/pgbouncer"

  /// Starts one.
  ///
  /// - Parameter url: of a database of the test server.
  package init(to url: String) throws {
    server = url
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-pooler-\(UUID().uuidString)").path
    // The program does not run as root; its user must reach the folder.
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    let (host, user) = (Pooler.value("host", url), Pooler.value("user", url))
    let port = Pooler.value("port", url).map { " port=\($0)" } ?? ""
    let settings = """
      [databases]
      * = host=\(host ?? "")\(port) user=\(user ?? "jixiao")
      [pgbouncer]
      listen_port = 6432
      unix_socket_dir = \(folder)
      auth_type = any
      pool_mode = transaction
      default_pool_size = 2
      max_client_conn = 200
      ignore_startup_parameters = extra_float_digits
      """
    try settings.write(toFile: folder + "/ini", atomically: false, encoding: .utf8)
    process.executableURL = URL(fileURLWithPath: Pooler.program)
    process.arguments = (getuid() == 0 ? ["-u", "postgres"] : []) + ["-q", folder + "/ini"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Starts one and waits until it answers.
  package static func answering(to url: String) async throws -> Pooler {
    let pooler = try Pooler(to: url)
    for attempt in 1... {
      do {
        _ = try await Connection.open(Configuration(url: pooler.url))
        break
      } catch  where attempt < 15_000 {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    return pooler
  }

  /// The same database by way of the pooler.
  package var url: String {
    let name = server.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? "postgres"
    return "postgresql:///\(name)?host=\(folder)&port=6432&user=\(Pooler.value("user", server) ?? "jixiao")"
  }

  /// Ends it at once: it keeps nothing, and waits for clients where it is asked to end.
  package func stop() {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func value(_ name: String, _ url: String) -> String? {
    URLComponents(string: url)?.queryItems?.first { $0.name == name }?.value
  }
}
