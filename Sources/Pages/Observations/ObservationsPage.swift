package import Contract
package import Domain

/// The columns of indicators' values.
package enum ValueColumn: String, GridColumn {
  case subject, indicator, value, date, evidence, confirm

  package var title: String {
    switch self {
    case .subject: "项目"
    case .indicator: "指标"
    case .value: "完成值"
    case .date: "日期"
    case .evidence: "佐证"
    case .confirm: "确认"
    }
  }

  package static var keys: Set<ValueColumn> { [.subject, .indicator, .date, .confirm] }

  package init(of refusal: RefusalKind?) {
    self =
      switch refusal {
      case .notADate, .notAPeriod, .outsideFiscalYear, .dayToCome, .yearArchived, .rowTwice: .date
      default: .value
      }
  }
}

/// 指标: the values that are due, a line an indicator.
package enum ObservationsPage {
  /// A line of values.
  package typealias Line = GridLine<ValueColumn>

  /// What is said where nothing was typed.
  package static let nothing = "一行也没有填。请填写完成值，再保存。"

  private static let perPage = 50
  /// What stands before a department's code in the place of a project's.
  private static let ofDepartment = "部门:"

  /// What somebody looks for among the indicators.
  package struct Filter: Sendable {
    /// Part of a name, a code or a project; nil for all.
    package let words: String?
    /// Whether those that are not due are shown as well.
    package let isAll: Bool
    /// How many are left out before.
    package let from: Int

    /// A filter as the address asks it.
    package init(_ query: FormFields) {
      words = query.typed("q")
      isAll = query["show"] == "all"
      from = max(0, query.typed("from").flatMap { Int($0) } ?? 0)
    }

    /// The page with it.
    package var address: Address { all(isAll).with("from", from == 0 ? nil : "\(from)") }

    func all(_ isAll: Bool) -> Address {
      Address("/observations").with("q", words).with("show", isAll ? "all" : nil)
    }

    func fits(_ indicator: EntryIndicatorsAnswer.Indicator) -> Bool {
      guard isAll || indicator.isDue else { return false }
      guard let words = words?.lowercased() else { return true }
      return [
        indicator.name, indicator.target, indicator.project ?? "", indicator.projectName ?? "", indicator.department,
      ]
      .contains { $0.lowercased().contains(words) }
    }
  }

  /// The lines of somebody who begins: one for each indicator on the page.
  package static func lines(_ indicators: EntryIndicatorsAnswer, _ filter: Filter) -> [Line] {
    let found = indicators.indicators.filter(filter.fits)
    return found.dropFirst(Parts.first(asked: filter.from, of: found.count, length: perPage)).prefix(perPage).map(line)
  }

  /// With lines that were typed before, in their order; lines of indicators that are not among them follow.
  package static func lines(_ indicators: EntryIndicatorsAnswer, _ filter: Filter, typed: [Line]) -> [Line] {
    let named = Set(typed.map { [$0[.subject], $0[.indicator]] })
    return typed + lines(indicators, filter).filter { !named.contains([$0[.subject], $0[.indicator]]) }
  }

  private static func line(_ indicator: EntryIndicatorsAnswer.Indicator) -> Line {
    Line([
      .subject: indicator.project ?? ofDepartment + indicator.departmentCode, .indicator: indicator.reference,
      .date: indicator.day.description,
    ])
  }

  /// The rows as the desk takes them.
  package static func rows(_ lines: [Line]) -> [ValueRowsRequest.Row] {
    Line.filled(lines).map { number, line in
      let subject = line[.subject], date = line.typed(.date) ?? ""
      // A month stands for its last day.
      let parts = date.split(separator: "-", omittingEmptySubsequences: false)
      let isMonth = parts.count == 2 && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
      return .init(
        number,
        ObservationRequest(
          of: subject.hasPrefix(ofDepartment)
            ? .department(String(subject.dropFirst(ofDepartment.count))) : .project(subject),
          indicator: line[.indicator], at: isMonth ? .period(date) : .date(date), value: line[.value],
          isConfirmed: !line[.confirm].isEmpty, evidence: line.typed(.evidence)))
    }
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - answer: what became of the lines, with what they were sent for; nil before.
  ///   - draft: which draft was there, and when it was kept where what stands in the lines is of it.
  package static func page(
    _ indicators: EntryIndicatorsAnswer, _ filter: Filter, _ lines: [Line], answer: (EntryMode, RowsAnswer)? = nil,
    problems: Problems? = nil, draft: GridDraft = GridDraft(""), _ chrome: Chrome
  ) -> Page {
    let actions = Parts.button(chrome.to("/entry/upload"), "批量录入")
    guard !indicators.indicators.isEmpty else {
      return Page(
        "指标完成值", menu: .observations,
        Parts.empty("还没有要填报的指标。先导入部门预算和绩效目标。", "<p>\(Parts.button("/import", "导入部门预算"))</p>"))
    }
    let found = problems ?? answer?.1.problems(ValueColumn.self) ?? Problems()
    let note: Markup? = answer.map { "<p class=\"note\" role=\"status\">\($1.standing($0, "项"))</p>" }
    return Page(
      "指标完成值", menu: .observations, actions: actions, isWide: true,
      """
      \(draft.when == nil ? nil : GridParts.restored(draft, discarding: "/observations/draft/discard", chrome))\(note)\
      \(found.box("要改的："))\(head(indicators, filter, chrome))\
      \(lines.isEmpty ? empty(indicators, filter, chrome) : form(indicators, filter, lines, answer?.1, draft, chrome))
      """)
  }

  private static func head(_ indicators: EntryIndicatorsAnswer, _ filter: Filter, _ chrome: Chrome) -> Markup {
    let due = indicators.indicators.filter(\.isDue).count
    func tab(_ isAll: Bool, _ text: String) -> Markup {
      let current: Markup = filter.isAll == isAll ? " aria-current=\"page\"" : ""
      return "<a href=\"\(chrome.to(filter.all(isAll)))\"\(current)>\(text)</a>"
    }
    let count = indicators.indicators.filter(filter.fits).count
    let here = chrome.to(filter.all(filter.isAll))
    let first = Parts.first(asked: filter.from, of: count, length: perPage)
    let before: Markup = first > 0 ? Parts.button(here.with("from", "\(max(0, first - perPage))"), "上一页") : ""
    let after: Markup =
      first + perPage < count ? Parts.button(here.with("from", "\(first + perPage)"), "下一页") : ""
    let hidden: Markup =
      (filter.isAll ? "<input type=\"hidden\" name=\"show\" value=\"all\">" as Markup : "")
      + chrome.keptDay
    let last = indicators.due.map { "，\($0.chinese)前填报" } ?? ""
    return """
      <nav class="tabs" aria-label="哪些指标">\(tab(false, "待填报 \(due)项\(due > 0 ? last : "")"))\
      \(tab(true, "全部 \(indicators.indicators.count)项"))</nav>\
      <form class="filters" method="get" action="/observations" role="search"><div><label for="f-q">找指标或项目</label>\
      <input type="search" id="f-q" name="q" value="\(filter.words)"></div>\(hidden)<div><button>查找</button></div>\
      \(before)\(after)</form>
      """
  }

  private static func empty(_ indicators: EntryIndicatorsAnswer, _ filter: Filter, _ chrome: Chrome) -> Markup {
    let all = Parts.button(chrome.to(Address("/observations").with("show", "all")), "查看全部指标")
    return filter.words == nil
      ? Parts.empty("没有要填报的指标，本期都填了。要更正已填的，请从全部指标里找。", "<p>\(all)</p>")
      : Parts.empty("没有符合“\(filter.words ?? "")”的指标。", "<p>\(all)</p>")
  }

  private static func form(
    _ indicators: EntryIndicatorsAnswer, _ filter: Filter, _ lines: [Line], _ answer: RowsAnswer?,
    _ draft: GridDraft, _ chrome: Chrome
  ) -> Markup {
    let known = Dictionary(
      indicators.indicators.map { indicator in
        let line = line(indicator)
        return ([line[.subject], line[.indicator]], indicator)
      }, uniquingKeysWith: { first, _ in first })
    let rows = Dictionary((answer?.rows ?? []).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let several = Set(indicators.indicators.map(\.departmentCode)).count > 1
    let body = lines.enumerated().map { index, line in
      row(index, line, known[[line[.subject], line[.indicator]]], several, rows[index + 1], chrome)
    }
    let wordsList = Markup(Band.allCases.map { "<option value=\"\($0.rawValue)\"></option>" })
    return chrome.form(
      to: filter.address, id: "entry",
      """
      <input type="hidden" name="\(Line.count)" value="\(lines.count)">\(GridParts.seen(draft))<p class="hint">\
      数字可带单位（36家、95%、7500元），比率也可写 46/50；指标值是文字的写 达成、部分达成、未达成；日期写 2025-06-30，也可只写月份 2025-06。</p>\
      \(GridParts.keys)<div class="scroll"><table class="cards grid" data-columns="value date evidence" \
      data-preview="\(chrome.to("/observations/preview"))" data-draft="\(chrome.to("/observations/draft"))"><thead><tr>\
      <th>序号</th><th>项目</th><th>指标</th><th>年度指标值</th><th>上次完成值</th><th data-column="value">完成值</th>\
      <th data-column="date">日期或月份</th><th data-column="evidence">佐证</th><th>录入后</th></tr></thead>\
      <tbody>\(body)</tbody></table></div><datalist id="bands">\(wordsList)</datalist>\(GridParts.buttons(draft.said, more: false))
      """)
  }

  /// What stands in the place of the name of an indicator that is not among those of the page.
  private static func unknown(_ indicator: String) -> String {
    IndicatorID(reference: indicator) == nil ? "第\(indicator)项" : "已不在预算文件中的指标"
  }

  /// The files of what was reported last, and where they are sent and taken back; nothing where nothing was reported.
  private static func files(of indicator: EntryIndicatorsAnswer.Indicator?, _ chrome: Chrome) -> Markup? {
    guard let indicator, indicator.last != nil else { return nil }
    let place = EvidenceList.address(
      project: indicator.project, department: indicator.project == nil ? indicator.departmentCode : nil,
      indicator: indicator.reference)
    return """
      \(EvidenceList.links(indicator.files, withDays: false, chrome))\
      <small>\(Parts.link(chrome.to(place), "佐证材料"))</small>
      """
  }

  /// Refusals that a person may answer by saying that the value is meant as typed.
  private static let questions: Set<RefusalKind> = [.valueHundredfold, .valueOverWhole, .valueFarAbove]

  private static func row(
    _ index: Int, _ line: Line, _ indicator: EntryIndicatorsAnswer.Indicator?, _ several: Bool,
    _ row: RowsAnswer.Row?, _ chrome: Chrome
  ) -> Markup {
    func cell(_ column: ValueColumn, _ more: Markup = "") -> Markup {
      GridParts.input(column, index, line, row?.problem(at: column), more: more)
    }
    func hidden(_ column: ValueColumn) -> Markup {
      "<input type=\"hidden\" name=\"\(Line.name(column, index))\" value=\"\(line[column])\">"
    }
    let isAsked = row?.code.flatMap { RefusalKind(rawValue: $0) }.map(questions.contains) ?? false
    let confirm: Markup? =
      isAsked || !line[.confirm].isEmpty
      ? """
      <label><input type="checkbox" name="\(Line.name(.confirm, index))" value="是"\
      \(line[.confirm].isEmpty ? "" : " checked" as Markup)>确认无误</label>
      """ : nil
    let last: Markup =
      "\(indicator?.last.map { "\($0.value)（\($0.day.chinese)）" } ?? "－")\(files(of: indicator, chrome))"
    return """
      <tr data-line="\(index)"><td class="line">\(index + 1)</td><td class="name" data-label="项目">\
      \(indicator.map { $0.projectName ?? "部门整体" } ?? line[.subject])<small>\(indicator.flatMap { $0.project ?? (several ? $0.department : nil) })</small>\
      \(hidden(.subject))\(hidden(.indicator))</td><td class="text" data-label="指标">\(indicator?.name ?? unknown(line[.indicator]))</td>\
      <td class="text" data-label="年度指标值">\(indicator?.target)</td><td class="text" data-label="上次完成值">\(last)</td>\
      \(cell(.value, indicator.map { $0.words.isEmpty ? "" : " list=\"bands\"" } ?? ""))\(cell(.date))\(cell(.evidence))\
      <td class="after" data-label="录入后">\(confirm)\(GridParts.after(row, saying: row?.outcome != .refused))</td></tr>
      """
  }
}
