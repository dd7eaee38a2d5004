import Foundation
import Synchronization

@testable import Credentials

/// The provider of PyPI's oidc-provider-mock as a process of its own, in the folder where deploy/test puts it.
final class PretendProcess: Sendable {
  static let program = ProcessInfo.processInfo.environment["JIXIAO_OIDC_MOCK"] ?? ".build/oidc/bin/oidc-provider-mock"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private struct NotStarted: Error {}

  let issuer: String
  private let process = Mutex<Process?>(nil)

  /// Starts it with people it knows, on a port that nobody listens on, and waits until it answers.
  init(people: String...) throws {
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

  func stop() { process.withLock { $0?.terminate() } }

  /// Lets somebody in, as a person would by the page, and gives what the browser is sent back with.
  func letIn(_ fields: String, by address: String) throws -> [String: String] {
    let back = try Tool.run("curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", "-d", fields, address)
    let items = URLComponents(string: back)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
  }

  /// Asks by curl.
  static let fetch: SignOnFetch = { request in
    var arguments = ["-s", "-w", "\n%{http_code}", request.address]
    for (name, value) in request.headers { arguments += ["-H", "\(name): \(value)"] }
    if let form = request.form { arguments += ["--data-raw", form] }
    let printed = try Tool.run("curl", arguments)
    guard let end = printed.lastIndex(of: "\n"), let status = Int(printed[printed.index(after: end)...]) else {
      throw NotStarted()
    }
    return SignOnReply(status: status, body: Array(printed[..<end].utf8))
  }
}
