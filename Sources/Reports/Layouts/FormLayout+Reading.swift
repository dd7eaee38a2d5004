package import Domain

extension FormLayout {
  /// A layout from its description, a JSON object; refused with where it cannot be followed, and what to do.
  package init(json bytes: [UInt8]) throws(Refusal) {
    let root = try LayoutReader(bytes)
    let keys = ["code", "name", "form", "of", "title", "period", "unit", "columns", "sections", "notes", "signatures"]
    let fields = try root.object(keys, needed: ["code", "name", "form", "title", "columns", "sections", "signatures"])
    func text(_ key: String) throws(Refusal) -> String { try fields[key]?.text() ?? "" }
    (code, name) = (try text("code"), try text("name"))
    form = try fields["form"]?.word(DepartmentForm.self) ?? .monitoring
    enum Owner: String, CaseIterable { case project, department }
    isWhole = try fields["of"]?.word(Owner.self) == .department
    (title, period, unit) = (try text("title"), try text("period"), try text("unit"))
    widths = try FormLayout.widths(fields["columns"])
    (notes, signatures) = (try fields["notes"]?.texts() ?? [], try fields["signatures"]?.texts() ?? [])
    var sections: [Section] = []
    for part in try fields["sections"]?.list() ?? [] {
      let section = try FormLayout.section(part, of: form, isWhole: isWhole, columns: widths.count)
      if section.isOnce, sections.contains(where: { $0.kind == section.kind }) {
        throw part.wrong(.twice("\"each\": \"\(section.kind)\""))
      }
      sections.append(section)
    }
    guard sections.contains(where: { $0.kind == "indicator" }) else {
      throw fields["sections"]?.wrong(.missing("\"each\": \"indicator\"")) ?? root.wrong(.missing("sections"))
    }
    self.sections = sections
  }

  private static func widths(_ reader: LayoutReader?) throws(Refusal) -> [Int] {
    guard let reader else { return [] }
    var widths: [Int] = []
    for part in try reader.list() { widths.append(try part.number(1...100)) }
    let sum = widths.reduce(0, +)
    // A spreadsheet's columns are named by one letter, and paper has no more.
    guard widths.count <= 26 else { throw reader.wrong(.wrongKind(meant: "最多26栏")) }
    guard sum == 100 else { throw reader.wrong(.widths(sum: sum)) }
    return widths
  }

  private static func section(
    _ reader: LayoutReader, of form: DepartmentForm, isWhole: Bool, columns: Int
  ) throws(Refusal) -> Section {
    let fields = try reader.object(
      ["rows", "each", "label", "heading", "lines", "row"] + (isWhole ? ["empty", "project"] : []))
    guard let each = fields["each"] else {
      guard let list = fields["rows"] else { throw reader.wrong(.missing("rows")) }
      let rows = try rows(list, .form, form)
      try check(rows.map { $0 }, beside: nil, at: try list.list(), columns: columns)
      return .rows(rows)
    }
    let home = try self.home(each, isWhole: isWhole)
    guard let headingReader = fields["heading"] else { throw reader.wrong(.missing("heading")) }
    guard let rowReader = fields["row"] else { throw reader.wrong(.missing("row")) }
    let heading = try rows(headingReader, .form, form)
    let row = try cells(rowReader, home, form)
    let label = try fields["label"].map { reader throws(Refusal) in try cell(reader, .form, form) }
    let places = try headingReader.list() + [rowReader]
    try check(heading + [row], beside: label, at: places, columns: columns)
    switch home {
    case .fund:
      guard let lines = fields["lines"] else { throw reader.wrong(.missing("lines")) }
      return .funds(
        Funds(label: label, heading: heading, row: row, lines: try self.lines(lines, isWhole: isWhole)))
    case .project:
      guard let empty = fields["empty"] else { throw reader.wrong(.missing("empty")) }
      let instead = try rows(empty, .form, form)
      try check(instead, beside: nil, at: try empty.list(), columns: columns)
      return .projects(Projects(label: label, heading: heading, row: row, empty: instead))
    case .form, .indicator:
      let project = try fields["project"].map { reader throws(Refusal) in
        let cells = try cells(reader, .project, form)
        try check([cells], beside: label, at: [reader], columns: columns)
        return cells
      }
      return .indicators(Indicators(label: label, heading: heading, row: row, project: project))
    }
  }

  /// What a section repeats; projects only a department has.
  private static func home(_ each: LayoutReader, isWhole: Bool) throws(Refusal) -> LayoutSource.Home {
    enum Each: String, CaseIterable { case fund, indicator }
    enum OfWhole: String, CaseIterable { case fund, project, indicator }
    guard isWhole else { return try each.word(Each.self) == .fund ? .fund : .indicator }
    return switch try each.word(OfWhole.self) {
    case .fund: .fund
    case .project: .project
    case .indicator: .indicator
    }
  }

  private static func lines(_ reader: LayoutReader, isWhole: Bool) throws(Refusal) -> [Funds.Line] {
    enum Kind: String, CaseIterable { case total, fiscal, carryOver = "carry-over", other }
    enum OfWhole: String, CaseIterable { case all, basic, projects }
    var lines: [Funds.Line] = []
    for part in try reader.list() {
      let fields = try part.object(["caption", "fund"] + (isWhole ? ["alone"] : []), needed: ["caption"])
      let kind =
        isWhole ? try fields["fund"]?.word(OfWhole.self).rawValue : try fields["fund"]?.word(Kind.self).rawValue
      lines.append(
        .init(
          caption: try fields["caption"]?.text() ?? "", kind: kind.flatMap { FundKind(rawValue: $0) },
          alone: try fields["alone"]?.text()))
    }
    let first: FundKind = isWhole ? .all : .total
    guard lines.first?.kind == first else {
      throw reader.wrong(.missing("第一行的 \"fund\": \"\(first.rawValue)\""))
    }
    return lines
  }

  private static func rows(
    _ reader: LayoutReader, _ home: LayoutSource.Home, _ form: DepartmentForm
  ) throws(Refusal) -> [[Cell]] {
    var rows: [[Cell]] = []
    for part in try reader.list() { rows.append(try cells(part, home, form)) }
    return rows
  }

  private static func cells(
    _ reader: LayoutReader, _ home: LayoutSource.Home, _ form: DepartmentForm
  ) throws(Refusal) -> [Cell] {
    var cells: [Cell] = []
    for part in try reader.list(mayBeEmpty: true) { cells.append(try cell(part, home, form)) }
    return cells
  }

  private static func cell(
    _ reader: LayoutReader, _ home: LayoutSource.Home, _ form: DepartmentForm
  ) throws(Refusal) -> Cell {
    let keys = [
      "text", "source", "columns", "rows", "align", "merged", "points", "before", "otherwise", "mark", "sum",
      "required",
    ]
    let fields = try reader.object(keys)
    let source = try fields["source"]?.word(LayoutSource.self)
    if let source, source.home != home || !source.forms.contains(form) {
      let known = LayoutSource.allCases.filter { $0.home == home && $0.forms.contains(form) }
      throw fields["source"]?.wrong(.unknown(source.rawValue, known: known.map(\.rawValue)))
        ?? reader.wrong(.notReadable)
    }
    if source != nil, fields["text"] != nil { throw reader.wrong(.twice("text、source")) }
    // Only texts that layouts have of their own can be asked for.
    if fields["required"] != nil, source?.text == nil {
      throw reader.wrong(.unknown("required", known: keys.filter { $0 != "required" }))
    }
    func text(_ key: String) throws(Refusal) -> String? { try fields[key]?.text() }
    func number(_ key: String) throws(Refusal) -> Int { try fields[key]?.number(1...99) ?? 1 }
    func flag(_ key: String) throws(Refusal) -> Bool { try fields[key]?.flag() ?? false }
    return Cell(
      text: try text("text"), source: source, columns: try number("columns"), rows: try number("rows"),
      alignment: try fields["align"]?.word(FormGrid.Alignment.self) ?? .centre, isMerged: try flag("merged"),
      hasPoints: try flag("points"), before: try text("before") ?? "", otherwise: try text("otherwise") ?? "",
      mark: try text("mark"), isSum: try flag("sum"), isRequired: try flag("required"))
  }

  /// Refuses rows whose cells, with the label and those that reach down from above, do not fill the columns exactly.
  private static func check(
    _ rows: [[Cell]], beside label: Cell?, at places: [LayoutReader], columns: Int
  ) throws(Refusal) {
    var reach = [Int](repeating: 0, count: columns)
    for (index, row) in rows.enumerated() {
      var covered = (label?.columns ?? 0) + reach.count { $0 > 0 }
      var column = label?.columns ?? 0
      for cell in row {
        while column < columns, reach[column] > 0 { column += 1 }
        for place in column..<max(column, min(column + cell.columns, columns)) { reach[place] = cell.rows }
        (column, covered) = (column + cell.columns, covered + cell.columns)
        guard index + cell.rows <= rows.count else {
          throw places[index].wrong(.wrongKind(meant: "不超出这一段的 rows"))
        }
      }
      guard covered == columns else { throw places[index].wrong(.columns(covered: covered, of: columns)) }
      reach = reach.map { max(0, $0 - 1) }
    }
  }
}

extension FormLayout.Section {
  /// What it repeats, or that it does not.
  var kind: String {
    switch self {
    case .rows: "rows"
    case .funds: "fund"
    case .projects: "project"
    case .indicators: "indicator"
    }
  }

  var isOnce: Bool { kind != "rows" }
}
