internal import Domain
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Pages

/// A server of nothing but one page: made anew for each that asks, or once for all.
struct PageServer {
  static let prebuilt = "/prebuilt", rendered = "/rendered"

  let address: String
  /// How many bytes the page has.
  let size: Int
  private let task: Task<Void, any Error>

  func stop() { task.cancel() }

  /// Serves a page on a free port.
  static func start(_ page: @escaping @Sendable (Chrome) -> [UInt8]) async throws -> PageServer {
    let day = try Day.parse(WebBench.day)
    let assets = Chrome.Assets(style: "/static/page.css", script: "/static/page.js", worker: "/static/live.js")
    let person = Chrome.Person(name: "张三", roles: ["填报人", "财政绩效股"], menu: Menu.allCases)
    let chrome = Chrome(person: person, today: day, day: day, token: "", said: nil, place: "/projects", assets: assets)
    let bytes = page(chrome)
    @Sendable func answer(_ bytes: [UInt8]) -> Response {
      Response(
        status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
    let router = Router()
    router.get("/prebuilt") { _, _ in answer(bytes) }
    router.get("/rendered") { _, _ in answer(page(chrome)) }
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    var quiet = Logger(label: "bench")
    quiet.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
    let task = Task { try await application.run() }
    for await port in ports { return PageServer(address: "http://127.0.0.1:\(port)", size: bytes.count, task: task) }
    throw BenchFailure("本机监听失败。")
  }
}
