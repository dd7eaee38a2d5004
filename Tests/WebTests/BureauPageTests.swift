import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite("The finance bureau's pages")
struct BureauPageTests {
  @Test(
    "departments stand with their progress, worst first, and are looked at one by one; of another county none is there")
  func departments() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/bureau")
    #expect(browser.status == 200 && browser.has("科学技术和工业信息化局", "6月底序时进度", "50.00%", "<desc>", "0/13"))
    #expect(browser.has("合计2个部门", "aria-sort=\"ascending\"", "红灯/黄灯"))
    try await browser.open("/bureau?q=304&sort=-budget")
    #expect(browser.has("合计1个部门", "aria-sort=\"descending\"", "value=\"304\""))
    try await browser.open("/bureau?q=%E6%97%A0%E6%AD%A4")
    #expect(browser.has("没有符合条件的部门。", "不再筛选"))
    try await browser.open("/bureau/departments/304?year=2025")
    #expect(
      browser.status == 200 && browser.has("保洁费项目", "运行情况", "1—6月监控表", "还有20天", "/projects?department=130625%2F304"))
    #expect(try await browser.open("/bureau/departments/999").status == 404)
    let far = try await hall.browser(of: "孙远")
    #expect(try await far.open("/bureau").has("还没有部门导入预算。"))
    #expect(try await far.open("/bureau/departments/304").status == 403)
    #expect(try await hall.browser(of: "王芳").open("/bureau").status == 403)
    await hall.close()
  }

  @Test(
    "departments that are ticked are urged: each who fills in or answers hears of it once, and not again for three workdays"
  )
  func urging() async throws {
    let hall = try await Hall()
    let entry = try #require(try await hall.store.departments(code: "304").first)
    for (name, role) in [("王芳", Recipient.Role.clerk), ("李强", .head), ("赵敏", .bureau)] {
      try await hall.store.keep(
        Recipient(id: 0, name: name, role: role, level: role.usualLevel),
        departments: role == .bureau ? [] : [entry.identity], addresses: [])
    }
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/bureau/submissions")
    let key =
      "304|2025|\(entry.identity.division.isSpecified ? entry.identity.division.text : "")|\(entry.identity.name)"
    #expect(browser.has("1—6月监控表", "年度自评表", "0/13", "value=\"\(key)\"", "催办勾选的部门"))
    // Nobody ticked: what was chosen stays.
    try await browser.send("/bureau/urge", ["period": "monitoring-6"])
    #expect(browser.status == 422 && browser.has("请先勾选要催办的部门。"))
    try await browser.send(
      "/bureau/urge", ["period": "monitoring-6", "department": key, "back": "/bureau/submissions?open=yes"])
    #expect(browser.path == "/bureau/submissions?open=yes")
    #expect(browser.has("已催办304 ", "通知李强、王芳。", "2025年6月30日催过", "2025年7月4日起可以再催"))
    let told = try await hall.store.deliveries().filter { $0.key.hasPrefix("urge-") }
    #expect(Set(told.map(\.recipient)) == ["王芳", "李强"] && told.count == 2)
    let text = try #require(told.first)
    #expect(text.title == "【绩效】催报：2025年1—6月绩效运行监控表")
    #expect(text.body.contains("应报13张，已报0张，还有13张没有报送，报送截止日2025年7月20日，还有20天。"))
    // Again at once, and two at once: one message each.
    try await browser.send("/bureau/urge", ["period": "monitoring-6", "department": key])
    #expect(browser.has("已于2025年6月30日催办过，2025年7月4日起可以再催，这次没有发。"))
    #expect(try await hall.store.deliveries().filter { $0.key.hasPrefix("urge-") }.count == 2)
    // 306 has nobody who could be told, and of another county it is not theirs.
    let other = try #require(try await hall.store.departments(code: "306").first)
    let there =
      "306|2025|\(other.identity.division.isSpecified ? other.identity.division.text : "")|\(other.identity.name)"
    try await browser.send("/bureau/urge", ["period": "monitoring-6", "department": there])
    #expect(browser.has("没有登记填报人和负责人"))
    let far = try await hall.browser(of: "孙远")
    try await far.open("/me")
    #expect(try await far.send("/bureau/urge", ["period": "monitoring-6", "department": key]).status == 403)
    let trail = try await hall.store.auditEntries(.init(action: .urgeForms), limit: 9)
    #expect(trail.contains { $0.actor == "赵敏" && $0.changes?.contains("form_urge") == true })
    await hall.close()
  }

  @Test("the bulletin stands on the page, by either order, with its number, and comes as files")
  func bulletin() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open(
      "/bureau/bulletin?by=timeliness&number=%E5%BE%90%E8%B4%A2%E7%BB%A9%E3%80%942025%E3%80%953%E5%8F%B7")
    #expect(browser.status == 200 && browser.has("徐财绩〔2025〕3号", "及时率排名", "总体情况", "没有设置发文机关", "下载PDF"))
    try await browser.open("/bureau/bulletin?number=3")
    #expect(browser.status == 422 && browser.has("不是发文字号", "value=\"3\""))
    for (format, start) in [("docx", "PK"), ("xlsx", "PK"), ("pdf", "%PDF")] {
      let place = "/bureau/bulletin/file?through=6&format=\(format)"
      // Of several departments: what for is asked, and stands in the trail.
      try await browser.open(place)
      #expect(browser.status == 200 && browser.has("写明用途后下载", "name=\"reason\""))
      try await browser.send(place, ["reason": " "])
      #expect(browser.status == 422 && browser.has("id=\"p-reason\"", "要写明用途"))
      try await browser.send(place, ["reason": "上会\(format)"])
      #expect(browser.status == 200 && browser.text.hasPrefix(start))
      #expect(browser.headers[.contentDisposition]?.contains(".\(format)") == true)
    }
    let trail = try await hall.store.auditEntries(.init(actor: "赵敏", action: .compareDepartments), limit: 9)
    #expect(trail.count == 3 && trail.allSatisfy { $0.outcome == "done" && $0.request?.contains("上会") == true })
    // No format there is not is made into another.
    for place in ["/bureau/bulletin/file?format=txt", "/bureau/doubts/file?format=html", "/projects/export?format=pdf"]
    {
      try await browser.open(place)
      #expect(browser.status == 422 && browser.has("这种格式，没有生成文件。可选："), "\(place)")
    }
    await hall.close()
  }

  @Test(
    "doubts that are ticked become notices, with what they say of each project, once their demand and day are there")
  func doubts() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/bureau/doubts?kind=vague&department=306")
    #expect(browser.status == 200 && browser.has("指标值含糊或不可衡量", "疑点供核查", "name=\"pick\""))
    let pick = try #require(
      browser.text.range(of: "name=\"pick\" value=\"").map {
        String(browser.text[$0.upperBound...].prefix { $0 != "\"" })
      })
    try await browser.open("/bureau/doubts/notice")
    #expect(browser.status == 422 && browser.has("请先勾选要转整改的疑点。"))
    try await browser.open("/bureau/doubts/notice?pick=\(pick.encoded)")
    #expect(browser.has("存在的问题", "指标值含糊", "发出1份整改通知"))
    let field = try #require(browser.text.firstMatch(of: /name="(problem-[^"]+)"/)?.1)
    let once = try #require(browser.text.firstMatch(of: /name="once" value="([^"]+)"/)?.1)
    func sent(_ problem: String, _ more: [String: String]) -> [String: String] {
      more.merging(["pick": pick, String(field): problem, "once": String(once)]) { $1 }
    }
    try await browser.send("/bureau/doubts/notice", sent("指标含糊<b>", ["due": "2025-07-31"]))
    #expect(browser.status == 422 && browser.has("请写明整改要求。", "指标含糊&lt;b&gt;"))
    try await browser.send(
      "/bureau/doubts/notice", sent("指标含糊", ["demand": "改", "due": "2025-06-01"]))
    #expect(browser.status == 422 && browser.has("早于通知日期"))
    try await browser.send(
      "/bureau/doubts/notice", sent("指标含糊", ["demand": "请明确", "due": "2025-07-31"]), follow: false)
    #expect(browser.status == 303 && browser.headers[.location]?.hasPrefix("/rectify") == true)
    let kept = try await hall.store.rectifications()
    #expect(kept.map(\.problem) == ["指标含糊"] && kept.first?.issuedBy == "赵敏")
    // The same page sent again, as after an answer that was lost, issues nothing twice; another page does.
    try await browser.open("/me")
    try await browser.send("/bureau/doubts/notice", sent("指标含糊", ["demand": "请明确", "due": "2025-07-31"]))
    #expect(browser.has("已发出1份整改通知：#\(kept[0].id)。"))
    #expect(try await hall.store.rectifications().count == 1)
    try await browser.send(
      "/bureau/doubts/notice",
      sent("指标含糊", ["demand": "请明确", "due": "2025-07-31"]).merging(["once": "another"]) { $1 })
    #expect(try await hall.store.rectifications().count == 2)
    // What was ticked is known by what it says: where it says something else by now, nothing is issued.
    let gone = pick.split(separator: "|", omittingEmptySubsequences: false).dropLast().joined(separator: "|") + "|0"
    try await browser.open("/bureau/doubts/notice?pick=\(gone.encoded)&pick=\(pick.encoded)")
    #expect(browser.status == 409 && browser.has("勾选的疑点已经不在清单里"))
    try await browser.send(
      "/bureau/doubts/notice",
      [("pick", gone), ("pick", pick), (String(field), "指标含糊"), ("demand", "改"), ("due", "2025-07-31"), ("once", "n")])
    #expect(browser.status == 409 && browser.has("勾选的疑点已经不在清单里"))
    #expect(try await hall.store.rectifications().count == 2)
    #expect(try await browser.open("/bureau/doubts/file?format=xlsx&department=306").text.hasPrefix("PK"))
    #expect(try await browser.open("/bureau/doubts/file?format=xlsx").has("写明用途后下载"))
    #expect(try await browser.send("/bureau/doubts/file?format=xlsx", ["reason": "核查疑点"]).text.hasPrefix("PK"))
    let trail = try await hall.store.auditEntries(.init(actor: "赵敏", action: .compareDepartments), limit: 9)
    #expect(trail.count == 1 && trail.first?.request?.contains("核查疑点") == true)
    await hall.close()
  }

  @Test("forms of many departments come as one file, for a reason that stands in the audit trail")
  func gathering() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/bureau/gather")
    try await browser.send("/bureau/gather", ["kind": "package", "form": "monitoring", "through": "6", "year": "2025"])
    #expect(browser.status == 422 && browser.has("请写明下载的用途", "value=\"2025\""))
    let asked = ["form": "monitoring", "through": "6", "reason": "半年汇总", "format": "xlsx"]
    for (format, sentence) in [(nil, "请至少选一种格式"), ("txt", "没有“txt”这种格式")] {
      let fields = asked.merging(["kind": "package"]) { $1 }.filter { $0.key != "format" }
      try await browser.send("/bureau/gather", fields.merging(format.map { ["format": $0] } ?? [:]) { $1 })
      #expect(browser.status == 422 && browser.has(sentence, "半年汇总"))
    }
    try await browser.send("/bureau/gather", asked.merging(["kind": "gather"]) { $1 })
    #expect(browser.status == 200 && browser.text.hasPrefix("PK"))
    try await browser.open("/bureau/gather")
    try await browser.send("/bureau/gather", asked.merging(["kind": "package"]) { $1 })
    #expect(browser.status == 200 && browser.headers[.contentDisposition]?.contains(".zip") == true)
    let trail = try await hall.store.auditEntries(.init(actor: "赵敏"), limit: 9)
    #expect(trail.count { $0.request?.contains("半年汇总") == true } == 2)
    await hall.close()
  }
}
