package import Contract
package import Domain
package import Reports

/// 疑点: what an auditor would ask about, and the notices that are made of it.
package enum DoubtsPage {
  /// The fields of what is asked.
  package static let filters = ["kind", "department", "division", "year"]
  /// How many are made into notices at once.
  private static let most = 100

  /// The field of what the page is known by.
  package static let once = "once"

  /// What is said where no doubt was ticked.
  package static let nothingTicked = "请先勾选要转整改的疑点。"
  /// What is said where what was ticked is there no more.
  package static let gone = "勾选的疑点已经不在清单里，请重新勾选。"
  /// What is said of a notice without its problem or its demand, and of a day that is none.
  package static let problemMissing = "请写明存在的问题。", demandMissing = "请写明整改要求。", dueMissing = "请填写整改期限。"

  /// The kinds that are asked for.
  package static func kinds(_ query: FormFields) -> Set<Doubt.Kind> {
    let asked = Set(query.all("kind").compactMap { Doubt.Kind(rawValue: $0) })
    return asked.isEmpty ? Set(Doubt.Kind.allCases) : asked
  }

  /// A doubt of a department. A form names it by what it says, so that no other takes its place while it is looked at.
  struct Row {
    let department: DepartmentIdentity, doubt: Doubt
    var key: String { "\(department.key)|\(doubt.project ?? "")|\(doubt.kind.rawValue)|\(doubt.mark)" }
  }

  /// What names the doubts of a list in a form.
  package static func keys(_ list: DoubtList) -> Set<String> { Set(rows(list).map(\.key)) }

  private static func rows(_ list: DoubtList) -> [Row] {
    list.departments.flatMap { part in
      part.doubts.map { Row(department: part.department, doubt: $0) }
    }
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - list: all doubts of the departments, of every kind.
  ///   - ticked: those that were ticked.
  package static func page(
    _ list: DoubtList, _ query: FormFields, ticked: Set<String>, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let kinds = kinds(query)
    let state = ListState("/bureau/doubts", query, filters: filters, usual: "code")
    let all = rows(list)
    let chosen = all.filter { kinds.contains($0.doubt.kind) }
    let asked = Set(query.all("kind"))
    let boxes = Doubt.Kind.allCases.map { kind -> Markup in
      let checked: Markup = asked.contains(kind.rawValue) ? " checked" : ""
      let count = all.count { $0.doubt.kind == kind }
      return """
        <label class="choice"><input type="checkbox" name="kind" value="\(kind.rawValue)"\(checked)>\(kind.chinese)（\(count)）</label>
        """
    }
    let filter: Markup = """
      <form class="filters" method="get" action="/bureau/doubts" role="search">\(state.kept(chrome))\
      \(Field("department", "部门", hint: "编码或名称，不写是全部").markup(query.typed("department")))\
      <fieldset><legend>疑点种类</legend>\(boxes)</fieldset><button>查询</button></form>
      """
    var file = Address("/bureau/doubts/file")
    for name in ["department", "division", "year"] { file = file.with(name, query.typed(name)) }
    let actions = Markup(
      [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF")].map { format, name in
        Parts.button(chrome.to(file.with("format", format)), "下载\(name)")
      })
    guard !chosen.isEmpty else {
      let none = Parts.empty(
        "没有发现疑点。", asked.isEmpty ? "" : "<p>\(Parts.button(chrome.to("/bureau/doubts"), "看全部种类"))</p>")
      return Page("疑点", menu: .doubts, actions: actions, problems.box() + filter + none)
    }
    let shown = Array(state.page(chosen))
    let lines = shown.enumerated().map { index, row in
      line(state.start + index + 1, row, ticked: ticked, chrome)
    }
    let table: Markup = """
      <div class="scroll"><table class="cards"><caption class="sr">疑点</caption><thead><tr><th scope="col">选</th>\
      <th scope="col" class="number">序号</th><th scope="col">部门</th><th scope="col">项目</th><th scope="col">疑点</th>\
      <th scope="col">情况</th><th scope="col">位置</th></tr></thead><tbody>\(lines)</tbody></table></div>
      """
    let bar: Markup = """
      <div class="bottom"><label class="tick-all" hidden><input type="checkbox" data-all="pick"> 全选本页</label>\
      <button class="main">把勾选的转为整改通知</button><span class="hint">疑点供核查，不等于问题。下一步可以修改通知的内容。</span></div>
      """
    return Page(
      "疑点", menu: .doubts, actions: actions,
      """
      <p class="asof">数据截至\(list.day.chinese)</p>\(problems.box("没有转整改，请看："))\(filter)\
      <form method="get" action="/bureau/doubts/notice">\(chrome.keptDay)\(table)\(bar)</form>\(links(state, chosen.count, query, chrome))
      """)
  }

  /// Links to the other pages keep several kinds.
  private static func links(_ state: ListState, _ count: Int, _ query: FormFields, _ chrome: Chrome) -> Markup {
    let kinds = query.all("kind")
    return kinds.count < 2 ? state.links(of: count, chrome) : state.adding("kind", kinds).links(of: count, chrome)
  }

  private static func line(_ number: Int, _ row: Row, ticked: Set<String>, _ chrome: Chrome) -> Markup {
    let checked: Markup = ticked.contains(row.key) ? " checked" : ""
    let name: Markup =
      row.doubt.projectName.map { "\($0)<br><span class=\"hint\">\(row.doubt.project)</span>" } ?? "部门整体"
    let box: Markup = """
      <label><input type="checkbox" name="pick" value="\(row.key)"\(checked)><span class="sr">选第\(number)条</span></label>
      """
    return """
      <tr>\(Parts.cell("选", box))\(Parts.cell("序号", "\(number)", kind: .number))\
      \(Parts.cell("部门", Parts.link(chrome.to(row.department.page), "\(row.department.code) \(row.department.name)")))\
      \(Parts.cell("项目", name, kind: .title))\(Parts.cell("疑点", "\(row.doubt.kind.chinese)"))\
      \(Parts.cell("情况", "\(row.doubt.text)"))\(Parts.cell("位置", "\(row.doubt.place)"))</tr>
      """
  }

  /// A notice to be made of some doubts of a project, or of a department as a whole.
  package struct Draft: Sendable {
    /// Whom it goes to, and by what a form names it.
    package let choice: DepartmentChoice, project: String?, key: String
    /// What it says of it; as it was typed, where it was.
    package let problem: String
    package let department: String, projectName: String
    /// The name of the field of what it says.
    package var field: String { "problem-\(key)" }
    /// Whether it is made of a doubt that was ticked.
    package func isOf(_ pick: String) -> Bool { pick.hasPrefix(key + "|") }
  }

  /// The notices of what was ticked: one a project, or a department as a whole.
  package static func drafts(_ picks: [String], _ list: DoubtList) -> [Draft] {
    let wanted = Set(picks)
    var order: [String] = []
    var groups: [String: [Row]] = [:]
    for row in rows(list) where wanted.contains(row.key) {
      let key = "\(row.department.key)|\(row.doubt.project ?? "")"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    return order.prefix(most).compactMap { key in
      guard let rows = groups[key], let first = rows.first, let choice = DepartmentChoice(key: first.department.key)
      else { return nil }
      let problem = rows.enumerated().map { index, row in
        let number = rows.count > 1 ? "\(index + 1)．" : ""
        return "\(number)\(row.doubt.kind.chinese)（\(row.doubt.place)）：\(row.doubt.text)"
      }.joined(separator: "\n")
      return Draft(
        choice: choice, project: first.doubt.project, key: key, problem: problem,
        department: "\(first.department.code) \(first.department.name)", projectName: first.doubt.projectName ?? "部门整体")
    }
  }

  /// The notices before they go out.
  ///
  /// - Parameters:
  ///   - once: what the page is known by: sent again it issues nothing twice.
  ///   - usual: the day that is proposed as 整改期限.
  package static func notices(
    _ drafts: [Draft], picks: [String], once: String, typed: FormFields, usual: Day, _ problems: Problems,
    _ chrome: Chrome
  ) -> Page {
    let blocks = drafts.map { draft -> Markup in
      let name = draft.field
      return """
        <section><h2>\(draft.department)，\(draft.projectName)</h2>\
        \(Field(name, "存在的问题", .area, isRequired: true).markup(typed[name] ?? draft.problem, problems[name]))</section>
        """
    }
    let key: Markup = "<input type=\"hidden\" name=\"\(DoubtsPage.once)\" value=\"\(once)\">"
    let kept = picks.map { "<input type=\"hidden\" name=\"pick\" value=\"\($0)\">" as Markup }
    return Page(
      "转整改", menu: .doubts,
      """
      \(problems.box("没有发出，请看："))<p>下面\(drafts.count)份整改通知分别发给有关部门，每份一个项目。</p>\
      \(chrome.form(to: "/bureau/doubts/notice", """
        \(key)\(kept)\(blocks)<section>\
        \(Field("demand", "整改要求", .area, hint: "每份通知相同", isRequired: true).markup(typed["demand"], problems["demand"]))\
        \(Field("due", "整改期限", .day, isRequired: true).markup(typed["due"] ?? usual.description, problems["due"]))</section>\
        <div class="bottom"><button class="main">发出\(drafts.count)份整改通知</button>\
        \(Parts.button(chrome.to("/bureau/doubts"), "不发，回到疑点"))</div>
        """))
      """)
  }

  /// What is said of a notice that is refused.
  package static func refused(_ draft: Draft, _ sentence: String) -> String {
    "\(draft.department)，\(draft.projectName)：\(sentence)"
  }

  /// What is said when notices went out.
  package static func issued(_ ids: [Int64]) -> String {
    let numbers = ids.map { "#\($0)" }
    return "已发出\(ids.count)份整改通知：\(numbers.prefix(8).joined(separator: "、"))\(ids.count > 8 ? "等" : "")。"
  }
}
