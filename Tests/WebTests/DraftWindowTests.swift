import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

/// One person with two windows: what is done with a draft or a file is done with the one that was seen.
@Suite("Drafts in two windows")
struct DraftWindowTests {
  private static let cleaning = EntryPageTests.cleaning

  private func file(_ voucher: String) -> [UInt8] {
    Array("项目编码,日期,金额,凭证号\n\(Self.cleaning),2025-3-1,5000,\(voucher)\n".utf8)
  }

  private func paid(_ hall: Hall) async throws -> Int {
    let entry = try #require(try await hall.store.departments(code: "304").first)
    let facts = try #require(try await hall.store.snapshot(of: entry.id, asOf: Day(endOf: 12, in: 2025))?.facts)
    return facts.projects.reduce(0) { $0 + $1.ledger.entries.count }
  }

  private func lines(_ memo: String) -> [String: String] {
    EntryPageTests.form(
      "", [["project": Self.cleaning, "date": "2025-6-1", "amount": "12.5", "voucher": "记-9", "memo": memo]])
  }

  @Test("a file that another window put there is neither taken nor given up unseen; what is there is shown")
  func files() async throws {
    let hall = try await Hall()
    let (a, b) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "王芳"))
    for browser in [a, b] { try await browser.open("/entry/upload") }
    try await a.upload("/entry/upload", [:], [("file", "甲.csv", file("甲-1"))])
    #expect(a.has("甲.csv", "1笔可以收下"))
    // Who saw no file does not replace one.
    try await b.upload("/entry/upload", [:], [("file", "乙.csv", file("乙-1"))])
    #expect(b.status == 409 && b.has("另一个窗口上传的“甲.csv”", "核对“甲.csv”"))
    try await b.upload("/entry/upload", [:], [("file", "乙.csv", file("乙-1"))])
    #expect(b.status == 200 && b.has("核对“乙.csv”"))
    let old = try #require(a.seen)
    for act in ["good", "away", "none"] {
      try await a.send("/entry/upload/take", ["act": act, "seen": old])
      #expect(a.status == 409 && a.has("另一个窗口上传的“乙.csv”", "核对“乙.csv”"), "\(act)")
      try await b.open("/entry/upload")
      #expect(try await paid(hall) == 0)
      #expect(b.has("核对“乙.csv”"))
    }
    try await b.open("/entry/upload")
    try await b.send("/entry/upload/take", ["act": "anything"])
    #expect(b.status == 422 && b.has("没有这种办理方式", "核对“乙.csv”"))
    try await b.send("/entry/upload/take", ["act": "good"])
    #expect(b.has("已收下1笔。"))
    #expect(try await paid(hall) == 1)
    await hall.close()
  }

  @Test("looking at a file that was sent writes nothing: also where nobody can write")
  func looking() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry/upload")
    let bad = Array("\(Self.cleaning),2025-2-30,5000,甲-2\n".utf8)
    try await browser.upload("/entry/upload", [:], [("file", "甲.csv", file("甲-1") + bad)])
    try await hall.run(
      """
      CREATE FUNCTION no_staging() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'looking writes'; END $$;
      CREATE TRIGGER no_staging BEFORE INSERT ON spending_entry FOR EACH STATEMENT EXECUTE FUNCTION no_staging()
      """)
    try await browser.open("/entry/upload")
    #expect(browser.status == 200 && browser.has("1笔可以收下", "核对“甲.csv”"))
    try await browser.open("/entry/upload/returned")
    #expect(browser.status == 200 && browser.headers[.contentDisposition]?.contains(".xlsx") == true)
    await hall.close()
  }

  @Test("lines of another window stay: nothing typed, saving, giving up and a late copy do not take them away")
  func typed() async throws {
    let hall = try await Hall()
    let (a, b) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "王芳"))
    try await a.open("/entry")
    try await b.open("/entry")
    let (seen, token) = (try #require(a.seen), try #require(a.token))
    #expect(seen.isEmpty)
    try await b.send("/entry/draft", lines("乙窗"))
    #expect(b.status == 200 && b.has("草稿已保存 "))
    // The first window knows nothing of it.
    func first(_ place: String, _ fields: [String: String]) async throws {
      try await a.send(place, fields.merging(["seen": seen]) { $1 }, token: token)
    }
    try await first("/entry/draft", EntryPageTests.form("", [[:]]))
    #expect(a.status == 200)
    try await first("/entry/draft", lines("甲窗"))
    #expect(a.status == 409 && a.has("另一个窗口存过草稿"))
    try await first("/entry/draft/discard", [:])
    #expect(a.status == 409 && a.has("另一个窗口存过草稿，不是您看到的", "value=\"乙窗\""))
    try await first("/entry", lines("甲窗").merging(["act": "good"]) { $1 })
    #expect(a.has("已保存1笔。", "value=\"乙窗\""))
    // Given up by who sees it; what was sent before and comes late does not bring it back.
    let late = try #require(a.seen)
    try await a.send("/entry/draft/discard")
    #expect(a.path == "/entry" && !a.text.contains("乙窗"))
    try await a.send("/entry/draft", lines("迟到").merging(["seen": late]) { $1 })
    #expect(a.status == 409)
    try await first("/entry/draft", lines("迟到"))
    #expect(a.status == 409)
    try await a.open("/entry")
    #expect(!a.text.contains("迟到") && !a.text.contains("放弃草稿"))
    await hall.close()
  }

  @Test(
    "what a window writes last takes the place of its own copy that it has not heard of, and of no other; an older copy comes too late"
  )
  func closedMeanwhile() async throws {
    let hall = try await Hall()
    let (a, b) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "王芳"))
    try await a.open("/entry")
    try await b.open("/entry")
    let (seen, tokens) = (try #require(a.seen), [try #require(a.token), try #require(b.token)])
    func write(_ browser: Browser, _ memo: String, _ turn: String) async throws {
      try await browser.send(
        "/entry/draft", lines(memo).merging(["seen": seen, "turn": turn]) { $1 }, token: tokens[browser === a ? 0 : 1])
    }
    // The answer to the first copy is on its way when the window is closed: the last one names the draft before it.
    try await write(a, "前一份", "jia-1")
    try await write(a, "最后一份", "jia-2")
    #expect(a.status == 200)
    try await write(a, "迟到的", "jia-1")
    #expect(a.status == 409)
    for turn in ["yi-9", "jia", "jia-x", ""] {
      try await write(b, "乙窗", turn)
      #expect(b.status == 409, "\(turn)")
    }
    try await b.open("/entry")
    #expect(b.has("value=\"最后一份\"") && !b.text.contains("乙窗"))
    // Saving does not leave lines there as unsaved that are saved, where a copy of them was under way.
    try await a.send(
      "/entry", lines("最后一份").merging(["act": "good", "seen": seen, "turn": "jia-3"]) { $1 }, token: tokens[0])
    #expect(a.has("已保存1笔。") && !a.text.contains("value=\"最后一份\""))
    await hall.close()
  }
}
