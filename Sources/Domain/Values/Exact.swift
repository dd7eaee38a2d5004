/// Exact arithmetic on products of two 64-bit integers: comparisons and rounding never touch floating point.
package enum Exact {
  /// Whether a × b < c × d, without overflow.
  package static func less(_ a: Int64, _ b: Int64, than c: Int64, _ d: Int64) -> Bool {
    Int128(a) * Int128(b) < Int128(c) * Int128(d)
  }

  /// `numerator / denominator`, rounded half away from zero. The denominator is positive.
  package static func roundedQuotient(_ numerator: Int128, _ denominator: Int128) -> Int64 {
    let half = denominator / 2
    let rounded = numerator >= 0 ? (numerator + half) / denominator : -((-numerator + half) / denominator)
    return Int64(clamping: rounded)
  }

  /// `numerator / denominator` rounded up. The denominator is positive, the numerator not negative.
  package static func quotientUp(_ numerator: Int128, _ denominator: Int128) -> Int64 {
    Int64(clamping: (numerator + denominator - 1) / denominator)
  }
}

/// An exact fraction with a positive denominator: a rate that was measured, never a rounded percentage.
package struct Ratio: Hashable, Sendable {
  /// The number above the line.
  package let numerator: Int64
  /// The number below the line; always positive.
  package let denominator: Int64

  /// A fraction; nil where the denominator is not positive (nothing was planned, nothing was due).
  package init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  private init(unchecked numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// 1, that is 100%.
  package static let one = Ratio(unchecked: 1, 1)

  /// A whole number.
  static func whole(_ value: Int) -> Ratio { Ratio(unchecked: Int64(value), 1) }

  /// A whole percentage such as 90.
  package static func percent(_ value: Int) -> Ratio { Ratio(unchecked: Int64(value), 100) }

  /// The percentage with 2 decimals, rounded half up: `62.00`.
  package var percentText: String { percentText(decimals: 2) }

  /// The percentage with so many decimals, at most 9, rounded half up.
  func percentText(decimals: Int) -> String {
    let units = Int128(numerator) * 100 * Int128(Quantity.power(decimals))
    return Quantity(units: Exact.roundedQuotient(units, Int128(denominator)), scale: decimals).fixed(decimals)
  }

  /// `numerator / denominator` in lowest terms; nil where the denominator is not positive.
  ///
  /// Exact while the lowest terms fit 64 bits; beyond that both lose their last bits, which changes the fraction by less
  /// than one part in 10^17.
  package init?(lowest numerator: Int128, _ denominator: Int128) {
    guard denominator > 0 else { return nil }
    var (n, d) = Ratio.cancelled(numerator, denominator)
    while d > Int128(Int64.max) || n.magnitude > UInt128(Int64.max) { (n, d) = (n / 2, max(d / 2, 1)) }
    self.init(unchecked: Int64(n), Int64(d))
  }

  /// The mean of some fractions; nil for none.
  package static func mean(_ ratios: [Ratio]) -> Ratio? {
    guard !ratios.isEmpty else { return nil }
    var sum = Ratio(unchecked: 0, 1)
    for ratio in ratios {
      let (n, d) = (Int128(ratio.numerator), Int128(ratio.denominator))
      let (total, common) = (Int128(sum.numerator), Int128(sum.denominator))
      sum = Ratio(lowest: total * d + n * common, common * d) ?? sum
    }
    return Ratio(lowest: Int128(sum.numerator), Int128(sum.denominator) * Int128(ratios.count))
  }

  private static func cancelled(_ n: Int128, _ d: Int128) -> (Int128, Int128) {
    var (a, b) = (n < 0 ? -n : n, d)
    while b != 0 { (a, b) = (b, a % b) }
    return a == 0 ? (n, d) : (n / a, d / a)
  }
}

extension Ratio: Comparable {
  package static func < (a: Ratio, b: Ratio) -> Bool {
    Exact.less(a.numerator, b.denominator, than: b.numerator, a.denominator)
  }
  package func hash(into hasher: inout Hasher) {
    let (n, d) = Ratio.cancelled(Int128(numerator), Int128(denominator))
    hasher.combine(n)
    hasher.combine(d)
  }
  package static func == (a: Ratio, b: Ratio) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) == Int128(b.numerator) * Int128(a.denominator)
  }
}
