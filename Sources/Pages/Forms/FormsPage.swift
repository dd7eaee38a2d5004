package import Contract
package import Domain
package import Reports

/// The forms of a department's period, with where each stands.
package enum FormsPage {
  /// What is looked for.
  package struct Filter: Sendable {
    /// Which department, which period, in which state, and what its name has.
    package var department: String?, period: String, state: FormState?, words: String?
    /// How many rows come before.
    package var skip: Int

    /// A filter.
    package init(department: String?, period: String, state: FormState?, words: String?, skip: Int) {
      (self.department, self.period, self.state, self.words, self.skip) = (department, period, state, words, skip)
    }

    /// Where it is looked for so.
    package var address: Address {
      Address("/forms").with("department", department).with("period", period).with("state", state?.rawValue)
        .with("q", words).with("skip", skip == 0 ? nil : "\(skip)")
    }
  }

  /// The most rows of a page.
  package static let most = 50

  /// The page.
  ///
  /// - Parameters:
  ///   - departments: those in reach.
  ///   - months: through which there are monitoring forms.
  ///   - picked: what was ticked before, where it is shown again.
  package static func page(
    _ papers: [StandingPaper], of period: (form: DepartmentForm, month: Int), _ filter: Filter,
    departments: DepartmentsAnswer, months: [Int], maySubmit: Bool, picked: Set<String> = [], _ problems: Problems,
    _ chrome: Chrome
  ) -> Page {
    let found = papers.filter { paper in
      (filter.state.map { paper.progress.state == $0 } ?? true)
        && (filter.words.map { words in
          paper.paper.name.contains(words) || (paper.paper.code ?? "").contains(words)
        } ?? true)
    }
    let first = Parts.first(asked: filter.skip, of: found.count, length: most)
    let shown = Array(found.dropFirst(first).prefix(most))
    let isNow = chrome.day == chrome.today
    let canPick = maySubmit && isNow && shown.contains { !$0.progress.state.isIn }
    let rows = shown.enumerated().map { index, paper in
      row(paper, first + index + 1, of: period, filter, canPick, picked, chrome)
    }
    let head: Markup = """
      <thead><tr>\(canPick ? "<th><span class=\"sr\">选</span></th>" : "" as Markup)<th>序号</th><th>表</th><th>编码</th>\
      <th>状态</th><th class="number">还缺</th><th>待办</th><th>最近办理</th></tr></thead>
      """
    let table: Markup = """
      <div class="scroll"><table class="cards list">\(head)<tbody>\(rows)</tbody></table></div>\(pages(found.count, filter, chrome))
      """
    let bar: Markup = """
      <div class="bottom"><button class="main">报送所选</button><span class="hint">只报送填写完整的，其余会说明原因。</span></div>
      """
    let content: Markup =
      papers.isEmpty || found.isEmpty
      ? empty(filter, chrome)
      : canPick ? chrome.form(to: filter.address, "\(table)\(bar)") : table
    let all = FormLink(period.form, period.month, project: nil, department: filter.department)
    let actions: Markup = """
      \(Parts.button(chrome.to(all.below("file").with("format", "pdf").with("part", "all")), "全部PDF"))\
      \(Parts.button(chrome.to(all.below("file").with("format", "docx").with("part", "all")), "全部Word"))\
      \(Parts.button(chrome.to(all.below("file").with("format", "xlsx").with("part", "all")), "全部Excel"))
      """
    return Page(
      FormLink.chinese(period.form, period.month), menu: .forms, actions: actions,
      """
      \(problems.box("有的表没有报送，请看："))\(filters(filter, departments, months, chrome))\(counts(papers, filter, chrome))\
      <p class="asof">数据截至\(chrome.day.chinese)</p>\(content)
      """)
  }

  private static func row(
    _ paper: StandingPaper, _ number: Int, of period: (form: DepartmentForm, month: Int), _ filter: Filter,
    _ canPick: Bool, _ picked: Set<String>, _ chrome: Chrome
  ) -> Markup {
    let owner = paper.paper.code ?? FormLink.whole
    let link = FormLink(period.form, period.month, project: paper.paper.code, department: filter.department)
    let (state, gaps) = (paper.progress.state, paper.paper.blockers.count)
    let last = paper.progress.transitions.last.map {
      "\($0.day.chinese) \($0.actor)\(FormAction.chinese($0.kind))"
    }
    let checked: Markup = picked.contains(owner) ? " checked" : ""
    let box: Markup =
      state.isIn
      ? ""
      : """
      <input type="checkbox" name="pick" value="\(owner)" aria-label="选“\(paper.paper.name)”"\(checked)>
      """
    let version: Markup? = paper.version > 1 ? " 第\(paper.version)版" : nil
    return """
      <tr>\(canPick ? Parts.cell("", box) : nil)\(Parts.cell("序号", "\(number)"))\
      \(Parts.cell("表", Parts.link(chrome.to(link.address), paper.paper.name), kind: .title))\
      \(Parts.cell("编码", "\(paper.paper.code ?? "部门整体")"))\(Parts.cell("状态", "\(state.mark)\(version)"))\
      \(Parts.cell("还缺", state.isIn ? "—" : gaps == 0 ? "齐" : "\(gaps)处", kind: .number))\
      \(Parts.cell("待办", "\(paper.waiting?.chinese)"))\(Parts.cell("最近办理", "\(last)"))</tr>
      """
  }

  private static func filters(
    _ filter: Filter, _ departments: DepartmentsAnswer, _ months: [Int], _ chrome: Chrome
  ) -> Markup {
    let periods =
      months.map { (value: FormLink.text(.monitoring, $0), text: FormLink.chinese(.monitoring, $0)) }
      + [(value: DepartmentForm.selfEvaluation.rawValue, text: FormLink.chinese(.selfEvaluation, 12))]
    let choices = departments.departments.map {
      (
        value: FormLink.text(of: $0.division, code: $0.code, year: $0.fiscalYear),
        text: "\($0.code) \($0.name)（\($0.fiscalYear)年）"
      )
    }
    let states = [(value: "", text: "全部")] + FormState.allCases.map { (value: $0.rawValue, text: $0.chinese) }
    let department: Markup? =
      choices.count > 1 ? Field("department", "部门", .choice(choices)).markup(filter.department) : nil
    return """
      <form class="filters" method="get" action="/forms">\(chrome.keptDay)\(department)\
      \(Field("period", "报表", .choice(periods)).markup(filter.period))\
      \(Field("state", "状态", .choice(states)).markup(filter.state?.rawValue))\
      \(Field("q", "名称或编码").markup(filter.words))<div class="field"><button>查询</button></div></form>
      """
  }

  /// How many stand where, each a link to them.
  private static func counts(_ papers: [StandingPaper], _ filter: Filter, _ chrome: Chrome) -> Markup {
    let links = FormState.allCases.map { state -> Markup in
      var of = filter
      (of.state, of.skip) = (state, 0)
      let count = papers.count { $0.progress.state == state }
      return "<a href=\"\(chrome.to(of.address))\">\(state.chinese)\(count)</a>"
    }
    let gaps = papers.filter { !$0.progress.state.isIn }.map(\.paper.blockers.count).reduce(0, +)
    return "<p class=\"counts\">共\(papers.count)张：\(links)，没报送的共缺\(gaps)处。</p>"
  }

  private static func pages(_ count: Int, _ filter: Filter, _ chrome: Chrome) -> Markup? {
    guard count > most else { return nil }
    var (before, after) = (filter, filter)
    let first = Parts.first(asked: filter.skip, of: count, length: most)
    (before.skip, after.skip) = (max(0, first - most), first + most)
    return """
      <p class="pages">\(first > 0 ? Parts.link(chrome.to(before.address), "上一页") : nil)\
      \(after.skip < count ? Parts.link(chrome.to(after.address), "下一页") : nil)<span>共\(count)张</span></p>
      """
  }

  private static func empty(_ filter: Filter, _ chrome: Chrome) -> Markup {
    var all = filter
    (all.state, all.words, all.skip) = (nil, nil, 0)
    guard filter.state != nil || filter.words != nil else {
      return Parts.empty("这一期没有表格。", Parts.button("/import", "导入部门预算"))
    }
    let why = [filter.state.map { "状态“\($0.chinese)”" }, filter.words.map { "“\($0)”" }].compactMap { $0 }
    return Parts.empty(
      "没有符合\(why.joined(separator: "、"))的表。", Parts.link(chrome.to(all.address), "看全部"))
  }

  /// What is said where no department is there yet.
  package static func nothing(_ chrome: Chrome) -> Page {
    Page("表格", menu: .forms, Parts.empty("还没有部门预算，先导入。", Parts.button("/import", "导入部门预算")))
  }

  /// What is said when forms were handed in by boxes.
  package static func submitted(_ names: [String]) -> String {
    "已报送\(names.count)张：\(names.prefix(5).joined(separator: "、"))\(names.count > 5 ? "等" : "")。"
  }
  package static let nonePicked = "没有选中的表。请在左边的方框里勾选。"
}
