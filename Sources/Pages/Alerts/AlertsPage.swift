package import Contract
internal import Domain

/// 预警: what stands, in which state, and what is done with many at once.
package enum AlertsPage {
  /// The names of what is sent.
  package static let id = "id", act = "act", note = "note", until = "until", silentUntil = "silent-until"
  /// What is said where something is missing.
  package static let noteMissing = "请写明准备怎么办。", untilMissing = "请写明静默到哪一天。"
  package static let noneChosen = "没有选中预警，请先勾选。"

  /// The field in which a day of an act stands.
  package static func field(of act: AlertActRequest.Act) -> String {
    if case .silence = act { silentUntil } else { until }
  }

  /// What was done with many.
  package static func said(_ count: Int, _ act: AlertActRequest.Act) -> String {
    if case .silence = act { "已静默\(count)条预警。" } else { "已确认\(count)条预警。" }
  }

  /// That some were done before one was refused.
  package static func partly(_ done: Int, of all: Int) -> String { "选中的\(all)条里，\(done)条已办理。" }

  /// The page.
  ///
  /// - Parameters:
  ///   - alerts: those of all states.
  ///   - histories: what happened to those on the page.
  ///   - departments: those that can be chosen from, where there are several.
  ///   - mayHandle: whether the person acknowledges and silences.
  ///   - typed: what was typed, where something of it was wrong.
  package static func page(
    _ alerts: AlertsAnswer, histories: AlertHistoriesAnswer, departments: [DepartmentsAnswer.Entry],
    filter: AlertFilter, mayHandle: Bool, typed: FormFields, problems: Problems, _ chrome: Chrome
  ) -> Page {
    let matching = filter.matching(alerts.alerts)
    let inState = matching.filter { $0.state == filter.state }
    let shown = filter.shown(of: inState)
    let chosen = Set(typed.all(id))
    let isOpen = filter.state != .resolved
    let withBoxes = mayHandle && isOpen && shown.contains { $0.id != nil }
    let rows = Markup(
      shown.enumerated().map { index, alert in
        row(
          alert, number: (filter.page(of: inState.count) - 1) * AlertFilter.length + index + 1, histories,
          withBox: withBoxes,
          isChosen: alert.id.map { chosen.contains($0.description) } ?? false, chrome)
      })
    let boxHead: Markup = withBoxes ? "<th><span class=\"sr\">选择</span></th>" : ""
    let table: Markup = """
      <table class="cards"><thead><tr>\(boxHead)<th>序号</th><th>程度</th><th>事项</th><th>自</th><th>全年经过</th></tr></thead>\
      <tbody>\(rows)</tbody></table>
      """
    let list: Markup =
      shown.isEmpty
      ? empty(filter, of: matching.count, all: alerts.alerts.count, asOf: alerts.asOf, chrome)
      : !withBoxes
        ? table
        : chrome.form(to: filter.address, id: "handle", table + bar(typed, problems))
    return Page(
      "预警", menu: .alerts, actions: "<button type=\"button\" class=\"print\" hidden>打印</button>",
      """
      \(problems.box("没有办理："))\(tabs(matching, filter, chrome))\(filters(filter, departments, chrome))
      <p class="asof">截至\(chrome.day.chinese)</p>
      \(list)\(pages(filter, of: inState.count, chrome))
      """)
  }

  private static func row(
    _ alert: AlertAnswer, number: Int, _ histories: AlertHistoriesAnswer, withBox: Bool, isChosen: Bool,
    _ chrome: Chrome
  ) -> Markup {
    let steps = alert.id.flatMap { histories.steps[$0] } ?? []
    let checked: Markup = isChosen ? " checked" : ""
    let box: Markup? =
      withBox
      ? alert.id.map { id in
        """
        <td class="box" data-label="选择"><input type="checkbox" name="id" value="\(String(id.number))"\(checked) \
        aria-label="选择第\(number)条"></td>
        """
      } ?? "<td data-label=\"\"></td>" : nil
    let subject = alert.projectName ?? alert.departmentName
    let name: Markup =
      alert.id.map { id in
        "<a href=\"\(chrome.to(Address("/alerts") / String(id.number)))\">\(subject)</a>"
      } ?? "\(subject)"
    let last = steps.last { $0.actor != nil && $0.state == alert.state }
    let word: Markup? = last.flatMap { step in
      step.note.map { "<p class=\"hint\">\(step.actor)：\($0)\(step.until.map { "（到\($0.chinese)）" })</p>" }
    }
    return """
      <tr id="a\(alert.id.map { String($0.number) } ?? "-\(number)")" data-live>\(box)\(Parts.cell("序号", "\(number)", kind: .number))\
      \(Parts.cell("程度", Parts.severity(alert.severity)))\
      <td class="what" data-label="事项"><strong>\(name)</strong> <span class="rule">\(alert.rule.chinese)</span>\
      <p>\(alert.message)</p>\(word)</td>\
      \(Parts.cell("自", "\(alert.since.flatMap { try? Day.parse($0) }?.chinese)"))\
      \(Parts.cell("全年经过", CourseStrip.picture(steps, year: alert.fiscalYear, through: chrome.day)))</tr>
      """
  }

  private static func bar(_ typed: FormFields, _ problems: Problems) -> Markup {
    """
    <fieldset class="bottom handle"><legend class="sr">对选中的预警</legend>\
    <label class="all"><input type="checkbox" class="all" data-all="id"> 全选本页</label>\
    \(Field(note, "说明", hint: "准备怎么办").markup(typed[note], problems[note]))\
    \(Field(until, "何时前办完", .day).markup(typed[until], problems[until]))\
    <button class="main" name="act" value="acknowledge">确认选中的</button>\
    \(Field(silentUntil, "静默到", .day).markup(typed[silentUntil], problems[silentUntil]))\
    <button name="act" value="silence">静默选中的</button></fieldset>
    """
  }

  private static func tabs(_ alerts: [AlertAnswer], _ filter: AlertFilter, _ chrome: Chrome) -> Markup {
    let names: [(AlertState, String)] = [
      (.open, "未处理"), (.acknowledged, "已确认"), (.silenced, "已静默"), (.resolved, "已解除"),
    ]
    let links = Markup(
      names.map { state, name in
        let current: Markup = state == filter.state ? " aria-current=\"page\"" : ""
        let address = filter.address.with("state", state == .open ? nil : state.rawValue).with("page", nil)
        return "<a href=\"\(chrome.to(address))\"\(current)>\(name) \(alerts.count { $0.state == state })</a>"
      })
    return "<nav class=\"tabs\" aria-label=\"状态\">\(links)</nav>"
  }

  private static func filters(
    _ filter: AlertFilter, _ departments: [DepartmentsAnswer.Entry], _ chrome: Chrome
  ) -> Markup {
    let severities = [("", "全部")] + AlertSeverity.allCases.reversed().map { ($0.rawValue, $0.chinese) }
    let places =
      departments.count < 2
      ? nil
      : Field(
        "department", "部门", .choice([(value: "", text: "全部")] + departments.map { ($0.link, "\($0.code) \($0.name)") })
      )
      .markup(departments.first { $0.link == filter.department || $0.code == filter.department }?.link)
    return """
      <form method="get" action="/alerts" class="filters" role="search">\(chrome.keptDay)\
      <input type="hidden" name="state" value="\(filter.state.rawValue)">\
      \(Field("q", "项目或内容").markup(filter.words))\
      \(Field("severity", "程度", .choice(severities.map { (value: $0.0, text: $0.1) })).markup(filter.severity?.rawValue))\
      \(places)<button>查找</button></form>
      """
  }

  private static func empty(
    _ filter: AlertFilter, of matching: Int, all: Int, asOf: String, _ chrome: Chrome
  ) -> Markup {
    let day = (try? Day.parse(asOf))?.chinese ?? asOf
    if filter.words != nil || filter.severity != nil || filter.department != nil, matching == 0, all > 0 {
      let without = Address("/alerts").with("state", filter.state.rawValue)
      return Parts.empty("按现在的条件没有预警，不加条件有\(all)条。", Parts.button(chrome.to(without), "去掉条件"))
    }
    return switch filter.state {
    case .open: Parts.empty("没有未处理的预警。评判到\(day)。")
    case .acknowledged: Parts.empty("没有已确认的预警。")
    case .silenced: Parts.empty("没有静默的预警。")
    case .resolved: Parts.empty("还没有解除的预警。")
    }
  }

  private static func pages(_ filter: AlertFilter, of count: Int, _ chrome: Chrome) -> Markup {
    let last = max(1, (count + AlertFilter.length - 1) / AlertFilter.length)
    guard last > 1 else { return "" }
    let page = filter.page(of: count)
    func link(_ page: Int, _ text: String) -> Markup {
      guard (1...last).contains(page) else { return "" }
      return Parts.button(chrome.to(filter.address.with("page", page == 1 ? nil : "\(page)")), text)
    }
    return """
      <nav class="pages" aria-label="翻页">\(link(page - 1, "上一页"))\
      <span>第\(page)页，共\(last)页\(count)条</span>\(link(page + 1, "下一页"))</nav>
      """
  }
}
