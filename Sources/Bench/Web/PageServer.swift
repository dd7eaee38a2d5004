internal import Domain
internal import Hummingbird
internal import NIOCore
internal import Pages

/// A server of nothing but one page: made anew for each that asks, or once for all.
struct PageServer {
  static let prebuilt = "/prebuilt", rendered = "/rendered"

  private let server: LocalServer
  /// How many bytes the page has.
  let size: Int

  var address: String { server.address }

  func stop() { server.stop() }

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
    router.get(RouterPath(prebuilt)) { _, _ in answer(bytes) }
    router.get(RouterPath(rendered)) { _, _ in answer(page(chrome)) }
    return PageServer(server: try await LocalServer.start(router), size: bytes.count)
  }
}
