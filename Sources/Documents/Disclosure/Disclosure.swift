package import Domain

/// What was read out of a published department budget: the budget, and what is wrong in the document.
package struct Disclosure: Sendable {
  /// Whose budget a document is, where a person says it: documents with only the goals name nobody, others name two.
  package struct Given: Hashable, Sendable {
    /// 区划.
    package var division: DivisionCode?
    /// 区划, where neither `division` nor the document says one: whose books are meant as a rule.
    package var usualDivision: DivisionCode?
    /// 部门编码.
    package var code: String?
    /// 部门名称.
    package var name: String?
    /// 预算年度.
    package var year: Int?

    /// What a person says; nil for what the document is to say.
    package init(
      division: DivisionCode? = nil, usualDivision: DivisionCode? = nil, code: String? = nil, name: String? = nil,
      year: Int? = nil
    ) {
      self.division = division
      self.usualDivision = usualDivision
      (self.code, self.name, self.year) = (code?.normalised, name?.tightened, year)
    }
  }

  /// The budget; nil where the document is refused: it does not say whose it is, or something in it cannot be read. Then the
  /// findings of severity error say what and where.
  package let budget: DepartmentBudget?
  /// What was noticed, in the order of the document's parts; of one kind, grouped.
  package let findings: [Finding]

  /// Recognises the grids and paragraphs of a document, whatever file they came from. All of it is read, or it is refused.
  ///
  /// - Parameter reading: the way its targets are read: that of the department it is of.
  package static func parse(
    _ document: Document, given: Given = Given(), reading: TargetReading = .first
  ) -> Disclosure {
    var recogniser = Recogniser(document, given, reading)
    for (index, block) in document.blocks.enumerated() { recogniser.take(block, at: index) }
    return recogniser.finish()
  }
}

/// Walks once through a document and hands each block to the part it belongs to.
private struct Recogniser {
  /// The parts of the explanation (第二部分), by the words of their headings.
  enum Section: CaseIterable {
    case none, goals, specialFunds, projects, procurement, assets, terms

    static func named(_ words: Wording) -> Section? {
      let heading = words.label
      guard heading.utf8.count < 120, !heading.ends(with: "表"), heading.count < 40 else { return nil }
      if heading.holds("部门整体绩效目标") { return .goals }
      if heading.holds("专项资金预算安排") { return .specialFunds }
      if heading.holds("部门项目预算") { return .projects }
      if heading.holds("政府采购预算情况") { return .procurement }
      if heading.holds("国有资产信息") { return .assets }
      if heading.holds("名词解释") { return .terms }
      return nil
    }
  }

  let document: Document
  let given: Disclosure.Given
  let reading: TargetReading
  var identity = IdentityReader()
  var tables = TableReader()
  var goals: GoalReader
  var projects: ProjectReader
  var typos = TypoReader()
  var completeness = Completeness()
  var section = Section.none

  init(_ document: Document, _ given: Disclosure.Given, _ reading: TargetReading) {
    (self.document, self.given, self.reading) = (document, given, reading)
    goals = GoalReader(reading: reading)
    projects = ProjectReader(layout: document.layout, isStripped: document.isStripped)
    for header in document.headers { identity.take(Wording(header), at: -1) }
  }

  mutating func take(_ block: Document.Block, at index: Int) {
    switch block {
    case .paragraph(let text, let place):
      let words = Wording(text)
      identity.take(words, at: index)
      typos.take(words, place)
      completeness.take(words)
      if let next = Section.named(words) {
        section = next
        tables.endTable()
        projects.endProject()
        return
      }
      tables.takeTitle(words)
      tables.takeUnit(words)
      if section == .goals { goals.take(words.text, place) }
      projects.takeText(words, place)
    case .row(let row):
      let cells = row.cells.map { Wording($0.text) }
      for (words, cell) in zip(cells, row.cells) where !words.isEmpty {
        identity.take(words, at: index)
        typos.take(words, cell.place)
        completeness.take(words)
        tables.takeUnit(words)
      }
      if section == .goals { return takeGoalRow(row) }
      if !projects.take(row, cells) { tables.take(row, cells) }
    }
  }

  /// Goals of the department in a table: each cell's lines are paragraphs, the words in its first column are headings.
  private mutating func takeGoalRow(_ row: Document.Row) {
    for cell in row.cells {
      for line in cell.text.split(separator: "\n") { goals.take(String(line).tightened, cell.place) }
    }
  }

  mutating func finish() -> Disclosure {
    projects.endProject()
    goals.finish()
    let file = document.file
    let codes = projects.drafts.compactMap(\.budget.code.year)
    let (department, problems) = identity.decide(given, codeYears: codes, carryOver: tables.tables.carryOver, file)
    let readUnits = Units.resolve(projects.drafts, declared: tables.tables.projectSpending, file)
    var findings = problems + tables.findings + projects.findings + readUnits.findings
    findings += completeness.findings(projects, tables.tables, file) + goals.findings + typos.findings
    guard let department else { return Disclosure(budget: nil, findings: findings.grouped) }
    var budget = DepartmentBudget(
      department: department, tables: tables.tables, overallGoal: goals.overall, indicators: goals.indicators,
      projects: readUnits.drafts.map(\.budget)
    ).read(by: reading)
    findings += settleDivision(of: &budget, file)
    findings += Checks(budget: budget, drafts: readUnits.drafts.read(as: budget), file: file).findings
    let isRefused = findings.contains { $0.severity == .error }
    return Disclosure(budget: isRefused ? nil : budget, findings: findings.grouped)
  }

  /// The division: what a person says, else what the codes of the projects say; refused where they contradict each other.
  private func settleDivision(of budget: inout DepartmentBudget, _ file: String) -> [Finding] {
    let told = budget.divisionTold
    if let division = given.division {
      budget.department.division = division
      guard case .one(let other, _) = told, other != division else { return [] }
      return [Finding(.department(.divisionGiven(other, given: division)), at: .file(file))]
    }
    switch told {
    case .nothing:
      budget.department.division = given.usualDivision ?? .unspecified
      return []
    case .several(let divisions):
      return [Finding(.department(.divisionAmbiguous(divisions)), at: .file(file))]
    case .one(let division, let others):
      budget.department.division = division
      return others.map { code in
        Finding(.department(.divisionOfCode(code, division: division)), project: code, at: .file(file))
      }
    }
  }
}

extension Document {
  /// Whether no line of a text ends with a blank cell: an editor cut them off, or there were none.
  fileprivate var isStripped: Bool {
    guard layout == .tabbed else { return false }
    return !blocks.contains { block in
      guard case .row(let row) = block, row.cells.count > 1 else { return false }
      return row.cells.last?.text.isEmpty == true
    }
  }
}

/// What findings have in common that say the same.
private struct Told: Hashable {
  let code: String, project: ProjectCode?, message: String
}

extension [Finding] {
  /// Findings that say the same of one project in several places, as one with the first place and the count.
  fileprivate var grouped: [Finding] {
    var places: [Told: Set<FindingPlace>] = [:]
    var order: [(Told, Finding)] = []
    for finding in self {
      let told = Told(code: finding.code, project: finding.project, message: finding.message)
      if places[told] == nil { order.append((told, finding)) }
      places[told, default: []].insert(finding.spot)
    }
    return order.map { told, first in
      let count = places[told]?.count ?? 0
      guard count > 1 else { return first }
      return Finding(first.matter, project: first.project, at: .several(first.spot, count: count))
    }
  }
}
