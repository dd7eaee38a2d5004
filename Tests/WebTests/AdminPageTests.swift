import Contract
import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite("The administrators' pages")
struct AdminPageTests {
  @Test("an account is made without a role; who gives it one, and the first password, is another")
  func accounts() async throws {
    let hall = try await Hall()
    let keeper = try await hall.browser(of: "周系")
    try await keeper.open("/admin/accounts")
    #expect(keeper.has("王芳", "填报人", "业务账户"))
    try await keeper.send("/admin/accounts", ["name": " ", "kind": "auditor"])
    #expect(keeper.status == 422 && keeper.has("请填写姓名。", "value=\"auditor\" selected"))
    try await keeper.send("/admin/accounts", ["name": "王芳", "kind": "business"])
    #expect(keeper.status == 409 && keeper.has("已经有名为“王芳”的账户"))
    try await keeper.send("/admin/accounts", ["name": "钱新", "kind": "business"])
    #expect(keeper.path == "/admin/accounts" && keeper.has("已建立账户：钱新", "待授权"))
    try await keeper.send("/admin/accounts/disable", ["account": "钱新"])
    #expect(keeper.has("已停用"))
    try await keeper.send("/admin/accounts/enable", ["account": "钱新"])
    // Neither gives roles, nor sees money.
    #expect(try await keeper.send("/security/grant", ["account": "钱新", "role": "clerk"]).status == 403)

    let officer = try await hall.browser(of: "吴安")
    try await officer.open("/security?waiting=yes")
    #expect(officer.has("钱新", "待授权") && !officer.has("<td class=\"name\" data-label=\"姓名\">王芳"))
    try await officer.send("/security/grant", ["account": "钱新", "role": "", "departments": "999"])
    #expect(officer.status == 422 && officer.has("请选择角色。", "value=\"999\""))
    try await officer.send("/security/grant", ["account": "钱新", "role": "clerk", "departments": "999"])
    #expect(officer.status == 404 && officer.has("value=\"999\"", "没有"))
    try await officer.send("/security/grant", ["account": "钱新", "role": "clerk", "departments": "304"])
    #expect(officer.path == "/security" && officer.has("钱新：填报人"))
    try await officer.send("/security/password", ["account": "钱新"])
    #expect(officer.status == 200 && officer.has("钱新的首次密码", "只显示这一次"))
    let password = try #require(
      officer.text.range(of: "<p class=\"drawn\"><code>").map {
        String(officer.text[$0.upperBound...].prefix { $0 != "<" })
      })
    try await officer.open("/security")
    #expect(!officer.has(password))
    let trail = try await hall.store.auditEntries(.init(action: .resetAccess), limit: 9)
    #expect(trail.count == 1 && trail.allSatisfy { !"\($0)".contains(password) })
    // The password opens.
    let clerk = try await hall.browser()
    try await clerk.open("/sign-in")
    try await clerk.send("/sign-in", ["account": "钱新", "password": password])
    #expect(clerk.path == "/sign-in/password")
    // One of two departments is taken back, the other stays.
    try await officer.open("/security")
    try await officer.send("/security/grant", ["account": "钱新", "role": "clerk", "departments": "306"])
    let far = try #require(try await hall.store.departments(code: "306").first).identity.division.text
    try await officer.send(
      "/security/revoke", ["account": "钱新", "role": "clerk", "department": "306", "division": far])
    let left = try await hall.store.userAccounts(named: "钱新").first?.grants ?? []
    #expect(left.map(\.reach.chinese).count == 1 && left[0].reach.chinese.contains("304"))
    try await officer.send("/security/revoke", ["account": "钱新", "role": "clerk"])
    #expect(officer.has("待授权"))
    // Nobody resets or changes the own.
    try await officer.send("/security/password", ["account": "吴安"])
    #expect(officer.status == 403 && officer.has("没有办理"))
    await hall.close()
  }

  @Test("sessions of all are listed and ended, tokens taken back, and what passwords must be like is set")
  func access() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open("/me")
    let officer = try await hall.browser(of: "吴安")
    try await officer.open("/security/sessions?q=%E7%8E%8B%E8%8A%B3")
    let id = try #require(
      officer.text.range(of: "name=\"session\" value=\"").map {
        String(officer.text[$0.upperBound...].prefix { $0 != "\"" })
      })
    try await officer.send("/security/sessions/end", ["account": "王芳", "session": id])
    #expect(officer.path == "/security/sessions" && officer.has("没有符合条件的登录") == false)
    try await clerk.open("/me")
    #expect(clerk.path.hasPrefix("/sign-in"))
    try await officer.open("/security/tokens")
    #expect(officer.has("没有在用的令牌。"))
    try await officer.open("/security/policy")
    try await officer.send("/security/policy", ["key": "password-profile", "value-password-profile": "asvs"])
    #expect(officer.has("value=\"asvs\" selected"))
    #expect(
      try await officer.send("/security/policy", ["key": "public-url", "value-public-url": "http://a"]).status == 400)
    await hall.close()
  }

  @Test(
    "recipients, routes and channels are kept with what was typed where something is wrong; secrets come back to nobody"
  )
  func telling() async throws {
    let hall = try await Hall()
    let keeper = try await hall.browser(of: "周系")
    try await keeper.open("/admin/people")
    try await keeper.send("/admin/people", ["name": "王芳", "role": "clerk", "departments": "304、999", "quiet": "x"])
    #expect(keeper.status == 422 && keeper.has("免打扰时间应写成", "304、999"))
    try await keeper.send("/admin/people", ["name": "王芳", "role": "clerk", "departments": "304、999"])
    #expect(keeper.status == 404 && keeper.has("304、999", "name=\"departments\" aria-describedby"))
    try await keeper.send("/admin/people", ["name": "王芳", "role": "clerk", "departments": "304", "least": "yellow"])
    #expect(keeper.path == "/admin/people" && keeper.has("已保存：王芳", "黄灯及以上"))
    // Another setting of the same name is asked about, and agreed to for this name alone.
    let other = ["name": "王芳", "role": "head", "departments": "306", "least": "red"]
    try await keeper.send("/admin/people", other)
    #expect(keeper.status == 409 && keeper.has("已经是接收人", "name=\"replace\"", "黄灯及以上"))
    try await keeper.send("/admin/people", other.merging(["replace": "yes", "replaces": "李强"]) { $1 })
    #expect(keeper.status == 409 && keeper.has("黄灯及以上"))
    try await keeper.send("/admin/people", other.merging(["replace": "yes", "replaces": "王芳"]) { $1 })
    #expect(keeper.path == "/admin/people" && keeper.has("已保存：王芳", "红灯及以上") && !keeper.has("黄灯及以上"))
    try await keeper.send("/admin/routes", ["route-to": "没有"])
    #expect(keeper.status == 404 && keeper.has("value=\"没有\""))
    try await keeper.send("/admin/routes", ["route-to": "王芳", "rule": "overspent", "route-least": "red"])
    #expect(keeper.has("已添加分派规则。", "红灯及以上"))
    let route = try #require(try await hall.store.routes().first?.id)
    try await keeper.send("/admin/routes/remove", ["id": "\(route)"])
    #expect(keeper.has("没有分派规则"))

    try await keeper.open("/admin/channels")
    #expect(keeper.has("站内消息"))
    let robot = ["name": "群", "kind": "webhook", "url": "http://127.0.0.1:9/secret-path"]
    try await keeper.send("/admin/channels", robot.merging(["kind": ""]) { $1 })
    #expect(keeper.status == 422 && keeper.has("请选择种类。", "value=\"群\"") && !keeper.has("secret-path"))
    try await keeper.send("/admin/channels", robot.merging(["private": "yes"]) { $1 })
    #expect(keeper.path == "/admin/channels" && keeper.has("已保存通道“群”", "可发往内网"))
    try await keeper.send("/admin/channels/test", ["test-channel": "群"])
    #expect(keeper.status == 422 && keeper.has("测试消息没有送达") && !keeper.has("secret-path"))
    try await keeper.send("/admin/channels/retire", ["name": "群"])
    #expect(keeper.has("已停用通道“群”"))
    await hall.close()
  }

  @Test("the service is looked at, notices of holidays are loaded, parameters only read; messages are revived unread")
  func keeping() async throws {
    let hall = try await Hall()
    let keeper = try await hall.browser(of: "周系")
    try await keeper.open("/admin")
    #expect(keeper.status == 200 && keeper.has("守护进程", "没有守护进程在运行", "没有搁置的任务。"))
    try await keeper.open("/admin/rules")
    #expect(
      keeper.has("支出进度及时率的默认合格线", "urge.rest-workdays") && !keeper.has("<form method=\"post\" action=\"/admin/rules"))
    try await keeper.open("/admin/calendar?year=2025")
    #expect(keeper.has("248个工作日", "国庆"))
    try await keeper.upload("/admin/calendar", [:], [("file", "a.csv", Array("日期,类型,名称\n2027-01-01,放假,元旦\n".utf8))])
    #expect(keeper.status == 422 && keeper.has("没有载入"))
    try await keeper.open("/admin/settings")
    try await keeper.send("/admin/settings", ["key": "public-url", "value-public-url": "ftp://x"])
    #expect(keeper.status == 422 && keeper.has("value=\"ftp://x\""))
    try await keeper.send("/admin/settings", ["key": "public-url", "value-public-url": "https://a.example"])
    #expect(keeper.has("已设置 public-url", "value=\"https://a.example\""))
    try await hall.store.keep(Recipient(id: 0, name: "王芳", role: .clerk), departments: [], addresses: [])
    try await keeper.open("/admin/people")
    try await keeper.send("/admin/people/test", ["name": "王芳"])
    try await keeper.open("/admin/deliveries?state=sent")
    #expect(keeper.has("王芳", "站内消息") && !keeper.has("测试消息，收到"))
    try await hall.run("UPDATE outbox SET state = 'dead'")
    try await keeper.open("/admin/deliveries")
    try await keeper.send("/admin/deliveries/revive", ["all": "yes"])
    #expect(keeper.has("已恢复：消息1条"))
    // 系统管理员 sees no money and no form.
    for place in ["/bureau", "/bureau/bulletin", "/audit", "/security"] {
      #expect(try await keeper.open(place).status == 403)
    }
    await hall.close()
  }

  @Test("the trail is read by pages, verified on record, and taken out with a row of that")
  func audit() async throws {
    let hall = try await Hall()
    for index in 0..<60 {
      let note = AuditNote(chain: "", action: .keepSettings, origin: "test", request: "{\"n\":\(index)}")
      try await hall.store.note(note, by: index % 2 == 0 ? "=甲" : "乙", outcome: AuditEntry.done)
    }
    let auditor = try await hall.browser(of: "郑审")
    try await auditor.open("/audit?action=keep-settings")
    #expect(
      auditor.has("{&quot;n&quot;:59}", "{&quot;n&quot;:10}", "还没有核验过", "更早的") && !auditor.has("{&quot;n&quot;:9}"))
    let more = try #require(
      auditor.text.range(of: "href=\"/audit?action=keep-settings&amp;after=").map { place in
        String(auditor.text[place.lowerBound...].dropFirst(6).prefix { $0 != "\"" }).replacing("&amp;", with: "&")
      })
    try await auditor.open(more)
    #expect(auditor.has("{&quot;n&quot;:9}", "{&quot;n&quot;:0}") && auditor.hasNone("{&quot;n&quot;:10}", "更早的"))
    try await auditor.open("/audit?actor=%E4%B9%99&from=x")
    #expect(auditor.status == 422 && auditor.has("日期应写成"))
    try await auditor.open("/audit")
    try await auditor.send("/audit/verify")
    #expect(auditor.status == 200 && auditor.has("没有发现改动", "上次核验", "郑审"))
    // Whoever tried and may not has verified nothing.
    let tried = AuditNote(chain: "", action: .verifyAudit, origin: "os:wang", request: nil)
    try await hall.store.note(tried, by: "王芳", outcome: RefusalKind.actionForbidden.rawValue)
    try await auditor.open("/audit?action=verify-audit")
    #expect(auditor.has("王芳") && auditor.text.firstMatch(of: /上次核验：[^<]*郑审，没有发现改动/) != nil)
    try await auditor.open("/audit/export?format=csv&action=keep-settings")
    #expect(auditor.headers[.contentDisposition]?.contains(".csv") == true && auditor.has("'=甲"))
    try await auditor.open("/audit?action=export-audit")
    #expect(auditor.has("导出审计记录", "郑审"))
    try await hall.run(
      "ALTER TABLE audit_entry DISABLE TRIGGER ALL; UPDATE audit_entry SET actor = '丙' WHERE number = 2")
    try await auditor.open("/audit")
    try await auditor.send("/audit/verify")
    #expect(auditor.has("核验发现"))
    try await auditor.open("/audit")
    #expect(auditor.has("发现问题"))
    await hall.close()
  }

  @Test("the manual is there for whoever comes, and who is in sees which program this is")
  func help() async throws {
    let hall = try await Hall()
    let anyone = try await hall.browser()
    try await anyone.open("/help")
    #expect(anyone.has("第一个小时", "绩效表", "/help/databases"))
    try await anyone.open("/help/forms")
    #expect(anyone.has("jixiao form submit", "<pre", "<strong>状态</strong>"))
    #expect(try await anyone.open("/help/none").status == 404)
    let auditor = try await hall.browser(of: "郑审")
    try await auditor.open("/about")
    #expect(auditor.has("CN-2020-10#", "MIT", "2025年"))
    await hall.close()
  }
}
