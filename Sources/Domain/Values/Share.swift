/// An exact share of a budget: a percentage that was printed, or an amount over the budget it belongs to.
package struct Share: Hashable, Sendable {
  /// The share as a fraction.
  package let ratio: Ratio

  /// The number above the line; not negative in a sound plan.
  package var numerator: Int64 { ratio.numerator }
  /// The number below the line; positive.
  package var denominator: Int64 { ratio.denominator }

  /// `numerator / denominator`; nil where the denominator is not positive.
  package init?(_ numerator: Int64, _ denominator: Int64) {
    guard let ratio = Ratio(numerator, denominator) else { return nil }
    self.ratio = ratio
  }

  /// The same, in lowest terms.
  init?(lowest numerator: Int128, _ denominator: Int128) {
    guard let ratio = Ratio(lowest: numerator, denominator) else { return nil }
    self.ratio = ratio
  }

  private init(_ ratio: Ratio) { self.ratio = ratio }

  /// Nothing and the whole.
  package static let none = Share(.percent(0)), whole = Share(.one)

  /// A printed percentage such as 25 or 22.5.
  package init(percent: Quantity) {
    self.init(Ratio(percent.units, 100 * Quantity.power(percent.scale)) ?? .percent(0))
  }

  /// `months` of twelve: the elapsed-time progress (序时进度) at a month's end.
  package init(monthsOfYear months: Int) { self.init(Ratio(Int64(months), 12) ?? .percent(0)) }

  /// Percent as a decimal string without trailing zeros, at most 4 decimals: `25`, `83.3333`.
  package var percentText: String {
    Quantity(units: Exact.roundedQuotient(Int128(numerator) * 1_000_000, Int128(denominator)), scale: 4).shortest
  }

  /// This share of an amount, rounded half up to a fen. For showing; compare with ``exceeds(paid:budget:times:)``.
  package func of(_ budget: Money) -> Money {
    Money(fen: Exact.roundedQuotient(Int128(budget.fen) * Int128(numerator), Int128(denominator)))
  }

  /// Whether `paid` is less than `budget` × share × `factor`, exactly.
  package func exceeds(paid: Money, budget: Money, times factor: Ratio = .one) -> Bool {
    Int128(paid.fen) * Int128(denominator) * Int128(factor.denominator)
      < Int128(budget.fen) * Int128(numerator) * Int128(factor.numerator)
  }

  /// What must still be paid so that `paid` reaches `budget` × share × `factor`: rounded up to a fen, 0 when reached.
  package func missing(paid: Money, budget: Money, times factor: Ratio = .one) -> Money {
    let denominator = Int128(denominator) * Int128(factor.denominator)
    let gap = Int128(budget.fen) * Int128(numerator) * Int128(factor.numerator) - Int128(paid.fen) * denominator
    return gap > 0 ? Money(fen: Exact.quotientUp(gap, denominator)) : .zero
  }
}

extension Share: Comparable {
  package static func < (a: Share, b: Share) -> Bool { a.ratio < b.ratio }
  package static func == (a: Share, b: Share) -> Bool { a.ratio == b.ratio }
  package func hash(into hasher: inout Hasher) { hasher.combine(ratio) }
}
