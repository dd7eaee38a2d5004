import Domain
import Testing

@Suite("What there is to say of an alert")
struct NewsTests {
  private let key = Assessment.Key(rule: .checkpointApproaching, project: 1, indicator: nil, period: .month(2025, 6))
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  private func facts(paid: Int64) -> DepartmentFacts {
    let plan = SpendingPlan(
      basis: .percent,
      cells: [
        .init(month: 3, share: Share(1, 4)), .init(month: 6, share: Share(1, 2)), .init(month: 12, share: .whole),
      ])
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger([LedgerEntry(day: day("2025-03-20"), amount: Money(fen: paid * 100))]),
      indicators: [
        IndicatorFacts(
          id: 5, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .spendingTimeliness)
      ])
    return DepartmentFacts(
      id: 1, identity: identity, parameters: .earlier, projects: [project], indicators: [])
  }

  private func news(
    _ state: AlertState, _ severity: AlertSeverity, told: Told?, on: String = "2025-06-20", escalated: Bool = false,
    transition: Int = 2
  ) -> AlertNews {
    let assessment = evaluate(facts(paid: 9_300), on: day(on), calendar: calendar).first { $0.key.rule == key.rule }
    return AlertNews(
      alert: KeptAlert(id: 1, key: key, state: state, severity: severity, lastTransition: transition),
      department: identity,
      project: nil, indicator: nil, assessment: state == .resolved ? nil : assessment, told: told,
      isEscalated: escalated,
      steps: [15, 7, 3, 1])
  }

  private func told(_ state: AlertState, _ severity: AlertSeverity, step: Int? = 15, transition: Int = 1) -> Told {
    Told(transition: transition, severity: severity, state: state, first: day("2025-06-10"), step: step)
  }

  @Test("what was not told is told; what is known is not said again")
  func kinds() {
    func kind(_ news: AlertNews) -> AlertNews.Kind? { news.kind(on: day("2025-06-20"), isWeekStart: false) }
    #expect(kind(news(.open, .yellow, told: nil)) == .opened)
    #expect(kind(news(.open, .yellow, told: nil, escalated: true)) == .escalated)
    #expect(kind(news(.acknowledged, .yellow, told: nil)) == nil)
    #expect(kind(news(.resolved, .yellow, told: nil)) == .passed)
    #expect(kind(news(.open, .yellow, told: told(.open, .yellow))) == nil)
    #expect(kind(news(.open, .red, told: told(.open, .yellow))) == .worse)
    #expect(kind(news(.open, .red, told: told(.acknowledged, .yellow))) == .worse)
    #expect(kind(news(.open, .blue, told: told(.open, .yellow))) == .better)
    #expect(kind(news(.acknowledged, .blue, told: told(.open, .yellow))) == nil)
    #expect(kind(news(.open, .yellow, told: told(.acknowledged, .yellow))) == .lapsed)
    #expect(kind(news(.open, .yellow, told: told(.silenced, .yellow))) == .lapsed)
    #expect(kind(news(.resolved, .yellow, told: told(.open, .yellow))) == .resolved)
    #expect(kind(news(.open, .yellow, told: told(.resolved, .yellow))) == .opened)
    #expect(kind(news(.resolved, .yellow, told: told(.resolved, .yellow, transition: 2))) == nil)
    #expect(kind(news(.resolved, .yellow, told: told(.resolved, .yellow, transition: 0))) == .passed)
  }

  @Test(
    "an approaching checkpoint is spoken of again at 15, 7, 3 and 1 days, once each, or on the workday after",
    arguments: [
      ("2025-06-13", 15 as Int?, nil as AlertNews.Kind?), ("2025-06-16", nil, .reminder), ("2025-06-16", 15, nil),
      ("2025-06-23", 15, .reminder), ("2025-06-24", 7, nil), ("2025-06-27", 7, .reminder), ("2025-06-30", 3, .reminder),
    ])
  func reminders(on: String, step: Int?, kind: AlertNews.Kind?) {
    let item = news(.open, .yellow, told: told(.open, .yellow, step: step), on: on)
    #expect(item.kind(on: day(on), isWeekStart: false) == kind)
    #expect(kind == nil || item.nowTold(on: day(on)).step == item.step(on: day(on)))
  }

  @Test("the first message of a week names what is due in it")
  func dueThisWeek() {
    let item = news(.open, .yellow, told: told(.open, .yellow, step: 1), on: "2025-06-30")
    #expect(item.kind(on: day("2025-06-30"), isWeekStart: true) == .dueThisWeek)
    let early = news(.open, .yellow, told: told(.open, .yellow, step: 7), on: "2025-06-23")
    #expect(early.kind(on: day("2025-06-23"), isWeekStart: true) == nil)
  }

  @Test("the days of silence count from when it was first told since it stands and was as grave")
  func firstTold() {
    let known = told(.open, .yellow)
    #expect(news(.open, .red, told: known).nowTold(on: day("2025-06-20")).first == day("2025-06-20"))
    #expect(news(.open, .yellow, told: known).nowTold(on: day("2025-06-20")).first == day("2025-06-10"))
    #expect(news(.open, .red, told: told(.resolved, .red)).nowTold(on: day("2025-06-20")).first == day("2025-06-20"))
  }
}

@Suite("Messages")
struct MessageTests {
  private let recipient = Recipient(id: 1, name: "张三", role: .clerk)
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  /// The worked case of 保洁费项目 as of a day, every alert new.
  private func news(on text: String, told: [Rule: Told] = [:]) throws -> [AlertNews] {
    let plan = SpendingPlan(
      basis: .percent,
      cells: [
        .init(month: 3, share: Share(1, 4)), .init(month: 6, share: Share(1, 2)), .init(month: 12, share: .whole),
      ])
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
      ledger: Ledger([LedgerEntry(day: day("2025-03-20"), amount: Money(fen: 750_000))]),
      indicators: [
        IndicatorFacts(
          id: 5, measure: Target(parsing: "≥90%").measure, isUndecided: false, binding: .spendingTimeliness)
      ])
    let facts = DepartmentFacts(
      id: 1, identity: identity, parameters: .earlier, projects: [project], indicators: [],
      submissions: [FormSubmission(form: .monitoring, month: 6, day: day("2025-06-01"))])
    let code = try #require(ProjectCode("13062525P000232100244"))
    return evaluate(facts, on: day(text), calendar: calendar).enumerated().map { index, assessment in
      AlertNews(
        alert: KeptAlert(
          id: AlertID(Int64(index + 1)), key: assessment.key, state: .open, severity: assessment.severity,
          lastTransition: 1),
        department: identity, project: .init(code: code, name: "保洁费<项目>", position: 1),
        indicator: assessment.key.indicator.map { _ in .init(position: 3, kind: "时效指标", name: "支出进度及时率", target: "≥90%")
        },
        assessment: assessment, told: told[assessment.key.rule], steps: [15, 7, 3, 1])
    }
  }

  @Test("the morning message, to the letter: one lack is said once")
  func digest() throws {
    let message = try #require(
      Message.digest(for: recipient, try news(on: "2025-07-01"), on: day("2025-07-01"), isWeekStart: false))
    #expect(message.title == "【绩效预警】2025年7月1日：新增3项" && message.severity == .red)
    #expect(
      message.plain(Links(base: nil)) == """
        张三：以下是截至2025年7月1日需要您知道的绩效预警。

        【新增预警（3项）】
        保洁费<项目>（13062525P000232100244）
          [红灯] #1 按计划2025年6月30日前应支付15,000.00元，当日累计支付7,500.00元，支出进度及时率50.00%，低于90%；目前累计支付7,500.00元，补足计划还差7,500.00元，请说明原因并尽快支付。
          [黄灯] #2 同一原因：预计全年执行不足
          [黄灯] #3 同一原因：指标偏离

        收到后请确认并说明准备怎么办：jixiao alerts acknowledge 编号 --note 措施。在规定工作日内无人确认的，将提请上一级关注。

        """)
    #expect(message.alerts == [1, 2, 3])
  }

  @Test("HTML escapes what came out of a document and carries links; Markdown and JSON say the same")
  func forms() throws {
    let links = Links(base: "https://jixiao.example.gov.cn/")
    let message = try #require(Message.immediate(for: recipient, try news(on: "2025-07-01"), on: day("2025-07-01")))
    #expect(message.title == "【红灯】3项预警，请尽快处理")
    let html = message.html(links)
    #expect(html.contains("保洁费&lt;项目&gt;") && !html.contains("保洁费<项目>"))
    #expect(html.contains("href=\"https://jixiao.example.gov.cn/alerts/1\""))
    #expect(message.markdown(links).contains("[#1](https://jixiao.example.gov.cn/alerts/1)"))
    #expect(message.json(links).compact.contains("\"link\":\"https://jixiao.example.gov.cn/alerts/1\""))
    #expect(message.plain(links).contains("https://jixiao.example.gov.cn/alerts/3"))
  }

  @Test("nothing to say is no message; what came and went is one line; days to come are reminded of")
  func folding() throws {
    let known = Told(transition: 1, severity: .red, state: .open, first: day("2025-07-01"), step: nil)
    let all = Dictionary(uniqueKeysWithValues: Rule.allCases.map { ($0, known) })
    #expect(
      Message.digest(for: recipient, try news(on: "2025-07-01", told: all), on: day("2025-07-01"), isWeekStart: false)?
        .sections.map(\.heading) == ["减轻（2项）"])
    var passed = try news(on: "2025-07-01")
    passed = passed.map { item in
      AlertNews(
        alert: KeptAlert(id: 9, key: item.alert.key, state: .resolved, severity: .red, lastTransition: 2),
        department: identity, project: item.project, indicator: nil, assessment: nil, told: nil)
    }
    #expect(Message.digest(for: recipient, passed, on: day("2025-07-01"), isWeekStart: false) == nil)
    let both = try #require(
      Message.digest(for: recipient, passed + (try news(on: "2025-07-01")), on: day("2025-07-01"), isWeekStart: false))
    #expect(both.notes.first == "另有3项预警在此期间出现并已解除，无需处理。" && both.title == "【绩效预警】2025年7月1日：新增3项")
  }

  @Test("a long list is cut and counted")
  func long() throws {
    let one = try #require(try news(on: "2025-07-01").first)
    let many = (1...100).map { number in
      AlertNews(
        alert: KeptAlert(
          id: AlertID(Int64(number)), key: one.alert.key, state: .open, severity: .red, lastTransition: 1),
        department: identity, project: one.project, indicator: nil, assessment: one.assessment, told: nil)
    }
    let message = try #require(Message.digest(for: recipient, many, on: day("2025-07-01"), isWeekStart: false))
    #expect(message.alerts.count == 40)
    #expect(message.sections.map(\.heading) == ["新增预警（100项），以下列出前40项，其余60项请查看预警列表"])
  }
}
