import Credentials
import Desk
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Pages
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Addresses that nobody of ours wrote")
struct AddressTests {
  private static let places = [
    "/", "/projects", "/alerts", "/entry", "/observations", "/forms", "/rectify", "/bureau", "/bureau/submissions",
    "/bureau/bulletin", "/bureau/doubts",
  ]

  @Test("numbers that are none, or greater than any, are refused with what is expected, and end nothing")
  func unreadable() async throws {
    let hall = try await Hall.withAlerts()
    let bureau = try await hall.browser(of: "赵敏"), clerk = try await hall.browser(of: "王芳")
    let wrong = [
      "page=9223372036854775807", "page=99999999999999999999", "page=0", "page=-1", "page=x",
      "skip=9223372036854775807",
      "from=9223372036854775807", "from=1e3", "year=99999", "year=1999", "year=二〇二五", "year=-2025", "day=2025-02-30",
      "day=0001-01-01", "day=99990101", "through=13", "through=0", "day=2025-06-30&day=x",
    ]
    for place in AddressTests.places {
      for asked in wrong {
        for browser in [bureau, clerk] {
          let address = place + "?" + (asked.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? "")
          try await browser.open(address, follow: false)
          #expect(browser.status == 400 && browser.has("应是", "收到的是"), "\(address): \(browser.status)")
        }
      }
      for asked in ["%zz", "q=%", "q=%ff"] {
        try await bureau.open(place + "?" + asked, follow: false)
        #expect(bureau.status == 400 && bureau.has("地址"), "\(place)?\(asked)")
      }
    }
    // Nothing asked is nothing wrong, and what only the trail calls a day is one.
    try await bureau.open("/projects?page=&year=&day=")
    #expect(bureau.status == 200)
    let auditor = try await hall.browser(of: "郑审")
    #expect(try await auditor.open("/audit?from=2025-06-01").status == 200)
    for asked in ["from=x", "action=nothing", "after=nowhere"] {
      try await auditor.open("/audit?" + asked)
      #expect([400, 422].contains(auditor.status), "\(asked)")
    }
    await hall.close()
  }

  @Test("behind a list's end stands its last page, never the word that there is nothing")
  func beyond() async throws {
    let hall = try await Hall.withAlerts()
    let clerk = try await hall.browser(of: "王芳")
    for (first, last) in [
      ("/alerts", "/alerts?page=1000000"), ("/projects", "/projects?page=1000000"),
      ("/entry", "/entry?from=100000000"), ("/observations?show=all", "/observations?show=all&from=100000000"),
      ("/forms", "/forms?skip=100000000"),
    ] {
      let rows = try await clerk.open(first).text.components(separatedBy: "<tr").count
      let beyond = try await clerk.open(last).text.components(separatedBy: "<tr").count
      #expect(rows > 2 && beyond > 2 && beyond <= rows, "\(last): \(beyond) of \(rows)")
    }
    await hall.close()
  }

  @Test("another day is asked for with the filters kept, and only where the page can be asked for at all")
  func otherDay() async throws {
    let hall = try await Hall.withAlerts()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open("/alerts?q=%E5%8A%9E&page=1&day=2025-06-20")
    let form = try #require(clerk.text.firstMatch(of: /<form class="day".*?<\/form>/.dotMatchesNewlines())?.0)
    #expect(
      form.contains("action=\"/alerts\"") && form.contains("name=\"q\" value=\"办\"") && !form.contains("\"page\""))
    // Whoever looks at another day is told so, on a telephone as well.
    #expect(clerk.has("现在看的是截至2025年6月20日的数据", "href=\"/alerts?q=%E5%8A%9E&amp;page=1\""))
    for list in ["/forms", "/rectify", "/entry?q=x", "/observations", "/projects", "/alerts"] {
      try await clerk.open(list + (list.contains("?") ? "&" : "?") + "day=2025-06-20")
      let filters = try #require(
        clerk.text.firstMatch(of: /<form[^>]*class="filters".*?<\/form>/.dotMatchesNewlines())?.0)
      #expect(filters.contains("name=\"day\" value=\"2025-06-20\""), "\(list)")
    }
    // An answer to a form is no place: nothing there leads to 405.
    let keeper = try await hall.browser(of: "赵敏")
    try await keeper.open("/bureau/submissions")
    try await keeper.send("/bureau/urge", [:], follow: false)
    #expect(keeper.status == 422 && !keeper.text.contains("<form class=\"day\""))
    await hall.close()
  }

  @Test("while the database is away every page says so, whoever asks")
  func away() async throws {
    let store = Store(url: "postgresql:///nothing?host=/nonexistent&connect_timeout=1")
    let front = FrontDesk(
      store, at: .page, keyFile: "/nonexistent/key", makesKeys: false, common: CommonPasswords(), random: Hall.random)
    let site = Site(
      front, reach: .init(isSecure: false), wall: { Hall.now }, clock: { Hall.now }, log: Logger(label: "away"))
    let responder = WebServer.router(nil, site).buildResponder()
    var random = Hall.random
    let cookie = "jx=\(SecretToken(.session, from: &random).text)"
    for path in ["/", "/projects", "/sign-in"] {
      let head = HTTPRequest(
        method: .get, scheme: "http", authority: "jx.test", path: path, headerFields: [.cookie: cookie])
      let context = SiteContext(
        source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "away")))
      let response = try await responder.respond(
        to: Request(head: head, body: .init(buffer: ByteBuffer())), context: context)
      #expect(response.status.code == 503, "\(path)")
      #expect(
        response.headers[.contentType]?.hasPrefix("text/html") == true && (response.body.contentLength ?? 0) > 500)
    }
    await store.close()
  }
}
