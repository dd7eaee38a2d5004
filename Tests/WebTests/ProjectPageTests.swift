import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite("The pages of projects")
struct ProjectPageTests {
  private static let cleaning = "/projects/13062525P000232100244"

  @Test("the list shows the worst first with sums, narrows down, turns round, and keeps all of it in the address")
  func list() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/projects")
    #expect(browser.status == 200 && browser.has("<h1>项目</h1>", "合计", "12个", "保洁费项目", "单位：元", "2,199,400.00"))
    #expect(!browser.has("f-department"), "one department needs no choice of its own")
    // Red before what is not judged.
    let red = try #require(browser.text.range(of: "红灯</span></td>")),
      none = try #require(
        browser.text.range(of: "未到节点</span></td>"))
    #expect(red.lowerBound < none.lowerBound)
    try await browser.open("/projects?q=保洁".addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? "")
    #expect(browser.has("共1个项目", "value=\"保洁\"", "30,000.00", "15,000.00") && !browser.has("劳务派遣"))
    try await browser.open("/projects?q=13062525P000232100244&unit=wan")
    #expect(browser.has("单位：万元", "3.00") && browser.has("unit=wan", "q=13062525P000232100244"))
    try await browser.open("/projects?sort=budget")
    #expect(browser.has("aria-sort=\"descending\"", "sort=-budget"))
    try await browser.open("/projects?sort=-budget")
    #expect(browser.has("aria-sort=\"ascending\""))
    // A filter that leaves nothing is named, with a link without it.
    try await browser.open("/projects?light=green&q=13062525P000232100244")
    #expect(browser.has("没有灯是“绿灯”的。", "去掉这个条件", "href=\"/projects?q=13062525P000232100244\""))
    try await browser.open("/projects?q=%3Cscript%3E")
    #expect(browser.has("没有名称或编码含“&lt;script&gt;”的。", "href=\"/projects\"") && !browser.has("<script>"))
    // What no such list knows asks nothing.
    try await browser.open("/projects?light=purple&sort=x&unit=z&department=none&page=9")
    #expect(browser.status == 200)
    await hall.close()
  }

  @Test("on a telephone each value has the title of its column, though only the stylesheet has them there")
  func titles() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/projects")
    let titles = browser.text.matches(of: /<th scope="col"[^>]*><a [^>]*>([^<]+)</).map { String($0.1) }
    let style = try #require(browser.text.firstMatch(of: /<link rel="stylesheet" href="([^"]+)"/)).1
    try await browser.open(String(style))
    let labels = browser.text.matches(
      of: /table\.projects td:(?:first-child|nth-child\((\d+)\))::before\{content: "([^"]+)"\}/)
    #expect(labels.map { $0.1.flatMap { Int($0) } ?? 1 } == Array(1...10))
    #expect(labels.map { String($0.2) } == titles)
    await hall.close()
  }

  @Test("a list that was worked out already shows what was recorded since, and under which name a department is now")
  func fresh() async throws {
    let hall = try await Hall()
    let (bureau, clerk) = (try await hall.browser(of: "赵敏"), try await hall.browser(of: "王芳"))
    try await bureau.open("/projects?q=13062525P000232100244")
    #expect(bureau.has("合计", "0.00%") && !bureau.has("12,345.00"))
    try await clerk.open(ProjectPageTests.cleaning)
    try await clerk.send(
      ProjectPageTests.cleaning + "/payments", ["date": "2025-05-10", "amount": "12345", "voucher": "P-1"])
    for _ in 0..<2 {
      try await bureau.open("/projects?q=13062525P000232100244")
      #expect(bureau.has("12,345.00", "41.15%"))
    }
    try await bureau.open("/projects?q=13062525P000232100244&day=2025-05-01")
    #expect(!bureau.has("12,345.00"), "as of a day before it")
    try await hall.run("UPDATE department SET name = '改名局' WHERE code = '304'")
    try await bureau.open("/projects?q=13062525P000232100244")
    #expect(bureau.has("<span class=\"sub\">改名局</span>"))
    await hall.close()
  }

  @Test("a project's forms, and what waits for a decision, stand on the page of a day as they stood then")
  func formsOfADay() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let fields = try await Cleaning.complete(hall, clerk)
    try await clerk.send(Cleaning.form, fields.with(["act": "submit"]))
    #expect(clerk.has("已报送“"))
    try await hall.run(
      """
      ALTER TABLE form_transition DISABLE TRIGGER USER; ALTER TABLE form_entry DISABLE TRIGGER USER;
      UPDATE form_transition SET day = '2025-06-20'; UPDATE form_entry SET filled_on = '2025-06-10'
      """)
    try await head.open(Cleaning.form)
    try await head.send(Cleaning.form + "/approve", SheetFields(head).all)
    #expect(head.has("审核通过"))
    for (day, shown, not) in [
      ("", "审核通过", "还没有填过"), ("&day=2025-06-25", "已报送", "审核通过"), ("&day=2025-06-15", "草稿", "已报送"),
      ("&day=2025-06-05", "还没有填过", "草稿"),
    ] {
      try await head.open("/projects/\(Cleaning.code)?tab=forms\(day)")
      #expect(head.status == 200 && head.has(shown) && !head.text.contains(not), "\(day)")
    }
    for (day, isWaiting) in [("2025-06-25", true), ("2025-06-30", false), ("2025-06-15", false)] {
      try await head.open("/?day=\(day)")
      #expect(head.status == 200 && head.text.contains("待审核") == isWaiting, "\(day)")
    }
    await hall.close()
  }

  @Test("the finance bureau sees all departments, and tells them apart")
  func bureau() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "赵敏")
    try await browser.open("/projects")
    #expect(browser.has("id=\"f-department\"", "保洁费项目"))
    let keys = browser.text.matches(of: /<option value="([^"]*30[46][^"]*)"/).map { String($0.1) }
    #expect(keys.count == 2)
    try await browser.open("/projects?department=\(keys[0].encoded)")
    #expect(browser.has("selected>304") != browser.has("selected>306"))
    let far = try await hall.browser(of: "孙远")
    try await far.open("/projects")
    #expect(far.status == 200 && far.has("还没有项目", "href=\"/import\""))
    await hall.close()
  }

  @Test("the list is taken away as CSV and as a workbook, all of it and by the same filters")
  func export() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/projects/export?format=csv&q=13062525P000232100244")
    #expect(browser.bytes.prefix(3) == [0xEF, 0xBB, 0xBF] && browser.has("保洁费项目", "30000.00", "合计", "导出人：王芳"))
    #expect(browser.headers[.contentDisposition]?.contains(".csv") == true)
    #expect(browser.text.split(separator: "\r\n").count == 4)
    try await browser.open("/projects/export?format=xlsx")
    #expect(browser.bytes.starts(with: Array("PK".utf8)))
    #expect(try await hall.store.auditEntries(.init(actor: "王芳"), limit: 9).isEmpty)
    // Several departments' go for a reason.
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open("/projects/export?format=csv&sort=name")
    #expect(bureau.status == 200 && bureau.has("写明用途后下载") && !bureau.has("保洁费项目"))
    try await bureau.send("/projects/export?format=csv&sort=name", ["reason": "年中检查"])
    #expect(bureau.bytes.prefix(3) == [0xEF, 0xBB, 0xBF] && bureau.has("保洁费项目", "导出人：赵敏"))
    let trail = try await hall.store.auditEntries(.init(actor: "赵敏"), limit: 9)
    #expect(trail.map(\.outcome) == ["done"] && trail.first?.request?.contains("年中检查") == true)
    await hall.close()
  }

  @Test("a payment is recorded at its project, shown with its light, and reversed")
  func payments() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    let page = ProjectPageTests.cleaning
    try await browser.open(page)
    #expect(browser.has("<h1>保洁费项目</h1>", "红灯", "还没有支出记录", "录入支出", "<desc id=\"course-large-desc\">预算30,000.00元"))
    #expect(browser.has("应到：30,000.00×50%＝15,000.00元"))
    // Wrong at first: what was typed stays, and it is said what is wrong where.
    let wrong = [
      "date": "2025-05-10", "amount": "7,5", "voucher": "P-1", "category": "", "memo": "五月<保洁>",
    ]
    try await browser.send(page + "/payments", wrong)
    #expect(browser.status == 422 && browser.has("“7,5”不是金额", "href=\"#f-amount\"", "value=\"P-1\"", "五月&lt;保洁&gt;"))
    var right = wrong
    right["amount"] = "13500"
    try await browser.send(page + "/payments", right)
    #expect(browser.has("<p class=\"said\" role=\"status\">已记账"), "as a piece of the page, not as its text")
    #expect(browser.path == page && browser.has("已记账", "13,500.00", "五月&lt;保洁&gt;", "王芳", "绿灯", "1笔"))
    // The same again adds nothing; another under the same voucher shows both.
    try await browser.send(page + "/payments", right)
    #expect(browser.path == page && browser.has("1笔"))
    let colleague = try await hall.browser(of: "李强")
    try await colleague.open(page)
    right["amount"] = "1350"
    try await colleague.send(page + "/payments", right)
    #expect(colleague.status == 409 && colleague.has("凭证号P-1已有记录", "13,500.00元", "value=\"1350\"", "您填的"))
    // Taken back.
    try await browser.send(page + "/reversals", ["voucher": "P-1", "newVoucher": "", "reversalDate": "2025-06-20"])
    #expect(browser.status == 422 && browser.has("<details class=\"reverse\" open>"))
    try await browser.send(page + "/reversals", ["voucher": "P-1", "newVoucher": "R-1", "reversalDate": "2025-06-20"])
    #expect(browser.path == page && browser.has("已红冲", "已红冲，见R-1", "红冲P-1", "2笔", "-13,500.00"))
    try await browser.send(page + "/reversals", ["voucher": "P-1", "newVoucher": "R-9", "reversalDate": "2025-06-21"])
    #expect(browser.status == 409 && browser.has("2笔") || browser.has("（2）"))
    await hall.close()
  }

  @Test("a value is reported at its project, and every tab answers")
  func tabs() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    let page = ProjectPageTests.cleaning
    try await browser.open(page + "?tab=indicators")
    #expect(browser.has("机关人员满意度", "未填报", "填报完成值", "支出进度及时率"))
    let place = try #require(browser.text.firstMatch(of: /value="(#\d+)">\d+\. 机关人员满意度/)?.1)
    let typed = [
      "indicator": String(place), "valueDate": "2025-06-10", "value": "46个", "outOf": "50", "evidence": "问卷",
    ]
    try await browser.send(page + "/values", typed)
    #expect(browser.status == 422 && browser.has("value=\"46个\"", "href=\"#f-value\"", "确认无误"))
    try await browser.send(page + "/values", typed.merging(["value": "46"]) { $1 })
    #expect(browser.path == page + "?tab=indicators" && browser.has("已记录", "92.00%", "依据：问卷", "王芳"))
    for (tab, words) in [
      "alerts": "支出节点未达标", "forms": "还没有填过", "versions": "304-2025.txt", "payments": "还没有支出记录",
    ] {
      try await browser.open(page + "?tab=\(tab)")
      #expect(browser.status == 200 && browser.has(words), "\(tab)")
    }
    try await browser.open(page + "?day=2025-02-01")
    #expect(browser.has("未到节点", "2025年3月31日"))
    await hall.close()
  }

  @Test("another's project is refused, one there is not is not found")
  func strangers() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "陈外")
    try await browser.open(ProjectPageTests.cleaning)
    #expect(browser.status == 403)
    let own = try await hall.browser(of: "王芳")
    try await own.open("/projects/13062525P000232100299")
    #expect(own.status == 404 && own.has("找项目"))
    try await own.open("/projects/x%3Cy")
    #expect(own.status == 422 && !own.has("x<y"))
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open(ProjectPageTests.cleaning)
    #expect(bureau.status == 200 && !bureau.has("录入支出") && !bureau.has("name=\"newVoucher\""))
    await hall.close()
  }
}
