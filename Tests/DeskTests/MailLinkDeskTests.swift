import Contract
import Domain
import Foundation
import Notify
import Postgres
import Store
import TestSupport
import Testing

@testable import Credentials
@testable import Desk

/// Links by which whoever a mail is for acknowledges one alert, from the outbox to the trail.
@Suite("Acknowledging by the link of a mail")
struct MailLinkDeskTests {
  /// A bureau on 3 July 2025 whose alerts are kept, with a mail of two of them that waits.
  private struct Post {
    let bureau: Bureau, alerts: [AlertID], channel: Int64
    let keyFile = FileManager.default.temporaryDirectory
      .appendingPathComponent("jixiao-links-\(UUID())/channel.key").path
    let moment: Moment

    init() async throws {
      bureau = try await Bureau(today: "2025-07-03")
      moment = bureau.moment
      let judged = try await bureau.desk.judge(AlertsRequest(), listing: true, by: Actor(name: "服务"), at: moment)
      alerts = Array(judged.alerts.filter { $0.project != nil && $0.state == .open }.compactMap(\.id).prefix(3))
      try await bureau.store.keep(
        Channel(name: "邮箱", kind: .smtp, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
      channel = try #require(try await bureau.store.channels().first { $0.name == "邮箱" }).id
      try await bureau.store.keep(
        Recipient(id: 0, name: "张三", role: .clerk), departments: [bureau.department.identity],
        addresses: [("邮箱", "z@b.c")])
      let text = alerts.prefix(2).map { "知悉 #\($0)：https://jx.example/alerts/\($0)?by=mail" }.joined(separator: "\n")
      try await run(
        """
        INSERT INTO outbox (key, kind, recipient_id, channel_id, address, severity, title, body, rich, written_at,
          not_before)
        SELECT 'now-1', 'immediate', r.id, \(channel), 'z@b.c', 'red', '题', '\(text)', '', now(), '2025-07-01'
        FROM recipient r WHERE name = '张三';
        INSERT INTO outbox_alert SELECT o.id, a, 1, o.recipient_id, o.channel_id, o.kind
        FROM outbox o, unnest(ARRAY[\(alerts.map(\.description).joined(separator: ","))]::bigint[]) a
        """)
    }

    func run(_ script: String) async throws {
      try await Connection.open(Configuration(url: bureau.url)).perform { try $0.script(script) }
    }

    func texts(_ query: String) async throws -> [String] {
      try await Connection.open(Configuration(url: bureau.url)).perform { session in
        try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
      }
    }

    var links: MailLinks { MailLinks(store: bureau.store, keyFile: keyFile, makesKeys: true) }

    /// The mail as it goes out now, and what its links show.
    func send(_ links: MailLinks? = nil) async throws -> (envelope: Envelope, tokens: [String]) {
      try await run("UPDATE outbox SET retry_at = '-infinity'")
      let claimed = try await bureau.store.claimMessages(
        of: channel, due: moment.wall, limit: 1, lease: 0)
      let envelope = try await (links ?? self.links).complete(try #require(claimed.first))
      return (envelope, envelope.text.matches(of: /acknowledge\/(jx_l_[A-Za-z0-9_-]+)/).map { String($0.1) })
    }

    func open(_ token: String, on day: Day? = nil) async throws -> LinkDesk {
      let today = try await bureau.store.databaseTime().day
      return try await LinkDesk.open(bureau.store, at: .plain, by: token, from: "10.0.0.9", on: day ?? today)
    }

    func refusal(_ act: () async throws -> some Any) async -> Refusal? {
      do {
        _ = try await act()
        return nil
      } catch { return error as? Refusal }
    }

    /// Gives somebody an account; with the first, accounts are in force.
    func grant(_ name: String, _ role: AccountRole = .clerk) async throws {
      let today = try await bureau.store.databaseTime().day
      try await bureau.store.addAccount(
        name, role.kind, [Grant(role, .all, from: Day(number: today.number - 1))], osUser: nil)
    }

    func close() async {
      await bureau.store.close()
      try? FileManager.default.removeItem(atPath: String(keyFile.dropLast("/channel.key".count)))
    }
  }

  @Test(
    "the same links go out however often, by whichever daemon, also after the key was changed; the database has digests"
  )
  func sending() async throws {
    let post = try await Post()
    let (first, tokens) = try await post.send()
    #expect(tokens.count == 2 && Set(tokens).count == 2 && !first.text.contains("by=mail"))
    #expect(first.text.hasPrefix("知悉 #\(post.alerts[0])：https://jx.example/acknowledge/jx_l_"))
    // Another daemon with the same key file.
    let other = MailLinks(store: Store(url: post.bureau.url), keyFile: post.keyFile, makesKeys: false)
    let again = try await post.send(other)
    #expect(again.tokens == tokens && again.envelope.text == first.text && again.envelope.attempt == 2)
    try KeyFile.open(post.keyFile).withNewKey().write()
    #expect(try await post.send().tokens == tokens, "by the key it was made by")
    let kept = try await post.texts("SELECT encode(digest, 'hex') FROM mail_link ORDER BY id")
    #expect(kept == tokens.compactMap { SecretToken(.link, shown: $0)?.digest.hex })
    let outbox = try await post.texts("SELECT o::text FROM outbox o") + post.texts("SELECT l::text FROM mail_link l")
    #expect(outbox.allSatisfy { !$0.contains("jx_l_") })
    let hours = try await post.texts("SELECT round(extract(epoch FROM ends_at - now()) / 3600)::text FROM mail_link")
    #expect(hours == ["72", "72"])
    // The old key is gone: another link, and both are good.
    try FileManager.default.removeItem(atPath: post.keyFile)
    _ = try KeyFile.make(post.keyFile)
    let fresh = try await post.send().tokens
    #expect(fresh.count == 2 && Set(fresh).isDisjoint(with: tokens))
    for token in tokens + fresh { #expect(try await post.open(token).recipient == "张三") }
    // Without a key the mail goes out all the same, and what stands there leads to the sign-in.
    try FileManager.default.removeItem(atPath: post.keyFile)
    let without = MailLinks(store: post.bureau.store, keyFile: post.keyFile, makesKeys: false)
    #expect(try await post.send(without).envelope.text.contains("https://jx.example/alerts/\(post.alerts[0])?by=mail"))
    await post.close()
  }

  @Test("it acknowledges its one alert in the name of whom the mail was sent to, once, and the trail says by what")
  func acknowledging() async throws {
    let post = try await Post()
    try await post.grant("张三")
    let tokens = try await post.send().tokens
    let desk = try await post.open(tokens[0])
    let looked = try await desk.look(at: post.moment)
    #expect(looked.hindrance == nil && looked.alert?.id == post.alerts[0] && desk.alert == post.alerts[0])
    #expect(try await post.texts("SELECT id::text FROM mail_link WHERE used_at IS NOT NULL") == [], "looking is no act")
    #expect(try await post.texts("SELECT action FROM audit_entry WHERE action = 'handle-alert'") == [])
    #expect(await post.refusal { try await desk.acknowledge("　", until: nil, at: post.moment) }?.kind == .noteMissing)
    #expect(
      await post.refusal { try await desk.acknowledge("办", until: "2025-01-01", at: post.moment) }?.kind == .untilPast)
    let done = try await desk.acknowledge("月底前补足", until: "2025-07-31", at: post.moment)
    #expect(done.state == .acknowledged && done.until == "2025-07-31")
    #expect(
      try await post.texts(
        "SELECT concat_ws(' ', actor, note, until) FROM alert WHERE id = \(post.alerts[0])") == ["张三 月底前补足 2025-07-31"])
    let trail = try await post.texts(
      "SELECT concat_ws(' ', actor, origin, outcome, request) FROM audit_entry WHERE action = 'handle-alert'")
    #expect(trail.count == 1 && trail[0].hasPrefix("张三 mail-link:1@10.0.0.9 done ") && !trail[0].contains("jx_l_"))
    // The second says that it is done, also after the alert stands open again.
    #expect(try await post.open(tokens[0]).look(at: post.moment).hindrance == .alert(.linkUsed(post.alerts[0])))
    try await post.run("UPDATE alert SET state = 'open' WHERE id = \(post.alerts[0])")
    let second = await post.refusal { try await desk.acknowledge("再来", until: nil, at: post.moment) }
    #expect(second == .alert(.linkUsed(post.alerts[0])))
    // The other link of the mail is another alert's.
    #expect(try await post.open(tokens[1]).alert == post.alerts[1])
    await post.close()
  }

  @Test("of two at once one does it")
  func atOnce() async throws {
    let post = try await Post()
    let token = try #require(try await post.send().tokens.first)
    let kinds = await withTaskGroup(of: RefusalKind?.self) { group in
      for number in 0..<4 {
        group.addTask {
          await post.refusal { try await post.open(token).acknowledge("第\(number)次", until: nil, at: post.moment) }?
            .kind
        }
      }
      return await group.reduce(into: [RefusalKind?]()) { $0.append($1) }
    }
    #expect(kinds.count { $0 == nil } == 1 && kinds.count { $0 == .linkUsed } == 3)
    let steps = try await post.texts(
      "SELECT kind FROM alert_transition WHERE alert_id = \(post.alerts[0]) AND kind = 'acknowledged'")
    #expect(steps.count == 1)
    await post.close()
  }

  @Test("what somebody else took on, what is over and what is gone is said, and nothing is changed")
  func overtaken() async throws {
    let post = try await Post()
    let tokens = try await post.send().tokens
    let desk = try await post.open(tokens[0])
    let request = AlertActRequest(post.alerts[0], .acknowledge(note: "我来", until: nil))
    _ = try await post.bureau.desk.act(request, by: Actor(name: "李强"), at: post.moment)
    let taken = Refusal.alert(.taken(post.alerts[0], by: "李强", .acknowledged))
    #expect(try await desk.look(at: post.moment).hindrance == taken)
    #expect(await post.refusal { try await desk.acknowledge("再来", until: nil, at: post.moment) } == taken)
    #expect(try await post.texts("SELECT note FROM alert WHERE id = \(post.alerts[0])") == ["我来"])
    let other = try await post.open(tokens[1])
    try await post.run("UPDATE alert SET state = 'resolved' WHERE id = \(post.alerts[1])")
    let resolved = await post.refusal { try await other.acknowledge("再来", until: nil, at: post.moment) }
    #expect(resolved == .alert(.resolved(post.alerts[1])))
    #expect(try await post.texts("SELECT id::text FROM mail_link WHERE used_at IS NOT NULL") == [])
    try await post.run("UPDATE mail_link SET ends_at = now() - interval '1 second'")
    #expect(await post.refusal { try await post.open(tokens[0]) }?.kind == .linkOver)
    // One that was opened in time and sent too late.
    try await post.run("UPDATE alert SET state = 'open'")
    #expect(await post.refusal { try await other.acknowledge("迟了", until: nil, at: post.moment) }?.kind == .linkOver)
    for shown in ["jx_l_x", String(tokens[0].dropLast()), tokens[0] + "A", "jx_s_" + tokens[0].dropFirst(5), ""] {
      #expect(await post.refusal { try await post.open(shown) } == .alert(.linkUnknown))
    }
    await post.close()
  }

  @Test("who is told of nothing any more, has no account, or whose account may not is refused, and sees nothing")
  func rights() async throws {
    let post = try await Post()
    let token = try #require(try await post.send().tokens.first)
    func denied() async -> Refusal? { await post.refusal { try await post.open(token).look(at: post.moment) } }
    #expect(await denied() == nil)
    // Accounts come into force after the mail was sent.
    try await post.grant("李四")
    #expect(await denied() == .alert(.linkNotEntitled("张三", .noAccount)))
    try await post.grant("张三")
    #expect(await denied() == nil)
    try await post.run(
      """
      UPDATE account_role SET revoked_at = now(), revoked_by = 'x'
      WHERE account_id = (SELECT id FROM account WHERE name = '张三')
      """
    )
    #expect(await denied()?.kind == .actionForbidden)
    let far = DivisionCode(kept: "130100")
    try await post.bureau.store.keep(Division(code: far, name: "远县"))
    try await post.run(
      """
      INSERT INTO account_role (account_id, kind, role, division, from_day)
      SELECT id, 'business', 'clerk', '130100', '2020-01-01' FROM account WHERE name = '张三'
      """)
    #expect(await denied()?.kind == .actionForbidden, "a role elsewhere")
    try await post.run("UPDATE account SET disabled_at = now() WHERE name = '张三'")
    #expect(await denied() == .alert(.linkNotEntitled("张三", .disabled)))
    try await post.run("UPDATE recipient SET active = false WHERE name = '张三'")
    #expect(await denied() == .alert(.linkNotEntitled("张三", .retired)))
    await post.close()
  }
}
