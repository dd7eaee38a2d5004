import Documents
import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Desk
@testable import Reports

@Suite("Filling in by a spreadsheet")
struct FillingSheetTests {
  private let end = Day(endOf: 6, in: 2025)

  private func fill(_ text: String, _ bureau: Bureau, _ form: DepartmentForm = .monitoring) async throws
    -> FillingOutcome
  {
    let sheet = try FillingSheet(Array(text.utf8), name: "填报.csv")
    return try await bureau.office.fill(
      by: sheet, of: bureau.department.id, form, through: 6, by: "张三", on: bureau.today, fiscalYear: 2025)
  }

  @Test("the template lists every form and indicator with what is computed; unfilled it changes nothing")
  func template() async throws {
    let bureau = try await Bureau()
    try await bureau.spend("2025-03-20", "7500", "P-1")
    for form in DepartmentForm.allCases {
      let papers = try await bureau.office.papers(of: bureau.department.id, form, through: 6, asOf: end, .latest)
      let text = FillingTable(papers).csv
      #expect(text.hasPrefix("\u{FEFF}部门编码,期次,项目编码,项目名称,序号,三级指标,年度指标值,系统计算,"))
      // The heading, 13 forms, 93 indicators of projects and 23 of the department.
      let rows = text.components(separatedBy: "\r\n").count - 1
      #expect(rows == 130)
      #expect(text.contains(",13062525P000232100244,保洁费项目,4,支出进度及时率,≥90%,75.00%,"))
      #expect(try await fill(text, bureau, form) == FillingOutcome())
    }
  }

  @Test("good rows are taken, bad ones come back with their number and reason, the same file again changes nothing")
  func rows() async throws {
    let bureau = try await Bureau()
    let text = """
      部门编码,项目编码,项目名称,序号,完成值,完成目标可能性,原因说明,偏差原因,更正理由,说明
      ,13062525P000232100244,保洁费项目,,,,,,,6月底结算一次
      ,13062525P000232100244,保洁费项目,1,430平方米,确定能,,,现场测量,
      304,13062525P000232100244,保洁费项目,保洁服务及时率,未到期,也许,,,,
      ,13062525P000232100244,保洁费项目,9,未到期,,,,,
      ,13062525P00023210O244,保洁费项目,1,,确定能,,,,
      304,部门整体,部门整体,1,2家,确定能,"合同,已签",经费保障,工信部门统计,
      ,13062525P000232100244,保洁费项目,4,95%,,,,,
      """
    let outcome = try await fill(text, bureau)
    #expect(outcome.filled == 7 && outcome.unchanged == 0 && outcome.reported == 2)
    #expect(outcome.refused.map(\.row) == [4, 5, 6, 8])
    let messages = outcome.refused.map(\.refusal.message)
    #expect(messages[0] == "完成目标可能性“也许”应为确定能、有可能、完全不可能之一。")
    #expect(messages[1].hasPrefix("没有第9项指标。") && messages[2].contains("疑为“13062525P000232100244”"))
    #expect(messages[3] == "更正“完成值”请写明理由。")
    let papers = try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)
    #expect(papers.projects[0].paper.grid.rows.joined().contains { $0.text == "430平方米" && $0.source == .computed })
    #expect(papers.whole.paper.grid.rows.joined().contains { $0.text == "合同,已签" })
    let again = try await fill(text, bureau)
    #expect(again.filled == 0 && again.unchanged == 7 && again.refused.count == 4)
    _ = try await fill("项目编码,序号,备注\n13062525P000232100244,2,=1+1\n", bureau)
    let next = try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)
    #expect(FillingTable(next).csv.contains("\t=1+1"), "no spreadsheet takes it for a formula")
    #expect(try await fill(FillingTable(next).csv, bureau).filled == 0)
    // What was filled in comes with the next template, and so changes nothing either.
    #expect(try await fill(FillingTable(papers).csv, bureau).filled == 0)
  }

  @Test(
    "the sheet has places for amounts of a form as such, takes them in, and gives refused ones back where they stood")
  func amounts() async throws {
    let bureau = try await Bureau()
    func table(_ form: DepartmentForm = .monitoring) async throws -> FillingTable {
      FillingTable(try await bureau.office.papers(of: bureau.department.id, form, through: 6, asOf: end, .latest))
    }
    let first = try await table().csv
    let head = try #require(first.split(separator: "\r\n").first)
    #expect(head.hasSuffix("备注（原因及措施）,全年预计执行数,基本支出执行数,实施单位,联系电话,说明,更正理由,确认"))
    #expect(first.contains("保洁费项目,,（整张表）,,全年预计执行数1.50万元,"))
    let winter = try await table(.selfEvaluation).csv
    #expect(winter.contains(",基本支出执行数,实施单位,") && !winter.contains("全年预计执行数"))
    let text = """
      部门编码,期次,项目编码,序号,三级指标,全年预计执行数,基本支出执行数,更正理由
      304,2025年1—6月绩效监控表,13062525P000232100244,,（整张表）,2.9万元,,合同已签
      304,2025年1—6月绩效监控表,13062525P000234100228,,（整张表）,99万元,,合同已签
      304,2025年1—6月绩效监控表,部门整体,,（整张表）,,300,
      304,2025年1—6月绩效监控表,13062525P00023210026B,,（整张表）,,300万元,
      """
    let outcome = try await fill(text, bureau)
    #expect(outcome.filled == 1 && outcome.refused.map(\.row) == [3, 4, 5])
    #expect(
      outcome.refused.map(\.refusal.message) == [
        "全年预计执行数不能超过全年预算2.00万元。", "“基本支出执行数”请写明单位：300万元，或300元。", "项目的表没有“基本支出执行数”一栏。",
      ])
    let sheet = try FillingSheet(Array(text.utf8), name: "填报.csv")
    let returned = FillingTable(
      returning: outcome.refused.compactMap { refused in
        sheet.rows.first { $0.number == refused.row }.map { ($0, error: refused.refusal.message) }
      }, of: try await table()
    ).csv
    #expect(returned.contains(",99万元,,,,,合同已签,") && returned.contains(",,300,,,,,"))
    let fixed = returned.replacingOccurrences(of: ",99万元,", with: ",1.9万元,")
      .replacingOccurrences(of: ",,300,,,,,", with: ",,300万元,,,,,")
    let again = try await fill(fixed, bureau)
    #expect(again.filled == 2 && again.refused.count == 1)
    let last = try await table().csv
    #expect(last.contains("保洁费项目,,（整张表）,,全年预计执行数2.90万元,"))
    #expect(last.contains("部门整体,部门整体,,（整张表）,,基本支出执行数300.00万元,"))
    await bureau.store.close()
  }

  @Test(
    "cost rows that do not come to 全年预计执行数 are asked about when handed in; 确认 in the sheet's row of the form agrees")
  func costs() async throws {
    let bureau = try await Bureau()
    let code = "13062525P00023210026B"
    let key = try await bureau.key(code)
    try await bureau.complete(key)
    func submit(isConfirmed: Bool = false) async throws {
      _ = try await bureau.office.act(
        .submit, on: key, by: "张三", on: bureau.today, fiscalYear: 2025,
        consent: FormConsent(isConfirmed: isConfirmed))
    }
    func sheet() async throws -> String {
      FillingTable(
        try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)
      ).csv
    }
    func row(_ number: String, _ name: String, _ expected: String, _ confirmed: String) -> String {
      "304,2025年1—6月绩效监控表,\(code),\(number),\(name),\(expected),\(confirmed)\n"
    }
    let head = "部门编码,期次,项目编码,序号,三级指标,全年预计完成情况,确认\n"
    let rows = row("5", "留守人员工资补助金额", "38400元", "") + row("6", "留守人员保险费用金额", "13000元", "")
    #expect(try await fill(head + rows, bureau).filled == 2)
    let asked = "待确认：成本各项全年预计合计51,400.00元，全年预计执行数"
    #expect(try await sheet().contains(asked))
    await #expect { try await submit() } throws: { ($0 as? Refusal)?.code == "costs-differ" }
    // Who has read no amounts, or others, has agreed to none.
    let blind = head + row("", "（整张表）", "", "是")
    let refused = try await fill(blind, bureau)
    #expect(refused.filled == 0 && refused.refused.map(\.refusal.code) == ["costs-differ"])
    func shown(_ said: String, _ confirmed: String = "是", remark: String = "") -> String {
      "部门编码,期次,项目编码,序号,三级指标,系统计算,全年预计完成情况,说明,确认\n"
        + "304,2025年1—6月绩效监控表,\(code),,（整张表）,\"\(said)\",,\(remark),\(confirmed)\n"
    }
    func said() async throws -> String {
      let form = try await bureau.office.papers(
        of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)
      let row = try #require(FillingTable(form).rows.first { $0.code == code && $0.isOfForm })
      return row.computed
    }
    let read = try await said()
    #expect(read.contains("51,400.00元"))
    // A row of the same sheet changes the sum: it is asked about again, nothing of the refused row is taken, the other is.
    let other = "304,2025年1—6月绩效监控表,\(code),6,留守人员保险费用金额,,13500元,,\n"
    let changed = try await fill(shown(read, remark: "附说明") + other, bureau)
    #expect(changed.filled == 1 && changed.refused.map(\.row) == [2])
    #expect(changed.refused.first?.refusal.message.contains("合计51,900.00元") == true)
    let table = FillingTable(
      returning: try changed.refused.map { row in
        let sheet = try FillingSheet(Array(shown(read, remark: "附说明").utf8), name: "填报.csv")
        return (try #require(sheet.rows.first), error: row.refusal.message)
      },
      of: FillingTable(
        try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)))
    #expect(table.rows.map(\.confirmation) == [""] && table.csv.contains("合计51,900.00元"), "是 was for other amounts")
    await #expect { try await submit() } throws: { ($0 as? Refusal)?.code == "costs-differ" }
    let agreed = shown(try await said())
    #expect(try await fill(agreed, bureau).filled == 1)
    #expect(try await !sheet().contains("待确认：成本"))
    #expect(try await fill(agreed, bureau).filled == 0)
    #expect(try await fill(head + row("6", "留守人员保险费用金额", "13566.28元", ""), bureau).filled == 1)
    await #expect { try await submit() } throws: { ($0 as? Refusal)?.code == "costs-differ" }
    try await submit(isConfirmed: true)
    // What is handed in takes nothing more, and stops no other row.
    let late = try await fill(agreed, bureau)
    #expect(
      late.filled == 0 && late.refused.map(\.refusal) == Array(repeating: .form(.submitted), count: late.refused.count))
    await bureau.store.close()
  }

  @Test("each row is checked with what those before it filled in, and none is taken for a project that went meanwhile")
  func rowByRow() async throws {
    let bureau = try await Bureau()
    let (key, whole) = (try await bureau.key(), try await bureau.key(nil))
    let material = try await bureau.office.material(
      of: bureau.department.id, .monitoring, through: 6, asOf: bureau.today)
    let indicator = try #require(material.sheets.first { .project($0.id) == key.owner }?.indicators.first).id
    func row(_ number: Int, _ key: FormKey, _ field: FormField, _ text: String) throws -> FormDesk.ReadRow {
      .init(number: number, key: key, content: .success([try FormEntry(field, typed: text)]))
    }
    let likely = FormField(.likelihood, indicator: indicator)
    let gone = FormKey(department: key.department, owner: .project(999_999), form: .monitoring, month: 6)
    let (intakes, outcome) = try FormDesk.choose(
      [
        try row(2, key, likely, "有可能"), try row(3, key, likely, "有可能"), try row(4, key, likely, "确定能"),
        try row(5, gone, FormField(.unit), "局本级"), try row(6, whole, FormField(.unit), "局本级"),
        .init(number: 7, key: whole, content: .failure(.value(.projectMissing))),
      ], for: material, today: bureau.today)
    #expect(outcome.filled == 3 && outcome.unchanged == 1)
    #expect(
      outcome.refused
        == [RefusedRow(row: 5, .project(.gone)), RefusedRow(row: 7, .value(.projectMissing))])
    #expect(intakes[key]?.entries.map(\.text) == ["有可能", "确定能"])
    #expect(intakes[gone] == nil && intakes[whole]?.entries.count == 1)
    await bureau.store.close()
  }

  @Test("a file that is none is named as such; a form that was handed in takes nothing")
  func refused() async throws {
    let error = #expect(throws: Refusal.self) {
      try FillingSheet(Array("姓名,电话\n张三,1\n".utf8), name: "通讯录.csv")
    }
    #expect(error?.message == "通讯录.csv 不是填报表：表头应有 项目编码、序号 和要填的栏目，实际是：姓名、电话。")
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    let outcome = try await fill("项目编码,序号,备注\n13062525P000232100244,1,晚了\n", bureau)
    #expect(outcome.refused.first?.refusal.message.contains("请先撤回") == true && outcome.filled == 0)
    let papers = try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end, .latest)
    #expect(!FillingTable(papers).csv.contains("保洁费项目"), "what is handed in is not asked for")
  }
}
