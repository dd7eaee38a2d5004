extension Report {
  /// Its tables with their captions as titles.
  var sheets: [(name: String, grid: FormGrid)] {
    let own: [(name: String, grid: FormGrid)] = blocks.compactMap { block in
      guard case .table(let caption, let grid) = block else { return nil }
      let name = caption.split(separator: "　").last.map(String.init) ?? caption
      return (
        name,
        FormGrid(
          title: caption, period: "\(title)　\(subtitle)", rows: grid.rows, heading: grid.heading, widths: grid.widths,
          notes: [], signatures: signatures, unit: "")
      )
    }
    return own + annexes.map { ($0.grid.title, $0.grid) }
  }

  /// As Markdown; a picture is its description.
  package var markdown: String {
    var text = letter?.number.map { "\($0)\n\n" } ?? ""
    text += "# \(title)\n" + (subtitle.isEmpty ? "" : "\n\(subtitle)\n")
    text += letter.map { "\n\($0.addressee)：\n" } ?? ""
    for block in blocks {
      switch block {
      case .heading(let heading): text += "\n## \(heading)\n"
      case .paragraph(let paragraph): text += "\n\(paragraph)\n"
      case .table(let caption, let grid): text += "\n\(caption)\n\n\(grid.markdown)"
      case .picture(let caption, let picture): text += "\n\(caption)：\(picture.description)\n"
      }
    }
    for line in annexLines + (letter?.signed.map(\.text) ?? []) { text += "\n\(line)\n" }
    for (index, annex) in annexes.enumerated() {
      text += "\n---\n" + (annex.isNamed ? "\n\(mark(of: index))\n" : "") + "\n" + FormGrid.markdown([annex.grid])
    }
    return text
  }

  /// As one page without outside parts.
  package var html: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let heading): "<h2>\(escaped(heading))</h2>"
      case .paragraph(let text): "<p class=\"text\">\(escaped(text))</p>"
      case .table(let caption, let grid):
        "<p class=\"caption\">\(escaped(caption))</p>\n<div class=\"wide\">\(grid.tables)</div>"
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
      <body\(letter == nil ? "" : " class=\"letter\"")>
      \(htmlHead)
      \(body.joined(separator: "\n"))
      \(htmlTail)
      </body>
      </html>

      """
  }

  private var htmlHead: String {
    let number = letter?.number.map { "<p class=\"meta\">\(escaped($0))</p>\n" } ?? ""
    let below = subtitle.isEmpty ? "" : "\n<p class=\"meta\">\(escaped(subtitle))</p>"
    let addressee = letter.map { "\n<p class=\"addressee\">\(escaped($0.addressee))：</p>" } ?? ""
    return "\(number)<h1>\(escaped(title))</h1>\(below)\(addressee)"
  }

  private var htmlTail: String {
    guard let letter else {
      return signatures.isEmpty
        ? "" : "<p class=\"signatures\">\(signatures.map { "<span>\(escaped($0))</span>" }.joined())</p>"
    }
    let named = annexLines.map { "<p class=\"text\">\(escaped($0))</p>" }
    let signed = letter.signed.enumerated().map { index, line in
      "<p class=\"signed\" style=\"padding-right:\(line.halves / 2).\(line.halves % 2 * 5)em\">\(escaped(line.text))</p>"
    }
    let sheets = annexes.indices.map { "<section class=\"annex\">\(annexes[$0].html(marked: mark(of: $0)))</section>" }
    return (named + ["<p class=\"text\">&nbsp;</p>"] + signed + sheets).joined(separator: "\n")
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
    \(FormGrid.cellStyle)
    thead td { background: #eee } tr { break-inside: avoid }
    figure { margin: .8em 0; break-inside: avoid } figure svg { width: 100%; font-family: "Noto Sans CJK SC", "Microsoft YaHei", SimHei, sans-serif }
    figcaption { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; text-align: center; font-size: .9em }
    .addressee, .signed { margin: 0 } .signed { text-align: right }
    .letter h2 { font-weight: normal; font-size: 1em; text-indent: 2em; margin: 0 }
    .letter .text:first-of-type { margin-top: 0 } .letter h1 { margin: .6em 0 .8em }
    .annex { page: lying; break-before: page; margin-top: 2em } .annex h3 { text-align: center; margin: .2em 0 }
    .annex .mark { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; margin: 0 } .annex .unit { text-align: right; margin: 0; font-size: .8em }
    .annex .note { font-size: .75em; margin: 2px 0 } .wide { overflow-x: auto } .wide table { min-width: 56em }
    @page lying { size: A4 landscape }
    .signatures { display: flex; justify-content: space-between; margin: 1.6em 3em .6em 0; break-before: avoid }
    @media print { .wide { overflow: visible } .wide table { min-width: 0 } body { margin: 0; max-width: none; padding: 0 } td, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
    """
}

extension Annex {
  /// Its title, table and remarks; a table too wide for the screen is moved in its place.
  fileprivate func html(marked mark: String) -> String {
    let lines = [
      mark.isEmpty ? "" : "<p class=\"mark\">\(mark)</p>", "<h3>\(escaped(grid.title))</h3>",
      grid.period.isEmpty ? "" : "<p class=\"meta\">\(escaped(grid.period))</p>",
      grid.unit.isEmpty ? "" : "<p class=\"unit\">\(escaped(grid.unit))</p>",
      "<div class=\"wide\">\(grid.tables)</div>",
    ]
    return (lines + grid.notes.map { "<p class=\"note\">\(escaped($0))</p>" }).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}

extension FormGrid {
  /// Forms one after another as Markdown.
  package static func markdown(_ forms: [FormGrid]) -> String {
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
