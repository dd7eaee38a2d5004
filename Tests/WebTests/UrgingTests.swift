import Contract
import Desk
import Domain
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Urging departments")
struct UrgingTests {
  @Test("of many who press the button at once one urges; the others hear that it was done")
  func atOnce() async throws {
    let hall = try await Hall()
    let entry = try #require(try await hall.store.departments(code: "304").first)
    try await hall.store.keep(
      Recipient(id: 0, name: "王芳", role: .clerk), departments: [entry.identity], addresses: [])
    let day = Day(endOf: 6, in: 2025)
    let voice = Voice(
      now: Instant(day, minute: 600), links: Links(base: nil), calendar: try await hall.store.calendar())
    let news = UrgeNews(
      department: entry.identity, form: .monitoring, month: 6, due: day + 20, outstanding: 13, owed: 13)
    let outcomes = try await withThrowingTaskGroup(of: Urged.Outcome?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await hall.store.acting(as: "赵敏").urge([entry.id: news], resting: [entry.id: 3], voice: voice)[entry.id]
        }
      }
      return try await group.reduce(into: [Urged.Outcome]()) { found, outcome in
        if let outcome { found.append(outcome) }
      }
    }
    // The third workday after a Monday is Thursday's eve: from Friday on.
    #expect(outcomes.count { $0 == .told(["王芳"]) } == 1)
    #expect(outcomes.count { $0 == .tooSoon(last: day, from: day + 4) } == 7)
    #expect(try await hall.store.deliveries().count { $0.key.hasPrefix("urge-") } == 1)
    // The database itself refuses what a program that forgot would write.
    await #expect(throws: (any Error).self) {
      try await hall.run(
        """
        INSERT INTO form_urge (department_id, kind, month, number, day, again_from, outstanding)
        VALUES (\(entry.id), 'monitoring', 6, 2, '2025-07-01', '2025-07-05', 1)
        """)
    }
    // From the day on it may be done again.
    let later = Voice(
      now: Instant(day + 4, minute: 600), links: Links(base: nil), calendar: try await hall.store.calendar())
    let again = try await hall.store.acting(as: "赵敏").urge([entry.id: news], resting: [entry.id: 3], voice: later)
    #expect(again[entry.id] == .told(["王芳"]))
    await hall.close()
  }
}
