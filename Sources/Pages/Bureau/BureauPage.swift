package import Contract
package import Domain
package import Reports

/// 部门监管: which department needs a call today.
package enum BureauPage {
  /// A department's line: how it spends, and what it has handed in.
  struct Row {
    let line: Bulletin.Line, cell: SubmissionsAnswer.Cell?
    var late: Int { cell.map { $0.isComplete ? 0 : $0.daysLate } ?? 0 }
    var isOpen: Bool { cell.map { !$0.isComplete } ?? false }
  }

  /// By what it is asked for less.
  package static let filters = ["q", "light", "open", "year"]

  /// The month through which figures are looked at: the last that is over on the day, so that nobody is held against a share of the
  /// year that is still to come; or the whole of a year that is over.
  package static func month(of year: Int, on day: Day) -> Int {
    guard day.year == year else { return 12 }
    let month = day.components.month
    return day == Day(endOf: month, in: year) ? month : max(1, month - 1)
  }

  /// By what the departments are put in order where the page does it itself.
  package static var order: Bulletin.Order { .progress }

  /// Nothing is imported yet.
  package static func empty(_ chrome: Chrome) -> Page {
    Page(
      "部门", menu: .bureau,
      Parts.empty("还没有部门导入预算。", "<p>\(Parts.button(chrome.to("/import"), "导入部门预算"))</p>"))
  }

  /// The page.
  package static func page(
    _ bulletin: Bulletin, _ submissions: SubmissionsAnswer, _ query: FormFields, _ chrome: Chrome
  ) -> Page {
    let state = ListState("/bureau", query, filters: filters, usual: "progress")
    let period = submissions.current
    let rows = bulletin.lines.map { line in
      Row(line: line, cell: period.flatMap { period in submissions.cell(of: line.department, period) })
    }
    let chosen = ordered(rows.filter { isWanted($0, query) }, by: state)
    let shown = state.page(chosen)
    let actions: Markup = """
      \(Parts.button(chrome.to(Address("/bureau/bulletin")), "通报"))\
      \(Parts.button(chrome.to(Address("/bureau/gather")), "打包下载"))<button type="button" class="print" hidden>打印</button>
      """
    let body: Markup =
      chosen.isEmpty
      ? Parts.empty("没有符合条件的部门。", "<p>\(Parts.button(chrome.to("/bureau"), "不再筛选"))</p>")
      : """
      \(picture(Array(shown), bulletin))<p class="unit">金额单位：万元</p>\(table(shown, state, bulletin, period, chrome))\
      \(state.links(of: chosen.count, chrome))
      """
    return Page(
      "部门", menu: .bureau, actions: actions,
      """
      <p class="asof">数据截至\(chrome.day.chinese)</p>\(filter(query, state, bulletin, chrome))\(body)
      """)
  }

  private static func isWanted(_ row: Row, _ query: FormFields) -> Bool {
    let name = "\(row.line.department.code) \(row.line.department.name)"
    if let text = query.typed("q"), !name.contains(text) { return false }
    if query["open"] != nil, !row.isOpen { return false }
    switch query.typed("light") {
    case "red": return row.line.red > 0
    case "yellow": return row.line.red + row.line.yellow > 0
    default: return true
    }
  }

  private static func ordered(_ rows: [Row], by state: ListState) -> [Row] {
    func rate(_ ratio: Ratio?) -> Ratio { ratio ?? .one }
    let isBefore: (Row, Row) -> Bool =
      switch state.sort {
      case "timeliness": { rate($0.line.timeliness) < rate($1.line.timeliness) }
      case "budget": { $0.line.budget < $1.line.budget }
      case "paid": { $0.line.paid < $1.line.paid }
      case "red": { ($0.line.red, $0.line.yellow) < ($1.line.red, $1.line.yellow) }
      case "late": { $0.late < $1.late }
      case "code": { $0.line.department.code < $1.line.department.code }
      default: { rate($0.line.progress) < rate($1.line.progress) }
      }
    let byCode = rows.sorted { $0.line.department.code < $1.line.department.code }
    return byCode.sorted { state.isDescending ? isBefore($1, $0) : isBefore($0, $1) }
  }

  private static func filter(
    _ query: FormFields, _ state: ListState, _ bulletin: Bulletin, _ chrome: Chrome
  ) -> Markup {
    let lights = [("", "全部"), ("red", "有红灯"), ("yellow", "有红灯或黄灯")].map { (value: $0.0, text: $0.1) }
    return """
      <form class="filters" method="get" action="/bureau" role="search">\(state.kept(chrome))\
      \(Field("q", "部门").markup(query.typed("q")))\(Field("light", "项目的灯", .choice(lights)).markup(query.typed("light")))\
      \(Field("year", "年度").markup(query.typed("year") ?? "\(bulletin.fiscalYear)"))\
      \(Field("open", "只看没有报齐的", .tick).markup(query["open"]))<button>查询</button></form>
      """
  }

  /// The first bars of the list: as many as leave room for the table.
  private static func picture(_ rows: [Row], _ bulletin: Bulletin) -> Markup {
    let most = 10
    let bars = rows.prefix(most).map { row in
      RankingPicture.Bar(
        name: row.line.department.name, progress: row.line.progress,
        light: row.line.elapsedLight(through: bulletin.month))
    }
    let picture = RankingPicture(
      Array(bars), line: Share(monthsOfYear: bulletin.month).ratio, lineName: "\(bulletin.month)月底序时进度")
    let first = rows.count > most ? "图中是下表的前\(most)个部门；" : ""
    let more: Markup = "<p class=\"hint\">\(first)条的颜色按支出进度落后序时进度的多少，下表的灯按支出计划的及时率。</p>"
    return "<section class=\"ranking\"><h2 class=\"sr\">支出进度排名</h2>\(picture.markup)\(more)</section>"
  }

  private static func table(
    _ rows: ArraySlice<Row>, _ state: ListState, _ bulletin: Bulletin, _ period: SubmissionsAnswer.Period?,
    _ chrome: Chrome
  ) -> Markup {
    let body = rows.enumerated().map { index, row in line(rows.startIndex + index + 1, row, bulletin, period, chrome) }
    let heads: Markup = """
      <th scope="col" class="number">序号</th>\(state.heading("code", "部门", isNumber: false, chrome))\
      \(state.heading("budget", "预算数", greatestFirst: true, chrome))\(state.heading("paid", "已支付", chrome))\
      \(state.heading("progress", "进度", chrome))\(state.heading("timeliness", "及时率", chrome))\
      \(state.heading("red", "红灯/黄灯", greatestFirst: true, chrome))\
      <th scope="col" class="number">报送\(period.map { "（\($0.chinese)）" })</th>\
      \(state.heading("late", "迟报", greatestFirst: true, chrome))<th scope="col">催办</th>
      """
    return """
      <div class="scroll"><table class="cards"><caption class="sr">各部门支出进度和报送情况</caption><thead><tr>\(heads)</tr></thead>\
      <tbody>\(body)\(total(Array(rows), chrome))</tbody></table></div>
      """
  }

  private static func line(
    _ number: Int, _ row: Row, _ bulletin: Bulletin, _ period: SubmissionsAnswer.Period?, _ chrome: Chrome
  ) -> Markup {
    let (line, who) = (row.line, row.line.department)
    let lights = "\(line.red)/\(line.yellow)"
    let handedIn = row.cell.map { "\($0.handedIn)/\($0.forms)" } ?? "—"
    let late: Markup = row.late > 0 ? "<span class=\"red\">迟\(row.late)天</span>" : ""
    return """
      <tr id="d-\(who.key)" data-live>\(Parts.cell("序号", "\(number)", kind: .number))\
      \(Parts.cell("部门", Parts.link(chrome.to(who.page), "\(who.code) \(who.name)"), kind: .title))\
      \(Parts.cell("预算数", "\(line.budget.tenThousands)", kind: .number))\
      \(Parts.cell("已支付", "\(line.paid.tenThousands)", kind: .number))\
      \(Parts.cell("进度", "\(percent(line.progress))", kind: .number))\
      \(Parts.cell("及时率", "<span>\(percent(line.timeliness)) \(Parts.light(line.planLight))</span>", kind: .number))\
      \(Parts.cell("红灯/黄灯", "\(lights)", kind: .number))\(Parts.cell("报送", "\(handedIn)", kind: .number))\
      \(Parts.cell("迟报", late, kind: .number))\(Parts.cell("催办", urge(row, period, chrome)))</tr>
      """
  }

  /// The button that asks the department for its forms; or why there is none.
  private static func urge(_ row: Row, _ period: SubmissionsAnswer.Period?, _ chrome: Chrome) -> Markup {
    guard let cell = row.cell, let period, !cell.isComplete else { return "" }
    guard cell.mayBeUrged(on: chrome.today) else {
      return "<span class=\"hint\">\(cell.urgedOn.map { "\($0.chinese)催过" })</span>"
    }
    guard chrome.day == chrome.today else { return "" }
    return chrome.form(
      to: "/bureau/urge",
      """
      <input type="hidden" name="back" value="/bureau"><input type="hidden" name="period" value="\(period.key)">\
      <button name="department" value="\(row.line.department.wholeKey)">催办</button>
      """)
  }

  private static func total(_ rows: [Row], _ chrome: Chrome) -> Markup {
    func sum(_ amount: (Bulletin.Line) -> Money) -> Money { rows.reduce(.zero) { $0 + amount($1.line) } }
    let (budget, paid, planned, inTime) = (sum(\.budget), sum(\.paid), sum(\.planned), sum(\.inTime))
    let (red, yellow) = (rows.reduce(0) { $0 + $1.line.red }, rows.reduce(0) { $0 + $1.line.yellow })
    return """
      <tr class="sum"><td></td>\(Parts.cell("部门", "合计\(rows.count)个部门", kind: .title))\
      \(Parts.cell("预算数", "\(budget.tenThousands)", kind: .number))\(Parts.cell("已支付", "\(paid.tenThousands)", kind: .number))\
      \(Parts.cell("进度", "\(percent(Ratio(paid.fen, budget.fen)))", kind: .number))\
      \(Parts.cell("及时率", "\(percent(Ratio(inTime.fen, planned.fen)))", kind: .number))\
      \(Parts.cell("红灯/黄灯", "\(red)/\(yellow)", kind: .number))<td></td><td></td><td></td></tr>
      """
  }

  static func percent(_ ratio: Ratio?) -> String { ratio.map { $0.percentText + "%" } ?? "—" }
}

extension DepartmentIdentity {
  /// Where it is looked at.
  var page: Address {
    (Address("/bureau/departments") / code).with("year", "\(fiscalYear)").with(
      "division", division.isSpecified ? division.text : nil)
  }

  /// By what a form names it.
  var key: String { [code, "\(fiscalYear)", division.isSpecified ? division.text : ""].joined(separator: "|") }
}

extension DepartmentChoice {
  /// A department as a form names it; nil for what none of ours names.
  package init?(key: String) {
    let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let year = Int(parts[1]), !parts[0].isEmpty else { return nil }
    self.init(department: parts[0], year: year, division: parts[2].isEmpty ? nil : parts[2])
  }
}

extension SubmissionsAnswer.Period {
  /// By what a form names it: `monitoring-6`.
  var key: String { "\(form.rawValue)-\(through)" }

  /// A period as a form names it.
  package init?(key: String) {
    guard let dash = key.lastIndex(of: "-"), let month = Int(key[key.index(after: dash)...]), (1...12).contains(month),
      let form = DepartmentForm(rawValue: String(key[..<dash]))
    else { return nil }
    self.init(form: form, through: month)
  }
}

extension SubmissionsAnswer {
  func cell(of department: DepartmentIdentity, _ period: Period) -> Cell? {
    departments.first {
      ($0.division, $0.code, $0.name, $0.fiscalYear)
        == (department.division, department.code, department.name, department.fiscalYear)
    }?[period]
  }
}
