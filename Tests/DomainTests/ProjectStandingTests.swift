import Domain
import Testing

/// What a list shows of a project, and what it would show had more been paid.
@Suite("Where a project's money stands")
struct ProjectStandingTests {
  private static let day = Day(2025, 6, 30) ?? Day(endOf: 6, in: 2025)

  private func standing(_ more: [LedgerEntry]) throws -> ProjectStanding {
    let plan = SpendingPlan(
      basis: .percent,
      cells: zip([3, 6, 10, 12], [25, 50, 75, 100]).map {
        .init(month: $0, share: Share(percent: Quantity(units: Int64($1))))
      })
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]),
      ledger: Ledger([LedgerEntry(day: try Day.parse("2025-03-20"), amount: Money(fen: 750_000))]))
    let facts = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025),
      parameters: .nationalDefault, projects: [project], indicators: [])
    return ProjectStanding(project.paying(more), of: facts, on: Self.day, calendar: WorkCalendar([]))
  }

  @Test(
    "paid, progress, timeliness and light after another payment; one of a later day does not count yet",
    arguments: [
      (nil, "25.00", "50.00", SpendingLight.red), ("2025-06-20 3750", "37.50", "75.00", .yellow),
      ("2025-06-20 7500", "50.00", "100.00", .green), ("2025-06-20 22500.01", "100.00", "100.00", .red),
      ("2025-07-01 7500", "25.00", "50.00", .red),
    ] as [(String?, String, String, SpendingLight)])
  func after(payment: String?, progress: String, timeliness: String, light: SpendingLight) throws {
    let entries = try (payment.map { [$0] } ?? []).map { text in
      let parts = text.split(separator: " ").map(String.init)
      return LedgerEntry(day: try Day.parse(parts[0]), amount: try Money.parse(parts[1]))
    }
    let found = try standing(entries)
    #expect(found.progress?.percentText == progress)
    #expect(found.timeliness?.percentText == timeliness)
    #expect(found.light == light && found.budget == Money(fen: 3_000_000))
  }
}
