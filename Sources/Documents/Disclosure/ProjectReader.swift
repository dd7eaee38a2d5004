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
  /// Where its indicators stand, and the targets of each.
  var indicatorPlaces: [Document.Place] = [], targetPlaces: [Document.Place] = []
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
      note(.form(.goalJoined(text.excerpt)), place)
    } else if step != .indicators, step != .elsewhere {
      note(.form(.textNotTaken(text.excerpt)), place)
    }
  }

  /// Says something of the project that is being read. An error refuses the document: half a project is worse than none.
  private mutating func note(_ matter: FindingMatter, _ place: Document.Place) {
    findings.append(Finding(matter, project: current?.budget.code, at: .document(place)))
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
      return note(.form(error == .value(.projectMissing) ? .codeMissing : .codeRefused(error)), row.place)
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
      Finding(.form(.bracketTakenOff(first, name: name)), project: code, at: .document(place)))
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
          note(.form(.valueUnexpected(extra.text.excerpt, label: label.word)), row.place)
        }
      case .purpose:
        step = .funds
        current?.budget.purpose += values.map(\.text).joined()
      case .goals:
        step = .goals
        takeGoals(row, label)
      case .unkept:
        let text = values.map(\.text).joined(separator: "、")
        if !text.isEmpty { note(.form(.fieldNotNeeded(text.excerpt, label: label.word)), row.place) }
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
      return note(.form(.amountsSeveral(values.map(\.text.excerpt), label: label.word)), place)
    }
    current?.amounts[label.field] = .init(label: label.word, text: value.text, place: value.place)
    // What one label of the row says holds for the row.
    if let unit = label.unit {
      if let other = current?.rowUnit, other != unit { note(.form(.unitsContradict), place) }
      current?.rowUnit = unit
    }
  }

  private mutating func takeUnlabelled(_ row: Document.Row, _ texts: [String], _ filled: [Int]) {
    let goesOn = filled.first != 0 || row.cells[0].continuesAbove
    switch step {
    case .planHeader: takePlanValues(row)
    case .funds where goesOn:
      guard filled.count == 1 else { return note(.form(.purposesSeveral(filled.count)), row.place) }
      current?.budget.purpose += texts[filled[0]]
    case .goals where goesOn: takeGoals(row, nil)
    default:
      note(.form(.rowUnknown(filled.map { texts[$0] }.joined(separator: " ").excerpt)), row.place)
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
        return note(.plan(.headerUnknown(text.excerpt)), row.place)
      }
      months[index] = month
    }
    guard Set(months.values).count == months.count else {
      let words = texts.filter { !$0.isEmpty }.dropFirst().joined(separator: "、")
      return note(.plan(.headerTwice(words.excerpt)), row.place)
    }
    current?.plan = PlanReader.Printed(
      months: months, fit: ColumnFit(header: row, layout: layout, isStripped: isStripped), unit: label.unit, cells: [])
  }

  private mutating func takePlanValues(_ row: Document.Row) {
    step = .plan
    guard let plan = current?.plan else { return }
    if let misfit = plan.fit.misfit(row) { return note(.plan(.rowMisfit(misfit)), row.place) }
    for (index, cell) in row.cells.enumerated() {
      let text = cell.text.tightened
      guard !text.isEmpty else { continue }
      guard let owner = plan.fit.owner(cell), let month = plan.months[owner.index] else {
        // The label's column may say what the row is, but holds no figure.
        if index == 0, !text.contains(where: \.isNumber) { continue }
        return note(.plan(.numberWithoutMonth(text.excerpt)), cell.place)
      }
      guard current?.plan?.cells.contains(where: { $0.month == month }) == false else {
        return note(.plan(.monthTwice(month)), cell.place)
      }
      current?.plan?.cells.append(.init(month: month, text: text, place: cell.place))
    }
  }

  // MARK: - Indicators

  private mutating func takeIndicatorHeader(_ row: Document.Row) {
    step = .indicators
    do {
      let header = try IndicatorHeader.read(row, layout: layout, isStripped: isStripped)
      if table.header == nil, !header.unkept.isEmpty {
        note(.indicator(.columnsNotTaken(header.unkept)), row.place)
      }
      table.take(header: header)
    } catch {
      note(.indicator(.headerUnknown(error)), row.place)
    }
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
    note(.form(.tableNotTaken(words.excerpt)), row.place)
  }

  private mutating func takeIndicators(_ row: Document.Row, _ texts: [String]) {
    switch table.take(row, project: current?.budget.code) {
    case .taken: step = .indicators
    case .joined(let finding):
      step = .indicators
      findings.append(finding)
    case .foreign(let problem):
      // What begins a table of its own is another table; within the indicators it is a row that cannot be read.
      guard row.table != tableNumber else { return note(.indicator(.rowMisfit(problem)), row.place) }
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
    (draft.indicatorPlaces, draft.targetPlaces) = (table.places, table.targetPlaces)
    if drafts.contains(where: { $0.budget.code == draft.budget.code }) {
      note(.form(.codeTwice(draft.budget.code, name: draft.budget.name)), draft.place)
    } else {
      drafts.append(draft)
    }
  }
}
