/// An amount in yuan, kept as whole 分 (fen). Never a floating-point number.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in fen, a hundredth of a yuan.
  public let fen: Int64

  /// An amount of so many fen.
  public init(fen: Int64) { self.fen = fen }

  /// Nothing.
  public static let zero = Money(fen: 0)

  public static func < (a: Money, b: Money) -> Bool { a.fen < b.fen }
  /// The sum.
  public static func + (a: Money, b: Money) -> Money { Money(fen: a.fen + b.fen) }
  /// The difference.
  public static func - (a: Money, b: Money) -> Money { Money(fen: a.fen - b.fen) }
  /// The same amount with the other sign.
  public static prefix func - (a: Money) -> Money { Money(fen: -a.fen) }
  /// Adds in place.
  public static func += (a: inout Money, b: Money) { a = a + b }

  /// Units in which amounts are written.
  public enum Unit: String, Sendable {
    /// Yuan.
    case yuan = "元"
    /// Ten thousand yuan; budgets are printed in it.
    case tenThousand = "万元"

    /// Fen in one of it.
    public var fen: Int64 { self == .yuan ? 100 : 1_000_000 }
  }
}

extension Money {
  /// Yuan with 2 decimals and no separators, as in JSON: `15000.00`.
  public var yuan: String { Quantity(units: fen, scale: 2).description }

  /// Yuan for people: `15,000.00`.
  public var grouped: String { Money.grouped(yuan) }

  /// 万元 with 2 decimals, rounded half up, with thousands separators: `1,262.22`.
  public var tenThousands: String { Money.grouped(Quantity(units: fen, scale: 6).fixed(2)) }

  private static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].reversed().enumerated() {
      if index > 0, index % 3 == 0 { whole.append(",") }
      whole.append(digit)
    }
    return sign + String(whole.reversed()) + (parts.count > 1 ? "." + parts[1] : "")
  }
}

extension Money {
  /// Reads `7500元`, `0.75万元`, `2万`, `7,500.00`; a bare number is in `unit`.
  ///
  /// Refused, with a sentence that says why: not a number, or finer than a fen (more than two decimals of a yuan). A
  /// negative amount is read; whoever does not take one says so.
  public static func parse(_ text: String, unit: Unit = .yuan) throws(InputProblem) -> Money {
    var digits = Substring(text.normalised.withoutBlanks)
    if digits.hasPrefix("¥") || digits.hasPrefix("￥") { digits = digits.dropFirst() }
    var unit = unit
    if digits.hasSuffix("万元") {
      (digits, unit) = (digits.dropLast(2), .tenThousand)
    } else if digits.hasSuffix("万") {
      (digits, unit) = (digits.dropLast(), .tenThousand)
    } else if digits.hasSuffix("元") {
      (digits, unit) = (digits.dropLast(), .yuan)
    }
    digits = Substring(digits.replacingCommas)
    guard let number = Quantity(parsing: digits) else {
      throw InputProblem("not-an-amount", "“\(text)”不是金额，应写成 7500、7500.00元 或 0.75万元。")
    }
    let scaled = Int128(number.units) * Int128(unit.fen)
    let power = Int128(Quantity.power(number.scale))
    guard scaled % power == 0 else {
      throw InputProblem("amount-too-fine", "金额“\(text)”精确到了分以下，以元为单位最多两位小数。")
    }
    guard let fen = Int64(exactly: scaled / power), fen.magnitude < 1_000_000_000_000_000 else {
      throw InputProblem("amount-too-large", "金额“\(text)”超出十万亿元，请检查是否多写了数字或单位。")
    }
    return Money(fen: fen)
  }
}

extension Substring {
  /// Full-width commas as ASCII ones.
  fileprivate var replacingCommas: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0xFF0C ? "," : $0 }))
  }
}
