internal import Domain
package import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
package import Store

/// How many connections a server keeps open, and for how long one that says nothing: who opens thousands and says nothing must
/// not take the descriptors that the service's own work needs.
package struct ConnectionLimits: Hashable, Sendable {
  /// Connections open at a time; who comes then waits until one is closed.
  package let connections: Int
  /// Seconds after which one is closed that has not said a whole request, or nothing since its last answer.
  package let idleSeconds: Int

  /// The limits that fit a process which may have so many descriptors: a quarter of them at most.
  package init(descriptors: Int, idleSeconds: Int = 60) {
    connections = max(16, min(256, descriptors / 4))
    self.idleSeconds = max(1, idleSeconds)
  }
}

/// What the service shows of itself to those who watch it: `/healthz`, `/readyz`, `/metrics`.
package struct HealthSite: Sendable {
  private let store: Store
  private let numbers: HealthNumbers
  private let counters: @Sendable () -> [[String]: Int]
  private let problems: @Sendable () -> [String]

  /// A site over a store.
  ///
  /// - Parameters:
  ///   - store: one of its own with short time limits, so that an absent database is noticed at once.
  ///   - counting: one of its own in which counting may take its time.
  ///   - counters: what this process has done, by words.
  ///   - problems: what this process cannot do, in Chinese; it is not ready then.
  package init(
    store: Store, counting: Store, counters: @escaping @Sendable () -> [[String]: Int],
    problems: @escaping @Sendable () -> [String] = { [] }
  ) {
    self.store = store
    numbers = HealthNumbers(store: counting)
    self.counters = counters
    self.problems = problems
  }

  /// The server that answers at an address until its task is cancelled.
  package func application(
    host: String, port: Int, limits: ConnectionLimits, log: Logger
  ) -> some ApplicationProtocol {
    // A head that comes in drops is no activity: it is cut off as if nothing had come.
    Application(
      router: router(), server: .http1(configuration: .init(idleTimeout: .seconds(Int64(limits.idleSeconds)))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: "jixiao",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: log)), logger: log)
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
      let health = try await store.pulse()
      let counted = await numbers.latest()
      let problems = problems()
      let isReady = health.isSchemaCurrent && health.clock.standing == .fine && problems.isEmpty
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
          "daemons": .number(Int64(health.daemons.count)),
          "jobsSetAside": counted.map { .number(Int64($0.setAside.count)) } ?? .null,
          "deadLetters": counted.map { .number(Int64($0.deadLetters)) } ?? .null,
          "problems": .array(problems.map { .string($0) }),
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
    let isUp = (try? await store.pulse()) != nil
    let text = Exposition.text(isUp: isUp, health: await numbers.latest(), counters: counters())
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

/// The service's numbers as they were counted last. Counting takes seconds on a province's data; whoever watches the service
/// asks every few seconds and wants to know at once whether it is there.
actor HealthNumbers {
  private let store: Store
  private var health: Health?
  private var counting: Task<Health?, Never>?
  private var next = ContinuousClock.now

  init(store: Store) { self.store = store }

  /// The numbers counted last; the first time they are waited for, for a second at most. Nil while there are none.
  func latest() async -> Health? {
    if counting == nil, next <= .now { count() }
    for _ in 0..<20 where health == nil && counting != nil { try? await Task.sleep(for: .milliseconds(50)) }
    return health
  }

  /// Counts anew, ten seconds after the last time, and never for more than a tenth of the time.
  private func count() {
    let store = store
    let task = Task { try? await store.health() }
    counting = task
    Task {
      let began = ContinuousClock.now
      let counted = await task.value
      let took = began.duration(to: .now)
      next = .now + max(.seconds(10), took * 10)
      counting = nil
      if let counted { health = counted }
    }
  }
}
