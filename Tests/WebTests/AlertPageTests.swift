import Contract
import Desk
import Domain
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Alerts by the pages")
struct AlertPageTests {
  private func ids(_ browser: Browser) -> [String] {
    browser.text.matches(of: /name="id" value="(\d+)"/).map { String($0.1) }
  }

  @Test("many are acknowledged at once by boxes, and stand among those then, with who said what")
  func bulk() async throws {
    let hall = try await Hall.withAlerts()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/alerts")
    let all = ids(browser)
    #expect(browser.status == 200 && all.count > 5 && browser.has("未处理 ", "支出节点未达标", "<svg class=\"course\""))
    // Nothing chosen, then no note: what was typed stays, and nothing is done.
    try await browser.send("/alerts", ["act": "acknowledge", "until": "2025-07-31"])
    #expect(browser.status == 422 && browser.has("没有选中预警", "请写明准备怎么办", "value=\"2025-07-31\""))
    #expect(ids(browser) == all)
    try await browser.send("/alerts", ["act": "acknowledge", "id": all[0], "note": "七月补足", "until": "2025-07-31"])
    #expect(browser.status == 200 && browser.has("已确认1条预警。") && ids(browser).count == all.count - 1)
    try await browser.open("/alerts?state=acknowledged")
    #expect(browser.has("王芳：七月补足", "到2025年7月31日") && ids(browser) == [all[0]])
    // A day that is over is refused at its field, and nothing is done.
    try await browser.open("/alerts")
    try await browser.send("/alerts", ["act": "silence", "id": all[1], "silent-until": "2025-06-01"])
    #expect(browser.status == 422 && browser.has("id=\"p-silent-until\"", "value=\"2025-06-01\"", "checked"))
    try await browser.send("/alerts", ["act": "silence", "id": all[1], "silent-until": "2025-08-01"])
    #expect(browser.has("已静默1条预警。"))
    try await browser.open("/alerts?severity=red&q=不可能有的字")
    #expect(browser.has("去掉条件"))
    await hall.close()
  }

  @Test("one alert with its way so far; another department's is neither shown nor touched")
  func one() async throws {
    let hall = try await Hall.withAlerts()
    let browser = try await hall.browser(of: "李强")
    try await browser.open("/alerts")
    let id = try #require(ids(browser).first)
    try await browser.open("/alerts/\(id)")
    #expect(browser.has("经过", "出现", "<h2>静默</h2>"))
    try await browser.send("/alerts/\(id)", ["act": "acknowledge", "note": "<b>已催办</b>"])
    #expect(browser.status == 200 && browser.has("&lt;b&gt;已催办&lt;/b&gt;", "李强"))
    let other = try await hall.browser(of: "陈外")
    try await other.open("/alerts/\(id)")
    #expect(other.status == 403)
    try await other.open("/alerts")
    try await other.send("/alerts/\(id)", ["act": "silence", "silent-until": "2025-08-01"])
    #expect(other.status == 403)
    try await other.open("/alerts/999999")
    #expect(other.status == 404 && other.has("找项目"))
    try await other.open("/alerts/x")
    #expect(other.status == 404)
    await hall.close()
  }

  @Test("an earlier day is shown as it was, and links keep it")
  func earlier() async throws {
    let hall = try await Hall.withAlerts()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/alerts?day=2025-04-03")
    #expect(
      browser.status == 200 && browser.has("state=acknowledged&amp;day=2025-04-03") && !browser.has("2025-06-30前"))
    await hall.close()
  }
}
