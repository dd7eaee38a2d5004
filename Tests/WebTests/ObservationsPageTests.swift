import Contract
import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// Indicators' values line by line.
@Suite("Reporting values line by line")
struct ObservationsPageTests {
  private static let cleaning = EntryPageTests.cleaning

  private func line(_ indicator: Int, _ value: String, _ date: String = "2025-06-30", evidence: String = "") -> [String:
    String]
  {
    ["subject": Self.cleaning, "indicator": "\(indicator)", "value": value, "date": date, "evidence": evidence]
  }

  /// The cleaning project's reported indicators, by their places.
  private func places(_ hall: Hall) async throws -> [IndicatorEntry] {
    let project = try #require(try await hall.store.accounts(of: try ProjectCode.parse(Self.cleaning)).first)
    return try await hall.store.indicators(project: project.id).filter { $0.context.isReported }
  }

  @Test("what is due stands there with its target; a value that was saved is due no more")
  func due() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/observations")
    #expect(browser.status == 200 && browser.has("保洁服务面积", "≥430平方米", "待填报"))
    let area = try #require(try await places(hall).first { $0.name == "保洁服务面积" })
    try await browser.send(
      "/observations", EntryPageTests.form("good", [line(area.position, "430", evidence: "验收单<1>")]))
    #expect(browser.status == 200 && browser.has("已保存1项。") && !browser.has("保洁服务面积"))
    try await browser.open("/observations?show=all")
    #expect(browser.has("保洁服务面积", "430平方米（2025年6月30日）"))
    // The same again adds nothing, another is told.
    try await browser.send(
      "/observations?show=all", EntryPageTests.form("all", [line(area.position, "430", evidence: "验收单<1>")]))
    #expect(browser.has("已保存0项，1项已在账"))
    try await browser.send(
      "/observations?show=all", EntryPageTests.form("all", [line(area.position, "431平方米", "2025-06")]))
    #expect(browser.has("已保存1项", "原为430平方米，现为431平方米"))
    await hall.close()
  }

  @Test(
    "a value is of the indicator beside which it was typed, wherever a later document has that; of none where it is gone"
  )
  func moved() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    let known = try await places(hall)
    let area = try #require(known.first { $0.name == "保洁服务面积" }), last = try #require(known.last)
    // What the page itself names them by.
    try await browser.open("/observations?show=all")
    for entry in [area, last] { #expect(browser.has("value=\"\(entry.id.reference)\"")) }
    var budget = try Samples.budget("304-2025.txt")
    budget.insertIndicator(into: Self.cleaning, dropping: 1)
    _ = try await hall.store.importBudget(
      budget, findings: [], file: "b", content: [3], terms: ImportTerms(effective: try Day.parse("2025-06-01")))
    func typed(_ entry: IndicatorEntry, _ value: String) -> [String: String] {
      ["subject": Self.cleaning, "indicator": entry.id.reference, "value": value, "date": "2025-06-30"]
    }
    try await browser.send("/observations", EntryPageTests.form("good", [typed(area, "430"), typed(last, "1")]))
    #expect(browser.status == 422 && browser.has("已保存1项；还有1行没有保存", "指标已不存在", "已不在预算文件中的指标"))
    try await browser.open("/observations?show=all&q=" + "保洁服务面积".encoded)
    #expect(browser.has("430平方米（2025年6月30日）"))
    try await browser.open("/observations?show=all&q=" + "新加的指标".encoded)
    #expect(browser.has("新加的指标") && !browser.has("430平方米（"))
    // One by one, and where files are sent.
    try await browser.open("/projects/\(Self.cleaning)?tab=indicators")
    #expect(browser.has("<option value=\"\(area.id.reference)\""))
    try await browser.send(
      "/projects/\(Self.cleaning)/values",
      ["indicator": last.id.reference, "valueDate": "2025-06-30", "value": "1"])
    #expect(browser.status == 409 && browser.has("href=\"#f-indicator\"", "指标已不存在"))
    try await browser.open("/evidence?project=\(Self.cleaning)&indicator=\(area.id.reference.encoded)")
    #expect(browser.status == 200 && browser.has("保洁服务面积", "430平方米"))
    await hall.close()
  }

  @Test("one bad value: of all or nothing nothing is kept; of the good ones the others, and it comes back as typed")
  func bad() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/observations")
    let known = try await places(hall)
    let area = try #require(known.first { $0.name == "保洁服务面积" })
    let other = try #require(known.first { $0.position != area.position })
    let lines = [line(area.position, "430"), line(other.position, "胡写", evidence: "说明")]
    try await browser.send("/observations", EntryPageTests.form("check", lines))
    #expect(browser.status == 422 && browser.has("1项可以保存，1行要改。", "已达成", "胡写"))
    try await browser.send("/observations", EntryPageTests.form("all", lines))
    #expect(browser.status == 422 && browser.has("所以一行也没有保存", "#f-value-1", "胡写", "说明"))
    try await browser.open("/observations?show=all")
    #expect(!browser.has("430平方米（"))
    try await browser.send("/observations", EntryPageTests.form("good", lines))
    #expect(browser.status == 422 && browser.has("已保存1项；还有1行没有保存", "#f-value-0", "胡写"))
    try await browser.open("/observations?show=all")
    #expect(browser.has("430平方米（2025年6月30日）", "放弃草稿", "胡写"))
    // Another year's day is no day of a value, and twice one indicator and day is not known which.
    try await browser.send("/observations", EntryPageTests.form("all", [line(area.position, "430", "2024-12-31")]))
    #expect(browser.status == 422 && browser.has("#f-date-0"))
    try await browser.send(
      "/observations", EntryPageTests.form("all", [line(area.position, "1"), line(area.position, "2")]))
    #expect(browser.status == 422 && browser.has("只留一行"))
    await hall.close()
  }

  @Test("a value that looks like a slip is asked about, and taken when it is ticked")
  func asked() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/observations")
    let area = try #require(try await places(hall).first { $0.name == "保洁服务面积" })
    var typed = line(area.position, "43000")
    try await browser.send("/observations", EntryPageTests.form("good", [typed]))
    #expect(browser.status == 422 && browser.has("确认无误", "name=\"confirm-0\""))
    typed["confirm"] = "是"
    try await browser.send("/observations", EntryPageTests.form("good", [typed]))
    #expect(browser.has("已保存1项。"))
    await hall.close()
  }

  @Test("another's indicator is not to be reported")
  func others() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "陈外")
    try await browser.open("/observations")
    #expect(browser.status == 200 && !browser.has("保洁服务面积"))
    try await browser.send("/observations", EntryPageTests.form("good", [line(1, "430")]))
    #expect(browser.status == 422)
    let known = try await places(hall)
    #expect(!known.isEmpty)
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open("/observations")
    #expect(bureau.status == 403)
    await hall.close()
  }
}
