/// Targets that say in words that something does not happen: `零事故`, `无投诉`, `未发生安全事故`. They are = 0.
enum NothingOf {
  private static let leads = ["零", "无", "未发生", "不发生", "未出现", "不出现", "没有发生", "没有", "杜绝", "0"]
  /// What is counted: the unit of the target that is read. 零容忍 and 无缝 are no counts.
  private static let nouns = [
    "事故", "事件", "投诉", "差错", "失误", "案件", "案例", "违规", "违纪", "违法", "违规行为", "违纪违法", "伤亡", "死亡", "上访", "信访", "举报", "拖欠",
    "欠薪", "火灾", "漏报", "遗漏", "舆情", "泄密", "延误", "逾期", "缺陷", "故障", "污染", "纠纷", "发生",
  ]
  /// Words that leave open how much is meant.
  private static let vague = ["明显", "显著", "较", "基本", "或", "及", "和", "、", "因", "率"]

  /// The target = 0 of such a text; nil for any other.
  static func measure(of text: String) -> Target.Measure? { led(text) ?? counted(text) }

  /// `安全事故0起`, `投诉为零`: what is counted, then none of it.
  private static func counted(_ text: String) -> Target.Measure? {
    let name = text.prefix { $0.isLetter && !$0.isASCII && $0 != "零" && $0 != "为" }
    var rest = text[name.endIndex...]
    if rest.hasPrefix("为") { rest = rest.dropFirst() }
    guard let none = rest.first, none == "0" || none == "零", name.count <= 10,
      !vague.contains(where: { name.contains($0) }),
      nouns.contains(where: { name.hasSuffix($0) || name.hasSuffix($0 + "数") }),
      rest.count == 1 || ["起", "次", "件", "例", "宗", "个", "人"].contains(rest.dropFirst())
    else { return nil }
    return Target.Measure(comparison: .equal, value: Quantity(units: 0), unit: String(rest.dropFirst()))
  }

  /// `零事故`, `无投诉`.
  private static func led(_ text: String) -> Target.Measure? {
    guard let lead = leads.first(where: { text.hasPrefix($0) }) else { return nil }
    var rest = text.dropFirst(lead.count)
    for word in ["发生", "现象", "情况", "记录"] where rest.hasSuffix(word) && rest != word {
      rest = rest.dropLast(word.count)
      break
    }
    guard rest.count <= 10, rest.allSatisfy({ $0.isLetter && !$0.isASCII }),
      !vague.contains(where: { rest.contains($0) }),
      let noun = nouns.filter({ rest.hasSuffix($0) }).max(by: { $0.count < $1.count })
    else { return nil }
    return Target.Measure(comparison: .equal, value: Quantity(units: 0), unit: noun)
  }

  /// Whether a measure is one of these, so that 达成 says as much as 0, and any counting word will do for its unit.
  static func isOne(_ measure: Target.Measure) -> Bool {
    measure.comparison == .equal && measure.value.units == 0 && measure.upper == nil && nouns.contains(measure.unit)
  }
}
