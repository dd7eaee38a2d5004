internal import Contract
package import Domain
package import Reports

/// What whoever looks at a form may do with it.
package struct FormPowers: Sendable {
  /// 填写 and 报送, 撤回, 更正, 审核, 退回, 提出意见.
  package var fill = false, submit = false, withdraw = false, revise = false, approve = false, giveBack = false
  package var comment = false
  /// Whose name is put under it.
  package var name = ""

  /// Nothing.
  package init() {}
}

/// A form as on paper, to be filled in, handed in, judged or looked at.
package enum FormPage {
  /// The names of its fields.
  package static let rows = "rows"
  package static let act = "act", submit = "submit", save = "save", confirm = "confirm", remarks = "remarks"
  package static let weights = "weights", execution = "weights-execution", weightsReason = "weights-reason"
  package static let back = "back"
  /// How far the form had come that whoever judges it looked at.
  package static let step = "step"
  /// What was asked about a cell, or under ``confirm`` of the form: a tick agrees to that, and to nothing else.
  package static func asked(_ field: String) -> String { "asked:" + field }
  /// What was asked about a field, a line each.
  package static func sentences(_ text: String) -> [String] { text.split(whereSeparator: \.isNewline).map(String.init) }

  /// What is asked: about which field, and how.
  package typealias Question = (field: String, sentence: String)

  /// The page.
  ///
  /// - Parameters:
  ///   - typed: what was typed and is shown again; nil for what stands in the form.
  ///   - asks: what is to be confirmed before it is kept, by the fields it is about.
  ///   - isKept: whether what was typed is kept all the same, and only handing in is not done.
  package static func page(
    _ sheet: FormSheet, at link: FormLink, _ powers: FormPowers, typed: FormFields? = nil, _ problems: Problems,
    asks: [Question] = [], isKept: Bool = false, _ chrome: Chrome
  ) -> Page {
    let isOpen = sheet.isOpen && powers.fill && chrome.day == chrome.today
    let files: Markup = """
      \(["pdf", "docx", "xlsx"].map { kind -> Markup in
        Parts.button(chrome.to(link.below("file").with("format", kind)), kind == "pdf" ? "PDF" : kind == "docx" ? "Word" : "Excel")
      })\(Parts.button(chrome.to(link.below("history")), "历史"))
      """
    let table = FormTable(sheet: sheet, typed: typed, problems: problems, isOpen: isOpen)
    var body: Markup = """
      \(problems.box(isKept && isOpen ? "已存为草稿，没有报送，请看：" : "没有办理，请看："))\(standing(sheet, link, chrome))\(isOpen ? missing(sheet, link, chrome) : nil)
      """
    if isOpen {
      body += chrome.form(
        to: link.address,
        """
        <input type="hidden" name="\(rows)" value="\(FormRows.text(sheet.rows))">\
        \(table.markup)\(below(sheet, typed, problems))\(weightsPart(sheet, typed, problems))\
        \(lists)\(bar(sheet, powers, asks))
        """)
    } else {
      body +=
        "\(FormUnkept.list(sheet, typed))\(table.markup)\(texts(sheet))\(decision(sheet, at: link, powers, back: nil, problems, typed, chrome))"
    }
    return Page(title(sheet), menu: .forms, actions: files, isPaper: true, body)
  }

  /// What is said of a text whose indicator has no row any more.
  package static func left(_ name: String, _ text: String) -> String {
    "您填写“\(name)”的指标已不在表里，“\(text)”没有放进表格，需要的请先复制。"
  }

  /// What the form is called.
  package static func title(_ sheet: FormSheet) -> String {
    "\(sheet.paper.paper.name) \(FormLink.chinese(sheet.form, sheet.month))"
  }

  // MARK: - Above the table

  private static func standing(_ sheet: FormSheet, _ link: FormLink, _ chrome: Chrome) -> Markup {
    let (paper, progress) = (sheet.paper, sheet.paper.progress)
    let version: Markup? = paper.version > 1 ? "，第\(paper.version)版（更正）" : nil
    let asOf = (try? Day.parse(paper.paper.asOf))?.chinese ?? paper.paper.asOf
    let returned: Markup? = progress.remarks.map { step in
      """
      <p class="note"><strong>退回意见</strong>（\(step.actor)，\(step.day.chinese)）：\(step.note)\
      <br>改过的地方在表里标出。</p>
      """
    }
    let remarks = paper.remarks.map { remark -> Markup in "<p class=\"note\">\(remark.chinese)</p>" }
    let changed: Markup? =
      sheet.changes.isEmpty
      ? nil : "<p class=\"hint\">与上次报送相比改了\(sheet.changes.count)处，表里以蓝边标出，下有原值。</p>"
    let list = Address("/forms").with("department", departmentLink(sheet)).with("period", link.period)
    return """
      <p class="standing">\(progress.state.mark) \(sheet.department.code) \(sheet.department.name)\(version)，\
      数据截至\(asOf)。\(paper.waiting.map { "\($0.chinese)" as Markup }) \(Parts.link(chrome.to(list), "本期全部表格"))</p>\
      \(returned)\(remarks)\(changed)
      """
  }

  static func departmentLink(_ sheet: FormSheet) -> String {
    FormLink.text(
      of: sheet.department.division, code: sheet.department.code, year: sheet.department.fiscalYear)
  }

  /// What is missing, each a link to its place.
  private static func missing(_ sheet: FormSheet, _ link: FormLink, _ chrome: Chrome) -> Markup? {
    guard let content = sheet.content, !sheet.problems.isEmpty else { return nil }
    let items = sheet.problems.map { problem -> Markup in
      if case .project(let code, _) = problem.place {
        // What a project's form lacks is mended there.
        let project = FormLink(link.form, link.month, project: code, department: link.department)
        return "<li>\(Parts.link(chrome.to(project.address), content.sentence(problem)))</li>"
      }
      let key = place(of: problem, in: sheet)
      guard let key else { return "<li>\(content.sentence(problem))</li>" }
      return "<li><a href=\"#f-\(key)\">\(content.sentence(problem))</a></li>"
    }
    return """
      <details class="gaps"><summary>还缺\(items.count)处，表里以红色标出</summary><ol>\(items)</ol></details>
      """
  }

  /// The field at which a problem is mended; nil for what is mended elsewhere.
  package static func place(of problem: FormProblem, in sheet: FormSheet) -> String? {
    if let control = sheet.control(at: problem.place) { return control.cell.key }
    guard let field = problem.place.field else { return nil }
    if field == .weights { return FormPage.weights }
    let cell = FormSheet.Cell(field, row: problem.place.row)
    return sheet.cells.contains(cell) ? cell.key : nil
  }

  // MARK: - Below it

  /// Texts that have no cell in the table.
  private static func below(_ sheet: FormSheet, _ typed: FormFields?, _ problems: Problems) -> Markup {
    let fields = sheet.below.map { name -> Markup in
      let cell = FormSheet.Cell(name)
      let value = typed.flatMap { sheet.typed(cell, $0) } ?? sheet.value(cell)
      let field = Field(cell.key, name.chinese, name == .contact ? .text : .area)
      return """
        \(field.markup(value, problems[cell.key]))\
        <input type="hidden" name="\(cell.wasKey)" value="\(typed?[cell.wasKey] ?? sheet.value(cell))">
        """
    }
    return fields.isEmpty ? "" : "<section class=\"below\">\(fields)</section>"
  }

  private static func weightsPart(_ sheet: FormSheet, _ typed: FormFields?, _ problems: Problems) -> Markup? {
    guard let points = sheet.points else { return nil }
    let rows = points.rows.joined(separator: ",")
    let open: Markup =
      problems[weights] == nil && problems[execution] == nil && typed?.typed(weightsReason) == nil ? "" : " open"
    return """
      <section class="below"><details\(open)><summary>分值由人工设定（合计100分，写明理由）</summary>\
      \(Field(weights, "各项指标分值，按表中顺序用逗号分开").markup(typed?[weights] ?? rows, problems[weights]))\
      \(Field(execution, "预算执行率分值").markup(typed?[execution] ?? points.execution, problems[execution]))\
      \(Field(weightsReason, "理由").markup(typed?[weightsReason]))\
      <input type="hidden" name="was:\(weights)" value="\(typed?["was:" + weights] ?? rows)">\
      <input type="hidden" name="was:\(execution)" value="\(typed?["was:" + execution] ?? points.execution)"></details></section>
      """
  }

  /// What was written below a form that is not open.
  private static func texts(_ sheet: FormSheet) -> Markup {
    let rows = sheet.below.compactMap { name -> Markup? in
      let value = sheet.value(FormSheet.Cell(name))
      return value.isEmpty ? nil : "<dt>\(name.chinese)</dt><dd>\(value)</dd>"
    }
    return rows.isEmpty ? "" : "<section class=\"below\"><dl class=\"facts\">\(rows)</dl></section>"
  }

  private static let lists: Markup = """
    <datalist id="values"><option value="未到期"><option value="达成"><option value="部分达成"><option value="未达成"></datalist>
    """

  private static func bar(_ sheet: FormSheet, _ powers: FormPowers, _ asks: [Question]) -> Markup {
    let count = sheet.problems.count
    let first = sheet.problems.compactMap { place(of: $0, in: sheet) }.first
    let next: Markup? = first.map { "<a class=\"button next\" href=\"#f-\($0)\">下一处</a>" }
    let submit: Markup? =
      powers.submit ? "<button class=\"main\" name=\"\(act)\" value=\"\(FormPage.submit)\">报送</button>" : nil
    let asked = Dictionary(grouping: asks, by: \.field).sorted { $0.key < $1.key }.map { field, asks -> Markup in
      let lines = asks.map(\.sentence).joined(separator: "\n")
      return "<input type=\"hidden\" name=\"\(FormPage.asked(field))\" value=\"\(lines)\">"
    }
    let question: Markup? =
      asks.isEmpty
      ? nil
      : """
      \(asked)\
      <label class="ask"><input type="checkbox" id="f-\(confirm)" name="\(confirm)" value="yes">确认无误</label>
      """
    return """
      <div class="bottom">\(question)<button name="\(act)" value="\(save)">保存草稿</button>\(submit)\(next)\
      <span class="hint">\(count == 0 ? "已填写完整。" : "还缺\(count)处。")</span></div>
      """
  }

  // MARK: - What is decided

  /// The buttons by which a form that is in goes on.
  ///
  /// - Parameter back: where to go on afterwards; nil for the form's own page.
  static func decision(
    _ sheet: FormSheet, at link: FormLink, _ powers: FormPowers, back: Address?, _ problems: Problems,
    _ typed: FormFields?, _ chrome: Chrome
  ) -> Markup {
    guard chrome.day == chrome.today else { return "" }
    let progress = sheet.paper.progress
    let seen = FormStep(version: sheet.paper.version, progress)
    let there: Markup = """
      <input type="hidden" name="\(step)" value="\(seen.text)">\
      \(back.map { "<input type=\"hidden\" name=\"\(FormPage.back)\" value=\"\($0.text)\">" as Markup })
      """
    var parts: [Markup] = []
    if progress.state == .submitted, powers.approve {
      let isOwn = progress.fillers.contains(powers.name) || progress.submitted?.actor == powers.name
      parts.append(
        isOwn
          ? """
          <span><button disabled aria-describedby="own">通过</button> \
          <span class="hint" id="own">您填写或报送过这张表，应由另一人审核。</span></span>
          """
          : chrome.form(to: link.below("approve"), "\(there)<button class=\"main\">通过</button>"))
    }
    if progress.state == .submitted, powers.giveBack {
      parts.append(
        chrome.form(
          to: link.below("return"),
          "\(there)\(words("退回意见", CommonPhrases.remarks, problems, typed))<button class=\"danger\">退回</button>"))
    }
    if powers.comment {
      parts.append(
        chrome.form(
          to: link.below("comment"),
          """
          \(there)<label class="sr" for="f-comment">意见（不退回）</label>\
          <input type="text" id="f-comment" name="comment" placeholder="提出意见，不退回" value="\(typed?["comment"])">\
          <button>提出意见</button>
          """))
    }
    if progress.state == .submitted, powers.withdraw {
      parts.append(chrome.form(to: link.below("withdraw"), "\(there)<button>撤回</button>"))
    }
    if progress.state == .approved, powers.revise {
      parts.append(chrome.form(to: link.below("revise"), "\(there)<button>更正（建立新版本）</button>"))
    }
    return parts.isEmpty ? "" : "<div class=\"bottom\">\(parts)</div>"
  }

  private static func words(
    _ label: String, _ phrases: [String], _ problems: Problems, _ typed: FormFields?
  ) -> Markup {
    let problem = problems[remarks].map { "<span class=\"problem\" id=\"p-\(remarks)\">\($0)</span>" as Markup }
    let wrong: Markup = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"p-\(remarks)\""
    return """
      <label class="sr" for="f-\(remarks)">\(label)</label>\
      <input type="text" id="f-\(remarks)" name="\(remarks)" list="remarks" placeholder="\(label)，必填" \
      value="\(typed?[remarks])"\(wrong)>\(problem)\
      <datalist id="remarks">\(phrases.map { "<option value=\"\($0)\">" as Markup })</datalist>
      """
  }

  // MARK: - What is said

  /// What is said when it was kept, with the reported values that took the place of others.
  package static func saved(_ sheet: Int, replaced: [String]) -> String {
    (["已保存草稿。" + (sheet == 0 ? "已填写完整，可以报送。" : "还缺\(sheet)处。")] + replaced.prefix(3)).joined()
  }
  /// What is said after each step.
  package static func done(_ action: FormAction, _ name: String) -> String {
    switch action {
    case .submit: "已报送“\(name)”，等待审核。"
    case .withdraw: "已撤回“\(name)”，可以修改。"
    case .giveBack: "已退回“\(name)”。"
    case .approve: "“\(name)”审核通过，已锁定。"
    }
  }
  package static func revised(_ name: String) -> String { "已为“\(name)”建立更正版本，可以修改。" }
  package static let commented = "意见已记录，填报人会收到。"
}
