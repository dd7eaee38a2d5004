internal import CQR
package import Domain

/// A text as a picture that telephones read (二维码).
package struct QRPicture: Sendable {
  /// Modules on each side, with the margin of four that readers want.
  package let side: Int
  private let dark: [Bool]
  /// Modules around it that readers want to be blank.
  package static let margin = 4

  /// The picture of a text.
  ///
  /// - Throws: `picture-too-long` for more than such a picture holds, some two thousand bytes.
  package init(_ text: String) throws(Refusal) {
    let bytes = Array(text.utf8)
    guard let code = QRcode_encodeData(CInt(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      throw .access(.pictureTooLong(bytes: bytes.count))
    }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    side = width + 2 * QRPicture.margin
    var dark = [Bool](repeating: false, count: side * side)
    for row in 0..<width {
      for column in 0..<width where code.pointee.data[row * width + column] & 1 == 1 {
        dark[(row + QRPicture.margin) * side + column + QRPicture.margin] = true
      }
    }
    self.dark = dark
  }

  /// Whether a module is dark, the margin counted.
  package func isDark(row: Int, column: Int) -> Bool { row < side && dark[row * side + column] }

  /// For a terminal: a character for each two modules one above the other, black on white whatever the terminal's own colours.
  ///
  /// - Parameter coloured: false for plain text on white paper.
  package func terminal(coloured: Bool = true) -> String {
    let lines = stride(from: 0, to: side, by: 2).map { row in
      let blocks = (0..<side).map { column -> Character in
        switch (isDark(row: row, column: column), isDark(row: row + 1, column: column)) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
      }
      return coloured ? "\u{1B}[38;5;16;48;5;231m\(String(blocks))\u{1B}[0m" : String(blocks)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For a page: the `d` of an SVG path in a view box of ``side`` by ``side``, to be filled with black on white.
  package var path: String {
    (0..<side).map { row in
      var (text, column) = ("", 0)
      while column < side {
        let start = column
        while column < side, isDark(row: row, column: column) { column += 1 }
        if column > start { text += "M\(start) \(row)h\(column - start)v1h-\(column - start)z" }
        column += 1
      }
      return text
    }.joined()
  }
}
