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
}
