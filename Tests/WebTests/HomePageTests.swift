import Domain
import Foundation
import TestSupport
import Testing

@testable import Web

@Suite("What somebody sees first")
struct HomePageTests {
  @Test("a clerk sees what is to be done, the latest first, each with where it is done")
  func clerk() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/")
    #expect(browser.status == 200 && browser.has("<h1>待办</h1>", "支出进度；按计划现在应到", "要办的事", "绩效指标", "2025年日历"))
    #expect(browser.has("href=\"/forms?department=130625%3A304%3A2025&amp;period=monitoring-6\""))
    #expect(browser.has("保洁费项目", "支付到6月底计划", "今天截止", "15,000.00") || browser.has("补足3月底计划"))
    #expect(browser.has("#record\">录入</a>", "共116项指标") && !browser.has("等我决定"))
    let first = try #require(browser.text.range(of: "已过")), today = try #require(browser.text.range(of: "今天截止"))
    #expect(first.lowerBound < today.lowerBound)
    await hall.close()
  }

  @Test("whoever heads a department first sees what waits for a decision")
  func head() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "李强")
    try await browser.open("/")
    #expect(browser.has("等我决定", "条红色预警没有人确认", "要办的事"))
    await hall.close()
  }

  @Test("the finance bureau sees the departments ranked, administrators go on to their own pages")
  func others() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/")
    #expect(browser.has("支出进度（从慢到快）", "时间已过49.59%", "<h2>报送</h2>") && !browser.has("要办的事"))
    let far = try await hall.browser(of: "孙远")
    try await far.open("/")
    #expect(far.status == 200 && far.has("先导入部门预算", "href=\"/import\""))
    for name in ["周系", "吴安", "郑审"] {
      let other = try await hall.browser(of: name)
      try await other.open("/", follow: false)
      #expect(other.status == 303, "\(name)")
    }
    await hall.close()
  }
}
