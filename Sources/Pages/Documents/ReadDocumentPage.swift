package import Contract
internal import Domain

/// A document as it was read: at the left what it says and what changes by it, at the right what was noticed.
package enum ReadDocumentPage {
  /// The page.
  ///
  /// - Parameter fields: what was told of it, and whether it is only looked at.
  package static func page(
    _ answer: DocumentAnswer, upload: Int64, _ fields: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let isCheck = fields[ImportPage.check] != nil
    let here = ImportPage.carried.reduce(Address("/import") / "\(upload)") { $0.with($1, fields[$1]) }
    let sheet = ImportPage.carried.reduce(Address("/import") / "\(upload)" / "findings") { $0.with($1, fields[$1]) }
    let refused = answer.refused.map { "<p class=\"note\" role=\"alert\">\($0)</p>" as Markup }
    let again: Markup = """
      <details\(answer.department == nil ? " open" : "" as Markup)><summary>文件里没有写明的，写明后重读</summary>\
      <form method="get" action="\(Address("/import") / "\(upload)")">\(isCheck ? "<input type=\"hidden\" name=\"check\" value=\"yes\">" : "" as Markup)\
      \(ImportPage.details(fields, problems))<button>重读</button></form></details>
      """
    return Page(
      isCheck ? "检查“\(answer.file)”" : "导入“\(answer.file)”", menu: .documents,
      actions: Parts.button(sheet, "问题清单XLSX"), isWide: true,
      """
      \(problems.box("没有导入，请看："))\(refused)<div class="sides document"><div>\(said(answer))\(differences(answer))\(again)</div>\
      <div>\(findings(answer.findings, at: here, typed: fields, chrome))</div></div>\(bar(answer, here, isCheck: isCheck, problems, fields, chrome))
      """)
  }

  // MARK: - What it says

  private static func said(_ answer: DocumentAnswer) -> Markup {
    guard let department = answer.department else {
      return "<section><h2>读到的内容</h2><p>没有读出部门预算。右边写明了缺什么、在哪里。</p></section>"
    }
    let indicators = answer.projects.flatMap(\.indicators)
    let quantitative = indicators.count { $0.target.isQuantitative }
    let division: Markup? =
      department.division.isSpecified ? "<dt>区划</dt><dd>\(department.division.text)</dd>" : nil
    return """
      <section><h2>读到的内容</h2><dl class="facts">\(division)<dt>部门</dt><dd>\(department.code) \(department.name)</dd>\
      <dt>年度</dt><dd>\(department.fiscalYear)年</dd><dt>项目</dt><dd>\(answer.projects.count)个</dd>\
      <dt>指标</dt><dd>\(indicators.count)项，其中定量\(quantitative)项；部门整体指标\(answer.departmentIndicators.count)项</dd></dl>\
      \(projects(answer.projects))\(goals(answer.departmentIndicators))</section>
      """
  }

  private static func projects(_ projects: [ProjectAnswer]) -> Markup {
    let rows = projects.enumerated().map { index, project -> Markup in
      let plan = project.plan.map { "\($0.month)月\($0.percent)%" }.joined(separator: " ")
      let basis = project.planBasis == "amount" ? "（按金额折算）" : ""
      return """
        <tr>\(Parts.cell("序号", "\(index + 1)"))\(Parts.cell("项目", "\(project.name)<br><small>\(project.code)</small>", kind: .title))\
        \(Parts.cell("预算数", "\(project.budget.grouped)", kind: .number))\
        \(Parts.cell("其中财政资金", "\(project.fiscalFunds.grouped)", kind: .number))\
        \(Parts.cell("支出计划", "\(plan.isEmpty ? "没有" : plan + basis)"))\(Parts.cell("指标", indicators(project)))</tr>
        """
    }
    let sum = projects.reduce(Money.zero) { $0 + $1.budget }
    let fiscal = projects.reduce(Money.zero) { $0 + $1.fiscalFunds }
    return """
      <p class="unit">金额单位：元</p><div class="scroll"><table class="cards"><thead><tr><th>序号</th><th>项目</th>\
      <th class="number">预算数</th><th class="number">其中财政资金</th><th>支出计划</th><th>指标</th></tr></thead><tbody>\(rows)\
      <tr class="sum"><td data-label=""></td>\(Parts.cell("", "合计", kind: .title))\
      \(Parts.cell("预算数", "\(sum.grouped)", kind: .number))\(Parts.cell("其中财政资金", "\(fiscal.grouped)", kind: .number))\
      <td data-label=""></td><td data-label=""></td></tr></tbody></table></div>
      """
  }

  private static func indicators(_ project: ProjectAnswer) -> Markup {
    guard !project.indicators.isEmpty else { return "没有" }
    let items = project.indicators.map { "<li>\($0.level3)：\($0.target.words)</li>" as Markup }
    return "<details><summary>\(items.count)项</summary><ol>\(items)</ol></details>"
  }

  private static func goals(_ goals: [GoalAnswer]) -> Markup? {
    guard !goals.isEmpty else { return nil }
    let items = goals.map { "<li>\($0.section)：\($0.name) \($0.target.words)</li>" as Markup }
    return "<details><summary>部门整体指标\(items.count)项</summary><ol>\(items)</ol></details>"
  }

  // MARK: - What changes by it

  private static func differences(_ answer: DocumentAnswer) -> Markup? {
    guard answer.department != nil else { return nil }
    if answer.outcome?.repeated == true { return "<section><h2>与现有的差异</h2><p>与上次导入的文件相同，没有变化。</p></section>" }
    let isFirst = answer.changes.allSatisfy { $0.old == nil } && answer.removals.isEmpty
    let from = answer.effectiveOn.map { "<p>自\($0.chinese)起执行。</p>" as Markup }
    guard !isFirst else {
      let all: Markup = answer.changes.isEmpty ? "<p>没有变化。</p>" : "<p>全部是新的内容。</p>"
      return "<section><h2>与现有的差异</h2>\(all)\(from)</section>"
    }
    let rows = answer.changes.prefix(200).map { change -> Markup in
      """
      <tr>\(Parts.cell("内容", "\(change.name)", kind: .title))\(Parts.cell("现有", "\(change.old ?? "没有")"))\
      \(Parts.cell("文件里", "\(change.new ?? "移除")"))</tr>
      """
    }
    let more: Markup? = answer.changes.count > 200 ? "<p class=\"hint\">等\(answer.changes.count)处。</p>" : nil
    let gone: Markup? =
      answer.removals.isEmpty ? nil : "<h3>文件里没有了、会移除的项目</h3>\(ImportPage.list(answer.removals))"
    return """
      <section><h2>与现有的差异</h2>\(from)\(gone)<table class="cards"><thead><tr><th>内容</th><th>现有</th><th>文件里</th></tr></thead>\
      <tbody>\(rows)</tbody></table>\(more)</section>
      """
  }

  // MARK: - What was noticed

  private static func findings(
    _ findings: [FindingAnswer], at here: Address, typed: FormFields, _ chrome: Chrome
  ) -> Markup {
    guard !findings.isEmpty else { return "<section><h2>发现的问题</h2><p>没有发现问题。</p></section>" }
    // A text that several things are about is written otherwise at the first of them.
    var seen: Set<String> = []
    let firsts = Set(findings.indices.filter { findings[$0].text.map { seen.insert($0.key).inserted } ?? false })
    let groups = [("error", "错误"), ("warning", "注意"), ("info", "提示")].compactMap { code, name -> Markup? in
      let found = findings.enumerated().filter { $1.severity == code }
      guard !found.isEmpty else { return nil }
      let items = found.map { index, finding -> Markup in
        """
        <li>\(finding.mark) \(finding.message)<br><span class="hint">\(finding.place)\(finding.project.map { "，项目\($0)" })</span>\
        \(firsts.contains(index) ? mend(finding, typed) : nil)</li>
        """
      }
      let open: Markup = code == "info" && findings.count > 12 ? "" : " open"
      return "<details\(open)><summary>\(name)\(found.count)条</summary><ul class=\"findings\">\(items)</ul></details>"
    }
    let form = chrome.form(to: Address(copying: here, below: "mend"), Markup(groups))
    return """
      <section><h2>发现的问题</h2><p class="hint">读错、写错的可以在这里改，改后重读；原文件照存，改了什么随导入留下记录。</p>\(form)</section>
      """
  }

  /// The text of the document in its place, to be written otherwise.
  private static func mend(_ finding: FindingAnswer, _ typed: FormFields) -> Markup? {
    guard let text = finding.text, text.text.count <= 600 else { return nil }
    let name = "\(finding.place)的原文"
    let own = typed["mend:\(text.key)"]
    let input: Markup =
      text.text.contains(where: \.isNewline) || text.text.count > 40
      ? "<textarea name=\"mend:\(text.key)\" rows=\"3\" aria-label=\"\(name)\">\(own ?? text.text)</textarea>"
      : "<input type=\"text\" name=\"mend:\(text.key)\" aria-label=\"\(name)\" value=\"\(own ?? text.text)\">"
    return """
      <details class="mend"\(own == nil ? "" : " open" as Markup)><summary>在这里改</summary>\(input)\
      <input type="hidden" name="was:\(text.key)" value="\(text.text)"><button>改后重读</button></details>
      """
  }

  private static func bar(
    _ answer: DocumentAnswer, _ here: Address, isCheck: Bool, _ problems: Problems, _ fields: FormFields,
    _ chrome: Chrome
  ) -> Markup {
    let drop = chrome.form(to: Address(copying: here, below: "drop"), "<button>放弃</button>")
    guard !isCheck else {
      let go = here.with(ImportPage.check, nil)
      let really: Markup? = answer.department == nil ? nil : Parts.button(go, "改为导入")
      return "<div class=\"bottom\"><span class=\"hint\">只检查，没有写入。</span>\(really)\(drop)</div>"
    }
    guard answer.department != nil, answer.outcome?.repeated != true else {
      return "<div class=\"bottom\">\(drop)</div>"
    }
    let ticked = ImportPage.isAgreed(answer, fields) ? fields[ImportPage.agree] : nil
    let agree: Markup? =
      answer.needsAgreement
      ? """
      \(Field(ImportPage.agree, "同意移除上面\(answer.removals.count)个项目（记录保留）", .tick)
        .markup(ticked, problems[ImportPage.agree]))\
      <input type="hidden" name="\(ImportPage.removals())" value="\(ImportPage.codes(answer))">
      """ : nil
    let confirm = chrome.form(
      to: Address(copying: here, below: "confirm"), "\(agree)<button class=\"main\">确认导入</button>")
    return "<div class=\"bottom\">\(confirm)\(drop)</div>"
  }
}

extension Address {
  /// A place below the path of another, that asks the same.
  init(copying address: Address, below part: String) {
    var place: Address = "/"
    for name in address.path.split(separator: "/") { place = place / String(name) }
    self = address.query.reduce(place / part) { $0.with($1.name, $1.value) }
  }
}

extension TargetAnswer {
  /// The target as it stands in the document.
  var words: String {
    switch self {
    case .qualitative(let text, _): text
    case .quantitative(let text, _, _, _, _): text
    }
  }
}
