extension Report {
  /// As a Word document; nil where no memory is left.
  package var word: [UInt8]? {
    var pictures: [[UInt8]] = []
    var body = wordHead
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let heading): body += FormGrid.paragraph(heading, style: style("Heading"))
      case .paragraph(let text):
        body += FormGrid.paragraph(text, style: style("Text"), keepsNext: index == blocks.count - 1)
      case .table(let caption, let grid):
        body += FormGrid.paragraph(caption, style: "ReportCaption") + grid.wordTables(on: .portrait)
        body += FormGrid.paragraph("", style: "FormGap")
      case .picture(let caption, let picture):
        guard let png = picture.png else { return nil }
        pictures.append(png)
        body += WordParts.picture(pictures.count, picture) + FormGrid.paragraph(caption, style: "ReportCaption")
      }
    }
    body += wordTail
    let page: WordPage = letter == nil ? .portrait : .letter
    guard !annexes.isEmpty else { return page.container(body, title: title, pictures: pictures, isNumbered: true) }
    // The section of the text ends here; what follows lies on its side.
    body += "<w:p><w:pPr><w:pStyle w:val=\"FormGap\"/>\(page.section(isNumbered: true))</w:pPr></w:p>"
    for (index, annex) in annexes.enumerated() {
      let mark = mark(of: index)
      if !mark.isEmpty { body += FormGrid.paragraph(mark, style: "AnnexMark", startsPage: index > 0) }
      body += annex.grid.word(startsPage: index > 0 && mark.isEmpty)
    }
    return WordPage.landscape.container(body, title: title, pictures: pictures, isNumbered: true)
  }

  private func style(_ part: String) -> String { (letter == nil ? "Report" : "Letter") + part }

  private var wordHead: String {
    guard let letter else {
      return FormGrid.paragraph(title, style: "ReportTitle") + FormGrid.paragraph(subtitle, style: "FormPeriod")
    }
    return (letter.number.map { FormGrid.paragraph($0, style: "LetterNumber") } ?? "")
      + FormGrid.paragraph(title, style: "LetterTitle")
      + (subtitle.isEmpty ? "" : FormGrid.paragraph(subtitle, style: "LetterNumber"))
      + FormGrid.paragraph(letter.addressee + "：", style: "LetterAddressee")
  }

  private var wordTail: String {
    guard let letter else {
      return signatures.isEmpty
        ? "" : FormGrid.paragraph(signatures.joined(separator: "　　　　　"), style: "FormSignatures")
    }
    let gap = FormGrid.paragraph("", style: "LetterText", keepsNext: true)
    let annexes = annexLines.map { FormGrid.paragraph($0, style: "LetterText", keepsNext: true) }.joined()
    let signed = letter.signed.enumerated().map { index, line in
      FormGrid.paragraph(
        line.text, style: "LetterSigned", keepsNext: index < letter.signed.count - 1, freeHalves: line.halves)
    }
    return (annexes.isEmpty ? "" : gap) + annexes + gap + signed.joined()
  }
}
