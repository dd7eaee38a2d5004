/// 发文字号 of a letter: `徐财绩〔2025〕3号`. Source: GB/T 9704-2012, 7.2.5: 机关代字, year in hexagonal brackets, number without
/// 第 and without leading zeros.
package struct LetterNumber: Hashable, Sendable {
  /// 机关代字.
  package let mark: String
  /// The year, and the running number of the mark in it, from 1.
  package let year: Int, serial: Int

  /// A number of parts that are known to be sound.
  package init(mark: String, year: Int, serial: Int) { (self.mark, self.year, self.serial) = (mark, year, serial) }

  /// As it is printed.
  package var text: String { "\(mark)〔\(year)〕\(serial)号" }

  /// Whether a text can be a 机关代字: two to twelve Chinese characters.
  package static func isMark(_ text: String) -> Bool {
    (2...12).contains(text.count) && text.allSatisfy { $0.isLetter && !$0.isASCII }
  }

  /// Reads a number as typed: the year in any kind of brackets, `第` and leading zeros taken off.
  ///
  /// - Throws: `letter-number` where it is not one.
  package static func parse(_ typed: String) throws(Refusal) -> LetterNumber {
    let text = typed.normalised.withoutBlanks
    let refusal = Refusal.rectification(.numberShape(typed))
    guard text.hasSuffix("号"), let open = text.firstIndex(where: { "〔[【（(﹝［".contains($0) }),
      let close = text[open...].firstIndex(where: { "〕]】）)﹞］".contains($0) })
    else { throw refusal }
    let mark = String(text[..<open])
    let year = text[text.index(after: open)..<close]
    var serial = text[text.index(after: close)...].dropLast()
    if serial.first == "第" { serial = serial.dropFirst() }
    let isDigits = (String(year) + serial).allSatisfy { $0.isASCII && $0.isNumber }
    guard isMark(mark), isDigits, year.count == 4, let ofYear = Int(year), (1...6).contains(serial.count),
      let number = Int(serial), number > 0
    else { throw refusal }
    return LetterNumber(mark: mark, year: ofYear, serial: number)
  }
}
