/// How the numbers of a workbook's cells are shown, as far as their meaning hangs on it: a share of 0.95 is 95%, a day is a
/// number of days.
struct CellStyles {
  /// What a number is.
  enum Kind {
    case plain, percent, day
  }

  private var kinds: [Kind] = []

  /// Of a workbook without styles.
  init() {}

  init(_ xml: [UInt8]) throws(OpenXMLError) {
    var events = try XMLEvents(xml, part: "xl/styles.xml")
    var (own, isCellFormat) = ([Int: Kind](), false)
    while let event = try events.next() {
      switch event {
      case .start("numFmt"):
        if let id = events.attribute("numFmtId").flatMap({ Int($0) }) {
          own[id] = CellStyles.kind(ofFormat: events.attribute("formatCode") ?? "")
        }
      case .start("cellXfs"): isCellFormat = true
      case .end("cellXfs"): isCellFormat = false
      case .start("xf") where isCellFormat:
        let id = events.attribute("numFmtId").flatMap { Int($0) } ?? 0
        kinds.append(own[id] ?? CellStyles.builtIn(id))
      default: break
      }
    }
  }

  /// The kind of a cell's style; plain for one that is not there.
  func kind(_ style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .plain }

  /// Formats that no file spells out. 27 to 36 and 50 to 58 are days in Chinese.
  private static func builtIn(_ id: Int) -> Kind {
    switch id {
    case 9, 10: .percent
    case 14...17, 22, 27...31, 34...36, 50...58: .day
    default: .plain
    }
  }

  /// Of a format's text: what stands in quotes, in brackets or behind a backslash is no sign of its own.
  static func kind(ofFormat code: String) -> Kind {
    var (signs, isQuoted, isBracket, isEscaped) = ("", false, false, false)
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == "[" {
        isBracket = true
      } else if character == "]" {
        isBracket = false
      } else if !isBracket {
        signs.append(character)
      }
    }
    // The first of its parts is that of positive numbers.
    let first = signs.prefix { $0 != ";" }
    if first.contains("%") { return .percent }
    if first == "general" { return .plain }
    return first.contains("y") || first.contains("d") || first.contains("e") && !first.contains("0") ? .day : .plain
  }
}
