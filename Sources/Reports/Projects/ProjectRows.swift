/// Rows of a long list, department by department: those of one can be others without the rest being moved.
package struct ProjectRows: RandomAccessCollection, Sendable, Equatable {
  private var parts: [[ProjectStanding]]
  /// With which place each department begins, and where the last ends.
  private let starts: [Int]

  init(_ parts: [[ProjectStanding]]) {
    self.parts = parts
    starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts[starts.count - 1] }

  package subscript(place: Int) -> ProjectStanding {
    // The last department that begins at the place or before it; empty ones begin where the next does.
    var (low, high) = (0, parts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return parts[low][place - starts[low]]
  }

  /// The rows of a department by its number, and their places.
  func part(_ number: Int) -> (rows: [ProjectStanding], places: Range<Int>) {
    (parts[number], starts[number]..<starts[number + 1])
  }

  /// Other rows of a department, as many as there were.
  mutating func replace(_ number: Int, with rows: [ProjectStanding]) {
    precondition(rows.count == parts[number].count, "places would move")
    parts[number] = rows
  }
}
