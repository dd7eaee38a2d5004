import Foundation
import TestSupport
import Testing

@testable import Web

/// Every place walked by everybody: `Tests/Web/rights.csv` has a line a place and a column a person, with how it is answered.
@Suite("Rights over HTTP")
struct RightsOverHTTPTests {
  private struct Line {
    let method: String, path: String
    /// Where the place is walked: its names filled in.
    let example: String
    let answers: [String]
  }

  private static let columns = ["无", "令牌", "王芳", "李强", "赵敏", "周系", "吴安", "郑审", "陈外", "孙远"]

  private func lines() throws -> [Line] {
    let text = try String(contentsOf: Samples.root.appendingPathComponent("Tests/Web/rights.csv"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Line(method: cells[0], path: cells[1], example: cells[2], answers: Array(cells[3...]))
    }
  }

  @Test("every place has its line, and every line its place")
  func complete() throws {
    let places = Site.endpoints.map { "\($0.method.rawValue) \($0.path)" }
    let lines = try lines()
    #expect(Set(places) == Set(lines.map { "\($0.method) \($0.path)" }))
    #expect(Set(places).count == places.count, "a place stands twice")
    for line in lines { #expect(line.answers.count == RightsOverHTTPTests.columns.count, "\(line.path)") }
  }

  @Test("every place answers everybody as the table says; whoever may not is shown nothing and changes nothing")
  func walked() async throws {
    let hall = try await Hall()
    var browsers: [Browser] = []
    for column in RightsOverHTTPTests.columns {
      let browser = try await hall.browser(of: ["无", "令牌"].contains(column) ? nil : column)
      if column == "令牌" { browser.cookies["jx"] = "jx_t_" + String(repeating: "A", count: 43) }
      try await browser.open(["无", "令牌"].contains(column) ? "/sign-in" : "/me")
      browsers.append(browser)
    }
    // What a browser is: the cookies and a token of its own; signing out comes last.
    let lines = try lines().sorted { ($0.path == "/sign-out" ? 1 : 0) < ($1.path == "/sign-out" ? 1 : 0) }
    // Who is refused comes first: nothing may have changed by all of that.
    let before = try await hall.contents()
    for isRefused in [true, false] {
      if !isRefused { #expect(try await hall.contents() == before) }
      for line in lines {
        try await walk(line, browsers, isRefused: isRefused)
      }
    }
    await hall.close()
  }

  /// Who is told that something is not theirs, or that there is no such thing.
  private static let refused: Set = ["403", "404"]

  private func walk(_ line: Line, _ browsers: [Browser], isRefused: Bool) async throws {
    for (column, (browser, expected)) in zip(RightsOverHTTPTests.columns, zip(browsers, line.answers))
    where RightsOverHTTPTests.refused.contains(expected) == isRefused {
      let (cookies, token) = (browser.cookies, browser.token ?? browser.lastToken)
      if line.method == "GET" {
        try await browser.open(line.example, follow: false)
      } else {
        try await browser.send(line.example, token: token, follow: false)
      }
      #expect(String(browser.status) == expected, "\(line.method) \(line.example) as \(column)")
      if line.path != "/sign-out" { browser.cookies = cookies }
      // A refusal names who and what, and nothing of what is there.
      if expected == "403" { #expect(!browser.has("保洁费"), "\(line.method) \(line.example) as \(column)") }
      browser.lastToken = token
    }
  }
}
