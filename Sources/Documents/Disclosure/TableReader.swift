internal import Domain

/// The budget tables: income and spending, functions, 三公, and the rest as plain records.
struct TableReader {
  private(set) var tables = BudgetTables()
  private var noticed: [Finding] = []
  private var title = ""
  /// The unit the line above the table names; 万元, in which budgets are printed, where none does.
  private var unit = Money.Unit.tenThousand
  private var oddCodes: [(code: String, name: String, place: Document.Place)] = []
  private var knownCodes: [String: [String]] = [:]

  /// What was noticed. A code of odd length is compared with all tables, so this is complete only at the end.
  var findings: [Finding] {
    noticed
      + oddCodes.map { code, name, place in
        let likely = knownCodes[name]?.first { $0.begins(with: code) || code.begins(with: $0) }
        return Finding(.table(.codeLength(code, name: name, likely: likely)), at: .document(place))
      }
  }

  /// A paragraph that may be the title of the rows that follow.
  mutating func takeTitle(_ words: Wording) {
    let label = words.label
    guard label.utf8.count < 120, label.begins(with: "部门") || label.begins(with: "附") else { return }
    guard label.ends(with: "表") || label.ends(with: "采购预算") || label.ends(with: "机构设置情况"), label.count < 40 else {
      return
    }
    (title, unit) = (label, .tenThousand)
  }

  /// A line that may name the unit of the rows that follow.
  mutating func takeUnit(_ words: Wording) {
    guard !title.isEmpty, let named = AmountUnit(line: words) else { return }
    switch named {
    case .known(let known): unit = known
    case .unknown(let word):
      noticed.append(Finding(.table(.unitUnknown(table: title, unit: word)), at: .table(title)))
      title = ""
    }
  }

  mutating func endTable() { title = "" }

  mutating func take(_ row: Document.Row, _ words: [Wording]) {
    guard !title.isEmpty else { return }
    let cells = words.map(\.text)
    for (index, text) in cells.enumerated() where text.utf8.count < 16 && Checks.hasLetterForDigit(text) {
      noteUnreadable(text, row.cells[index].place)
    }
    if title == "部门政府采购预算" || title.holds("固定资产") || title.holds("机构设置") {
      if cells.count > 1, cells.contains(where: { !$0.isEmpty }) {
        tables.records.append(BudgetTables.Record(table: title, cells: cells))
      }
      return
    }
    guard let first = cells.first, cells.contains(where: { !$0.isEmpty }) else { return }
    let isShort = cells.count < 3
    guard !isShort else { return noteShort(cells, row.place) }
    guard let number = Int(first.normalised), number > 0 else { return noteUnnumbered(cells, row.place) }
    switch title {
    case "部门预算收支总表": takeBothSides(cells, row)
    case "部门预算支出总表": takeFunction(cells, row, keeps: true)
    case _ where title.holds("三公"): tables.threePublic.append(line(cells, row, name: 1, amount: 2))
    default:
      takeFunction(cells, row, keeps: false)
      tables.records.append(BudgetTables.Record(table: title, cells: cells))
    }
  }

  private mutating func note(_ finding: TableFinding, _ place: Document.Place) {
    noticed.append(Finding(.table(finding), at: .document(place)))
  }

  /// A row that has lost its cells; a line above the table that looks like one has no number in front.
  private mutating func noteShort(_ cells: [String], _ place: Document.Place) {
    guard cells.count == 2, let name = cells.first(where: { !$0.isEmpty && Int($0.normalised) == nil }),
      !name.contains("："),
      !name.contains(":"), Int(cells[0].normalised) != nil
    else { return }
    note(.rowShort(table: title, row: name.excerpt), place)
  }

  private mutating func noteUnreadable(_ text: String, _ place: Document.Place) {
    note(.amountUnreadable(table: title, text.excerpt), place)
  }

  /// A row with an amount and no number is no header: what it says is not taken, and said so.
  private mutating func noteUnnumbered(_ cells: [String], _ place: Document.Place) {
    let hasAmount = cells.dropFirst().contains { $0.contains(".") && (try? Money.parse($0)) != nil }
    guard hasAmount, let name = cells.first(where: { $0.unicodeScalars.contains { $0.value >= 0x4E00 } }) else {
      return
    }
    note(.rowUnnumbered(table: title, row: name.excerpt), place)
  }

  private mutating func line(_ cells: [String], _ row: Document.Row, name: Int, amount: Int) -> BudgetTables.Line {
    BudgetTables.Line(name: cells[name], amount: money(cells, row, amount))
  }

  private mutating func takeBothSides(_ cells: [String], _ row: Document.Row) {
    guard cells.count >= 5 else {
      // The right side may have been cut off with its blanks; then the left stands where it stood.
      if cells.count >= 3, !cells[1].isEmpty { tables.income.append(line(cells, row, name: 1, amount: 2)) }
      return
    }
    if !cells[1].isEmpty { tables.income.append(line(cells, row, name: 1, amount: 2)) }
    if !cells[3].isEmpty { tables.spending.append(line(cells, row, name: 3, amount: 4)) }
  }

  /// 序号, 科目编码, 科目名称, 合计, 基本支出, 项目支出.
  private mutating func takeFunction(_ cells: [String], _ row: Document.Row, keeps: Bool) {
    guard cells.count >= 4, cells[1].isEmpty || (48...57).contains(cells[1].normalised.utf8.first ?? 0) else { return }
    let printed = cells[1].normalised
    let code = printed.withoutBlanks
    if !code.isEmpty { checkCode(printed, code, name: cells[2].withoutBlanks, row.cells[1].place) }
    guard keeps, code.isEmpty ? cells[2].withoutBlanks == "合计" : true else { return }
    tables.functions.append(
      BudgetTables.FunctionLine(
        code: code, name: cells[2].withoutBlanks, total: money(cells, row, 3), basic: money(cells, row, 4),
        project: money(cells, row, 5)))
  }

  private mutating func checkCode(_ printed: String, _ code: String, name: String, _ place: Document.Place) {
    if printed != code {
      note(.codeWithBlanks(printed, code: code), place)
    }
    if [3, 5, 7].contains(code.utf8.count) {
      if knownCodes[name]?.contains(code) != true { knownCodes[name, default: []].append(code) }
    } else {
      oddCodes.append((code, name, place))
    }
  }

  /// An amount in the table's unit; nil where the cell is blank, and where it is no number, which is said.
  private mutating func money(_ cells: [String], _ row: Document.Row, _ index: Int) -> Money? {
    guard index < cells.count, !cells[index].isEmpty, !["-", "—", "－", "/"].contains(cells[index]) else { return nil }
    if let money = try? Money.parse(cells[index], unit: unit) { return money }
    if !Checks.hasLetterForDigit(cells[index]) { noteUnreadable(cells[index], row.cells[index].place) }
    return nil
  }
}
