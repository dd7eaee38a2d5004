package import Contract
package import Domain

/// The columns of payments.
package enum PaymentColumn: String, GridColumn {
  case project, date, amount, category, voucher, memo

  package var title: String {
    switch self {
    case .project: "项目"
    case .date: "日期"
    case .amount: "金额"
    case .category: "类别"
    case .voucher: "凭证号"
    case .memo: "摘要"
    }
  }

  package static var keys: Set<PaymentColumn> { [.project] }

  package init(of refusal: RefusalKind?) {
    self =
      switch refusal {
      case .notADate, .outsideFiscalYear, .yearArchived: .date
      case .notAnAmount, .amountTooFine, .amountTooLarge, .amountNegative, .amountZero, .paidTooLarge: .amount
      case .categoryMissing, .categoryUnknown, .categoryAmbiguous: .category
      case .voucherMissing, .voucherTooLong, .voucherControl, .voucherUsed: .voucher
      case .textTooLong: .memo
      default: .project
      }
  }
}

/// 录入: many payments quickly, a line a project.
package enum EntryPage {
  /// A line of payments.
  package typealias Line = GridLine<PaymentColumn>

  /// What is said where nothing was typed.
  package static let nothing = "一行也没有填。请填写日期、金额和凭证号，再保存。"

  /// How many projects stand on a page, and how many empty lines below them.
  private static let perPage = 50, spare = 5, least = 10, added = 10

  /// What somebody looks for among the projects.
  package struct Filter: Sendable {
    /// Part of a name, a code or a department; nil for all.
    package let words: String?
    /// How many projects are left out before.
    package let from: Int

    /// A filter as the address asks it.
    package init(_ query: FormFields) {
      words = query.typed("q")
      from = max(0, query.typed("from").flatMap { Int($0) } ?? 0)
    }

    /// The page with it.
    package var address: Address {
      Address("/entry").with("q", words).with("from", from == 0 ? nil : "\(from)")
    }

    func fits(_ project: EntryProjectsAnswer.Project) -> Bool {
      guard let words else { return true }
      return [project.name, project.code, project.department].contains { $0.localized(contains: words) }
    }
  }

  /// The lines of somebody who begins: one for each project on the page, and some more.
  package static func lines(_ projects: EntryProjectsAnswer, _ filter: Filter) -> [Line] {
    let found = projects.projects.filter(filter.fits)
    let first = Parts.first(asked: filter.from, of: found.count, length: perPage)
    let shown = found.dropFirst(first).prefix(perPage)
    let lines = shown.map { Line([.project: $0.code]) }
    return lines + Array(repeating: Line(), count: max(spare, least - lines.count))
  }

  /// With lines that were typed before, in their order; lines of projects that are not among them follow.
  package static func lines(_ projects: EntryProjectsAnswer, _ filter: Filter, typed: [Line]) -> [Line] {
    let fresh = lines(projects, filter)
    let named = Set(typed.map { $0[.project] })
    return typed + fresh.filter { $0[.project].isEmpty || !named.contains($0[.project]) }
  }

  /// With more empty ones.
  package static func more(_ lines: [Line]) -> [Line] {
    Array((lines + Array(repeating: Line(), count: added)).prefix(Line.most))
  }

  /// Whether a line says a project otherwise than by its code.
  package static func hasNames(_ lines: [Line]) -> Bool {
    Line.filled(lines).contains { _, line in
      guard let project = line.typed(.project) else { return false }
      return (try? ProjectCode.parse(project)) == nil
    }
  }

  /// The rows as the desk takes them.
  ///
  /// - Parameter projects: by whose names a project may be typed as well.
  package static func rows(_ lines: [Line], _ projects: [EntryProjectsAnswer.Project]) -> [SpendingRowsRequest.Row] {
    let codes = Dictionary(grouping: projects, by: \.name).compactMapValues {
      $0.count == 1 ? $0[0].code : nil
    }
    return Line.filled(lines).map { number, line in
      let project = line.typed(.project) ?? ""
      return .init(
        number, project: codes[project] ?? project, date: line[.date], amount: line[.amount], voucher: line[.voucher],
        category: line.typed(.category), memo: line.typed(.memo))
    }
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - answer: what became of the lines, with what they were sent for; nil before.
  ///   - draft: which draft was there, and when it was kept where what stands in the lines is of it.
  package static func page(
    _ projects: EntryProjectsAnswer, _ filter: Filter, _ lines: [Line], answer: (EntryMode, RowsAnswer)? = nil,
    problems: Problems? = nil, draft: GridDraft = GridDraft(""), _ chrome: Chrome
  ) -> Page {
    let actions = Parts.button(chrome.to("/entry/upload"), "批量录入")
    guard !projects.projects.isEmpty else {
      return Page(
        "录入支出", menu: .entry,
        Parts.empty("还没有可以录入的项目。先导入部门预算。", "<p>\(Parts.button("/import", "导入部门预算"))</p>"))
    }
    let found = problems ?? answer?.1.problems(PaymentColumn.self) ?? Problems()
    let note: Markup? = answer.map { "<p class=\"note\" role=\"status\">\($1.standing($0, "笔"))</p>" }
    let looks = Markup(
      (answer?.1.rows ?? []).filter { $0.number == 0 }.compactMap { row in
        row.message.map { "<p class=\"note\">\($0)</p>" as Markup }
      })
    return Page(
      "录入支出", menu: .entry, actions: actions, isWide: true,
      """
      \(draft.when == nil ? nil : GridParts.restored(draft, discarding: "/entry/draft/discard", chrome))\(note)\(looks)\
      \(found.box("要改的："))\(search(projects, filter, chrome))\
      \(chrome.form(to: filter.address, id: "entry", """
        <input type="hidden" name="\(Line.count)" value="\(lines.count)">\(GridParts.seen(draft))\(GridParts.keys)<p class="unit">单位：元；截至\(chrome.day.chinese)</p>\
        \(table(projects, lines, answer?.1, chrome))\(lists(projects))\(GridParts.buttons(draft.said))
        """))
      """)
  }

  private static func search(_ projects: EntryProjectsAnswer, _ filter: Filter, _ chrome: Chrome) -> Markup {
    let count = projects.projects.filter(filter.fits).count
    guard projects.projects.count > perPage || filter.words != nil else { return "" }
    let here = chrome.to("/entry").with("q", filter.words)
    let first = Parts.first(asked: filter.from, of: count, length: perPage)
    let before: Markup = first > 0 ? Parts.button(here.with("from", "\(max(0, first - perPage))"), "上一页") : ""
    let after: Markup =
      first + perPage < count ? Parts.button(here.with("from", "\(first + perPage)"), "下一页") : ""
    return """
      <form class="filters" method="get" action="/entry" role="search"><div><label for="f-q">找项目</label>\
      <input type="search" id="f-q" name="q" value="\(filter.words)"></div>\(chrome.keptDay)<div><button>查找</button></div>\
      <div class="hint">共\(count)个项目</div>\(before)\(after)</form>
      """
  }

  private static func table(
    _ projects: EntryProjectsAnswer, _ lines: [Line], _ answer: RowsAnswer?, _ chrome: Chrome
  ) -> Markup {
    let known = Dictionary(projects.projects.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let several = Set(projects.projects.map(\.department)).count > 1
    let rows = Dictionary((answer?.rows ?? []).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let body = lines.enumerated().map { index, line in
      row(index, line, known[line[.project]], several, rows[index + 1])
    }
    return """
      <div class="scroll"><table class="cards grid" data-columns="project date amount category voucher memo" \
      data-preview="\(chrome.to("/entry/preview"))" data-draft="\(chrome.to("/entry/draft"))"><thead><tr><th>序号</th>\
      <th data-column="project">项目</th><th class="number">预算数</th><th class="number">已支付</th>\
      <th data-column="date">日期</th><th class="number" data-column="amount">金额</th><th data-column="category">类别</th>\
      <th data-column="voucher">凭证号</th><th data-column="memo">摘要</th><th>录入后</th></tr></thead><tbody>\(body)</tbody></table></div>
      """
  }

  private static func row(
    _ index: Int, _ line: Line, _ project: EntryProjectsAnswer.Project?, _ several: Bool, _ row: RowsAnswer.Row?
  ) -> Markup {
    func cell(_ column: PaymentColumn, _ more: Markup = "") -> Markup {
      GridParts.input(column, index, line, row?.problem(at: column), more: more)
    }
    let list: Markup =
      project.map { $0.categories.isEmpty ? "" : " list=\"categories-\($0.code)\"" } ?? ""
    return """
      <tr data-line="\(index)"><td class="line">\(index + 1)</td>\(about(index, line, project, several, row))\
      \(cell(.date, " placeholder=\"年-月-日\""))\(cell(.amount, " inputmode=\"decimal\" class=\"amount\""))\
      \(cell(.category, list))\(cell(.voucher))\(cell(.memo))\
      <td class="after" data-label="录入后">\(GridParts.after(row, saying: row?.outcome != .refused))</td></tr>
      """
  }

  /// Which project a line is of: said where it is known, else to be typed.
  private static func about(
    _ index: Int, _ line: Line, _ project: EntryProjectsAnswer.Project?, _ several: Bool,
    _ row: RowsAnswer.Row?
  ) -> Markup {
    guard let project else {
      return GridParts.input(
        .project, index, line, row?.problem(at: PaymentColumn.project),
        more: " list=\"projects\" placeholder=\"名称或编码\"")
        + "<td class=\"number\" data-label=\"预算数\"></td><td class=\"number\" data-label=\"已支付\"></td>"
    }
    let name = Line.name(.project, index)
    let problem: Markup? = row?.problem(at: PaymentColumn.project).map {
      "<p class=\"problem\" id=\"p-\(name)\">\($0)</p>"
    }
    let department: Markup? = several ? "<small>\(project.department)</small>" : nil
    return """
      <td class="name" data-label="项目"><span id="f-\(name)" tabindex="-1">\(project.name)</span><small>\(project.code)</small>\(department)\
      <input type="hidden" name="\(name)" value="\(project.code)">\(problem)</td>\
      \(Parts.cell("预算数", "\(project.standing.budget.grouped)", kind: .number))\
      \(Parts.cell("已支付", "\(project.standing.paid.grouped)", kind: .number))
      """
  }

  /// What browsers propose while one types.
  private static func lists(_ projects: EntryProjectsAnswer) -> Markup {
    let all = Markup(projects.projects.map { "<option value=\"\($0.code)\">\($0.name)</option>" })
    let categories = Markup(
      projects.projects.filter { !$0.categories.isEmpty }.map { project in
        """
        <datalist id="categories-\(project.code)">\(project.categories.map { "<option value=\"\($0)\"></option>" as Markup })</datalist>
        """
      })
    return "<datalist id=\"projects\">\(all)</datalist>\(categories)"
  }
}

extension String {
  /// Whether it has a text in it, whatever the case of letters.
  fileprivate func localized(contains words: String) -> Bool { lowercased().contains(words.lowercased()) }
}
