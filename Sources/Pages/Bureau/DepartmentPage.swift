package import Contract
internal import Domain

/// One department as the finance bureau looks at it: read only, with ways to all that is behind its figures.
package enum DepartmentPage {
  /// How many alerts and projects are shown here; the lists have the rest.
  private static let most = 20

  /// The page.
  package static func page(
    _ summary: SummaryAnswer, _ submissions: SubmissionsAnswer, _ alerts: AlertsAnswer, _ notices: RectificationsAnswer,
    of department: DepartmentAnswer, _ chrome: Chrome
  ) -> Page {
    let actions: Markup = """
      \(Parts.button(of("/projects", department, chrome), "全部项目"))\(Parts.button(of("/alerts", department, chrome), "全部预警"))\
      \(Parts.button(of("/forms", department, chrome), "绩效表"))\
      \(Parts.button(of("/bureau/doubts", department, chrome), "疑点"))\(Parts.button(of("/rectify", department, chrome), "整改"))
      """
    return Page(
      "\(department.code) \(department.name)", menu: .bureau, actions: actions,
      """
      <p class="asof">数据截至\(chrome.day.chinese)</p>\(figures(summary.totals))<section><h2>运行情况</h2><p>\(summary.text)</p></section>\
      \(projects(summary, department, chrome))\(forms(submissions))\(list(alerts, department, chrome))\(list(notices, chrome))
      """)
  }

  /// A list of this department alone, also where another division has its code.
  private static func of(_ place: Address, _ one: DepartmentAnswer, _ chrome: Chrome) -> Address {
    switch place.path {
    case "/projects":
      chrome.to(place.with("department", one.division.isSpecified ? "\(one.division)/\(one.code)" : one.code))
    case "/bureau/doubts":
      chrome.to(
        place.with("department", one.code).with("year", "\(one.fiscalYear)").with(
          "division", one.division.isSpecified ? one.division.text : nil))
    default: chrome.to(place.with("department", one.link))
    }
  }

  private static func figures(_ totals: SummaryAnswer.Totals) -> Markup {
    let lights = totals.lights
    return """
      <div class="figures"><div><span>支出进度</span><strong>\(totals.progress.map { "\($0)%" } ?? "—")</strong>\
      <span>已支付\(totals.paid.tenThousands)万元，预算\(totals.budget.tenThousands)万元</span></div>\
      <div><span>支出进度及时率</span><strong>\(totals.timeliness.map { "\($0)%" } ?? "—")</strong>\
      <span>计划\(totals.planned.tenThousands)万元</span></div>\
      <div><span>项目</span><strong>\(totals.projects)个</strong>\
      <span><span class="red">✕ \(lights.red)红</span>　<span class="yellow">△ \(lights.yellow)黄</span>　\
      <span class="green">○ \(lights.green)绿</span></span></div>\
      <div><span>未解除的预警</span><strong>\(totals.openAlerts)条</strong>\
      <span>指标偏离\(totals.indicators.offTarget)项，未报\(totals.indicators.notReported)项</span></div></div>
      """
  }

  private static func projects(_ summary: SummaryAnswer, _ department: DepartmentAnswer, _ chrome: Chrome) -> Markup {
    guard !summary.projects.isEmpty else { return "<section><h2>项目</h2>\(Parts.empty("没有项目。"))</section>" }
    let grave: [SpendingLight: Int] = [.red: 0, .yellow: 1, .none: 2, .green: 3]
    func rank(_ project: SummaryAnswer.Project) -> Int {
      SpendingLight(rawValue: project.light).flatMap { grave[$0] } ?? 4
    }
    let sorted = summary.projects.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    let rows = sorted.prefix(most).enumerated().map { index, item -> Markup in
      let project = item.element
      let light = SpendingLight(rawValue: project.light).map(Parts.light)
      let next = project.nextDue.first.map { due in
        "\(due.date.chinese) \(due.what)\(due.amount.map { "，还差\($0.tenThousands)万元" } ?? "")"
      }
      let place = chrome.to(
        (Address("/projects") / project.code).with(
          "division", department.division.isSpecified ? department.division.text : nil))
      return """
        <tr>\(Parts.cell("序号", "\(index + 1)", kind: .number))\
        \(Parts.cell("项目", "\(Parts.link(place, project.name))<br><span class=\"hint\">\(project.code)</span>", kind: .title))\
        \(Parts.cell("预算数", "\(project.budget.tenThousands)", kind: .number))\
        \(Parts.cell("已支付", "\(project.paid.tenThousands)", kind: .number))\
        \(Parts.cell("进度", "\(project.progress.map { "\($0)%" } ?? "—")", kind: .number))\
        \(Parts.cell("及时率", "\(project.timeliness.map { "\($0)%" } ?? "—")", kind: .number))\
        \(Parts.cell("灯", light ?? ""))\(Parts.cell("预警", "\(project.openAlerts)", kind: .number))\
        \(Parts.cell("下一步", "\(next)"))</tr>
        """
    }
    let more: Markup? =
      sorted.count > most
      ? "<p>\(Parts.link(of("/projects", department, chrome), "全部\(sorted.count)个项目"))</p>" : nil
    return """
      <section><h2>项目</h2><p class="unit">金额单位：万元</p><div class="scroll"><table class="cards">\
      <caption class="sr">项目，问题重的在前</caption><thead><tr>\
      <th scope="col" class="number">序号</th><th scope="col">项目</th><th scope="col" class="number">预算数</th>\
      <th scope="col" class="number">已支付</th><th scope="col" class="number">进度</th><th scope="col" class="number">及时率</th>\
      <th scope="col">灯</th><th scope="col" class="number">预警</th><th scope="col">下一步</th></tr></thead><tbody>\(rows)</tbody>\
      </table></div>\(more)</section>
      """
  }

  private static func forms(_ submissions: SubmissionsAnswer) -> Markup {
    guard let department = submissions.departments.first, !department.cells.isEmpty else { return "" }
    let rows = submissions.periods.compactMap { period in department[period] }.map { cell -> Markup in
      let state = SubmissionsPage.state(cell, submissions.asOf)
      return """
        <tr>\(Parts.cell("绩效表", "\(cell.period.chinese)", kind: .title))\(Parts.cell("报送截止", "\(cell.due?.chinese ?? "—")"))\
        \(Parts.cell("已报", "\(cell.handedIn)/\(cell.forms)", kind: .number))\(Parts.cell("情况", state))\
        \(Parts.cell("催办", "\(cell.urgedOn?.chinese)"))</tr>
        """
    }
    return """
      <section><h2>报送</h2><table class="cards"><caption class="sr">绩效表报送情况</caption><thead><tr><th scope="col">绩效表</th>\
      <th scope="col">报送截止</th><th scope="col" class="number">已报</th><th scope="col">情况</th><th scope="col">最近催办</th></tr></thead>\
      <tbody>\(rows)</tbody></table></section>
      """
  }

  private static func list(_ alerts: AlertsAnswer, _ department: DepartmentAnswer, _ chrome: Chrome) -> Markup {
    guard !alerts.alerts.isEmpty else {
      return "<section><h2>预警</h2>\(Parts.empty("没有未解除的预警。"))</section>"
    }
    let sorted = alerts.alerts.sorted { $0.severity > $1.severity }
    let items = sorted.prefix(most).map { alert -> Markup in
      """
      <li>\(Parts.severity(alert.severity)) <strong>\(alert.projectName ?? alert.departmentName)</strong> \(alert.message)</li>
      """
    }
    let more: Markup? =
      alerts.alerts.count > most
      ? "<p>\(Parts.link(of("/alerts", department, chrome), "全部\(alerts.alerts.count)条预警"))</p>" : nil
    return "<section><h2>预警</h2><ul class=\"plain lines\">\(items)</ul>\(more)</section>"
  }

  private static func list(_ notices: RectificationsAnswer, _ chrome: Chrome) -> Markup {
    guard !notices.rectifications.isEmpty else { return "" }
    let items = notices.rectifications.map { notice -> Markup in
      let about = notice.notice.projectName ?? "部门整体"
      return """
        <li>\(Parts.link(chrome.to(Address("/rectify") / "\(notice.id)"), "#\(notice.id)")) \(notice.state.chinese)，\
        \(about)：\(notice.problem)（限\(notice.due.chinese)前）</li>
        """
    }
    return "<section><h2>整改通知</h2><ul class=\"plain lines\">\(items)</ul></section>"
  }
}
