import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Every link of every page, followed once: what is shown leads somewhere.
@Suite("Links")
struct LinkTests {
  /// How an address looks without what it is about: of each kind two are followed.
  private static func kind(_ address: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let names = address.contains("?") ? address.split(separator: "?", maxSplits: 1)[1].split(separator: "&") : []
    let keys = names.map { String($0.prefix { $0 != "=" }) }.sorted().joined(separator: "&")
    return path.replacing(/[0-9][0-9A-Z]*/, with: "#") + "?" + keys
  }

  private static func links(_ text: String) -> [String] {
    text.matches(of: /href="(\/[^"]*)"/).map { String($0.1).unescaped }.filter {
      !$0.hasPrefix("/assets") && !$0.hasPrefix("//")
    }.map { String($0.prefix { $0 != "#" }) }
  }

  @Test("no link of any page leads nowhere", arguments: ["王芳", "李强", "赵敏", "周系", "吴安", "郑审"])
  func followed(_ name: String) async throws {
    let hall = try await Hall.withAlerts()
    let clerk = try await hall.browser(of: "王芳")
    let fields = try await Cleaning.complete(hall, clerk)
    try await clerk.send(Cleaning.form, fields.with(["act": "submit"]))
    let browser = try await hall.browser(of: name)
    var (waiting, known, walked) = ([("", "/")], Set(["/"]), [String: Int]())
    while let (from, place) = waiting.popLast() {
      let kind = Self.kind(place)
      guard walked[kind, default: 0] < 2 else { continue }
      walked[kind, default: 0] += 1
      try await browser.open(place)
      #expect(![404, 405, 500].contains(browser.status), "\(name): \(from) → \(place) \(browser.status)")
      guard browser.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
      for link in Self.links(browser.text) where known.insert(link).inserted { waiting.append((place, link)) }
    }
    #expect(walked.count > 5)
    await hall.close()
  }
}
