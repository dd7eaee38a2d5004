import Contract
import Desk
import Domain
import Foundation
import Notify
import Store
import TestSupport
import Testing

/// Who is told of what and how, at no door.
@Suite("People at the desk")
struct PeopleTests {
  private let zhang = Actor(name: "张三")
  private let moment = Moment(wall: Instant(Day(endOf: 3, in: 2025), minute: 600))

  @Test(
    "somebody is added, changed under the same name, listed, tried and taken out of use; what is not meant is refused")
  func recipients() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let name = bureau.department.identity.name
    let request = RecipientRequest(name: " 李\n四 ", departments: ["304"], projects: [Bureau.cleaning])
    #expect(
      try await desk.keep(request, by: zhang, at: moment).message
        == "已保存：李 四（填报人，层级0）：304 \(name)，1个项目；蓝灯及以上，红灯起立即通知，其余每日汇总；站内消息")
    var head = RecipientRequest(name: "李 四", role: .head, division: "130625", least: .yellow, immediateFrom: nil)
    #expect(
      try await desk.keep(head, by: zhang, at: moment).message
        == "已保存：李 四（负责人，层级1）：区划130625的全部部门；黄灯及以上，只发每日汇总；站内消息")
    let kept = try await desk.recipients()
    #expect(kept.recipients.map(\.name) == ["李 四"])
    #expect(
      try AnswerEncoder.json(kept).compact
        == #"{"recipients":[{"name":"李 四","role":"head","level":1,"least":"yellow","immediateFrom":null,"departments":[],"division":"130625","projects":0,"rhythm":"daily","addresses":[{"channel":"站内消息","address":""}]}]}"#
    )
    #expect(try await desk.test(recipient: "李 四", by: zhang, at: moment).message.hasPrefix("已写入1条测试消息"))
    let told = try await desk.deliveries(DeliveriesRequest(state: .sent)).deliveries
    #expect(told.map(\.recipient) == ["李 四"] && told[0].writtenAt == moment.wall && told[0].attempts == 0)
    #expect(try await desk.deliveries(DeliveriesRequest(state: .dead)).deliveries.isEmpty)
    head.name = "　"
    await #expect(throws: Refusal.people(.nameMissing)) { try await desk.keep(head, by: zhang, at: moment) }
    let wrong = RecipientRequest(name: "王五", addresses: [.init(channel: "站内消息", address: "138")])
    await #expect(throws: Refusal.people(.addressNotWanted(channel: "站内消息", kind: "站内消息"))) {
      try await desk.keep(wrong, by: zhang, at: moment)
    }
    #expect(try await desk.retire(recipient: "李 四", by: zhang, at: moment).message == "已停用：李 四")
    await #expect(throws: Refusal.people(.recipientUnknown("李 四", known: [], count: 0))) {
      try await desk.retire(recipient: "李 四", by: zhang, at: moment)
    }
    await bureau.store.close()
  }

  @Test("routes are tried in their order, those of a department first, and go by number")
  func routes() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    _ = try await desk.keep(RecipientRequest(name: "李四"), by: zhang, at: moment)
    _ = try await desk.add(RouteRequest(rules: [.overspent], to: ["李四"]), by: zhang, at: moment)
    let own = RouteRequest(
      of: DepartmentChoice(department: "304"), projects: [Bureau.cleaning], least: .red, to: ["李四"])
    #expect(try await desk.add(own, by: zhang, at: moment) == DoneAnswer("已添加分派规则。"))
    let routes = try await desk.routes().routes
    #expect(routes.map(\.department) == ["304", nil] && routes.map(\.projects) == [1, 0])
    #expect(routes[0].departmentName == bureau.department.identity.name && routes[1].rules == [.overspent])
    #expect(
      try AnswerEncoder.json(routes[1]).compact
        == #"{"id":\#(routes[1].id),"position":1,"department":null,"division":null,"rules":["overspent"],"projects":0,"least":"blue","recipients":["李四"]}"#
    )
    await #expect(throws: Refusal.people(.recipientUnknown("王五", known: ["李四"], count: 1))) {
      try await desk.add(RouteRequest(to: ["王五"]), by: zhang, at: moment)
    }
    _ = try await desk.remove(route: routes[0].id, by: zhang, at: moment)
    #expect(try await desk.routes().routes == [routes[1]])
    await #expect(throws: Refusal.people(.routeUnknown(routes[0].id))) {
      try await desk.remove(route: routes[0].id, by: zhang, at: moment)
    }
    await bureau.store.close()
  }

  @Test(
    "a channel is sealed with a key made for the first one; the key is changed, missed, and nobody is told the address")
  func channels() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let key = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).key").path
    defer { try? FileManager.default.removeItem(atPath: key) }
    #expect(try await desk.keys(in: key) == KeysAnswer(file: key, keys: [], channels: []))
    var mail = ChannelRequest(
      name: "邮箱", kind: .smtp, host: "mail.example.gov.cn", protection: ChannelRequest.Protection.none,
      from: "a@example.gov.cn", user: "a", password: "密")
    await #expect(throws: Refusal.people(.passwordInClear)) {
      try await desk.keep(mail, keyFile: key, by: zhang, at: moment)
    }
    #expect(!KeyFile.exists(key))
    mail.protection = nil
    #expect(
      try await desk.keep(mail, keyFile: key, by: zhang, at: moment).message == "已保存通道“邮箱”（邮件）。可以试发一条。")
    #expect(
      try AnswerEncoder.json(try await desk.channels().channels[1]).compact
        == #"{"name":"邮箱","kind":"smtp","host":"mail.example.gov.cn","perMinute":null,"allowsPrivate":false}"#)
    let before = try await desk.keys(in: key)
    #expect(before.keys.map(\.current) == [true] && before.channels.map(\.name) == ["邮箱"] && before.lacking.isEmpty)
    _ = try await desk.rotateKeys(in: key, keepsOld: true, by: zhang, at: moment)
    let after = try await desk.keys(in: key)
    #expect(after.keys.count == 2 && after.channels[0].key == after.keys[0].id && after.keys[1].id == before.keys[0].id)
    #expect(try await desk.keys(in: key + ".none").lacking.map(\.name) == ["邮箱"])
    await #expect(throws: Refusal.key(.missing(key + ".none"))) {
      try await desk.rotateKeys(in: key + ".none", keepsOld: false, by: zhang, at: moment)
    }
    await #expect(throws: Refusal.people(.channelUnknown("群", known: ["站内消息", "邮箱"]))) {
      try await desk.test(channel: "群", to: "", keyFile: key, by: zhang, at: moment)
    }
    _ = try await desk.retire(channel: "邮箱", by: zhang, at: moment)
    #expect(try await desk.channels().channels.map(\.name) == ["站内消息"])
    #expect(try await desk.keys(in: key).channels.isEmpty)
    await store.close()
  }

  @Test("the morning's messages are shown and not written; only what was given up is sent again")
  func previews() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let morning = PreviewsRequest(asOf: try Day.parse("2025-06-20"))
    await #expect(throws: Refusal.people(.recipientsNone)) { try await desk.previews(morning, at: moment) }
    _ = try await desk.keep(RecipientRequest(name: "李四", role: .bureau), by: zhang, at: moment)
    let unjudged = try #require(try await desk.previews(morning, at: moment).previews.first)
    #expect(unjudged.message == nil)
    #expect(unjudged.remark == "还没有截至2025年6月20日的评判，预警可能不全。请先评判这一天。")
    _ = try await desk.judge(
      AlertsRequest(asOf: "2025-06-20"), listing: false, by: zhang, at: Moment(wall: Instant(morning.asOf)))
    let preview = try #require(try await desk.previews(morning, at: moment).previews.first)
    #expect(preview.recipient == "李四" && preview.message?.kind == .digest && preview.remark == nil)
    let next = PreviewsRequest(asOf: try Day.parse("2025-06-23"))
    #expect(
      try await desk.previews(next, at: moment).previews.first?.remark
        == "还没有截至2025年6月23日的评判（最近一次评判到2025年6月20日），预警可能不全。请先评判这一天。")
    #expect(
      try AnswerEncoder.json(preview).compact.hasPrefix(
        #"{"recipient":"李四","role":"bureau","message":{"kind":"digest""#))
    #expect(try await desk.deliveries().deliveries.allSatisfy { $0.title != preview.message?.title })
    #expect(try await desk.redeliver(nil, by: zhang, at: moment) == DoneAnswer("已恢复：消息0条，任务0个。", .unchanged))
    await #expect(throws: Refusal.people(.messageNotDead(9))) { try await desk.redeliver(9, by: zhang, at: moment) }
    await bureau.store.close()
  }
}
