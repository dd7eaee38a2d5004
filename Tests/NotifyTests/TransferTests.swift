import Domain
import Foundation
import Testing

@testable import Notify

/// Which way a transfer takes, and whether what came of it is told right.
@Suite("Transfers", .serialized)
struct TransferTests {
  private let sinks: Sinks

  init() throws { sinks = try #require(Sinks.shared, "python3-aiosmtpd and openssl are needed") }

  private func outlet(_ url: String, proxy: String? = nil, allowsPrivate: Bool = true) -> Outlet {
    Outlet(
      name: "试", kind: .webhook, settings: ChannelSettings(proxy: proxy), secret: ChannelSecret(url: url),
      allowsPrivate: allowsPrivate)
  }

  /// To a name with several addresses, of which one stands for a public one.
  private func transfer(to addresses: String, port: Int, exempt: String) async -> Transfer.Answer {
    let url = "http://both.example:\(port)/hook"
    var transfer = Transfer(outlet(url, allowsPrivate: false), url: url, body: "{}")
    transfer.headers = ["Idempotency-Key: \(addresses)"]
    transfer.resolve = "both.example:\(port):\(addresses)"
    transfer.exempt = exempt
    return await transfer.perform()
  }

  @Test(
    "a name with private and public addresses is reached by the public one, and counts as reached",
    arguments: ["127.0.0.2,127.0.0.1", "127.0.0.1,127.0.0.2", "10.0.0.1,127.0.0.2,127.0.0.1"])
  func mixed(addresses: String) async throws {
    let answer = await transfer(to: addresses, port: sinks.ports["http"] ?? 0, exempt: "127.0.0.1")
    #expect(answer.status == 200 && answer.refusedAddress == nil && answer.httpFailure == nil)
    let received = try sinks.received {
      ($0["headers"] as? [String: String])?["idempotency-key"] == addresses
    }
    #expect(received.count == 1)
  }

  @Test("a name with private addresses only is refused, one whose public address does not answer is tried again")
  func notReached() async throws {
    let none = await transfer(to: "127.0.0.2,127.0.0.3", port: sinks.ports["http"] ?? 0, exempt: "127.0.0.1")
    guard case .refused(let reason) = none.httpFailure else {
      Issue.record("not refused")
      return
    }
    #expect(reason.chinese.contains("在内网或本机范围内"))
    // Port 1 is closed.
    let dead = await transfer(to: "127.0.0.2,127.0.0.1", port: 1, exempt: "127.0.0.1")
    guard case .failed = dead.httpFailure else {
      Issue.record("\(String(describing: dead.httpFailure))")
      return
    }
  }

  @Test("a proxy that was set is used for every host, whatever the environment says")
  func proxy() async throws {
    setenv("NO_PROXY", "*", 1)
    setenv("no_proxy", "jixiao.invalid", 1)
    defer {
      unsetenv("NO_PROXY")
      unsetenv("no_proxy")
    }
    let key = UUID().uuidString
    // Nobody resolves this name: only the proxy can take the message.
    var transfer = Transfer(
      outlet("http://jixiao.invalid/hook", proxy: sinks.url("")), url: "http://jixiao.invalid/hook", body: "{}")
    transfer.headers = ["Idempotency-Key: \(key)"]
    #expect(await transfer.perform().status == 200)
    #expect(try sinks.received { ($0["headers"] as? [String: String])?["idempotency-key"] == key }.count == 1)
  }

  @Test("a proxy of the environment is not used")
  func proxyOfEnvironment() async throws {
    for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
    defer { for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsetenv(name) } }
    let url = sinks.url("hook")
    #expect(await Transfer(outlet(url), url: url, body: "{}").perform().status == 200)
  }

  @Test("a webhook that said yes has taken the message, though the rest of its answer never comes")
  func cutOff() async {
    let envelope = Envelope(
      id: 1, key: UUID().uuidString, channel: 1, address: "", title: "", text: "", rich: "{}",
      writtenAt: Instant(milliseconds: 0), attempt: 1)
    let outcome = await Courier(now: { Instant(milliseconds: 0) }).send(envelope, by: outlet(sinks.url("cut")))
    #expect(outcome == .taken(receipt: "HTTP 200 half"))
  }

  @Test("a transfer keeps to its time")
  func time() async {
    let url = sinks.url("hang")
    var transfer = Transfer(outlet(url), url: url, body: "{}")
    transfer.milliseconds = 100
    let answer = await transfer.perform()
    guard case .failed = answer.httpFailure else {
      Issue.record("\(answer)")
      return
    }
    #expect(answer.result == 28, "CURLE_OPERATION_TIMEDOUT")
  }

  @Test("a password goes in clear only by a mail channel without TLS")
  func passwords() {
    func shows(_ protection: ChannelSettings.Protection, user: String?) -> Bool {
      Outlet(
        name: "邮件", kind: .smtp, settings: ChannelSettings(protection: protection), secret: ChannelSecret(user: user),
        allowsPrivate: false
      ).showsPassword
    }
    #expect(
      shows(.none, user: "a") && !shows(.none, user: nil) && !shows(.starttls, user: "a") && !shows(.tls, user: "a"))
  }
}
