internal import Domain

/// Finds out whose budget it is and for which year: the lines above every table (`304保定市…局`, `预算年度：2025`), or
/// `部门名称：…` and `部门编码：…`.
struct IdentityReader {
  /// Code and name on one line, with the blocks they stand in.
  private var lines: [NamedDepartment: [Int]] = [:]
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
      lines[found, default: []].append(block)
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
  private static func codeAndName(_ text: String) -> NamedDepartment? {
    guard (48...57).contains(text.utf8.first ?? 0) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (3...9).contains(digits.count) else { return nil }
    let rest = text.dropFirst(digits.count).drop { " -－—–_:：、.".contains($0) }
    guard rest.count >= 3, let head = rest.unicodeScalars.first, (0x4E00...0x9FFF).contains(head.value),
      !rest.begins(with: "年"), !rest.holds("部门预算"), !rest.holds("绩效目标")
    else { return nil }
    return NamedDepartment(code: String(digits), name: String(rest).tightened)
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

  private func department(
    _ given: Disclosure.Given, _ file: String, _ findings: inout [Finding]
  ) -> NamedDepartment? {
    func refuse(_ finding: DepartmentFinding) -> NamedDepartment? {
      findings.append(Finding(.department(finding), at: .file(file)))
      return nil
    }
    let found = candidates
    if found.count > 1, Set(found.map(\.code)).count > 1 || given.name == nil { return refuse(.ambiguous(found)) }
    let own = found.first
    let (names, codes) = (Set(labelledNames), Set(labelledCodes))
    guard let code = given.code ?? own?.code ?? (codes.count == 1 ? codes.first : nil),
      let name = given.name ?? own?.name ?? (names.count == 1 ? names.first : nil)
    else { return refuse(.missing) }
    guard code.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter) }), (1...20).contains(code.count), !name.isEmpty
    else { return refuse(.unreadable(NamedDepartment(code: code.excerpt, name: name.excerpt))) }
    let meant = NamedDepartment(code: code, name: name)
    if let own, own.code != code { return refuse(.contradicts(own, given: meant)) }
    if let own, own.name != name {
      findings.append(Finding(.department(.given(own, given: meant)), at: .file(file)))
    }
    return meant
  }

  /// Lines with code and name that stand where tables name their department: right above 预算年度, or with it; else those
  /// with a label, in page headers, or standing there again and again.
  private var candidates: [NamedDepartment] {
    func list(_ isMeant: ([Int]) -> Bool) -> [NamedDepartment] {
      lines.filter { isMeant($0.value) }.keys.sorted { ($0.code, $0.name) < ($1.code, $1.name) }
    }
    let years = Set(yearLines.map(\.block))
    let heads = list { $0.contains { years.contains($0) || years.contains($0 + 1) } }
    if !heads.isEmpty { return heads }
    let (codes, names) = (Set(labelledCodes), Set(labelledNames))
    if let code = codes.first, let name = names.first, codes.count == 1, names.count == 1 {
      return [NamedDepartment(code: code, name: name)]
    }
    if !codes.isEmpty, !names.isEmpty {
      return codes.sorted().flatMap { code in names.sorted().map { NamedDepartment(code: code, name: $0) } }
    }
    if let name = names.first, names.count == 1, let line = lines.keys.first(where: { $0.name == name }) {
      return [line]
    }
    let inHeaders = list { $0.contains(-1) }
    return inHeaders.isEmpty ? list { $0.count > 1 } : inHeaders
  }

  private func year(
    _ given: Disclosure.Given, _ codeYears: [Int], _ carryOver: Money?, _ file: String, _ findings: inout [Finding]
  ) -> Int? {
    let lines = Set(yearLines.map(\.year)), titles = Set(titleYears)
    let all = (lines.isEmpty ? titles : lines).sorted()
    func refuse(_ finding: DepartmentFinding) -> Int? {
      findings.append(Finding(.department(finding), at: .file(file)))
      return nil
    }
    if let year = given.year {
      guard (2000...2100).contains(year) else { return refuse(.yearUnreadable(year)) }
      let said = lines.union(titles).sorted()
      guard said.isEmpty || said.contains(year) else {
        return refuse(.yearContradicts(said, given: year))
      }
      if said.count > 1 {
        findings.append(Finding(.department(.yearGiven(said, given: year)), at: .file(file)))
      }
      return year
    }
    guard let year = all.first else { return refuse(.yearMissing) }
    guard all.count == 1 else { return refuse(.yearAmbiguous(all)) }
    if !lines.isEmpty, let title = titles.first(where: { $0 != year }) {
      return refuse(.titleContradicts(title, year: year))
    }
    if let later = codeYears.first(where: { $0 > year }) {
      return refuse(.codeLater(later, year: year))
    }
    if !codeYears.isEmpty, codeYears.allSatisfy({ $0 < year }), carryOver == nil {
      return refuse(.codesEarlier(Set(codeYears).sorted(), year: year))
    }
    return year
  }
}
