import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

@Suite("Remarks to forms are told")
struct RemarkTests {
  @Test("each who fills the form in hears of it the next morning, once, with the rest or by itself; nobody else does")
  func told() async throws {
    let office = try await Office(documents: ["304-2025.txt", "306-2025.txt"])
    let other = try #require(try await office.store.departments(code: "306").first)
    let mine = try #require(try await office.store.departments(code: "304").first)
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk))
    try await office.add(Recipient(id: 0, name: "李四", role: .head, level: 1))
    try await office.store.keep(
      Recipient(id: 0, name: "王五", role: .clerk), departments: [other.identity], addresses: [])
    try await office.work(at: "2025-07-01T06:00")
    let key = FormKey(department: mine.id, owner: .whole, form: .monitoring, month: 6)
    let said = "“部门整体”绩效运行监控表（1–6月）意见（赵六，2025年7月1日）：请补充成效"
    try await office.store.acting(as: "赵六").remark("请补充成效", to: key, on: day("2025-07-01"))
    for morning in ["2025-07-02T09:00", "2025-07-03T09:00", "2025-07-04T09:00"] { try await office.work(at: morning) }
    func told(_ name: String, _ text: String) async throws -> [String] {
      try await office.messages(to: name).filter { $0.body.contains(text) }.map { "\($0.writtenAt.day)" }
    }
    let form = DepartmentForm.monitoring.chinese
    let line = said.replacing("绩效运行监控表", with: form)
    #expect(try await told("张三", line) == ["2025-07-02"])
    for name in ["李四", "王五"] { #expect(try await told(name, "请补充成效").isEmpty) }
    // By itself where nothing else is to be said.
    try await office.store.acting(as: "赵六").remark("再看一看", to: key, on: day("2025-07-04"))
    try await office.work(at: "2025-07-07T09:00")
    #expect(try await told("张三", "再看一看") == ["2025-07-07"])
    let recipient = Recipient(id: 0, name: "张三", role: .clerk)
    let news = FormRemarkNews(
      department: mine.identity, project: nil, form: .monitoring, month: 6,
      remark: FormRemark(kept: "再看一看", actor: "赵六", day: day("2025-07-04")))
    let morning = Morning(day("2025-07-07"), rhythm: .daily, toldThrough: nil, settledThrough: nil)
    let alone = try #require(Message.digest(for: recipient, [], by: morning, remarks: [news]))
    #expect(alone.title == "【绩效】2025年7月7日：财政部门对绩效表的意见1条" && alone.notes.count == 1)
    #expect(Message.digest(for: recipient, [], by: morning) == nil)
    await office.store.close()
  }

  @Test("a message of remarks alone is none that lists what is settled: that is still due")
  func settled() async throws {
    let office = try await Office()
    let mine = try #require(try await office.store.departments(code: "304").first)
    // Of nothing red in February.
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk, least: .red))
    try await office.work(at: "2025-02-18T06:00")
    let key = FormKey(department: mine.id, owner: .whole, form: .monitoring, month: 6)
    try await office.store.acting(as: "赵六").remark("请补充成效", to: key, on: day("2025-02-18"))
    try await office.work(at: "2025-02-19T09:00")
    let told = try await office.messages(to: "张三")
    #expect(told.count == 1 && told[0].title.contains("意见1条"))
    let due = try await office.query(
      "SELECT settled_through IS NULL AND told_through = \(day("2025-02-19")) FROM recipient WHERE name = '张三'",
      Bool.self)
    #expect(due == [true])
    await office.store.close()
  }
}
