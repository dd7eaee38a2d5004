internal import Foundation
internal import Synchronization

/// The provider of PyPI's oidc-provider-mock as a process of its own, in the folder where deploy/test puts it.
package final class PretendProcess: Sendable {
  private static let program =
    ProcessInfo.processInfo.environment["JIXIAO_OIDC_MOCK"] ?? ".build/oidc/bin/oidc-provider-mock"
  /// Whether it is installed.
  package static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private struct NotStarted: Error {}

  /// Its name for itself.
  package let issuer: String
  private let process = Mutex<Process?>(nil)

  /// Starts it with people it knows, on a port that nobody listens on, and waits until it answers.
  package init(people: String...) throws {
    for _ in 0..<5 {
      let port = Int.random(in: 20_000..<30_000)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: PretendProcess.program)
      process.arguments = ["--port", "\(port)", "--require-nonce", "true"] + people.flatMap { ["--user", $0] }
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      let issuer = "http://localhost:\(port)"
      for _ in 0..<100 where process.isRunning {
        if (try? Tool.run("curl", "-sf", "-o", "/dev/null", issuer + "/jwks")) != nil {
          self.issuer = issuer
          self.process.withLock { $0 = process }
          return
        }
        usleep(100_000)
      }
      process.terminate()
    }
    throw NotStarted()
  }

  /// Ends it.
  package func stop() { process.withLock { $0?.terminate() } }

  /// Lets somebody in, as a person would by the page, and gives what the browser is sent back with.
  package func letIn(_ fields: String, by address: String) throws -> [String: String] {
    let back = try Tool.run("curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", "-d", fields, address)
    let items = URLComponents(string: back)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
  }
}
