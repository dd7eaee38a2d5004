import Domain
import Reports
import Testing

@Suite("The bulletin")
struct BulletinTests {
  /// A department with projects of so much money in 万元, each with what was paid by June, and its plan by June in percent (nil
  /// for none of its own).
  private func line(_ code: String, _ projects: [(budget: Int64, paid: Int64, plan: Int64?)]) throws -> Bulletin.Line {
    let facts = projects.enumerated().map { index, project in
      let plan = project.plan.map { share in
        SpendingPlan(
          basis: .percent, cells: [.init(month: 6, share: Share(share, 100)), .init(month: 12, share: .whole)])
      }
      let entry = LedgerEntry(day: Day(endOf: 5, in: 2025), amount: Money(fen: project.paid * 1_000_000))
      return ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: Money(fen: project.budget * 1_000_000),
        checkpoints: (plan ?? .absent).checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]), ledger: Ledger([entry]))
    }
    return Bulletin.Line(
      FormMaterial(
        form: .monitoring, month: 6, day: Day(endOf: 6, in: 2025),
        facts: DepartmentFacts(
          id: 1, identity: .init(code: code, name: "\(code)局", fiscalYear: 2025), parameters: .earlier,
          projects: facts, indicators: []), sheets: [],
        department: DepartmentSheet(goal: "", indicators: [], basicBudget: nil),
        calendar: WorkCalendar(WorkCalendar.notices)))
  }

  private func bulletin(_ lines: [Bulletin.Line], by order: Bulletin.Order = .progress) -> Bulletin {
    Bulletin(fiscalYear: 2025, through: 6, on: Day(endOf: 6, in: 2025), form: .monitoring, lines, by: order)
  }

  @Test("progress is by amount, never a mean of rates")
  func weighted() throws {
    // 100% of 1 and 0% of 99: a mean would say 50%.
    let line = try line("301", [(1, 1, 50), (99, 0, 0)])
    #expect(line.progress?.percentText == "1.00" && line.timeliness?.percentText == "100.00")
    let total = bulletin([line]).grid.rows.last?.map(\.text) ?? []
    #expect(total[3] == "100.00" && total[5] == "1.00%")
  }

  @Test("ranks by both rates; equal ones share a rank; departments without a budget come last")
  func ranks() throws {
    let lines = [
      try line("303", [(10, 2, 50)]), try line("301", [(10, 6, 50)]), try line("302", [(20, 12, 80)]),
      try line("304", []),
    ]
    let byProgress = bulletin(lines)
    #expect(byProgress.lines.map(\.department.code) == ["301", "302", "303", "304"])
    let rows = byProgress.grid.rows.dropFirst().dropLast().map { $0.map(\.text) }
    #expect(rows.map { $0[6] } == ["1", "1", "3", "—"] && rows.map { $0[11] } == ["1", "2", "3", "—"])
    #expect(bulletin(lines, by: .timeliness).lines.map(\.department.code) == ["301", "302", "303", "304"])
    #expect(byProgress.grid.uneven.isEmpty && byProgress.grid.widths.reduce(0, +) == 100)
  }

  @Test(
    "the lights by the share of the year gone: from 10 and from 20 points behind, exactly",
    arguments: [(41, "green"), (40, "yellow"), (31, "yellow"), (30, "red"), (60, "green")])
  func elapsed(paid: Int64, light: String) throws {
    #expect(try line("301", [(100, paid, 0)]).elapsedLight(through: 6).rawValue == light)
  }

  @Test("a plan that the elapsed time stands in for gives yellow at most")
  func fallback() throws {
    #expect(try line("301", [(100, 0, nil)]).planLight == .yellow)
    #expect(try line("301", [(100, 0, 50)]).planLight == .red)
    #expect(try line("301", [(100, 30, 50)]).planLight == .yellow && line("301", [(100, 45, 50)]).planLight == .green)
    #expect(try line("301", [(100, 0, 0)]).planLight == .none)
  }

  @Test("who has not handed in is named with what is missing")
  func missing() throws {
    let notes = bulletin([try line("301", [])]).grid.notes
    #expect(notes.contains("绩效运行监控表未报齐的部门1个：301局（缺1张）。"))
  }
}
