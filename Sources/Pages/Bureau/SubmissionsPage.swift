package import Contract
internal import Domain

/// 报送情况: who has handed in what, and who is asked for it.
package enum SubmissionsPage {
  /// By what it is asked for less.
  package static let filters = ["q", "open", "period", "year"]

  /// What is said where nobody was ticked.
  package static let nobodyTicked = "请先勾选要催办的部门。"
  /// What is said where the form names no period.
  package static let noPeriod = "请选择催办哪张表。"

  /// How a department stands with a form, as words and a sign.
  static func state(_ cell: SubmissionsAnswer.Cell, _ day: Day) -> Markup {
    if cell.isComplete {
      let date = cell.handedInOn.map { "，\($0.chinese)" } ?? ""
      let late = cell.daysLate > 0 ? "，迟\(cell.daysLate)天" : ""
      return "<span class=\"green\">✓ 已报齐\(date)\(late)</span>"
    }
    if cell.daysLate > 0 { return "<span class=\"red\">✕ 迟\(cell.daysLate)天</span>" }
    guard let due = cell.due else { return "" }
    return "<span>还有\(day.days(to: due))天</span>"
  }

  /// The page.
  ///
  /// - Parameter ticked: the departments that were ticked.
  package static func page(
    _ submissions: SubmissionsAnswer, _ query: FormFields, ticked: Set<String>, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let state = ListState("/bureau/submissions", query, filters: filters, usual: "code")
    let period = query.typed("period").flatMap { SubmissionsAnswer.Period(key: $0) } ?? submissions.current
    let chosen = submissions.departments.filter { department in
      if let text = query.typed("q"), !"\(department.code) \(department.name)".contains(text) { return false }
      guard query["open"] != nil, let period else { return true }
      return department[period].map { !$0.isComplete } ?? false
    }
    let filter: Markup = """
      <form class="filters" method="get" action="/bureau/submissions" role="search">\(state.kept(chrome))\
      \(Field("q", "部门").markup(query.typed("q")))\
      \(Field("period", "催办的表", .choice(choices(submissions))).markup(period?.key))\
      \(Field("open", "只看没有报齐的", .tick).markup(query["open"]))<button>查询</button></form>
      """
    let actions: Markup = """
      \(Parts.button(chrome.to("/bureau/gather"), "打包下载"))<button type="button" class="print" hidden>打印</button>
      """
    guard let period, !chosen.isEmpty else {
      let none = Parts.empty("没有符合条件的部门。", "<p>\(Parts.button(chrome.to("/bureau/submissions"), "不再筛选"))</p>")
      return Page("报送情况", menu: .submissions, actions: actions, filter + none)
    }
    let shown = state.page(chosen)
    let mayUrge = chrome.day == chrome.today
    let heads = submissions.periods.map { "<th scope=\"col\">\($0.chinese)</th>" as Markup }
    let rows = shown.enumerated().map { index, department in
      row(shown.startIndex + index + 1, department, submissions, period, ticked, mayUrge: mayUrge, chrome)
    }
    let bar: Markup =
      mayUrge
      ? """
      <div class="bottom"><label class="tick-all" hidden><input type="checkbox" data-all="department"> 全选本页</label>\
      <button class="main">催办勾选的部门：\(period.chinese)</button>\
      <span class="hint">填报人和负责人每人收到一条消息，刚催过的部门不会重复催。</span></div>
      """ : "<p class=\"hint\">现在看的是\(chrome.day.chinese)的情况，要催办请回到今天。</p>"
    let table: Markup = """
      <div class="scroll"><table class="cards"><caption class="sr">部门和绩效表的报送情况</caption><thead><tr>\
      <th scope="col" class="number">序号</th><th scope="col">部门</th>\(heads)<th scope="col">催办</th></tr></thead><tbody>\
      \(rows)</tbody>\(total(Array(shown), submissions))</table></div>
      """
    return Page(
      "报送情况", menu: .submissions, actions: actions,
      """
      <p class="asof">数据截至\(chrome.day.chinese)</p>\(problems.box("没有催办，请看："))\(filter)\
      \(mayUrge ? chrome.form(to: "/bureau/urge", hidden(state, period) + table + bar) : table + bar)\
      \(state.links(of: chosen.count, chrome))
      """)
  }

  private static func hidden(_ state: ListState, _ period: SubmissionsAnswer.Period) -> Markup {
    """
    <input type="hidden" name="back" value="\(state.address)"><input type="hidden" name="period" value="\(period.key)">
    """
  }

  static func choices(_ submissions: SubmissionsAnswer) -> [(value: String, text: String)] {
    submissions.periods.map { (value: $0.key, text: $0.chinese) }
  }

  private static func row(
    _ number: Int, _ department: SubmissionsAnswer.Department, _ submissions: SubmissionsAnswer,
    _ period: SubmissionsAnswer.Period, _ ticked: Set<String>, mayUrge: Bool, _ chrome: Chrome
  ) -> Markup {
    let identity = DepartmentIdentity(
      division: department.division, code: department.code, name: department.name, fiscalYear: department.fiscalYear)
    let cells = submissions.periods.map { each -> Markup in
      guard let cell = department[each] else { return Parts.cell(each.chinese, "—") }
      return Parts.cell(each.chinese, "\(cell.handedIn)/\(cell.forms) \(state(cell, submissions.asOf))")
    }
    return """
      <tr>\(Parts.cell("序号", "\(number)", kind: .number))\
      \(Parts.cell("部门", Parts.link(chrome.to(identity.page), "\(department.code) \(department.name)"), kind: .title))\
      \(cells)\(Parts.cell("催办", tick(department, identity, period, ticked, mayUrge: mayUrge, chrome)))</tr>
      """
  }

  private static func tick(
    _ department: SubmissionsAnswer.Department, _ identity: DepartmentIdentity, _ period: SubmissionsAnswer.Period,
    _ ticked: Set<String>, mayUrge: Bool, _ chrome: Chrome
  ) -> Markup {
    guard let cell = department[period] else { return "" }
    let last: Markup = cell.urgedOn.map { "<span class=\"hint\">\($0.chinese)催过</span>" } ?? ""
    guard !cell.isComplete, mayUrge else { return last }
    guard cell.mayBeUrged(on: chrome.today) else {
      return "\(last) <span class=\"hint\">\(cell.urgeAgainFrom.map { "\($0.chinese)起可以再催" })</span>"
    }
    let checked: Markup = ticked.contains(identity.wholeKey) ? " checked" : ""
    return """
      <label><input type="checkbox" name="department" value="\(identity.wholeKey)"\(checked)>\
      <span class="sr">\(department.name)</span>催办</label>\(last)
      """
  }

  private static func total(_ rows: [SubmissionsAnswer.Department], _ submissions: SubmissionsAnswer) -> Markup {
    let cells = submissions.periods.map { period -> Markup in
      let cells = rows.compactMap { $0[period] }
      let complete = cells.count(where: \.isComplete)
      return Parts.cell(
        period.chinese,
        "\(cells.reduce(0) { $0 + $1.handedIn })/\(cells.reduce(0) { $0 + $1.forms })，\(complete)个部门报齐")
    }
    return """
      <tfoot><tr class="sum"><td></td>\(Parts.cell("部门", "合计\(rows.count)个部门", kind: .title))\(cells)<td></td></tr></tfoot>
      """
  }
}

extension DepartmentIdentity {
  /// By what a form names this one department and no other: its code, its year, its division and its name.
  package var wholeKey: String { "\(code)|\(fiscalYear)|\(division.isSpecified ? division.text : "")|\(name)" }

  /// A department as a form names it so; nil for what none of ours names.
  package init?(wholeKey: String) {
    let parts = wholeKey.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let year = Int(parts[1]), !parts[0].isEmpty, !parts[3].isEmpty else { return nil }
    self.init(division: DivisionCode(kept: parts[2]), code: parts[0], name: parts[3], fiscalYear: year)
  }
}
