import Documents
import Domain
import Store
import TestSupport
import Testing

@Suite("Spending files into the ledger")
struct IntakeTests {
  private let header = "项目编码,日期,金额,凭证号,支出类别\n"

  private func store() async throws -> Store {
    let store = try await TestServer.store()
    _ = try await store.importBudget(try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1])
    return store
  }

  private func sheet(_ text: String) throws -> SpendingSheet { try SpendingSheet(Array(text.utf8), name: "s.csv") }

  @Test("a project that a file names late is looked up as one that it names first")
  func late() async throws {
    let store = try await store()
    // Rows are looked up five thousand at a time.
    let many = (1...5_001).map { "13062525P000232100244,2025-03-20,0.01,P-\($0),\n" }.joined()
    let late =
      "13062525P00023210026B,2025-03-20,1,Q-1,其他\n99999,2025-03-20,1,Q-2,\n13062525P000232100244,2025-03-20,0.01,P-1,\n"
    let report = try await store.ingest(try sheet(header + many + late))
    #expect(report.read == 5_004 && report.added == 5_002 && report.repeated == 1)
    #expect(report.refused.map(\.row) == [5_004] && report.refused.map(\.refusal.code) == ["project-unknown"])
  }

  @Test("good rows are kept, bad ones come back with row and reason, and a repeated file adds nothing")
  func mixed() async throws {
    let store = try await store()
    let text =
      header + """
        13062525P000232100244,2025-03-20,7500,P-1,
        99999,2025-03-20,1,P-2,
        13062525P000232100244,不是日期,1,P-3,
        13062525P000232100244,2024-12-31,1,P-4,
        13062525P000232100244,2025-03-20,-1,P-5,
        13062525P000232100244,2025-03-20,1.234,P-6,

        13062525P000232100244,2025-03-21,1,P-1,
        13062525P000232100244,2025-03-20,7500.00,P-1,
        13062525P000232100244,2025-05-10,30000,P-7,
        13062525P00023210026B,2025-05-10,100,P-1,工资补助
        13062525P00023210026B,2025-05-10,100,P-8,差旅
        13062525P00023210026B,2025-05-10,100,P-9,

        """
    let first = try await store.ingest(try sheet(text))
    #expect(first.read == 12 && first.added == 3 && first.repeated == 1)
    #expect(
      first.refused.map { "\($0.row) \($0.refusal.code)" } == [
        "3 project-unknown", "4 not-a-date", "5 outside-fiscal-year", "6 amount-negative", "7 amount-too-fine",
        "9 voucher-used",
        "13 category-unknown", "14 category-missing",
      ])
    #expect(first.warnings.map { "\($0.row) \($0.code)" } == ["11 over-budget"])
    let again = try await store.ingest(try sheet(text))
    #expect(again.added == 0 && again.repeated == 4 && again.refused.count == 8)
    let line = try SpendingLine(
      project: "13062525P00023210026B", date: "2025-05-10", amount: "100", voucher: "P-1", category: "留守人员工资补助金额")
    guard case .repeated = try await store.append(line) else {
      Issue.record("the file's entry is not the ledger's"); return
    }
  }

  @Test("a file in GBK with its English header and a byte-order mark in UTF-8 are read alike")
  func encodings() async throws {
    let store = try await store()
    // 项目编码,日期,金额,凭证号 in GBK, then one row with the memo-less ASCII cells.
    let gbk: [UInt8] = [
      0xCF, 0xEE, 0xC4, 0xBF, 0xB1, 0xE0, 0xC2, 0xEB, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x2C,
      0xC6, 0xBE, 0xD6, 0xA4, 0xBA, 0xC5, 0x0D, 0x0A,
    ]
    let row = Array("13062525P000232100244,2025-03-20,7500,P-1\r\n".utf8)
    #expect(try await store.ingest(try SpendingSheet(gbk + row, name: "gbk.csv")).added == 1)
    let bom: [UInt8] =
      [0xEF, 0xBB, 0xBF] + Array("code;date;amount;voucher\n13062525P000232100244;2025-04-20;10;P-2\n".utf8)
    #expect(try await store.ingest(try SpendingSheet(bom, name: "bom.csv")).added == 1)
  }

  @Test("many rows in small pieces over several lanes are all there, whatever was there before", arguments: [1, 2, 3])
  func pieces(lanes: Int) async throws {
    let store = try await store()
    let budget = try Samples.budget("304-2025.txt")
    var text = header
    for n in 0..<3_000 { text += "\(budget.projects[n % 12].code),2025-04-\(10 + n % 20),0.\(10 + n % 90),V\(n),其他\n" }
    let half = text.split(separator: "\n").prefix(1_500).joined(separator: "\n")
    #expect(try await store.ingest(try sheet(half), lanes: lanes, piece: 100).added == 1_499)
    let all = try await store.ingest(try sheet(text), lanes: lanes, piece: 100)
    #expect(all.added == 1_501 && all.repeated == 1_499 && all.refused.isEmpty)
  }

  @Test("of two rows with one voucher the first counts, in any piece")
  func firstCounts() async throws {
    let store = try await store()
    var text = header
    for n in 0..<500 { text += "13062525P000232100244,2025-04-10,\(n + 1),SAME,\n" }
    let report = try await store.ingest(try sheet(text), lanes: 3, piece: 50)
    #expect(report.added == 1 && report.refused.count == 499)
    #expect(report.refused.first?.refusal.message.contains("记过 1.00 元") == true)
  }

  @Test("an interrupted file does no harm and can be given again")
  func interrupted() async throws {
    let store = try await store()
    var text = header
    for n in 0..<5_000 { text += "13062525P000232100244,2025-04-10,0.01,V\(n),\n" }
    let whole = try sheet(text)
    let task = Task { try await store.ingest(whole, piece: 100) }
    try await Task.sleep(for: .milliseconds(30))
    task.cancel()
    _ = await task.result
    let report = try await store.ingest(whole)
    #expect(report.added + report.repeated == 5_000)
  }

  private func refusals(_ rows: String, header: String = "项目编码,日期,金额,凭证号,支出类别,摘要") async throws -> (
    report: IntakeReport, refused: [String]
  ) {
    let report = try await store().ingest(try sheet(header + "\n" + rows))
    return (report, report.refused.map { "\($0.row) \($0.refusal.code)" })
  }

  @Test("a row that does not stand under its header is refused, the rows beside it are kept")
  func misfits() async throws {
    let code = "13062525P000232100244"
    let (report, refused) = try await refusals(
      """
      \(code),2025-03-20,7,500,P-77,,
      \(code),2025-03-20,7,500,P-77
      \(code),2025-03-20,"7,500",P-1,,
      \(code),2025-03-20,"7,5",P-2,,
      \(code),2025-03-20,10,"P-3"x,,
      \(code),2025-03-20,10,P-4
      \(code),2025-03-20,10,P-5,,办公,多余
      \(code),2025-03-20,10,V-,43977,,
      13062525P·0232100244,2025-03-20,10,P-6,,
      \(code),2025-03-20,9999999999999999,P-7,,
      \(code),2025-03-20,10,\(String(repeating: "长", count: 900)),,
      \(code),2025-03-20,10,P-8,,"一行
      两行"
      """)
    #expect(
      refused == [
        "2 row-too-wide", "3 row-split-amount", "5 not-an-amount", "6 row-quotes", "8 row-too-long",
        "9 row-too-wide", "10 project-code-unreadable", "11 amount-too-large", "12 voucher-too-long",
      ])
    #expect(report.added == 3 && report.read == 12)
  }

  @Test("a quote that nothing closes is refused before anything is kept")
  func unclosed() throws {
    let error = #expect(throws: Refusal.self) {
      try sheet("项目编码,日期,金额,凭证号\nA,2025-03-20,1,\"P-1\nA,2025-03-20,1,P-2\n")
    }
    #expect(error?.code == "unclosed-quote" && error?.message.contains("第2行") == true)
  }

  @Test(
    "a header that can be read in two ways is refused",
    arguments: [
      ("项目编码,日期,金额,支付金额,凭证号", "column-twice"), ("项目编码,日期,金额（千元）,凭证号", "unit-unknown"), ("项目编码,日期,金额", "wrong-template"),
      ("", "wrong-template"),
    ])
  func headers(text: String, code: String) {
    let error = #expect(throws: Refusal.self) { try sheet(text + "\n") }
    #expect(error?.code == code)
  }

  @Test(
    "the unit of the header holds", arguments: ["金额（万元）", "金额(万元)", "金额：万元", "金额_万元", "支出金额【万元】", "金额（人民币万元）"])
  func units(title: String) async throws {
    let rows = try sheet("项目编码,日期,\(title),凭证号\n13062525P000232100244,2025-03-20,0.75,P-1\n").rows().map {
      try $0.line().amount
    }
    #expect(rows == [Money(fen: 750_000)])
  }

  @Test("UTF-16 without its mark is read; damaged UTF-8 is refused and not read as other words")
  func damaged() throws {
    let text = "项目编码,日期,金额,凭证号\n13062525P000232100244,2025-03-20,1,记-一\n"
    for bigEndian in [true, false] {
      let units = text.utf16.flatMap {
        [UInt8(truncatingIfNeeded: bigEndian ? $0 >> 8 : $0), UInt8(truncatingIfNeeded: bigEndian ? $0 : $0 >> 8)]
      }
      #expect(try SpendingSheet(units, name: "s.csv").rows().map { try $0.line().voucher.text } == ["记-一"])
    }
    var bytes = Array(text.utf8)
    bytes[4] = 0xFF
    #expect(throws: Refusal.self) { try SpendingSheet(bytes, name: "s.csv") }
  }

  @Test("one voucher counts once by command and file, in either order")
  func oneVoucher() async throws {
    let store = try await store()
    let code = "13062525P000232100244"
    _ = try await store.append(try SpendingLine(project: code, date: "2025-03-20", amount: "10", voucher: "P  9"))
    #expect(try await store.ingest(try sheet(header + "\(code),2025-03-20,10,P  9,\n")).repeated == 1)
    #expect(try await store.ingest(try sheet(header + "\(code),2025-03-20,10,Ｐ　9,\n")).repeated == 1)
    #expect(try await store.ingest(try sheet(header + "\(code),2025-03-21,10,Q   1,\n")).added == 1)
    let again = try await store.append(
      try SpendingLine(project: code, date: "2025-03-21", amount: "10", voucher: "Q 1"))
    guard case .repeated = again else { Issue.record("counted twice"); return }
  }

  @Test("no project pays more than any amount may be, by command or file; what is there can always be reversed")
  func huge() async throws {
    let store = try await store()
    let code = "13062525P000232100244"
    let rows = (1...1_000).map { "\(code),2025-03-20,9999999999999,H-\($0),\n" }.joined()
    let report = try await store.ingest(try sheet(header + rows))
    #expect(report.added == 1 && report.refused.count == 999 && report.refused[0].refusal.code == "paid-too-large")
    let more = try SpendingLine(project: code, date: "2025-03-20", amount: "1", voucher: "H-0")
    await #expect(throws: Refusal.self) { try await store.append(more) }
    #expect(try await store.ingest(try sheet(header + rows)).repeated == 1)
    let day = try Day.parse("2025-03-21")
    let kept = try await store.reverse(voucher: try Voucher("H-1"), of: nil, newVoucher: try Voucher("R-1"), on: day)
    #expect(kept.amount == Money(fen: -999_999_999_999_900))
    guard case .added = try await store.append(more) else { Issue.record("not taken"); return }
  }
}
