internal import Domain

/// Holds what was read against what the document speaks of: projects that it names and nobody read are a reason to refuse it.
/// Otherwise a document read badly would mark everything as removed.
struct Completeness {
  /// Words that a form with a project bears, with how often they stood there.
  private var codeLabels = 0
  /// Codes of Hebei's build anywhere in the text.
  private var codes: Set<String> = []
  private var speaksOfGoals = false, speaksOfProjects = false
  private var forms: [String] = []

  /// Other forms and the words of their titles.
  private static let others: [(word: String, name: String)] = [
    ("绩效自评表", "绩效自评表"), ("自评表", "绩效自评表"), ("绩效目标执行监控表", "绩效运行监控表"), ("绩效运行监控表", "绩效运行监控表"),
    ("绩效监控表", "绩效运行监控表"), ("绩效目标申报表", "绩效目标申报表"), ("绩效目标批复表", "绩效目标批复表"), ("决算", "部门决算"),
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
      forms.append(other.name)
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
    func refuse(_ code: String, _ message: String, at place: String? = nil) -> [Finding] {
      [Finding(.error, code, message, at: place ?? file)]
    }
    if drafts.isEmpty { return nothing(projects, tables, refuse) }
    let unread = projects.headings.filter { !$0.isRead }
    if let first = unread.first {
      return refuse(
        "projects-missing",
        "文件里有\(projects.headings.count)个绩效目标表的标题，只读到\(drafts.count)个项目；“\(first.text.excerpt)”下面没有读到项目。",
        at: first.place.description)
    }
    let known = Set(drafts.map(\.budget.code.text))
    let missed = codes.subtracting(known)
    if !missed.isEmpty {
      return refuse(
        "projects-missing",
        "文件里出现了\(missed.count)个没有读到的项目编码：\(missed.sorted().prefix(3).joined(separator: "、"))，这些项目没有绩效目标表，或表的样子认不出来。")
    }
    // Lists of projects and their headers name the word, too; a form names it once.
    if codeLabels > drafts.count, projects.headings.isEmpty || projects.headings.count != drafts.count {
      return refuse("projects-missing", "文件里“项目编码”出现了\(codeLabels)次，只读到\(drafts.count)个项目。")
    }
    return []
  }

  /// Nothing was read: accepted only from a document that has budget tables and speaks of no project.
  private func nothing(
    _ projects: ProjectReader, _ tables: BudgetTables, _ refuse: (String, String, String?) -> [Finding]
  ) -> [Finding] {
    let looked = "要找的是：表格里的“项目编码”“项目名称”“预算数”“绩效目标”“一级指标”等栏目"
    if let form = forms.first { return refuse("other-form", "这是\(form)，不是预算公开文件的绩效目标表，没有读到项目。\(looked)。", nil) }
    if codeLabels > 0 || speaksOfGoals {
      let found = [codeLabels > 0 ? "“项目编码”" : nil, speaksOfGoals ? "“绩效目标表”" : nil].compactMap { $0 }.joined(
        separator: "、")
      return refuse(
        "projects-missing", "一个项目也没有读到，文件里却有\(found)。\(looked)；文本文件的各格应以制表符分隔（由 PDF 或网页转出的空格、竖线、逗号认不出来），请改用 Word 版。",
        nil)
    }
    if let declared = tables.projectSpending, declared > .zero {
      return refuse("projects-missing", "支出总表的项目支出是\(declared.tenThousands)万元，文件里却没有读到项目。\(looked)。", nil)
    }
    if tables.functions.isEmpty, tables.income.isEmpty || speaksOfProjects {
      return refuse("not-a-disclosure", "没有读到预算表，也没有读到项目，不像部门预算公开文件。\(looked)，以及“部门预算收支总表”“部门预算支出总表”。", nil)
    }
    return []
  }
}
