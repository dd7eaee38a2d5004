import Testing

@testable import Domain

@Suite("Budgets adjusted within the year")
struct AdjustmentTests {
  private func day(_ text: String) throws -> Day { try Day.parse(text) }

  private func project(_ terms: [(String, Int64)], now: Int64) throws -> ProjectFacts {
    ProjectFacts(
      id: 1, budget: Money(fen: now), checkpoints: [], ledger: Ledger([]),
      terms: try terms.map { ProjectTerms(from: try day($0.0), budget: Money(fen: $0.1), checkpoints: []) })
  }

  private func adjustment(_ date: String, _ fen: Int64, isOther: Bool = false) throws -> BudgetAdjustment {
    BudgetAdjustment(day: try day(date), amount: Money(fen: fen), isOtherFunds: isOther, document: "文")
  }

  private func terms(_ facts: ProjectFacts) -> [String] { facts.terms.map { "\($0.from) \($0.budget.fen)" } }

  @Test("each holds from its day, and the budget of a day before stays what it was")
  func single() throws {
    let all = [try adjustment("2025-05-12", 2_000), try adjustment("2025-09-01", -500)]
    let adjusted = try project([], now: 10_000).adjusted(by: all, in: 2025)
    #expect(adjusted.budget == Money(fen: 11_500) && adjusted.adjustments == all)
    #expect(terms(adjusted) == ["2025-01-01 10000", "2025-05-12 12000", "2025-09-01 11500"])
    let bare = try project([], now: 10_000)
    #expect(bare.adjusted(by: [], in: 2025) == bare)
  }

  @Test(
    "a later document that prints another budget has what was adjusted before in it; one that prints the same has not")
  func restated() throws {
    let all = [try adjustment("2025-05-12", 2_000), try adjustment("2025-10-01", 300)]
    let same = try project([("2025-01-01", 10_000), ("2025-08-01", 10_000)], now: 10_000).adjusted(by: all, in: 2025)
    #expect(same.budget == Money(fen: 12_300))
    #expect(
      terms(same) == ["2025-01-01 10000", "2025-05-12 12000", "2025-08-01 12000", "2025-10-01 12300"])
    let other = try project([("2025-01-01", 10_000), ("2025-08-01", 12_000)], now: 12_000).adjusted(by: all, in: 2025)
    #expect(other.budget == Money(fen: 12_300) && other.adjustments == [all[1]])
    #expect(
      terms(other) == ["2025-01-01 10000", "2025-05-12 12000", "2025-08-01 12000", "2025-10-01 12300"])
  }

  @Test("a sheet's sources follow, its budget of the year's beginning stays")
  func sheet() throws {
    let sheet = ProjectSheet(
      id: 1, code: try ProjectCode.parse("13062525P000232100244"), name: "保洁费", initialBudget: Money(fen: 100),
      budget: Money(fen: 100), fiscalFunds: Money(fen: 80), otherFunds: Money(fen: 20), isCarryOver: false, goals: [],
      indicators: [])
    let adjusted = sheet.adjusted(by: [
      try adjustment("2025-05-12", 30), try adjustment("2025-05-13", -5, isOther: true),
    ])
    #expect(adjusted.initialBudget == Money(fen: 100) && adjusted.budget == Money(fen: 125))
    #expect(adjusted.fiscalFunds == Money(fen: 110) && adjusted.otherFunds == Money(fen: 15))
  }
}
