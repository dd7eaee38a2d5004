/// A printed target in the parts that some provinces' forms have apart: 指标性质, 指标值 and 度量单位.
package struct TargetParts: Hashable, Sendable {
  /// `≥`, `=` for a bare number, `定性` for words; empty for a day or a range, which stand whole.
  package let sign: String
  /// The number, or the whole text of what is none.
  package let value: String
  /// The number's unit; empty for none.
  package let unit: String

  /// The parts of a target as it is printed, by what it says (the third reading).
  package init(_ text: String) {
    let target = Target(parsing: text, by: .third)
    switch (target.measure, target.deadline) {
    case (let measure?, _) where measure.upper == nil:
      (sign, value, unit) = (measure.comparison.rawValue, measure.value.description, measure.unit)
    case (nil, nil): (sign, value, unit) = ("定性", text, "")
    default: (sign, value, unit) = ("", text, "")
    }
  }
}
