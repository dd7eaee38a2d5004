internal import Domain
public import Hummingbird
public import Logging
public import Store

/// What the service shows of itself to those who watch it: `/healthz`, `/readyz`, `/metrics`.
public struct HealthSite: Sendable {
  private let store: Store
  private let counters: @Sendable () -> [[String]: Int]

  /// A site over a store.
  ///
  /// - Parameters:
  ///   - store: one of its own with short time limits, so that an absent database is noticed at once.
  ///   - counters: what this process has done, by words.
  public init(store: Store, counters: @escaping @Sendable () -> [[String]: Int]) {
    self.store = store
    self.counters = counters
  }

  /// The server that answers at an address until its task is cancelled.
  public func application(host: String, port: Int, log: Logger) -> some ApplicationProtocol {
    Application(
      router: router(), configuration: .init(address: .hostname(host, port: port), serverName: "jixiao"), logger: log)
  }

  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/healthz") { _, _ in "ok\n" }
    router.get("/readyz") { _, _ in await readiness() }
    router.get("/metrics") { _, _ in await metrics() }
    return router
  }

  private func readiness() async -> Response {
    do {
      let health = try await store.health()
      let isReady = health.isSchemaCurrent && health.clock.standing == .fine
      let clock =
        switch health.clock.standing {
        case .fine: "ok"
        case .ahead: "ahead"
        case .behind: "behind"
        }
      return HealthSite.json(
        isReady ? .ok : .serviceUnavailable,
        .fields([
          "ready": .bool(isReady), "database": "ok", "schema": health.isSchemaCurrent ? "current" : "not current",
          "clock": .string(clock),
          "secondsSinceEvaluation": health.secondsSinceEvaluation.map { .number(Int64($0)) } ?? .null,
          "daemons": .number(Int64(health.daemons.count)), "jobsSetAside": .number(Int64(health.setAside.count)),
          "deadLetters": .number(Int64(health.deadLetters)),
          "unknownSchedules": .array(health.unknownSchedules.map { .string($0) }),
        ]))
    } catch {
      return HealthSite.json(
        .serviceUnavailable, .fields(["ready": .bool(false), "database": "unreachable", "error": .string("\(error)")]))
    }
  }

  private static func json(_ status: HTTPResponse.Status, _ value: JSONValue) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: value.pretty + "\n")))
  }

  private func metrics() async -> Response {
    let health = try? await store.health()
    let text = Exposition.text(health: health, counters: counters())
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
