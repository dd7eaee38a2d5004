internal import Documents
internal import Domain

/// Reads damaged inputs by every reader of this program: none may trap, whatever comes. What is read is not judged here; the
/// sheet of inputs does that. A trap ends the process, so that the command's exit tells.
package enum ReaderTrial {
  /// What became of the inputs.
  package struct Outcome: Sendable {
    /// By reader: how many were read, and how many refused.
    package var read: [String: Int] = [:], refused: [String: Int] = [:]
    /// How many inputs in all.
    package var count = 0
  }

  /// Makes `count` damaged inputs out of some files and reads them.
  ///
  /// - Parameters:
  ///   - documents: budget documents, of which one in a thousand inputs is made.
  ///   - sheets: files of entries.
  ///   - seed: the same seed makes the same inputs.
  ///   - progress: told how many were read.
  package static func run(
    documents: [[UInt8]], sheets: [[UInt8]], count: Int, seed: UInt64, progress: (Int) -> Void = { _ in }
  ) -> Outcome {
    var random = Random(state: seed)
    var outcome = Outcome()
    for number in 0..<count {
      if number % 10_000 == 0 { progress(number) }
      outcome.count += 1
      switch number % 1_000 {
      case 0 where !documents.isEmpty:
        let bytes = damaged(documents[random.below(documents.count)], &random)
        note("document", &outcome) { Disclosure.parse(try Document.read(bytes, file: "x")).budget != nil }
      case 1..<50 where !sheets.isEmpty:
        let bytes = damaged(sheets[random.below(sheets.count)], &random)
        note("sheet", &outcome) {
          var isRead = false
          for row in try SpendingSheet(bytes, name: "x").rows() { isRead = (try? row.line()) != nil || isRead }
          return isRead
        }
        note("filling", &outcome) { try !FillingSheet(bytes, name: "x").rows.isEmpty }
        note("calendar", &outcome) { try !CalendarSheet(bytes, name: "x").days.isEmpty }
      default: readValue(value(&random), &outcome)
      }
    }
    return outcome
  }

  private static func note(_ reader: String, _ outcome: inout Outcome, _ read: () throws -> Bool) {
    let isRead = (try? read()) ?? false
    if isRead { outcome.read[reader, default: 0] += 1 } else { outcome.refused[reader, default: 0] += 1 }
  }

  /// A value by every reader of single values, and what is calculated of it.
  private static func readValue(_ bytes: [UInt8], _ outcome: inout Outcome) {
    let text = String(decoding: bytes, as: UTF8.self)
    note("money", &outcome) {
      let money = try Money.parse(text, unit: bytes.count.isMultiple(of: 2) ? .yuan : .tenThousand)
      return !(money + money + money).tenThousands.isEmpty
    }
    note("day", &outcome) { try Day.parse(text).weekday > 0 }
    note("voucher", &outcome) { try !Voucher(text).text.isEmpty }
    note("code", &outcome) {
      let code = try ProjectCode.parse(text)
      return code.check != .wrong(suggestions: [])
    }
    note("target", &outcome) {
      let target = Target(parsing: text)
      _ = (target.canonical, target.workdays, target.isUndecided, target.measure?.money)
      let value = try ObservedValue.parse(text, for: target)
      return !value.text(unit: target.measure?.unit ?? "").isEmpty
    }
    note("target by the second reading", &outcome) {
      let target = Target(parsing: text, by: .second)
      _ = (target.canonical, target.workdays, target.isUndecided, target.deadline?.on(2025))
      _ = ObservedValue.question(text, for: target)
      return !(try ObservedValue.parse(text, for: target)).text(unit: target.measure?.unit ?? "").isEmpty
    }
    note("parameter", &outcome) {
      Parameters.parse(RuleSet(name: "x", version: 1, rows: RuleSet.nationalDefault.rows.map { .init($0.key, text) })).1
        .isEmpty
    }
  }

  /// A few pieces that matter to some reader, put together at random.
  private static func value(_ random: inout Random) -> [UInt8] {
    let pieces = [
      "7", "0", "9", "5", "25", "500", "2025", "99999999999999999", ".", ",", "，", "．", "-", "+", "－", "%", "％", "元",
      "万元", "万", "亿",
      "¥", " ", "　", "\t", "\n", "≥", "≤", ">", "<", "=", "⩾", "以上", "以下", "个工作日", "年", "月", "日", "底", "前", "内", "～",
      "左右", "零", "/", "P", "13062525P",
      "０", "９",
      "O", "l", "·", "\u{1B}", "\u{0}", "\u{202E}", "待", "确定", "家", "人", "x", "1e9", "：", ":", "06:07-20", "+02-28",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<(1 + random.below(8)) { bytes += Array(pieces[random.below(pieces.count)].utf8) }
    if random.below(20) == 0, !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    return bytes
  }

  /// A file with some bytes changed, taken out, doubled or cut off.
  private static func damaged(_ file: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = file
    for _ in 0..<(1 + random.below(6)) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      let length = min(1 + random.below(40), bytes.count - place)
      switch random.below(5) {
      case 0: bytes[place] = UInt8(random.below(256))
      case 1: bytes.removeSubrange(place..<(place + length))
      case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: random.below(bytes.count))
      case 3:
        bytes.insert(contentsOf: Array(["\t", "\n", "\"", ",", "9", "％", "项目编码"][random.below(7)].utf8), at: place)
      default: if random.below(4) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  /// SplitMix64: small, and the same everywhere.
  private struct Random {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(max(limit, 1)))
    }
  }
}
