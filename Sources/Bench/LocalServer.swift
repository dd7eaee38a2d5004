internal import Hummingbird
internal import Logging

/// A server of a benchmark's own on a free port of this machine.
struct LocalServer {
  let port: Int
  private let task: Task<Void, any Error>

  var address: String { "http://127.0.0.1:\(port)" }

  /// Serves what a router knows, until it is stopped.
  static func start(_ router: Router<BasicRequestContext>) async throws -> LocalServer {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    var quiet = Logger(label: "bench")
    quiet.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
    let task = Task { try await application.run() }
    for await port in ports { return LocalServer(port: port, task: task) }
    throw BenchFailure("本机监听失败。")
  }

  func stop() { task.cancel() }
}
