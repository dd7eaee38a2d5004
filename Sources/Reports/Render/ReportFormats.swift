internal import CPango
public import Domain
internal import Foundation

/// The files a report is made as; A4 portrait.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// Plain text with tables; without pictures.
  case md
  /// A page without outside parts.
  case html
  /// Word, to be edited.
  case docx
  /// Its tables, a sheet each.
  case xlsx
  /// To be printed, with its fonts.
  case pdf

  /// Whether it is text that can go to a screen.
  public var isText: Bool { self == .md || self == .html }

  /// Writes a report to a file; refused with a sentence that says what to do.
  public func write(_ report: Report, to path: String) throws(InputProblem) {
    switch self {
    case .md: try FormFormat.put(Data(report.markdown.utf8), to: path)
    case .html: try FormFormat.put(Data(report.html.utf8), to: path)
    case .docx:
      guard let bytes = report.word else { throw InputProblem("file-not-made", "Word 文件没有生成，请检查内存。") }
      try FormFormat.put(Data(bytes), to: path)
    case .xlsx: try FormFormat.xlsx.write(report.sheets, title: report.title, to: path)
    case .pdf:
      do throws(PDFProblem) {
        try report.pdf(to: path)
      } catch {
        throw FormFormat.problem(error, path)
      }
    }
  }
}

extension Report {
  /// Its tables with their captions as titles.
  var sheets: [(name: String, grid: FormGrid)] {
    blocks.compactMap { block in
      guard case .table(let caption, let grid) = block else { return nil }
      let name = caption.split(separator: "　").last.map(String.init) ?? caption
      return (
        name,
        FormGrid(
          title: caption, period: "\(title)　\(subtitle)", rows: grid.rows, heading: grid.heading, widths: grid.widths,
          notes: [], signatures: signatures, unit: "")
      )
    }
  }

  /// As Markdown; a picture is its description.
  public var markdown: String {
    var text = "# \(title)\n\n\(subtitle)\n"
    for block in blocks {
      switch block {
      case .heading(let heading): text += "\n## \(heading)\n"
      case .paragraph(let paragraph): text += "\n\(paragraph)\n"
      case .table(let caption, let grid): text += "\n\(caption)\n\n\(grid.markdown)"
      case .picture(let caption, let picture): text += "\n\(caption)：\(picture.description)\n"
      }
    }
    return text
  }

  /// As one page without outside parts.
  public var html: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let heading): "<h2>\(escaped(heading))</h2>"
      case .paragraph(let text): "<p class=\"text\">\(escaped(text))</p>"
      case .table(let caption, let grid): "<p class=\"caption\">\(escaped(caption))</p>\n\(grid.tables)"
      case .picture(let caption, let picture):
        "<figure>\(picture.svg)<figcaption>\(escaped(caption))</figcaption></figure>"
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="zh-CN">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>
      \(Report.style)
      </style>
      </head>
      <body>
      <h1>\(escaped(title))</h1>
      <p class="meta">\(escaped(subtitle))</p>
      \(body.joined(separator: "\n"))
      <p class="signatures">\(signatures.map { "<span>\(escaped($0))</span>" }.joined())</p>
      </body>
      </html>

      """
  }

  private static let style = """
    @page { size: A4; margin: 14mm 13mm }
    body { font: 12pt/1.7 FangSong_GB2312, FangSong, 仿宋, "Noto Serif CJK SC", serif; color: #111; margin: 1.5em auto; max-width: 190mm; padding: 0 1em }
    h1 { font-size: 1.5em; text-align: center; margin: 0 0 .3em }
    h2 { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; font-size: 1.1em; margin: 1.1em 0 .3em; break-after: avoid }
    .meta { text-align: center; margin: 0 0 .6em }
    .text { text-indent: 2em; margin: 0; text-align: justify; overflow-wrap: anywhere }
    .caption { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; text-align: center; margin: .9em 0 .2em; font-size: .9em; break-after: avoid }
    table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .72em; line-height: 1.35 } .rest { margin-top: -1px }
    td { border: 1px solid #333; padding: 2px 3px; text-align: center; white-space: pre-line; overflow-wrap: anywhere }
    td.left { text-align: left } td.right { text-align: right; font-variant-numeric: tabular-nums }
    thead td { background: #eee } tr { break-inside: avoid }
    figure { margin: .8em 0; break-inside: avoid } figure svg { width: 100%; font-family: "Noto Sans CJK SC", "Microsoft YaHei", SimHei, sans-serif }
    figcaption { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; text-align: center; font-size: .9em }
    .signatures { display: flex; justify-content: space-between; margin: 1.6em 3em .6em 0; break-before: avoid }
    @media print { body { margin: 0; max-width: none; padding: 0 } td, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
    """

  /// As a Word document; nil where no memory is left.
  public var word: [UInt8]? {
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

extension FormGrid {
  /// Forms one after another as Markdown.
  public static func markdown(_ forms: [FormGrid]) -> String {
    forms.map { form in
      (["# \(form.title)", form.period, form.unit].filter { !$0.isEmpty }.joined(separator: "\n\n"))
        + "\n\n\(form.markdown)\n" + form.notes.map { "\($0)\n\n" }.joined()
        + form.signatures.joined(separator: "　　") + "\n"
    }.joined(separator: "\n")
  }

  /// Every column of every row: a merged cell's text in the first of its places.
  private var expanded: [[String]] {
    var texts = rows.map { _ in [String](repeating: "", count: columns) }
    for place in placed { texts[place.row][place.column] = place.cell.printed }
    return texts
  }

  /// As a Markdown table.
  var markdown: String {
    func line(_ cells: [String]) -> String {
      "| "
        + cells.map { $0.split(separator: "\n").joined(separator: " ").split(separator: "|").joined(separator: "\\|") }
        .joined(separator: " | ") + " |\n"
    }
    let isPlain = rows[0].count == columns
    let sides = (0..<columns).map {
      isPlain && rows.last?.count == columns && rows.last?[$0].alignment == .right ? "---:" : "---"
    }
    let lines = expanded
    return line(lines[0]) + line(sides) + lines.dropFirst().map(line).joined()
  }
}
