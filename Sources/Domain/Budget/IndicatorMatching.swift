/// Which indicator of a changed document continues which kept one.
///
/// Rows that say the same (levels, name and description) stay themselves wherever they moved; of the rest, a row in the
/// same place is the same indicator under a new name. So observations stay with what they were made for.
public struct IndicatorMatching: Hashable, Sendable {
  /// For each new indicator, in order, the id of the kept one it continues; nil for a new one.
  public let continued: [Int64?]
  /// Kept indicators that the document no longer has.
  public let removed: [Int64]

  /// Matches new indicators with kept ones.
  public init(kept: [(id: Int64, indicator: Indicator)], new: [Indicator]) {
    var left = kept
    var continued = [Int64?](repeating: nil, count: new.count)
    func take(_ index: Int, where isSame: (Indicator, Indicator) -> Bool) {
      guard continued[index] == nil, let found = left.firstIndex(where: { isSame($0.indicator, new[index]) }) else {
        return
      }
      continued[index] = left[found].id
      left.remove(at: found)
    }
    func saysTheSame(_ a: Indicator, _ b: Indicator) -> Bool {
      a.level3 == b.level3 && a.description == b.description && a.level1 == b.level1 && a.level2 == b.level2
    }
    for index in new.indices { take(index) { saysTheSame($0, $1) && $0.position == $1.position } }
    for index in new.indices { take(index, where: saysTheSame) }
    for index in new.indices { take(index) { $0.position == $1.position } }
    self.continued = continued
    removed = left.map(\.id)
  }
}
