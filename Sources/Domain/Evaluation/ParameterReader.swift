/// Reads rows of a set, falling back row by row to what held before the row was known.
struct ParameterReader {
  let set: RuleSet
  var findings: [Finding] = []
  var unreadable: [String] = []

  mutating func value<T>(_ key: String, _ parse: (String) -> T?) -> T? {
    if let row = set.rows.first(where: { $0.key == key }) {
      if let value = parse(row.value) { return value }
      unreadable.append(key)
      note(.parameterUnreadable(set: set.name, key: key, value: row.value))
    }
    return RuleSet.fallback.first { $0.key == key }.flatMap { parse($0.value) }
  }

  private mutating func note(_ finding: RulesFinding) {
    findings.append(Finding(.rules(finding), at: .ruleSet(set.name, version: set.version)))
  }

  /// No percentage, count of days or of points is larger; the rules multiply them and must have room.
  private static let range = 0...10_000

  private static func whole(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  mutating func int(_ key: String) -> Int { value(key) { ParameterReader.whole($0) } ?? 0 }

  /// So many whole numbers; zeros where even the default is damaged.
  mutating func numbers(_ key: String, count: Int, total: Int? = nil) -> [Int] {
    value(key) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { ParameterReader.whole($0) }
      guard numbers.count == count, parts.count == count else { return nil }
      return total.map { numbers.reduce(0, +) == $0 } ?? true ? numbers : nil
    } ?? Array(repeating: 0, count: count)
  }

  var practice: Practice {
    mutating get { value("judging.practice") { Int($0).flatMap(Practice.init(rawValue:)) } ?? .first }
  }

  mutating func scoring() -> ScoringRules {
    let plain = numbers("score.template", count: 4, total: 100).map { Points.whole(Int64($0)) }
    let cost = numbers("score.template-with-cost", count: 5, total: 100).map { Points.whole(Int64($0)) }
    let whole = numbers("score.template-of-department", count: 3, total: 100).map { Points.whole(Int64($0)) }
    let bands = numbers("score.bands", count: 3)
    return ScoringRules(
      practice: practice, reverse: value("score.reverse-formula") { ReverseFormula(rawValue: $0) } ?? .linear,
      overTarget: .percent(int("score.over-target-percent")),
      bands: [.reached: bands[0], .partly: bands[1], .missed: bands[2]],
      template: ScoreTemplate(
        execution: plain[0], levels: [.output: plain[1], .benefit: plain[2], .satisfaction: plain[3]]),
      templateWithCost: ScoreTemplate(
        execution: cost[0], levels: [.cost: cost[1], .output: cost[2], .benefit: cost[3], .satisfaction: cost[4]]),
      department: DepartmentTemplate(execution: whole[0], indicators: whole[1], projects: whole[2]),
      grades: numbers("score.grades", count: 3), explainBelow: .percent(int("score.explain-execution-percent")),
      highMarksPercent: int("score.high-marks-percent"), unspentPercent: int("score.unspent-percent"))
  }

  /// A set that does not name a reading keeps the first, whatever later sets name: no other set stands in for it.
  mutating func targetReading() -> TargetReading {
    guard let row = set.rows.first(where: { $0.key == RuleSet.targetReadingKey }) else { return .first }
    if let reading = TargetReading(rawValue: row.value) { return reading }
    unreadable.append(row.key)
    note(.readingUnreadable(set: set.name, key: row.key, value: row.value))
    return .first
  }

  mutating func list(_ key: String) -> [Int] {
    value(key) { text in
      let months = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      return months.allSatisfy { (1...12).contains($0) } ? Set(months).sorted() : nil
    } ?? []
  }

  mutating func forms(_ key: String, _ form: DepartmentForm) -> [Parameters.FormPeriod] {
    value(key) { text in
      let periods = text.split(separator: ",").map { part -> Parameters.FormPeriod? in
        let parts = part.split(separator: ":")
        guard parts.count == 2, let month = Int(parts[0]), (1...12).contains(month),
          let due = ParameterReader.monthDay(parts[1])
        else { return nil }
        return Parameters.FormPeriod(form: form, month: month, due: due)
      }
      return periods.contains { $0 == nil } ? nil : periods.compactMap { $0 }
    } ?? []
  }

  mutating func days(_ key: String) -> [Int] {
    value(key) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let days = parts.compactMap { ParameterReader.whole($0) }
      return days.count == parts.count ? days.sorted(by: >) : nil
    } ?? []
  }

  mutating func periods(_ key: String) -> [Parameters.ReportingPeriod] {
    value(key) { text in
      let periods = text.split(separator: ",").map { ParameterReader.period($0) }
      return periods.contains { $0 == nil } ? nil : periods.compactMap { $0 }
    } ?? []
  }

  /// A day of the year; nil for `-`, none.
  mutating func monthDay(_ key: String) -> Parameters.MonthDay? {
    value(key) { text -> Parameters.MonthDay?? in
      text == "-" ? .some(nil) : ParameterReader.monthDay(text[...]).map { .some($0) }
    } ?? nil
  }

  private static func period(_ text: Substring) -> Parameters.ReportingPeriod? {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let month = Int(parts[0]), (1...12).contains(month), let from = monthDay(parts[1]),
      let due = monthDay(parts[2])
    else { return nil }
    return Parameters.ReportingPeriod(month: month, from: from, due: due)
  }

  private static func monthDay(_ text: Substring) -> Parameters.MonthDay? {
    let nextYear = text.hasPrefix("+")
    let parts = text.drop { $0 == "+" }.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[0]), (1...31).contains(parts[1]) else { return nil }
    return Parameters.MonthDay(month: parts[0], day: parts[1], nextYear: nextYear)
  }
}
