internal import Domain

/// The rows of one project's indicator table.
struct IndicatorTable {
  private enum Column: String, CaseIterable {
    case level1 = "一级指标", level2 = "二级指标", level3 = "三级指标", description = "绩效指标描述", target = "指标值"
    case basis = "指标值确定依据"
  }

  private struct Line {
    var texts: [Column: String]
    var place: Document.Place
  }

  private var columns: [(Column, Int)] = []
  private var lines: [Line] = []

  static func isHeader(_ cells: [String]) -> Bool {
    let texts = cells.map(\.withoutBlanks)
    return texts.contains(Column.level3.rawValue) && texts.contains(Column.target.rawValue)
  }

  /// The places of the rows, in the order of ``indicators``.
  var places: [Document.Place] { lines.map(\.place) }

  mutating func takeHeader(_ row: Document.Row, _ cells: [String]) {
    columns = zip(row.cells, cells).compactMap { cell, text in
      Column(rawValue: text.withoutBlanks).map { ($0, cell.column) }
    }
  }

  /// Takes a row. A row without a name that gives more text for other cells is the rest of the row above, cut by a page;
  /// under a name merged over several rows, a row with a description of its own is one more indicator.
  mutating func take(_ row: Document.Row, _ cells: [String], project: ProjectCode?) -> Finding? {
    var texts: [Column: String] = [:]
    var merged: Set<Column> = []
    for (cell, text) in zip(row.cells, cells) {
      guard let column = columns.last(where: { $0.1 <= cell.column })?.0 else { continue }
      texts[column, default: ""] += text
      if cell.continuesAbove { merged.insert(column) }
    }
    guard texts.values.contains(where: { !$0.isEmpty }) else { return nil }
    let isNamed = !(texts[.level3] ?? "").isEmpty
    let isUnderMergedName = merged.contains(.level3) && !(texts[.description] ?? "").isEmpty
    if !isNamed, !isUnderMergedName, !lines.isEmpty {
      return join(texts, row.place, project)
    }
    if let above = lines.last {
      for column in [Column.level1, .level2, .level3] where (texts[column] ?? "").isEmpty {
        // A blank level goes on from above, but level 2 only within the same level 1.
        let isWithin =
          column == .level1 || merged.contains(column)
          || (column == .level2 && (texts[.level1] ?? "") == above.texts[.level1])
        if isWithin { texts[column] = above.texts[column] }
      }
    }
    lines.append(Line(texts: texts, place: row.place))
    return nil
  }

  private mutating func join(_ texts: [Column: String], _ place: Document.Place, _ project: ProjectCode?) -> Finding {
    let last = lines.count - 1
    for (column, text) in texts where !text.isEmpty { lines[last].texts[column, default: ""] += text }
    let name = lines[last].texts[.level3] ?? ""
    let joined = texts.filter { !$0.value.isEmpty }.keys.sorted { $0.rawValue < $1.rawValue }
      .map { "\($0.rawValue)“\(lines[last].texts[$0] ?? "")”" }.joined(separator: "、")
    return Finding(
      .info, "row-joined", project: project, "指标“\(name)”的一行被分页截成两段，已接成\(joined)，请核对。", at: place.description)
  }

  /// The indicators with their positions, not yet bound.
  var indicators: [Indicator] {
    lines.enumerated().map { index, line in
      Indicator(
        position: index + 1, level1: line.texts[.level1] ?? "", level2: line.texts[.level2] ?? "",
        level3: line.texts[.level3] ?? "", description: line.texts[.description] ?? "",
        target: Target(parsing: line.texts[.target] ?? ""), basis: line.texts[.basis] ?? "")
    }
  }
}
