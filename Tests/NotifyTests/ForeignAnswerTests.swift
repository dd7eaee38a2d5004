import Domain
import Foundation
import Testing

@testable import Notify

/// What a stranger on the other side may answer, and what is believed and kept of it.
@Suite("Answers from outside", .serialized)
struct ForeignAnswerTests {
  private let sinks: Sinks
  private let courier = Courier(now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) })

  init() throws { sinks = try #require(Sinks.shared, "python3-aiosmtpd and openssl are needed") }

  private func answer(_ kind: ChannelKind, _ query: String) async -> SendOutcome {
    let envelope = Envelope(
      id: 1, key: UUID().uuidString, channel: 1, address: "", title: "标题", text: "正文", rich: "{}",
      writtenAt: Instant(milliseconds: 0), attempt: 1)
    let outlet = Outlet(
      name: "试", kind: kind, settings: ChannelSettings(), secret: ChannelSecret(url: sinks.url("say?\(query)")),
      allowsPrivate: true)
    return await courier.send(envelope, by: outlet)
  }

  private func encoded(_ body: String) -> String {
    Data(body.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(
      of: "/", with: "_")
  }

  private func wait(_ value: String) async -> Int? {
    let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    guard case .failed(_, let seconds) = await answer(.webhook, "status=429&wait=\(escaped)") else { return -1 }
    return seconds
  }

  @Test(
    "Retry-After is believed for a day at most, whatever it says",
    arguments: [
      ("7", 7 as Int?), ("86400", 86_400), ("86401", 86_400), ("4102444800", 86_400), ("9223372036854776", 86_400),
      ("9223372036854775807", 86_400), ("99999999999999999999", nil), ("-5", nil), ("0", nil), ("明天", nil),
      ("Tue, 19 Jan 2038 03:14:07 GMT", 86_400), ("Fri, 31 Dec 2999 23:59:59 GMT", 86_400),
      ("Sun, 06 Nov 1994 08:49:37 GMT", nil),
    ])
  func waits(value: String, seconds: Int?) async { #expect(await wait(value) == seconds) }

  @Test("a date in Retry-After is the time until then")
  func dates() async throws {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let seconds = try #require(await wait(formatter.string(from: Date(timeIntervalSinceNow: 7_200))))
    #expect((1...7_200).contains(seconds))
  }

  @Test("a robot's words are kept without what steers or cannot be stored", arguments: [ChannelKind.dingtalk, .wecom])
  func robots(kind: ChannelKind) async {
    let body = encoded(#"{"errcode":88,"errmsg":"a\u0000b\u001b[31m\n\u202ec"}"#)
    #expect(
      await answer(kind, "body=\(body)") == .failed(reason: .hindered("对方返回错误 88：a\u{FFFD}b\u{FFFD}[31m \u{FFFD}c")))
  }

  @Test("a long answer is cut, and one that was taken is taken however long its words are")
  func long() async {
    let words = String(repeating: "很", count: 3_000)
    let body = encoded(#"{"errmsg":"\#(words)","errcode":0}"#)
    guard case .taken(let receipt) = await answer(.dingtalk, "body=\(body)") else {
      Issue.record("not taken")
      return
    }
    #expect(receipt.unicodeScalars.count <= 501)
    // One visible character of two thousand scalars.
    let heap = encoded("a" + String(repeating: "\u{301}", count: 2_000))
    guard case .refused(let reason) = await answer(.webhook, "status=410&body=\(heap)") else {
      Issue.record("not refused")
      return
    }
    #expect(reason.chinese.unicodeScalars.count <= 501)
  }

  @Test("a mail server's words are kept without what steers, and not for ever")
  func mailServer() async {
    let envelope = Envelope(
      id: 1, key: UUID().uuidString, channel: 1, address: "strange@b.cn", title: "标题", text: "正文", rich: "",
      writtenAt: Instant(milliseconds: 0), attempt: 1)
    let outlet = Outlet(
      name: "邮件", kind: .smtp,
      settings: ChannelSettings(
        host: "127.0.0.1", port: sinks.ports["smtp"], protection: ChannelSettings.Protection.none, from: "a@b.cn"),
      secret: ChannelSecret(), allowsPrivate: true)
    guard case .refused(let reason) = await courier.send(envelope, by: outlet) else {
      Issue.record("not refused")
      return
    }
    #expect(
      reason.chinese.hasPrefix("邮件服务器拒绝：550 \u{FFFD}[31mno\u{FFFD} xxx") && reason.chinese.unicodeScalars.count <= 501)
  }
}
