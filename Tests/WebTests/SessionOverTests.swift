import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

@Suite("Forms that outlive their session")
struct SessionOverTests {
  private static let payment = "/projects/13062525P000232100244/payments"
  private static let typed = ["date": "2025-06-20", "amount": "88.80", "voucher": "V-88", "memo": "没有丢"]

  @Test("what was typed is kept though other windows looked in between")
  func otherWindows() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/projects/13062525P000232100244")
    let token = try #require(browser.token)
    try await hall.run("UPDATE account_session SET ends_at = now() - interval '1 second'")
    // The stream of news, a page that refreshes itself, a preview: each finds the session over first.
    for place in ["/events", "/", "/alerts"] { try await browser.open(place, follow: false) }
    #expect(browser.cookies["jx"] != nil)
    try await browser.send(SessionOverTests.payment, SessionOverTests.typed, token: token, follow: false)
    #expect(browser.status == 303 && browser.headers[.location]?.contains("kept") == true)
    await hall.close()
  }

  @Test("a form of the session before is shown again with what was typed, and does nothing by itself")
  func earlierSession() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/projects/13062525P000232100244")
    let old = try #require(browser.token)
    browser.cookies["jx"] = try await hall.browser(of: "王芳").cookies["jx"]
    try await browser.send(SessionOverTests.payment, SessionOverTests.typed, token: old)
    #expect(browser.status == 409 && browser.has("填写期间重新登录过", "没有丢", "V-88"))
    #expect(try await hall.count("spending_entry") == 0)
    // Sent once more as it stands there, it is done.
    try await browser.send(SessionOverTests.payment, SessionOverTests.typed)
    #expect(browser.status == 200)
    #expect(try await hall.count("spending_entry") == 1)
    // From elsewhere nothing is shown again either.
    try await browser.send(SessionOverTests.payment, SessionOverTests.typed, token: old, origin: "http://evil.example")
    #expect(browser.status == 403 && !browser.has("没有丢"))
    // Nor is it where somebody else may not do it.
    let auditor = try await hall.browser(of: "郑审")
    try await auditor.send(SessionOverTests.payment, SessionOverTests.typed, token: old)
    #expect(auditor.status == 403 && !auditor.has("没有丢"))
    await hall.close()
  }

  @Test("a session that goes nowhere opens nothing, leaves by a button, and is in nobody's way")
  func unfinished() async throws {
    let hall = try await Hall()
    for stage in ["password", "code", "factor"] {
      let browser = try await hall.browser(of: "王芳")
      try await hall.run("UPDATE account_session SET stage = '\(stage)'")
      try await browser.open("/projects")
      #expect(browser.path == "/sign-in/\(stage)" && browser.has("action=\"/sign-out\""), "\(stage)")
      let token = try #require(browser.token), cookies = browser.cookies
      for endpoint in Site.endpoints where ![.anyone, .unfinished, .link].contains(endpoint.opening) {
        let path = endpoint.path.replacing(/\{[a-z]+\}/, with: "1")
        if endpoint.method == .get {
          try await browser.open(path, follow: false)
        } else {
          try await browser.send(path, token: token, follow: false)
        }
        #expect(browser.status == 303 && browser.headers[.location] == "/sign-in/\(stage)", "\(path)")
        browser.cookies = cookies
      }
      // Somebody else sits down at the machine: the sign-in page takes them.
      try await browser.open("/sign-in")
      #expect(browser.path == "/sign-in")
      try await browser.send("/sign-in", ["account": "陈外", "password": "wrong"])
      #expect(browser.status == 401 && browser.has("账户、密码或动态口令不对"), "\(stage)")
      browser.cookies = cookies
      try await browser.send("/sign-out", token: token)
      #expect(browser.path == "/sign-in" && browser.cookies["jx"] == nil)
      try await hall.run("DELETE FROM account_session")
    }
    await hall.close()
  }

  @Test("a second factor is drawn when it is asked for, not by looking")
  func looking() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await hall.run("UPDATE account_session SET stage = 'factor'")
    for _ in 0..<3 { try await browser.open("/sign-in/factor") }
    #expect(browser.has("开始绑定") && !browser.has("<svg class=\"qr\""))
    #expect(try await hall.count("account_factor") == 0)
    await hall.close()
  }

  @Test("sessions are ended by their number, and by nothing that looks like none")
  func ending() async throws {
    let hall = try await Hall()
    let officer = try await hall.browser(of: "吴安"), clerk = try await hall.browser(of: "王芳")
    try await officer.open("/security")
    try await officer.send("/security/sessions/end", ["account": "王芳", "session": "abc"])
    #expect(officer.status == 400)
    #expect(try await clerk.open("/me").path == "/me")
    await hall.close()
  }
}
