import Documents
import Domain
import Foundation
import TestSupport
import Testing

/// What both samples and both published documents must give, whatever file they come from.
struct Expected: Sendable, CustomTestStringConvertible {
  let code: String
  let projects: Int, indicators: Int, quantitative: Int
  let sum: String, declared: String
  let carryOver: String?
  let bases: [SpendingPlan.Basis: Int]

  var testDescription: String { "department \(code)" }

  static let xushui = Expected(
    code: "304", projects: 12, indicators: 93, quantitative: 93, sum: "219.94", declared: "219.93", carryOver: nil,
    bases: [.percent: 12])
  static let hanshan = Expected(
    code: "306", projects: 7, indicators: 35, quantitative: 16, sum: "1,262.22", declared: "1,262.22",
    carryOver: "696.22",
    bases: [.amount: 6, .absent: 1])

  func check(_ disclosure: Disclosure) throws {
    let budget = try #require(disclosure.budget)
    let indicators = budget.projects.flatMap(\.indicators)
    #expect(budget.department.code == code && budget.department.fiscalYear == 2025)
    #expect(budget.projects.count == projects)
    #expect(indicators.count == self.indicators)
    #expect(indicators.count { $0.target.measure != nil } == quantitative)
    #expect(budget.projectSum.tenThousands == sum && budget.tables.projectSpending?.tenThousands == declared)
    #expect(budget.tables.carryOver?.tenThousands == carryOver)
    #expect(Dictionary(grouping: budget.projects, by: \.plan.basis).mapValues(\.count) == bases)
    #expect(budget.projects.allSatisfy { $0.code.check == .correct })
    for indicator in indicators {
      #expect(Target(parsing: indicator.target.canonical).measure == indicator.target.measure)
      #expect(!indicator.level1.isEmpty && !indicator.level2.isEmpty && !indicator.level3.isEmpty)
    }
  }
}

@Suite("Published budgets")
struct DisclosureTests {
  static let samples: [(String, Expected)] = [("304-2025.txt", .xushui), ("306-2025.txt", .hanshan)]
  static let seeds: [(String, Expected)] = [("xushui-2025.txt", .xushui), ("hanshan-2025.txt", .hanshan)]

  @Test("the samples give their numbers", arguments: samples)
  func text(name: String, expected: Expected) throws {
    try expected.check(try Samples.disclosure(Samples.path(name)))
  }

  @Test("a .docx of the same facts gives the same budget and the same findings", arguments: samples)
  func word(name: String, expected: Expected) throws {
    try sameFromWord(Samples.path(name), expected)
  }

  @Test(
    "the published documents give their numbers, as text and as .docx", .enabled(if: Samples.hasSeeds),
    arguments: seeds)
  func published(name: String, expected: Expected) throws {
    let path = try #require(Samples.seed(name))
    try expected.check(try Samples.disclosure(path))
    try sameFromWord(path, expected)
  }

  private func sameFromWord(_ path: String, _ expected: Expected) throws {
    let text = try Samples.disclosure(path)
    let word = Disclosure.parse(try Document.read(try Samples.docx(from: path), file: "同一内容.docx"))
    try expected.check(word)
    #expect(word.budget == text.budget)
    let said = { (disclosure: Disclosure) in disclosure.findings.map { "\($0.code) \($0.message)" }.sorted() }
    #expect(said(word) == said(text))
    #expect(word.findings.allSatisfy { $0.place.hasPrefix("同一内容.docx") })
  }

  @Test("what is wrong in the first sample is pointed out")
  func findings() throws {
    let findings = try Samples.disclosure(Samples.path("304-2025.txt")).findings
    func message(_ code: String) -> String? { findings.first { $0.code == code }?.message }
    #expect(message("project-sum-differs") == "12个项目的预算合计219.94万元，支出总表中项目支出是219.93万元，相差0.01万元，是四舍五入造成的。")
    #expect(message("totals-unbalanced")?.contains("1,205.06万元与支出合计1,205.05万元") == true)
    #expect(
      message("goals-contradict")?.contains("=4家") == true && message("goals-contradict")?.contains("=3家") == true)
    #expect(message("year-typo") == "“205年”少了一位数字，疑为“2025年”，请核对原文。")
    #expect(message("name-cut-short")?.contains("有“（”没有“）”") == true)
    let caps = findings.filter { $0.code == "cost-caps-differ-from-budget" }
    #expect(caps.count == 4 && caps.allSatisfy { $0.severity == .info })
    #expect(caps.contains { $0.message.contains("38400元 + 13566.28元（合计51,966.28元）与预算数5.20万元") })
    #expect(caps.contains { $0.message.contains("107351.04元与预算数10.74万元") })
    #expect(!findings.contains { $0.severity == .error })
  }

  @Test("what is wrong in the second sample is pointed out")
  func moreFindings() throws {
    let findings = try Samples.disclosure(Samples.path("306-2025.txt")).findings
    let counts = Dictionary(grouping: findings, by: \.code).mapValues(\.count)
    #expect(counts["plan-amount-under-percent-header"] == 6 && counts["plan-missing"] == 1)
    #expect(counts["goals-missing"] == 2 && counts["indicators-missing"] == 2 && counts["carry-over-project"] == 4)
    #expect(counts["carry-over-sum-differs"] == nil && counts["name-stray-bracket"] == 1 && counts["row-joined"] == 1)
    #expect(counts["function-code-with-blanks"] ?? 0 > 0)
    let odd = try #require(findings.first { $0.code == "function-code-odd-length" })
    #expect(odd.message == "科目编码“221020”（住房公积金）是6位，应为3、5或7位，疑为“2210201”，请核对。")
    #expect(odd.place.hasPrefix("306-2025.txt 第") && odd.place.hasSuffix("行第2列"))
  }

  @Test("a row cut in two by a page is joined")
  func joined() throws {
    let budget = try Samples.budget("306-2025.txt")
    let project = try #require(budget.projects.first { $0.code.text == "13040225P00023510002M" })
    #expect(project.indicators.map(\.target.text).contains("提高企业科技创新能力"))
    #expect(project.indicators[0].binding == .workdayDeadline(workdays: 15))
  }

  @Test("a wrong check character is a warning with the correction, and the project is imported")
  func wrongCode() throws {
    let text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
    let typed = text.replacingOccurrences(of: "13062525P000232100244", with: "13062525P00023210O244")
    let disclosure = Disclosure.parse(try Document.read(Array(typed.utf8), file: "a.txt"))
    #expect(disclosure.budget?.projects.count == 12)
    let finding = try #require(disclosure.findings.first { $0.code == "project-code-check" })
    #expect(finding.severity == .warning && finding.message.contains("疑为“13062525P000232100244”"))
  }

  @Test("a document that does not say whose it is gives an error and no budget")
  func nobody() throws {
    let disclosure = Disclosure.parse(try Document.read(Array("随便写的\n一些文字\n".utf8), file: "b.txt"))
    #expect(disclosure.budget == nil)
    #expect(disclosure.findings.map(\.code) == ["department-missing", "fiscal-year-missing", "not-a-disclosure"])
  }

  @Test(
    "a plan's cells are percentages or amounts",
    arguments: [
      // budget in 万元, cells, basis, shares, findings
      ("81.00", ["", "", "", "81.00"], "amount", ["100"], ["plan-amount-under-percent-header"]),
      ("2.00", ["", "", "", "2.00"], "amount", ["100"], ["plan-amount-under-percent-header"]),
      (
        "483.00", ["120.75", "241.5", "", "483.00"], "amount", ["25", "50", "100"], ["plan-amount-under-percent-header"]
      ),
      ("3.00", ["25%", "50％", "75%", "100%"], "percent", ["25", "50", "75", "100"], []),
      ("3.00", ["25", "50", "75", "100"], "percent", ["25", "50", "75", "100"], []),
      // What rises to 100 is percent, whatever one cell of it is of the budget.
      ("50.00", ["25", "50", "75", "100"], "percent", ["25", "50", "75", "100"], []),
      ("75.00", ["25.00", "50.00", "75.00", "100.00"], "percent", ["25", "50", "75", "100"], []),
      ("400.00", ["25", "50", "75", "100"], "percent", ["25", "50", "75", "100"], []),
      ("100.00", ["25", "50", "75", "100"], "percent", ["25", "50", "75", "100"], ["plan-percent-or-amount"]),
      ("100.01", ["25", "50", "75", "100"], "percent", ["25", "50", "75", "100"], ["plan-percent-or-amount"]),
      ("100.00", ["25%", "50%", "75%", "100%"], "percent", ["25", "50", "75", "100"], []),
      ("50.00", ["10", "20", "50", "50"], "amount", ["20", "40", "100", "100"], ["plan-amount-under-percent-header"]),
      (
        "400.00", ["100", "200", "300", "400"], "amount", ["25", "50", "75", "100"],
        ["plan-amount-under-percent-header"]
      ),
      (
        "50.00", ["25", "50", "75", "90"], "percent", ["25", "50", "75", "90"],
        ["plan-unit-unclear", "plan-not-complete"]
      ),
      (
        "90.00", ["25", "50", "75", "90"], "amount", ["27.7778", "55.5556", "83.3333", "100"],
        ["plan-amount-under-percent-header"]
      ),
      (
        "1.00", ["0.25", "0.5", "0.75", "1"], "amount", ["25", "50", "75", "100"], ["plan-amount-under-percent-header"]
      ),
      ("3.00", ["50%", "25%", "", "100%"], "percent", ["50", "25", "100"], ["plan-falling"]),
      ("3.00", ["25%", "", "", "90%"], "percent", ["25", "90"], ["plan-not-complete"]),
      ("3.00", ["", "", "", ""], "absent", [], ["plan-missing"]),
    ])
  func plans(budget: String, cells: [String], basis: String, shares: [String], codes: [String]) throws {
    let text = """
      部门预算收支总表
      \t304某某局\n\t预算年度：2025\n
      1、某项目绩效目标表
      \t单位：万元\n
      \t项目编码\n\t13062525P000232100244\n\t项目名称\n\t某项目\n
      \t预算规模及资金用途\n\t预算数\n\t\(budget)\n\t其中：财政资金\n\t\(budget)\n\t其他资金\n\t\n
      \t资金支出计划（%）\n\t3月底\n\t6月底\n\t10月底\n\t12月底\n
      \t\n\(cells.map { "\t\($0)" }.joined(separator: "\n"))\n
      """
    let disclosure = Disclosure.parse(try Document.read(Array(text.utf8), file: "c.txt"))
    let plan = try #require(disclosure.budget?.projects.first?.plan)
    #expect(plan.basis.rawValue == basis && plan.cells.compactMap { $0.share?.percentText } == shares)
    #expect(disclosure.findings.map(\.code).filter { $0.hasPrefix("plan-") } == codes)
  }
}

@Suite("Files")
struct DocumentTests {
  @Test(
    "files that cannot be read are named for what they are",
    arguments: [
      (Array("PK\u{3}\u{4}broken".utf8), "unreadable-docx"), (Array("%PDF-1.7".utf8), "pdf-not-read"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0, 0], "old-office-file"), ([0x41, 0, 0x42, 0], "not-a-document"),
    ])
  func refused(bytes: [UInt8], code: String) {
    #expect { try Document.read(bytes, file: "x") } throws: { ($0 as? Refusal)?.code == code }
  }

  @Test("text is read in UTF-8, with a mark or without, in UTF-16 and in GBK")
  func encodings() {
    let gbk: [UInt8] = [0xCF, 0xEE, 0xC4, 0xBF]
    #expect(TextEncoding.decode(gbk) == "项目")
    #expect(TextEncoding.decode(Array("项目".utf8)) == "项目")
    #expect(TextEncoding.decode([0xEF, 0xBB, 0xBF] + Array("项目".utf8)) == "项目")
    #expect(TextEncoding.decode([0xFF, 0xFE, 0x79, 0x98, 0xEE, 0x76]) == "项目")
    #expect(TextEncoding.utf8(gbk) == Array("项目".utf8))
    #expect(TextEncoding.decode([0xFF, 0x41]) == nil)
  }
}

@Suite("Spending files")
struct SpendingSheetTests {
  private func rows(_ text: String) throws -> [SpendingRow] {
    try SpendingSheet(Array(text.utf8), name: "s.csv").rows()
  }

  @Test("columns are found by a Chinese or an English header, in any order")
  func headers() throws {
    let chinese = try rows("凭证号,金额（万元）,项目编码,日期\nP-1,0.75,13062525P000232100244,2025/3/20\n")
    let line = try chinese[0].line()
    #expect(line.amount == Money(fen: 750_000) && line.day.description == "2025-03-20" && line.voucher.text == "P-1")
    let english = try rows("Project\tDate\tAmount\tVoucher\tMemo\n13062525P000232100244\t2025-03-20\t7500\tP-1\t保洁\n")
    let second = try english[0].line()
    #expect(second.memo == "保洁" && second.amount == Money(fen: 750_000))
  }

  @Test("quotes, line breaks within quotes and empty rows keep the row numbers right")
  func quotes() throws {
    let read = try rows(
      "项目编码,日期,金额,凭证号,摘要\n\nA,2025-01-02,\"1,000.50\",V1,\"第一行\n第二行\"\n,,,,\nB,2025-01-03,2,V2,\"他说\"\"好\"\"\"\n")
    #expect(read.map(\.number) == [3, 5])
    let first = try read[0].line()
    #expect(first.amount == Money(fen: 100_050) && first.memo == "第一行 第二行")
    #expect(try read[1].line().memo == "他说\"好\"")
  }

  @Test("a wrong template is named as such, with what was expected and what came")
  func wrongTemplate() {
    #expect {
      try SpendingSheet(Array("姓名,电话\n张三,1\n".utf8), name: "通讯录.csv")
    } throws: {
      ($0 as? Refusal)?.message
        == "通讯录.csv 的表头缺少：项目编码、日期、金额、凭证号。第一行应有 项目编码、日期、金额、凭证号（可另有 支出类别、摘要），实际是：姓名、电话。"
    }
  }

  @Test(
    "a bad row says what is wrong",
    arguments: [
      ("A,昨天,1,V", "not-a-date"), ("A,2025-01-02,-1,V", "amount-negative"), ("A,2025-01-02,1.234,V", "amount-too-fine"),
      ("A,2025-01-02,0,V", "amount-zero"), ("A,2025-01-02,1,", "voucher-missing"),
      (",2025-01-02,1,V", "project-missing"),
      ("A,2025-01-02,很多,V", "not-an-amount"),
    ])
  func badRows(row: String, code: String) throws {
    let read = try rows("项目编码,日期,金额,凭证号\n\(row)\n")
    #expect { try read[0].line() } throws: { ($0 as? Refusal)?.code == code }
  }
}
