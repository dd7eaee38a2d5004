import Contract
import Desk
import Domain
import Reports
import Store
import TestSupport
import Testing

@Suite("Cells of a form that several people write into")
struct FormCellsTests {
  private let subject = FormSubject(
    FormPeriod(department: DepartmentChoice(), form: .monitoring, through: 6), project: "13062525P00023210026B")

  private func fill(_ bureau: Bureau, _ cells: [FormCellsRequest.Cell], by name: String) async throws {
    _ = try await bureau.desk.fill(
      FormCellsRequest(subject, cells: cells), by: Actor(name: name), at: bureau.moment)
  }

  @Test("of many who write over the same text at once one does; the others are told what stands there")
  func atOnce() async throws {
    let bureau = try await Bureau()
    for name in (1...6).map({ "人\($0)" }) + ["李四"] { try await bureau.register(name, .head) }
    let won = await withTaskGroup(of: String?.self) { group in
      for number in 1...6 {
        group.addTask {
          do {
            try await fill(bureau, [.init(.remark, row: nil, text: "见附件\(number)", was: "")], by: "人\(number)")
            return "见附件\(number)"
          } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: [String]()) { if let text = $1 { $0.append(text) } }
    }
    #expect(won.count == 1)
    let refused = await #expect(throws: CellRefusals.self) {
      try await fill(
        bureau, [.init(.contact, row: nil, text: "张三", was: ""), .init(.remark, row: nil, text: "无", was: "")], by: "李四"
      )
    }
    let now = try #require(won.first)
    #expect(refused?.cells.map(\.place) == [.cell(1)])
    #expect(refused?.cells.map(\.refusal) == [.form(.changedMeanwhile("说明", now: now, typed: "无"))])
    // Who types what stands there, who leaves it, and who has seen it, is in nobody's way.
    try await fill(bureau, [.init(.remark, row: nil, text: now, was: "")], by: "李四")
    try await fill(bureau, [.init(.contact, row: nil, text: "张三", was: "")], by: "李四")
    try await fill(bureau, [.init(.remark, row: nil, text: "无", was: now)], by: "李四")
    let paper = try await bureau.office.paper(try await bureau.key(subject.project ?? ""), asOf: bureau.today, .latest)
    #expect(paper.paper.typed(.init(.remark)) == "无" && paper.paper.typed(.init(.contact)) == "张三")
    await bureau.store.close()
  }

  @Test(
    "a row means what stands in it: a later document neither moves the rows of a month that is over nor is guessed at")
  func rows() async throws {
    let bureau = try await Bureau()
    try await bureau.register("李四", .head)
    let before = try await bureau.desk.sheet(of: subject, asOf: nil, at: bureau.moment)
    var budget = try Samples.budget("304-2025.txt")
    budget.insertIndicator(into: try #require(subject.project))
    _ = try await bureau.store.importBudget(
      budget, findings: [], file: "b", content: [3], terms: ImportTerms(effective: try Day.parse("2025-07-05")))
    let sheet = try await bureau.desk.sheet(of: subject, asOf: nil, at: bureau.moment)
    #expect(sheet.rows == before.rows && sheet.rows.count > 2)
    let rows = sheet.rows.map(\.number)
    _ = try await bureau.desk.fill(
      FormCellsRequest(subject, cells: [.init(.explanation, row: 2, text: "第二行的说明", was: "")], rows: rows),
      by: Actor(name: "李四"), at: bureau.moment)
    let paper = try await bureau.office.paper(
      try await bureau.key(subject.project ?? ""), asOf: Day(endOf: 6, in: 2025), .latest)
    #expect(paper.paper.typed(.init(.explanation, row: 1)) == "第二行的说明")
    #expect(paper.paper.typed(.init(.explanation, row: 0)).isEmpty)
    // Typed over other rows: refused, whatever was typed.
    let refused = await #expect(throws: Refusal.self) {
      _ = try await bureau.desk.fill(
        FormCellsRequest(subject, cells: [.init(.remark, row: nil, text: "x", was: "")], rows: rows.reversed()),
        by: Actor(name: "李四"), at: bureau.moment)
    }
    #expect(refused?.kind == .formRowsChanged)
    await bureau.store.close()
  }
}
