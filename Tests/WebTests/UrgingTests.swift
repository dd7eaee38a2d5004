import Contract
import Desk
import Domain
import Pages
import Postgres
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
    let refused = await #expect(throws: PostgresError.self) {
      try await hall.run(
        """
        INSERT INTO form_urge (department_id, kind, month, number, day, again_from, outstanding)
        VALUES (\(entry.id), 'monitoring', 6, 2, '2025-07-01', '2025-07-05', 1)
        """)
    }
    #expect(refused?.constraint == "form_urge_apart")
    // From the day on it may be done again.
    let later = Voice(
      now: Instant(day + 4, minute: 600), links: Links(base: nil), calendar: try await hall.store.calendar())
    let again = try await hall.store.acting(as: "赵敏").urge([entry.id: news], resting: [entry.id: 3], voice: later)
    #expect(again[entry.id] == .told(["王芳"]))
    await hall.close()
  }

  @Test(
    "a city's own department and one of the same code and name below it are two: each is urged by itself, the same day")
  func divisions() async throws {
    let hall = try await Hall()
    var departments: [DepartmentIdentity] = []
    for (code, mark) in [("130600", "CS"), ("130609", "QX")] {
      try await hall.store.keep(Division(code: DivisionCode(kept: code), name: mark))
      var budget = try Samples.budget("304-2025.txt")
      for index in budget.projects.indices {
        budget.projects[index].code = try #require(ProjectCode("\(mark)\(1_000 + index)"))
      }
      budget.department = DepartmentIdentity(
        division: DivisionCode(kept: code), code: "704", name: "试验局", fiscalYear: 2025)
      _ = try await hall.store.importBudget(budget, findings: [], file: mark, content: Array(mark.utf8))
      departments.append(budget.department)
    }
    try await hall.store.keep(Recipient(id: 0, name: "钱同", role: .clerk), departments: departments, addresses: [])
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/bureau/submissions")
    for department in departments {
      #expect(DepartmentIdentity(wholeKey: department.wholeKey) == department)
      try await browser.send("/bureau/urge", ["period": "monitoring-6", "department": department.wholeKey])
      #expect(browser.status == 200 && browser.has("已催办704 试验局，通知钱同。"))
    }
    let told = try await hall.store.deliveries().filter { $0.key.hasPrefix("urge-") }
    #expect(told.count == 2 && Set(told.map(\.key)).count == 2)
    // What nobody owes is not said to be handed in; what is not there is not there.
    try await browser.send("/bureau/urge", ["period": "monitoring-3", "department": departments[0].wholeKey])
    #expect(browser.has("704 试验局这一期没有要报送的表，没有催办。") && !browser.text.contains("已报齐，"))
    try await browser.send("/bureau/urge", ["period": "monitoring-6", "department": "704|2025|130600|别的局"])
    #expect(browser.status == 404)
    await hall.close()
  }
}
