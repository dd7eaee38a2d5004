internal import Domain
internal import Reports

/// A form drawn as the paper form. What is asked for is filled in where it stands; what was worked out lies shaded.
struct FormTable {
  let sheet: FormSheet
  /// What was typed and is shown again, cell by cell; nil for what stands in the form.
  let typed: FormFields?
  let problems: Problems
  /// Whether cells can be filled in.
  let isOpen: Bool

  private var grid: FormGrid { sheet.grid }

  /// The table with all around it, as it is printed.
  var markup: Markup {
    """
    <div class="paper"><h2 class="papertitle">\(grid.title)</h2><p class="period">\(grid.period)</p>\
    <p class="unit">\(grid.unit)</p><div class="papertable" tabindex="0" role="region" aria-label="\(grid.title)">\(tables)</div>\
    \(grid.notes.map { "<p class=\"papernote\">\($0)</p>" })\
    <p class="signatures">\(grid.signatures.map { "<span>\($0)</span>" })</p></div>
    """
  }

  /// Two tables of the same columns where something stands above the heading that is repeated in print: that can only stand at a
  /// table's top.
  private var tables: Markup {
    let heading = grid.heading
    let (above, rest) = (columns(of: 0..<heading.lowerBound), columns(of: heading.lowerBound..<grid.rows.count))
    var lines = grid.rows.map { _ in [Markup]() }
    for place in grid.placed {
      let starts = place.row < heading.lowerBound ? above : rest
      let span = starts.count { $0 >= place.column && $0 < place.column + place.cell.columns }
      guard heading.contains(place.row), place.row + place.cell.rows > heading.upperBound else {
        lines[place.row].append(cell(place.cell, rows: place.cell.rows, columns: span))
        continue
      }
      // No cell reaches out of a table's head, so one that goes on below it goes on as another.
      let inside = heading.upperBound - place.row
      lines[place.row].append(cell(place.cell, rows: inside, columns: span, more: " on"))
      let more = FormGrid.Cell("")
      lines[heading.upperBound].insert(
        cell(more, rows: place.cell.rows - inside, columns: span, more: " on"), at: 0)
    }
    let rows = lines.map { cells -> Markup in "<tr>\(cells)</tr>" }
    let first: Markup =
      heading.lowerBound == 0
      ? ""
      : """
      <table class="sheet">\(widths(above))<tbody>\(Array(rows[..<heading.lowerBound]))</tbody></table>
      """
    return """
      \(first)<table class="sheet">\(widths(rest))<thead>\(Array(rows[heading]))</thead>\
      <tbody>\(Array(rows[heading.upperBound...]))</tbody></table>
      """
  }

  /// The columns at which cells of some rows begin: a table has no others.
  private func columns(of rows: Range<Int>) -> [Int] {
    Set(grid.placed.filter { rows.contains($0.row) }.map(\.column)).sorted()
  }

  /// Those columns with their shares of the width.
  private func widths(_ starts: [Int]) -> Markup {
    let columns = starts.enumerated().map { index, start -> Markup in
      let end = index + 1 < starts.count ? starts[index + 1] : grid.columns
      return "<col class=\"w\(grid.widths[start..<end].reduce(0, +))\">"
    }
    return "<colgroup>\(columns)</colgroup>"
  }

  private func cell(_ cell: FormGrid.Cell, rows: Int, columns: Int, more: Markup = "") -> Markup {
    var kind: Markup = cell.alignment == .left ? "left" : cell.alignment == .right ? "right" : "centre"
    if cell.source == .computed { kind += " computed" }
    if cell.source == .replaced { kind += " replaced" }
    if let tint = cell.tint { kind += " tint-\(tint.rawValue)" as Markup }
    kind += more
    let span: Markup = columns > 1 ? " colspan=\"\(columns)\"" : ""
    let down: Markup = rows > 1 ? " rowspan=\"\(rows)\"" : ""
    guard let place = cell.place, let content = sheet.content else {
      let caption: Markup = cell.text.isEmpty ? "" : " caption"
      return "<td class=\"\(kind)\(caption)\"\(span)\(down)>\(cell.text)</td>"
    }
    if isChanged(place) { kind += " changed" }
    let name = content.phoneCaption(place)
    if case .row(_, .name) = place { kind += " rowname" }
    let control = isOpen ? sheet.control(at: place) : nil
    let asked = cell.missing.map { message -> Markup in
      // What is asked for in a cell that nobody fills in is filled in elsewhere.
      let target = control.map(\.cell.key) ?? place.field.map(\.rawValue)
      let link: Markup? =
        control == nil && isOpen ? target.map { "<a class=\"goto\" href=\"#f-\($0)\">填写</a>" } : nil
      return "<span class=\"asked\">\(isOpen ? message : "〔\(cell.mark ?? message)〕")\(link)</span>"
    }
    if asked != nil { kind += " missing" }
    guard let control else {
      return """
        <td class="\(kind) value"\(span)\(down) data-label="\(name)"><span>\(cell.text)</span>\(asked)\
        \(before(place))</td>
        """
    }
    let input = FormControl(
      sheet: sheet, cell: control.cell, kind: control.kind, name: name, isAsked: asked != nil, typed: typed,
      problem: problems[control.cell.key], shown: cell.text
    ).markup
    let caption: Markup? = cell.caption.isEmpty ? nil : "<span>\(cell.caption)</span>"
    return """
      <td class="\(kind) fill"\(span)\(down) data-label="\(name)">\(caption)\(input)\(asked)\(before(place))</td>
      """
  }

  private func isChanged(_ place: FormPlace) -> Bool { sheet.changes.contains { $0.place == place } }

  /// What stood there before, where it changed.
  private func before(_ place: FormPlace) -> Markup? {
    sheet.changes.first { $0.place == place }.map { change in
      "<span class=\"was\">原为：\(change.old.isEmpty ? "空" : change.old)</span>"
    }
  }
}

extension OfficialForm {
  /// What a place is called beside its value on a narrow screen: of a row only its column.
  func phoneCaption(_ place: FormPlace) -> String {
    let full = caption(place)
    guard case .row = place, let end = full.lastIndex(of: "”") else { return full }
    let column = String(full[full.index(after: end)...])
    return column.isEmpty ? full : column
  }
}
