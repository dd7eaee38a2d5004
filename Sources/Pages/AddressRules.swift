internal import Domain

/// What an address may ask under the names that many pages share. What is written otherwise is refused with what was expected: a page
/// that guessed would show other rows, or figures of another day, than its address says.
package enum AddressRules {
  fileprivate enum Kind {
    /// A whole number.
    case number(ClosedRange<Int>)
    /// A day.
    case day
  }

  /// The names, with what stands under them. No list is so long that a greater number could mean a row of it.
  private static let kinds: [(name: String, chinese: String, kind: Kind)] = [
    ("day", "数据截至", .day), ("year", "年度", .number(2000...2100)), ("through", "月份", .number(1...12)),
    ("page", "页码", .number(1...1_000_000)), ("skip", "起始行", .number(0...100_000_000)),
    ("from", "起始行", .number(0...100_000_000)),
  ]

  /// Where a name means something else, which that page looks at itself.
  private static let others: [String: Set<String>] = ["/audit": ["from"], "/audit/export": ["from"]]

  /// What is wrong in what an address asks, as a sentence; nil where nothing is.
  ///
  /// - Parameter place: the address's path.
  package static func problem(_ query: FormFields, at place: String) -> String? {
    for (name, chinese, kind) in kinds where others[place]?.contains(name) != true {
      for pair in query.pairs where pair.name == name {
        let value = FormFields([pair]).typed(name) ?? ""
        guard !value.isEmpty, !kind.fits(value) else { continue }
        return "\(chinese)应是\(kind.expected)，收到的是“\(value.prefix(40))”。请退回上一页改正，或从页面上的链接和按钮进入。"
      }
    }
    return nil
  }
}

extension AddressRules.Kind {
  fileprivate func fits(_ text: String) -> Bool {
    switch self {
    case .number(let range): text.utf8.allSatisfy { (48...57).contains($0) } && Int(text).map(range.contains) == true
    case .day: (try? Day.parse(text)).map { (2000...2100).contains($0.year) } == true
    }
  }

  fileprivate var expected: String {
    switch self {
    case .number(let range): "\(range.lowerBound)到\(range.upperBound)之间的整数"
    case .day: "2000年到2100年之间的日期，如2025-06-30"
    }
  }
}
