import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

/// The worked case of 保洁费项目 as people hear of it, day by day.
@Suite("Telling people")
struct TellingTests {
  private func office() async throws -> Office {
    let office = try await Office()
    try await office.run("UPDATE project SET removed_by = (SELECT min(id) FROM import) WHERE code <> '\(cleaning)'")
    try await office.run(
      "UPDATE indicator SET removed_by = (SELECT min(id) FROM import) WHERE project_id IS NULL OR binding = 'observation'"
    )
    let submission = FormSubmission(form: .monitoring, month: 6, day: day("2025-01-02"))
    _ = try await office.store.append(submission, of: try await office.store.departments()[0].id, by: "张三")
    try await office.spend("7500元", "2025-03-20", "P-1")
    try await office.spend("1800元", "2025-05-10", "P-2")
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk))
    try await office.add(Recipient(id: 0, name: "李四", role: .head, level: 1))
    return office
  }

  private func titles(_ office: Office, _ name: String) async throws -> [String] {
    try await office.messages(to: name).map { "\($0.writtenAt.day) \($0.title)" }
  }

  @Test("new, reminded, worse, red at once, passed on after three workdays, resolved: each once, none on a day off")
  func life() async throws {
    let office = try await office()
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
        "2025-06-23 【绩效预警】2025年6月23日：加重1项", "2025-06-27 【绩效预警】2025年6月27日：临近1项",
        // The last day of a checkpoint is judged as of its end: the rate and the forecast count it.
        "2025-06-30 【绩效预警】2025年6月30日：新增2项，临近1项", "2025-07-01 【红灯】保洁费项目：支出节点未达标",
        "2025-07-01 【绩效预警】2025年7月1日：解除1项", "2025-07-08 【绩效预警】2025年7月8日：解除2项",
      ])
    let head = try await titles(office, "李四")
    #expect(
      head == [
        "2025-06-26 【绩效预警】2025年6月26日：未确认1项", "2025-06-27 【绩效预警】2025年6月27日：临近1项",
        "2025-06-30 【绩效预警】2025年6月30日：临近1项", "2025-07-01 【绩效预警】2025年7月1日：解除1项",
        "2025-07-03 【绩效预警】2025年7月3日：未确认2项", "2025-07-04 【绩效预警】2025年7月4日：未确认1项", "2025-07-08 【绩效预警】2025年7月8日：解除2项",
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
    let refusal = await #expect(throws: StoreError.self) {
      try await office.store.act(.acknowledge(note: "好", until: nil), on: alert, by: "张三", day: day("2025-06-30"))
    }
    #expect(refusal?.code == "alert-resolved")
    let unknown = await #expect(throws: StoreError.self) {
      try await office.store.act(.acknowledge(note: "好", until: nil), on: 9999, by: "张三", day: day("2025-06-30"))
    }
    #expect(unknown?.code == "alert-unknown")
    await office.store.close()
  }

  @Test("what opens and is resolved between two messages is one line, or nothing at all")
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
    // Told at once, since it was red; the next morning says that it is over.
    #expect(
      messages == ["2025-04-15 【红灯】2项预警，请尽快处理", "2025-04-16 【绩效预警】2025年4月16日：解除2项"])
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
    #expect(try await waiting("2025-06-23T08:29").isEmpty)
    #expect(try await waiting("2025-06-23T08:30") == ["【黄灯】保洁费项目：支出节点临近"])
    try await office.run("UPDATE outbox SET state = 'sent'")
    try await office.spend("25000元", "2025-06-22", "X-1")
    try await office.work(at: "2025-06-22T23:10")
    #expect(try await waiting("2025-06-22T23:10") == ["【红灯】2项预警，请尽快处理"])
    await office.store.close()
  }
}

@Suite("The outbox")
struct OutboxTests {
  private func office(perMinute: Int? = nil) async throws -> (Office, Int64) {
    let office = try await Office()
    try await office.store.keep(
      Channel(name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: perMinute))
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "接口")
    let channel = try #require(try await office.store.channels().first { $0.name == "接口" }).id
    return (office, channel)
  }

  private func write(_ count: Int, _ office: Office) async throws {
    let voice = Voice(now: instant("2025-06-20T09:00"), links: Links(base: nil), calendar: office.calendar)
    for number in 1...count {
      #expect(try await office.store.sendTest(to: "张三", voice: voice, nonce: "\(number)") == 2)
    }
  }

  @Test("a message is claimed by one sender, comes back when that one dies, and never changes")
  func claims() async throws {
    let (office, channel) = try await office()
    try await write(3, office)
    let now = instant("2025-06-20T09:00")
    let claims = try await withThrowingTaskGroup(of: [Envelope].self) { group in
      for _ in 0..<4 {
        group.addTask { try await office.store.claimMessages(of: channel, due: now, limit: 2, lease: 60_000) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claims.map(\.id).sorted() == Array(Set(claims.map(\.id))).sorted() && claims.count == 3)
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000).isEmpty)
    try await office.run("UPDATE outbox SET retry_at = '-infinity'")
    let again = try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000)
    #expect(again.map(\.attempt) == [2, 2, 2] && Set(again.map(\.key)) == Set(claims.map(\.key)))
    await #expect(throws: (any Error).self) { try await office.run("UPDATE outbox SET body = '别的'") }
    // What the dead sender says now is too late to fail it, but taken is taken.
    let late = try #require(claims.first { $0.id == again[0].id })
    try await office.store.record(.dead(reason: "迟到"), of: late)
    #expect(try await office.store.deliveries(states: ["dead"]).isEmpty)
    try await office.store.record(.delivered(receipt: "好"), of: late)
    try await office.store.record(.again(afterMilliseconds: 1, reason: "忙"), of: again[0])
    #expect(try await office.store.deliveries(states: ["sent"]).contains { $0.id == late.id && $0.receipt == "好" })
    await office.store.close()
  }

  @Test("a dead letter is shown and revived; every attempt stays on record")
  func deadLetters() async throws {
    let (office, channel) = try await office()
    try await write(1, office)
    let now = instant("2025-06-20T09:00")
    let first = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    try await office.store.record(.again(afterMilliseconds: 0, reason: "忙"), of: first)
    let second = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    try await office.store.record(.dead(reason: "对方拒绝"), of: second)
    #expect(try await office.store.health().deadLetters == 1)
    #expect(try await office.store.deliveries(states: ["dead"]).map(\.error) == ["对方拒绝"])
    let revived = [try await office.store.redeliver(second.id), try await office.store.redeliver(second.id)]
    #expect(revived == [1, 0])
    let third = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    #expect(third.attempt == 3 && third.tries == 1, "a revived letter is tried as often as a new one")
    try await office.store.record(.delivered(receipt: "收到"), of: third)
    let attempts: [String] = try await office.query(
      "SELECT concat_ws(' ', number, outcome, detail) FROM delivery_attempt WHERE outbox_id = \(first.id) ORDER BY number"
    )
    #expect(attempts == ["1 failed 忙", "2 refused 对方拒绝", "3 taken 收到"])
    await office.store.close()
  }

  @Test("a message whose attempts leave no result is a dead letter after as many as any other")
  func exhausted() async throws {
    let (office, channel) = try await office()
    try await office.run("UPDATE channel SET retry_attempts = 3")
    try await write(1, office)
    let now = instant("2025-06-20T09:00")
    var attempts: [Int] = []
    for _ in 1...6 {
      attempts += try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).map(\.attempt)
    }
    #expect(attempts == [1, 2, 3])
    #expect(try await office.store.deliveries(states: ["dead"]).map(\.error) == ["尝试3次，最后一次没有留下结果（发送途中中断）"])
    #expect(try await office.store.redeliver() == 1)
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).map(\.tries) == [1])
    await office.store.close()
  }

  @Test("all daemons together keep to a channel's limit a minute")
  func limits() async throws {
    let (office, channel) = try await office(perMinute: 3)
    try await write(8, office)
    let now = instant("2025-06-20T09:00")
    let claims = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await office.store.claimMessages(of: channel, due: now, limit: 2, lease: 60_000).count }
      }
      return try await group.reduce(0, +)
    }
    #expect(claims == 3)
    try await office.run("UPDATE channel SET window_began = now() - interval '61 seconds'")
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000).count == 3)
    await office.store.close()
  }
}
