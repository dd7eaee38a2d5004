internal import Domain

/// Finds out whose budget it is and for which year: the lines above every table (`304保定市…局`, `预算年度：2025`), or
/// `部门名称：…` and `部门编码：…`.
struct IdentityReader {
  private struct Candidate: Hashable {
    let code: String, name: String
  }

  /// Code and name on one line, with the blocks they stand in.
  private var lines: [Candidate: [Int]] = [:]
  /// Where 预算年度 stands.
  private var yearLines: [(year: Int, block: Int)] = []
  private var labelledNames: [String] = []
  private var labelledCodes: [String] = []
  /// Years of titles such as 2025年…部门预算.
  private var titleYears: [Int] = []

  mutating func take(_ words: Wording, at block: Int) {
    guard words.text.utf8.count < 180, let head = words.label.utf8.first,
      !words.signs.isDisjoint(with: [.year, .bureau, .unit]) || (48...57).contains(head)
    else { return }
    let text = words.text.normalised
    if let year = IdentityReader.year(after: "预算年度", in: words.label) { yearLines.append((year, block)) }
    takeLabelled(text)
    if let year = IdentityReader.titleYear(text) { titleYears.append(year) }
    if let found = IdentityReader.codeAndName(text) {
      lines[Candidate(code: found.code, name: found.name), default: []].append(block)
    }
  }

  private static func year(after label: String, in text: String) -> Int? {
    guard text.begins(with: label) else { return nil }
    return Int(text.filter { $0.isASCII && $0.isNumber }).flatMap { (2000...2100).contains($0) ? $0 : nil }
  }

  private mutating func takeLabelled(_ text: String) {
    guard let head = text.unicodeScalars.first, "部预单".unicodeScalars.contains(head),
      text.contains("：") || text.contains(":")
    else { return }
    func value(_ labels: [String]) -> String? {
      text.tightened.dropping(prefixes: labels.flatMap { ["\($0)：", "\($0):"] })?.tightened
    }
    if let name = value(["部门名称", "预算部门", "单位名称", "预算单位", "部门"]), !name.isEmpty {
      if let both = IdentityReader.codeAndName(name) {
        labelledCodes.append(both.code)
        labelledNames.append(both.name)
      } else if name.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
        labelledNames.append(name)
      }
    }
    if let code = value(["部门编码", "部门代码", "单位编码", "单位代码"]), !code.isEmpty,
      code.allSatisfy({ $0.isASCII && $0.isNumber })
    {
      labelledCodes.append(code)
    }
  }

  /// `2025年邯山区科技和工业信息化局部门预算信息公开目录`: the year of a title.
  private static func titleYear(_ text: String) -> Int? {
    guard (48...57).contains(text.utf8.first ?? 0) else { return nil }
    let clean = text.withoutBlanks
    let digits = clean.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, clean.dropFirst(4).begins(with: "年"), clean.holds("部门预算") || clean.holds("单位预算")
    else { return nil }
    return Int(digits).flatMap { (2000...2100).contains($0) ? $0 : nil }
  }

  /// `304保定市…局`, `306 邯山区…局`, `304-保定市…局`.
  private static func codeAndName(_ text: String) -> (code: String, name: String)? {
    guard (48...57).contains(text.utf8.first ?? 0) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (3...9).contains(digits.count) else { return nil }
    let rest = text.dropFirst(digits.count).drop { " -－—–_:：、.".contains($0) }
    guard rest.count >= 3, let head = rest.unicodeScalars.first, (0x4E00...0x9FFF).contains(head.value),
      !rest.begins(with: "年"), !rest.holds("部门预算"), !rest.holds("绩效目标")
    else { return nil }
    return (String(digits), String(rest).tightened)
  }

  // MARK: - Deciding

  /// The department in its year, or nil with what is missing, doubtful or contradictory, which a person has to say.
  func decide(
    _ given: Disclosure.Given, codeYears: [Int], carryOver: Money?, _ file: String
  ) -> (department: DepartmentIdentity?, findings: [Finding]) {
    var findings: [Finding] = []
    let department = department(given, file, &findings)
    let year = year(given, codeYears, carryOver, file, &findings)
    guard let department, let year, !findings.contains(where: { $0.severity == .error }) else { return (nil, findings) }
    return (DepartmentIdentity(code: department.code, name: department.name, fiscalYear: year), findings)
  }

  private static let help = "请用 --department 编码 --name 名称 --year 年度 指定"

  private func department(
    _ given: Disclosure.Given, _ file: String, _ findings: inout [Finding]
  ) -> (code: String, name: String)? {
    let found = candidates
    if found.count > 1, Set(found.map(\.code)).count > 1 || given.name == nil {
      let list = found.map { "\($0.code) \($0.name)" }.joined(separator: "；")
      findings.append(
        Finding(
          .error, "department-ambiguous",
          "文件里有\(found.count)个部门：\(list)。请按部门拆成几个文件分别导入；若是同一部门的不同写法，\(IdentityReader.help)。", at: file))
      return nil
    }
    let own = found.first
    let (names, codes) = (Set(labelledNames), Set(labelledCodes))
    guard let code = given.code ?? own?.code ?? (codes.count == 1 ? codes.first : nil),
      let name = given.name ?? own?.name ?? (names.count == 1 ? names.first : nil)
    else {
      findings.append(
        Finding(
          .error, "department-missing", "没有找到部门编码和名称（各预算表上方应有“304××局”这样的一行），无法判断是哪个部门的预算，\(IdentityReader.help)。",
          at: file))
      return nil
    }
    guard code.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter) }), (1...20).contains(code.count), !name.isEmpty
    else {
      findings.append(
        Finding(.error, "department-unreadable", "部门编码“\(code.excerpt)”或名称“\(name.excerpt)”不像是编码和名称。", at: file))
      return nil
    }
    if let own, own.code != code {
      findings.append(
        Finding(
          .error, "department-contradicts", "文件中写的部门是“\(own.code) \(own.name)”，指定的却是“\(code) \(name)”，请核对是不是选错了文件。",
          at: file))
      return nil
    }
    if let own, own.name != name {
      findings.append(
        Finding(.warning, "department-given", "文件中写的是“\(own.code) \(own.name)”，已按指定的“\(code) \(name)”导入。", at: file))
    }
    return (code, name)
  }

  /// Lines with code and name that stand where tables name their department: right above 预算年度, or with it; else those
  /// with a label, in page headers, or standing there again and again.
  private var candidates: [(code: String, name: String)] {
    func list(_ isMeant: ([Int]) -> Bool) -> [(code: String, name: String)] {
      lines.filter { isMeant($0.value) }.keys.map { ($0.code, $0.name) }.sorted { $0 < $1 }
    }
    let years = Set(yearLines.map(\.block))
    let heads = list { $0.contains { years.contains($0) || years.contains($0 + 1) } }
    if !heads.isEmpty { return heads }
    let (codes, names) = (Set(labelledCodes), Set(labelledNames))
    if let code = codes.first, let name = names.first, codes.count == 1, names.count == 1 { return [(code, name)] }
    if !codes.isEmpty, !names.isEmpty { return codes.sorted().flatMap { code in names.sorted().map { (code, $0) } } }
    if let name = names.first, names.count == 1, let line = lines.keys.first(where: { $0.name == name }) {
      return [(line.code, name)]
    }
    let inHeaders = list { $0.contains(-1) }
    return inHeaders.isEmpty ? list { $0.count > 1 } : inHeaders
  }

  private func year(
    _ given: Disclosure.Given, _ codeYears: [Int], _ carryOver: Money?, _ file: String, _ findings: inout [Finding]
  ) -> Int? {
    let lines = Set(yearLines.map(\.year)), titles = Set(titleYears)
    let all = (lines.isEmpty ? titles : lines).sorted()
    func refuse(_ code: String, _ message: String) -> Int? {
      findings.append(Finding(.error, code, message, at: file))
      return nil
    }
    func list(_ years: some Collection<Int>) -> String { years.sorted().map { "\($0)年" }.joined(separator: "、") }
    if let year = given.year {
      guard (2000...2100).contains(year) else { return refuse("fiscal-year-unreadable", "预算年度“\(year)”应在2000到2100之间。") }
      let said = lines.union(titles)
      guard said.isEmpty || said.contains(year) else {
        return refuse("fiscal-year-contradicts", "文件中写的年度是\(list(said))，指定的却是\(year)年，请核对是不是选错了文件。")
      }
      if said.count > 1 {
        findings.append(
          Finding(.warning, "fiscal-year-given", "文件中写了\(list(said))，已按指定的\(year)年导入。", at: file))
      }
      return year
    }
    guard let year = all.first else {
      return refuse("fiscal-year-missing", "没有找到“预算年度：2025”这样的一行，无法判断预算年度，请用 --year 指定。")
    }
    guard all.count == 1 else { return refuse("fiscal-year-ambiguous", "文件里有几个预算年度：\(list(all))，请核对后用 --year 指定。") }
    if !lines.isEmpty, let title = titles.first(where: { $0 != year }) {
      return refuse("fiscal-year-contradicts", "标题写的是\(title)年，各表写的预算年度是\(year)年，请核对后用 --year 指定。")
    }
    if let later = codeYears.first(where: { $0 > year }) {
      return refuse("fiscal-year-contradicts", "预算年度是\(year)年，项目编码里却有\(later)年的项目，请核对后用 --year 指定。")
    }
    if !codeYears.isEmpty, codeYears.allSatisfy({ $0 < year }), carryOver == nil {
      return refuse(
        "fiscal-year-contradicts", "预算年度是\(year)年，所有项目编码却都是\(list(Set(codeYears)))的，收支总表也没有上年结转，请核对后用 --year 指定。")
    }
    return year
  }
}
