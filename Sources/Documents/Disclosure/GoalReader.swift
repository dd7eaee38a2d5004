internal import Domain

/// The department's goals in running text (部门整体绩效目标): 总体 and 分项, and the numbers in them.
struct GoalReader {
  private enum Part { case none, overall, itemised, measures }

  private var part = Part.none
  private var heading = ""
  private(set) var overall = ""
  private(set) var indicators: [DepartmentIndicator] = []

  mutating func take(_ text: String) {
    if text.count < 24 {
      if text.contains("总体绩效目标") { return part = .overall }
      if text.contains("分项绩效目标") { return part = .itemised }
      if text.contains("工作保障措施") { return part = .measures }
    }
    switch part {
    case .none, .measures: return
    case .overall:
      overall += (overall.isEmpty ? "" : "\n") + text
      indicators += GoalReader.numbers(in: text, section: "总体")
    case .itemised:
      if let body = text.dropping(prefixes: ["绩效指标：", "绩效指标:"]) {
        indicators += GoalReader.numbers(in: body, section: "分项：\(heading)")
      } else if text.dropping(prefixes: ["绩效目标：", "绩效目标:"]) == nil, text.count < 40 {
        heading = GoalReader.plainHeading(text)
      }
    }
  }

  /// `（一）加快传统产业…` and `一、科技创新项目支撑。` without number and full stop.
  private static func plainHeading(_ text: String) -> String {
    var rest = Substring(text)
    if rest.hasPrefix("（") || rest.hasPrefix("("), let end = rest.firstIndex(where: { $0 == "）" || $0 == ")" }) {
      rest = rest[rest.index(after: end)...]
    } else if let end = rest.firstIndex(of: "、"), rest[..<end].count <= 3 {
      rest = rest[rest.index(after: end)...]
    }
    return String(rest.hasSuffix("。") ? rest.dropLast() : rest)
  }

  /// The clauses that hold a number with a unit, each as an indicator.
  static func numbers(in text: String, section: String) -> [DepartmentIndicator] {
    text.withoutBlanks.split { "；;，,。".contains($0) }.compactMap { clause in
      guard let found = number(in: withoutYear(clause)) else { return nil }
      return DepartmentIndicator(name: found.name, target: found.target, section: section)
    }
  }

  /// Takes off `力争2025年完成`, `2025年`, `2025` and the like at the front.
  private static func withoutYear(_ clause: Substring) -> Substring {
    var rest = clause
    if let year = rest.firstIndex(where: { $0.isASCII && $0.isNumber }), rest[year...].hasPrefix("20") {
      let digits = rest[year...].prefix { $0.isASCII && $0.isNumber }
      let after = rest[digits.endIndex...]
      if digits.count == 4, let next = after.first, next == "年" || rest.startIndex == year {
        rest = next == "年" ? after.dropFirst() : after
      }
    }
    for lead in ["力争", "确保", "完成", "实现"] where rest.hasPrefix(lead) { rest = rest.dropFirst(lead.count) }
    return rest
  }

  private static func number(in clause: Substring) -> (name: String, target: Target)? {
    guard let last = clause.lastIndex(where: { $0.isASCII && $0.isNumber }) else { return nil }
    let head = clause[...last].reversed().drop { $0.isASCII && ($0.isNumber || $0 == ".") }
    let before = clause.prefix(head.count)
    let rest = clause.dropFirst(head.count)
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let after = rest.dropFirst(digits.count)
    guard Quantity(parsing: digits) != nil, let unit = unit(of: after) else { return nil }
    let tail = after.dropFirst(unit.count)
    let isAtLeast = tail.hasPrefix("以上") || tail.hasPrefix("及以上")
    var name = String(before)
    for verb in ["达到", "达", "完成", "为", "不低于"] where name.hasSuffix(verb) {
      name = String(name.dropLast(verb.count))
      break
    }
    let words = tail.dropping(prefixes: ["以上", "及以上", "任务"]) ?? String(tail)
    name += words
    guard name.count >= 2 else { return nil }
    let text = (isAtLeast || before.hasSuffix("不低于") ? "≥" : "") + digits + unit
    return (name, Target(parsing: text))
  }

  private static func unit(of text: Substring) -> Substring? {
    let known = ["%", "亿元", "万元", "元", "亿", "人次", "家次", "家", "个", "人", "项", "次", "件", "户", "名", "场", "种", "台", "套"]
    return known.first { text.hasPrefix($0) }.map { text.prefix($0.count) }
  }
}

extension StringProtocol {
  /// The text after the first of some prefixes that it has; nil when it has none.
  func dropping(prefixes: [String]) -> String? {
    prefixes.first { hasPrefix($0) }.map { String(dropFirst($0.count)) }
  }
}
