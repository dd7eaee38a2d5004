/// The parts of a Word document that are the same for every form and report.
enum WordParts {
  /// What is free at the left and right of a cell's text, and how wide half a Chinese character is in it. Twips.
  static let cellMargin = 40, cellHalf = 90
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let office = "http://schemas.openxmlformats.org"
  private static let word = "xmlns:w=\"\(office)/wordprocessingml/2006/main\""
  /// 仿宋, and what else GB/T 9704-2012 has for some styles.
  static let usualFace = "仿宋_GB2312"
  private static let faces = [
    "LetterTitle": "方正小标宋简体", "LetterHeading": "黑体", "ReportHeading": "黑体", "ReportCaption": "黑体", "AnnexMark": "黑体",
  ]

  /// The Chinese face of a style's text.
  static func face(of style: String) -> String { faces[style] ?? usualFace }

  static func fonts(_ face: String = usualFace) -> String {
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"\(face)\"/>"
  }

  static let namespaces =
    word
    + " xmlns:r=\"\(office)/officeDocument/2006/relationships\" xmlns:wp=\"\(office)/drawingml/2006/wordprocessingDrawing\" "
    + "xmlns:a=\"\(office)/drawingml/2006/main\" xmlns:pic=\"\(office)/drawingml/2006/picture\""

  /// - Parameter footers: the types of what stands above and below pages.
  static func contentTypes(_ footers: String) -> String {
    return head + "<Types xmlns=\"\(office)/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
      + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
      + "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
      + "\(footers)"
      + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
  }

  static let relations =
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
    + "<Relationship Id=\"rId2\" Type=\"\(office)/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    + "</Relationships>"

  static func documentRelations(pictures: Int, _ footers: String) -> String {
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
      + (0..<pictures).map {
        "<Relationship Id=\"picture\($0 + 1)\" Type=\"\(office)/officeDocument/2006/relationships/image\" Target=\"media/picture\($0 + 1).png\"/>"
      }.joined() + footers + "</Relationships>"
  }

  static func core(_ title: String) -> String {
    head + "<cp:coreProperties xmlns:cp=\"\(office)/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(escaped(title))</dc:title></cp:coreProperties>"
  }

  static func document(_ body: String, _ section: String) -> String {
    head + "<w:document \(namespaces)><w:body>\(body)\(section)</w:body></w:document>"
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

  /// - Parameter isReport: whether it may be a letter; forms have no style that they do not use.
  static func styles(isReport: Bool) -> String { formStyles + (isReport ? letterStyles : "") + "</w:styles>" }

  /// No room is added between Chinese and digits: a narrow column has none.
  private static let unspaced = "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"

  private static let formStyles =
    head
    + "<w:styles \(word)><w:docDefaults><w:rPrDefault><w:rPr>\(fonts())<w:sz w:val=\"20\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>"
    + "</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    + style("FormTitle", "center", 32, isBold: true) + style("FormPeriod", "center", 20, lines: unspaced)
    + style("FormUnit", "right", 20)
    + style("FormCell", "center", 18, lines: unspaced)
    + style("FormGap", "left", 2, lines: "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>")
    + style("ReportTitle", "center", 44, isBold: true, lines: "<w:spacing w:after=\"120\"/>")
    + style(
      "ReportHeading", "left", 32, isBold: true, lines: "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/>")
    + style(
      "ReportText", "both", 28, lines: "<w:spacing w:line=\"420\" w:lineRule=\"exact\"/><w:ind w:firstLine=\"560\"/>")
    + style(
      "ReportCaption", "center", 21, lines: "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/>")
    + style("FormNote", "left", 18, lines: unspaced)
    + style("FormSignatures", "left", 20, lines: unspaced + "<w:spacing w:before=\"120\"/>")
    + "<w:style w:type=\"table\" w:styleId=\"FormTable\"><w:name w:val=\"Form Table\"/><w:tblPr><w:tblBorders>"
    + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
    }.joined()
    + "</w:tblBorders><w:tblCellMar><w:left w:w=\"\(cellMargin)\" w:type=\"dxa\"/><w:right w:w=\"\(cellMargin)\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    + "</w:style>"

  /// Letters by GB/T 9704-2012: 小标宋 of 2号, 仿宋 and 黑体 of 3号, 22 lines of 28 characters to a page.
  private static let letterStyles: String = {
    let line = "<w:spacing w:line=\"579\" w:lineRule=\"exact\"/>"
    let gap = "<w:spacing w:before=\"240\" w:after=\"360\" w:line=\"640\" w:lineRule=\"exact\"/>"
    let indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"
    return style("LetterNumber", "center", 32, lines: line)
      + style("LetterTitle", "center", 44, lines: gap)
      + style("LetterAddressee", "left", 32, lines: line)
      + style("LetterHeading", "left", 32, lines: "<w:keepNext/>" + line + indent)
      + style("LetterText", "both", 32, lines: line + indent) + style("LetterSigned", "right", 32, lines: line)
      + style("AnnexMark", "left", 32)
  }()

  private static func style(
    _ name: String, _ side: String, _ halfPoints: Int, isBold: Bool = false, lines: String = ""
  ) -> String {
    let fonts = fonts(face(of: name))
    return
      "<w:style w:type=\"paragraph\" w:styleId=\"\(name)\"><w:name w:val=\"\(name)\"/><w:pPr>\(lines)<w:jc w:val=\"\(side)\"/></w:pPr>"
      + "<w:rPr>\(fonts)\(isBold ? "<w:b/>" : "")<w:sz w:val=\"\(halfPoints)\"/></w:rPr></w:style>"
  }
}
