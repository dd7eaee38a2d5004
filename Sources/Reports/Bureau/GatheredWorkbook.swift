internal import CXlsx
package import Domain
internal import Foundation

/// One Excel workbook that gathers all projects and indicators of all departments, for those who count in a spreadsheet: a
/// row each, numbers as numbers, written as they come so that a province takes no more memory than a county.
package final class GatheredWorkbook {
  /// Nil once it is closed.
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private let path: String
  private let formats: ExcelFormats
  private let mostRows: UInt32
  private var projects: Sheet
  private var indicators: Sheet

  /// A kind of rows, over as many sheets as they need: a sheet of Excel ends after 1,048,576 rows.
  private struct Sheet {
    let name: String
    let columns: [(String, Double)]
    var sheet: UnsafeMutablePointer<lxw_worksheet>
    /// The next row of the sheet, and the number of rows on those before it.
    var row: UInt32 = 1
    var before = 0, sheets = 1

    var count: Int { before + Int(row) - 1 }
  }

  private static let projectColumns: [(String, Double)] = [
    ("部门编码", 9), ("部门名称", 26), ("年度", 6), ("项目编码", 24), ("项目名称", 36), ("年初预算数（万元）", 12), ("全年预算数（万元）", 12),
    ("执行数（万元）", 12), ("执行率", 9), ("节点计划（万元）", 12), ("及时率", 9), ("支出灯", 9), ("全年预计执行数（万元）", 12), ("指标总数", 8),
    ("偏离", 7), ("未填报", 7), ("预算执行率得分", 9), ("指标得分", 9), ("总分", 9), ("等级", 6), ("表格状态", 9), ("版本", 6), ("数据截至", 11),
  ]
  private static let indicatorColumns: [(String, Double)] = [
    ("部门编码", 9), ("部门名称", 26), ("项目编码", 24), ("项目名称", 30), ("序号", 6), ("一级指标", 12), ("二级指标", 14), ("三级指标", 24),
    ("年度指标值", 16), ("完成值", 16), ("状态", 12), ("分值", 8), ("得分", 8), ("可能性", 10), ("原因说明", 40),
  ]

  /// Begins a workbook; refused where the file cannot be written.
  ///
  /// - Parameter mostRows: after so many rows, the heading's among them, another sheet begins.
  package init(path: String, mostRows: Int = 1_048_576) throws(Refusal) {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard FileManager.default.createFile(atPath: path, contents: nil), let book = workbook_new_opt(path, &options),
      let projects = workbook_add_worksheet(book, "项目"), let indicators = workbook_add_worksheet(book, "指标")
    else { throw Refusal.file(.notWritten(path)) }
    var properties = lxw_doc_properties()
    properties.created = 1_577_836_800
    workbook_set_properties(book, &properties)
    self.book = book
    self.path = path
    formats = ExcelFormats(book)
    self.mostRows = UInt32(max(mostRows, 2))
    self.projects = Sheet(name: "项目", columns: GatheredWorkbook.projectColumns, sheet: projects)
    self.indicators = Sheet(name: "指标", columns: GatheredWorkbook.indicatorColumns, sheet: indicators)
    head(self.projects)
    head(self.indicators)
  }

  /// Without ``close()`` nothing is kept: what was written so far is let go.
  deinit {
    guard let book else { return }
    workbook_close(book)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The next row of a kind; on a new sheet where the last is full.
  private func next(_ kind: inout Sheet) -> Row {
    if kind.row >= mostRows, let sheet = workbook_add_worksheet(book, "\(kind.name)\(kind.sheets + 1)") {
      end(kind)
      kind.before += Int(kind.row) - 1
      (kind.sheet, kind.row, kind.sheets) = (sheet, 1, kind.sheets + 1)
      head(kind)
    }
    defer { kind.row += 1 }
    return Row(kind.sheet, kind.row, formats)
  }

  private func end(_ kind: Sheet) {
    worksheet_autofilter(kind.sheet, 0, 0, max(kind.row - 1, 1), UInt16(kind.columns.count - 1))
  }

  private func head(_ kind: Sheet) {
    let (sheet, columns) = (kind.sheet, kind.columns)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    for (column, item) in columns.enumerated() {
      worksheet_set_column(sheet, UInt16(column), UInt16(column), item.1, nil)
      worksheet_write_string(sheet, 0, UInt16(column), item.0, formats.of(.centre, tone: .heading))
    }
  }

  /// Adds a department's forms.
  package func add(_ papers: DepartmentPapers) {
    let department = papers.table.department
    for paper in papers.projects {
      if let line = paper.paper.line { add(line, paper, department) }
      for (index, figure) in paper.paper.rows.enumerated() { add(figure, index, paper, department) }
    }
  }

  private func add(_ line: ProjectLine, _ paper: StandingPaper, _ department: DepartmentIdentity) {
    var row = next(&projects)
    row.text(department.code)
    row.text(department.name)
    row.whole(department.fiscalYear)
    row.text(line.code)
    row.text(line.name)
    row.money(line.initial)
    row.money(line.budget)
    row.money(line.paid)
    row.rate(Ratio(line.paid.fen, line.budget.fen))
    row.money(line.planned)
    row.rate(Ratio(line.inTime.fen, line.planned.fen))
    row.text(line.light)
    row.money(line.forecast)
    row.whole(line.indicators)
    row.whole(line.off)
    row.whole(line.unreported)
    for points in [line.executionScore, line.indicatorScore, line.total] { row.hundredths(points) }
    row.text(line.grade ?? "")
    row.text(paper.progress.state.chinese)
    row.whole(paper.version)
    row.text(paper.paper.asOf)
  }

  private func add(_ figure: FormRow, _ index: Int, _ paper: StandingPaper, _ department: DepartmentIdentity) {
    var row = next(&indicators)
    for text in [department.code, department.name, paper.paper.code ?? "", paper.paper.name] { row.text(text) }
    row.whole(index + 1)
    for text in [figure.level1, figure.level2, figure.level3, figure.target, figure.value] { row.text(text) }
    row.text(figure.status?.chinese ?? "")
    for points in [figure.points, figure.score] { row.hundredths(points?.hundredths) }
    row.text(figure.likelihood)
    row.text(figure.explanation)
  }

  /// Ends the workbook: how many projects and indicators it holds.
  package func close() throws(Refusal) -> (projects: Int, indicators: Int) {
    end(projects)
    end(indicators)
    let closed = book.map { workbook_close($0) }
    book = nil
    guard closed == LXW_NO_ERROR else {
      throw Refusal.file(.notFinished(path))
    }
    return (projects.count, indicators.count)
  }

  /// A row that is written cell by cell from the left.
  private struct Row {
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let number: UInt32
    let formats: ExcelFormats
    var column: UInt16 = 0

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, _ number: UInt32, _ formats: ExcelFormats) {
      self.sheet = sheet
      self.number = number
      self.formats = formats
    }

    mutating func text(_ text: String) {
      worksheet_write_string(sheet, number, column, text, formats.of(.left, tone: .plain))
      column += 1
    }

    mutating func value(_ value: Double?, _ format: String) {
      if let value {
        worksheet_write_number(sheet, number, column, value, formats.of(.right, tone: .plain, number: format))
      } else {
        worksheet_write_blank(sheet, number, column, formats.of(.right, tone: .plain))
      }
      column += 1
    }

    mutating func whole(_ number: Int) { value(Double(number), "0") }
    // Hundredths of ten thousand yuan are printed, not computed with.
    mutating func money(_ money: Money) { value(Double(money.fen) / 1_000_000, "#,##0.00") }
    mutating func rate(_ rate: Ratio?) {
      value(rate.map { Double($0.numerator) / Double($0.denominator) }, "0.00%")
    }
    mutating func hundredths(_ points: Int64?) { value(points.map { Double($0) / 100 }, "0.00") }
  }
}
