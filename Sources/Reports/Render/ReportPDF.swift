internal import CPango

extension Report {
  /// Writes it as a PDF.
  func pdf(to path: String) throws(PDFProblem) {
    try PDFPage.document(letter == nil ? .portrait : .letter, title: title, to: path) { page in
      page.isNumbered = true
      page.start()
      drawHead(on: page)
      for (index, block) in blocks.enumerated() {
        block.draw(on: page, letter == nil ? .working : .letter, keeps: index == blocks.count - 1 ? tail : 0)
      }
      drawTail(on: page)
      for (index, annex) in annexes.enumerated() {
        page.turn(to: .landscape)
        let mark = mark(of: index)
        if !mark.isEmpty { page.line(mark, size: 12, face: .heading, .left) }
        annex.grid.drawWhole(on: page)
      }
    }
  }

  private func drawHead(on page: PDFPage) {
    guard let letter else {
      page.line(title, size: 18, isBold: true, face: .title, .centre)
      return page.line(subtitle, size: 10.5, .centre)
    }
    if let number = letter.number {
      page.line(number, size: 16, .centre)
      page.top += 20
    }
    page.line(title, size: 22, isBold: true, face: .title, .centre, spacing: 4)
    if !subtitle.isEmpty { page.line(subtitle, size: 16, .centre) }
    page.top += 20
    page.paragraph(letter.addressee + "：", size: 16, spacing: ReportFace.letter.spacing)
  }

  /// What the last paragraph may not be parted from: signatures never stand on a page alone.
  private var tail: Double {
    guard let letter else { return signatures.isEmpty ? 0 : 40 }
    return Double(letter.signed.count + annexLines.count + 2) * 30
  }

  private func drawTail(on page: PDFPage) {
    guard let letter else {
      page.top += 14
      if !signatures.isEmpty { page.line(signatures.joined(separator: "　　　　　　"), size: 10.5, .left) }
      return
    }
    let face = ReportFace.letter
    if !annexLines.isEmpty { page.top += 28 }
    for line in annexLines { page.paragraph(line, size: face.size, indent: 2 * face.size, spacing: face.spacing) }
    page.top += 28
    for line in letter.signed {
      page.paragraph(
        line.text, size: face.size, .right, spacing: face.spacing, free: Double(line.halves) * face.size / 2)
    }
  }
}

/// The type of a report's running text, in points.
struct ReportFace {
  let size: Double, headingSize: Double, spacing: Double
  /// Whether a heading begins two characters in, as in letters.
  let isHeadingIndented: Bool

  static let working = ReportFace(size: 12, headingSize: 14, spacing: 5, isHeadingIndented: false)
  /// 3号, with 22 lines to a page.
  static let letter = ReportFace(size: 16, headingSize: 16, spacing: 5.5, isHeadingIndented: true)
}

extension Report.Block {
  fileprivate func draw(on page: PDFPage, _ face: ReportFace, keeps: Double) {
    switch self {
    case .heading(let heading):
      page.top += face.isHeadingIndented ? 0 : 8
      page.line(
        heading, size: face.headingSize, face: .heading, .left,
        indent: face.isHeadingIndented ? 2 * face.size : 0, room: 40)
      page.top += face.isHeadingIndented ? face.spacing - 2 : 0
    case .paragraph(let text):
      page.paragraph(text, size: face.size, indent: 2 * face.size, spacing: face.spacing, keeps: keeps)
    case .table(let caption, let grid):
      page.top += 6
      page.line(caption, size: 10.5, face: .heading, .centre, room: 60)
      grid.drawRows(on: page)
      page.top += 6
    case .picture(let caption, let picture):
      if !page.hasRoom(for: picture.height + 24) { page.next() }
      cairo_save(page.cairo)
      cairo_translate(page.cairo, page.margin, page.top)
      picture.draw(on: page.cairo)
      cairo_restore(page.cairo)
      page.top += picture.height + 2
      page.line(caption, size: 10.5, face: .heading, .centre)
    }
  }
}
