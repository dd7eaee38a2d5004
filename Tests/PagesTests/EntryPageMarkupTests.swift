import Contract
import Domain
import Pages
import Testing

@Suite("The page of payments")
struct EntryPageMarkupTests {
  private let today = Day(endOf: 6, in: 2025)
  private var chrome: Chrome {
    Chrome(
      person: nil, today: today, day: today, token: "t", said: nil,
      assets: .init(style: "/s", script: "/p", worker: "/w"))
  }

  private func projects(_ count: Int, named name: String = "项目") -> EntryProjectsAnswer {
    let facts = ProjectFacts(id: 1, budget: Money(fen: 100), checkpoints: [], ledger: Ledger([]))
    let department = DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025),
      parameters: .nationalDefault, projects: [facts], indicators: [])
    let standing = MoneyStanding(.init(facts, of: department, on: today, calendar: WorkCalendar([])))
    return EntryProjectsAnswer(
      asOf: today,
      (0..<count).map {
        .init(
          department: "304 科工局", code: "P\($0)", name: "\(name)\($0)", categories: $0 == 0 ? ["甲<类>"] : [],
          standing: standing)
      })
  }

  private func text(_ page: Page) -> String { String(decoding: page.body.bytes, as: UTF8.self) }

  @Test("fifty projects a page; what is looked for and the page stand in the address, of the page's own forms too")
  func pages() {
    let all = projects(120)
    let first = EntryPage.Filter(FormFields())
    #expect(EntryPage.lines(all, first).prefix(50).map { $0[.project] } == (0..<50).map { "P\($0)" })
    #expect(EntryPage.lines(all, first).count == 55)
    let third = EntryPage.Filter(FormFields([("from", "100")]))
    #expect(EntryPage.lines(all, third).filter { !$0[.project].isEmpty }.count == 20)
    let page = text(EntryPage.page(all, third, EntryPage.lines(all, third), chrome))
    #expect(page.contains("上一页") && !page.contains("下一页") && page.contains("action=\"/entry?from=100\""))
    let found = EntryPage.Filter(FormFields([("q", "项目11")]))
    #expect(EntryPage.lines(all, found).filter { !$0[.project].isEmpty }.count == 11)
    #expect(EntryPage.lines(projects(0), first).allSatisfy { $0[.project].isEmpty })
    #expect(text(EntryPage.page(projects(0), first, [], chrome)).contains("先导入部门预算"))
  }

  @Test(
    "what was typed and what projects are called is text; no attribute says how a thing looks, no script stands in the page"
  )
  func escaped() {
    let all = projects(2, named: "<script>alert(1)</script>\"")
    let lines = [EntryPage.Line([.project: "P0", .memo: "\"><img src=x onerror=alert(1)>"]), EntryPage.Line()]
    let page = text(EntryPage.page(all, EntryPage.Filter(FormFields()), lines, chrome))
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains(" style="))
    #expect(page.contains("list=\"categories-P0\"") && page.contains("甲&lt;类&gt;"))
  }
}
