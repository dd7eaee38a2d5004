internal import Domain

/// The department's goals in running text (部门整体绩效目标): 总体 and 分项, and the numbers in them.
struct GoalReader {
  private enum Part { case none, overall, itemised, measures }

  private let reading: TargetReading
  private var part = Part.none
  private var heading = ""
  /// Whether the last line was one of 绩效指标, which may go on in the next.
  private var isInIndicators = false
  private(set) var overall = ""
  private(set) var indicators: [DepartmentIndicator] = []
  private(set) var findings: [Finding] = []
  /// What was said and not taken, with its first place.
  private var unread: [String] = []
  private var goals: [String] = []
  private var unreadPlace: Document.Place?
  private var goalPlace: Document.Place?

  init(reading: TargetReading) { self.reading = reading }

  mutating func take(_ text: String, _ place: Document.Place) {
    guard !text.isEmpty else { return }
    if text.count < 24 {
      if text.holds("总体绩效目标") { return part = .overall }
      if text.holds("分项绩效目标") { return part = .itemised }
      if text.holds("工作保障措施") { return part = .measures }
    }
    switch part {
    case .none, .measures: return
    case .overall:
      overall += (overall.isEmpty ? "" : "\n") + text
      takeNumbers(text, section: "总体", place, isAll: false)
    case .itemised: takeItem(text, place)
    }
  }

  private mutating func takeItem(_ text: String, _ place: Document.Place) {
    if let body = text.dropping(prefixes: ["绩效指标：", "绩效指标:"]) {
      isInIndicators = true
      takeNumbers(body, section: "分项：\(heading)", place, isAll: true)
    } else if let body = text.dropping(prefixes: ["绩效目标：", "绩效目标:"]) {
      isInIndicators = false
      goals.append(body)
      goalPlace = goalPlace ?? place
    } else if GoalReader.isHeading(text) {
      isInIndicators = false
      heading = GoalReader.plainHeading(text)
    } else if isInIndicators {
      takeNumbers(text, section: "分项：\(heading)", place, isAll: true)
    } else {
      goals.append(text)
      goalPlace = goalPlace ?? place
    }
  }

  private mutating func takeNumbers(_ text: String, section: String, _ place: Document.Place, isAll: Bool) {
    let read = GoalReader.numbers(in: text, section: section, by: reading)
    indicators += read.indicators
    // The overall goal is kept as a text; only what looks like a number is missed there.
    let missed =
      isAll ? read.unread : read.unread.filter { $0.contains { $0.isASCII && $0.isNumber } && !GoalReader.isDate($0) }
    unread += missed
    if !missed.isEmpty { unreadPlace = unreadPlace ?? place }
  }

  /// Says what of the goals is not tracked, each kind once.
  mutating func finish() {
    if let place = unreadPlace {
      let first = unread.prefix(12).map(\.excerpt)
      findings.append(Finding(.goal(.numbersNotTaken(count: unread.count, first: first)), at: .document(place)))
    }
    if let place = goalPlace {
      let first = goals.prefix(12).map(\.excerpt)
      findings.append(Finding(.goal(.textsNotTaken(count: goals.count, first: first)), at: .document(place)))
    }
  }

  /// `（一）加快…`, `一、科技创新项目支撑。`, or a short line without a full stop inside.
  private static func isHeading(_ text: String) -> Bool {
    text.count < 40 && !text.contains("；") && !text.dropLast().contains("。")
  }

  /// `（一）加快传统产业…` and `一、科技创新项目支撑。` without number and full stop.
  private static func plainHeading(_ text: String) -> String {
    var rest = Substring(text)
    if rest.begins(with: "（") || rest.begins(with: "("), let end = rest.firstIndex(where: { $0 == "）" || $0 == ")" }) {
      rest = rest[rest.index(after: end)...]
    } else if let end = rest.firstIndex(of: "、"), rest[..<end].count <= 3 {
      rest = rest[rest.index(after: end)...]
    }
    return String(rest.ends(with: "。") ? rest.dropLast() : rest)
  }

  /// The clauses that hold a number with a unit, each as an indicator, and those that do not.
  static func numbers(
    in text: String, section: String, by reading: TargetReading
  ) -> (indicators: [DepartmentIndicator], unread: [String]) {
    var (indicators, unread) = ([DepartmentIndicator](), [String]())
    for clause in text.withoutBlanks.normalised.split(whereSeparator: { "；;，,。".contains($0) }) {
      if let found = number(in: withoutYear(clause), by: reading) {
        indicators.append(DepartmentIndicator(name: found.name, target: found.target, section: section))
      } else {
        unread.append(String(clause))
      }
    }
    return (indicators, unread)
  }

  /// Whether the digits of a clause are those of a date only.
  private static func isDate(_ clause: String) -> Bool {
    let parts = clause.split { !($0.isASCII && $0.isNumber) }
    return parts.allSatisfy { digits in
      let next = clause[digits.endIndex...].first
      return next.map { "年月日号".contains($0) } ?? (digits.count == 4) || digits.begins(with: "20") && digits.count == 4
    }
  }

  /// Takes off `力争2025年完成`, `2025年`, `2025` and the like at the front.
  private static func withoutYear(_ clause: Substring) -> Substring {
    var rest = clause
    if let year = rest.firstIndex(where: { $0.isASCII && $0.isNumber }), rest[year...].begins(with: "20") {
      let digits = rest[year...].prefix { $0.isASCII && $0.isNumber }
      let after = rest[digits.endIndex...]
      if digits.count == 4, let next = after.first, next == "年" || rest.startIndex == year {
        rest = next == "年" ? after.dropFirst() : after
      }
    }
    for lead in ["力争", "确保", "完成", "实现"] where rest.begins(with: lead) { rest = rest.dropFirst(lead.count) }
    return rest
  }

  private static func number(
    in clause: Substring, by reading: TargetReading
  ) -> (name: String, target: Target)? {
    guard let last = clause.lastIndex(where: { $0.isASCII && $0.isNumber }) else { return nil }
    let head = clause[...last].reversed().drop { $0.isASCII && ($0.isNumber || $0 == ".") }
    let before = clause.prefix(head.count)
    let rest = clause.dropFirst(head.count)
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let after = rest.dropFirst(digits.count)
    guard Quantity(parsing: digits) != nil, let unit = unit(of: after) else { return nil }
    let tail = after.dropFirst(unit.count)
    if reading == .third, let stated = GoalSign(before: before, behind: tail) {
      guard stated.name.count >= 2 else { return nil }
      return (stated.name, Target(promised: stated.sign.rawValue + digits + unit, by: reading))
    }
    let isAtLeast = tail.begins(with: "以上") || tail.begins(with: "及以上")
    var name = String(before)
    for verb in ["达到", "达", "完成", "为", "不低于"] where name.ends(with: verb) {
      name = String(name.dropLast(verb.count))
      break
    }
    let words = tail.dropping(prefixes: ["以上", "及以上", "任务"]) ?? String(tail)
    name += words
    guard name.count >= 2 else { return nil }
    let text = (isAtLeast || before.ends(with: "不低于") ? "≥" : "") + digits + unit
    return (name, Target(promised: text, by: reading))
  }

  /// Longer units first, so that none hides another.
  private static let units = [
    "%", "亿元", "万元", "元", "亿千瓦时", "万千瓦时", "千瓦时", "亿", "人次", "家次", "台次", "万人次", "万人", "万户", "万亩", "万吨", "万平方米", "万立方米",
    "万家", "万个", "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "公顷", "公斤", "千克", "吨标准煤", "个百分点", "个工作日", "工作日", "小时", "分钟",
    "课时", "学时", "家", "个", "人", "项", "次", "件", "户", "名", "场", "种", "台", "套", "吨", "亩", "米", "棵", "株", "头", "只", "辆", "艘",
    "座", "处", "条",
    "份", "篇", "本", "册", "所", "间", "栋", "幢", "期", "批", "起", "宗", "例", "笔", "倍", "天", "村", "镇", "乡", "校", "班", "组", "支",
    "枚", "幅", "块",
  ].sorted { $0.count > $1.count }

  private static func unit(of text: Substring) -> Substring? {
    units.first { text.begins(with: $0) }.map { text.prefix($0.count) }
  }
}
