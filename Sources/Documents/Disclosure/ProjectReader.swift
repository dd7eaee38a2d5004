internal import Domain

/// A project as read, with the places of its parts. Its amounts are texts until the unit of its table is known.
struct ProjectDraft {
  /// An amount as printed.
  struct Amount {
    let label: String
    let text: String
    let place: Document.Place
  }

  var budget: ProjectBudget
  /// 项目编码, as printed.
  var printedCode: String
  /// Where its code, name, plan, goals, caps stand.
  var place: Document.Place
  /// 预算数, 财政资金 and 其他资金.
  var amounts: [FormLabel.Field: Amount] = [:]
  /// What the line above the table says.
  var unit: AmountUnit?
  /// What the labels of its amounts say, which goes before the line above.
  var rowUnit: AmountUnit?
  var plan: PlanReader.Printed?
  var indicatorPlaces: [Document.Place] = []
}

extension [ProjectDraft] {
  /// The same drafts with their projects as a budget has them, in the same order.
  func read(as budget: DepartmentBudget) -> [ProjectDraft] {
    zip(self, budget.projects).map { draft, project in
      var draft = draft
      draft.budget = project
      return draft
    }
  }
}

/// Reads the tables of performance goals (绩效目标表): a form with code, funds, plan and goals, then the indicators.
///
/// Every cell is read by the word it stands behind or below, never by its place alone. The two parts may be one table or
/// two; a page break may repeat the header and cut a row in two.
struct ProjectReader {
  /// The row the reader is after, which says what a row without a label belongs to.
  private enum Step { case none, code, funds, planHeader, plan, goals, indicators, elsewhere }

  let layout: Document.Layout
  /// Whether the lines of a text had the blanks at their ends cut off.
  let isStripped: Bool
  private(set) var drafts: [ProjectDraft] = []
  private(set) var findings: [Finding] = []
  /// The headings of goal tables (…绩效目标表), each with whether a project was read under it.
  private(set) var headings: [(text: String, place: Document.Place, isRead: Bool)] = []
  private var step = Step.none
  private var current: ProjectDraft?
  private var table = IndicatorTable()
  private var tableNumber = 0
  /// The unit line since the last heading.
  private var unit: AmountUnit?

  init(layout: Document.Layout, isStripped: Bool) {
    (self.layout, self.isStripped) = (layout, isStripped)
  }

  // MARK: - Between tables

  /// A paragraph, or a row of one cell, in or between the tables.
  mutating func takeText(_ words: Wording, _ place: Document.Place) {
    let (text, label) = (words.text, words.label)
    if let unit = AmountUnit(line: words) {
      self.unit = unit
      if current?.unit == nil { current?.unit = unit }
    } else if label.ends(with: "绩效目标表"), label.count > 5 {
      endProject()
      unit = nil
      headings.append((text, place, false))
    } else if current != nil {
      takeLooseText(text, place)
    }
  }

  /// Text that an empty line cut off from its cell can only go on with the goals; any other is said to be left out.
  private mutating func takeLooseText(_ text: String, _ place: Document.Place) {
    if step == .goals, layout == .cellLines {
      current?.budget.goals.append(text.tightened)
      note(.info, "goal-joined", "“\(text.excerpt)”一行在绩效目标之后、指标表之前，已作为绩效目标的一段，请核对。", place)
    } else if step != .indicators, step != .elsewhere {
      note(.warning, "text-not-taken", "绩效目标表中间的文字“\(text.excerpt)”没有导入。", place)
    }
  }

  private mutating func note(_ severity: Finding.Severity, _ code: String, _ message: String, _ place: Document.Place) {
    findings.append(Finding(severity, code, project: current?.budget.code, message, at: place.description))
  }

  /// Refuses the document: something of a project cannot be read, and half a project is worse than none.
  private mutating func refuse(_ code: String, _ message: String, _ place: Document.Place) {
    note(.error, code, message, place)
  }

  // MARK: - Rows

  /// Takes a row that belongs to a project. False when it does not.
  mutating func take(_ row: Document.Row, _ cells: [Wording]) -> Bool {
    let texts = cells.map(\.text)
    let filled = texts.indices.filter { !texts[$0].isEmpty }
    let labels = cells.map { FormLabel($0) }
    if let only = filled.first, filled.count == 1, labels[only] == nil, !(current != nil && only > 0),
      cells[only].label.ends(with: "绩效目标表") || AmountUnit(line: cells[only]) != nil
    {
      takeText(cells[only], row.place)
      return true
    }
    if labels.contains(where: { $0?.field == .code }) {
      guard !isList(labels, texts) else { return false }
      endProject()
      beginProject(row, labels, texts)
      return true
    }
    guard current != nil else { return false }
    guard !filled.isEmpty else { return true }
    if IndicatorHeader.isHeader(cells) {
      takeIndicatorHeader(row)
    } else if step == .indicators || step == .elsewhere {
      takeIndicatorRow(row, cells, texts)
    } else if let first = filled.first.flatMap({ labels[$0] }) {
      takeLabelled(row, first, labels, texts)
    } else {
      takeUnlabelled(row, texts, filled)
    }
    tableNumber = row.table
    return true
  }

  /// A header such as 项目编码 | 项目名称 | 预算数, with no code behind the label: a list of projects, not a form.
  private func isList(_ labels: [FormLabel?], _ texts: [String]) -> Bool {
    guard let code = labels.firstIndex(where: { $0?.field == .code }), labels[code]?.value.isEmpty == true else {
      return false
    }
    let behind = texts[(code + 1)...].firstIndex { !$0.isEmpty }
    let isFollowedByWord =
      behind.map { !texts[$0].normalised.contains { $0.isASCII && $0.isNumber } && $0 == code + 1 } ?? false
    let isForm = labels.contains { $0?.field == .name } && texts.count <= 4
    return isFollowedByWord && !isForm && texts.filter { !$0.isEmpty }.count >= 3
  }

  /// The values behind each label of a row. What stands behind none of them is a leading value.
  private func values(
    _ row: Document.Row, _ labels: [FormLabel?], _ texts: [String]
  ) -> [(label: FormLabel, values: [(text: String, place: Document.Place)])] {
    var found: [(label: FormLabel, values: [(text: String, place: Document.Place)])] = []
    for (index, text) in texts.enumerated() where !text.isEmpty {
      if let label = labels[index] {
        found.append((label, label.value.isEmpty ? [] : [(label.value, row.cells[index].place)]))
      } else if !found.isEmpty {
        found[found.count - 1].values.append((text, row.cells[index].place))
      }
    }
    return found
  }

  private mutating func beginProject(_ row: Document.Row, _ labels: [FormLabel?], _ texts: [String]) {
    let fields = values(row, labels, texts)
    let printed = fields.first { $0.label.field == .code }?.values.map(\.text).joined() ?? ""
    if let last = headings.indices.last { headings[last].isRead = true }
    let code: ProjectCode
    do {
      code = try ProjectCode.parse(printed)
    } catch {
      let isMissing = error == .value(.projectMissing)
      refuse(
        isMissing ? "project-code-missing" : error.code,
        isMissing ? "绩效目标表没有填写项目编码，请补上编码后重新导入。" : error.message, row.place)
      return
    }
    let names = fields.first { $0.label.field == .name }?.values ?? []
    var budget = ProjectBudget(code: code, name: "", budget: .zero, fiscalFunds: .zero)
    budget.name = withoutStrayBracket(names.map(\.text).joined().withoutPictures, code, row.place)
    current = ProjectDraft(budget: budget, printedCode: printed, place: row.place, unit: unit)
    step = .code
    table = IndicatorTable()
    takeFields(fields.filter { $0.label.field != .code && $0.label.field != .name }, row)
  }

  /// A closing bracket at the very front belongs to nothing; it is taken off, and said so.
  private mutating func withoutStrayBracket(_ name: String, _ code: ProjectCode, _ place: Document.Place) -> String {
    guard let first = name.first, "]】）)》”".contains(first) else { return name }
    findings.append(
      Finding(
        .warning, "name-stray-bracket", project: code, "项目名称“\(name)”前面多出一个“\(first)”，已去掉，请核对。", at: place.description))
    return String(name.dropFirst())
  }

  private mutating func takeLabelled(_ row: Document.Row, _ first: FormLabel, _ labels: [FormLabel?], _ texts: [String])
  {
    if first.field == .plan { return takePlanHeader(row, first, texts) }
    takeFields(values(row, labels, texts), row)
  }

  private mutating func takeFields(
    _ fields: [(label: FormLabel, values: [(text: String, place: Document.Place)])], _ row: Document.Row
  ) {
    for (label, values) in fields {
      switch label.field {
      case .budget, .fiscal, .other:
        step = .funds
        takeAmount(label, values, row.place)
      case .scale:
        step = .funds
        if let extra = values.first {
          refuse("row-misfit", "“\(label.word)”后面的“\(extra.text.excerpt)”不知道是什么金额。", row.place)
        }
      case .purpose:
        step = .funds
        current?.budget.purpose += values.map(\.text).joined()
      case .goals:
        step = .goals
        takeGoals(row, label)
      case .unkept:
        let text = values.map(\.text).joined(separator: "、")
        if !text.isEmpty { note(.info, "row-not-taken", "“\(label.word)：\(text.excerpt)”不需要，没有导入。", row.place) }
      case .name:
        if (current?.budget.name ?? "").isEmpty { current?.budget.name = values.map(\.text).joined() }
      case .code, .plan: break
      }
    }
  }

  private mutating func takeAmount(
    _ label: FormLabel, _ values: [(text: String, place: Document.Place)], _ place: Document.Place
  ) {
    guard let value = values.first else { return }
    guard values.count == 1, current?.amounts[label.field] == nil else {
      let texts = values.map { "“\($0.text.excerpt)”" }.joined(separator: "、")
      return refuse("row-misfit", "“\(label.word)”后面有几个数：\(texts)，不知道以哪个为准。", place)
    }
    current?.amounts[label.field] = .init(label: label.word, text: value.text, place: value.place)
    // What one label of the row says holds for the row.
    if let unit = label.unit {
      if let other = current?.rowUnit, other != unit { refuse("unit-contradicts", "预算规模一行里写了两种金额单位。", place) }
      current?.rowUnit = unit
    }
  }

  private mutating func takeUnlabelled(_ row: Document.Row, _ texts: [String], _ filled: [Int]) {
    let goesOn = filled.first != 0 || row.cells[0].continuesAbove
    switch step {
    case .planHeader: takePlanValues(row)
    case .funds where goesOn:
      guard filled.count == 1 else { return refuse("row-misfit", "资金用途一行有\(filled.count)格文字，不知道以哪一格为准。", row.place) }
      current?.budget.purpose += texts[filled[0]]
    case .goals where goesOn: takeGoals(row, nil)
    default:
      note(
        .warning, "row-not-taken", "“\(filled.map { texts[$0] }.joined(separator: " ").excerpt)”一行认不出来，没有导入。", row.place
      )
    }
  }

  private mutating func takeGoals(_ row: Document.Row, _ label: FormLabel?) {
    if let value = label?.value, !value.isEmpty { current?.budget.goals.append(value) }
    let cells =
      label == nil
      ? row.cells[...] : row.cells.drop { $0.text.tightened.isEmpty || FormLabel(Wording($0.text)) == nil }.dropFirst()
    let lines = cells.flatMap { $0.text.withoutPictures.split(separator: "\n") }.map { String($0).tightened }
    current?.budget.goals += lines.filter { !$0.isEmpty }
  }

  // MARK: - Plan

  private mutating func takePlanHeader(_ row: Document.Row, _ label: FormLabel, _ texts: [String]) {
    step = .planHeader
    var months: [Int: Int] = [:]
    for (index, text) in texts.enumerated().dropFirst() where !text.isEmpty {
      guard let month = PlanReader.month(text) else {
        return refuse("plan-header-unknown", "资金支出计划的表头“\(text.excerpt)”不是月份，应写成 3月底、6月底 或 一季度。", row.place)
      }
      months[index] = month
    }
    guard Set(months.values).count == months.count else {
      return refuse(
        "plan-header-unknown",
        "资金支出计划的表头里有两栏是同一个月份：\(texts.filter { !$0.isEmpty }.dropFirst().joined(separator: "、").excerpt)。", row.place)
    }
    current?.plan = PlanReader.Printed(
      months: months, fit: ColumnFit(header: row, layout: layout, isStripped: isStripped), unit: label.unit, cells: [])
  }

  private mutating func takePlanValues(_ row: Document.Row) {
    step = .plan
    guard let plan = current?.plan else { return }
    if let misfit = plan.fit.misfit(row) {
      return refuse("row-misfit", "资金支出计划的一行与表头对不上（\(misfit)），可能行首或行尾的空格被删掉了，请用原文件。", row.place)
    }
    for (index, cell) in row.cells.enumerated() {
      let text = cell.text.tightened
      guard !text.isEmpty else { continue }
      guard let owner = plan.fit.owner(cell), let month = plan.months[owner.index] else {
        // The label's column may say what the row is, but holds no figure.
        if index == 0, !text.contains(where: \.isNumber) { continue }
        return refuse("row-misfit", "资金支出计划一行的“\(text.excerpt)”上面没有月份。", cell.place)
      }
      guard current?.plan?.cells.contains(where: { $0.month == month }) == false else {
        return refuse("row-misfit", "资金支出计划一行的\(month)月下面有两个数。", cell.place)
      }
      current?.plan?.cells.append(.init(month: month, text: text, place: cell.place))
    }
  }

  // MARK: - Indicators

  private mutating func takeIndicatorHeader(_ row: Document.Row) {
    let (header, problem) = IndicatorHeader.read(row, layout: layout, isStripped: isStripped)
    step = .indicators
    guard let header else {
      return refuse("indicator-header-unknown", "\(problem)，应为 一级指标、二级指标、三级指标、绩效指标描述、指标值、指标值确定依据。", row.place)
    }
    if table.header == nil, !header.unkept.isEmpty {
      note(.info, "column-not-taken", "指标表中“\(header.unkept.joined(separator: "”“"))”一栏不需要，没有导入。", row.place)
    }
    table.take(header: header)
  }

  private mutating func takeIndicatorRow(_ row: Document.Row, _ cells: [Wording], _ texts: [String]) {
    if step == .elsewhere, row.table == tableNumber { return }
    if !IndicatorTable.beginsAnother(cells) || step == .elsewhere {
      takeIndicators(row, texts)
    } else {
      leaveTable(row, texts)
    }
  }

  /// Another table than the indicators' begins: it is named and left out.
  private mutating func leaveTable(_ row: Document.Row, _ texts: [String]) {
    step = .elsewhere
    let words = texts.filter { !$0.isEmpty }.joined(separator: "、")
    note(.warning, "table-not-taken", "绩效目标表之后的一个表（\(words.excerpt)…）没有导入。", row.place)
  }

  private mutating func takeIndicators(_ row: Document.Row, _ texts: [String]) {
    switch table.take(row, project: current?.budget.code) {
    case .taken: step = .indicators
    case .joined(let finding):
      step = .indicators
      findings.append(finding)
    case .foreign(let problem):
      // What begins a table of its own is another table; within the indicators it is a row that cannot be read.
      guard row.table != tableNumber else {
        return refuse("indicator-row-misfit", "指标表的一行读不出来：\(problem)。", row.place)
      }
      leaveTable(row, texts)
    }
  }

  // MARK: - The end

  /// Ends the project that is being read and keeps it.
  mutating func endProject() {
    defer {
      current = nil
      step = .none
      tableNumber = 0
    }
    guard var draft = current else { return }
    draft.budget.indicators = Indicator.proposingBindings(table.indicators)
    draft.indicatorPlaces = table.places
    if drafts.contains(where: { $0.budget.code == draft.budget.code }) {
      refuse(
        "project-code-duplicate", "项目编码 \(draft.budget.code) 在文件中出现了两次（后一次是“\(draft.budget.name)”），请核对编码。", draft.place)
    } else {
      drafts.append(draft)
    }
  }
}
