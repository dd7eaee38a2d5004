import Contract
import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// Payments line by line, with a browser that has no script.
@Suite("Recording line by line")
struct EntryPageTests {
  static let cleaning = "13062525P000232100244"

  /// The lines of a form, as a browser sends them.
  static func form(_ act: String, _ lines: [[String: String]]) -> [String: String] {
    var fields = ["act": act, "lines": "\(lines.count)"]
    for (index, line) in lines.enumerated() {
      for (name, value) in line { fields["\(name)-\(index)"] = value }
    }
    return fields
  }

  private func line(
    _ date: String, _ amount: String, _ voucher: String, _ project: String = EntryPageTests.cleaning,
    memo: String = ""
  ) -> [String: String] {
    ["project": project, "date": date, "amount": amount, "voucher": voucher, "memo": memo]
  }

  private func paid(_ hall: Hall) async throws -> [String] {
    let project = try #require(try await hall.store.accounts(of: try ProjectCode.parse(Self.cleaning)).first)
    let entry = try #require(try await hall.store.departments(code: "304").first)
    let facts = try #require(try await hall.store.snapshot(of: entry.id, asOf: Day(endOf: 12, in: 2025))?.facts)
    let ledger = try #require(facts.projects.first { $0.id == project.id }).ledger
    return ledger.entries.map { "\($0.day) \($0.amount.yuan)" }
  }

  @Test("a line a project of the own department, with its figures; of another's nothing")
  func shown() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    #expect(browser.status == 200 && browser.has(Self.cleaning, "保洁费", "30,000.00", "保存没有问题的行"))
    let other = try await hall.browser(of: "陈外")
    try await other.open("/entry")
    #expect(other.status == 200 && !other.has(Self.cleaning))
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open("/entry")
    #expect(bureau.status == 403)
    await hall.close()
  }

  @Test("good lines are kept and bad ones come back as typed; the same again adds nothing")
  func good() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    let lines = [
      line("2025-03-20", "7500", "记-1", memo: "一季度<保洁>"), line("2025-13-01", "0.75万元", "记-2", memo: "二季度"),
      line("", "", ""),
    ]
    try await browser.send("/entry", Self.form("good", lines))
    #expect(browser.status == 422 && browser.has("已保存1笔；还有1行没有保存", "2025-13-01", "0.75万元", "二季度"))
    #expect(browser.has("#f-date-0") && !browser.has("一季度"))
    #expect(try await paid(hall) == ["2025-03-20 7500.00"])
    // What came back is there when one comes again.
    try await browser.open("/entry")
    #expect(browser.has("放弃草稿", "value=\"2025-13-01\""))
    let mended = [lines[0], line("2025-6-1", "0.75万元", "记-2", memo: "二季度")]
    try await browser.send("/entry", Self.form("good", mended))
    #expect(browser.status == 200 && browser.has("已保存1笔，1笔已在账，没有重复记。") && !browser.has("放弃草稿"))
    #expect(try await paid(hall) == ["2025-03-20 7500.00", "2025-06-01 7500.00"])
    await hall.close()
  }

  @Test("all or nothing: one bad line and nothing is kept, then all of them")
  func all() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    var lines = [line("2025-03-20", "7500", "记-1"), line("2025-03-21", "-3", "记-2")]
    try await browser.send("/entry", Self.form("all", lines))
    #expect(browser.status == 422 && browser.has("所以一行也没有保存", "value=\"7500\"", "value=\"-3\"", "#f-amount-1"))
    #expect(try await paid(hall).isEmpty)
    // The same voucher for something else, in one go.
    lines[1] = line("2025-03-21", "3", "记-1")
    try await browser.send("/entry", Self.form("all", lines))
    #expect(browser.status == 422 && browser.has("#f-voucher-1"))
    #expect(try await paid(hall).isEmpty)
    lines[1]["voucher"] = "记-2"
    try await browser.send("/entry", Self.form("all", lines))
    #expect(browser.has("已保存2笔。") && browser.path == "/entry")
    #expect(try await paid(hall) == ["2025-03-20 7500.00", "2025-03-21 3.00"])
    await hall.close()
  }

  @Test("checking keeps nothing and tells where the project would stand, line after line")
  func checked() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    let lines = [
      line("2025-03-20", "7500", "记-1"), line("2025-06-20", "7500", "记-2"), line("2025-06-20", "7500", "记-2"),
    ]
    try await browser.send("/entry", Self.form("check", lines))
    #expect(browser.status == 200 && browser.has("2笔可以保存，1笔已在账。", "25.00%", "50.00%", "绿灯", "已在账"))
    #expect(try await paid(hall).isEmpty)
    try await browser.send("/entry/preview", Self.form("check", [line("2025-06-20", "40000", "记-1")]))
    #expect(browser.status == 200 && browser.has("红灯", "133.33%", "记账后项目", "超出预算"))
    #expect(try await paid(hall).isEmpty)
    await hall.close()
  }

  @Test("ten more lines keep what was typed; nothing typed is said so")
  func more() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    try await browser.send("/entry", Self.form("more", [line("昨天", "7500", "记-1")]))
    #expect(browser.status == 200 && browser.has("name=\"lines\" value=\"11\"", "昨天", "f-date-10"))
    try await browser.send("/entry", Self.form("good", [line("", "", "")]))
    #expect(browser.status == 422 && browser.has("一行也没有填"))
    await hall.close()
  }

  @Test("a project is typed by its name too; another's is refused as another's, and nothing of it is kept")
  func projects() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    let entry = try #require(try await hall.store.departments(code: "306").first)
    let theirs = try #require(
      try await hall.store.directory(of: entry.id).projects.values.map(\.code.text).min())
    try await browser.send(
      "/entry", Self.form("good", [line("2025-3-1", "1", "甲", "保洁费项目"), line("2025-3-1", "1", "乙", theirs)]))
    #expect(browser.status == 422 && browser.has("已保存1笔", "#f-project-0", theirs))
    #expect(try await paid(hall) == ["2025-03-01 1.00"])
    await hall.close()
  }

  @Test(
    "what was refused, or only looked at, stands there again when the page was left",
    arguments: ["good", "all", "check"])
  func refusedDraft(_ act: String) async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    try await browser.send("/entry/draft", Self.form("", [line("2025-6-1", "12.5", "记-9")]))
    try await browser.open("/entry")
    let seen = try #require(browser.seen)
    let form = Self.form(act, [line("2025-6-1", "3,3", "记-9")])
    try await browser.send("/entry", form.merging(["seen": seen]) { $1 })
    #expect(browser.status == 422 && browser.has("“3,3”不是金额"))
    try await browser.open("/")
    try await browser.open("/entry")
    #expect(browser.has("存下的草稿", "value=\"3,3\"") && browser.hasNone("value=\"12.5\""))
    #expect(try await paid(hall).isEmpty)
    await hall.close()
  }

  @Test("a draft is kept without saving, restored, and given up; it is nobody else's")
  func draft() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry")
    try await browser.send("/entry/draft", Self.form("", [line("2025-6-1", "12.5", "记-9", memo: "=cmd()")]))
    #expect(browser.status == 200 && browser.has("草稿已保存 "))
    let other = try await hall.browser(of: "李强")
    try await other.open("/entry")
    #expect(other.hasNone("放弃草稿", "12.5"))
    try await browser.open("/entry")
    #expect(browser.has("存下的草稿", "value=\"12.5\"", "value=\"=cmd()\""))
    try await browser.send("/entry/draft", ["lines": "1"], token: "wrong")
    #expect(browser.status == 403)
    try await browser.open("/entry")
    try await browser.send("/entry/draft/discard")
    #expect(browser.path == "/entry" && !browser.has("放弃草稿") && !browser.has("12.5"))
    #expect(try await paid(hall).isEmpty)
    await hall.close()
  }
}
