/// An exact share of a budget: a percentage that was printed, or an amount over the budget it belongs to.
public struct Share: Hashable, Sendable {
  /// The number above the line; not negative in a sound plan.
  public let numerator: Int64
  /// The number below the line; positive.
  public let denominator: Int64

  /// `numerator / denominator`; nil where the denominator is not positive.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  private init(trusted numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nothing and the whole.
  public static let none = Share(trusted: 0, 1), whole = Share(trusted: 1, 1)

  /// A printed percentage such as 25 or 22.5.
  public init(percent: Quantity) {
    self.init(trusted: percent.units, 100 * Quantity.power(percent.scale))
  }

  /// `months` of twelve: the elapsed-time progress (序时进度) at a month's end.
  public init(monthsOfYear months: Int) { self.init(trusted: Int64(months), 12) }

  /// The share as a fraction.
  public var ratio: Ratio { Ratio(numerator, denominator) ?? .one }

  /// Percent as a decimal string without trailing zeros, at most 4 decimals: `25`, `83.3333`.
  public var percentText: String {
    Quantity(units: Exact.roundedQuotient(Int128(numerator) * 1_000_000, Int128(denominator)), scale: 4).shortest
  }

  /// This share of an amount, rounded half up to a fen. For showing; compare with ``exceeds(paid:budget:times:)``.
  public func of(_ budget: Money) -> Money {
    Money(fen: Exact.roundedQuotient(Int128(budget.fen) * Int128(numerator), Int128(denominator)))
  }

  /// Whether `paid` is less than `budget` × share × `factor`, exactly.
  public func exceeds(paid: Money, budget: Money, times factor: Ratio = .one) -> Bool {
    Int128(paid.fen) * Int128(denominator) * Int128(factor.denominator)
      < Int128(budget.fen) * Int128(numerator) * Int128(factor.numerator)
  }

  /// What must still be paid so that `paid` reaches `budget` × share × `factor`: rounded up to a fen, 0 when reached.
  public func missing(paid: Money, budget: Money, times factor: Ratio = .one) -> Money {
    let denominator = Int128(denominator) * Int128(factor.denominator)
    let gap = Int128(budget.fen) * Int128(numerator) * Int128(factor.numerator) - Int128(paid.fen) * denominator
    return gap > 0 ? Money(fen: Exact.quotientUp(gap, denominator)) : .zero
  }
}

extension Share: Comparable {
  public static func < (a: Share, b: Share) -> Bool { a.ratio < b.ratio }
  public static func == (a: Share, b: Share) -> Bool { a.ratio == b.ratio }
  public func hash(into hasher: inout Hasher) { hasher.combine(percentText) }
}
