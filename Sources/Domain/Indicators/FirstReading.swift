/// The first way to read targets: a sign before the number or words behind it, and any short word as its unit.
///
/// Departments whose rule set names no other reading have their answers by it, so it does not change.
enum FirstReading {
  static let signs: [(String, Comparison)] = [
    (">=", .atLeast), ("<=", .atMost), ("=>", .atLeast), ("=<", .atMost), ("≥", .atLeast), ("≤", .atMost),
    ("≧", .atLeast), ("≦", .atMost), ("⩾", .atLeast), ("⩽", .atMost), (">", .moreThan), ("<", .lessThan), ("=", .equal),
    ("﹥", .moreThan), ("﹤", .lessThan), ("﹦", .equal),
    ("大于等于", .atLeast), ("大于或等于", .atLeast), ("小于等于", .atMost), ("小于或等于", .atMost), ("不低于", .atLeast),
    ("不少于", .atLeast), ("不小于", .atLeast), ("不超过", .atMost), ("不高于", .atMost), ("不大于", .atMost), ("不多于", .atMost),
    ("至少", .atLeast), ("至多", .atMost), ("最多", .atMost), ("达到", .atLeast), ("大于", .moreThan), ("高于", .moreThan),
    ("超过", .moreThan), ("小于", .lessThan), ("低于", .lessThan), ("少于", .lessThan), ("等于", .equal),
  ]
  private static let tails: [(String, Comparison)] = [
    ("（含）以上", .atLeast), ("(含)以上", .atLeast), ("及以上", .atLeast), ("以上", .atLeast), ("（含）以下", .atMost),
    ("(含)以下", .atMost), ("及以下", .atMost), ("以内", .atMost), ("以下", .atMost),
  ]

  /// What a text states: a sign before the number, words behind it, or both where they agree. Nil where it states nothing.
  static func stated(in text: String) -> (comparison: Comparison?, rest: Substring)? {
    var rest = Substring(text)
    let sign = signs.first { rest.hasPrefix($0.0) }
    if let sign { rest = rest.dropFirst(sign.0.count) }
    let tail = tails.first { rest.hasSuffix($0.0) }
    if let tail { rest = rest.dropLast(tail.0.count) }
    guard sign != nil || tail != nil else { return nil }
    guard let sign, let tail else { return (sign?.1 ?? tail?.1, rest) }
    // `≥95%以上` says one thing twice; `≥95%以下` says nothing that can be held against a value.
    let agrees = sign.1 == .equal || sign.1.isReverse == tail.1.isReverse
    return (agrees ? (sign.1 == .equal ? tail.1 : sign.1) : nil, rest)
  }

  static func measure(of text: String) -> Target.Measure? {
    let stated = stated(in: text)
    if let stated, stated.comparison == nil { return nil }
    let rest = stated?.rest ?? Substring(text)
    let bytes = Array(rest.utf8)[...]
    // A full-width comma may stand between two numbers as well as in one.
    guard !rest.contains("，"), let read = DecimalReader(bytes), read.number.units >= 0, rest.first != "+" else {
      return nil
    }
    let unit = String(decoding: bytes[read.end...], as: UTF8.self)
    // A unit is a short noun. Longer words after a number are a sentence, and so is anything with another number or sign.
    guard unit.count <= 6, !"OoIl".contains(unit.first ?? " "),
      !unit.contains(where: { ($0.isASCII && $0.isNumber) || ",.，．+-–—~～、/:".contains($0) && !isCompound(unit) })
    else { return nil }
    return Target.Measure(comparison: stated?.comparison ?? .equal, value: read.number, unit: unit)
  }

  /// `元/人` and the like: a unit by another.
  private static func isCompound(_ unit: String) -> Bool {
    let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0 == "%" } }
  }
}
