internal import OpenXML

/// A page of a Word document: A4 with its margins, in twips of 1/1440 inch.
enum WordPage {
  /// Forms.
  case landscape
  /// Working reports.
  case portrait
  /// Letters: 37 mm above the text, 28 mm left of it, 156 × 225 mm for it. Source: GB/T 9704-2012.
  case letter

  var width: Int { self == .landscape ? 16_838 : 11_906 }
  var height: Int { self == .landscape ? 11_906 : 16_838 }
  var margins: (top: Int, right: Int, bottom: Int, left: Int) {
    switch self {
    case .landscape: (567, 567, 567, 567)
    case .portrait: (737, 737, 737, 737)
    case .letter: (2_098, 1_474, 1_985, 1_588)
    }
  }
  /// Between the margins.
  var inner: Int { width - margins.left - margins.right }

  /// What ends a section of such pages.
  func section(isNumbered: Bool) -> String {
    "<w:sectPr>\(isNumbered ? WordFooter.references : "")\(paper)</w:sectPr>"
  }

  /// The size of the paper and its margins.
  var paper: String {
    let (margins, orientation) = (margins, self == .landscape ? " w:orient=\"landscape\"" : "")
    return "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"\(orientation)/>"
      + "<w:pgMar w:top=\"\(margins.top)\" w:right=\"\(margins.right)\" w:bottom=\"\(margins.bottom)\" w:left=\"\(margins.left)\""
      + " w:header=\"284\" w:footer=\"\(self == .letter ? 1_304 : 284)\" w:gutter=\"0\"/>"
  }

  /// The whole document around a body, with its pictures in their order. Nil where no memory is left.
  func container(
    _ body: String, title: String, pictures: [[UInt8]] = [], isNumbered: Bool = false
  ) -> [UInt8]? {
    let parts: [ZipWriter.Part] = [
      .init("[Content_Types].xml", WordParts.contentTypes(isNumbered ? WordFooter.contentTypes : "")),
      .init("_rels/.rels", WordParts.relations), .init("docProps/core.xml", WordParts.core(title)),
      .init(
        "word/_rels/document.xml.rels",
        WordParts.documentRelations(pictures: pictures.count, isNumbered ? WordFooter.relations : "")),
      .init("word/styles.xml", WordParts.styles(isReport: isNumbered)),
      .init("word/document.xml", WordParts.document(body, section(isNumbered: isNumbered))),
    ]
    let footers = isNumbered ? WordFooter.parts : []
    return ZipWriter.container(
      of: parts + footers + pictures.enumerated().map { .init("word/media/picture\($0 + 1).png", bytes: $1) })
  }
}
