package import Domain

/// What makes an official letter (公文) of a report: to whom, from whom, of which day. Source: GB/T 9704-2012.
package struct Letter: Hashable, Sendable {
  /// 发文字号; nil where none was given: none is invented.
  package let number: String?
  /// 主送机关, without its colon.
  package let addressee: String
  /// 发文机关; nil where nobody said who it is.
  package let organ: String?
  /// 成文日期.
  package let day: Day

  /// A letter's head and tail.
  package init(number: String? = nil, to addressee: String, from organ: String?, on day: Day) {
    (self.number, self.addressee, self.organ, self.day) = (number, addressee, organ, day)
  }

  /// A line of 落款 with what stays free at its right.
  package struct Signed: Hashable, Sendable {
    /// The organ or the date.
    package let text: String
    /// Halves of a character.
    package let halves: Int
  }

  /// The organ over the middle of the date, the date four characters from the right: room for the seal.
  package var signed: [Signed] {
    let date = Signed(text: day.chinese, halves: 8)
    guard let organ else { return [date] }
    let (wide, own) = (Letter.halves(of: date.text), Letter.halves(of: organ))
    return [Signed(text: organ, halves: max(0, 8 + (wide - own) / 2)), date]
  }

  /// How wide a text is, in halves of a character.
  private static func halves(of text: String) -> Int { text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }
}

/// A table on sheets of its own behind a report, A4 landscape.
package struct Annex: Hashable, Sendable {
  /// Whether the letter names it as its 附件; else it is only kept with it.
  package let isNamed: Bool
  /// The table with its title.
  package let grid: FormGrid

  /// A table.
  package init(_ grid: FormGrid, isNamed: Bool = true) { (self.grid, self.isNamed) = (grid, isNamed) }
}
