internal import Contract
package import Desk
internal import Domain
internal import Hummingbird
internal import NIOCore

/// What the service shows of itself to those who watch it: `/healthz`, `/readyz`, `/metrics`.
package struct HealthSite: Sendable {
  private let desk: Desk
  private let numbers: HealthNumbers
  private let counters: @Sendable () -> [[String]: Int]
  private let problems: @Sendable () -> [String]

  /// A site over a desk.
  ///
  /// - Parameters:
  ///   - desk: one of its own with short time limits, so that an absent database is noticed at once.
  ///   - counting: one of its own at which counting may take its time.
  ///   - counters: what this process has done, by words.
  ///   - problems: what this process cannot do, in Chinese; it is not ready then.
  package init(
    desk: Desk, counting: Desk, counters: @escaping @Sendable () -> [[String]: Int],
    problems: @escaping @Sendable () -> [String] = { [] }
  ) {
    self.desk = desk
    numbers = HealthNumbers(desk: counting)
    self.counters = counters
    self.problems = problems
  }

  /// Puts its places into a router.
  func add<Context: RequestContext>(to router: Router<Context>) {
    router.get("/healthz") { _, _ in "ok\n" }
    router.get("/readyz") { _, _ in try await readiness() }
    router.get("/metrics") { _, _ in await metrics() }
  }

  private func readiness() async throws -> Response {
    do {
      let answer = try await desk.readiness(problems: problems()) { await numbers.latest() }
      return try HealthSite.json(answer.ready ? .ok : .serviceUnavailable, answer)
    } catch {
      return try HealthSite.json(.serviceUnavailable, OutageAnswer(error))
    }
  }

  private static func json(_ status: HTTPResponse.Status, _ answer: some Encodable) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: try AnswerEncoder.json(answer).pretty + "\n")))
  }

  private func metrics() async -> Response {
    let isUp = (try? await desk.readiness()) != nil
    let text = Exposition.text(isUp: isUp, numbers: await numbers.latest(), counters: counters())
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

/// The service's numbers as they were counted last. Counting takes seconds on a province's data; whoever watches the service
/// asks every few seconds and wants to know at once whether it is there.
actor HealthNumbers {
  private let desk: Desk
  private var numbers: NumbersAnswer?
  private var counting: Task<NumbersAnswer?, Never>?
  private var next = ContinuousClock.now

  init(desk: Desk) { self.desk = desk }

  /// The numbers counted last; the first time they are waited for, for a second at most. Nil while there are none.
  func latest() async -> NumbersAnswer? {
    if counting == nil, next <= .now { count() }
    for _ in 0..<20 where numbers == nil && counting != nil { try? await Task.sleep(for: .milliseconds(50)) }
    return numbers
  }

  /// Counts anew, ten seconds after the last time, and never for more than a tenth of the time.
  private func count() {
    let desk = desk
    let task = Task { try? await desk.numbers() }
    counting = task
    Task {
      let began = ContinuousClock.now
      let counted = await task.value
      let took = began.duration(to: .now)
      next = .now + max(.seconds(10), took * 10)
      counting = nil
      if let counted { numbers = counted }
    }
  }
}
