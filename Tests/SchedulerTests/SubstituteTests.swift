import Domain
import Scheduler
import Store
import TestSupport
import Testing

@Suite("Whoever stands in for somebody is told as well")
struct SubstituteTests {
  private func office() async throws -> Office {
    let office = try await Office(documents: ["304-2025.txt", "306-2025.txt"])
    let places = try await office.store.departments().map { ($0.identity.code, DepartmentPlace($0.identity)) }
    let (mine, other) = (try #require(places.first { $0.0 == "304" }).1, try #require(places.first { $0.0 == "306" }).1)
    let theirs = try #require(try await office.store.departments(code: "306").first).identity
    try await office.add(Recipient(id: 0, name: "李四", role: .head, level: 1))
    try await office.store.keep(
      Recipient(id: 0, name: "张三", role: .clerk), departments: [theirs], addresses: [])
    let begin = day("2025-01-01")
    try await office.store.addAccount("李四", .business, [Grant(.head, .department(mine), from: begin)], osUser: nil)
    try await office.store.addAccount(
      "张三", .business,
      [
        Grant(.clerk, .department(other), from: begin),
        Grant(
          .head, .department(mine), from: day("2025-07-03"), until: day("2025-07-04"), standsInFor: "李四"),
      ], osUser: nil)
    return office
  }

  @Test(
    "on the days of the role, in the morning and at once, of the other's department; before and after of the own alone")
  func told() async throws {
    let office = try await office()
    func told(_ name: String) async throws -> [String] {
      try await office.messages(to: name).filter { $0.body.contains(cleaning) }.map { "\($0.writtenAt.day)" }
    }
    try await office.work(at: "2025-07-01T06:00")
    try await office.work(at: "2025-07-02T09:00")
    #expect(try await told("张三").isEmpty)
    let before = try await told("李四")
    try await office.work(at: "2025-07-03T09:00")
    #expect(try await told("张三") == ["2025-07-03"])
    #expect(try await told("李四").count >= before.count)
    // Each only once a morning, though the name stands in two places.
    let keys = try await office.messages(to: "张三").map(\.key)
    #expect(Set(keys).count == keys.count)
    try await office.work(at: "2025-07-04T09:00")
    let during = try await told("张三")
    // From the day after on no more.
    try await office.work(at: "2025-07-07T09:00")
    try await office.work(at: "2025-07-14T09:00")
    #expect(try await told("张三") == during)
    await office.store.close()
  }

  @Test(
    "who was registered after the account is told as well, and of what was said to forms; seen by who sees the department"
  )
  func later() async throws {
    let office = try await Office(documents: ["304-2025.txt", "306-2025.txt"])
    let mine = try #require(try await office.store.departments(code: "304").first)
    let theirs = try #require(try await office.store.departments(code: "306").first).identity
    let place = DepartmentPlace(mine.identity)
    try await office.store.addAccount(
      "李四", .business, [Grant(.clerk, .department(place), from: day("2025-01-01"))], osUser: nil)
    try await office.store.addAccount(
      "张三", .business,
      [Grant(.clerk, .department(place), from: day("2025-07-03"), until: day("2025-07-04"), standsInFor: "李四")],
      osUser: nil)
    try await office.store.keep(Recipient(id: 0, name: "李四", role: .clerk), departments: [mine.identity], addresses: [])
    try await office.store.keep(
      Recipient(id: 0, name: "张三", role: .head, level: 1), departments: [theirs], addresses: [])
    try await office.work(at: "2025-07-01T06:00")
    let key = FormKey(department: mine.id, owner: .whole, form: .monitoring, month: 6)
    try await office.store.acting(as: "赵六").remark("请补充成效", to: key, on: day("2025-07-02"))
    try await office.store.acting(as: "赵六").remark("下周再说", to: key, on: day("2025-07-10"))
    for time in ["2025-07-02T09:00", "2025-07-03T09:00", "2025-07-04T09:00"] { try await office.work(at: time) }
    let told = try await office.messages(to: "张三")
    #expect(told.contains { $0.body.contains(cleaning) && $0.writtenAt.day == day("2025-07-03") })
    #expect(told.filter { $0.body.contains("请补充成效") }.map(\.writtenAt.day) == [day("2025-07-03")])
    // What is said of a later day is told on it, not before.
    #expect(try await office.messages(to: "李四").allSatisfy { !$0.body.contains("下周再说") })
    await office.store.close()
  }

  @Test("whom a route names is stood in for as well; a role that was taken, or an account out of use, is not")
  func routes() async throws {
    let office = try await office()
    let people = try await office.store.recipients().map(\.recipient)
    let head = try #require(people.first { $0.name == "李四" })
    try await office.store.add(Route(department: nil, rules: [], recipients: [head.id]))
    for time in ["2025-07-01T06:00", "2025-07-02T09:00", "2025-07-03T09:00"] { try await office.work(at: time) }
    let isTold = try await !office.messages(to: "张三").filter { $0.body.contains(cleaning) }.isEmpty
    #expect(isTold)
    let other = try await self.office()
    try await other.store.acting(as: "周安").revoke(.head, nil, from: "张三", on: day("2025-07-03"))
    for time in ["2025-07-01T06:00", "2025-07-02T09:00", "2025-07-03T09:00"] { try await other.work(at: time) }
    #expect(try await other.messages(to: "张三").allSatisfy { !$0.body.contains(cleaning) })
    await office.store.close()
    await other.store.close()
  }
}
