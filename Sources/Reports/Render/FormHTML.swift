extension FormGrid {
  /// Forms one after another as one page without outside parts; each prints on A4, landscape, with its heading repeated.
  package static func html(_ forms: [FormGrid], title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <title>\(escaped(title))</title>
    <style>
    @page { size: A4 landscape; margin: 10mm }
    body { font: 10pt/1.3 FangSong_GB2312, FangSong, 仿宋, "Noto Serif CJK SC", serif; color: #000 }
    .form { break-after: page } .form:last-child { break-after: auto }
    h1 { font-size: 16pt; text-align: center; margin: 4px 0 }
    .period { text-align: center; margin: 2px 0 } .unit { text-align: right; margin: 2px 0 }
    table { border-collapse: collapse; width: 100%; table-layout: fixed } .rest { margin-top: -1px }
    td { border: 1px solid #000; padding: 2px 3px; text-align: center; white-space: pre-line; font-size: 9pt }
    td.left { text-align: left } td.right { text-align: right; font-variant-numeric: tabular-nums }
    .missing { color: #b00020; font-size: 9pt }
    .note, td { overflow-wrap: anywhere }
    .note { font-size: 9pt; margin: 2px 0 } .signatures span { display: inline-block; min-width: 24% }
    @media print { td { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
    </style>
    </head>
    <body>
    \(forms.map(\.html).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private var html: String {
    """
    <section class="form"><h1>\(escaped(title))</h1><p class="period">\(escaped(period))</p>\
    <p class="unit">\(escaped(unit))</p>
    \(tables)
    \(notes.map { "<p class=\"note\">\(escaped($0))</p>" }.joined())
    <p class="signatures">\(signatures.map { "<span>\(escaped($0))</span>" }.joined())</p></section>
    """
  }

  /// The grid as tables of the same columns: two where something stands above the heading that is repeated, since that can
  /// only stand at a table's top.
  var tables: String {
    let lines = rows.map { row in "<tr>" + row.map(FormGrid.cell).joined() + "</tr>" }
    let columns = "<colgroup>" + widths.map { "<col style=\"width:\($0)%\">" }.joined() + "</colgroup>"
    let head =
      heading.lowerBound == 0
      ? "" : "<table>\(columns)\n\(lines[..<heading.lowerBound].joined(separator: "\n"))\n</table>\n"
    return """
      \(head)<table class="\(head.isEmpty ? "all" : "rest")">\(columns)<thead>
      \(lines[heading].joined(separator: "\n"))
      </thead><tbody>
      \(lines[heading.upperBound...].joined(separator: "\n"))
      </tbody></table>
      """
  }

  private static func cell(_ cell: Cell) -> String {
    let span =
      (cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : "") + (cell.rows > 1 ? " rowspan=\"\(cell.rows)\"" : "")
    let kind =
      (cell.alignment == .centre ? "" : " class=\"\(cell.alignment.rawValue)\"")
      + (cell.background.map { " bgcolor=\"#\($0)\"" } ?? "")
    let missing = cell.asked.map { "<span class=\"missing\">\(escaped($0))</span>" } ?? ""
    return "<td\(span)\(kind)>\(escaped(cell.text))\(missing)</td>"
  }
}
