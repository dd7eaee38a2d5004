internal import CXlsx
internal import Domain
internal import Foundation

// The list of projects as a file to be kept: what a page shows, all pages of it, amounts in yuan.
extension ProjectList {
  private static let headings = [
    "序号", "部门编码", "部门名称", "项目编码", "项目名称", "预算数（元）", "已支付（元）", "进度（%）", "应到（元）", "节点", "及时率（%）", "灯", "下一节点",
    "下一节点还差（元）",
  ]
  private static let widths = [6.0, 9, 26, 24, 40, 16, 16, 10, 16, 12, 10, 10, 12, 18]

  /// A cell: a text, or a number as it is written with so many decimals.
  private enum Cell {
    case text(String)
    case money(Money?)
    case percent(Ratio?)
    case whole(Int)
  }

  private func cells(_ row: ProjectStanding, _ number: Int) -> [Cell] {
    [
      .whole(number), .text(row.department.code), .text(row.department.name), .text(row.code.text), .text(row.name),
      .money(row.budget), .money(row.paid), .percent(row.progress), .money(row.planned),
      .text(row.plannedBy?.description ?? ""), .percent(row.timeliness), .text(row.light.chinese),
      .text(row.next?.day.description ?? ""), .money(row.next?.amount),
    ]
  }

  private var sums: [Cell] {
    [
      .text("合计"), .text(""), .text(""), .text(""), .text("\(totals.count)个项目"), .money(totals.budget),
      .money(totals.paid), .percent(totals.progress), .money(totals.planned), .text(""), .percent(totals.timeliness),
      .text(""), .text(""), .money(totals.missing),
    ]
  }

  /// The rows below the heading: the projects, their sums, and who took the file, by what filters.
  private func table(note: String) -> [[Cell]] {
    rows.enumerated().map { cells($1, $0 + 1) } + [sums, [.text(note)]]
  }

  /// As CSV: UTF-8 with its mark, so that Excel and WPS read it as such. A text that a spreadsheet would take for a formula is
  /// made one that it does not.
  package func csv(note: String) -> [UInt8] {
    let lines =
      [ProjectList.headings.map { ProjectList.quoted($0) }]
      + table(note: note).map { row in
        row.map { cell in
          switch cell {
          case .text(let text): ProjectList.quoted(ProjectList.harmless(text))
          case .money(let money): money?.yuan ?? ""
          case .percent(let ratio): ratio?.percentText ?? ""
          case .whole(let number): String(number)
          }
        }
      }
    return [0xEF, 0xBB, 0xBF] + Array(lines.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  /// A text that begins like a formula, with a quote before it: spreadsheets then show it as it is.
  static func harmless(_ text: String) -> String {
    guard let first = text.first, "=+-@\t\r".contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// As an Excel workbook (.xlsx) of one sheet: numbers as numbers, texts as texts, the heading fixed, with filters; nil where
  /// no file could be written.
  package func workbook(note: String) -> [UInt8]? {
    ExcelBook.bytes(sheet: "项目") { book, sheet in
      let formats = ExcelFormats(book)
      worksheet_set_landscape(sheet)
      worksheet_set_paper(sheet, 9)
      worksheet_fit_to_pages(sheet, 1, 0)
      worksheet_repeat_rows(sheet, 0, 0)
      worksheet_freeze_panes(sheet, 1, 0)
      for (column, (text, width)) in zip(ProjectList.headings, ProjectList.widths).enumerated() {
        worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        worksheet_write_string(sheet, 0, UInt16(column), text, formats.of(.centre, tone: .heading))
      }
      for (index, row) in table(note: note).enumerated() {
        for (column, cell) in row.enumerated() {
          ProjectList.write(cell, UInt32(index + 1), UInt16(column), to: sheet, formats)
        }
      }
      worksheet_autofilter(sheet, 0, 0, UInt32(max(rows.count, 1)), UInt16(ProjectList.headings.count - 1))
    }
  }

  private static func write(
    _ cell: Cell, _ row: UInt32, _ column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ formats: ExcelFormats
  ) {
    func number(_ value: Double?, _ format: String) {
      let format = formats.of(.right, tone: .plain, number: format)
      if let value {
        worksheet_write_number(sheet, row, column, value, format)
      } else {
        worksheet_write_blank(sheet, row, column, format)
      }
    }
    switch cell {
    case .text(let text): worksheet_write_string(sheet, row, column, text, formats.of(.left, tone: .plain))
    // Hundredths are printed, not computed with.
    case .money(let money): number(money.map { Double($0.fen) / 100 }, "#,##0.00")
    case .percent(let ratio): number(ratio.map { Double($0.numerator) * 100 / Double($0.denominator) }, "0.00")
    case .whole(let whole): number(Double(whole), "0")
    }
  }
}
