/// A fiscal year, or several that follow each other.
package struct FiscalYears: Hashable, Sendable {
  /// The first and the last of them.
  package let first: Int, last: Int

  /// The years from one to another, or one alone.
  package init(_ first: Int, through last: Int? = nil) { (self.first, self.last) = (first, last ?? first) }

  /// 2025年, or 2024至2026年.
  package var chinese: String { first == last ? "\(first)年" : "\(first)至\(last)年" }
}
