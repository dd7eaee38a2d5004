internal import Domain

/// The budget tables: income and spending, functions, 三公, and the rest as plain records.
struct TableReader {
  private(set) var tables = BudgetTables()
  private var noticed: [Finding] = []
  private var title = ""
  private var oddCodes: [(code: String, name: String, place: Document.Place)] = []
  private var knownCodes: [String: [String]] = [:]

  /// What was noticed. A code of odd length is compared with all tables, so this is complete only at the end.
  var findings: [Finding] {
    noticed
      + oddCodes.map { code, name, place in
        let likely = knownCodes[name]?.first { $0.hasPrefix(code) || code.hasPrefix($0) }.map { "，疑为“\($0)”" } ?? ""
        return Finding(
          .warning, "function-code-odd-length", "科目编码“\(code)”（\(name)）是\(code.utf8.count)位，应为3、5或7位\(likely)，请核对。",
          at: place.description)
      }
  }

  /// A paragraph that may be the title of the rows that follow.
  mutating func takeTitle(_ text: String) {
    guard text.count < 40, text.hasPrefix("部门") || text.hasPrefix("附") else { return }
    if text.hasSuffix("表") || text.hasSuffix("采购预算") || text.hasSuffix("机构设置情况") { title = text }
  }

  mutating func endTable() { title = "" }

  mutating func take(_ cells: [String], _ place: Document.Place) {
    guard !title.isEmpty else { return }
    if title == "部门政府采购预算" || title.contains("固定资产") || title.contains("机构设置") {
      if cells.count > 1, cells.contains(where: { !$0.isEmpty }) {
        tables.records.append(BudgetTables.Record(table: title, cells: cells))
      }
      return
    }
    guard let first = cells.first, let number = Int(first), number > 0, cells.count >= 3 else { return }
    switch title {
    case "部门预算收支总表": takeBothSides(cells)
    case "部门预算支出总表": takeFunction(cells, place, keeps: true)
    case _ where title.contains("三公"): tables.threePublic.append(line(cells, name: 1, amount: 2))
    default:
      takeFunction(cells, place, keeps: false)
      tables.records.append(BudgetTables.Record(table: title, cells: cells))
    }
  }

  private func line(_ cells: [String], name: Int, amount: Int) -> BudgetTables.Line {
    BudgetTables.Line(name: cells[name], amount: amount < cells.count ? TableReader.money(cells[amount]) : nil)
  }

  private mutating func takeBothSides(_ cells: [String]) {
    guard cells.count >= 5 else { return }
    if !cells[1].isEmpty { tables.income.append(line(cells, name: 1, amount: 2)) }
    if !cells[3].isEmpty { tables.spending.append(line(cells, name: 3, amount: 4)) }
  }

  /// 序号, 科目编码, 科目名称, 合计, 基本支出, 项目支出.
  private mutating func takeFunction(_ cells: [String], _ place: Document.Place, keeps: Bool) {
    guard cells.count >= 4, cells[1].isEmpty || (48...57).contains(cells[1].utf8.first ?? 0) else { return }
    let code = cells[1].withoutBlanks
    if !code.isEmpty { checkCode(cells[1], code, name: cells[2].withoutBlanks, place.column(1)) }
    guard keeps, code.isEmpty ? cells[2] == "合计" : true else { return }
    func amount(_ index: Int) -> Money? { index < cells.count ? TableReader.money(cells[index]) : nil }
    tables.functions.append(
      BudgetTables.FunctionLine(
        code: code, name: cells[2].withoutBlanks, total: amount(3), basic: amount(4), project: amount(5)))
  }

  private mutating func checkCode(_ printed: String, _ code: String, name: String, _ place: Document.Place) {
    if printed != code {
      noticed.append(
        Finding(.info, "function-code-with-blanks", "科目编码“\(printed)”中间有空格，已按“\(code)”读取。", at: place.description))
    }
    if [3, 5, 7].contains(code.utf8.count) {
      if knownCodes[name]?.contains(code) != true { knownCodes[name, default: []].append(code) }
    } else {
      oddCodes.append((code, name, place))
    }
  }

  /// An amount in 万元; nil where the cell is blank or no number.
  static func money(_ text: String) -> Money? { text.isEmpty ? nil : try? Money.parse(text, unit: .tenThousand) }
}
