import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

@Suite("Which messages carry links by which alerts are acknowledged")
struct MailLinkTests {
  /// An office whose clerk hears by mail, by a group and by a program.
  private func office(base: String? = "https://jx.example") async throws -> Office {
    var office = try await Office()
    office.links = Links(base: base)
    for (name, kind) in [("邮箱", ChannelKind.smtp), ("群", .dingtalk), ("接口", .webhook)] {
      try await office.store.keep(
        Channel(name: name, kind: kind, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    }
    try await office.store.keep(
      Recipient(id: 0, name: "张三", role: .clerk),
      departments: [try await office.store.departments(code: "304")[0].identity],
      addresses: [("邮箱", "z@b.c"), ("群", ""), ("接口", "")])
    return office
  }

  /// Which channels' messages have them.
  private func linked(_ office: Office) async throws -> Set<String> {
    try await office.spend("90000000元", "2025-06-30", "P-9")
    try await office.work(at: "2025-07-01T09:00")
    let texts = try await office.query(
      """
      SELECT c.name || CASE WHEN o.body || o.rich LIKE '%?by=mail%' THEN '+' ELSE '-' END
      FROM outbox o JOIN channel c ON c.id = o.channel_id WHERE o.kind = 'immediate'
      """, String.self)
    #expect(Set(texts.map { $0.dropLast() }).isSuperset(of: ["邮箱", "群", "接口"]))
    return Set(texts.filter { $0.hasSuffix("+") }.map { String($0.dropLast()) })
  }

  private func grant(_ office: Office, _ name: String, _ role: AccountRole) async throws {
    let today = try await office.store.databaseTime().day
    try await office.store.addAccount(
      name, role.kind, [Grant(role, .all, from: Day(number: today.number - 1))], osUser: nil)
  }

  @Test("mails do, and nothing that many read; no digest of any is kept before it goes out")
  func mails() async throws {
    let office = try await office()
    #expect(try await linked(office) == ["邮箱"])
    #expect(try await office.query("SELECT count(*) FROM mail_link", Int64.self) == [0])
    await office.store.close()
  }

  @Test("none does where nobody said at what address the service is reached")
  func nowhere() async throws {
    let office = try await office(base: nil)
    #expect(try await linked(office) == [])
    await office.store.close()
  }

  @Test("where accounts are in force, those of people whose own account may acknowledge there")
  func accounts() async throws {
    let stranger = try await office()
    try await grant(stranger, "李四", .clerk)
    #expect(try await linked(stranger) == [], "nobody may act in the name of whom accounts do not know")
    let clerk = try await office()
    try await grant(clerk, "张三", .clerk)
    #expect(try await linked(clerk) == ["邮箱"])
    let disabled = try await office()
    try await grant(disabled, "李四", .clerk)
    try await grant(disabled, "张三", .clerk)
    try await disabled.run("UPDATE account SET disabled_at = now() WHERE name = '张三'")
    #expect(try await linked(disabled) == [])
    let elsewhere = try await office()
    let far = DivisionCode(kept: "130100")
    try await elsewhere.store.keep(Division(code: far, name: "远县"))
    let today = try await elsewhere.store.databaseTime().day
    try await elsewhere.store.addAccount(
      "张三", .business, [Grant(.clerk, .division(far, below: [far]), from: Day(number: today.number - 1))], osUser: nil)
    #expect(try await linked(elsewhere) == [])
    for office in [stranger, clerk, disabled, elsewhere] { await office.store.close() }
  }

  @Test("what is over is known for a week, and then let go")
  func swept() async throws {
    let office = try await office()
    try await office.run(
      """
      INSERT INTO mail_link (digest, outbox_id, alert_id, recipient_id, key_id, ends_at)
      SELECT sha256(n::text::bytea), n, n, (SELECT min(id) FROM recipient), 'k', now() - make_interval(days => n)
      FROM generate_series(0, 9) n;
      INSERT INTO job (kind, scope, due_at) VALUES ('housekeep', 0, '2025-07-01 03:00+08') ON CONFLICT DO NOTHING
      """)
    try await office.work(at: "2025-07-01T09:00")
    #expect(try await office.query("SELECT count(*) FROM mail_link", Int64.self) == [7])
    await office.store.close()
  }
}
