/// An amount in yuan, kept as whole 分 (fen). Never a floating-point number.
package struct Money: Hashable, Comparable, Sendable {
  /// The amount in fen, a hundredth of a yuan.
  package let fen: Int64

  /// An amount of so many fen.
  package init(fen: Int64) { self.fen = fen }

  /// Nothing.
  package static let zero = Money(fen: 0)
  /// The largest amount that is taken: a fen below 十万亿元. The database holds entries to the same.
  package static let most = Money(fen: 999_999_999_999_999)

  /// Two printed amounts that are less apart are one, rounded: half of 0.01万元. Source: domain.md.
  package static let rounding = Money(fen: 5_000)

  /// Without its sign.
  package var magnitude: Money { self < .zero ? -self : self }

  package static func < (a: Money, b: Money) -> Bool { a.fen < b.fen }
  /// The sum. One amount is at most ``most`` and so is what a project may have paid, so sums of nine thousand such projects
  /// are exact; beyond that they stop at the end of 64 bits rather than the program.
  package static func + (a: Money, b: Money) -> Money {
    let (sum, isOverflow) = a.fen.addingReportingOverflow(b.fen)
    return Money(fen: isOverflow ? (b.fen > 0 ? .max : .min) : sum)
  }
  /// The difference.
  package static func - (a: Money, b: Money) -> Money { a + (-b) }
  /// The same amount with the other sign.
  package static prefix func - (a: Money) -> Money { Money(fen: a.fen == .min ? .max : -a.fen) }
  /// Adds in place.
  package static func += (a: inout Money, b: Money) { a = a + b }

  /// Units in which amounts are written.
  package enum Unit: String, Sendable {
    /// Yuan.
    case yuan = "元"
    /// Ten thousand yuan; budgets are printed in it.
    case tenThousand = "万元"

    /// Fen in one of it.
    package var fen: Int64 { self == .yuan ? 100 : 1_000_000 }
  }
}

extension Money {
  /// Yuan with 2 decimals and no separators, as in JSON: `15000.00`.
  package var yuan: String { Quantity(units: fen, scale: 2).description }

  /// Yuan for people: `15,000.00`.
  package var grouped: String { shown(in: .yuan).digits(grouped: true) }

  /// 万元 with 2 decimals, rounded half up, with thousands separators: `1,262.22`.
  package var tenThousands: String { shown(in: .tenThousand).digits(grouped: true) }

  /// The same as bytes of ASCII behind others, for pages that have hundreds of them.
  package func write(in unit: Unit, to out: inout [UInt8]) { shown(in: unit).write(grouped: true, to: &out) }

  private func shown(in unit: Unit) -> Quantity {
    unit == .yuan ? Quantity(units: fen, scale: 2) : Quantity(units: fen, scale: 6).rescaled(to: 2)
  }
}

extension Money {
  /// Reads `7500元`, `0.75万元`, `2万`, `7,500.00`; a bare number is in `unit`. Digits and signs may be full-width.
  ///
  /// Refused, with a sentence that says why: not a number, commas that do not group in threes, blanks between digits, finer
  /// than a fen (more than two decimals of a yuan), larger than ``most``. A negative amount is read; whoever does not take
  /// one says so.
  package static func parse(_ text: String, unit: Unit = .yuan) throws(Refusal) -> Money {
    try read(Array(text.utf8)[...], unit: unit)
  }

  /// The same out of the bytes of a cell, in UTF-8.
  package static func read(_ cell: ArraySlice<UInt8>, unit: Unit = .yuan) throws(Refusal) -> Money {
    var rest = cell.normalised
    rest.drop(prefixes: ["人民币", "¥", "￥"])
    guard let read = DecimalReader(rest) else { throw .notAnAmount(cell) }
    rest = rest[read.end...]
    rest.dropBlanks()
    var unit = unit
    if !rest.isEmpty {
      guard let printed = Money.units.first(where: { rest.elementsEqual($0.text.utf8) }) else {
        throw .notAnAmount(cell)
      }
      unit = printed.unit
    }
    let scaled = Int128(read.number.units) * Int128(unit.fen)
    let power = Int128(Quantity.power(read.number.scale))
    guard scaled % power == 0 else {
      throw Refusal.value(.amountTooFine(cell.excerpt))
    }
    guard let fen = Int64(exactly: scaled / power), fen.magnitude <= Money.most.fen.magnitude else {
      throw Refusal.value(.amountTooLarge(cell.excerpt))
    }
    return Money(fen: fen)
  }

  private static let units: [(text: String, unit: Unit)] = [
    ("元", .yuan), ("万元", .tenThousand), ("万", .tenThousand), ("圆", .yuan), ("元整", .yuan), ("圆整", .yuan),
    ("万元整", .tenThousand),
  ]
}

extension Refusal {
  fileprivate static func notAnAmount(_ cell: ArraySlice<UInt8>) -> Refusal {
    Refusal.value(.notAnAmount(cell.excerpt))
  }
}
