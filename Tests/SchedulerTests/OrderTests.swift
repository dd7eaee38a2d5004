import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

/// In which order one person is told by one channel, and what is not told any more.
@Suite("The order of messages")
struct OrderTests {
  /// 张三 hears by 接口; 保洁费项目 is overspent on the morning of 15 April, which is told at once in one message of two alerts.
  private func overspent() async throws -> (Office, Int64) {
    let office = try await Office()
    try await office.run("UPDATE project SET removed_by = (SELECT min(id) FROM import) WHERE code <> '\(cleaning)'")
    try await office.run(
      "UPDATE indicator SET removed_by = (SELECT min(id) FROM import) WHERE project_id IS NULL OR binding = 'observation'"
    )
    try await office.store.keep(
      Channel(name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "接口")
    let channel = try #require(try await office.store.channels().first { $0.name == "接口" }).id
    // As planned by the end of March, so that nothing else is red.
    try await office.spend("7500元", "2025-03-20", "P-1")
    try await office.work(at: "2025-04-15T08:45")
    try await office.run("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'")
    try await office.spend("40000元", "2025-04-15", "X-1")
    try await office.work(at: "2025-04-15T09:00")
    return (office, channel)
  }

  private func undo(_ office: Office, _ voucher: String) async throws {
    _ = try await office.store.reverse(
      voucher: try Voucher(voucher), of: nil, newVoucher: try Voucher("\(voucher)-R"), on: day("2025-04-15"))
  }

  private func claim(_ office: Office, _ channel: Int64, _ at: String, lease: Int64 = 60_000) async throws -> [Envelope]
  {
    try await office.store.claimMessages(of: channel, due: instant(at), limit: 9, lease: lease)
  }

  /// State and title of what was written to 张三 by 接口 since then.
  private func written(_ office: Office) async throws -> [String] {
    try await office.messages(to: "张三").filter { $0.channel == "接口" && $0.title.contains("红灯") }.map {
      "\($0.state) \($0.title)"
    }
  }

  @Test("what one person is told goes out in the order of writing; nobody else waits for it")
  func inOrder() async throws {
    let (office, channel) = try await overspent()
    let voice = Voice(now: instant("2025-04-15T09:00"), links: Links(base: nil), calendar: office.calendar)
    try await office.add(Recipient(id: 0, name: "李四", role: .clerk), to: "接口")
    for (name, nonce) in [("张三", "1"), ("张三", "2"), ("李四", "3")] {
      #expect(try await office.store.sendTest(to: name, voice: voice, nonce: nonce) == 2)
    }
    let at = "2025-04-15T09:00"
    let first = try await claim(office, channel, at)
    #expect(first.map { $0.title.contains("红灯") } == [true, false], "one of each person")
    #expect(try await claim(office, channel, at).isEmpty, "the first is under way")
    try await office.store.record(.again(afterMilliseconds: 3_600_000, reason: "忙"), of: first[0])
    #expect(try await claim(office, channel, at).isEmpty, "the first is to be tried again")
    try await office.run("UPDATE outbox SET retry_at = '-infinity' WHERE id = \(first[0].id)")
    let again = try #require(try await claim(office, channel, at).first)
    #expect(again.id == first[0].id)
    try await office.store.record(.dead(reason: "无此人"), of: again)
    let second = try await claim(office, channel, at)
    #expect(second.map(\.key.last) == ["1"])
    try await office.store.record(.delivered(receipt: "好"), of: second[0])
    #expect(try await claim(office, channel, at).map(\.key.last) == ["2"])
    await office.store.close()
  }

  @Test("what is not due yet holds up nothing: red goes out at night, yellow waits for the morning")
  func notDue() async throws {
    let (office, channel) = try await overspent()
    try await office.run("UPDATE outbox SET not_before = '2025-04-16T08:30+08' WHERE state = 'waiting'")
    let voice = Voice(now: instant("2025-04-15T23:00"), links: Links(base: nil), calendar: office.calendar)
    #expect(try await office.store.sendTest(to: "张三", voice: voice, nonce: "1") == 2)
    #expect(try await claim(office, channel, "2025-04-15T23:00").map(\.title) == ["【绩效】通道测试"])
    await office.store.close()
  }

  @Test("a red that waited until its alerts were resolved is never sent, and the next message says that they are")
  func resolved() async throws {
    let (office, channel) = try await overspent()
    try await undo(office, "X-1")
    try await office.work(at: "2025-04-15T10:00")
    #expect(try await claim(office, channel, "2025-04-15T10:00").isEmpty)
    let closed = try #require(try await office.store.deliveries(states: ["superseded"]).first)
    #expect(closed.title == "【红灯】2项预警，请尽快处理" && closed.attempts == 0 && closed.sentAt == nil)
    #expect(closed.receipt == "预警在送达前已解除，这一条不再发送")
    try await office.work(at: "2025-04-16T09:00")
    #expect(try await claim(office, channel, "2025-04-16T09:00").isEmpty)
    // The first message that asks for something says that they are over, too.
    try await office.work(at: "2025-06-03T09:00")
    let next = try await claim(office, channel, "2025-06-03T09:00").map(\.title)
    #expect(next == ["【绩效预警】2025年6月3日：新增1项，解除2项"])
    #expect(try await office.store.redeliver() == 0)
    await office.store.close()
  }

  @Test("resolved and red again: only the newer one is sent; where it is a dead letter, the older one is")
  func again() async throws {
    let (office, channel) = try await overspent()
    try await undo(office, "X-1")
    try await office.work(at: "2025-04-15T10:00")
    try await office.spend("40000元", "2025-04-15", "X-2")
    try await office.work(at: "2025-04-15T11:00")
    let titles = ["waiting 【红灯】2项预警，请尽快处理", "waiting 【红灯】2项预警，请尽快处理"]
    #expect(try await written(office) == titles)
    let newest = try #require(try await office.messages(to: "张三").last { $0.channel == "接口" }).id
    try await office.run("UPDATE outbox SET state = 'dead' WHERE id = \(newest)")
    let older = try #require(try await claim(office, channel, "2025-04-15T11:00", lease: 0).first)
    #expect(older.id < newest)
    #expect(try await office.store.redeliver() == 1)
    #expect(try await claim(office, channel, "2025-04-15T11:00").map(\.id) == [newest])
    #expect(try await written(office).first == "superseded 【红灯】2项预警，请尽快处理")
    let closed = try await office.store.deliveries(states: ["superseded"])
    #expect(closed.map(\.receipt) == ["后来的消息已说明新的情况，这一条不再发送"])
    await office.store.close()
  }

  @Test("a message that also speaks of an alert that stands goes out, before whatever was written later")
  func mixed() async throws {
    let (office, channel) = try await overspent()
    try await office.run("UPDATE alert SET state = 'resolved' WHERE id = (SELECT min(alert_id) FROM outbox_alert)")
    #expect(try await claim(office, channel, "2025-04-15T10:00").map(\.title) == ["【红灯】2项预警，请尽快处理"])
    await office.store.close()
  }

  @Test("what is under way when its alert is resolved is not closed, and counts as sent when it was taken")
  func underWay() async throws {
    let (office, channel) = try await overspent()
    let sending = try #require(try await claim(office, channel, "2025-04-15T09:00").first)
    try await undo(office, "X-1")
    try await office.work(at: "2025-04-15T10:00")
    #expect(try await claim(office, channel, "2025-04-15T10:00").isEmpty)
    #expect(try await office.store.deliveries(states: ["superseded"]).isEmpty)
    try await office.store.record(.again(afterMilliseconds: 0, reason: "忙"), of: sending)
    #expect(try await claim(office, channel, "2025-04-15T10:00").isEmpty)
    #expect(try await written(office) == ["superseded 【红灯】2项预警，请尽快处理"])
    // The answer came after all: taken is taken.
    try await office.store.record(.delivered(receipt: "好"), of: sending)
    #expect(try await written(office) == ["sent 【红灯】2项预警，请尽快处理"])
    await office.store.close()
  }
}
