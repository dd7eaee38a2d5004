import Contract
import Desk
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import TestSupport
import Testing

@testable import Web

@Suite("News for pages that stand open")
struct LiveTests {
  private typealias News = AsyncStream<LiveRoom.News>

  /// The next few pieces of news.
  private func next(_ count: Int, of news: News) async -> [LiveRoom.News] {
    var heard: [LiveRoom.News] = []
    for await piece in news {
      heard.append(piece)
      if heard.count == count { break }
    }
    return heard
  }

  @Test("everybody hears of what is theirs, and who comes again hears what was missed")
  func room() async throws {
    let room = LiveRoom(mark: "m")
    let all = room.wait(sees: Hearing(nil), after: nil), one = room.wait(sees: Hearing(["p1/304/某局"]), after: nil)
    for department in ["1/304", "1/306", "1/304"] { room.tell(.changed(department)) }
    room.tell(.missed)
    let heard = await next(4, of: all)
    #expect(heard.map(\.id) == ["m-1", "m-2", "m-3", "m-4"])
    #expect(heard.map(\.event) == [.changed("1/304"), .changed("1/306"), .changed("1/304"), .missed])
    #expect(await next(3, of: one).map(\.id) == ["m-1", "m-3", "m-4"])
    #expect(await next(1, of: room.wait(sees: Hearing(["p1/304/某局"]), after: "m-1")).map(\.id) == ["m-3"])
    // Of another process, or too long ago: everything is looked at again.
    for last in ["other-3", "m-99", "m-x", "", "m--1"] {
      let lost = await next(1, of: room.wait(sees: Hearing([]), after: last))
      #expect(lost.map(\.id) == ["m-4"] && lost.map(\.event) == [.missed], "\(last)")
    }
    for _ in 0..<500 { room.tell(.changed("1/306")) }
    #expect(await next(1, of: room.wait(sees: Hearing(nil), after: "m-4")).map(\.event) == [.missed])
    // A sign of life comes to all, and is no news that is asked for again.
    let heir = room.wait(sees: Hearing([]), after: nil)
    room.beat()
    #expect(await next(1, of: heir).map(\.event) == [nil])
    let waiting = room.wait(sees: Hearing(nil), after: nil)
    #expect(room.guests > 0)
    _ = waiting
  }

  @Test("what is done at one daemon's store is heard of at the other's, once it is committed")
  func heard() async throws {
    let hall = try await Hall.withAlerts()
    let hearing = Task { await hall.site.hear() }
    let division = try #require(try await hall.store.departments().first { $0.identity.code == "304" }).identity
      .division
    let news = hall.site.live.wait(sees: Hearing(["d\(division)"]), after: nil)
    let other = Store(url: hall.url)
    let desk = Desk(other, at: .plain)
    let moment = Moment(wall: hall.site.clock())
    let id = try #require(
      try await desk.alerts(AlertsRequest(of: DepartmentChoice(department: "304")), at: moment).alerts.compactMap(\.id)
        .first)
    // Until the connection listens nothing is heard: it is done again and again.
    let acting = Task {
      while !Task.isCancelled {
        _ = try await desk.act(
          AlertActRequest(id, .acknowledge(note: "在办", until: nil)), by: Actor(name: "王芳"), at: moment)
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    #expect(await next(1, of: news).map(\.event) == [.changed("\(division)/304")])
    acting.cancel()
    hearing.cancel()
    _ = await hearing.value
    _ = await acting.result
    await other.close()
    await hall.close()
  }

  /// Takes what a stream writes until something stands in it, and breaks off then as a browser does that is closed.
  private final class Reader: ResponseBodyWriter, @unchecked Sendable {
    private struct Enough: Error {}
    private let wanted: String
    private(set) var text = ""
    private(set) var isAtEnd = false

    init(until wanted: String) { self.wanted = wanted }

    func write(_ buffer: ByteBuffer) async throws {
      text += String(buffer: buffer)
      if text.contains(wanted) { throw Enough() }
    }
    func finish(_ trailingHeaders: HTTPFields?) async throws { isAtEnd = true }
  }

  private func stream(_ hall: Hall, _ browser: Browser, until wanted: String) async throws -> Task<Reader, Never> {
    let fields: HTTPFields = [.cookie: "jx=\(browser.cookies["jx"] ?? "")"]
    let response = try await hall.answer(
      Request(
        head: HTTPRequest(method: .get, scheme: "http", authority: "jx.test", path: "/events", headerFields: fields),
        body: .init(buffer: ByteBuffer())))
    #expect(response.status == .ok && response.headers[.contentType] == "text/event-stream; charset=utf-8")
    #expect(response.headers[.cacheControl] == "no-store")
    return Task {
      let reader = Reader(until: wanted)
      try? await response.body.write(reader)
      return reader
    }
  }

  @Test("the stream of a browser tells what its person sees, and ends once the session is over")
  func streamed() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    let identity = try #require(try await hall.store.departments().first { $0.identity.code == "304" }).identity
    let room = hall.site.live
    let reading = try await stream(hall, clerk, until: "data: \(identity.division)/304\n\n")
    room.tell(.changed("\(identity.division)/306"))
    room.tell(.changed("\(identity.division)/304"))
    let heard = await reading.value.text
    #expect(heard.hasPrefix("retry: 3000\n") && heard.contains("event: changed") && !heard.contains("/306"))
    // Alive while nothing happens; over at the next sign of life once somebody was signed out elsewhere.
    let living = try await stream(hall, clerk, until: "\n:\n\n")
    room.beat()
    #expect(await living.value.isAtEnd == false)
    let leaving = try await stream(hall, clerk, until: "never")
    try await hall.run("UPDATE account_session SET ended_at = now(), end_reason = 'sign-out' WHERE true")
    room.beat()
    #expect(await leaving.value.isAtEnd)
    #expect(room.guests == 0)
    await hall.close()
  }

  @Test(
    "what was sent after the session was over stands there filled in once its owner signed in again, and nobody else's")
  func kept() async throws {
    let hall = try await Hall.withAlerts()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/alerts")
    let token = try #require(browser.token)
    try await hall.run("UPDATE account_session SET seen_at = now() - interval '31 minutes'")
    try await browser.send(
      "/alerts?severity=red", ["act": "acknowledge", "note": "七月补足 & 报告", "until": "2025-07-31"], token: token,
      follow: false)
    let location = try #require(browser.headers[.location])
    #expect(browser.status == 303 && location.hasPrefix("/sign-in?next=%2Fkept%2F"))
    let place = try #require(location.removingPercentEncoding?.firstMatch(of: /next=(\/kept\/[^&]+)/)?.1)
    let other = try await hall.browser(of: "李强")
    try await other.open(String(place))
    #expect(other.status == 404 && !other.has("七月补足"))
    let again = try await hall.browser(of: "王芳")
    try await again.open(String(place))
    #expect(again.status == 200 && again.has("还没有提交", "value=\"七月补足 &amp; 报告\"", "value=\"2025-07-31\""))
    #expect(try await again.open("/alerts?state=acknowledged").text.contains("没有已确认的预警"))
    // A foreign page cannot plant anything: without the token nothing is kept.
    try await hall.run("UPDATE account_session SET seen_at = now() - interval '31 minutes'")
    try await again.send("/alerts", ["act": "acknowledge", "note": "x"], token: "x", follow: false)
    #expect(again.headers[.location] == "/sign-in?over=1")
    try await hall.run("UPDATE kept_post SET kept_at = now() - interval '31 minutes'")
    let late = try await hall.browser(of: "王芳")
    try await late.open(String(place))
    #expect(late.status == 404)
    await hall.close()
  }

  @Test("a form as long as forms may be is kept; of more than twenty the oldest goes for the newest")
  func keptMany() async throws {
    let hall = try await Hall()
    let place = "/forms/monitoring-6/13062525P000232100244"
    func sendLate(_ text: String) async throws -> String {
      let browser = try await hall.browser(of: "王芳")
      try await browser.open(place)
      try await hall.run("UPDATE account_session SET seen_at = now() - interval '31 minutes'")
      try await browser.upload(place, ["was:remark": "", "remark": text], [])
      let next = browser.path.removingPercentEncoding?.firstMatch(of: /next=(\/kept\/[^&]+)/)?.1
      return String(try #require(next))
    }
    // Just below 4 MB as it is sent, and 12 MB as it is kept.
    let long = String(repeating: "偏", count: 1_397_000)
    let first = try await sendLate(long)
    let again = try await hall.browser(of: "王芳")
    try await again.open(first)
    #expect(again.status == 200 && again.has("还没有提交", long))
    var last = first
    for number in 1...20 { last = try await sendLate("第\(number)次") }
    let late = try await hall.browser(of: "王芳")
    #expect(try await late.open(first).status == 404)
    #expect(try await late.open(last).has("还没有提交", "第20次"))
    await hall.close()
  }

  @Test("texts of forms and notices stand there again, too")
  func keptTexts() async throws {
    let hall = try await Hall.withAlerts()
    for (name, place, field) in [
      ("李强", "/forms/monitoring-6/13062525P000232100244/return", "remarks"),
      ("赵敏", "/forms/monitoring-6/13062525P000232100244/comment", "comment"), ("赵敏", "/rectify/new", "requirement"),
      ("赵敏", "/bureau/doubts/file?format=xlsx", "reason"), ("赵敏", "/bureau/bulletin/file?format=docx", "reason"),
      ("赵敏", "/projects/export?format=csv", "reason"),
    ] {
      let browser = try await hall.browser(of: name)
      try await browser.open("/alerts")
      let token = browser.token ?? browser.text.firstMatch(of: /name="token" value="([^"]+)"/).map { String($0.1) }
      try await hall.run("UPDATE account_session SET seen_at = now() - interval '31 minutes'")
      try await browser.send(place, [field: "请补充成效说明"], token: token, follow: false)
      let next = try #require(
        browser.headers[.location]?.removingPercentEncoding?.firstMatch(of: /next=(\/kept\/[^&]+)/)?.1)
      let again = try await hall.browser(of: name)
      try await again.open(String(next))
      #expect(again.status == 200 && again.has("还没有提交"), "\(place)")
    }
    await hall.close()
  }

  @Test("what a page fetches by itself keeps no session alive")
  func idle() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await hall.run("UPDATE account_session SET seen_at = now() - interval '29 minutes'")
    try await browser.open("/alerts", headers: [.named("X-Live"): "1"])
    #expect(browser.status == 200)
    try await hall.run("UPDATE account_session SET seen_at = seen_at - interval '2 minutes'")
    try await browser.open("/alerts")
    #expect(browser.path.hasPrefix("/sign-in"))
    await hall.close()
  }
}
