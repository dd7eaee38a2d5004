import Contract
import Desk
import Domain
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Credentials
@testable import Web

@Suite("Signing in by the pages")
struct SignInPageTests {
  private static let good = "Kx9#mQ2vLp"

  private func draw(_ hall: Hall, _ name: String) async throws -> String {
    let today = try await hall.store.databaseTime().day
    let security = Principal(name: "吴安", grants: [Grant(.security, .all, from: today)])
    let desk = Desk(hall.store, at: .plain, for: .accounts(osUser: "x", [security]), on: today)
    return try await desk.drawPassword(
      for: name, from: Hall.random, by: Actor(name: "吴安"), at: Moment(wall: try await hall.store.databaseTime())
    ).password
  }

  @Test("the first password, another of one's own, then the pages; out again, and back shows nothing")
  func firstTime() async throws {
    let hall = try await Hall()
    let drawn = try await draw(hall, "王芳")
    let browser = try await hall.browser()
    try await browser.open("/me")
    #expect(browser.path == "/sign-in?next=%2Fme" && browser.has("密码", "动态口令"))
    // With mistakes first: nothing typed but the password is lost, and which was wrong is not told.
    try await browser.send("/sign-in", ["account": "王芳", "password": "", "next": "/me"])
    #expect(browser.status == 422 && browser.has("请填写密码。", "value=\"王芳\""))
    try await browser.send("/sign-in", ["account": "王芳", "password": "wrong<b>", "next": "/me"])
    #expect(browser.status == 401 && browser.has("账户、密码或动态口令不对") && !browser.has("wrong"))
    try await browser.send("/sign-in", ["account": "王芳", "password": drawn, "next": "/me"])
    #expect(browser.path == "/sign-in/password?next=%2Fme")
    // Nothing else is open before.
    try await browser.open("/me")
    #expect(browser.path == "/sign-in/password")
    try await browser.send("/sign-in/password", ["new": "short", "again": "other"])
    #expect(browser.status == 422 && browser.has("两遍不一样"))
    try await browser.send("/sign-in/password", ["new": "short", "again": "short"])
    #expect(browser.status == 422 && browser.has("密码不能用"))
    try await browser.send(
      "/sign-in/password?next=%2Fme", ["new": SignInPageTests.good, "again": SignInPageTests.good])
    #expect(browser.path == "/me" && browser.has("王芳", "填报人", "本次登录"))
    let kept = browser.cookies
    try await browser.send("/sign-out")
    #expect(browser.path == "/sign-in" && browser.cookies["jx"] == nil)
    browser.cookies = kept
    try await browser.open("/me")
    #expect(browser.path.hasPrefix("/sign-in") && browser.has("登录已失效"))
    await hall.close()
  }

  @Test("a second factor is set up where one is demanded, and its codes open the door")
  func secondFactor() async throws {
    let hall = try await Hall()
    let drawn = try await draw(hall, "赵敏")
    let browser = try await hall.browser()
    try await browser.open("/sign-in")
    try await browser.send("/sign-in", ["account": "赵敏", "password": drawn])
    try await browser.send("/sign-in/password", ["new": SignInPageTests.good, "again": SignInPageTests.good])
    #expect(browser.path == "/sign-in/factor" && browser.has("开始绑定"))
    try await browser.send("/sign-in/factor")
    #expect(browser.has("<svg class=\"qr\""))
    let typed = try #require(browser.text.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)?.1)
    try await browser.send("/sign-in/factor", ["code": "000000", "begun": "yes"])
    #expect(browser.status == 422 && browser.has("刚才扫描的仍然有效"))
    let totp = try #require(TOTP(typed: String(typed)))
    let code = totp.code(of: TOTP.step(at: try await hall.store.databaseTime()))
    try await browser.send("/sign-in/factor", ["code": code, "begun": "yes"])
    #expect(browser.has("恢复码") && browser.text.matches(of: /<li><code>/).count == 10)
    let recovery = try #require(browser.text.firstMatch(of: /<li><code>([^<]+)<\/code>/)?.1)
    try await browser.open("/me")
    #expect(browser.path == "/me" && browser.has("已绑定"))
    let other = try await hall.browser()
    try await other.open("/sign-in")
    try await other.send("/sign-in", ["account": "赵敏", "password": SignInPageTests.good])
    #expect(other.status == 401)
    try await other.send(
      "/sign-in",
      ["account": "赵敏", "password": SignInPageTests.good, "code": String(recovery), "next": "//evil.example"])
    #expect(other.status == 200 && other.has("还剩9个"))
    await hall.close()
  }

  @Test("a form from elsewhere, without its token or with another's is not taken, and nothing happens")
  func foreign() async throws {
    let hall = try await Hall()
    let mine = try await hall.browser(of: "王芳")
    let hers = try await hall.browser(of: "陈外")
    try await hers.open("/me")
    try await mine.open("/me")
    let token = try #require(mine.token)
    for (token, origin) in [
      (token, "http://evil.example"), (token, "https://jx.test"), (token, "null"), (token, nil), ("", "http://jx.test"),
      (hers.token ?? "", "http://jx.test"), (String(token.reversed()), "http://jx.test"),
    ] {
      try await mine.send("/sign-out", token: token, origin: origin, follow: false)
      #expect(mine.status == 403 && mine.has("没有提交"), "\(origin ?? "-") \(token)")
    }
    try await mine.open("/me")
    #expect(mine.path == "/me")
    // The token differs from page to page, and each is good.
    let again = try #require(mine.token)
    #expect(again != token)
    try await mine.send("/sign-out", token: token)
    #expect(mine.path == "/sign-in")
    await hall.close()
  }

  @Test("every answer, errors too, carries what keeps browsers from mischief; under TLS cookies are bound to the host")
  func guards() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    for path in ["/me", "/nowhere", "/sign-in", "/static/none.css"] {
      try await browser.open(path, follow: false)
      #expect(browser.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(path)")
      #expect(browser.headers[.xContentTypeOptions] == "nosniff")
      #expect(browser.headers[.cacheControl] == "no-store")
      #expect(!browser.text.contains("<style") && !browser.text.contains(" style="))
    }
    #expect(try await browser.request(.delete, "/me").status == 405)
    #expect(browser.headers[.allow] == "GET, HEAD")
    #expect(try await browser.request(.head, "/me").status == 200 && browser.bytes.isEmpty)
    #expect(try await browser.request(.put, "/nowhere").status == 404)
    let asset = try #require(try await browser.open("/me").text.firstMatch(of: /href="(\/static\/[^"]+\.css)"/)?.1)
    try await browser.open(String(asset))
    #expect(browser.status == 200 && browser.headers[.cacheControl]?.contains("immutable") == true)
    await hall.close()
    let secure = try await Hall(isSecure: true)
    let other = try await secure.browser()
    try await other.open("/sign-in")
    #expect(other.headers[.strictTransportSecurity] != nil)
    let cookie = try #require(other.headers[.setCookie])
    #expect(cookie.hasPrefix("__Host-jx-visit=") && cookie.contains("; Secure") && cookie.contains("; HttpOnly"))
    await secure.close()
  }

  @Test("a page that is packed is the same page")
  func packed() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/me", headers: [.acceptEncoding: "gzip"])
    #expect(browser.headers[.contentEncoding] == "gzip" && browser.bytes.starts(with: [0x1F, 0x8B]))
    await hall.close()
  }

  @Test("where a request comes from is told by proxies of ours alone")
  func forwarded() throws {
    let proxies = [try #require(ProxyNetwork("10.1.0.0/16")), try #require(ProxyNetwork("::1"))]
    func of(_ peer: String, _ forwarded: String...) -> String {
      ClientAddress.of(peer: peer, forwarded: forwarded, behind: proxies)
    }
    #expect(of("203.0.113.9", "198.51.100.7") == "203.0.113.9")
    #expect(of("10.1.2.3", "198.51.100.7") == "198.51.100.7")
    #expect(of("10.1.2.3", "1.2.3.4, 198.51.100.7, 10.1.9.9") == "198.51.100.7")
    #expect(of("10.1.2.3", "1.2.3.4", "198.51.100.7") == "198.51.100.7")
    #expect(of("10.1.2.3", "<script>") == "10.1.2.3" && of("10.1.2.3") == "10.1.2.3")
    #expect(of("::ffff:10.1.2.3", "2001:db8::1") == "2001:db8::1" && of("10.2.0.1", "1.2.3.4") == "10.2.0.1")
    for bad in ["10.1.0.0/33", "10.1.0.0/x", "10.1", "", "2001:db8::/129"] { #expect(ProxyNetwork(bad) == nil) }
  }
}
