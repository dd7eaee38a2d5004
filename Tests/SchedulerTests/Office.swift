import Documents
import Domain
import Foundation
import Logging
import Postgres
import Scheduler
import Store
import Synchronization
import TestSupport
import Testing

let cleaning = "13062525P000232100244"

func instant(_ text: String) -> Instant { (try? Instant.parse(text)) ?? Instant(milliseconds: 0) }
func day(_ text: String) -> Day { (try? Day.parse(text)) ?? Day(number: 0) }

/// A bureau with its people, a clock that a test sets, and a daemon's work done step by step, without a daemon.
struct Office {
  let store: Store
  let url: String
  let calendar: WorkCalendar
  var links = Links(base: nil)

  init(documents: [String] = ["304-2025.txt"]) async throws {
    url = try await TestServer.database()
    store = Store(url: url, connections: 6)
    for document in documents {
      _ = try await store.importBudget(
        try Samples.budget(document), findings: [], file: document, content: Array(document.utf8))
    }
    calendar = try await store.calendar()
  }

  /// Does everything that is due at a time, as one worker would.
  func work(at now: Instant) async throws {
    _ = try await store.plan(through: now, calendar: calendar)
    let runner = JobRunner(store: store, calendar: calendar, links: links)
    while true {
      let jobs = try await store.claimJobs(due: now, limit: 1)
      guard !jobs.isEmpty else { return }
      _ = try await runner.run(jobs, at: now)
    }
  }

  func work(at text: String) async throws { try await work(at: instant(text)) }

  func spend(_ amount: String, _ date: String, _ voucher: String) async throws {
    _ = try await store.append(try SpendingLine(project: cleaning, date: date, amount: amount, voucher: voucher))
  }

  /// The titles of what a recipient was written since the last look, oldest first.
  func messages(to name: String) async throws -> [DeliveryRecord] {
    try await store.deliveries().filter { $0.recipient == name }
  }

  func add(_ recipient: Recipient, to channel: String? = nil) async throws {
    try await store.keep(
      recipient, departments: [try await store.departments(code: "304")[0].identity],
      addresses: channel.map { [(channel: $0, address: "")] } ?? [])
  }

  func query<T: PostgresValue>(_ query: Query, _ type: T.Type = T.self) async throws -> [T] {
    let connection = try await Connection.open(Configuration(url: url))
    return try await connection.perform { try $0.rows(query).map { try $0.next(T.self) } }
  }

  func run(_ script: String) async throws {
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { try $0.script(script) }
  }

  /// The row of an alert about 保洁费项目.
  func alert(_ rule: Rule, period: String = "2025-06") async throws -> AlertID {
    let ids = try await query(
      """
      SELECT a.id FROM alert a JOIN project p ON p.id = a.project_id
      WHERE p.code = \(cleaning) AND a.rule = \(rule.rawValue) AND a.period = \(period) AND a.indicator_id IS NULL
      """, Int64.self)
    return AlertID(try #require(ids.first))
  }
}

/// Waits for something that another task brings about. It gives up only where the run would be ended anyway: how long a
/// machine with everything else to do takes is no finding.
func eventually(_ what: String, _ isSo: () async throws -> Bool) async throws {
  for _ in 0..<30_000 {
    if try await isSo() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("never came about: \(what)")
}
