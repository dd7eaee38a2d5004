import Contract
import Documents
import Domain
import Foundation
import OpenXML
import Reports
import Store
import TestSupport
import Testing

@testable import Desk

@Suite("Forms filled in by a workbook")
struct FillingWorkbookTests {
  private let zhang = Actor(name: "张三")

  private struct Place {
    let bureau: Bureau
    var desk: Desk { bureau.desk }
    var moment: Moment { bureau.moment }

    init() async throws {
      bureau = try await Bureau()
      try await bureau.register("张三", .clerk)
    }

    func period(_ form: DepartmentForm = .monitoring, through month: Int = 6) -> FormPeriod {
      FormPeriod(department: DepartmentChoice(department: "304", year: 2025), form: form, through: month)
    }

    func table(_ form: DepartmentForm = .monitoring) async throws -> FillingTable {
      FillingTable(try await desk.forms(period(form), asOf: nil, at: moment))
    }

    func fill(_ sheet: FillingSheet, _ form: DepartmentForm = .monitoring, through month: Int = 6) async throws
      -> FillingAnswer
    {
      try await desk.fill(by: sheet, of: period(form, through: month), by: Actor(name: "张三"), at: moment)
    }
  }

  /// A table written as a workbook, and read as one.
  private func workbook(_ table: FillingTable) throws -> (bytes: [UInt8], rows: [Workbook.Row]) {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(table.excel(to: path))
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let book = try Workbook(bytes)
    #expect(book.sheets.map(\.name) == ["填报表", "填写说明"])
    return (bytes, book.sheets[0].rows)
  }

  /// The rows as a sheet again, each with what is done to its cells by title.
  private func edited(_ rows: [Workbook.Row], _ edit: (_ line: Int, _ cells: inout [String: String]) -> Void) -> [UInt8]
  {
    let titles = rows[0].cells
    let edited = rows.dropFirst().enumerated().map { line, row in
      var cells = Dictionary(uniqueKeysWithValues: zip(titles, row.cells))
      edit(line, &cells)
      return titles.map { cells[$0] ?? "" }
    }
    return Workbooks.file([("填报表", Workbooks.sheet([titles] + edited))])
  }

  @Test("a template filled in by a spreadsheet is taken whole: values as reports, no reason asked, no mark printed")
  func wholePeriod() async throws {
    let place = try await Place()
    let (unfilled, rows) = try workbook(try await place.table())
    #expect(rows.count == 130 && rows[1].cells.prefix(3) == ["304", "2025年1—6月绩效监控表", Bureau.cleaning])
    let nothing = try await place.fill(try FillingSheet(unfilled, name: "填报.xlsx"))
    #expect(nothing == FillingAnswer(filled: 0, reported: 0, unchanged: 0, replaced: [], refused: []))
    var values = 0
    let file = edited(rows) { _, cells in
      guard cells["序号"] != "", (cells["系统计算"] ?? "").isEmpty, let target = cells["年度指标值"] else { return }
      values += 1
      let measure = Target(parsing: target, by: .second).measure
      cells["完成值"] = measure.map { $0.value.shortest + $0.unit } ?? "达成"
    }
    let sheet = try FillingSheet(file, name: "填报.xlsx")
    let answer = try await place.fill(sheet)
    #expect(answer.refused.isEmpty && answer.replaced.isEmpty, "\(answer.refused)")
    #expect(values > 90 && answer.reported == values && answer.filled == values)
    let again = try await place.fill(sheet)
    #expect(again.filled == 0 && again.unchanged == values)
    let papers = try await place.desk.forms(place.period(), asOf: nil, at: place.moment)
    for paper in papers.projects + [papers.whole] {
      #expect(!paper.grid.rows.joined().contains { $0.printed.contains("＊") })
      #expect(!paper.grid.notes.contains { $0.contains("更正") && $0.contains("理由") })
      // Whoever reports a value has had a hand in the form.
      #expect(paper.progress.fillers == ["张三"])
    }
    let facts = try #require(
      try await place.bureau.store.snapshot(of: place.bureau.department.id, asOf: place.bureau.today))
    let observed = (facts.facts.projects.flatMap(\.indicators) + facts.facts.indicators).flatMap(\.observations)
    #expect(observed.count == values && observed.allSatisfy { $0.day == Day(endOf: 6, in: 2025) })
    await place.bureau.store.close()
  }

  @Test("a file of another department, period or form is refused whole, wherever in it that stands")
  func another() async throws {
    let place = try await Place()
    let (_, rows) = try workbook(try await place.table())
    func filled(_ change: @escaping (Int, inout [String: String]) -> Void) throws -> FillingSheet {
      let file = edited(rows) { line, cells in
        if cells["序号"] != "" { cells["完成目标可能性"] = "确定能" }
        change(line, &cells)
      }
      return try FillingSheet(file, name: "填报.xlsx")
    }
    let sound = try filled { _, _ in }
    for (sheet, form, month) in [
      (try filled { line, cells in if line == 99 { cells["部门编码"] = "306" } }, DepartmentForm.monitoring, 6),
      (try filled { line, cells in if line == 9 { cells["期次"] = "2024年1—6月绩效监控表" } }, .monitoring, 6),
      (sound, .monitoring, 9), (sound, .selfEvaluation, 12),
    ] {
      let error = await #expect(throws: Refusal.self) { try await place.fill(sheet, form, through: month) }
      #expect(error?.code == "sheet-of-another", "\(form) \(month)")
    }
    #expect(try await place.fill(sound).filled == 116)
    await place.bureau.store.close()
  }

  @Test("rows may be shuffled, left out and have columns beside them; in UTF-16 and with semicolons, too")
  func shapes() async throws {
    let place = try await Place()
    let (_, rows) = try workbook(try await place.table())
    let titles = ["我的备注"] + rows[0].cells + ["另一栏"]
    let chosen = rows.dropFirst().filter { ["1", "2", "7"].contains($0.cells[4]) && $0.cells[2] == Bureau.cleaning }
    let lines = chosen.reversed().map { row -> [String] in
      var cells = row.cells
      while cells.count < rows[0].cells.count { cells.append("") }
      cells[rows[0].cells.firstIndex(of: "完成值") ?? 0] = row.cells[4] == "1" ? "430平方米" : "96%"
      return ["自己看"] + cells + ["x"]
    }
    let book = Workbooks.file([("填报表", Workbooks.sheet([titles] + lines))])
    #expect(try await place.fill(try FillingSheet(book, name: "a.xlsx")).reported == 3)
    for separator in [",", ";", "\t"] {
      let text = ([titles] + lines).map { $0.joined(separator: separator) }.joined(separator: "\r\n")
      for encoding in [String.Encoding.utf8, .utf16] {
        let bytes = Array(try #require(text.data(using: encoding)))
        let answer = try await place.fill(try FillingSheet(bytes, name: "a.csv"))
        #expect(answer.unchanged == 3 && answer.refused.isEmpty, "\(separator) \(encoding)")
      }
    }
    await place.bureau.store.close()
  }

  @Test("refused rows come back as the same sheet with why in its first column, and go in once they are mended")
  func returned() async throws {
    let place = try await Place()
    let table = try await place.table()
    let (_, rows) = try workbook(table)
    let file = edited(rows) { line, cells in
      if line == 1 { cells["完成值"] = "43000平方米" }
      if line == 2 { cells["完成值"] = "-1%" }
      if line == 3 { (cells["完成值"], cells["完成目标可能性"]) = ("96%", "确定能") }
      if line == 7 { (cells["三级指标"], cells["完成值"]) = ("别的指标", "96%") }
    }
    let sheet = try FillingSheet(file, name: "填报.xlsx")
    let answer = try await place.fill(sheet)
    #expect(answer.refused.map(\.row) == [3, 4, 9] && answer.filled == 2)
    let reasons = Dictionary(uniqueKeysWithValues: answer.refused.map { ($0.row, $0.message) })
    let refused = sheet.rows.compactMap { row in reasons[row.number].map { (row, error: $0) } }
    let back = FillingTable(returning: refused, of: table)
    let (bytes, returned) = try workbook(back)
    #expect(returned[0].cells[0] == "错误原因" && returned.dropFirst().map { $0.cells[0] } == answer.refused.map(\.message))
    let unmended = try await place.fill(try FillingSheet(bytes, name: "退回.xlsx"))
    #expect(unmended.refused.map(\.message) == answer.refused.map(\.message) && unmended.filled == 0)
    let mended = edited(returned) { line, cells in
      switch line {
      case 0: cells["确认"] = "是"
      case 1: cells["完成值"] = "96%"
      default: cells["三级指标"] = "机关人员满意度"
      }
    }
    let last = try await place.fill(try FillingSheet(mended, name: "退回.xlsx"))
    #expect(last.refused.isEmpty && last.reported == 3, "\(last.refused)")
    await place.bureau.store.close()
  }

  @Test("rows about the same come back with the numbers that they have in the file they come back in")
  func returnedNumbers() async throws {
    let place = try await Place()
    let text = """
      项目编码,序号,备注
      \(Bureau.cleaning),1,一
      \(Bureau.cleaning),2,二
      \(Bureau.cleaning),3,三
      \(Bureau.cleaning),2,又二
      """
    let answer = try await place.fill(try FillingSheet(Array(text.utf8), name: "填报.csv"))
    #expect(answer.refused.map(\.row) == [3, 5] && answer.filled == 2)
    #expect(answer.refused.allSatisfy { $0.message.hasPrefix("第3行、第5行填的是同一项") })
    #expect(answer.refused.allSatisfy { $0.returned?.hasPrefix("第2行、第3行填的是同一项") ?? false })
    await place.bureau.store.close()
  }

  @Test("a file of values: good rows are taken, a value in the place of another is named, the same again adds nothing")
  func values() async throws {
    let place = try await Place()
    func record(_ lines: [[String]]) async throws -> IntakeAnswer {
      let head = ["项目编码", "部门编码", "序号", "指标名称", "月份", "完成值", "应完成数", "佐证材料", "确认"]
      let sheet = try ObservationSheet(Workbooks.file([("值", Workbooks.sheet([head] + lines))]), name: "值.xlsx")
      return try await place.desk.record(sheet, in: nil, by: zhang, at: place.moment)
    }
    let good = [
      [Bureau.cleaning, "", "1", "", "2025-06", "430平方米"],
      [Bureau.cleaning, "", "", "机关人员满意度", "2025-06", "46", "50", "问卷"],
      ["部门整体", "304", "1", "", "2025-06", "2家"], [Bureau.cleaning, "", "2", "", "2025-06", "101%", "", "", "是"],
    ]
    let bad = [
      ["部门整体", "", "2", "", "2025-06", "2家"], [Bureau.cleaning, "", "1", "别的", "2025-06", "430"],
      [Bureau.cleaning, "", "3", "", "2025-09", "95%"], [Bureau.cleaning, "", "6", "", "2025-05", "95%"],
      [Bureau.cleaning, "", "6", "", "2025-05", "96%"], [Bureau.cleaning, "", "4", "", "2025-06", "96%"],
    ]
    let first = try await record(good + bad)
    #expect(first.added == 4 && first.warnings.isEmpty)
    #expect(
      first.refused.map(\.code) == [
        "row-unstamped", "row-of-another", "day-to-come", "row-twice", "row-twice", "indicator-computed",
      ])
    let again = try await record(good)
    #expect(again.added == 0 && again.repeated == 4)
    let other = try await record([[Bureau.cleaning, "", "1", "", "2025-06", "431"]])
    #expect(other.warnings.map(\.message) == ["“保洁服务面积（2025-06-30）”的完成值原为430平方米，现为431平方米。"])
    await place.bureau.store.close()
  }
}
