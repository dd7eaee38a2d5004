internal import CPango

extension Report {
  /// As a Word document; nil where no memory is left.
  package var word: [UInt8]? {
    var (body, pictures): (String, [[UInt8]]) = ("", [])
    body += FormGrid.paragraph(title, style: "ReportTitle") + FormGrid.paragraph(subtitle, style: "FormPeriod")
    for block in blocks {
      switch block {
      case .heading(let heading): body += FormGrid.paragraph(heading, style: "ReportHeading")
      case .paragraph(let text): body += FormGrid.paragraph(text, style: "ReportText")
      case .table(let caption, let grid):
        body += FormGrid.paragraph(caption, style: "ReportCaption") + grid.wordTables(on: .portrait)
        body += FormGrid.paragraph("", style: "FormGap")
      case .picture(let caption, let picture):
        guard let png = picture.png else { return nil }
        pictures.append(png)
        body += WordParts.picture(pictures.count, picture) + FormGrid.paragraph(caption, style: "ReportCaption")
      }
    }
    body += FormGrid.paragraph(signatures.joined(separator: "　　　　　"), style: "FormSignatures")
    return WordPage.portrait.container(body, title: title, pictures: pictures)
  }

  /// Writes it as a PDF.
  func pdf(to path: String) throws(PDFProblem) {
    try PDFPage.document(.portrait, title: title, to: path) { page in
      page.start()
      page.line(title, size: 18, isBold: true, .centre)
      page.line(subtitle, size: 10.5, .centre)
      for block in blocks { block.draw(on: page) }
      page.top += 14
      if !signatures.isEmpty { page.line(signatures.joined(separator: "　　　　　　"), size: 10.5, .left) }
    }
  }
}

extension Report.Block {
  fileprivate func draw(on page: PDFPage) {
    switch self {
    case .heading(let heading):
      page.top += 8
      page.line(heading, size: 14, isBold: true, .left, room: 40)
    case .paragraph(let text): page.line(text, size: 12, .left, indent: 24, spacing: 5)
    case .table(let caption, let grid):
      page.top += 6
      page.line(caption, size: 10.5, isBold: true, .centre, room: 60)
      grid.drawRows(on: page)
      page.top += 6
    case .picture(let caption, let picture):
      if !page.hasRoom(for: picture.height + 24) { page.next() }
      cairo_save(page.cairo)
      cairo_translate(page.cairo, page.margin, page.top)
      picture.draw(on: page.cairo)
      cairo_restore(page.cairo)
      page.top += picture.height + 2
      page.line(caption, size: 10.5, isBold: true, .centre)
    }
  }
}
