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

        """
    let first = try await store.ingest(try sheet(text))
    #expect(first.read == 11 && first.added == 3 && first.repeated == 1)
    #expect(
      first.refused.map { "\($0.row) \($0.code)" } == [
        "3 project-unknown", "4 not-a-date", "5 outside-fiscal-year", "6 amount-negative", "7 amount-too-fine",
        "9 voucher-used",
        "13 category-unknown",
      ])
    #expect(first.warnings.map { "\($0.row) \($0.code)" } == ["11 over-budget"])
    let again = try await store.ingest(try sheet(text))
    #expect(again.added == 0 && again.repeated == 4 && again.refused.count == 7)
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
    for n in 0..<3_000 { text += "\(budget.projects[n % 12].code),2025-04-\(10 + n % 20),0.\(10 + n % 90),V\(n),\n" }
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
    #expect(report.refused.first?.message.contains("记过 1.00 元") == true)
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
}
