internal import Office

extension FormGrid {
  /// Forms one after another as a Word document (.docx) that can be edited: A4 landscape, each form on a page of its own,
  /// the indicators' heading repeated where it runs on. The same forms give the same bytes. Nil where no memory is left.
  public static func word(_ forms: [FormGrid], title: String) -> [UInt8]? {
    let body = forms.enumerated().map { index, form in form.word(startsPage: index > 0) }.joined()
    return ZipWriter.container(of: [
      .init("[Content_Types].xml", WordParts.contentTypes), .init("_rels/.rels", WordParts.relations),
      .init("docProps/core.xml", WordParts.core(title)),
      .init("word/_rels/document.xml.rels", WordParts.documentRelations),
      .init("word/styles.xml", WordParts.styles), .init("word/document.xml", WordParts.document(body)),
    ])
  }

  /// Twips between A4's margins of 10 mm, landscape.
  private static let width = 16_838 - 2 * 567

  private func word(startsPage: Bool) -> String {
    var text = FormGrid.paragraph(title, style: "FormTitle", startsPage: startsPage)
    text += FormGrid.paragraph(period, style: "FormPeriod") + FormGrid.paragraph("金额单位：万元", style: "FormUnit")
    let grid = placed
    if heading.lowerBound > 0 {
      text += table(Array(grid[..<heading.lowerBound]), heading: 0)
      // Two tables that touch would become one, and only a table's first rows can be repeated.
      text += FormGrid.paragraph("", style: "FormGap")
    }
    text += table(Array(grid[heading.lowerBound...]), heading: heading.count)
    text += notes.map { FormGrid.paragraph($0, style: "FormNote") }.joined()
    return text + FormGrid.paragraph(signatures.joined(separator: "　　　　　　　　"), style: "FormSignatures")
  }

  /// A place of the grid: a cell where it begins, or the column and span of one that reaches down from above.
  private struct Place {
    let cell: Cell
    let column: Int
    let isContinued: Bool
  }

  /// Every row with the cells that reach into it from above.
  private var placed: [[Place]] {
    var reaching: [Int: (cell: Cell, left: Int)] = [:]
    return rows.map { row in
      var places: [Place] = []
      var column = 0
      func takeReaching() {
        while let (cell, left) = reaching[column], left > 0 {
          places.append(Place(cell: cell, column: column, isContinued: true))
          reaching[column] = (cell, left - 1)
          column += cell.columns
        }
      }
      for cell in row {
        takeReaching()
        places.append(Place(cell: cell, column: column, isContinued: false))
        reaching[column] = (cell, cell.rows - 1)
        column += cell.columns
      }
      takeReaching()
      return places
    }
  }

  private func table(_ rows: [[Place]], heading: Int) -> String {
    let columns = widths.map { $0 * FormGrid.width / 100 }
    let lines = rows.enumerated().map { index, row in
      let mark = index < heading ? "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:trPr><w:cantSplit/></w:trPr>"
      return "<w:tr>\(mark)\(row.map { cell($0, columns) }.joined())</w:tr>"
    }
    return "<w:tbl><w:tblPr><w:tblStyle w:val=\"FormTable\"/><w:tblW w:w=\"\(columns.reduce(0, +))\" w:type=\"dxa\"/>"
      + "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
      + columns.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>" + lines.joined() + "</w:tbl>"
  }

  private func cell(_ place: Place, _ columns: [Int]) -> String {
    let cell = place.cell
    let width = columns[place.column..<place.column + cell.columns].reduce(0, +)
    let span = cell.columns > 1 ? "<w:gridSpan w:val=\"\(cell.columns)\"/>" : ""
    let merge = place.isContinued ? "<w:vMerge/>" : cell.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : ""
    let shade = cell.source == nil ? "" : "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF3FA\"/>"
    let side = cell.alignment.rawValue == "centre" ? "center" : cell.alignment.rawValue
    var runs =
      place.isContinued
      ? [""] : cell.text.split(separator: "\n", omittingEmptySubsequences: false).map { FormGrid.run(String($0)) }
    if let missing = cell.missing, !place.isContinued {
      runs[runs.count - 1] += FormGrid.run("〔\(missing)〕", color: "B00020")
    }
    let paragraphs = runs.map {
      "<w:p><w:pPr><w:pStyle w:val=\"FormCell\"/><w:jc w:val=\"\(side)\"/></w:pPr>\($0)</w:p>"
    }
    return
      "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(span)\(merge)\(shade)<w:vAlign w:val=\"center\"/></w:tcPr>"
      + paragraphs.joined() + "</w:tc>"
  }

  private static func paragraph(_ text: String, style: String, startsPage: Bool = false) -> String {
    let page = startsPage ? "<w:pageBreakBefore/>" : ""
    return "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(page)</w:pPr>\(run(text))</w:p>"
  }

  /// Word takes Chinese in a font of its own only where the run says so.
  static func run(_ text: String, color: String? = nil) -> String {
    guard !text.isEmpty else { return "" }
    let tint = color.map { "<w:color w:val=\"\($0)\"/>" } ?? ""
    return "<w:r><w:rPr>\(WordParts.fonts)\(tint)</w:rPr><w:t xml:space=\"preserve\">\(escaped(text))</w:t></w:r>"
  }
}

/// The parts of a Word document that are the same for every form.
private enum WordParts {
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org"
  private static let word = "xmlns:w=\"\(office)/wordprocessingml/2006/main\""
  static let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\"/>"

  static let contentTypes =
    head + "<Types xmlns=\"\(office)/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    + "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"

  static let relations =
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
    + "<Relationship Id=\"rId2\" Type=\"\(office)/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    + "</Relationships>"

  static let documentRelations =
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"

  static func core(_ title: String) -> String {
    head + "<cp:coreProperties xmlns:cp=\"\(office)/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(escaped(title))</dc:title></cp:coreProperties>"
  }

  static func document(_ body: String) -> String {
    head + "<w:document \(word)><w:body>\(body)<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
      + "<w:pgMar w:top=\"567\" w:right=\"567\" w:bottom=\"567\" w:left=\"567\" w:header=\"284\" w:footer=\"284\" w:gutter=\"0\"/>"
      + "</w:sectPr></w:body></w:document>"
  }

  static let styles =
    head
    + "<w:styles \(word)><w:docDefaults><w:rPrDefault><w:rPr>\(fonts)<w:sz w:val=\"20\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>"
    + "</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    + style("FormTitle", "center", 32, isBold: true) + style("FormPeriod", "center", 20)
    + style("FormUnit", "right", 20)
    + style("FormCell", "center", 18)
    + style("FormGap", "left", 2, lines: "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>")
    + style("FormNote", "left", 18) + style("FormSignatures", "left", 20, lines: "<w:spacing w:before=\"120\"/>")
    + "<w:style w:type=\"table\" w:styleId=\"FormTable\"><w:name w:val=\"Form Table\"/><w:tblPr><w:tblBorders>"
    + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
    }.joined()
    + "</w:tblBorders><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    + "</w:style></w:styles>"

  private static func style(
    _ name: String, _ side: String, _ halfPoints: Int, isBold: Bool = false, lines: String = ""
  ) -> String {
    "<w:style w:type=\"paragraph\" w:styleId=\"\(name)\"><w:name w:val=\"\(name)\"/><w:pPr>\(lines)<w:jc w:val=\"\(side)\"/></w:pPr>"
      + "<w:rPr>\(fonts)\(isBold ? "<w:b/>" : "")<w:sz w:val=\"\(halfPoints)\"/></w:rPr></w:style>"
  }
}
