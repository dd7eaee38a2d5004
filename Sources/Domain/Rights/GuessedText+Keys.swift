extension GuessedText {
  /// Marks keys in a row, in a column or step by step on the keyboard, with or without the shift key, and on the block of
  /// digits: `qwer`, `1qaz`, `!QAZ`, `1q2w3e`, `147258`.
  func markKeys(in marks: inout GuessedMarks) {
    let keys = small.map { Keyboard.keys[$0] }
    for index in keys.indices.dropLast(2) {
      let straight = GuessedText.end(of: keys, from: index) { $0 == $1 && $1.isStep }
      if straight - index >= 3 { marks.mark(index..<straight, .keys) }
      let crooked = GuessedText.end(of: keys, from: index) { _, step in step.isStep || step.isSame }
      if crooked - index >= 4 { marks.mark(index..<crooked, .keys) }
    }
    let pad = small.map { Keyboard.pad[$0] }
    for index in pad.indices.dropLast(2) {
      let straight = GuessedText.end(of: pad, from: index) { $0 == $1 && $1.isNear }
      if straight - index >= 3 { marks.mark(index..<straight, .keys) }
    }
  }

  /// Where a way over the keys ends that goes on as long as a step fits to the first one.
  private static func end(of keys: [Key?], from start: Int, while fits: (Key, Key) -> Bool) -> Int {
    guard start + 1 < keys.count, let first = keys[start], let second = keys[start + 1] else { return start }
    let way = second - first
    guard fits(way, way) else { return start }
    var end = start + 2
    while end < keys.count, let before = keys[end - 1], let next = keys[end], fits(way, next - before) { end += 1 }
    return end
  }

  /// Marks what follows in an order, up or down, also two by turns (`a1b2c3`).
  func markSequences(in marks: inout GuessedMarks) {
    let places = small.map { Orders.places[$0] }
    for index in places.indices {
      let end = GuessedText.end(of: places, from: index, by: 1, steps: [1, -1])
      if end - index >= 3 { marks.mark(index..<end, .sequence) }
      guard index + 5 < count else { continue }
      let one = GuessedText.end(of: places, from: index, by: 2, steps: [1, 0, -1])
      let other = GuessedText.end(of: places, from: index + 1, by: 2, steps: [1, 0, -1])
      if one - index >= 5, other - index >= 6 { marks.mark(index..<min(one, other) + 1, .sequence) }
    }
  }

  /// Just behind the last place of a sequence that goes on by the first one's step; the start where there is none.
  private static func end(of places: [Int?], from start: Int, by stride: Int, steps: Set<Int>) -> Int {
    guard start + stride < places.count, let first = places[start], let second = places[start + stride],
      steps.contains(second - first)
    else { return start }
    var last = start + stride
    while last + stride < places.count, let here = places[last], let next = places[last + stride],
      next - here == second - first
    {
      last += stride
    }
    return last + 1
  }

  /// Marks what came before: a character again, two characters again at once, three or more again anywhere.
  func markRepeats(in marks: inout GuessedMarks) {
    for run in stretches(atLeast: 1, where: { _ in true }) {
      for index in run.dropFirst() where small[index] == small[index - 1] {
        let isThird = index >= 2 && small[index - 2] == small[index]
        marks.mark((isThird ? index - 2 : index)..<(index + 1), .again)
      }
    }
    guard count >= 4 else { return }
    for index in 2...(count - 2) where small[index - 2..<index] == small[index..<index + 2] {
      marks.mark(index..<(index + 2), .again)
    }
    guard count >= 6 else { return }
    for index in 3...(count - 3) {
      for before in 0...(index - 3) where small[before..<before + 3] == small[index..<index + 3] {
        marks.mark(index..<(index + 3), .again)
      }
    }
  }
}

/// Where a key lies, or how far it is from another.
private struct Key: Hashable {
  let row: Int, column: Int

  static func - (a: Key, b: Key) -> Key { Key(row: a.row - b.row, column: a.column - b.column) }

  var isSame: Bool { (row, column) == (0, 0) }
  /// To a key beside; rows are shifted by half a key to the right as they go down, so that of the keys below only two touch.
  var isStep: Bool { (row == 0 && abs(column) == 1) || (abs(row) == 1 && (column == 0 || column == -row)) }
  /// To a key beside in any direction where rows are not shifted.
  var isNear: Bool { !isSame && abs(row) <= 1 && abs(column) <= 1 }
}

private enum Keyboard {
  /// The keys by what they write, with and without shift.
  static let keys = layout([
    ("`1234567890-=", "~!@#$%^&*()_+", 0),
    ("qwertyuiop[]\\", "qwertyuiop{}|", 1), ("asdfghjkl;'", "asdfghjkl:\"", 1),
    ("zxcvbnm,./", "zxcvbnm<>?", 1),
  ])
  /// The block of digits.
  static let pad = layout([("789", "789", 0), ("456", "456", 0), ("123", "123", 0)])

  private static func layout(_ rows: [(plain: String, shifted: String, from: Int)]) -> [Character: Key] {
    var keys: [Character: Key] = [:]
    for (row, line) in rows.enumerated() {
      for (column, key) in zip(line.plain, line.shifted).enumerated() {
        let place = Key(row: row, column: column + line.from)
        (keys[key.0], keys[key.1]) = (place, place)
      }
    }
    return keys
  }
}

private enum Orders {
  /// Where a character stands in an order; orders are far from each other.
  static let places: [Character: Int] = {
    let orders = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"]
    var places: [Character: Int] = [:]
    for (number, order) in orders.enumerated() {
      for (place, character) in order.enumerated() { places[character] = number * 1000 + place }
    }
    return places
  }()
}
