import Domain
import Testing

/// What holds of every target, tried on generated texts; the same seed makes the same texts.
@Suite("Laws of reading targets")
struct TargetPropertyTests {
  @Test("what is written from a target is read as the same target")
  func roundTrip() {
    var random = Dice(state: 7)
    for _ in 0..<2_000 {
      let text = TargetGrammar.text(&random)
      let read = Target(parsing: text, by: .second)
      let again = Target(parsing: read.canonical, by: .second)
      #expect(read.measure != nil || read.deadline != nil, "\(text)")
      #expect(again.measure == read.measure, "\(text) → \(read.canonical)")
      #expect(again.deadline == read.deadline, "\(text) → \(read.canonical)")
      #expect(again.canonical == read.canonical, "\(text)")
    }
  }

  @Test("no number is read that is not written")
  func nothingInvented() {
    var random = Dice(state: 11)
    var readings = 0
    for _ in 0..<15_000 {
      let text = (0..<(1 + random.below(7))).map { _ in TargetGrammar.pieces[random.below(TargetGrammar.pieces.count)] }
        .joined()
      let target = Target(parsing: text, by: .second)
      let written = Set(text.normalised.split { !"0123456789.,".contains($0) }.map { TargetGrammar.plain(String($0)) })
      if let measure = target.measure {
        readings += 1
        for number in [measure.value] + (measure.upper.map { [$0] } ?? []) {
          #expect(written.contains(TargetGrammar.plain(number.description)), "\(text) → \(target.canonical)")
        }
        #expect(measure.upper.map { $0 > measure.value } ?? true)
      }
      if let deadline = target.deadline {
        readings += 1
        let digits = text.normalised.filter { $0.isNumber }
        for part in [deadline.year, deadline.day].compactMap({ $0 }) { #expect(digits.contains("\(part)"), "\(text)") }
      }
      #expect(!(target.measure != nil && target.deadline != nil))
    }
    #expect(readings > 700, "the pieces must make targets")
  }
}

/// Texts of targets, put together as they are written.
private enum TargetGrammar {
  static let pieces = [
    "0", "1", "3", "5", "12", "15", "24", "30", "85", "95", "100", "2025", "1,000", "0.5", ".", ",", "-", "～", "%", "≥",
    "≤", ">", "<", "=",
    "+", "年", "月", "日", "底", "前", "内", "以上", "以下", "个", "家", "万元", "元", "小时", "天", "(", ")", "含", "左右", "/", "至", "且",
    "达到",
    "控制在", "不", "超过", "每", "第", "O",
  ]

  /// A number without separators and zeros that say nothing.
  static func plain(_ digits: String) -> String {
    let clean = digits.filter { $0 != "," }
    return Quantity(parsing: clean)?.shortest ?? clean
  }

  static func text(_ random: inout Dice) -> String {
    func one(_ of: [String]) -> String { of[random.below(of.count)] }
    let number = one(["0", "1", "7", "36", "90", "95.5", "0.01", "1,000", "38400", "13566.28"])
    let unit = one([
      "%", "家", "人次", "万元", "元", "平方米", "㎡", "小时", "天", "个月", "个百分点", "千瓦时", "公里", "亩", "吨", "元/人", "次/年",
    ])
    let blank = one(["", "", " ", "　", "\n"])
    switch random.below(6) {
    case 0:
      return one(["≥", "≤", ">", "<", "=", "＝", "＞", ">=", "不低于", "不超过", "大于", "小于等于", "至少"]) + blank + number + blank
        + unit
    case 1: return number + unit + one(["以上", "及以上", "（含）以上", "以下", "以内", "之内", "内"])
    case 2: return number + blank + unit
    case 3:
      let low = random.below(50)
      return "\(low)\(one(["", unit]))\(one(["-", "～", "—", "至"]))\(low + 1 + random.below(50))\(unit)"
    case 4:
      return one(["", "2025年", "2025 年"]) + "\(1 + random.below(12))月" + one(["\(1 + random.below(28))日", "底", "末"])
        + one(["前", "", "之前", "前完成"])
    default: return one(["达到", "控制在", "完成", "力争达到"]) + number + unit
    }
  }
}

/// SplitMix64: small, and the same everywhere.
struct Dice {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
