import Domain
import Testing

@Suite("What there is to say of an alert")
struct NewsTests {
  private let key = Assessment.Key(rule: .checkpointApproaching, project: 1, indicator: nil, period: .month(2025, 6))
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  private func facts(paid: Int64) -> DepartmentFacts {
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: byHalves.checkpoints(in: 2025, fallbackMonths: []),
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

  @Test("a table says by when the gravest of a row is to be done")
  func deadlines() throws {
    let judged = facts(paid: 9_300)
    func rows(_ rule: Rule, on: String) throws -> [String] {
      let assessment = try #require(
        evaluate(judged, on: day(on), calendar: calendar).first { $0.key.rule == rule })
      let news = (1...16).map { number in
        AlertNews(
          alert: KeptAlert(
            id: AlertID(Int64(number)), key: assessment.key, state: .open, severity: .yellow, lastTransition: 1),
          department: identity, project: nil, indicator: nil, assessment: assessment, told: nil)
      }
      let message = try #require(
        Message.digest(
          for: Recipient(id: 1, name: "张三", role: .clerk), news, by: Morning(day(on), toldThrough: day(on))))
      return try #require(message.table).rows.compactMap { $0.gravest?.text }
    }
    #expect(try rows(.monitoringDue, on: "2025-07-01") == ["监控表待报，应于2025年7月20日前报送"])
    #expect(try rows(.checkpointApproaching, on: "2025-06-20") == ["支出节点临近，应于2025年6月30日前支付"])
    #expect(try rows(.checkpointMissed, on: "2025-07-01") == ["支出节点未达标"])
  }

  @Test("what ended unmet says how much is still to be paid, by the alert that goes on")
  func gap() throws {
    let lack = try #require(
      evaluate(facts(paid: 9_300), on: day("2025-07-01"), calendar: calendar).first { $0.key.rule == .checkpointMissed }
    )
    func said(_ ending: AlertNews.Ending, _ next: Assessment?) throws -> String {
      let item = AlertNews(
        alert: KeptAlert(id: 1, key: key, state: .resolved, severity: .yellow, lastTransition: 2),
        department: identity, project: nil, indicator: nil, assessment: nil, told: told(.open, .yellow),
        ending: ending, successor: next)
      let message = try #require(
        Message.digest(
          for: Recipient(id: 1, name: "张三", role: .clerk), [item],
          by: Morning(day("2025-07-01"), toldThrough: day("2025-06-30"))))
      return try #require(message.sections.first?.groups.first?.items.first).text
    }
    #expect(try said(.unmet(7), lack) == "6月底节点已到期，仍未达标，补足计划还差5,700.00元，见 #7")
    #expect(try said(.unmet(nil), nil) == "6月底节点已到期，仍未达标")
  }

  @Test(
    "an approaching checkpoint is spoken of again at 15, 7, 3 and 1 days, once each, or on the workday after; not in its own week",
    arguments: [
      ("2025-06-13", 15 as Int?, nil as AlertNews.Kind?), ("2025-06-16", nil, .reminder), ("2025-06-16", 15, nil),
      ("2025-06-23", 15, .reminder), ("2025-06-24", 7, nil), ("2025-06-27", 7, .reminder), ("2025-06-30", 3, nil),
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
    // What was told in the same week is not reminded of in it.
    let known = Told(transition: 1, severity: .yellow, state: .open, first: day("2025-06-23"), step: 7)
    #expect(news(.open, .yellow, told: known, on: "2025-06-27").kind(on: day("2025-06-27"), isWeekStart: false) == nil)
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
  private let key = Assessment.Key(rule: .dataQuality, project: nil, indicator: nil, period: .year(2025))
  private let tuesday = Morning(day("2025-07-01"), toldThrough: day("2025-06-30"))
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  /// The worked case of 保洁费项目 as of a day, every alert new.
  private func news(on text: String, told: [Rule: Told] = [:]) throws -> [AlertNews] {
    let project = ProjectFacts(
      id: 1, budget: Money(fen: 3_000_000), checkpoints: byHalves.checkpoints(in: 2025, fallbackMonths: []),
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
      Message.digest(for: recipient, try news(on: "2025-07-01"), by: tuesday))
    #expect(message.title == "【绩效预警】2025年7月1日：新增3项" && message.severity == .red)
    #expect(
      message.plain(Links(base: nil)) == """
        张三：以下是截至2025年7月1日需要您处理的绩效预警。

        【新增预警（3项）】
        保洁费<项目>（13062525P000232100244）
          [红灯] #1 按计划2025年6月30日前应支付15,000.00元，当日累计支付7,500.00元，支出进度及时率50.00%，低于90%；目前累计支付7,500.00元，补足计划还差7,500.00元，请说明原因并尽快支付。
          [黄灯] #2 同一原因：预计全年执行不足
          [黄灯] #3 同一原因：指标偏离

        请尽快处理，并由负责填报的同志在系统中写明准备怎么办、何时完成。在规定工作日内无人确认的，将提请上一级关注。

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

  @Test("nothing to do is no message: what is less grave waits; what came and went is one line")
  func folding() throws {
    let known = Told(transition: 1, severity: .red, state: .open, first: day("2025-07-01"), step: nil)
    let all = Dictionary(uniqueKeysWithValues: Rule.allCases.map { ($0, known) })
    let better = try news(on: "2025-07-01", told: all)
    #expect(Message.digest(for: recipient, better, by: tuesday) == nil)
    let one = AlertNews(
      alert: KeptAlert(id: 50, key: key, state: .open, severity: .yellow, lastTransition: 1), department: identity,
      project: nil, indicator: nil, assessment: nil, told: nil)
    #expect(
      Message.digest(for: recipient, better + [one], by: tuesday)?.sections.map(\.heading) == ["新增预警（1项）", "减轻（2项）"])
    let listed = Morning(day("2025-07-01"), toldThrough: day("2025-06-30"), settledThrough: day("2025-06-30"))
    #expect(Message.digest(for: recipient, better + [one], by: listed)?.sections.map(\.heading) == ["新增预警（1项）"])
    var passed = try news(on: "2025-07-01")
    passed = passed.map { item in
      AlertNews(
        alert: KeptAlert(id: 9, key: item.alert.key, state: .resolved, severity: .red, lastTransition: 2),
        department: identity, project: item.project, indicator: nil, assessment: nil, told: nil)
    }
    #expect(Message.digest(for: recipient, passed, by: tuesday) == nil)
    let both = try #require(
      Message.digest(for: recipient, passed + (try news(on: "2025-07-01")), by: tuesday))
    #expect(both.notes.first == "另有3项预警在此期间出现并已解除，无需处理。" && both.title == "【绩效预警】2025年7月1日：新增3项")
  }

  @Test("the finance bureau is asked to see to it, and not to pay or to fill in")
  func bureau() throws {
    let officer = Recipient(id: 3, name: "陈科", role: .bureau)
    let found = try news(on: "2025-07-01")
    let messages = [
      try #require(Message.digest(for: officer, found, by: tuesday)),
      try #require(Message.immediate(for: officer, found, on: day("2025-07-01"))),
    ]
    for message in messages {
      #expect(message.opening.contains("督促") && message.notes.last == "请督促有关部门说明原因、采取措施；久拖不办的，可以发出整改通知。")
    }
  }

  @Test("a long message is a table, gravest first, with the whole list beside it")
  func long() throws {
    let one = try #require(try news(on: "2025-07-01").first)
    func many(_ count: Int, _ severity: AlertSeverity, _ code: String, from: Int) -> [AlertNews] {
      (0..<count).map { number in
        AlertNews(
          alert: KeptAlert(
            id: AlertID(Int64(from + number)), key: one.alert.key, state: .open, severity: severity, lastTransition: 1),
          department: DepartmentIdentity(code: code, name: "第\(code)局", fiscalYear: 2025), project: one.project,
          indicator: nil, assessment: one.assessment, told: nil)
      }
    }
    let news =
      many(20, .yellow, "401", from: 100) + many(3, .red, "402", from: 200) + many(1, .yellow, "402", from: 300)
    let message = try #require(Message.digest(for: recipient, news, by: tuesday, namingDepartments: true))
    #expect(message.title == "【绩效预警】2025年7月1日：第401局等2个部门：新增24项")
    #expect(message.alerts.count == 24 && message.list?.rows.count == 24)
    #expect(message.table?.rows.map { "\($0.name) \($0.counts)" } == ["第402局 红3、黄1", "第401局 黄20"])
    #expect(
      message.plain(Links(base: nil)) == """
        张三：以下是截至2025年7月1日需要您处理的绩效预警。

        【各部门需要处理的预警（24项）】
        第402局：红3、黄1
          [红灯] #200 保洁费<项目>：支出节点未达标
        第401局：黄20
          [黄灯] #100 保洁费<项目>：支出节点未达标

        每行列出其中最重的一项。完整清单请在系统的预警列表中查看。
        请尽快处理，并由负责填报的同志在系统中写明准备怎么办、何时完成。在规定工作日内无人确认的，将提请上一级关注。

        """)
    let links = Links(base: "https://jixiao.example.gov.cn")
    #expect(message.plain(links).contains("查看：https://jixiao.example.gov.cn/alerts\n"))
    #expect(message.html(links, isListAttached: true).contains("完整清单见附件。"))
    #expect(message.listName == "绩效预警2025年7月1日：第401局等2个部门：新增24项.xlsx")
  }

  @Test("who hears of several departments always reads whose it is")
  func naming() throws {
    let news = try news(on: "2025-07-01")
    let first = try #require(news.first)
    #expect(
      Message.immediate(for: recipient, [first], on: day("2025-07-01"), namingDepartments: true)?.title
        == "【红灯】科工局 保洁费<项目>：支出节点未达标")
    #expect(
      Message.immediate(for: recipient, news, on: day("2025-07-01"), namingDepartments: true)?.title
        == "【红灯】科工局：3项预警，请尽快处理")
    #expect(
      Message.digest(for: recipient, news, by: tuesday, namingDepartments: true)?.title
        == "【绩效预警】2025年7月1日：科工局：新增3项")
  }

  @Test("values missing are one line a project, which names every alert it speaks for")
  func valuesMissing() throws {
    let facts = DepartmentFacts(
      id: 1, identity: identity, parameters: .earlier,
      projects: [
        ProjectFacts(
          id: 1, budget: Money(fen: 3_000_000), checkpoints: [], ledger: Ledger([]),
          indicators: (1...3).map {
            IndicatorFacts(
              id: IndicatorID(Int64($0)), measure: Target(parsing: "≥90%").measure, isUndecided: false,
              binding: .observation)
          })
      ], indicators: [])
    let due = evaluate(facts, on: day("2025-07-10"), calendar: calendar).filter { $0.key.rule == .indicatorDue }
    let news = due.enumerated().map { index, assessment in
      AlertNews(
        alert: KeptAlert(
          id: AlertID(Int64(index + 1)), key: assessment.key, state: .open, severity: .yellow, lastTransition: 1),
        department: identity, project: nil, indicator: .init(position: index + 1, kind: "", name: "甲", target: ""),
        assessment: assessment, told: nil)
    }
    let message = try #require(Message.digest(for: recipient, news, by: tuesday))
    #expect(message.plain(Links(base: nil)).contains("  [黄灯] #1、#2、#3 1—6月有3项指标的完成值尚未填报，应于2025年7月20日前填报，还有7个工作日。\n"))
    #expect(message.alerts == [1, 2, 3] && message.title == "【绩效预警】2025年7月1日：新增3项")
  }
}

@Suite("Which mornings have a message")
struct MorningTests {
  private let identity = DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025)

  private func news(_ id: Int64, _ severity: AlertSeverity, _ ending: AlertNews.Ending = .resolved, told: Told? = nil)
    -> AlertNews
  {
    let key = Assessment.Key(rule: .checkpointApproaching, project: 1, indicator: nil, period: .month(2025, 6))
    return AlertNews(
      alert: KeptAlert(
        id: AlertID(id), key: key, state: told == nil ? .open : .resolved, severity: severity, lastTransition: 2),
      department: identity, project: nil, indicator: nil, assessment: nil, told: told, ending: ending)
  }

  private let told = Told(transition: 1, severity: .yellow, state: .open, first: day("2025-06-10"), step: nil)

  private func said(_ morning: Morning, _ news: [AlertNews]) -> [Int64] {
    morning.choose(of: news).said.map(\.news.alert.id.number)
  }

  @Test("blue alone waits for the first morning of a week, yellow does not; beside yellow it is told")
  func blue() {
    let wednesday = Morning(day("2025-07-02"), toldThrough: day("2025-07-01"))
    let monday = Morning(day("2025-07-07"), toldThrough: day("2025-07-04"))
    #expect(said(wednesday, [news(1, .blue)]).isEmpty && said(monday, [news(1, .blue)]) == [1])
    #expect(said(wednesday, [news(1, .blue), news(2, .yellow)]) == [1, 2])
    // A Monday that nobody held makes Tuesday the first.
    #expect(said(Morning(day("2025-07-08"), toldThrough: day("2025-07-04")), [news(1, .blue)]) == [1])
  }

  @Test("by the week: what is red on any morning and alone, all else on the first")
  func weekly() {
    let all = [news(1, .blue), news(2, .yellow), news(3, .red), news(4, .yellow, told: told)]
    let wednesday = Morning(day("2025-07-02"), rhythm: .weekly, toldThrough: day("2025-07-01"))
    let monday = Morning(day("2025-07-07"), rhythm: .weekly, toldThrough: day("2025-07-04"))
    #expect(said(wednesday, all) == [3] && said(monday, all) == [1, 2, 3, 4])
    #expect(said(wednesday, [news(2, .yellow)]).isEmpty && !wednesday.listsSettled && monday.listsSettled)
  }

  @Test("what is resolved makes no message, and is listed once a week")
  func settled() {
    let over = news(4, .yellow, told: told)
    let first = Morning(day("2025-07-02"), toldThrough: day("2025-07-01"), settledThrough: day("2025-06-27"))
    let second = Morning(day("2025-07-03"), toldThrough: day("2025-07-02"), settledThrough: day("2025-07-02"))
    #expect(said(first, [over]).isEmpty)
    #expect(said(first, [over, news(2, .yellow)]) == [2, 4] && said(second, [over, news(2, .yellow)]) == [2])
  }

  @Test("what ended unmet is told, but not beside the alert that goes on where that is news itself")
  func unmet() {
    let morning = Morning(day("2025-07-01"), toldThrough: day("2025-06-30"))
    let over = news(4, .yellow, .unmet(2), told: told)
    #expect(said(morning, [over]) == [4] && morning.choose(of: [over]).said.map(\.kind) == [.unmet])
    let both = morning.choose(of: [over, news(2, .yellow)])
    #expect(both.said.map(\.news.alert.id) == [2] && both.noted.map(\.alert.id) == [4])
    let quiet = morning.choose(of: [news(4, .yellow, .quiet, told: told)])
    #expect(quiet.said.isEmpty && quiet.noted.map(\.alert.id) == [4])
  }

  @Test("what ended without a word and stands again is told, though it is as it was told")
  func again() {
    func meanwhile(_ history: [(TransitionKind, AlertSeverity, String)]) -> AlertNews.Meanwhile {
      .init(since: history.map { (kind: $0, severity: $1, day: day($2)) }, severity: .red)
    }
    let opened = (TransitionKind.opened, AlertSeverity.red, "2025-04-03")
    let closed = (TransitionKind.resolved, AlertSeverity.red, "2025-05-06")
    #expect(
      meanwhile([opened, closed, (.reopened, .yellow, "2025-07-01"), (.changed, .red, "2025-07-03")]) == .resolved)
    #expect(meanwhile([opened, (.changed, .yellow, "2025-05-06"), (.changed, .red, "2025-07-03")]) == .better)
    // Within a day nobody would have been told.
    #expect(meanwhile([opened, closed, (.reopened, .red, "2025-05-06")]) == .same)
    let known = Told(transition: 1, severity: .red, state: .open, first: day("2025-04-03"), step: nil)
    for (was, kind) in [(AlertNews.Meanwhile.resolved, AlertNews.Kind.opened), (.better, .worse), (.same, nil)]
      as [(AlertNews.Meanwhile, AlertNews.Kind?)]
    {
      let item = AlertNews(
        alert: KeptAlert(
          id: 1, key: .init(rule: .overspent, project: 1, indicator: nil, period: .year(2025)), state: .open,
          severity: .red,
          lastTransition: 4),
        department: identity, project: nil, indicator: nil, assessment: nil, told: known, meanwhile: was)
      #expect(item.kind(on: day("2025-07-03"), isWeekStart: false) == kind)
      #expect(item.nowTold(on: day("2025-07-03")).first == day(was == .same ? "2025-04-03" : "2025-07-03"))
    }
  }

  @Test("an alert is as grave since it rose, reopened or lapsed, not since it was first heard of")
  func graveSince() {
    func since(_ history: [(TransitionKind, AlertSeverity, String)]) -> Day? {
      KeptAlert.graveSince(history.map { (kind: $0, severity: $1, day: day($2)) })
    }
    #expect(since([]) == nil)
    #expect(since([(.opened, .blue, "2025-06-01"), (.changed, .yellow, "2025-06-23")]) == day("2025-06-23"))
    #expect(since([(.opened, .yellow, "2025-06-01"), (.changed, .blue, "2025-06-05")]) == day("2025-06-01"))
    #expect(
      since([
        (.opened, .yellow, "2025-06-01"), (.acknowledged, .yellow, "2025-06-02"), (.lapsed, .yellow, "2025-06-20"),
      ])
        == day("2025-06-20"))
  }
}
