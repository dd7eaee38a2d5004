/// Points of a self-evaluation (分值, 得分), in whole hundredths.
package struct Points: Hashable, Comparable, Sendable {
  /// Hundredths of a point.
  package let hundredths: Int64

  /// So many hundredths of a point.
  package init(hundredths: Int64) { self.hundredths = hundredths }

  /// So many whole points.
  package static func whole(_ points: Int64) -> Points { Points(hundredths: points * 100) }

  /// Nothing.
  package static let zero = Points(hundredths: 0)

  package static func < (a: Points, b: Points) -> Bool { a.hundredths < b.hundredths }
  package static func + (a: Points, b: Points) -> Points { Points(hundredths: a.hundredths + b.hundredths) }
  package static func - (a: Points, b: Points) -> Points { Points(hundredths: a.hundredths - b.hundredths) }

  /// A fraction of these points, rounded half up to a hundredth.
  package func times(_ numerator: Int128, over denominator: Int128) -> Points {
    Points(hundredths: Exact.roundedQuotient(Int128(hundredths) * numerator, denominator))
  }

  /// A percentage of these points, rounded half up to a hundredth.
  package func percent(_ percent: Int) -> Points { times(Int128(percent), over: 100) }

  /// Reads `12.5`, `12.50分`; refused where it is no number of at most two decimals.
  package static func parse(_ text: String) throws(Refusal) -> Points {
    let clean = text.normalised
    let digits = clean.hasSuffix("分") ? clean.dropLast() : clean[...]
    guard let number = Quantity(parsing: String(digits).normalised), number.scale <= 2, number.units >= 0,
      number <= Quantity(units: 100)
    else {
      throw Refusal.value(.notPoints(text.excerpt))
    }
    return Points(hundredths: number.rescaled(to: 2).units)
  }

  /// `12.50`.
  package var text: String { Quantity(units: hundredths, scale: 2).fixed(2) }
}

extension Sequence<Points> {
  /// Their sum.
  package var sum: Points { reduce(.zero, +) }
}
