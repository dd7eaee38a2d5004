extension GuessedText {
  /// Marks years, days in any usual writing, telephone numbers and numbers of identity cards.
  func markNumbers(in marks: inout GuessedMarks) {
    let groups = stretches(atLeast: 1, where: isDigit)
    for group in groups {
      for part in dated(group) { marks.mark(part, .number) }
    }
    for (first, second) in zip(groups, groups.dropFirst()) where isDivider(between: first, second) {
      if isYear(first), let month = number(second), (1...12).contains(month), second.count <= 2 {
        marks.mark(first.lowerBound..<min(second.upperBound + (isSuffix(second.upperBound) ? 1 : 0), count), .number)
      }
    }
    for index in groups.indices.dropLast(2) {
      let (a, b, c) = (groups[index], groups[index + 1], groups[index + 2])
      guard isDivider(between: a, b), isDivider(between: b, c), isDay(a, b, c) else { continue }
      marks.mark(a.lowerBound..<(c.upperBound + (isSuffix(c.upperBound) ? 1 : 0)), .number)
    }
  }

  /// What of a group of digits is a year, a day or a telephone number.
  private func dated(_ group: Range<Int>) -> [Range<Int>] {
    let (start, end) = (group.lowerBound, group.upperBound)
    let digits = small[group].compactMap(\.wholeNumberValue)
    // A number of an identity card is known by the birthday in it, the place before it and the order behind it.
    if (17...18).contains(group.count), isDay(start + 6..<start + 10, start + 10..<start + 12, start + 12..<start + 14)
    {
      return [group]
    }
    if group.count == 11, digits[0] == 1, digits[1] >= 3 { return [group] }
    if group.count == 4 { return isYear(group) || isMonthAndDay(start) ? [group] : [] }
    if group.count == 6 {
      let isShort = isMonthAndDay(start + 2) || isMonthAndDay(start) || isDayAndMonth(start)
      return isShort || isYear(start..<start + 4) || isYear(start + 2..<end) ? [group] : []
    }
    guard group.count >= 5 else { return [] }
    for first in start...max(start, end - 8) where end - first >= 8 {
      let isWhole =
        isYear(first..<first + 4) && isMonthAndDay(first + 4)
        || isYear(first + 4..<first + 8) && (isMonthAndDay(first) || isDayAndMonth(first))
      if isWhole { return [first..<first + 8] }
    }
    return [start..<start + 4, end - 4..<end].filter(isYear)
  }

  private func number(_ range: Range<Int>) -> Int? { range.count <= 9 ? Int(String(small[range])) : nil }

  /// Years that people now at work were born in, and those that are near.
  private func isYear(_ range: Range<Int>) -> Bool {
    range.count == 4 && number(range).map { (1930...2049).contains($0) } == true
  }

  private func isMonthAndDay(_ start: Int) -> Bool { isMonth(start..<start + 2) && isDayOfMonth(start + 2..<start + 4) }

  private func isDayAndMonth(_ start: Int) -> Bool { isDayOfMonth(start..<start + 2) && isMonth(start + 2..<start + 4) }

  private func isMonth(_ range: Range<Int>) -> Bool {
    range.count <= 2 && number(range).map { (1...12).contains($0) } == true
  }

  private func isDayOfMonth(_ range: Range<Int>) -> Bool {
    range.count <= 2 && number(range).map { (1...31).contains($0) } == true
  }

  private func isDay(_ a: Range<Int>, _ b: Range<Int>, _ c: Range<Int>) -> Bool {
    isYear(a) && isMonth(b) && isDayOfMonth(c)
      || isYear(c) && (isMonth(a) && isDayOfMonth(b) || isDayOfMonth(a) && isMonth(b))
  }

  private func isDivider(between a: Range<Int>, _ b: Range<Int>) -> Bool {
    b.lowerBound - a.upperBound == 1 && "-./_ 年月:".contains(small[a.upperBound])
  }

  private func isSuffix(_ index: Int) -> Bool { index < count && "年月日".contains(small[index]) }
}
