import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

/// The worked case of 保洁费项目 as people hear of it, day by day.
@Suite("Telling people")
struct TellingTests {
  /// - Parameter headFirst: whether the head's message of a morning is written before the clerk's.
  private func office(headFirst: Bool = false, by rules: String = "CN-2020-10#3") async throws -> Office {
    let office = try await Office()
    let department = try await office.store.departments()[0].id
    try await office.store.useRuleSet(rules, of: department, on: day("2025-01-01"))
    try await office.run("UPDATE project SET removed_by = (SELECT min(id) FROM import) WHERE code <> '\(cleaning)'")
    try await office.run(
      "UPDATE indicator SET removed_by = (SELECT min(id) FROM import) WHERE project_id IS NULL OR binding = 'observation'"
    )
    let submission = FormSubmission(form: .monitoring, month: 6, day: day("2025-01-02"))
    _ = try await office.store.append(submission, of: try await office.store.departments()[0].id, by: "张三")
    try await office.spend("7500元", "2025-03-20", "P-1")
    try await office.spend("1800元", "2025-05-10", "P-2")
    let people = [
      Recipient(id: 0, name: "张三", role: .clerk), Recipient(id: 0, name: "李四", role: .head, level: 1),
    ]
    for person in headFirst ? people.reversed() : people { try await office.add(person) }
    return office
  }

  private func titles(_ office: Office, _ name: String) async throws -> [String] {
    try await office.messages(to: name).map { "\($0.writtenAt.day) \($0.title)" }
  }

  @Test(
    "new, reminded, worse, red at once, passed on after three workdays, ended unmet: each once, none on a day off",
    arguments: [false, true])
  func life(headFirst: Bool) async throws {
    let office = try await office(headFirst: headFirst)
    // Every morning from 28 May to 8 July; on days off too there is a look at 9 o'clock.
    var morning = day("2025-05-28")
    while morning <= day("2025-07-08") {
      if morning == day("2025-06-25") {
        _ = try await office.store.reverse(
          voucher: try Voucher("P-2"), of: nil, newVoucher: try Voucher("R-2"), on: morning)
      }
      if morning == day("2025-07-08") { try await office.spend("7500元", "2025-07-07", "P-3") }
      try await office.work(at: Instant(morning, minute: 9 * 60))
      morning = morning + 1
    }
    let clerk = try await titles(office, "张三")
    #expect(
      clerk == [
        "2025-06-03 【绩效预警】2025年6月3日：新增1项",  // 31 May is a Saturday, 2 June off
        "2025-06-16 【绩效预警】2025年6月16日：临近1项",  // 15 days before is a Sunday
        // Told on Monday, so not again on Friday; and of its own week by the first message of it.
        "2025-06-23 【绩效预警】2025年6月23日：加重1项",
        // The last day of a checkpoint is judged as of its end: the rate and the forecast count it.
        "2025-06-30 【绩效预警】2025年6月30日：新增2项，本周到期1项", "2025-07-01 【红灯】保洁费项目：支出节点未达标",
        // That all was paid on the 7th asks for nothing, and makes no message.
      ])
    let head = try await titles(office, "李四")
    #expect(
      head == [
        "2025-06-26 【绩效预警】2025年6月26日：未确认1项", "2025-06-30 【绩效预警】2025年6月30日：本周到期1项",
        "2025-07-01 【绩效预警】2025年7月1日：到期未达标1项", "2025-07-03 【绩效预警】2025年7月3日：未确认2项",
        "2025-07-04 【绩效预警】2025年7月4日：未确认1项",
      ])
    let daysOff = try await office.store.deliveries().filter { !office.calendar.isWorkday($0.writtenAt.day) }
    #expect(daysOff.isEmpty)
    await office.store.close()
  }

  @Test("who acknowledged is left alone until it gets worse or the promise runs out")
  func acknowledged() async throws {
    let office = try await office()
    try await office.work(at: "2025-06-18T09:00")
    try await office.work(at: "2025-06-19T09:00")
    let alert = try await office.alert(.checkpointApproaching)
    let kept = try await office.store.act(
      .acknowledge(note: "合同已签，月底前支付", until: day("2025-06-20")), on: alert, by: "张三", day: day("2025-06-19"))
    #expect(kept.state == .acknowledged && kept.until == day("2025-06-20"))
    let before = try await titles(office, "张三").count
    try await office.work(at: "2025-06-20T09:00")
    #expect(try await titles(office, "张三").count == before)
    // Yellow from the 23rd: it got worse, and the promise is over.
    try await office.work(at: "2025-06-23T09:00")
    #expect(try await titles(office, "张三").last == "2025-06-23 【绩效预警】2025年6月23日：加重1项")
    let history: [String] = try await office.query(
      "SELECT concat_ws(' ', number, kind, as_of, severity, actor, note, until) FROM alert_transition WHERE alert_id = \(alert) ORDER BY number"
    )
    #expect(
      history == [
        "1 opened 2025-06-18 blue", "2 acknowledged 2025-06-19 blue 张三 合同已签，月底前支付 2025-06-20",
        "3 lapsed 2025-06-23 yellow",
      ])
    #expect(try await titles(office, "李四").isEmpty)
    await office.store.close()
  }

  @Test(
    "by the second practice: nobody is told of a day that is not over, and a checkpoint that was missed is one message")
  func asOne() async throws {
    let office = try await office(by: "CN-2020-10#4")
    var morning = day("2025-05-28")
    while morning <= day("2025-07-08") {
      if morning == day("2025-06-25") {
        _ = try await office.store.reverse(
          voucher: try Voucher("P-2"), of: nil, newVoucher: try Voucher("R-2"), on: morning)
      }
      if morning == day("2025-07-08") { try await office.spend("7500元", "2025-07-07", "P-3") }
      try await office.work(at: Instant(morning, minute: 9 * 60))
      morning = morning + 1
    }
    #expect(
      try await titles(office, "张三") == [
        "2025-06-03 【绩效预警】2025年6月3日：新增1项", "2025-06-16 【绩效预警】2025年6月16日：临近1项",
        "2025-06-23 【绩效预警】2025年6月23日：加重1项", "2025-06-30 【绩效预警】2025年6月30日：本周到期1项",
        "2025-07-01 【绩效预警】2025年7月1日：新增1项",
        // The grace for late vouchers is over.
        "2025-07-03 【红灯】保洁费项目：支出节点未达标",
      ])
    await office.store.close()
  }

  @Test(
    "a checkpoint missed while an earlier one is still owed is told as unmet, not as resolved; closing a year tells nobody"
  )
  func unmetAndClosed() async throws {
    let office = try await office(by: "CN-2020-10#4")
    // Of March, too, little enough was paid: the lack stands when June nears.
    _ = try await office.store.reverse(
      voucher: try Voucher("P-1"), of: nil, newVoucher: try Voucher("R-1"), on: day("2025-03-21"))
    for date in ["2025-06-20", "2025-06-30", "2025-07-01", "2025-07-02"] { try await office.work(at: "\(date)T09:00") }
    let told = try await office.messages(to: "张三")
    #expect(told.map { "\($0.writtenAt.day) \($0.title)" }.contains("2025-07-01 【绩效预警】2025年7月1日：到期未达标1项"))
    let lack = try await office.alert(.checkpointMissed, period: "2025")
    let text = try await office.query(
      "SELECT body FROM outbox WHERE title LIKE '%到期未达标1项' AND recipient_id = (SELECT id FROM recipient WHERE name = '张三')",
      String.self)
    #expect(text.first?.contains("6月底节点已到期，仍未达标，补足计划还差13,200.00元，见 #\(lack)") == true)
    #expect(!told.contains { $0.title.contains("解除") })

    try await office.work(at: "2026-02-19T09:00")
    let before = try await office.query("SELECT count(*) FROM outbox", Int.self)
    try await office.run(
      """
      INSERT INTO form (department_id, project_id, kind, month, version, state, last_transition)
      SELECT department_id, id, 'self-evaluation', 12, 1, 'approved', 2 FROM project WHERE removed_by IS NULL
      UNION ALL SELECT id, NULL, 'self-evaluation', 12, 1, 'approved', 2 FROM department;
      INSERT INTO form_transition (form_id, number, kind, actor, day)
      SELECT id, 1, 'submitted', '张三', '2026-02-19'::date FROM form WHERE kind = 'self-evaluation'
      UNION ALL SELECT id, 2, 'approved', '李四', '2026-02-20' FROM form WHERE kind = 'self-evaluation'
      """)
    for date in ["2026-02-20", "2026-02-24", "2026-03-02"] { try await office.work(at: "\(date)T09:00") }
    #expect(try await office.query("SELECT count(*) FROM alert WHERE state <> 'resolved'", Int.self) == [0])
    let ends = try await office.query(
      "SELECT DISTINCT kind || ' ' || as_of FROM alert_transition WHERE as_of >= '2026-02-20'", String.self)
    #expect(ends == ["closed 2026-02-20"])
    #expect(try await office.query("SELECT count(*) FROM outbox", Int.self) == before)
    await office.store.close()
  }

  @Test("what is silenced is silent through its day, then speaks; what is resolved cannot be acknowledged")
  func silenced() async throws {
    let office = try await office()
    try await office.work(at: "2025-06-23T06:00")
    try await office.work(at: "2025-06-24T09:00")
    let alert = try await office.alert(.checkpointApproaching)
    _ = try await office.store.act(
      .silence(until: day("2025-06-27"), note: nil), on: alert, by: "李四", day: day("2025-06-24"))
    for date in ["2025-06-25", "2025-06-26", "2025-06-27"] { try await office.work(at: "\(date)T09:00") }
    #expect(try await titles(office, "张三").count == 1)
    try await office.work(at: "2025-06-30T09:00")
    #expect(try await titles(office, "张三").last == "2025-06-30 【绩效预警】2025年6月30日：新增2项，期限已到1项")
    try await office.spend("20700元", "2025-06-30", "P-9")
    try await office.work(at: "2025-06-30T10:00")
    let refusal = await #expect(throws: Refusal.self) {
      try await office.store.act(.acknowledge(note: "好", until: nil), on: alert, by: "张三", day: day("2025-06-30"))
    }
    #expect(refusal?.code == "alert-resolved")
    let unknown = await #expect(throws: Refusal.self) {
      try await office.store.act(.acknowledge(note: "好", until: nil), on: 9999, by: "张三", day: day("2025-06-30"))
    }
    #expect(unknown?.code == "alert-unknown")
    await office.store.close()
  }

  @Test(
    "what opens and is resolved between two messages is nothing at all; that a red is over makes no message of its own")
  func folded() async throws {
    let office = try await office()
    try await office.work(at: "2025-04-15T09:00")
    try await office.spend("25000元", "2025-04-15", "X-1")
    try await office.work(at: "2025-04-15T10:00")
    _ = try await office.store.reverse(
      voucher: try Voucher("X-1"), of: nil, newVoucher: try Voucher("X-2"), on: day("2025-04-15"))
    try await office.work(at: "2025-04-15T11:00")
    try await office.work(at: "2025-04-16T09:00")
    let messages = try await titles(office, "张三")
    // Told at once, since it was red; that it is over asks for nothing and waits for a message that does.
    #expect(messages == ["2025-04-15 【红灯】2项预警，请尽快处理"])
    try await office.work(at: "2025-06-03T09:00")
    let next = try await titles(office, "张三").last
    #expect(next == "2025-06-03 【绩效预警】2025年6月3日：新增1项，解除2项")
    #expect(try await titles(office, "李四").isEmpty)
    await office.store.close()
  }

  @Test("who may hear of several departments is told whose it is, also where only one is spoken of")
  func naming() async throws {
    let office = try await Office(documents: ["304-2025.txt", "306-2025.txt"])
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk))
    try await office.store.keep(Recipient(id: 0, name: "李四", role: .bureau), departments: [], addresses: [])
    try await office.work(at: "2025-04-15T09:00")
    try await office.spend("40000元", "2025-04-15", "X-1")
    try await office.work(at: "2025-04-15T10:00")
    let department = try #require(try await office.store.departments(code: "304").first).identity.name
    for (name, isNamed) in [("张三", false), ("李四", true)] {
      let bodies = try await office.query(
        "SELECT o.body FROM outbox o JOIN recipient r ON r.id = o.recipient_id WHERE r.name = \(name) AND o.kind = 'immediate' ORDER BY o.id",
        String.self)
      let last = try #require(bodies.last)
      #expect(last.contains("超出预算") && last.contains("\(department) 保洁费项目") == isNamed, "\(name): \(last)")
    }
    await office.store.close()
  }

  @Test("what an approved form explains calls nobody, also not those further up")
  func explained() async throws {
    let office = try await office(by: "CN-2020-10#4")
    try await office.run(
      """
      INSERT INTO form (department_id, project_id, kind, month, version, state, last_transition)
      SELECT department_id, id, 'monitoring', 3, 1, 'draft', 0 FROM project WHERE removed_by IS NULL;
      INSERT INTO form_entry (form_id, indicator_id, field, value, actor, filled_on)
      SELECT f.id, i.id, 'explanation', '资金到位晚', '张三', '2025-07-01' FROM form f
      JOIN indicator i ON i.project_id = f.project_id WHERE i.binding = 'spending-timeliness' AND i.removed_by IS NULL;
      UPDATE form SET state = 'approved', last_transition = 2;
      INSERT INTO form_transition (form_id, number, kind, actor, day)
      SELECT id, 1, 'submitted', '张三', '2025-07-01'::date FROM form UNION ALL SELECT id, 2, 'approved', '李四', '2025-07-01' FROM form
      """)
    for date in ["2025-07-02", "2025-07-03", "2025-07-07", "2025-07-14"] { try await office.work(at: "\(date)T09:00") }
    let lack = try await office.alert(.checkpointMissed, period: "2025")
    #expect(
      try await office.query("SELECT state || ' ' || severity FROM alert WHERE id = \(lack)", String.self) == [
        "open yellow"
      ])
    #expect(try await titles(office, "张三").isEmpty)
    #expect(try await titles(office, "李四").isEmpty)
    await office.store.close()
  }

  @Test("a route decides who hears of what")
  func routed() async throws {
    let office = try await office()
    let people = try await office.store.recipients().map(\.recipient)
    let head = try #require(people.first { $0.name == "李四" })
    try await office.store.add(Route(department: nil, rules: [.overspent], recipients: [head.id]))
    try await office.spend("25000元", "2025-04-15", "X-1")
    try await office.work(at: "2025-04-15T09:00")
    #expect(try await titles(office, "李四") == ["2025-04-15 【红灯】2项预警，请尽快处理"])
    #expect(try await titles(office, "张三").isEmpty)
    await office.store.close()
  }

  @Test("red goes out on a day off; what is not red waits for the workday and its hours")
  func dayOff() async throws {
    let office = try await office()
    try await office.store.keep(
      Channel(name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await office.add(
      Recipient(id: 0, name: "王五", role: .clerk, immediateFrom: .yellow), to: "接口")
    let channel = try #require(try await office.store.channels().first { $0.name == "接口" }).id
    func waiting(_ at: String) async throws -> [String] {
      try await office.store.claimMessages(of: channel, due: instant(at), limit: 9, lease: 0).map(\.title)
    }
    // 1 July is red at 7:30 already; the yellow of 21 June, a Saturday, waits until Monday morning.
    try await office.work(at: "2025-06-20T09:00")
    _ = try await waiting("2025-06-20T09:00")
    try await office.run("UPDATE outbox SET state = 'sent'")
    let department = try await office.store.departments()[0].id
    try await office.store.setParameters(
      ["checkpoint-approaching.yellow-days": "9"], of: department, named: "本部门", on: Day(startOf: 2025))
    try await office.work(at: "2025-06-21T10:00")
    #expect(try await waiting("2025-06-22T18:00").isEmpty)
    // What piled up over the days off is one message of the morning.
    try await office.work(at: "2025-06-23T09:00")
    let morning = try await waiting("2025-06-23T09:00")
    #expect(morning == ["【绩效预警】2025年6月23日：新增1项"])
    try await office.run("UPDATE outbox SET state = 'sent'")
    try await office.spend("25000元", "2025-06-28", "X-1")
    try await office.work(at: "2025-06-28T23:10")
    #expect(try await waiting("2025-06-28T23:10") == ["【红灯】2项预警，请尽快处理"])
    await office.store.close()
  }
}
