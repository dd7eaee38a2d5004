/// What may stand as the unit of a target, by the second reading.
enum TargetUnit {
  /// Units as documents write them. What is none of these may still be a short noun (`次检查`), but nothing that says when,
  /// how often or by how much.
  private static let known: Set<String> = [
    "", "%", "‰", "元", "万元", "亿元", "万", "亿", "千元", "百万元", "美元", "人", "人次", "人日", "万人", "万人次", "名", "位", "户", "万户",
    "户次", "家", "家次", "个", "项", "次", "件", "场", "场次", "种", "类", "台", "台次", "台套", "套", "辆", "辆次", "艘", "架", "部", "批",
    "批次", "起", "宗", "例", "笔", "倍", "份", "篇", "本", "册", "所", "间", "栋", "幢", "期", "处", "条", "座", "棵", "株", "头", "只",
    "羽", "尾", "枚", "幅", "块", "片", "张", "面", "盏", "盘", "门", "道", "口", "眼", "根", "节", "组", "支", "队", "班", "校", "村",
    "镇", "乡", "县", "社区", "街道", "站", "点位", "课时", "学时", "人天", "分", "级", "天", "日", "年", "周", "小时", "个小时", "分钟", "秒",
    "个月", "个工作日", "工作日", "个百分点", "百分点", "平方米", "㎡", "m²", "m2", "平米", "万平方米", "平方公里", "平方千米", "立方米", "m³",
    "万立方米", "米", "千米", "公里", "km", "厘米", "毫米", "亩", "万亩", "亩次", "公顷", "公斤", "千克", "kg", "斤", "吨", "万吨", "t",
    "吨标准煤", "万吨标准煤", "升", "千瓦时", "万千瓦时", "亿千瓦时", "度", "kWh", "千瓦", "兆瓦", "℃", "分贝", "dB", "兆", "GB", "TB",
    "微克/立方米", "μg/m³", "毫克/立方米", "mg/L", "毫克/升", "人/次", "元/人", "元/平方米",
  ]
  /// Names of hours, days and months: a number before them is a place in the calendar.
  private static let calendar: Set<String> = ["月", "号", "时", "点", "月份", "季度", "季", "旬"]
  /// No unit holds these: they say when, how often, how much more, or that there is another clause.
  private static let foreign = Set<Character>("前后内底末初左右约余达至到或及和与每均含不未无超低于等以完上下多近起月旬")

  /// Whether a text can be a unit.
  static func isUnit(_ text: Substring) -> Bool {
    if known.contains(String(text)) { return true }
    guard !calendar.contains(String(text)) else { return false }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 || parts.count == 3 {
      return parts.allSatisfy { isNoun($0.hasPrefix("每") ? $0.dropFirst() : $0) }
    }
    return isNoun(text)
  }

  /// Whether a text is one of the units as documents write them.
  static func isKnown(_ text: Substring) -> Bool { !text.isEmpty && known.contains(String(text)) }

  /// Whether a text is a length of time.
  static func isTime(_ text: Substring) -> Bool { times.contains(String(text)) }
  private static let times: Set<String> = [
    "天", "日", "年", "周", "小时", "个小时", "分钟", "秒", "个月", "个工作日", "工作日",
  ]

  private static func isNoun(_ text: Substring) -> Bool {
    if known.contains(String(text)) { return !text.isEmpty }
    if ["月", "季度", "季"].contains(text) { return true }
    // An O, an I or an l behind a digit is a slip for another digit.
    return (1...6).contains(text.count) && !"OoIl".contains(text.first ?? "O")
      && !text.hasPrefix("年") && text.allSatisfy { $0.isLetter && !foreign.contains($0) }
      // 5A级 is a class, no number of A级.
      && (text.allSatisfy(\.isASCII) || !text.contains(where: \.isASCII))
  }

  private static let spellings: [[String]] = [
    ["平方米", "㎡", "m²", "m2", "平米"], ["立方米", "m³", "m3"], ["日", "天"], ["小时", "个小时"], ["个月", "月"],
    ["个工作日", "工作日"], ["个百分点", "百分点"], ["千瓦时", "度", "kWh", "kwh"], ["公里", "千米", "km"], ["吨", "t"],
    ["公斤", "千克", "kg"], ["次", "回"], ["万元", "万"], ["亿元", "亿"],
  ]

  /// Whether two units are one, spelt in two ways: ㎡ and 平方米, 天 and 日. 百分点 is not %.
  static func isSame(_ a: String, _ b: String) -> Bool {
    a == b || spellings.contains { $0.contains(a) && $0.contains(b) }
  }
}
