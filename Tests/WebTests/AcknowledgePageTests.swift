import Credentials
import Desk
import Domain
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite("The link of a mail by the pages")
struct AcknowledgePageTests {
  /// A link to the first alert of a project, as a mail to 王芳 has it; of a number, so that several may be made.
  private func link(_ hall: Hall, _ number: Int = 1) async throws -> String {
    var random = Hall.random
    let token = SecretToken(.link, from: &random)
    if number == 1 {
      let place = try #require(try await hall.store.departments(code: "304").first).identity
      try await hall.store.keep(Recipient(id: 0, name: "王芳", role: .clerk), departments: [place], addresses: [])
      try await hall.run(
        """
        UPDATE account SET recipient_id = (SELECT id FROM recipient WHERE name = '王芳')
        WHERE name = '王芳' AND recipient_id IS NULL
        """)
    }
    try await hall.run(
      """
      INSERT INTO mail_link (digest, outbox_id, alert_id, recipient_id, key_id, ends_at)
      SELECT '\\x\(token.digest.hex)', 1, a.id, r.id, 'k', now() + interval '1 hour' FROM recipient r, (
        SELECT a.id FROM alert a JOIN department d ON d.id = a.department_id
        WHERE d.code = '304' AND a.project_id IS NOT NULL AND a.state = 'open'
        ORDER BY a.id OFFSET \(number - 1) LIMIT 1) a
      WHERE r.name = '王芳'
      """)
    return "/acknowledge/" + token.text
  }

  @Test("who opens it sees the alert without signing in and nothing else; what is sent acknowledges it, once")
  func acknowledging() async throws {
    let hall = try await Hall.withAlerts()
    let address = try await link(hall)
    let browser = try await hall.browser()
    for _ in 0..<3 { try await browser.open(address) }
    #expect(browser.status == 200 && browser.has("知悉预警", "这个链接发给王芳", "name=\"note\"", "自2025年", "项目"))
    #expect(!browser.has("<script") && !browser.has("<nav") && !browser.has("退出") && browser.cookies.isEmpty)
    #expect(browser.headers[.init("Referrer-Policy")!] == "no-referrer")
    #expect(browser.headers[.cacheControl] == "no-store")
    let head = try await browser.request(.head, address)
    #expect(head.status == 200 && head.bytes.isEmpty)
    #expect(try await hall.texts("SELECT count(*)::text FROM mail_link WHERE used_at IS NOT NULL") == ["0"])
    try await browser.send(address, ["until": "2025-07-31"], origin: "null")
    #expect(browser.status == 422 && browser.has("请写明准备怎么办。", "value=\"2025-07-31\""))
    try await browser.send(address, ["note": "办", "until": "2025-01-01"], origin: nil)
    #expect(browser.status == 422 && browser.has("id=\"p-until\"", ">办</textarea>"))
    // A browser that tells nobody where it comes from sends Origin: null.
    try await browser.send(address, ["note": "<b>月底前</b>", "until": "2025-07-31"], origin: "null")
    #expect(browser.status == 200 && browser.has("这个链接已经用过", "/sign-in?next=") && !browser.has("name=\"note\""))
    #expect(browser.headers[.init("Referrer-Policy")!] == "no-referrer" && browser.cookies.isEmpty)
    try await browser.send(address, ["note": "再来"], origin: "null")
    #expect(browser.status == 200 && browser.has("这个链接已经用过"))
    #expect(
      try await hall.texts("SELECT actor || ' ' || note FROM alert_transition WHERE kind = 'acknowledged'")
        == ["王芳 <b>月底前</b>"])
    let trail = try await hall.texts("SELECT e::text FROM audit_entry e WHERE action = 'handle-alert'")
    #expect(trail.contains { $0.contains("mail-link:") } && trail.allSatisfy { !$0.contains("jx_l_") })
    await hall.close()
  }

  @Test("whoever is signed in there is not looked at, and no session is kept alive by it")
  func signedIn() async throws {
    let hall = try await Hall.withAlerts()
    let address = try await link(hall)
    let stranger = try await hall.browser(of: "陈外")
    try await hall.run("UPDATE account_session SET seen_at = now() - interval '5 minutes'")
    try await stranger.open(address)
    #expect(stranger.status == 200 && stranger.has("这个链接发给王芳") && !stranger.has("陈外"))
    #expect(
      try await hall.texts(
        "SELECT count(*)::text FROM account_session WHERE seen_at > now() - interval '4 minutes'") == ["0"])
    await hall.close()
  }

  @Test("expired is 410 with where to sign in; guessed or cut off is 404; who may not is told so")
  func over() async throws {
    let hall = try await Hall.withAlerts()
    let (address, other) = (try await link(hall), try await link(hall, 2))
    let browser = try await hall.browser()
    for wrong in [String(address.dropLast()), address + "A", "/acknowledge/jx_l_" + String(repeating: "A", count: 43)] {
      try await browser.open(wrong)
      #expect(browser.status == 404 && browser.has("这个链接不存在") && !browser.has("陈外"))
      #expect(browser.headers[.init("Referrer-Policy")!] == "no-referrer")
    }
    // Somebody else took it on meanwhile.
    let chief = try await hall.browser(of: "李强")
    let id = try #require(try await hall.texts("SELECT alert_id::text FROM mail_link ORDER BY id").first)
    try await chief.open("/alerts/\(id)")
    try await chief.send("/alerts/\(id)", ["act": "acknowledge", "note": "我来办"])
    try await browser.open(address)
    #expect(browser.status == 200 && browser.has("已确认（李强）") && !browser.has("name=\"note\""))
    try await browser.send(address, ["note": "也办"], origin: "null")
    #expect(browser.status == 409 && browser.has("已确认（李强）"))
    try await hall.run("UPDATE account SET disabled_at = now() WHERE name = '王芳'")
    try await browser.open(other)
    #expect(browser.status == 403 && browser.has("此人的账户已停用") && !browser.has("name=\"note\""))
    try await hall.run("UPDATE mail_link SET ends_at = now() - interval '1 minute'")
    try await browser.open(other)
    #expect(browser.status == 410 && browser.has("已经过期", "href=\"/sign-in\""))
    await hall.close()
  }
}
