import Domain
import Foundation
import Testing

@testable import Notify

/// Each channel against a real listener, which checks by other means than ours.
@Suite("Channels", .serialized)
struct ChannelTests {
  private let sinks: Sinks
  private let courier = Courier(now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) })

  init() throws { sinks = try #require(Sinks.shared, "python3-aiosmtpd and openssl are needed") }

  private func envelope(_ key: String = UUID().uuidString, to address: String = "", rich: String = "### 标题\n\n内容")
    -> Envelope
  {
    Envelope(
      id: 1, key: key, channel: 1, address: address, title: "【绩效预警】2025年6月20日：新增3项，加重1项，本周到期2项，请及时处理",
      text: "张三：正文。\n第二行 <&>\n",
      rich: rich, writtenAt: Instant(day("2025-06-20"), minute: 510), attempt: 1)
  }

  private func day(_ text: String) -> Day { (try? Day.parse(text)) ?? Day(number: 0) }

  private func outlet(
    _ kind: ChannelKind, _ path: String = "", secret: String? = nil, allowsPrivate: Bool = true
  ) -> Outlet {
    Outlet(
      name: "试", kind: kind, settings: ChannelSettings(), secret: ChannelSecret(url: sinks.url(path), secret: secret),
      allowsPrivate: allowsPrivate)
  }

  private func mailOutlet(
    _ server: String, _ protection: ChannelSettings.Protection, password: String? = nil, trusts: Bool = true,
    allowsPrivate: Bool = true
  ) -> Outlet {
    Outlet(
      name: "邮件", kind: .smtp,
      settings: ChannelSettings(
        host: protection == .none ? "127.0.0.1" : "localhost", port: sinks.ports[server], protection: protection,
        from: "jixiao@example.gov.cn", caFile: trusts ? sinks.certificate : nil),
      secret: ChannelSecret(user: password.map { _ in "jixiao" }, password: password), allowsPrivate: allowsPrivate)
  }

  private func mail(_ key: String) throws -> [String: Any] {
    try #require(try sinks.received { $0["key"] as? String == key }.first)
  }

  private func isTaken(_ outcome: SendOutcome) -> Bool { if case .taken = outcome { true } else { false } }

  @Test("a mail has a subject in Chinese, a plain and an HTML part, and the server's words as receipt")
  func plainMail() async throws {
    let sent = envelope(to: "zhang@example.gov.cn", rich: "<p>网页正文</p>")
    let outcome = await courier.send(sent, by: mailOutlet("smtp", .none))
    #expect(outcome == .taken(receipt: "250 taken as number 42"))
    let mail = try mail(sent.key)
    let parts = try #require(mail["parts"] as? [String: String])
    #expect(mail["subject"] as? String == sent.title && mail["type"] as? String == "multipart/alternative")
    #expect(parts["text/plain"] == sent.text && parts["text/html"]?.hasPrefix("<p>网页正文</p>") == true)
    #expect(mail["date"] as? String == "Fri, 20 Jun 2025 08:30:00 +0800")
    #expect(
      mail["to"] as? [String] == ["zhang@example.gov.cn"] && mail["id"] as? String == "<\(sent.key)@example.gov.cn>")
  }

  @Test("a file goes beside the text, under its Chinese name and byte for byte")
  func mailWithFile() async throws {
    let plain = envelope(to: "zhang@example.gov.cn", rich: "<p>网页正文</p>")
    let file = Message.Attachment(name: "绩效预警：第1局等2个部门.xlsx", content: Array("一二三\u{0}\r\n四".utf8))
    let sent = Envelope(
      id: 1, key: plain.key, channel: 1, address: plain.address, title: plain.title, text: plain.text, rich: plain.rich,
      writtenAt: plain.writtenAt, attempt: 1, attachment: file)
    #expect(isTaken(await courier.send(sent, by: mailOutlet("smtp", .none))))
    let mail = try mail(sent.key)
    let parts = try #require(mail["parts"] as? [String: String])
    #expect(mail["type"] as? String == "multipart/mixed")
    #expect(parts["text/plain"] == sent.text && parts["text/html"]?.hasPrefix("<p>网页正文</p>") == true)
    // SHA-256 of the 15 bytes above, by another program.
    #expect(parts[file.name] == "3e680a63486cdb6d7286af92d9456ca1ae713cbd03be73b08160d6dc119c8773")
    #expect(
      Mail.disposition("预 1.xlsx")
        == "Content-Disposition: attachment; filename*=UTF-8''%E9%A2%84%201.xlsx")
  }

  @Test("STARTTLS with a login, and TLS from the start")
  func protectedMail() async throws {
    let first = envelope(to: "a@b.cn"), second = envelope(to: "a@b.cn")
    #expect(isTaken(await courier.send(first, by: mailOutlet("starttls", .starttls, password: "口令x"))))
    #expect(isTaken(await courier.send(second, by: mailOutlet("smtps", .tls))))
    let (one, two) = (try mail(first.key), try mail(second.key))
    #expect(one["tls"] as? Bool == true && one["user"] as? String == "jixiao")
    #expect(two["server"] as? String == "smtps")
  }

  @Test("no mail goes without the protection that was asked for, or to a server nobody vouches for")
  func unprotectedMail() async throws {
    let mails = [envelope(to: "a@b.cn"), envelope(to: "a@b.cn"), envelope(to: "a@b.cn")]
    let outlets = [
      mailOutlet("smtp", .starttls), mailOutlet("smtps", .tls, trusts: false),
      mailOutlet("starttls", .starttls, password: "wrong"),
    ]
    for (mail, outlet) in zip(mails, outlets) {
      let outcome = await courier.send(mail, by: outlet)
      guard case .failed(let reason, _) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(reason.chinese.hasPrefix("没有送达"))
    }
    let keys = Set(mails.map(\.key))
    #expect(try sinks.received { keys.contains($0["key"] as? String ?? "") }.isEmpty)
  }

  @Test("an address the server knows nothing of, or that is none, is refused for good")
  func wrongAddress() async throws {
    for address in ["nobody@b.cn", "张三", "a@b.cn\r\nBcc: x@y.z"] {
      guard case .refused = await courier.send(envelope(to: address), by: mailOutlet("smtp", .none)) else {
        Issue.record("not refused: \(address)")
        continue
      }
    }
  }

  @Test("a webhook gets its JSON, key and signature")
  func webhook() async throws {
    let sent = envelope(rich: #"{"标题":"内容"}"#)
    #expect(isTaken(await courier.send(sent, by: outlet(.webhook, "signed", secret: "SECtest"))))
    let got = try #require(
      try sinks.received { ($0["headers"] as? [String: String])?["idempotency-key"] == sent.key }.first)
    #expect(got["signed"] as? Bool == true && got["body"] as? String == sent.rich)
  }

  @Test("each robot's signature holds by an independent computation", arguments: ["dingtalk", "feishu", "wecom"])
  func robots(name: String) async throws {
    let kind = try #require(ChannelKind(rawValue: name))
    let path = name == "dingtalk" ? "dingtalk?access_token=T" : name == "wecom" ? "wecom?key=K" : "feishu"
    let long = String(repeating: "很长的预警内容。", count: 1_000)
    let sent = envelope(rich: long)
    #expect(isTaken(await courier.send(sent, by: outlet(kind, path, secret: kind == .wecom ? nil : "SECtest"))))
    let got = try #require(
      try sinks.received { $0["path"] as? String == "/\(name)" && ($0["body"] as? String)?.contains(sent.key) == true }
        .first)
    #expect(got["signed"] as? Bool == true)
  }

  @Test("the signatures published for the robots")
  func signatures() {
    #expect(
      DingTalk.sign("SECtest", milliseconds: 1_700_000_000_000) == "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g%3D")
    #expect(Feishu.sign("SECtest", seconds: 1_700_000_000) == "G7XpBpG8NgG02fJOAhX6FRAObIljmFoxVReo8I62pEk=")
  }

  @Test("an error code inside HTTP 200 is read: too fast waits, a wrong signature is refused")
  func codes() async {
    #expect(
      await courier.send(envelope(), by: outlet(.wecom, "fast"))
        == .failed(reason: .errorCode(45009, "api freq out of limit"), retryAfterSeconds: 60))
    #expect(
      await courier.send(envelope(), by: outlet(.feishu, "feishu", secret: "wrong"))
        == .refused(reason: .errorCode(19021, "sign match fail")))
  }

  @Test(
    "what an HTTP status means",
    arguments: [
      ("busy", SendOutcome.failed(reason: .busy(429), retryAfterSeconds: 7)),
      ("broken", .failed(reason: .busy(503))), ("gone", .refused(reason: .refused(410, "没有了"))),
      ("moved", .refused(reason: .redirected(302))),
    ])
  func statuses(path: String, outcome: SendOutcome) async {
    #expect(await courier.send(envelope(), by: outlet(.webhook, path)) == outcome)
  }

  @Test("an endless answer does no harm")
  func endless() async {
    #expect(isTaken(await courier.send(envelope(), by: outlet(.webhook, "endless"))))
  }

  @Test("a target in a private or loopback range is refused unless allowed, by name too")
  func privateTargets() async throws {
    let before = try sinks.received { _ in true }.count
    var outlets = [outlet(.webhook, "hook", allowsPrivate: false), mailOutlet("smtp", .none, allowsPrivate: false)]
    for host in ["localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"] {
      var one = outlets[0]
      one = Outlet(
        name: "试", kind: .webhook, settings: one.settings,
        secret: ChannelSecret(url: "http://\(host):\(sinks.ports["http"] ?? 0)/hook"), allowsPrivate: false)
      outlets.append(one)
    }
    for outlet in outlets {
      guard case .refused(let reason) = await courier.send(envelope(to: "a@b.cn"), by: outlet) else {
        Issue.record("not refused: \(outlet)")
        continue
      }
      #expect(reason.chinese.contains("在内网或本机范围内"))
    }
    #expect(try sinks.received { _ in true }.count == before)
  }

  @Test("file and other schemes are never used")
  func schemes() async {
    for url in ["file:///etc/passwd", "gopher://127.0.0.1/", ""] {
      let outlet = Outlet(
        name: "试", kind: .webhook, settings: ChannelSettings(), secret: ChannelSecret(url: url), allowsPrivate: true)
      #expect(
        await courier.send(envelope(), by: outlet) == .refused(reason: .hindered("接口推送通道需要地址，以 https:// 或 http:// 开头。"))
      )
    }
  }
}
