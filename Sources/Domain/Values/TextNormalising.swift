extension String {
  /// The text with full-width digits, letters and signs as ASCII, blanks trimmed and runs of blanks folded into one.
  ///
  /// Full-width comma, full stop and brackets stay as they are: in Chinese text they are punctuation, not noise.
  public var normalised: String {
    guard needsNormalising else { return self }
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

  /// Whether there is anything that may be a blank, a control or full-width: most cells of a document have none, and are
  /// looked at many times.
  private var needsNormalising: Bool {
    var isIdeographicSpace = 0
    for byte in utf8 {
      switch byte {
      case 0...0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: return true
      case 0xE3: isIdeographicSpace = 1
      case 0x80 where isIdeographicSpace > 0:
        isIdeographicSpace += 1
        if isIdeographicSpace == 3 { return true }
      default: isIdeographicSpace = 0
      }
    }
    return false
  }

  /// The text without any blank, full-width or not.
  public var withoutBlanks: String {
    guard
      utf8.contains(where: {
        $0 <= 0x20 || $0 == 0x7F || $0 == 0xE3 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF || $0 == 0xD8
      })
    else {
      return self
    }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isBlank }))
  }

  /// The text with the blanks taken out that PDF readers and typists leave between Chinese characters and around
  /// digits beside them (`2025 年`, `财政    资金`); blanks between two Latin words stay, as one.
  public var tightened: String {
    guard
      utf8.contains(where: {
        $0 <= 0x20 || $0 == 0x7F || $0 == 0xE3 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF || $0 == 0xD8
      })
    else { return self }
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
  /// The text as it may go to a terminal, a workbook or a page: line breaks and tabs stay, nothing else that steers, so that
  /// a voucher or a server's answer cannot colour, move or erase what a person sees.
  public var harmless: String {
    guard unicodeScalars.contains(where: \.isHarmful) else { return self }
    return String(UnicodeScalarView(unicodeScalars.map { $0.isHarmful ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isHarmful: Bool { isControl && self != "\n" && self != "\t" }

  /// Space, tab, line break, no-break, ideographic, zero-width or typographic space, or a byte-order mark; and whatever
  /// steers a terminal or the direction of text, which nobody can see and nobody meant.
  public var isBlank: Bool {
    switch value {
    case 0x20, 0xA0, 0x2000...0x200B, 0x3000, 0xFEFF: true
    default: isControl
    }
  }

  /// C0 and C1 controls, and the marks that turn, join or separate lines and directions.
  public var isControl: Bool {
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
