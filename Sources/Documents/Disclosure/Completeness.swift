internal import Domain

/// Holds what was read against what the document speaks of: projects that it names and nobody read are a reason to refuse it.
/// Otherwise a document read badly would mark everything as removed.
struct Completeness {
  /// Words that a form with a project bears, with how often they stood there.
  private var codeLabels = 0
  /// Codes of Hebei's build anywhere in the text.
  private var codes: Set<String> = []
  private var speaksOfGoals = false, speaksOfProjects = false
  private var forms: [DocumentFinding.OtherForm] = []

  /// Other forms and the words of their titles.
  private static let others: [(word: String, form: DocumentFinding.OtherForm)] = [
    ("绩效自评表", .selfEvaluation), ("自评表", .selfEvaluation), ("绩效目标执行监控表", .monitoring), ("绩效运行监控表", .monitoring),
    ("绩效监控表", .monitoring), ("绩效目标申报表", .application), ("绩效目标批复表", .approval), ("决算", .finalAccounts),
  ]

  mutating func take(_ words: Wording) {
    let label = words.label
    guard words.text.utf8.count < 4_000, label.utf8.count > 3 else { return }
    if words.signs.contains(.letterP) { takeCodes(label) }
    guard !words.signs.isDisjoint(with: [.item, .performance, .form]) else { return }
    func has(_ scalars: Unicode.Scalar...) -> Bool { label.unicodeScalars.contains(where: scalars.contains) }
    if has("编", "代") { countCodeLabels(label) }
    if label.holds("绩效目标表") { speaksOfGoals = true }
    if label.holds("项目支出") || label.holds("项目预算") { speaksOfProjects = true }
    if label.utf8.count < 120, has("评", "监", "申", "批", "决"),
      let other = Completeness.others.first(where: { label.contains($0.word) }),
      label.ends(with: "表") || label.ends(with: "）") || label.holds("部门决算")
    {
      forms.append(other.form)
    }
  }

  private mutating func countCodeLabels(_ label: String) {
    for word in ["项目编码", "项目代码", "项目编号"] {
      var rest = label[...]
      while let found = rest.firstRange(of: word) {
        codeLabels += 1
        rest = rest[found.upperBound...]
      }
    }
  }

  /// Six digits, two more, P and twelve letters or digits.
  private mutating func takeCodes(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 21 else { return }
    var run: [UInt8] = []
    for byte in bytes + [0] {
      let upper = (97...122).contains(byte) ? byte - 32 : byte
      if (48...57).contains(upper) || (65...90).contains(upper) {
        run.append(upper)
      } else {
        if run.count == 21, run[8] == UInt8(ascii: "P"), run[..<8].allSatisfy({ (48...57).contains($0) }) {
          codes.insert(String(decoding: run, as: UTF8.self))
        }
        run = []
      }
    }
  }

  func findings(_ projects: ProjectReader, _ tables: BudgetTables, _ file: String) -> [Finding] {
    let drafts = projects.drafts
    func refuse(_ finding: DocumentFinding, at place: Document.Place? = nil) -> [Finding] {
      [Finding(.document(finding), at: place.map(FindingPlace.document) ?? .file(file))]
    }
    if drafts.isEmpty { return nothing(projects, tables).map { refuse($0) } ?? [] }
    if let first = projects.headings.first(where: { !$0.isRead }) {
      return refuse(
        .headingUnread(first.text.excerpt, headings: projects.headings.count, projects: drafts.count), at: first.place)
    }
    let missed = codes.subtracting(drafts.map(\.budget.code.text))
    if !missed.isEmpty { return refuse(.codesUnread(count: missed.count, first: Array(missed.sorted().prefix(3)))) }
    // Lists of projects and their headers name the word, too; a form names it once.
    if codeLabels > drafts.count, projects.headings.isEmpty || projects.headings.count != drafts.count {
      return refuse(.labelsUnread(labels: codeLabels, projects: drafts.count))
    }
    return []
  }

  /// What is missing where nothing was read: accepted only from a document that has budget tables and speaks of no project.
  private func nothing(_ projects: ProjectReader, _ tables: BudgetTables) -> DocumentFinding? {
    if let form = forms.first { return .otherForm(form) }
    if codeLabels > 0 || speaksOfGoals { return .nothingRead(codeLabel: codeLabels > 0, goalTable: speaksOfGoals) }
    if let declared = tables.projectSpending, declared > .zero { return .spendingUnread(declared) }
    if tables.functions.isEmpty, tables.income.isEmpty || speaksOfProjects { return .notADisclosure }
    return nil
  }
}
