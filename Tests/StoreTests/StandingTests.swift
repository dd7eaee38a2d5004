import Domain
import Store
import TestSupport
import Testing

@Suite("Departments as they stand")
struct StandingTests {
  @Test("of more than are read at a time each is there once, in the order asked for, with facts and names of its own")
  func many() async throws {
    let store = try await TestServer.store()
    let own = try Samples.budget("304-2025.txt")
    let count = 2 * Store.atOnce + 1
    for number in 1...count {
      var budget = own
      budget.projects = [own.projects[0]]
      budget.projects[0].code = try #require(ProjectCode("XM\(1_000 + number)"))
      budget.department = DepartmentIdentity(
        division: .unspecified, code: "9\(1_000 + number)", name: "第\(number)局", fiscalYear: own.department.fiscalYear)
      _ = try await store.importBudget(budget, findings: [], file: "\(number).txt", content: Array("\(number)".utf8))
    }
    let day = try Day.parse("2025-06-30")
    let asked = Array(try await store.places().map(\.id).reversed())
    let found = try await store.standing(asked, asOf: day) { department, _ in department }
    #expect(found.map(\.facts.id) == asked && found.count == count)
    for part in found {
      let number = try #require(Int(part.facts.identity.code)) - 90_000
      #expect(part.facts.projects.map { part.directory.projects[$0.id]?.code.text } == ["XM\(number)"])
      let indicators = part.facts.projects.flatMap(\.indicators).map(\.id) + part.facts.indicators.map(\.id)
      #expect(Set(indicators) == Set(part.directory.indicators.keys))
    }
    let names = try await store.directories(of: asked, asOf: day)
    #expect(found.allSatisfy { names[$0.facts.id] == $0.directory } && names.count == count)
    #expect(try await store.standing([], asOf: day) { department, _ in department }.isEmpty)
    await store.close()
  }
}
