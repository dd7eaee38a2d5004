/// A number as workbooks hold it: the decimal digits of a binary fraction, such as 0.28999999999999998 for what somebody
/// typed as 0.29. Programs that show it take fifteen digits, and so does this; nothing is computed in binary.
struct StoredNumber {
  /// The digits without zeros at either end, and where the point stands: value = 0.digits × 10^point.
  private let digits: [UInt8], point: Int, isNegative: Bool

  /// Digits a spreadsheet shows at most.
  private static let shown = 15

  /// Of a text such as `-12.5` or `1.5E-2`; nil for another.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var (digits, point, isBehind) = ([UInt8](), 0, false)
    while let byte = rest.first, (48...57).contains(byte) || byte == UInt8(ascii: ".") && !isBehind {
      rest = rest.dropFirst()
      guard byte != UInt8(ascii: ".") else {
        isBehind = true
        continue
      }
      digits.append(byte - 48)
      if !isBehind { point += 1 }
    }
    guard !digits.isEmpty, digits.count <= 400 else { return nil }
    if rest.first == UInt8(ascii: "E") || rest.first == UInt8(ascii: "e") {
      var sign = rest.dropFirst()
      if sign.first == UInt8(ascii: "+") { sign = sign.dropFirst() }
      guard let exponent = Int(String(decoding: sign, as: UTF8.self)), exponent.magnitude < 400 else { return nil }
      point += exponent
      rest = []
    }
    guard rest.isEmpty else { return nil }
    self.init(digits, point, isNegative)
  }

  private init(_ all: [UInt8], _ place: Int, _ isNegative: Bool) {
    let zeros = all.prefix { $0 == 0 }.count
    var (digits, point) = (Array(all.dropFirst(zeros)), place - zeros)
    if digits.count > StoredNumber.shown {
      let isUp = digits[StoredNumber.shown] >= 5
      digits = Array(digits.prefix(StoredNumber.shown))
      if isUp {
        var index = digits.count - 1
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index < 0 {
          digits.insert(1, at: 0)
          point += 1
        } else {
          digits[index] += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
    (self.digits, self.point) = (digits, digits.isEmpty ? 0 : point)
    self.isNegative = isNegative && !digits.isEmpty
  }

  /// A hundred times as much.
  var timesHundred: StoredNumber { StoredNumber(digits, point + 2, isNegative) }

  /// Written out, without an exponent.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    func string(_ some: some Sequence<UInt8>) -> String { String(decoding: some.map { $0 + 48 }, as: UTF8.self) }
    let sign = isNegative ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + string(digits) }
    if point >= digits.count { return sign + string(digits) + String(repeating: "0", count: point - digits.count) }
    return sign + string(digits[..<point]) + "." + string(digits[point...])
  }

  /// The day it counts, `2025-06-28`; nil for what is none. The time of day is left out.
  func day(isFrom1904: Bool) -> String? {
    guard !isNegative, point <= 7, let whole = Int(text.prefix { $0 != "." }), whole >= 61 || isFrom1904 else {
      return nil
    }
    // Day 0 is 30 December 1899, but for the first two months of 1900, which have a day too many.
    let (year, month, day) = StoredNumber.date(whole + (isFrom1904 ? -24_107 : -25_569))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// The civil date of a number of days since 1970.
  private static func date(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
