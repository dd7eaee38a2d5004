internal import Reports

/// A table of a report in a page: as the paper has it, a card a row on a telephone.
enum GridTable {
  /// The table.
  ///
  /// - Parameters:
  ///   - lead: a first cell of each row by its number, such as a box to be ticked; nil for none.
  ///   - leadName: the heading over it.
  static func markup(_ grid: FormGrid, leadName: String = "", lead: ((Int) -> Markup)? = nil) -> Markup {
    let captions = (grid.rows.first ?? []).map { $0.text.replacing("\n", with: "") }
    let heads = captions.map { "<th scope=\"col\">\($0)</th>" as Markup }
    let rows = grid.rows.dropFirst().enumerated().map { index, row -> Markup in
      let cells = row.enumerated().map { place, cell -> Markup in
        let caption = captions.indices.contains(place) ? captions[place] : ""
        let span: Markup = cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : ""
        let kind: Markup = cell.alignment == .right ? "number" : place == 1 ? "name" : ""
        return "<td class=\"\(kind)\" data-label=\"\(caption)\"\(span)>\(content(cell))</td>"
      }
      return "<tr>\(lead.map { "<td data-label=\"\(leadName)\">\($0(index))</td>" })\(cells)</tr>"
    }
    let first: Markup? = lead.map { _ in "<th scope=\"col\">\(leadName)</th>" }
    return """
      <div class="scroll" tabindex="0"><table class="cards ranks"><caption class="sr">\(grid.title)</caption><thead><tr>\(first)\(heads)</tr></thead>\
      <tbody>\(rows)</tbody></table></div>\(grid.notes.map { "<p class=\"hint\">\($0)</p>" as Markup })
      """
  }

  private static func content(_ cell: FormGrid.Cell) -> Markup {
    let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var text: Markup = ""
    for (index, line) in lines.enumerated() { text += index == 0 ? "\(line)" : "<br>\(line)" }
    switch cell.tint {
    case .red?: return "<span class=\"light red\"><i aria-hidden=\"true\">✕</i>\(text)</span>"
    case .yellow?: return "<span class=\"light yellow\"><i aria-hidden=\"true\">△</i>\(text)</span>"
    case .green?: return "<span class=\"light green\"><i aria-hidden=\"true\">○</i>\(text)</span>"
    case nil: return text
    }
  }
}
