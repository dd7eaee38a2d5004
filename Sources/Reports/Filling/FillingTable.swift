package import Domain

/// The sheet by which people fill a period's forms in, with a spreadsheet: a row a form, then one an indicator. What is computed
/// stands beside what is to be filled in; empty cells change nothing.
package struct FillingTable: Hashable, Sendable {
  /// A row.
  package struct Row: Hashable, Sendable {
    /// Of which department and period.
    let stamp: FillingRow.Stamp
    /// 项目编码 or 部门整体, and 项目名称.
    let code: String, project: String
    /// The indicator's number, 三级指标, 年度指标值 and what is computed; of a form as such only that it is one.
    let number: String, name: String, target: String, computed: String
    /// Whether the target is words, judged in three bands.
    let isInWords: Bool
    /// The amounts that a form as such takes; none for an indicator.
    let amounts: [FormField.Name]
    /// The texts that a form as such takes by its layout; none for an indicator.
    var texts: [FormField.Name] = []
    /// Whether a form's cost rows come to another amount than 全年预计执行数, so that it can be confirmed.
    var asksCosts = false
    /// What is filled in.
    var cells: [FormField.Name: String]
    /// 更正理由, and 是 where values are meant as typed that look like slips.
    var reason = "", confirmation = ""
    /// Why it comes back.
    var error: String?

    /// Whether it is about a form as such.
    var isOfForm: Bool { number.isEmpty && name == FillingRow.wholeForm }
  }

  /// The form.
  package let form: DepartmentForm
  /// Of which department and period.
  package let stamp: FillingRow.Stamp
  /// The rows.
  package let rows: [Row]

  /// What there is to fill in: all forms that are not handed in.
  package init(_ papers: DepartmentPapers) {
    form = papers.table.form
    let stamp = FillingRow.Stamp(papers.table.department, papers.table.form, through: papers.table.month)
    self.stamp = stamp
    rows = (papers.projects + [papers.whole]).filter { !$0.progress.state.isIn }.flatMap { paper in
      let code = paper.paper.code ?? FillingRow.whole
      let first = Row(
        stamp: stamp, code: code, project: paper.paper.name, number: "", name: FillingRow.wholeForm, target: "",
        computed: paper.paper.knownAmounts, isInWords: false, amounts: paper.paper.amounts,
        texts: papers.texts.of(paper.owner).known, asksCosts: paper.paper.costQuestion != nil, cells: [:])
      return [first]
        + paper.paper.rows.enumerated().map { index, row in
          Row(
            stamp: stamp, code: code, project: paper.paper.name, number: "\(index + 1)", name: row.level3,
            target: row.target, computed: row.known, isInWords: Target(parsing: row.target, by: .second).isInWords,
            amounts: [], cells: row.filled)
        }
    }
  }

  /// Rows that were refused, as people filled them in, each with why it comes back.
  package init(returning refused: [(row: FillingRow, error: String)], of table: FillingTable) {
    (form, stamp) = (table.form, table.stamp)
    let known = Dictionary(
      table.rows.map { (Key(code: $0.code, number: $0.number), $0) }, uniquingKeysWith: { first, _ in first })
    rows = refused.map { row, error in
      let asked = known[Key(code: row.project, number: row.isOfForm ? "" : row.indicator)]
      return Row(
        stamp: row.stamp, code: row.project, project: asked?.project ?? "", number: row.indicator,
        name: row.name ?? asked?.name ?? "", target: row.target ?? asked?.target ?? "",
        computed: asked?.computed ?? "", isInWords: asked?.isInWords ?? false,
        amounts: asked?.amounts ?? [], texts: asked?.texts ?? [],
        asksCosts: asked?.asksCosts ?? false, cells: row.cells,
        // What a form as such was confirmed by are the amounts that stood beside it, and those may be others by now.
        reason: row.reason ?? "", confirmation: row.isConfirmed && !row.isOfForm ? "是" : "", error: error)
    }
  }

  private struct Key: Hashable {
    let code: String, number: String
  }

  /// Whether rows come back.
  var isReturned: Bool { rows.contains { $0.error != nil } }

  /// The fields of rows and of whole forms, in the order of their columns; amounts by source only where a project has several
  /// sources, or a row has one filled in.
  var fields: [FormField.Name] {
    let sources: [FormField.Name] = [.paidFiscal, .paidCarryOver, .paidOther]
    let asked = sources.filter { name in rows.contains { $0.amounts.contains(name) || $0.cells[name] != nil } }
    let texts = FormField.Name.allCases.filter { name in
      name.isOfLayout && rows.contains { $0.texts.contains(name) || $0.cells[name] != nil }
    }
    return form == .monitoring
      ? [.actual, .expected, .causes, .explanation, .likelihood, .measures, .forecast, .paidBasic] + asked
        + [.unit, .contact, .remark]
      : [.actual, .score, .explanation, .accomplishment] + texts + [.executionReason, .paidBasic] + asked
        + [.unit, .contact, .remark]
  }

  /// Whether a row has something to be filled in under a field.
  func takes(_ field: FormField.Name, _ row: Row) -> Bool {
    if field.isOfLayout { return row.texts.contains(field) }
    return field.isAmount ? row.amounts.contains(field) : field.isOfRow != row.isOfForm
  }

  /// The columns that say what a row is about.
  static let keys = ["部门编码", "期次", "项目编码", "项目名称", "序号", "三级指标", "年度指标值", "系统计算"]

  /// Over why a computed value is replaced.
  static let reasonCaption = "更正理由"

  /// The header.
  var captions: [String] {
    (isReturned ? ["错误原因"] : []) + FillingTable.keys + fields.map(\.chinese) + [FillingTable.reasonCaption, "确认"]
  }

  /// A row's cells under the header.
  func cells(_ row: Row) -> [String] {
    let keys = [
      row.stamp.department ?? "", row.stamp.period ?? "", row.code, row.project, row.number, row.name, row.target,
      row.computed,
    ]
    return (isReturned ? [row.error ?? ""] : []) + keys + fields.map { row.cells[$0] ?? "" }
      + [row.reason, row.confirmation]
  }

  /// A CSV file, UTF-8 with a byte-order mark, for Excel.
  package var csv: String {
    "\u{FEFF}"
      + ([captions] + rows.map(cells)).map { line in line.map(FillingTable.quoted).joined(separator: ",") + "\r\n" }
      .joined()
  }

  /// A cell as a spreadsheet takes it. What begins like a formula gets a tab before it, which is no part of the text when
  /// it is read back.
  private static func quoted(_ text: String) -> String {
    let text = text.first.map { "=+-@".contains($0) } ?? false ? "\t" + text : text
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension FormRow {
  /// What stands in the form; else what was reported last, with its day.
  fileprivate var known: String {
    earlier.map { "\($0.text)（\($0.day.chinese)填报，待确认）" } ?? value
  }

  /// What people filled in before; computed and proposed values are not theirs.
  fileprivate var filled: [FormField.Name: String] {
    [.likelihood: likelihood, .explanation: explanation, .causes: causes, .measures: measures].filter {
      !$0.value.isEmpty
    }
  }
}

extension FormPaper {
  private var form: (any OfficialForm)? {
    guard case .form(let form) = content else { return nil }
    return form.content
  }

  /// The amounts that people fill into the form as such: of a department its basic spending, of a project what it expects to
  /// spend, and what was paid of each source where it has several.
  var amounts: [FormField.Name] {
    guard let form else { return [] }
    if form.isWhole { return form.funds.contains { $0.kind == .basic } ? [.paidBasic] : [] }
    let forecast: [FormField.Name] = type(of: form).kind == .monitoring ? [.forecast] : []
    // Of the only source what was budgeted at first is known; of several it is not.
    let sources = form.funds.filter { $0.budget != nil && $0.initial == nil }.compactMap { row -> FormField.Name? in
      switch row.kind {
      case .fiscal: .paidFiscal
      case .carryOver: .paidCarryOver
      case .other: .paidOther
      case .total, .all, .basic, .projects: nil
      }
    }
    return forecast + sources
  }

  /// What is asked about the cost rows of a project's monitoring form; nil for nothing.
  var costQuestion: String? {
    guard case .form(.monitoring(let form)) = content, form.costQuestion != nil, let costs = form.costs else {
      return nil
    }
    return costs.chinese(beside: form.forecast)
  }

  /// What of the cost rows of a project's monitoring form could not be held against 全年预计执行数, without full stops.
  package var uncheckedCosts: [String] {
    guard case .form(.monitoring(let form)) = content else { return [] }
    return form.uncheckedCosts.map(\.chinese)
  }

  /// What stands there now: 全年预计执行数 and 基本支出执行数.
  fileprivate var knownAmounts: String {
    guard let form else { return "" }
    let known: (FormField.Name, Money?) =
      form.isWhole
      ? (.paidBasic, form.funds.first { $0.kind == .basic }?.paid)
      : (.forecast, type(of: form).kind == .monitoring ? form.funds.first { $0.kind == .total }?.forecast : nil)
    let amount = known.1.map { "\(known.0.chinese)\($0.tenThousands)万元" } ?? ""
    return ([amount, costQuestion.map { "待确认：\($0)" } ?? ""] + uncheckedCosts).filter { !$0.isEmpty }
      .joined(separator: "；")
  }
}

extension Target {
  /// Whether it is words that a person judges.
  fileprivate var isInWords: Bool { measure == nil && deadline == nil }
}
