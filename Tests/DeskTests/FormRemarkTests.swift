import Contract
import Desk
import Domain
import Reports
import Store
import Testing

@Suite("What the finance bureau says to a form")
struct FormRemarkTests {
  private func subject(_ project: String? = Bureau.cleaning) -> FormSubject {
    FormSubject(
      FormPeriod(department: DepartmentChoice(department: "304"), form: .monitoring, through: 6), project: project)
  }

  @Test(
    "it stands beside the form, whatever its state and without changing it, from its day on, and beside no other form")
  func shown() async throws {
    let bureau = try await Bureau()
    try await bureau.register("赵六", .bureau)
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    let approved = try await bureau.act(.approve, key, by: "李四")
    let (zhao, before) = (Actor(name: "赵六"), approved.grid)
    let later = Moment(wall: bureau.moment.wall, day: bureau.today + 1)
    let paper = try await bureau.desk.remark(
      FormRemarkRequest(subject(), " 请核对\n6月的数 "), by: zhao, at: later)
    let remark = FormRemark(kept: "请核对 6月的数", actor: "赵六", day: bureau.today + 1)
    #expect(paper.remarks == [remark] && paper.progress.state == .approved && paper.grid == before)
    #expect(paper.text.contains("\n意见（赵六，2025年7月11日）：请核对 6月的数\n"))
    #expect(paper.answer.remarks.map { [$0.text, $0.by, "\($0.on)"] } == [[remark.text, "赵六", "2025-07-11"]])
    _ = try await bureau.desk.remark(FormRemarkRequest(subject(nil), "整体的"), by: zhao, at: later)
    #expect(try await bureau.desk.form(subject(), asOf: nil, at: later).remarks == [remark])
    #expect(try await bureau.desk.form(subject(), asOf: bureau.today, at: later).remarks.isEmpty)
    let all = try await bureau.desk.forms(subject().period, asOf: nil, at: later)
    #expect(all.whole.remarks.map(\.text) == ["整体的"] && all.projects.map(\.remarks.count).reduce(0, +) == 1)
    // A department of which something was said is not removed as if nothing had been.
    let other = try await Bureau(["306-2025.txt"])
    try await other.store.remark(
      "话", to: FormKey(department: other.department.id, owner: .whole, form: .monitoring, month: 6), on: other.today)
    await #expect(throws: Refusal.self) { try await other.store.removeDepartment(other.department.id) }
    await bureau.store.close()
    await other.store.close()
  }

  @Test("only the finance bureau says it: by the register, and by accounts as far as they reach")
  func entitled() async throws {
    let bureau = try await Bureau()
    try await bureau.register("张三", .clerk)
    let request = FormRemarkRequest(subject(), "看看")
    await #expect(throws: Refusal.self) {
      try await bureau.desk.remark(request, by: Actor(name: "张三"), at: bureau.moment)
    }
    func desk(_ role: AccountRole, _ reach: Reach) -> Desk {
      let grant = Grant(role, reach, from: bureau.today)
      return Desk(
        bureau.store, at: .plain, for: .accounts(osUser: "x", [Principal(name: "周", grants: [grant])]), on: bureau.today
      )
    }
    let area = DivisionCode(kept: "130625"), elsewhere = DivisionCode(kept: "130402")
    let who = Actor(name: "x", isSaid: false)
    for refused in [
      desk(.clerk, .all), desk(.head, .all), desk(.system, .all),
      desk(.bureau, .division(elsewhere, below: [elsewhere])),
    ] {
      await #expect(throws: Refusal.self) { try await refused.remark(request, by: who, at: bureau.moment) }
    }
    let officer = desk(.bureau, .division(area, below: [area]))
    let paper = try await officer.remark(request, by: who, at: bureau.moment)
    #expect(paper.remarks.map(\.actor) == ["周"])
    let act = try await bureau.store.auditEntries(.init(), limit: 9)
    #expect(act.map(\.action) == ["comment-form"] && act[0].changes?.contains("看看") == true)
    await bureau.store.close()
  }

  @Test("nothing, and more than fits, is no remark")
  func read() throws {
    #expect(throws: Refusal.form(.remarkEmpty)) { try FormRemark.read(" \n") }
    #expect(throws: Refusal.value(.tooLong("意见", length: 501, most: 500))) {
      try FormRemark.read(String(repeating: "长", count: 501))
    }
    #expect(try FormRemark.read(String(repeating: "长", count: 500)).count == 500)
  }
}
