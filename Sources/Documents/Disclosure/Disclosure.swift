public import Domain

/// What was read out of a published department budget: the budget, and what is wrong in the document.
public struct Disclosure: Sendable {
  /// The budget; nil where the document does not say whose it is.
  public let budget: DepartmentBudget?
  /// What was noticed, in the order of the document's parts. A finding never blocks the rest.
  public let findings: [Finding]

  /// Recognises the grids and paragraphs of a document, whatever file they came from.
  public static func parse(_ document: Document) -> Disclosure {
    var recogniser = Recogniser(file: document.file)
    for block in document.blocks { recogniser.take(block) }
    return recogniser.finish()
  }
}

/// Walks once through a document and hands each block to the part it belongs to.
private struct Recogniser {
  /// The parts of the explanation (第二部分), by the words of their headings.
  enum Section: CaseIterable {
    case none, goals, specialFunds, projects, procurement, assets, terms

    static func named(_ heading: String) -> Section? {
      guard heading.count < 40 else { return nil }
      if heading.contains("部门整体绩效目标") { return .goals }
      if heading.contains("专项资金预算安排") { return .specialFunds }
      if heading.contains("部门项目预算") { return .projects }
      if heading.contains("政府采购预算情况") { return .procurement }
      if heading.contains("国有资产信息") { return .assets }
      if heading.contains("名词解释") { return .terms }
      return nil
    }
  }

  let file: String
  var identity = IdentityReader()
  var tables = TableReader()
  var goals = GoalReader()
  var projects = ProjectReader()
  var typos = TypoReader()
  var section = Section.none

  init(file: String) { self.file = file }

  mutating func take(_ block: Document.Block) {
    switch block {
    case .paragraph(let text, let place):
      let text = text.tightened
      identity.take(text)
      typos.take(text, place)
      if let next = Section.named(text) {
        section = next
        tables.endTable()
        projects.endProject()
        return
      }
      tables.takeTitle(text)
      if section == .goals { goals.take(text) }
      projects.takeHeading(text)
    case .row(let row):
      let cells = row.cells.map(\.text.tightened)
      for (index, cell) in cells.enumerated() {
        identity.take(cell)
        typos.take(cell, row.place.column(index))
      }
      if !projects.take(row, cells) { tables.take(cells, row.place) }
    }
  }

  mutating func finish() -> Disclosure {
    projects.endProject()
    var findings = identity.findings(file) + tables.findings + projects.findings + typos.findings
    guard let department = identity.department else { return Disclosure(budget: nil, findings: findings) }
    let budget = DepartmentBudget(
      department: department, tables: tables.tables, overallGoal: goals.overall, indicators: goals.indicators,
      projects: projects.drafts.map(\.budget))
    findings += Checks(budget: budget, drafts: projects.drafts, file: file).findings
    return Disclosure(budget: budget, findings: findings)
  }
}

/// Finds out whose budget it is and for which year: the line above every table (`304保定市…局`, `预算年度：2025`).
private struct IdentityReader {
  private var code = "", name = ""
  private var year: Int?

  var department: DepartmentIdentity? {
    guard !code.isEmpty, let year else { return nil }
    return DepartmentIdentity(code: code, name: name, fiscalYear: year)
  }

  mutating func take(_ text: String) {
    if year == nil, text.hasPrefix("预算年度") {
      year = Int(text.filter { $0.isASCII && $0.isNumber }).flatMap { (2000...2100).contains($0) ? $0 : nil }
    }
    guard code.isEmpty, text.count < 60, let first = text.utf8.first, (48...57).contains(first) else { return }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard (3...9).contains(digits.count), rest.count >= 3, let head = rest.unicodeScalars.first,
      (0x4E00...0x9FFF).contains(head.value), !rest.hasPrefix("年"), !rest.contains("部门预算")
    else { return }
    (code, name) = (String(digits), String(rest))
  }

  func findings(_ file: String) -> [Finding] {
    var findings: [Finding] = []
    if code.isEmpty {
      findings.append(
        Finding(.error, "department-missing", "没有找到部门编码和名称（各预算表上方应有“304××局”这样的一行），无法判断是哪个部门的预算。", at: file))
    }
    if year == nil {
      findings.append(Finding(.error, "fiscal-year-missing", "没有找到“预算年度：2025”这样的一行，无法判断预算年度。", at: file))
    }
    return findings
  }
}

/// Three-digit years such as 205年 for 2025年.
private struct TypoReader {
  var findings: [Finding] = []

  mutating func take(_ text: String, _ place: Document.Place) {
    guard text.contains("年") else { return }
    for part in text.split(separator: "年", omittingEmptySubsequences: false).dropLast() {
      let digits = part.reversed().prefix { $0.isASCII && $0.isNumber }
      let year = String(digits.reversed())
      guard year.count == 3, year.hasPrefix("20") else { continue }
      findings.append(
        Finding(
          .warning, "year-typo",
          "“\(year)年”少了一位数字，疑为“20\(year.suffix(1) == "0" ? "20" : "2" + year.suffix(1))年”，请核对原文。", at: place.description
        ))
    }
  }
}
