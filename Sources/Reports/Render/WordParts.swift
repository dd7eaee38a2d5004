internal import OpenXML

/// A page of a Word document: A4 with its margins, in twips of 1/1440 inch.
enum WordPage {
  /// Forms.
  case landscape
  /// Reports.
  case portrait

  var width: Int { self == .landscape ? 16_838 : 11_906 }
  var height: Int { self == .landscape ? 11_906 : 16_838 }
  var margin: Int { self == .landscape ? 567 : 737 }
  /// Between the margins.
  var inner: Int { width - 2 * margin }
  var orientation: String { self == .landscape ? " w:orient=\"landscape\"" : "" }

  /// The whole document around a body, with its pictures in their order. Nil where no memory is left.
  func container(_ body: String, title: String, pictures: [[UInt8]] = []) -> [UInt8]? {
    let parts: [ZipWriter.Part] = [
      .init("[Content_Types].xml", WordParts.contentTypes), .init("_rels/.rels", WordParts.relations),
      .init("docProps/core.xml", WordParts.core(title)),
      .init("word/_rels/document.xml.rels", WordParts.documentRelations(pictures: pictures.count)),
      .init("word/styles.xml", WordParts.styles), .init("word/document.xml", WordParts.document(body, self)),
    ]
    return ZipWriter.container(
      of: parts + pictures.enumerated().map { .init("word/media/picture\($0 + 1).png", bytes: $1) })
  }
}

/// The parts of a Word document that are the same for every form and report.
enum WordParts {
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org"
  private static let word = "xmlns:w=\"\(office)/wordprocessingml/2006/main\""
  static let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\"/>"

  static let namespaces =
    word
    + " xmlns:r=\"\(office)/officeDocument/2006/relationships\" xmlns:wp=\"\(office)/drawingml/2006/wordprocessingDrawing\" "
    + "xmlns:a=\"\(office)/drawingml/2006/main\" xmlns:pic=\"\(office)/drawingml/2006/picture\""

  static let contentTypes =
    head + "<Types xmlns=\"\(office)/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    + "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"

  static let relations =
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
    + "<Relationship Id=\"rId2\" Type=\"\(office)/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    + "</Relationships>"

  static func documentRelations(pictures: Int) -> String {
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
      + (0..<pictures).map {
        "<Relationship Id=\"picture\($0 + 1)\" Type=\"\(office)/officeDocument/2006/relationships/image\" Target=\"media/picture\($0 + 1).png\"/>"
      }.joined() + "</Relationships>"
  }

  static func core(_ title: String) -> String {
    head + "<cp:coreProperties xmlns:cp=\"\(office)/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(escaped(title))</dc:title></cp:coreProperties>"
  }

  static func document(_ body: String, _ page: WordPage) -> String {
    let margin = page.margin
    return head
      + "<w:document \(namespaces)><w:body>\(body)<w:sectPr><w:pgSz w:w=\"\(page.width)\" w:h=\"\(page.height)\"\(page.orientation)/>"
      + "<w:pgMar w:top=\"\(margin)\" w:right=\"\(margin)\" w:bottom=\"\(margin)\" w:left=\"\(margin)\" w:header=\"284\" w:footer=\"284\" w:gutter=\"0\"/>"
      + "</w:sectPr></w:body></w:document>"
  }

  /// A picture in a line of its own, as wide as the text at most. Sizes are English metric units, 12,700 a point.
  static func picture(_ number: Int, _ picture: Picture) -> String {
    let (across, down) = (Int(picture.width * 12_700), Int(picture.height * 12_700))
    let name = "descr=\"\(escaped(picture.description))\""
    return
      "<w:p><w:pPr><w:pStyle w:val=\"FormPeriod\"/></w:pPr><w:r><w:drawing><wp:inline><wp:extent cx=\"\(across)\" cy=\"\(down)\"/>"
      + "<wp:docPr id=\"\(number)\" name=\"图\(number)\" \(name)/><a:graphic>"
      + "<a:graphicData uri=\"\(office)/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"\(number)\" name=\"图\(number)\"/>"
      + "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"picture\(number)\"/><a:stretch><a:fillRect/></a:stretch>"
      + "</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"\(across)\" cy=\"\(down)\"/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
  }

  static let styles =
    head
    + "<w:styles \(word)><w:docDefaults><w:rPrDefault><w:rPr>\(fonts)<w:sz w:val=\"20\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>"
    + "</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    + style("FormTitle", "center", 32, isBold: true) + style("FormPeriod", "center", 20)
    + style("FormUnit", "right", 20)
    + style("FormCell", "center", 18)
    + style("FormGap", "left", 2, lines: "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>")
    + style("ReportTitle", "center", 44, isBold: true, lines: "<w:spacing w:after=\"120\"/>")
    + style(
      "ReportHeading", "left", 32, isBold: true, lines: "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/>",
      east: "黑体")
    + style(
      "ReportText", "both", 28, lines: "<w:spacing w:line=\"420\" w:lineRule=\"exact\"/><w:ind w:firstLine=\"560\"/>")
    + style(
      "ReportCaption", "center", 21, lines: "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/>", east: "黑体")
    + style("FormNote", "left", 18) + style("FormSignatures", "left", 20, lines: "<w:spacing w:before=\"120\"/>")
    + "<w:style w:type=\"table\" w:styleId=\"FormTable\"><w:name w:val=\"Form Table\"/><w:tblPr><w:tblBorders>"
    + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
    }.joined()
    + "</w:tblBorders><w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    + "</w:style></w:styles>"

  private static func style(
    _ name: String, _ side: String, _ halfPoints: Int, isBold: Bool = false, lines: String = "",
    east: String = "仿宋_GB2312"
  ) -> String {
    let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"\(east)\"/>"
    return
      "<w:style w:type=\"paragraph\" w:styleId=\"\(name)\"><w:name w:val=\"\(name)\"/><w:pPr>\(lines)<w:jc w:val=\"\(side)\"/></w:pPr>"
      + "<w:rPr>\(fonts)\(isBold ? "<w:b/>" : "")<w:sz w:val=\"\(halfPoints)\"/></w:rPr></w:style>"
  }
}
