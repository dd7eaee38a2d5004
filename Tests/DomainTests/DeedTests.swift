import Domain
import Testing

@Suite("What was done, in words")
struct DeedTests {
  private static let day = Day(endOf: 6, in: 2025)
  private static let code = "13062525P000232100244"

  private static func line() throws -> SpendingLine {
    try SpendingLine(project: code, date: "2025-06-30", amount: "7500", voucher: "P-1")
  }

  @Test("a recording says what was recorded, or that it had been")
  func recording() throws {
    let day = Self.day
    let old = DepartmentDeedTests.identity
    let event = ProjectEvent(kind: ProjectEvent.fundsArrived, day: day, amount: try Money.parse("3万元"))
    let bare = ProjectEvent(kind: ProjectEvent.fundsArrived, day: day, amount: nil)
    let project = try ProjectCode.parse(Self.code)
    let form = FormSubmission(form: .monitoring, month: 6, day: day)
    let rows: [(RecordingDeed, added: String, repeated: String, what: String)] = [
      (
        .payment(try Self.line()), "已记账：", "这笔支出已经记过，没有重复记账：",
        "13062525P000232100244 2025-06-30 7500.00元，凭证号 P-1"
      ),
      (
        .reversal(of: try Voucher("P-2"), by: try Voucher("R-2"), try Money.parse("1800"), on: day), "已红冲：",
        "这笔红冲已经记过，没有重复：", "凭证号 P-2，1800.00元，2025-06-30，红冲凭证号 R-2"
      ),
      (
        .value(indicator: "服务家数", .number(Quantity(units: 36)), unit: "家", on: day, former: nil), "已记录：", "已经记录过：",
        "“服务家数” 2025-06-30 36家"
      ),
      (.event(project, event), "已记录：", "已经记录过：", "13062525P000232100244 2025-06-30 资金到位 30000.00元"),
      (.event(project, bare), "已记录：", "已经记录过：", "13062525P000232100244 2025-06-30 资金到位"),
      (
        .submission(department: old.name, form), "已记录：", "这一期已经记录过报送：",
        "工信局 截至6月的绩效运行监控表，2025-06-30报送"
      ),
    ]
    for row in rows {
      #expect(Deed.recording(row.0, isNew: true).sentence(at: .plain) == row.added + row.what)
      #expect(Deed.recording(row.0, isNew: false).sentence(at: .plain) == row.repeated + row.what)
    }
  }

  @Test(
    "an alert says what was done with it",
    arguments: [
      (AlertDeed.acknowledged(12, note: "合同已签", until: nil), "已确认预警 #12：合同已签"),
      (.acknowledged(12, note: "合同已签", until: day), "已确认预警 #12：合同已签，承诺于2025年6月30日前办好"),
      (.silenced(12, until: day), "预警 #12 在2025年6月30日（含）之前不再提醒，加重时除外。"),
    ])
  func alerts(deed: AlertDeed, words: String) {
    #expect(Deed.alert(deed).sentence(at: .plain) == words)
    #expect(AlertMessage.ended(.closed) == "年度已结案。")
    #expect(AlertMessage.ended(.met) == "已解除。")
  }

  @Test(
    "so do rules and indicators",
    arguments: [
      (RulesDeed.used(name: "304-2025", version: 2, from: day), "自2025-06-30起采用规则集 304-2025 第2版，此前的日期仍按原来的参数。"),
      (.layoutAdded(code: "AH", version: 1, isNew: true), "已存入版式 AH 第1版。"),
      (.layoutAdded(code: "AH", version: 1, isNew: false), "版式 AH 第1版已有，内容相同，没有变化。"),
      (
        .layoutUsed(code: "AH", version: 2, form: .monitoring, from: day),
        "自2025-06-30起按版式 AH 第2版打印绩效运行监控表，此前报送的仍按报送时的版式。"
      ),
      (.bound(indicator: "执行率", .budgetExecution, from: day), "自2025-06-30起，“执行率”的取值方式改为：预算执行率（支付÷预算）。"),
      (.boundAlready(indicator: "执行率", .budgetExecution), "“执行率”的取值方式已经是：预算执行率（支付÷预算）。"),
    ])
  func rules(deed: RulesDeed, words: String) { #expect(Deed.rules(deed).sentence(at: .plain) == words) }

  @Test(
    "so do the service and its database",
    arguments: [
      (ServiceDeed.set(key: "public-url", to: "https://a.b"), "已设置 public-url：https://a.b"),
      (.set(key: "public-url", to: nil), "已取消 public-url。"), (.migrated([]), "数据库已是最新。"),
      (.migrated(["0001_a.sql", "0002_b.sql"]), "已执行：0001_a.sql、0002_b.sql"),
      (.granted(role: "r", .service), "已授予 r：命令和守护进程。"), (.granted(role: "r", .reader), "已授予 r：只看业务数据。"),
      (.granted(role: "r", .auditor), "已授予 r：看全部，通道的密钥除外。"), (.granted(role: "r", nil), "已收回 r 的权限。"),
    ])
  func service(deed: ServiceDeed, words: String) { #expect(Deed.service(deed).sentence(at: .plain) == words) }
}

@Suite("What was done about departments, in words")
struct DepartmentDeedTests {
  static let identity = DepartmentIdentity(code: "304", name: "工信局", fiscalYear: 2025)
  private static let county = DivisionCode(kept: "130609")

  @Test(
    "divisions and departments say what they are now",
    arguments: [
      (DepartmentDeed.divisionKept(Division(code: county, name: "徐水区"), above: nil), "已保存区划：130609 徐水区。"),
      (.divisionKept(Division(code: county, name: "徐水区"), above: "130600 保定市"), "已保存区划：130609 徐水区，上级 130600 保定市。"),
      (
        .renamed(identity, to: DepartmentIdentity(code: "305", name: "科工局", fiscalYear: 2025)),
        "2025年的“304 工信局”已改为“305 科工局”，原有记录不变。"
      ),
      (
        .renamed(identity, to: DepartmentIdentity(division: county, code: "304", name: "工信局", fiscalYear: 2025)),
        "2025年的“304 工信局”已改为“304 工信局”，属区划130609，原有记录不变。"
      ), (.removed(identity), "已移除2025年误导入的部门“304 工信局”。"),
    ])
  func departments(deed: DepartmentDeed, words: String) {
    #expect(Deed.department(deed).sentence(at: .plain) == words)
  }
}

@Suite("What was done about people and channels, in words")
struct PeopleDeedTests {
  /// A door that only shows which step it was asked for.
  private static let door = Door { "〔\($0)〕" }
  private static let busy = RecipientCard(
    name: "李主任", role: .head, level: 1, departments: ["304 工信局", "305 科工局"], division: nil, projects: 2,
    least: .yellow, immediateFrom: .red, rhythm: .weekly, ways: ["站内", "单位邮箱 li@example.gov.cn"])

  private static func card(in division: DivisionCode?) -> RecipientCard {
    RecipientCard(
      name: "张三", role: .clerk, level: 0, departments: [], division: division, projects: 0, least: .blue,
      immediateFrom: nil, rhythm: .daily, ways: ["站内"])
  }

  @Test(
    "people say who is told of what",
    arguments: [
      (PeopleDeed.recipientKept(name: "张三", nil), "已保存：张三"),
      (.recipientKept(name: "张三", card(in: nil)), "已保存：张三（填报人，层级0）：全部部门；蓝灯及以上，只发每日汇总；站内"),
      (
        .recipientKept(name: "张三", card(in: DivisionCode(kept: "130609"))),
        "已保存：张三（填报人，层级0）：区划130609的全部部门；蓝灯及以上，只发每日汇总；站内"
      ),
      (
        .recipientKept(name: "李主任", busy),
        "已保存：李主任（负责人，层级1）：304 工信局、305 科工局，2个项目；黄灯及以上，红灯起立即通知，其余每周汇总；站内、单位邮箱 li@example.gov.cn"
      ), (.trialWritten(2), "已写入2条测试消息，守护进程会马上送出；结果见〔listDeliveries〕。"),
      (.recipientRetired("张三"), "已停用：张三"), (.routeAdded, "已添加分派规则。"), (.routeRemoved(3), "已删除分派规则 #3。"),
      (.revived(messages: 2, jobs: 1), "已恢复：消息2条，任务1个。"),
    ])
  func people(deed: PeopleDeed, words: String) { #expect(Deed.people(deed).sentence(at: Self.door) == words) }

  @Test(
    "channels and keys say what they are now",
    arguments: [
      (ChannelDeed.kept("邮箱", .smtp), "已保存通道“邮箱”（邮件）。〔tryChannel(\"邮箱\")〕"),
      (.taken(receipt: "250 ok"), "已送达。对方的回答：250 ok"),
      (.retired("邮箱"), "已停用通道“邮箱”，加密保存的地址和口令已清除，再用要重新添加；它的消息会留在待发状态。"),
      (
        .keyChanged(ids: ["b2"], channels: 2, others: 0, file: "/k/key"),
        "已换上新密钥 b2，2个通道已用它重新加密。请把密钥文件 /k/key 备份好。"
      ),
      (
        .keyChanged(ids: ["b2", "a1", "z0"], channels: 2, others: 0, file: "/k/key"),
        "已换上新密钥 b2，2个通道已用它重新加密，旧密钥留在文件里：a1、z0。请把密钥文件 /k/key 备份好。"
      ),
    ])
  func channels(deed: ChannelDeed, words: String) { #expect(Deed.channel(deed).sentence(at: Self.door) == words) }
}
