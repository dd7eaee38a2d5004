extension String {
  /// The text with full-width digits, letters and signs as ASCII, blanks trimmed and runs of blanks folded into one.
  ///
  /// Full-width comma, full stop and brackets stay as they are: in Chinese text they are punctuation, not noise.
  package var normalised: String {
    guard nature.hasBlank || nature.hasFullWidth else { return self }
    var out = String.UnicodeScalarView()
    var pendingBlank = false
    for scalar in unicodeScalars {
      let mapped = scalar.halfWidth
      if mapped.isBlank {
        pendingBlank = !out.isEmpty
        continue
      }
      if pendingBlank { out.append(" ") }
      pendingBlank = false
      out.append(mapped)
    }
    return String(out)
  }

  /// The text without any blank, full-width or not.
  package var withoutBlanks: String {
    guard nature.hasBlank else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isBlank }))
  }

  /// The text with the blanks taken out that PDF readers and typists leave between Chinese characters and around
  /// digits beside them (`2025 年`, `财政    资金`); blanks between two Latin words stay, as one.
  package var tightened: String {
    guard nature.hasBlank else { return self }
    var out = String.UnicodeScalarView()
    var pendingBlank = false
    for scalar in unicodeScalars {
      if scalar.isBlank {
        pendingBlank = !out.isEmpty
        continue
      }
      if pendingBlank, let last = out.last, last.isASCII, scalar.isASCII { out.append(" ") }
      pendingBlank = false
      out.append(scalar)
    }
    return String(out)
  }
}

extension String {
  /// Whether there is anything to fold. Most cells of a document have nothing, and are looked at many times: one look at the
  /// bytes tells, and what begins like a blank or a full-width character is told from what is none by its other bytes.
  fileprivate var nature: (hasBlank: Bool, hasFullWidth: Bool) {
    utf8.withContiguousStorageIfAvailable(String.nature) ?? String.nature(Array(utf8))
  }

  private static func nature(_ bytes: some RandomAccessCollection<UInt8>) -> (hasBlank: Bool, hasFullWidth: Bool) {
    var found = (hasBlank: false, hasFullWidth: false)
    var index = bytes.startIndex
    func rest(_ offset: Int) -> UInt32 { UInt32(bytes[bytes.index(index, offsetBy: offset)] & 0x3F) }
    while index < bytes.endIndex {
      let byte = bytes[index]
      var length = 1
      switch byte {
      case 0x21...0x7E: break
      case 0...0x20, 0x7F: found.hasBlank = true
      case 0xC0..<0xE0:
        length = 2
        if Unicode.Scalar(UInt32(byte & 0x1F) << 6 | rest(1))?.isBlank == true { found.hasBlank = true }
      // U+2000…U+3FFF and U+F000…U+FFFF; no other three or four bytes are a blank or a full-width sign.
      case 0xE2, 0xE3, 0xEF:
        length = 3
        if let scalar = Unicode.Scalar(UInt32(byte & 0x0F) << 12 | rest(1) << 6 | rest(2)) {
          if scalar.isBlank { found.hasBlank = true }
          if scalar.halfWidth != scalar { found.hasFullWidth = true }
        }
      default: length = byte < 0xF0 ? 3 : 4
      }
      index = bytes.index(index, offsetBy: length)
    }
    return found
  }
}

extension String {
  /// The text as it may go to a terminal, a workbook or a page: line breaks and tabs stay, nothing else that steers, so that
  /// a voucher or a server's answer cannot colour, move or erase what a person sees.
  package var harmless: String {
    guard unicodeScalars.contains(where: \.isHarmful) else { return self }
    return String(UnicodeScalarView(unicodeScalars.map { $0.isHarmful ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isHarmful: Bool { isControl && self != "\n" && self != "\t" }

  /// Space, tab, line break, no-break, ideographic, zero-width or typographic space, or a byte-order mark; and whatever
  /// steers a terminal or the direction of text, which nobody can see and nobody meant.
  package var isBlank: Bool {
    switch value {
    case 0x20, 0xA0, 0x2000...0x200B, 0x3000, 0xFEFF: true
    default: isControl
    }
  }

  /// C0 and C1 controls, and the marks that turn, join or separate lines and directions.
  package var isControl: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x200C...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0xFFF9...0xFFFB:
      true
    default: false
    }
  }

  fileprivate var halfWidth: Unicode.Scalar {
    switch value {
    case 0xFF05, 0xFF0B, 0xFF0D, 0xFF0F...0xFF19, 0xFF1C...0xFF1E, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
      Unicode.Scalar(value - 0xFEE0) ?? self
    default: self
    }
  }
}

extension String {
  /// Without blanks at its ends and with one kind of line break, as browsers send two.
  package var trimmed: String {
    let lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
    guard let start = lines.firstIndex(where: { !$0.isWhitespace }),
      let end = lines.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(lines[start...end])
  }
}
