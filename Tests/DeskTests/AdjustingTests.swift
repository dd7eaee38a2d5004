import Contract
import Domain
import Reports
import Store
import TestSupport
import Testing

@testable import Desk

@Suite("Adjusting a budget at the desk")
struct AdjustingTests {
  private let zhang = Actor(name: "张三")
  private let lawyer = "13062525P000234100228"

  @Test("追加, 调减 and 调剂 change the full-year budget from their day on, and the form says both budgets")
  func adjust() async throws {
    let bureau = try await Bureau()
    let (desk, moment) = (bureau.desk, bureau.moment)
    func record(_ amount: String, _ date: String, to: String? = nil) async throws -> RecordedAnswer {
      try await desk.record(
        AdjustmentRequest(
          project: Bureau.cleaning, amount: amount, document: "徐财预〔2025〕12号", date: date, counterpart: to), by: zhang,
        at: moment)
    }
    func budgets(_ day: String) async throws -> [String] {
      let snapshot = try await bureau.store.snapshot(of: bureau.department.id, asOf: try Day.parse(day))
      return try #require(snapshot).facts.projects.prefix(2).map(\.budget.tenThousands)
    }
    let added = try await record("2万元", "2025-05-12")
    #expect(added.message == "已记录：\(Bureau.cleaning) 2025-05-12 追加 20000.00元（徐财预〔2025〕12号），全年预算数5.00万元")
    let again = try await record("2万元", "2025-05-12")
    #expect(again.outcome == .repeated && again.message.hasPrefix("这笔调整已经记过，没有重复："))
    #expect(try await record("-0.5万元", "2025-06-02").message.contains("调减 -5000.00元"))
    let moved = try await record("1万元", "2025-06-10", to: lawyer)
    #expect(moved.message.contains("调剂 10000.00元") && moved.message.contains("对方项目 \(lawyer)"))
    #expect(try await budgets("2025-05-11") == ["3.00", "2.00"])
    #expect(try await budgets("2025-05-12") == ["5.00", "2.00"])
    #expect(try await budgets("2025-07-10") == ["5.50", "1.00"])
    let paper = try await desk.form(
      FormSubject(
        FormPeriod(department: DepartmentChoice(department: "304", year: 2025), form: .selfEvaluation, through: 12),
        project: Bureau.cleaning), asOf: nil, at: moment)
    let total = try #require(paper.grid.rows.first { $0.contains { $0.text == "年度资金总额" } }).map(\.text)
    #expect(total.contains("3.00") && total.contains("5.50"))
    let spent = try await desk.record(
      SpendRequest(project: Bureau.cleaning, date: "2025-06-20", amount: "5万元", voucher: "记-1"), by: zhang, at: moment)
    #expect(spent.warning == nil, "within the adjusted budget")
    // 5.00 of 5.50, not of 3.00: the project's form, the department's and the table of all say one rate.
    let june = FormPeriod(department: DepartmentChoice(department: "304", year: 2025), form: .monitoring, through: 6)
    let papers = try await desk.forms(june, asOf: nil, at: moment)
    let own = try #require(papers.projects.first)
    for (grid, named) in [
      (own.grid(.official), "年度资金总额"), (papers.whole.grid(.official), "保洁费项目"),
      (papers.table.grid(.official), "保洁费项目"),
    ] {
      let row = try #require(grid.rows.first { $0.contains { $0.text.hasPrefix(named) } }).map(\.text)
      #expect(row.contains("3.00") && row.contains("90.91%"), "\(grid.title) \(row)")
    }
    #expect(own.grid(.official).notes.contains("年初预算数3.00万元，调整后5.50万元；执行率按全年预算数计算。"))
    #expect(papers.whole.grid(.official).notes.contains { $0.hasPrefix("执行率按全年预算数计算") && $0.contains("“保洁费项目”5.50") })
    guard case .monitoring(let figures) = own.answer.form else { throw Refusal.form(.snapshotUnreadable) }
    #expect(figures.rate == "90.91")
    await bureau.store.close()
  }

  @Test(
    "a later document that prints another budget has the adjustment in it, by either practice and for a payment",
    arguments: ["CN-2020-10#3", "CN-2020-10"])
  func restated(rules: String) async throws {
    let bureau = try await Bureau()
    let (desk, moment) = (bureau.desk, bureau.moment)
    try await bureau.store.useRuleSet(rules, of: bureau.department.id, on: Day(startOf: 2025))
    _ = try await desk.record(
      AdjustmentRequest(project: Bureau.cleaning, amount: "2万元", document: "甲", date: "2025-05-12"), by: zhang,
      at: moment)
    var budget = try Samples.budget("304-2025.txt")
    budget.projects[0].budget = try Money.parse("5万元")
    _ = try await bureau.store.importBudget(
      budget, findings: [], file: "2.txt", content: Array("2".utf8),
      terms: ImportTerms(effective: try Day.parse("2025-06-01")))
    for (day, amount) in [
      ("2025-05-11", "3.00"), ("2025-05-12", "5.00"), ("2025-06-01", "5.00"), ("2025-07-10", "5.00"),
    ] {
      let snapshot = try await bureau.store.snapshot(of: bureau.department.id, asOf: try Day.parse(day))
      #expect(try #require(snapshot).facts.projects[0].budget.tenThousands == amount, "\(day)")
    }
    let spent = try await desk.record(
      SpendRequest(project: Bureau.cleaning, date: "2025-06-20", amount: "5.5万元", voucher: "记-1"), by: zhang, at: moment
    )
    #expect(spent.warning?.contains("超出预算50,000.00元") == true)
    await bureau.store.close()
  }

  @Test("two who move from one budget at once leave no more than there is")
  func atOnce() async throws {
    let bureau = try await Bureau()
    let (desk, moment) = (bureau.desk, bureau.moment)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for number in 1...6 {
        group.addTask {
          let (from, to) = number % 2 == 0 ? (Bureau.cleaning, lawyer) : (lawyer, Bureau.cleaning)
          let request = AdjustmentRequest(
            project: from, amount: "-1.5万元", document: "\(number)号", date: "2025-05-12", counterpart: to)
          return (try? await desk.record(request, by: zhang, at: moment)) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    let snapshot = try await bureau.store.snapshot(of: bureau.department.id, asOf: bureau.today)
    let budgets = try #require(snapshot).facts.projects.prefix(2).map(\.budget)
    #expect(outcomes > 0 && budgets.allSatisfy { $0 >= .zero })
    #expect(budgets.reduce(.zero, +) == (try Money.parse("5万元")))
    await bureau.store.close()
  }
}
