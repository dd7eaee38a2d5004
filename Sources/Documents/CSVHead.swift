internal import Domain

/// The beginning of a CSV file: its text in UTF-8, what separates its fields, and its header; the rows follow.
struct CSVHead {
  let bytes: [UInt8]
  let separator: UInt8
  /// The header's cells, normalised, in lower case.
  let header: [String]
  /// At the first row behind the header.
  let scanner: CSVScanner

  init(_ file: [UInt8], name: String) throws(DocumentError) {
    if file.starts(with: [0x50, 0x4B]) || file.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw DocumentError(code: "spreadsheet-not-read", message: "\(name) 是 Excel 文件，目前请另存为 CSV 后再导入。")
    }
    guard let bytes = TextEncoding.utf8(file), !bytes.contains(0) else {
      throw DocumentError(code: "not-a-text-file", message: "\(name) 不是文本文件（UTF-8 或 GBK），无法读取。")
    }
    let line = bytes.prefix { $0 != 0x0A }
    let separator =
      [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
      .max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? UInt8(ascii: ",")
    var scanner = CSVScanner(bytes: bytes, separator: separator)
    var header: [String] = []
    while header.allSatisfy(\.isEmpty), scanner.next() {
      header = scanner.fields.map { String(decoding: scanner.text($0), as: UTF8.self).normalised.lowercased() }
    }
    (self.bytes, self.separator, self.header, self.scanner) = (bytes, separator, header, scanner)
  }

  /// A header's cell without what stands in brackets: `金额（万元）` is 金额.
  static func title(_ cell: String) -> String {
    let text = cell.withoutBlanks
    return String(text[..<(text.firstIndex { "（(:：".contains($0) } ?? text.endIndex)])
  }
}
