/// Which indicator of a changed document continues which kept one.
///
/// Rows that say the same (levels, name and description) stay themselves wherever they moved; so does a row whose name only
/// one row on each side has. Of the rest, a row in the same place is the same indicator under another name only within the
/// same second level and unit, and with a name that is like the old one. So values stay with what they measured, and a value
/// is never moved to another thing. A removed indicator that returns is itself again.
package struct IndicatorMatching: Hashable, Sendable {
  /// A kept indicator with its row.
  package struct Kept: Hashable, Sendable {
    /// Its row.
    package let id: IndicatorID
    /// What it says.
    package let indicator: Indicator

    /// A kept indicator.
    package init(id: IndicatorID, indicator: Indicator) {
      self.id = id
      self.indicator = indicator
    }
  }

  /// For each new indicator, in order, the id of the kept one it continues; nil for a new one.
  package let continued: [IndicatorID?]
  /// Standing indicators that the document no longer has.
  package let removed: [IndicatorID]
  /// Those that were removed by an earlier document and are there again.
  package let revived: Set<IndicatorID>

  /// Matches new indicators with kept ones: those that stand, and those that an earlier document removed, last first.
  package init(kept: [Kept], removed gone: [Kept] = [], new: [Indicator]) {
    var left = kept
    var continued = [IndicatorID?](repeating: nil, count: new.count)
    func take(_ index: Int, from pool: inout [Kept], where isSame: (Indicator, Indicator) -> Bool) -> Bool {
      guard continued[index] == nil, let found = pool.firstIndex(where: { isSame($0.indicator, new[index]) }) else {
        return false
      }
      continued[index] = pool[found].id
      pool.remove(at: found)
      return true
    }
    for index in new.indices { _ = take(index, from: &left) { $0.saysTheSame(as: $1) && $0.position == $1.position } }
    for index in new.indices { _ = take(index, from: &left) { $0.saysTheSame(as: $1) } }
    // Only what is unmistakable: one such name left on each side.
    let open = new.indices.filter { continued[$0] == nil }
    for index in open where open.count(where: { new[$0].hasName(of: new[index]) }) == 1 {
      guard left.count(where: { $0.indicator.hasName(of: new[index]) }) == 1 else { continue }
      _ = take(index, from: &left) { $0.hasName(of: $1) }
    }
    var goneLeft = gone
    var revived: Set<IndicatorID> = []
    for index in new.indices where take(index, from: &goneLeft, where: { $0.saysTheSame(as: $1) }) {
      if let id = continued[index] { revived.insert(id) }
    }
    for index in new.indices { _ = take(index, from: &left) { $0.position == $1.position && $0.isRenamed(to: $1) } }
    self.continued = continued
    self.revived = revived
    removed = left.map(\.id)
  }
}

extension Indicator {
  fileprivate func saysTheSame(as other: Indicator) -> Bool {
    hasName(of: other) && description == other.description
  }

  fileprivate func hasName(of other: Indicator) -> Bool {
    level3 == other.level3 && level1 == other.level1 && level2 == other.level2
  }

  /// Whether another indicator in its place measures the same thing by another name.
  fileprivate func isRenamed(to other: Indicator) -> Bool {
    level1 == other.level1 && level2 == other.level2 && target.measure?.unit == other.target.measure?.unit
      && (target.measure == nil) == (other.target.measure == nil) && level3.isLike(other.level3)
  }
}

extension String {
  /// Whether one name holds the other, or two share, in order, at least two thirds of the characters of the longer one.
  fileprivate func isLike(_ other: String) -> Bool {
    let (a, b) = (Array(self), Array(other))
    guard !a.isEmpty, !b.isEmpty else { return false }
    if contains(other) || other.contains(self) { return true }
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (index, y) in b.enumerated() {
        let above = row[index + 1]
        row[index + 1] = x == y ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return (row.last ?? 0) * 3 >= max(a.count, b.count) * 2
  }
}
