import Domain
import OpenXML
import TestSupport
import Testing

@testable import Documents

@Suite("Workbooks as a reader of the screen sees them")
struct WorkbookTests {
  private func cells(_ rows: String, _ kind: Workbooks.Kind = .init()) throws -> [[String]] {
    try Workbook(Workbooks.file([("表", rows)], kind)).sheets[0].rows.map(\.cells)
  }

  @Test("numbers are what was typed, not the binary fraction they are kept as")
  func numbers() throws {
    for (kept, shown) in [
      ("0.28999999999999998", "0.29"), ("1.0E-2", "0.01"), ("7500", "7500"), ("-12.50", "-12.5"),
      ("99.999999999999986", "100"), ("1234567890123456789", "1234567890123460000"), ("0", "0"), ("-0.0", "0"),
      ("1E21", "1000000000000000000000"), ("很多", "很多"), ("0.1E", "0.1E"),
    ] {
      #expect(try cells("<row r=\"1\"><c r=\"A1\"><v>\(kept)</v></c></row>") == [[shown]], "\(kept)")
    }
  }

  @Test("shares are percent and days are days where their style says so, as Excel, WPS and others write it")
  func styles() throws {
    var kind = Workbooks.Kind()
    let own = ["0.0%", "yyyy\"年\"m\"月\"d\"日\"", "General\"%\"", "[$-804]yyyy/m/d;@", "#,##0.00_ ", "0.00E+00"]
    let formats = own.enumerated().map { index, code in
      "<numFmt numFmtId=\"\(200 + index)\" formatCode=\"\(code.replacing("\"", with: "&quot;"))\"/>"
    }
    let ids = [0, 9, 10, 14, 31, 57] + own.indices.map { 200 + $0 }
    kind.styles =
      "<numFmts>\(formats.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
      + ids.map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs>"
    func shown(_ style: Int, _ value: String) throws -> String {
      try cells("<row><c s=\"\(style)\"><v>\(value)</v></c></row>", kind)[0][0]
    }
    #expect(try shown(0, "0.95") == "0.95" && shown(1, "0.94999999999999996") == "95%")
    #expect(try shown(2, "1.2") == "120%" && shown(6, "0.955") == "95.5%" && shown(2, "0.00005") == "0.005%")
    for style in [3, 4, 5, 7, 9] { #expect(try shown(style, "45836") == "2025-06-28", "\(style)") }
    #expect(try shown(3, "45836.75") == "2025-06-28" && shown(3, "-1") == "-1" && shown(3, "60") == "60")
    #expect(try shown(8, "95") == "95" && shown(10, "7500.5") == "7500.5" && shown(11, "7500") == "7500")
    kind.properties = "date1904=\"1\""
    #expect(try shown(3, "44374") == "2025-06-28")
  }

  @Test("texts are shared, in runs, in the cell or a formula's; places may be left out; what cannot be read is marked")
  func texts() throws {
    var kind = Workbooks.Kind()
    kind.strings =
      "<si><t>达成</t></si><si><r><t>部分</t></r><r><t xml:space=\"preserve\">达成 </t></r><rPh><t>bufen</t></rPh></si>"
    kind.isRooted = true
    let rows = """
      <row r="2"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="E2" t="inlineStr"><is><t>三</t></is></c></row>
      <row><c t="str"><f>A1&amp;B1</f><v>合成</v></c><c><f>SUM(A:A)</f></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c>
      <c t="s"><v>99</v></c><c/></row><row r="9"/>
      """
    let read = try Workbook(Workbooks.file([("表", rows)], kind)).sheets[0].rows
    #expect(read.map(\.number) == [2, 3])
    #expect(read[0].cells == ["达成", "部分达成 ", "", "", "三"])
    #expect(read[1].cells == ["合成", "\u{FFFD}", "\u{FFFD}", "TRUE"])
  }

  @Test("a sheet with a header is found among others, below a title, beside notes; hidden ones do not count")
  func sheets() throws {
    let header = ["项目编码", "序号", "三级指标", "完成值", "旁注"]
    let rows = Workbooks.sheet([["2025年填报"], header, ["", "", "", ""], ["X", "1", "甲", "36家", "", "自己的话"]])
    let book = Workbooks.file([("说明", Workbooks.sheet([["怎样填"]])), ("填报", rows)])
    let sheet = try FillingSheet(book, name: "填报.xlsx")
    #expect(sheet.rows.map(\.number) == [4] && sheet.rows[0].cells == [.actual: "36家"])
    var kind = Workbooks.Kind()
    kind.sheetAttributes = "state=\"hidden\""
    let none = #expect(throws: Refusal.self) { try FillingSheet(Workbooks.file([("填报", rows)], kind), name: "a.xlsx") }
    #expect(none?.code == "wrong-template-form")
    let foreign = #expect(throws: Refusal.self) { try FillingSheet(Workbooks.file([]), name: "a.xlsx") }
    #expect(foreign?.code == "wrong-template-form")
  }

  @Test("payments and holidays come in by a workbook as by CSV, each row with its own number")
  func others() throws {
    let payments = Workbooks.sheet([
      ["支出明细"], ["项目编码", "日期", "金额（万元）", "凭证号", "摘要"], [], ["X", "2025-03-20", "1,234.50", "V-1", "三\n月"],
      ["Y", "2025-03-21", "=A1", "V-2"],
    ])
    let rows = try SpendingSheet(Workbooks.file([("账", payments)]), name: "账.xlsx").rows()
    #expect(rows.map(\.number) == [4, 5] && rows[0].misfit == nil)
    #expect(String(decoding: rows[0].amount, as: UTF8.self) == "1,234.50" && rows[0].amountUnit == .tenThousand)
    #expect(rows[1].misfit == .sheet(.cellUnreadable("金额")))
    let days = Workbooks.sheet([["部门放假安排"], ["日期", "类型"], ["2025-01-01", "没有"]])
    let word = #expect(throws: Refusal.self) { try CalendarSheet(Workbooks.file([("a", days)]), name: "b.xlsx") }
    #expect(word?.message.contains("第3行") == true && word?.message.contains("没有") == true)
  }

  @Test("a broken formula in a column of one's own spoils no row; a title that stands twice is asked about")
  func ownColumns() throws {
    let rows = [["项目编码", "序号", "完成值", "自己算的"], ["X", "1", "36家", "=B2"], ["X", "2", "=B3", "5"]]
    let sheet = try FillingSheet(Workbooks.file([("表", Workbooks.sheet(rows))]), name: "a.xlsx")
    #expect(sheet.rows.map(\.misfit) == [nil, .sheet(.cellUnreadable("完成值"))])
    for twice in [["项目编码", "序号", "项目编码", "完成值"], ["项目编码", "序号", "完成值", "实际完成值"]] {
      let error = #expect(throws: Refusal.self) {
        try FillingSheet(Workbooks.file([("表", Workbooks.sheet([twice]))]), name: "a.xlsx")
      }
      #expect(error?.code == "column-twice")
    }
  }

  @Test("a workbook that says of itself what none can be is refused before it fills the memory")
  func enormous() {
    let long = String(repeating: "长", count: 40_000)
    var kind = Workbooks.Kind()
    kind.strings = "<si><t>\(long)</t></si>"
    for rows in [
      "<row r=\"9223372036854775807\"/><row/>", "<row r=\"1048577\"><c><v>1</v></c></row>",
      (1...200).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined(),
      "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 1_000) + "</row>",
    ] {
      #expect(throws: OpenXMLError.tooLarge) { try Workbook(Workbooks.file([("表", rows)], kind)) }
    }
  }

  @Test("a sound workbook with bytes changed anywhere is read or refused, never more", arguments: 0..<8)
  func spoiled(seed: Int) {
    var kind = Workbooks.Kind()
    kind.strings = "<si><t>达成</t></si>"
    kind.styles =
      "<numFmts><numFmt numFmtId=\"200\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs>"
    let rows =
      Workbooks.sheet([["项目编码", "序号", "完成值"], ["X", "1", "36家"]])
      + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"0\"><v>0.95</v></c><c r=\"C3\"><v>1.5E-2</v></c></row>"
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let file = Workbooks.file([("表", rows)], kind)
    for _ in 0..<150 {
      // The text itself, packed anew, and the container's bytes.
      var text = Array(rows.utf8)
      text[next(text.count)] = UInt8(next(256))
      text.remove(at: next(text.count))
      var bytes = file
      bytes[next(bytes.count)] = UInt8(next(256))
      for candidate in [Workbooks.file([("表", String(decoding: text, as: UTF8.self))], kind), bytes] {
        do {
          let sheet = try FillingSheet(candidate, name: "a.xlsx")
          #expect(sheet.rows.count <= 100)
        } catch {
          #expect(!error.message.isEmpty)
        }
      }
    }
  }

  @Test("bytes that are no workbook are refused as such, whatever is wrong with them")
  func broken() {
    let sound = Workbooks.file([("表", Workbooks.sheet([["项目编码", "序号", "完成值"]]))])
    for bytes in [
      Array("PK".utf8), Array(sound.prefix(sound.count / 2)), [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 99),
    ] {
      let error = #expect(throws: Refusal.self) { try FillingSheet(bytes, name: "a.xlsx") }
      #expect(error?.code == "not-a-workbook")
    }
    let many = "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"
    #expect(throws: OpenXMLError.tooLarge) { try Workbook(Workbooks.file([("表", many)])) }
  }
}
