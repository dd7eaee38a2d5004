/// The sheets of an .xlsx as a reader of the screen sees them: numbers, dates and rates as text, row numbers as the program
/// shows them. Formulas count with the value they had when the file was saved.
package struct Workbook: Sendable {
  /// A row with something in it.
  package struct Row: Sendable {
    /// Its number, from 1.
    package let number: Int
    /// The cells from the first column on; an empty text for an empty one. Line breaks stay.
    package var cells: [String]
  }

  /// A sheet.
  package struct Sheet: Sendable {
    /// Its name.
    package let name: String
    /// Whether it is hidden.
    package let isHidden: Bool
    /// Its rows; those without anything are left out.
    package let rows: [Row]
  }

  /// Stands for a formula that was saved without its value, and for one that came to an error.
  package static let unreadable: Character = "\u{FFFD}"

  /// Most cells of a workbook.
  static let most = 2_000_000
  /// Most columns and rows a sheet can have, and most bytes of text that are read of one.
  static let mostColumns = 16_384, mostRows = 1_048_576, mostBytes = 100_000_000

  /// The sheets in their order.
  package let sheets: [Sheet]

  /// Reads the bytes of an .xlsx.
  package init(_ bytes: [UInt8]) throws(OpenXMLError) {
    let parts = try ZipArchive.read(bytes) { $0.hasPrefix("xl/") && ($0.hasSuffix(".xml") || $0.hasSuffix(".rels")) }
    guard let book = parts["xl/workbook.xml"] else { throw .missingPart("xl/workbook.xml") }
    let outline = try WorkbookOutline(book)
    let targets = try WorkbookOutline.targets(parts["xl/_rels/workbook.xml.rels"] ?? [])
    let strings =
      try parts["xl/sharedStrings.xml"].map { xml throws(OpenXMLError) in try SharedStrings.read(xml) } ?? []
    let styles = try parts["xl/styles.xml"].map { xml throws(OpenXMLError) in try CellStyles(xml) } ?? CellStyles()
    var (sheets, left) = ([Sheet](), Workbook.most)
    for entry in outline.sheets {
      // Charts are sheets of a workbook, too, with parts of their own kind.
      guard let part = targets[entry.relation], part.hasPrefix("xl/worksheets/") else { continue }
      guard let xml = parts[part] else { throw .missingPart(part) }
      var reader = SheetReader(strings: strings, styles: styles, isFrom1904: outline.isFrom1904, most: left)
      let rows = try reader.read(xml, part: part)
      left -= reader.count
      sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, rows: rows))
    }
    self.sheets = sheets
  }
}

/// What `xl/workbook.xml` says of the sheets, and where their parts are.
struct WorkbookOutline {
  struct Entry {
    let name: String, relation: String, isHidden: Bool
  }

  private(set) var sheets: [Entry] = []
  /// Whether its days count from 1904, as those of old Macs do.
  private(set) var isFrom1904 = false

  init(_ xml: [UInt8]) throws(OpenXMLError) {
    var events = try XMLEvents(xml, part: "xl/workbook.xml")
    while let event = try events.next() {
      switch event {
      case .start("workbookPr"): isFrom1904 = ["1", "true"].contains(events.attribute("date1904") ?? "")
      case .start("sheet"):
        let state = events.attribute("state") ?? "visible"
        sheets.append(
          Entry(
            name: events.attribute("name") ?? "", relation: events.attribute("id") ?? "",
            isHidden: state != "visible"))
      default: break
      }
    }
  }

  /// The parts by the relations that name them.
  static func targets(_ xml: [UInt8]) throws(OpenXMLError) -> [String: String] {
    guard !xml.isEmpty else { return [:] }
    var events = try XMLEvents(xml, part: "xl/_rels/workbook.xml.rels")
    var targets: [String: String] = [:]
    while let event = try events.next() {
      guard case .start("Relationship") = event, let id = events.attribute("Id"),
        let target = events.attribute("Target")
      else { continue }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return targets
  }
}

/// The texts that cells name by their numbers.
enum SharedStrings {
  static func read(_ xml: [UInt8]) throws(OpenXMLError) -> [String] {
    var events = try XMLEvents(xml, part: "xl/sharedStrings.xml")
    var (strings, text) = ([String](), RichText())
    while let event = try events.next() {
      switch event {
      case .start("si"): text = RichText()
      case .end("si"): strings.append(text.value)
      default: text.take(event)
      }
      guard strings.count <= Workbook.most else { throw .tooLarge }
    }
    return strings
  }
}

/// A text in runs, without the small type that says how to speak it.
struct RichText {
  private(set) var value = ""
  private var (isText, spoken) = (false, 0)

  mutating func take(_ event: XMLEvents.Event) {
    switch event {
    case .start("rPh"): spoken += 1
    case .end("rPh"): spoken -= 1
    case .start("t"): isText = true
    case .end("t"): isText = false
    case .text(let text) where isText && spoken == 0: value += text
    default: break
    }
  }
}
