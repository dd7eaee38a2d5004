extension FormGrid {
  /// Forms one after another as one page without outside parts; each prints on A4, landscape, with its heading repeated. On a
  /// narrow screen a table is moved in its place; no figure is broken.
  package static func html(_ forms: [FormGrid], title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    @page { size: A4 landscape; margin: 10mm }
    body { font: 10pt/1.3 FangSong_GB2312, FangSong, 仿宋, "Noto Serif CJK SC", serif; color: #000 }
    .form { break-after: page } .form:last-child { break-after: auto }
    h1 { font-size: 16pt; text-align: center; margin: 4px 0 }
    .period { text-align: center; margin: 2px 0 } .unit { text-align: right; margin: 2px 0 }
    .wide { overflow-x: auto } .wide table { min-width: 66em }
    table { border-collapse: collapse; width: 100%; table-layout: fixed } .rest { margin-top: -1px }
    td { border: 1px solid #000; padding: 2px 3px; text-align: center; white-space: pre-line; font-size: 9pt }
    td.left { text-align: left } td.right { text-align: right; font-variant-numeric: tabular-nums }
    \(FormGrid.cellStyle)
    .missing { color: #b00020; font-size: 9pt }
    .note, td { overflow-wrap: anywhere } tr { break-inside: avoid }
    .note { font-size: 9pt; margin: 2px 0 }
    .signatures { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 2em; margin: 8px 4em 0 0; break-before: avoid }
    @media print { .wide { overflow: visible } .wide table { min-width: 0 } td { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
    </style>
    </head>
    <body>
    \(forms.map(\.html).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  /// How cells look wherever they stand: a figure or a word of a narrow column is never broken, and a cell that goes on below
  /// a repeated heading has no line there.
  static let cellStyle =
    "td .whole { white-space: nowrap } thead td.on { border-bottom: 0 } tbody td.on { border-top: 0 }"

  private var html: String {
    """
    <section class="form"><h1>\(escaped(title))</h1><p class="period">\(escaped(period))</p>\
    <p class="unit">\(escaped(unit))</p>
    <div class="wide">\(tables)</div>
    \(notes.map { "<p class=\"note\">\(escaped($0))</p>" }.joined())
    <p class="signatures">\(signatures.map { "<span>\(escaped($0))</span>" }.joined())</p></section>
    """
  }

  /// The grid as tables of the same columns: two where something stands above the heading that is repeated, since that can
  /// only stand at a table's top.
  var tables: String {
    var lines = rows.map { row in row.map { FormGrid.cell($0) } }
    // No cell reaches out of a table's head, so one that goes on below it goes on as another.
    for place in placed where heading.contains(place.row) && place.row + place.cell.rows > heading.upperBound {
      let (inside, index) = (heading.upperBound - place.row, index(of: place))
      lines[place.row][index] = FormGrid.cell(place.cell, rows: inside, isOn: true)
      let below = FormGrid.cell(
        Cell("", columns: place.cell.columns), rows: place.cell.rows - inside, isOn: true)
      lines[heading.upperBound].insert(below, at: 0)
    }
    let text = lines.map { "<tr>" + $0.joined() + "</tr>" }
    let columns = "<colgroup>" + widths.map { "<col style=\"width:\($0)%\">" }.joined() + "</colgroup>"
    let head =
      heading.lowerBound == 0
      ? "" : "<table>\(columns)\n\(text[..<heading.lowerBound].joined(separator: "\n"))\n</table>\n"
    return """
      \(head)<table class="\(head.isEmpty ? "all" : "rest")">\(columns)<thead>
      \(text[heading].joined(separator: "\n"))
      </thead><tbody>
      \(text[heading.upperBound...].joined(separator: "\n"))
      </tbody></table>
      """
  }

  /// Which cell of its row it is.
  private func index(of place: Placed) -> Int {
    placed.filter { $0.row == place.row && $0.column < place.column }.count
  }

  private static func cell(_ cell: Cell, rows: Int? = nil, isOn: Bool = false) -> String {
    let rows = rows ?? cell.rows
    let span = (cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : "") + (rows > 1 ? " rowspan=\"\(rows)\"" : "")
    let kinds = (cell.alignment == .centre ? [] : [cell.alignment.rawValue]) + (isOn ? ["on"] : [])
    let kind =
      (kinds.isEmpty ? "" : " class=\"\(kinds.joined(separator: " "))\"")
      + (cell.background.map { " bgcolor=\"#\($0)\"" } ?? "")
    let missing = cell.asked.map { "<span class=\"missing\">\(escaped($0))</span>" } ?? ""
    return "<td\(span)\(kind)>\(text(cell.text))\(missing)</td>"
  }

  private static func text(_ text: String) -> String {
    Unbroken.parts(of: text).map { part in
      part.isWhole ? "<span class=\"whole\">\(escaped(String(part.text)))</span>" : escaped(String(part.text))
    }.joined()
  }
}
