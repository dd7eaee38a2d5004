import Contract
import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

/// Files of payments and values: fetched, filled in, sent, looked at, taken.
@Suite("Recording by a file")
struct UploadPageTests {
  private static let cleaning = EntryPageTests.cleaning

  private func openpyxl(_ script: String, _ bytes: [UInt8] = []) throws -> Data {
    let folder = FileManager.default.temporaryDirectory
    let path = folder.appendingPathComponent("jixiao-\(UUID().uuidString).xlsx").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Samples.output(
      of: "/usr/bin/python3", ["-c", "import sys, json, openpyxl\npath = sys.argv[1]\n" + script, path])
  }

  private func entries(_ hall: Hall) async throws -> [(String, Money)] {
    let project = try #require(try await hall.store.accounts(of: try ProjectCode.parse(Self.cleaning)).first)
    let entry = try #require(try await hall.store.departments(code: "304").first)
    let facts = try #require(try await hall.store.snapshot(of: entry.id, asOf: Day(endOf: 12, in: 2025))?.facts)
    let ledger = try #require(facts.projects.first { $0.id == project.id }).ledger
    return ledger.entries.map { ($0.day.description, $0.amount) }
  }

  @Test("the template has the projects, is filled in with another program, sent back, tried and taken")
  func whole() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry/upload/template?kind=payments")
    #expect(browser.status == 200 && browser.headers[.contentDisposition]?.contains(".xlsx") == true)
    // Nothing but the rows of the template: none of them is one of payments.
    let template = browser.bytes
    try await browser.open("/entry/upload")
    try await browser.upload("/entry/upload", [:], [("file", "空.xlsx", template)])
    #expect(browser.status == 422 && browser.has("空.xlsx 里一行也没有填"))
    let filled = try openpyxl(
      """
      book = openpyxl.load_workbook(path); sheet = book.worksheets[0]
      head = next(r for r in range(1, 11) if sheet.cell(r, 1).value == "项目编码")
      row = next(r for r in range(head + 1, 200) if sheet.cell(r, 1).value == "\(Self.cleaning)")
      assert sheet.cell(row, 2).value and book.worksheets[1]["A2"].value and sheet.data_validations.dataValidation
      def put(r, *cells):
          for c, v in zip((1, 3, 4, 6, 7), cells): sheet.cell(r, c).value = v
      put(row, "\(Self.cleaning)", "2025-03-20", "7500", "记-1", "一季度")
      last = sheet.max_row
      put(last - 1, "\(Self.cleaning)", "2025-02-30", "0.75万元", "记-2", "=cmd()")
      put(last, "\(Self.cleaning)", "2025-06-01", "100", "记-3", None)
      sheet.cell(last - 1, 7).data_type = "s"
      print(head, row, last); book.save(path); sys.stdout.flush()
      sys.stdout.buffer.write(b"\\n--\\n" + open(path, "rb").read())
      """, template)
    let mark = try #require(filled.range(of: Data("\n--\n".utf8)))
    let numbers = String(decoding: filled[..<mark.lowerBound], as: UTF8.self).split(separator: " ").compactMap {
      Int($0.filter(\.isNumber))
    }
    let book = [UInt8](filled[mark.upperBound...])
    try await browser.upload("/entry/upload", [:], [("file", "支出.xlsx", book)])
    #expect(browser.status == 200 && browser.path == "/entry/upload")
    // The numbers are those of the sheet, whatever rows above are empty.
    #expect(browser.has("2笔可以收下，0笔已在账，1行要退回", ">\(numbers[2] - 1)<", "2025-02-30", "收下其余2笔", "全部退回"))
    #expect(try await entries(hall).isEmpty)
    try await browser.send("/entry/upload/take", ["act": "none"])
    #expect(browser.has("一行也没有收下"))
    #expect(try await entries(hall).isEmpty)
    try await browser.send("/entry/upload/take", ["act": "good"])
    #expect(browser.has("已收下2笔；退回1行", "2笔已在账，1行要退回"))
    #expect(try await entries(hall).map(\.0) == ["2025-03-20", "2025-06-01"])
    // What came back as a workbook: the reason, the bad cell in red, a memo like a formula as a text; sent again it adds nothing.
    try await browser.open("/entry/upload/returned")
    let returned = browser.bytes
    let read = try openpyxl(
      """
      sheet = openpyxl.load_workbook(path).worksheets[0]
      rows = [r for r in sheet.iter_rows() if r[0].value and "行：" in str(r[0].value)]
      print(json.dumps([[c.value for c in rows[0]], [c.fill.fgColor.rgb for c in rows[0]], [c.data_type for c in rows[0]]]))
      """, returned)
    let parts = try #require(try JSONSerialization.jsonObject(with: read) as? [[Any]])
    let cells = parts[0].map { $0 as? String ?? "" }
    #expect(cells[0].hasPrefix("第\(numbers[2] - 1)行：") && cells[1] == Self.cleaning && cells.last == "=cmd()")
    #expect(cells[2] == "保洁费项目")
    #expect((parts[1][3] as? String)?.hasSuffix("FFC7CE") == true && parts[2].last as? String != "f")
    try await browser.open("/entry/upload")
    try await browser.upload("/entry/upload", [:], [("file", "再来.xlsx", returned)])
    #expect(browser.has("0笔可以收下，2笔已在账，1行要退回"))
    #expect(try await entries(hall).count == 2)
    await hall.close()
  }

  @Test("CSV in UTF-8 and GBK; a wrong template is named, and what is no table of any kind")
  func kinds() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry/upload")
    let text = "项目编码,日期,金额（万元）,凭证号,摘要\n\n\(Self.cleaning),2025-3-1,0.5,甲-1,\"=HYPERLINK(1)\"\n"
    try await browser.upload("/entry/upload", [:], [("file", "utf8.csv", Array(text.utf8))])
    #expect(browser.has("1笔可以收下", ">3<", "0.5万元"))
    let gbk = try openpyxl(
      "sys.stdout.buffer.write(open(path, 'rb').read().decode('utf-8').encode('gbk'))", Array(text.utf8))
    try await browser.upload("/entry/upload", [:], [("file", "gbk.csv", [UInt8](gbk))])
    #expect(browser.has("gbk.csv", "1笔可以收下"))
    try await browser.send("/entry/upload/take", ["act": "good"])
    #expect(browser.has("已收下1笔。") && !browser.has("gbk.csv"))
    #expect(try await entries(hall).map(\.1.yuan) == ["5000.00"])
    for (name, bytes, wanted) in [
      ("人员.csv", Array("姓名,部门,电话\n张,1,2\n".utf8), "实际是：姓名、部门、电话"),
      ("指标.csv", Array("项目编码,序号,完成值\n1,2,3\n".utf8), "日期"),
      ("老.xls", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4], "旧格式的 Excel"),
      ("图.xlsx", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0xFF, 0xFE, 0], "不是文本文件"),
      ("坏.xlsx", [0x50, 0x4B, 3, 4, 9, 9, 9], "不是 .xlsx 工作簿"),
    ] {
      try await browser.open("/entry/upload")
      try await browser.upload("/entry/upload", [:], [("file", name, bytes)])
      #expect(browser.status == 422 && browser.has(wanted, name), "\(name)")
    }
    try await browser.open("/entry/upload")
    try await browser.upload("/entry/upload", [:], [])
    #expect(browser.status == 422 && browser.has("请先选择"))
    await hall.close()
  }

  @Test("a workbook that unpacks to more than is taken is refused before it is unpacked")
  func bomb() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry/upload")
    let bomb = try openpyxl(
      """
      import zipfile, io
      out = io.BytesIO()
      with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
          with z.open("xl/workbook.xml", "w", force_zip64=True) as f:
              for _ in range(300): f.write(b"\\0" * (1 << 20))
      sys.stdout.buffer.write(out.getvalue())
      """)
    #expect(bomb.count < 1 << 20)
    let clock = ContinuousClock.now
    try await browser.upload("/entry/upload", [:], [("file", "弹.xlsx", [UInt8](bomb))])
    #expect(browser.status == 422 && browser.has("不是 .xlsx 工作簿"))
    #expect(clock.duration(to: .now) < .seconds(5))
    await hall.close()
  }

  @Test("the template of values is filled in, sent and taken")
  func values() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open("/entry/upload/template?kind=values")
    let template = browser.bytes
    try await browser.open("/entry/upload")
    let filled = try openpyxl(
      """
      book = openpyxl.load_workbook(path); sheet = book.worksheets[0]
      for row in sheet.iter_rows(min_row=3):
          if row[4].value == "保洁服务面积": row[7].value = "430平方米"
          elif row[4].value and row[1].value == "\(Self.cleaning)" and row[7].value is None and row[5].value: row[7].value = "乱写"
      book.save(path); sys.stdout.buffer.write(open(path, "rb").read())
      """, template)
    try await browser.upload("/entry/upload", [:], [("file", "指标.xlsx", [UInt8](filled))])
    #expect(browser.status == 200 && browser.has("1项可以收下", "乱写", "收下其余1项"))
    try await browser.send("/entry/upload/take", ["act": "good"])
    #expect(browser.has("已收下1项；退回"))
    try await browser.open("/observations?show=all")
    #expect(browser.has("430平方米（2025年6月30日）"))
    await hall.close()
  }
}
