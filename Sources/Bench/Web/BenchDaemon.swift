internal import Contract
internal import Credentials
internal import Desk
internal import Domain
internal import Embedded
internal import Foundation
internal import Glibc
internal import Store

/// This program as a daemon of its own, over the benchmark's database.
final class BenchDaemon: Sendable {
  let port: Int
  private let process: Process
  /// MiB that it held once it had nothing to do.
  let idle: Double

  var address: String { "http://127.0.0.1:\(port)" }

  /// Starts one, and waits until it has nothing to do.
  ///
  /// - Parameter clock: as `serve --clock` takes it.
  static func start(_ program: String, _ database: BenchDatabase, clock: String) async throws -> BenchDaemon {
    let port = try freePort()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "serve", "--database", database.url, "--listen", "127.0.0.1:\(port)", "--clock", clock, "--log-level", "error",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    do {
      for attempt in 1... {
        if let socket = try? BenchSocket(port: port) {
          socket.close()
          break
        }
        guard process.isRunning else { throw BenchFailure("守护进程没有启动，退出码 \(process.terminationStatus)。") }
        guard attempt < 600 else { throw BenchFailure("守护进程30秒内没有开始监听。") }
        try await Task.sleep(for: .milliseconds(50))
      }
      // What is due is queued within a few seconds of the start.
      try await Task.sleep(for: .seconds(3))
      while try await database.numbers(embedded_bench_jobs_waiting()) != [0] {
        try await Task.sleep(for: .milliseconds(100))
      }
      try await database.settle()
      try await Task.sleep(for: .seconds(3))
      return BenchDaemon(port, process)
    } catch {
      process.terminate()
      throw error
    }
  }

  private init(_ port: Int, _ process: Process) {
    (self.port, self.process) = (port, process)
    idle = BenchDaemon.status(of: process.processIdentifier, "VmRSS")
  }

  /// MiB that it holds now, and held at most.
  var memory: Double { BenchDaemon.status(of: process.processIdentifier, "VmRSS") }
  var peak: Double { BenchDaemon.status(of: process.processIdentifier, "VmHWM") }

  func stop() async {
    process.terminate()
    process.waitUntilExit()
  }

  private static func status(of pid: Int32, _ name: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Double($0) }.map {
      $0 / 1_024
    } ?? .nan
  }

  /// A port on which nobody listens now.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { _ = Glibc.close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw BenchFailure("没有空闲的端口。") }
    return Int(in_port_t(bigEndian: address.sin_port))
  }
}

/// Somebody who is signed in, with a browser.
struct BenchVisitor: Sendable {
  let cookie: String
  private let port: Int

  private static let password = "Kx9#mQ2vLp"

  /// Opens an account that sees and records everything, and signs in.
  ///
  /// - Parameter watches: whether it is one of the finance bureau, too, which takes a second factor.
  static func enter(
    _ name: String, watches: Bool = false, _ daemon: BenchDaemon, _ database: BenchDatabase, _ random: Randomness
  ) async throws -> BenchVisitor {
    let store = database.store
    let day = try await store.databaseTime().day
    let grants = [Grant(.clerk, .all, from: day)] + (watches ? [Grant(.bureau, .all, from: day)] : [])
    try await store.addAccount(name, .business, grants, osUser: nil)
    let hash = try await PasswordOffice.ofProcess.hash(Password(password))
    try await store.setPassword(hash.text, of: name, remembered: 5)
    let keys = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-bench-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: keys) }
    let desk = SignInDesk(
      store, at: .plain, keyFile: keys, makesKeys: true, common: CommonPasswords(), random: random, from: "127.0.0.1",
      agent: "bench")
    var entered = try await desk.signIn(SignInRequest(account: name, password: password))
    if watches {
      let begun = try await desk.beginFactor(entered.session, password: nil)
      guard let factor = TOTP(typed: begun.typed) else { throw BenchFailure("没有绑定动态口令。") }
      let code = factor.code(of: TOTP.step(at: try await store.databaseTime()))
      entered = try await desk.confirmFactor(entered.session, code: code).signedIn
    }
    return BenchVisitor(cookie: "jx=\(entered.session)", port: daemon.port)
  }

  func request(_ method: String, _ path: String, _ body: String = "") -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Cookie: \(cookie)"]
    if method == "POST" {
      lines += [
        "Origin: http://127.0.0.1:\(port)", "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: \(body.utf8.count)",
      ]
    }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  private func ask(_ method: String, _ path: String, _ body: String = "") throws -> (status: Int, body: String) {
    let socket = try BenchSocket(port: port)
    defer { socket.close() }
    try socket.send(request(method, path, body))
    let (status, _, text) = try socket.answer()
    return (status, text)
  }

  /// A page.
  @discardableResult
  func open(_ path: String) throws -> String {
    let (status, text) = try ask("GET", path)
    guard status == 200 else { throw BenchFailure("\(path) 答 \(status)，测量无效。") }
    return text
  }

  func post(_ path: String, _ body: String) throws {
    let (status, text) = try ask("POST", path, body)
    guard status == 303 else { throw BenchFailure("\(path) 答 \(status)，测量无效：\(text.suffix(2_000).prefix(500))") }
  }

  /// What the forms of a page carry.
  func token(at path: String) throws -> String {
    let text = try open(path)
    guard let start = text.range(of: "name=\"token\" value=\"") else { throw BenchFailure("\(path) 没有表单。") }
    return String(text[start.upperBound...].prefix { $0 != "\"" })
  }
}
