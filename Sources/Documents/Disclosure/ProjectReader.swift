internal import Domain

/// A project as read, with the places of its parts.
struct ProjectDraft {
  var budget: ProjectBudget
  /// 项目编码, as printed.
  var printedCode: String
  /// Where its code, name, plan, goals, caps stand.
  var place: Document.Place
  var planPlace: Document.Place?
  var indicatorPlaces: [Document.Place] = []
}

/// Reads the tables of performance goals (绩效目标表): a form with code, funds, plan and goals, then the indicators.
///
/// The two may be one table or two; a page break may repeat the header and cut a row in two.
struct ProjectReader {
  /// The row the reader is after, which says what a row without a label belongs to.
  private enum Step { case none, code, funds, planHeader, plan, goals, indicators }

  private(set) var drafts: [ProjectDraft] = []
  private(set) var findings: [Finding] = []
  private var step = Step.none
  private var current: ProjectDraft?
  private var planCells: [(month: Int, column: Int)] = []
  private var planTexts: [(month: Int, text: String, place: Document.Place)] = []
  private var table = IndicatorTable()

  /// A paragraph between tables; the heading of the next project ends the one before.
  mutating func takeHeading(_ text: String) {
    if text.hasSuffix("绩效目标表") { endProject() }
  }

  /// Takes a row that belongs to a project. False when it does not.
  mutating func take(_ row: Document.Row, _ cells: [String]) -> Bool {
    guard let label = cells.first?.withoutBlanks else { return false }
    if label.hasPrefix("项目编码"), cells.count > 1 {
      endProject()
      beginProject(cells, row.place)
      return true
    }
    guard current != nil else { return false }
    switch label {
    case _ where label.hasPrefix("预算规模"): takeFunds(cells, row.place)
    case _ where label.hasPrefix("资金支出计划"): takePlanHeader(row, cells)
    case _ where label.hasPrefix("绩效目标"):
      step = .goals
      takeGoals(row)
    case _ where IndicatorTable.isHeader(cells):
      step = .indicators
      table.takeHeader(row, cells)
    default: takeUnlabelled(row, cells)
    }
    return true
  }

  private mutating func takeUnlabelled(_ row: Document.Row, _ cells: [String]) {
    switch step {
    case .funds: current?.budget.purpose += cells.dropFirst().first { !$0.isEmpty } ?? ""
    case .planHeader: takePlanValues(row, cells)
    case .goals: takeGoals(row)
    case .indicators:
      if let finding = table.take(row, cells, project: current?.budget.code) { findings.append(finding) }
    case .none, .code, .plan: break
    }
  }

  private mutating func beginProject(_ cells: [String], _ place: Document.Place) {
    let printed = value(after: "项目编码", in: cells)
    guard let code = ProjectCode(printed) else {
      findings.append(
        Finding(.error, "project-code-missing", "绩效目标表没有填写项目编码，这个项目没有导入，请补上编码后重新导入。", at: place.description))
      return
    }
    let name = withoutStrayBracket(value(after: "项目名称", in: cells), code, place)
    let budget = ProjectBudget(code: code, name: name, budget: .zero, fiscalFunds: .zero)
    current = ProjectDraft(budget: budget, printedCode: printed, place: place)
    step = .code
    table = IndicatorTable()
    (planCells, planTexts) = ([], [])
  }

  /// A closing bracket at the very front belongs to nothing; it is taken off, and said so.
  private mutating func withoutStrayBracket(_ name: String, _ code: ProjectCode, _ place: Document.Place) -> String {
    guard let first = name.first, "]】）)》”".contains(first) else { return name }
    findings.append(
      Finding(
        .warning, "name-stray-bracket", project: code, "项目名称“\(name)”前面多出一个“\(first)”，已去掉，请核对。", at: place.description))
    return String(name.dropFirst())
  }

  /// The text after a label: in the label's own cell or in the next one that is not blank.
  private func value(after label: String, in cells: [String]) -> String {
    guard let index = cells.firstIndex(where: { $0.withoutBlanks.hasPrefix(label) }) else { return "" }
    let own = cells[index].withoutBlanks.dropFirst(label.count)
    if !own.isEmpty { return String(cells[index].tightened.dropFirst(label.count)).tightened }
    let next = cells[(index + 1)...].first { !$0.isEmpty } ?? ""
    return ["项目名称", "其中", "其他资金", "预算数"].contains { next.withoutBlanks.hasPrefix($0) } ? "" : next
  }

  private mutating func takeFunds(_ cells: [String], _ place: Document.Place) {
    step = .funds
    let (total, fiscal, other) = (
      amount("预算数", cells, place), amount("其中", cells, place), amount("其他资金", cells, place)
    )
    current?.budget.budget = total ?? .zero
    current?.budget.fiscalFunds = fiscal ?? .zero
    current?.budget.otherFunds = other ?? .zero
  }

  private mutating func amount(_ label: String, _ cells: [String], _ place: Document.Place) -> Money? {
    var text = value(after: label, in: cells).withoutBlanks
    if text.hasPrefix("：财政资金") || text.hasPrefix(":财政资金") {
      // 其中：财政资金 is one label; the amount is the next cell.
      let index = cells.firstIndex { $0.withoutBlanks.hasPrefix("其中") } ?? 0
      text = cells[(index + 1)...].first { !$0.isEmpty && !$0.hasPrefix("其他") } ?? ""
      if cells.dropFirst(index + 1).first?.isEmpty == true { text = "" }
    }
    if text.isEmpty { return nil }
    do {
      return try Money.parse(text, unit: .tenThousand)
    } catch {
      findings.append(
        Finding(
          .error, "budget-unreadable", project: current?.budget.code, "“\(label)”一栏写的是“\(text)”，不是金额，已按0处理，请核对。",
          at: place.description))
      return nil
    }
  }

  private mutating func takePlanHeader(_ row: Document.Row, _ cells: [String]) {
    step = .planHeader
    current?.planPlace = row.place
    for (cell, text) in zip(row.cells, cells).dropFirst() {
      let text = text.withoutBlanks
      guard let end = text.firstIndex(of: "月"), let month = Int(text[..<end]), (1...12).contains(month) else {
        continue
      }
      planCells.append((month, cell.column))
    }
  }

  private mutating func takePlanValues(_ row: Document.Row, _ cells: [String]) {
    step = .plan
    for (cell, text) in zip(row.cells, cells).dropFirst() where !text.isEmpty {
      guard let month = planCells.last(where: { $0.column <= cell.column })?.month else { continue }
      planTexts.append((month, text, row.place.column(cell.column)))
    }
  }

  private mutating func takeGoals(_ row: Document.Row) {
    let lines = row.cells.dropFirst().flatMap { $0.text.split(separator: "\n") }.map { String($0).tightened }
    current?.budget.goals += lines.filter { !$0.isEmpty }
  }

  /// Ends the project that is being read and keeps it.
  mutating func endProject() {
    defer {
      current = nil
      step = .none
    }
    guard var draft = current else { return }
    let cells = planCells.map { month, _ in
      PlanReader.Cell(month: month, text: planTexts.first { $0.month == month }?.text ?? "")
    }
    let plan = PlanReader.read(cells, of: draft.budget, at: draft.planPlace ?? draft.place)
    draft.budget.plan = plan.value
    findings += plan.findings
    draft.budget.indicators = Indicator.proposingBindings(table.indicators)
    draft.indicatorPlaces = table.places
    if drafts.contains(where: { $0.budget.code == draft.budget.code }) {
      findings.append(
        Finding(
          .error, "project-code-duplicate", project: draft.budget.code,
          "项目编码 \(draft.budget.code) 在文件中出现了两次，后一次（\(draft.budget.name)）没有导入，请核对编码。", at: draft.place.description))
    } else {
      drafts.append(draft)
    }
  }
}
