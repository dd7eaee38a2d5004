internal import Domain

/// How a progress stands to the share of the year gone, in points with two decimals.
struct ElapsedGap {
  /// Hundredths of a point; negative where it lags.
  let hundredths: Int64

  init(_ progress: Ratio, through month: Int) {
    let share = Share(monthsOfYear: month)
    hundredths =
      Exact.roundedQuotient(Int128(progress.numerator) * 10_000, Int128(progress.denominator))
      - Exact.roundedQuotient(Int128(share.numerator) * 10_000, Int128(share.denominator))
  }

  /// `-37.96`.
  var text: String { Quantity(units: hundredths, scale: 2).fixed(2) }

  /// `落后序时进度37.96个百分点`.
  var chinese: String {
    if hundredths == 0 { return "与序时进度持平" }
    return "\(hundredths < 0 ? "落后" : "超前")序时进度\(Quantity(units: abs(hundredths), scale: 2).fixed(2))个百分点"
  }
}
