extension String {
  /// The text with full-width digits, letters and signs as ASCII, blanks trimmed and runs of blanks folded into one.
  ///
  /// Full-width comma, full stop and brackets stay as they are: in Chinese text they are punctuation, not noise.
  public var normalised: String {
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
  public var withoutBlanks: String {
    guard utf8.contains(where: { $0 <= 0x20 || $0 == 0xE3 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else {
      return self
    }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isBlank }))
  }

  /// The text with the blanks taken out that PDF readers and typists leave between Chinese characters and around
  /// digits beside them (`2025 年`, `财政    资金`); blanks between two Latin words stay, as one.
  public var tightened: String {
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

extension Unicode.Scalar {
  /// Space, tab, line break, no-break, ideographic, zero-width or typographic space, or a byte-order mark.
  public var isBlank: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF: true
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
