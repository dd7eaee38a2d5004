/// Points of a self-evaluation (分值, 得分), in whole hundredths.
public struct Points: Hashable, Comparable, Sendable {
  /// Hundredths of a point.
  public let hundredths: Int64

  /// So many hundredths of a point.
  public init(hundredths: Int64) { self.hundredths = hundredths }

  /// So many whole points.
  public static func whole(_ points: Int64) -> Points { Points(hundredths: points * 100) }

  /// Nothing.
  public static let zero = Points(hundredths: 0)

  public static func < (a: Points, b: Points) -> Bool { a.hundredths < b.hundredths }
  public static func + (a: Points, b: Points) -> Points { Points(hundredths: a.hundredths + b.hundredths) }
  public static func - (a: Points, b: Points) -> Points { Points(hundredths: a.hundredths - b.hundredths) }

  /// A fraction of these points, rounded half up to a hundredth.
  public func times(_ numerator: Int128, over denominator: Int128) -> Points {
    Points(hundredths: Exact.roundedQuotient(Int128(hundredths) * numerator, denominator))
  }

  /// A percentage of these points, rounded half up to a hundredth.
  public func percent(_ percent: Int) -> Points { times(Int128(percent), over: 100) }

  /// `12.50`.
  public var text: String { Quantity(units: hundredths, scale: 2).fixed(2) }
}

extension Sequence<Points> {
  /// Their sum.
  public var sum: Points { reduce(.zero, +) }
}
