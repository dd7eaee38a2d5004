package import Contract
internal import Domain

/// 审计: who did what, when, from where, and what is other than before.
package enum AuditPage {
  /// By what it is asked for less.
  package static let filters = ["from", "until", "actor", "action", "refused"]

  /// The page.
  ///
  /// - Parameters:
  ///   - hasMore: whether rows come behind these.
  ///   - found: what verifying came to just now.
  package static func page(
    _ audit: AuditAnswer, hasMore: Bool, _ standing: AuditStandingAnswer, found: AuditVerifiedAnswer? = nil,
    _ query: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    var place = Address("/audit"), file = Address("/audit/export")
    for name in filters {
      place = place.with(name, query.typed(name))
      file = file.with(name, query.typed(name))
    }
    let actions =
      Parts.button(file.with("format", "csv"), "导出CSV") + Parts.button(file.with("format", "jsonl"), "导出JSON行")
    let choices =
      [(value: "", text: "全部")]
      + Action.allCases.filter {
        !$0.isQuestion || $0 == .exportAudit || $0 == .verifyAudit || $0 == .compareDepartments
      }
      .map { (value: $0.rawValue, text: $0.chinese) }
    let refused = [(value: "", text: "全部"), (value: "yes", text: "被拒"), (value: "no", text: "办成")]
    let filter: Markup = """
      <form class="filters" method="get" action="/audit" role="search">\(Field("from", "从", .day).markup(query.typed("from"), problems["from"]))\
      \(Field("until", "到", .day).markup(query.typed("until"), problems["until"]))\(Field("actor", "何人").markup(query.typed("actor")))\
      \(Field("action", "办理", .choice(choices)).markup(query.typed("action")))\
      \(Field("refused", "结果", .choice(refused)).markup(query.typed("refused")))<button>查询</button></form>
      """
    let rows = audit.entries.map(row)
    let table: Markup =
      rows.isEmpty
      ? Parts.empty("没有符合条件的审计记录。", "<p>\(Parts.button("/audit", "不再筛选"))</p>")
      : """
      <div class="scroll"><table class="cards"><caption class="sr">审计记录，最近的在前</caption><thead><tr><th scope="col">何时</th>\
      <th scope="col">何人</th><th scope="col">何处</th><th scope="col">办理</th><th scope="col">结果</th><th scope="col">内容和变动</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
    let more: Markup? =
      hasMore
      ? audit.entries.last.map { Parts.button(place.with("after", $0.place.text), "更早的") } : nil
    let first: Markup? = query.typed("after").map { _ in Parts.button(place, "最近的") }
    return Page(
      "审计", menu: .audit, actions: actions,
      """
      \(problems.box("没有查询，请看："))\(check(standing, found, chrome))\(filter)\(table)<nav class="pages" aria-label="翻页">\(first)\(more)</nav>
      """)
  }

  private static func row(_ entry: AuditAnswer.Entry) -> Markup {
    let isDone = entry.outcome == AuditEntry.done
    let outcome: Markup =
      isDone
      ? "<span class=\"green\">办成</span>"
      : "<span class=\"red\">被拒</span><br><span class=\"hint\">\(entry.outcome)</span>"
    let changes = entry.changes.map { text -> Markup in
      let lines = text.split(separator: "\n").map { "<li><code>\(String($0))</code></li>" as Markup }
      return "<p class=\"hint\">变动（前→后）：</p><ul class=\"plain\">\(lines)</ul>"
    }
    let request: Markup? = entry.request.map { "<code>\($0)</code>" }
    let content: Markup =
      entry.request == nil && entry.changes == nil
      ? "" : "<details><summary>查看</summary>\(request)\(changes)</details>"
    let chain = entry.chain.isEmpty ? "总链" : entry.chain
    return """
      <tr>\(Parts.cell("何时", "\(entry.at)", kind: .title))\(Parts.cell("何人", "\(entry.actor)"))\
      \(Parts.cell("何处", "\(entry.origin)<br><span class=\"hint\">\(chain) 第\(entry.number)条</span>"))\
      \(Parts.cell("办理", "\(entry.name)"))\(Parts.cell("结果", outcome))\(Parts.cell("内容和变动", content))</tr>
      """
  }

  private static func check(
    _ standing: AuditStandingAnswer, _ found: AuditVerifiedAnswer?, _ chrome: Chrome
  ) -> Markup {
    var result: Markup = ""
    if let found {
      let faults = found.faults.map { "<li>\($0)</li>" as Markup }
      result =
        found.faults.isEmpty
        ? "<p class=\"said\" role=\"status\">刚才核验了\(found.chains)条链、\(found.rows)条审计记录，没有发现改动。</p>"
        : """
        <div class="problems" role="alert" id="problems" tabindex="-1"><h2>核验发现\(found.faults.count)处问题</h2><ul>\(faults)</ul></div>
        """
    }
    let last =
      standing.last.map { "上次核验：\($0.at)，\($0.actor)，\($0.outcome == AuditEntry.done ? "没有发现改动" : "发现问题")。" }
      ?? "还没有核验过。"
    let heads = standing.headsThrough.map { "链尾留存到\($0.chinese)。" } ?? "还没有留存过链尾。"
    return """
      \(result)<section class="check"><p>\(last)\(heads)</p>\(chrome.form(to: "/audit/verify", "<button>现在核验</button>"))</section>
      """
  }

  // Files.

  private static let captions = ["时间", "何人", "何处", "办理", "名称", "结果", "请求", "变动", "链", "序号", "摘要"]

  /// The first line of a table for spreadsheets.
  package static let head = Array("\u{FEFF}".utf8) + line(captions)

  /// The lines of some rows.
  package static func lines(_ entries: [AuditAnswer.Entry], isTable: Bool) throws -> [UInt8] {
    try entries.flatMap { entry in
      isTable
        ? line([
          entry.at, entry.actor, entry.origin, entry.action, entry.name, entry.outcome, entry.request ?? "",
          entry.changes ?? "", entry.chain, "\(entry.number)", entry.digest,
        ]) : Array((try AnswerEncoder.json(entry).compact + "\n").utf8)
    }
  }

  /// A line whose cells no spreadsheet takes for a formula.
  private static func line(_ cells: [String]) -> [UInt8] {
    let written = cells.map { cell in
      let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
      return "\"\((isFormula ? "'" : "") + cell.replacing("\"", with: "\"\""))\""
    }
    return Array((written.joined(separator: ",") + "\r\n").utf8)
  }
}
