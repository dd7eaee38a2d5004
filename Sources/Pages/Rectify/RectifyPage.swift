package import Contract
package import Domain

/// What the finance bureau asks departments to put right: the notices, one of them, and a new one.
package enum RectifyPage {
  /// The names of the fields.
  package static let department = "department", project = "project", problem = "problem", demand = "demand"
  package static let due = "due", number = "number", note = "note"

  /// What is looked for.
  package struct Filter: Sendable {
    /// Which department; in which state, `overdue` for what is late.
    package var department: String?, state: String?

    /// A filter.
    package init(department: String?, state: String?) { (self.department, self.state) = (department, state) }

    fileprivate var address: Address { of("/rectify") }

    /// A place that asks the same.
    fileprivate func of(_ address: Address) -> Address {
      address.with("department", department).with("state", state)
    }

    /// Whether a notice is among what is looked for.
    package func takes(_ notice: Rectification, on day: Day) -> Bool {
      switch state {
      case nil: true
      case "overdue": notice.isOverdue(on: day)
      default: notice.state.rawValue == state
      }
    }
  }

  /// The notices: what waits for an act first.
  package static func list(
    _ answer: RectificationsAnswer, _ filter: Filter, departments: DepartmentsAnswer, mayIssue: Bool, _ chrome: Chrome
  ) -> Page {
    let all = answer.rectifications
    let order: [Rectification.State] = mayIssue ? [.answered, .open, .closed] : [.open, .answered, .closed]
    let found = all.filter { filter.takes($0.notice, on: chrome.day) }.sorted { one, other in
      let (a, b) = (order.firstIndex(of: one.state) ?? 0, order.firstIndex(of: other.state) ?? 0)
      return a == b ? (one.due, one.id) < (other.due, other.id) : a < b
    }
    let rows = found.enumerated().map { index, notice in row(notice, index + 1, chrome) }
    let table: Markup = """
      <div class="scroll"><table class="cards list"><thead><tr><th>序号</th><th>部门</th><th>项目</th><th>存在的问题</th>\
      <th>通知日期</th><th>整改期限</th><th>状态</th><th>最近办理</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    let new: Markup = mayIssue ? Parts.button(chrome.to("/rectify/new"), "发整改通知") : ""
    let file: Markup =
      all.isEmpty ? "" : Parts.button(chrome.to(filter.of("/rectify/file")), "导出XLSX")
    let empty: Markup =
      all.isEmpty
      ? Parts.empty(
        mayIssue ? "还没有整改通知。可以在“疑点”里转整改，也可以直接发。" : "没有整改事项。",
        mayIssue ? Parts.button(chrome.to("/rectify/new"), "发整改通知") : "")
      : Parts.empty("没有这样的整改事项。", Parts.link(chrome.to("/rectify"), "看全部"))
    return Page(
      "整改", menu: .rectify, actions: "\(new)\(file)",
      """
      \(filters(filter, departments, chrome))\(counts(all, filter, chrome))<p class="asof">数据截至\(chrome.day.chinese)</p>\
      \(found.isEmpty ? empty : table)
      """)
  }

  private static func row(_ notice: RectificationAnswer, _ number: Int, _ chrome: Chrome) -> Markup {
    let last = notice.steps.last.map { "\($0.on.chinese) \($0.by)\(Rectification.Action.chinese($0.kind))" }
    let address = Address("/rectify") / "\(notice.id)"
    let project = notice.notice.projectName ?? "部门整体"
    return """
      <tr>\(Parts.cell("序号", "\(number)"))\(Parts.cell("部门", "\(notice.department) \(notice.departmentName)"))\
      \(Parts.cell("项目", "\(project)"))\
      \(Parts.cell("存在的问题", Parts.link(chrome.to(address), notice.problem), kind: .title))\
      \(Parts.cell("通知日期", "\(notice.issuedOn.chinese)"))\(Parts.cell("整改期限", "\(notice.due.chinese)"))\
      \(Parts.cell("状态", mark(notice, on: chrome.day)))\(Parts.cell("最近办理", "\(last)"))</tr>
      """
  }

  private static func mark(_ notice: RectificationAnswer, on day: Day) -> Markup {
    if notice.notice.isOverdue(on: day) { return "<span class=\"state returned\">逾期未反馈</span>" }
    switch notice.state {
    case .open: return "<span class=\"state returned\">\(notice.state.chinese)</span>"
    case .answered: return "<span class=\"state submitted\">\(notice.state.chinese)</span>"
    case .closed: return "<span class=\"state approved\">\(notice.state.chinese)</span>"
    }
  }

  private static func filters(_ filter: Filter, _ departments: DepartmentsAnswer, _ chrome: Chrome) -> Markup {
    let choices = departments.departments.map {
      (
        value: FormLink.text(of: $0.division, code: $0.code, year: $0.fiscalYear),
        text: "\($0.code) \($0.name)（\($0.fiscalYear)年）"
      )
    }
    let states =
      [(value: "", text: "全部")] + Rectification.State.allCases.map { (value: $0.rawValue, text: $0.chinese) }
      + [(value: "overdue", text: "逾期未反馈")]
    let department: Markup? =
      choices.count > 1
      ? Field("department", "部门", .choice([(value: "", text: "全部")] + choices)).markup(filter.department) : nil
    return """
      <form class="filters" method="get" action="/rectify">\(chrome.keptDay)\(department)\
      \(Field("state", "状态", .choice(states)).markup(filter.state))<div class="field"><button>查询</button></div></form>
      """
  }

  private static func counts(_ all: [RectificationAnswer], _ filter: Filter, _ chrome: Chrome) -> Markup {
    let late = all.count { $0.notice.isOverdue(on: chrome.day) }
    let links = Rectification.State.allCases.map { state -> Markup in
      let address = Filter(department: filter.department, state: state.rawValue).address
      return "<a href=\"\(chrome.to(address))\">\(state.chinese)\(all.count { $0.state == state })</a>"
    }
    return "<p class=\"counts\">共\(all.count)件：\(links)，其中逾期未反馈\(late)件。</p>"
  }

  // MARK: - One notice

  /// What whoever looks may do.
  package struct Powers: Sendable {
    /// 反馈, 退回, 销号.
    package let answer: Bool, reject: Bool, close: Bool

    /// Some powers.
    package init(answer: Bool, reject: Bool, close: Bool) {
      (self.answer, self.reject, self.close) = (answer, reject, close)
    }
  }

  /// A notice with what was done, and what can be done now.
  package static func page(
    _ notice: RectificationAnswer, _ powers: Powers, typed: FormFields? = nil, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let address = Address("/rectify") / "\(notice.id)"
    let files = ["pdf", "docx"].map { kind in
      Parts.button(chrome.to((address / "letter").with("format", kind)), kind == "pdf" ? "公函PDF" : "公函Word")
    }
    let steps = notice.steps.map { step -> Markup in
      """
      <tr>\(Parts.cell("日期", "\(step.on.chinese)"))\(Parts.cell("经办", "\(step.by)"))\
      \(Parts.cell("办理", "\(Rectification.Action.chinese(step.kind))"))\(Parts.cell("说明", "\(step.note)", kind: .title))</tr>
      """
    }
    let done: Markup =
      steps.isEmpty
      ? "<p>部门还没有反馈。</p>"
      : """
      <table class="cards"><thead><tr><th>日期</th><th>经办</th><th>办理</th><th>说明</th></tr></thead>\
      <tbody>\(steps)</tbody></table>
      """
    let project: Markup =
      notice.project.map { code in
        Parts.link(chrome.to(Address("/projects") / code), "\(notice.notice.projectName ?? "")（\(code)）")
      } ?? "部门整体"
    let facts: Markup = """
      <dl class="facts"><dt>部门</dt><dd>\(notice.department) \(notice.departmentName)</dd><dt>项目</dt><dd>\(project)</dd>\
      <dt>发文字号</dt><dd>\(notice.number ?? "未编号")</dd><dt>通知</dt><dd>\(notice.issuedBy)，\(notice.issuedOn.chinese)</dd>\
      <dt>整改期限</dt><dd>\(notice.due.chinese)</dd><dt>状态</dt><dd>\(mark(notice, on: chrome.day))</dd></dl>
      """
    return Page(
      "整改 #\(notice.id)", menu: .rectify, actions: Markup(files),
      """
      \(problems.box("没有办理，请看："))<section>\(facts)<h2>存在的问题</h2><p class="said-text">\(notice.problem)</p>\
      <h2>整改要求</h2><p class="said-text">\(notice.demand)</p></section>\
      <section><h2>办理情况</h2>\(done)</section>\(acts(notice, address, powers, typed, problems, chrome))
      """)
  }

  private static func acts(
    _ notice: RectificationAnswer, _ address: Address, _ powers: Powers, _ typed: FormFields?, _ problems: Problems,
    _ chrome: Chrome
  ) -> Markup {
    guard chrome.day == chrome.today else { return "" }
    let canAnswer = notice.state == .open && powers.answer
    let canJudge = notice.state == .answered && (powers.reject || powers.close)
    guard canAnswer || canJudge else { return "" }
    let label = canAnswer ? "整改措施和结果" : "核实情况或退回意见"
    let reject: Markup =
      canJudge && powers.reject ? "<button class=\"danger\" name=\"act\" value=\"reject\">退回</button>" : ""
    let close: Markup =
      canJudge && powers.close ? "<button class=\"main\" name=\"act\" value=\"close\">销号</button>" : ""
    let answer: Markup = canAnswer ? "<button class=\"main\" name=\"act\" value=\"answer\">反馈</button>" : ""
    return chrome.form(
      to: address,
      """
      <section>\(Field(note, label, .area, isRequired: true).markup(typed?[note], problems[note]))</section>\
      <div class="bottom">\(answer)\(close)\(reject)</div>
      """)
  }

  // MARK: - A new one

  /// What a notice is written by.
  package static func new(
    _ departments: DepartmentsAnswer, once: String, typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    guard !departments.departments.isEmpty else {
      return Page("发整改通知", menu: .rectify, Parts.empty("还没有部门预算，先导入。", Parts.button("/import", "导入部门预算")))
    }
    let choices = departments.departments.map {
      (
        value: FormLink.text(of: $0.division, code: $0.code, year: $0.fiscalYear),
        text: "\($0.code) \($0.name)（\($0.fiscalYear)年）"
      )
    }
    func field(_ name: String, _ label: String, _ kind: Field.Kind, hint: String? = nil, must: Bool = false) -> Markup {
      Field(name, label, kind, hint: hint, isRequired: must).markup(typed[name], problems[name])
    }
    return Page(
      "发整改通知", menu: .rectify,
      """
      \(problems.box("没有发出，请看："))\(chrome.form(to: "/rectify/new", """
        <input type="hidden" name="\(DoubtsPage.once)" value="\(once)"><section>\(field(department, "部门", .choice(choices), must: true))\
        \(field(project, "项目编码", .text, hint: "写了项目的以项目所在部门为准；不写则针对整个部门。"))\
        \(field(problem, "存在的问题", .area, must: true))\(field(demand, "整改要求", .area, must: true))\
        \(field(due, "整改期限", .day, must: true))\
        \(field(number, "发文字号", .text, hint: "如 徐财绩〔2025〕3号；不写则按机关代字顺序编号，没有设机关代字的不编号。"))</section>\
        <div class="bottom"><button class="main">发出</button>\(Parts.link(chrome.to("/rectify"), "不发了"))</div>
        """))
      """)
  }

  /// What is said.
  package static func issued(_ notice: RectificationAnswer) -> String {
    "已发出整改通知 #\(notice.id)\(notice.number.map { "（\($0)）" } ?? "")：\(notice.departmentName)，期限\(notice.due.chinese)。"
  }
  package static func done(_ action: Rectification.Action) -> String {
    switch action {
    case .answer: "已反馈，等待核实。"
    case .reject: "已退回，部门会继续整改。"
    case .close: "已销号。"
    }
  }
  package static let dueMissing = "请写明整改期限。"
}
