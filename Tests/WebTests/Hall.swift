import Contract
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
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// The pages over a database of their own, with people of every role, and browsers that come to them.
final class Hall: Sendable {
  static let random = Randomness {
    var system = SystemRandomNumberGenerator()
    return system.next()
  }
  /// Who is there: an account, its kind, its role and where.
  static let people: [(name: String, kind: AccountKind, role: AccountRole, department: String?)] = [
    ("王芳", .business, .clerk, "304"), ("李强", .business, .head, "304"), ("赵敏", .business, .bureau, nil),
    ("周系", .system, .system, nil), ("吴安", .security, .security, nil), ("郑审", .auditor, .auditor, nil),
    ("陈外", .business, .clerk, "306"), ("孙远", .business, .bureau, Hall.elsewhere),
  ]
  /// A division that has no department here.
  private static let elsewhere = "130100"
  static let now = Instant(Day(endOf: 6, in: 2025), minute: 600)
  let url: String
  let store: Store
  let site: Site
  private let responder: RouterResponder<SiteContext>
  let keyFile = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-hall-\(UUID())/channel.key").path

  init(clock: Instant = Hall.now, isSecure: Bool = false) async throws {
    url = try await TestServer.database()
    store = Store(url: url)
    let today = try await store.databaseTime().day
    let day = Day(number: today.number - 1)
    var places: [String: DepartmentPlace] = [:]
    for name in ["304-2025.txt", "306-2025.txt"] {
      let budget = try Samples.budget(name)
      _ = try await store.importBudget(budget, findings: [], file: name, content: Array(name.utf8))
      places[budget.department.code] = DepartmentPlace(budget.department)
    }
    for entry in try await store.departments() { places[entry.identity.code] = DepartmentPlace(entry.identity) }
    let far = DivisionCode(kept: Hall.elsewhere)
    try await store.keep(Division(code: far, name: "远县"))
    for person in Hall.people {
      let reach: Reach =
        if let code = person.department {
          places[code].map { .department($0) } ?? .division(far, below: [far])
        } else {
          .all
        }
      try await store.addAccount(person.name, person.kind, [Grant(person.role, reach, from: day)], osUser: nil)
    }
    let front = FrontDesk(
      store, at: .page, keyFile: keyFile, makesKeys: true, common: CommonPasswords(), random: Hall.random)
    let wall = try await store.databaseTime()
    site = Site(
      front, reach: .init(isSecure: isSecure), wall: { wall }, clock: { clock }, log: Logger(label: "hall"))
    responder = WebServer.router(nil, site).buildResponder()
  }

  /// A hall on 3 July 2025 whose alerts are kept.
  static func withAlerts() async throws -> Hall {
    let day = Day(number: Day(endOf: 6, in: 2025).number + 3)
    let hall = try await Hall(clock: Instant(day, minute: 600))
    _ = try await Desk(hall.store, at: .plain).judge(
      AlertsRequest(asOf: day.description), listing: false, by: Actor(name: "服务"),
      at: Moment(wall: Instant(day, minute: 600)))
    return hall
  }

  func close() async {
    await store.close()
    try? FileManager.default.removeItem(atPath: String(keyFile.dropLast("/channel.key".count)))
  }

  func answer(_ request: Request) async throws -> Response {
    let context = SiteContext(
      source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "hall")))
    return try await responder.respond(to: request, context: context)
  }

  func run(_ statement: String) async throws {
    try await Connection.open(Configuration(url: url)).perform { try $0.script(statement) }
  }

  /// How many rows each table has, but for those of what was tried.
  func contents() async throws -> [String: Int] {
    let tried: Set = ["audit_entry", "audit_chain", "sign_in_failure", "account_session"]
    return try await Connection.open(Configuration(url: url)).perform { session in
      let names = try session.rows(
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
      ).map { try $0.next(String.self) }
      var counts: [String: Int] = [:]
      for name in names where !tried.contains(name) {
        counts[name] = try session.rows(Query(trusted: "SELECT count(*) FROM \(name)")).first { try $0.next(Int.self) }
      }
      return counts
    }
  }

  /// How many rows a table has.
  func count(_ table: String) async throws -> Int {
    try await Connection.open(Configuration(url: url)).perform { session in
      try session.rows(Query(trusted: "SELECT count(*) FROM " + table)).first { try $0.next(Int.self) } ?? -1
    }
  }

  /// The first column of a question, as texts.
  func texts(_ query: String) async throws -> [String] {
    try await Connection.open(Configuration(url: url)).perform { session in
      try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
    }
  }

  /// A browser in which somebody is signed in already.
  func browser(of name: String? = nil) async throws -> Browser {
    let browser = Browser(self)
    guard let name else { return browser }
    var random = Hall.random
    let token = SecretToken(.session, from: &random)
    let hex = token.digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    try await run(
      """
      INSERT INTO account_session (account_id, digest, stage, address, agent, ends_at)
      SELECT id, '\\x\(hex)', 'full', '', '', now() + interval '1 hour' FROM account WHERE name = '\(name)'
      """)
    browser.cookies["jx"] = token.text
    return browser
  }
}

/// Somebody's browser: it keeps cookies, goes on where it is sent, and knows the last page.
final class Browser: @unchecked Sendable {
  private let hall: Hall
  var cookies: [String: String] = [:]
  /// The last page, with where it stands and how it was answered.
  var lastToken: String?
  private(set) var text = "", status = 0, path = "", headers = HTTPFields(), bytes: [UInt8] = []

  init(_ hall: Hall) { self.hall = hall }

  /// Opens a place.
  @discardableResult
  func open(_ path: String, follow: Bool = true, headers: HTTPFields = [:]) async throws -> Browser {
    try await send(.get, path, headers, nil)
    return follow ? try await going() : self
  }

  /// Sends a form of the last page: its token comes along.
  @discardableResult
  func send(
    _ path: String, _ fields: [String: String] = [:], token: String? = nil, origin: String? = "http://jx.test",
    follow: Bool = true
  ) async throws -> Browser {
    try await send(
      path, fields.map { ($0.key, $0.value) }, token: token, origin: origin, follow: follow)
  }

  /// The same with a name several times, as boxes that are ticked are sent.
  @discardableResult
  func send(
    _ path: String, _ fields: [(String, String)], token: String? = nil, origin: String? = "http://jx.test",
    follow: Bool = true
  ) async throws -> Browser {
    var all = fields + [("token", token ?? self.token ?? "")]
    if let seen, !fields.contains(where: { $0.0 == "seen" }) { all.append(("seen", seen)) }
    let body = all.map { "\($0.0.encoded)=\($0.1.encoded)" }.joined(separator: "&")
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    headers[.origin] = origin
    try await send(.post, path, headers, Array(body.utf8))
    return follow ? try await going() : self
  }

  /// Sends a form with files: name, file's name, bytes.
  @discardableResult
  func upload(
    _ path: String, _ fields: [String: String] = [:], _ files: [(String, String, [UInt8])]
  ) async throws -> Browser {
    var all = fields
    all["token"] = token ?? ""
    if let seen, fields["seen"] == nil { all["seen"] = seen }
    var body: [UInt8] = []
    for (name, value) in all {
      body += Array("--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for (name, file, bytes) in files {
      body += Array("--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\n\r\n".utf8)
      body += bytes + Array("\r\n".utf8)
    }
    body += Array("--xyz--\r\n".utf8)
    try await send(
      .post, path, [.contentType: "multipart/form-data; boundary=xyz", .origin: "http://jx.test"], body)
    return try await going()
  }

  func request(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:]) async throws -> Browser {
    try await send(method, path, headers, nil)
    return self
  }

  /// What the last page's forms carry.
  var token: String? {
    text.range(of: "name=\"token\" value=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
  }

  /// Which draft the last page was given.
  var seen: String? {
    text.range(of: "name=\"seen\" value=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
  }

  /// Whether the last page has all of some words; and whether it has not one of them.
  func has(_ words: String...) -> Bool { words.allSatisfy(text.contains) }
  func hasNone(_ words: String...) -> Bool { !words.contains(where: text.contains) }

  private func going() async throws -> Browser {
    for _ in 0..<5 where status == 303 {
      guard let location = headers[.location], location.hasPrefix("/") else { break }
      try await send(.get, location, [:], nil)
    }
    return self
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ extra: HTTPFields, _ body: [UInt8]?
  ) async throws {
    var fields = extra
    if !cookies.isEmpty {
      fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
    let head = HTTPRequest(method: method, scheme: "http", authority: "jx.test", path: path, headerFields: fields)
    let response = try await hall.answer(
      Request(head: head, body: .init(buffer: body.map { ByteBuffer(bytes: $0) } ?? ByteBuffer())))
    for cookie in response.headers[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      let isGone = cookie.contains("Max-Age=0") || pair.count < 2
      cookies[String(pair[0])] = isGone ? nil : String(pair[1])
    }
    let collector = Collector()
    // A stream of news has no end: who wants it reads it by itself.
    if response.headers[.contentType]?.hasPrefix("text/event-stream") != true {
      try await response.body.write(collector)
    }
    (status, headers, self.path) = (response.status.code, response.headers, path)
    bytes = collector.bytes
    text = String(decoding: bytes, as: UTF8.self)
  }
}

private final class Collector: ResponseBodyWriter, @unchecked Sendable {
  var bytes: [UInt8] = []
  func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension String {
  var encoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
