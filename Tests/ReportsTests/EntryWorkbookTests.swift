import Foundation
import Reports
import TestSupport
import Testing

@Suite("Workbooks in which people type")
struct EntryWorkbookTests {
  /// Each cell of the first sheet that is not empty: place, type, text and colour.
  private func read(_ bytes: [UInt8]) throws -> [String: [String]] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let script = """
      import sys, json, openpyxl
      sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
      print(json.dumps({c.coordinate: [c.data_type, str(c.value), str(c.fill.fgColor.rgb), c.number_format]
        for r in sheet.iter_rows() for c in r if c.value is not None}))
      """
    let data = try Samples.output(of: "/usr/bin/python3", ["-c", script, path])
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String]])
  }

  @Test("whatever a text begins with, it is a text; the bad cell and the reason are red; equal rows are equal files")
  func texts() throws {
    let signs = ["=cmd()", "+1+1", "-2", "@SUM(A1)", "\t=x", "=HYPERLINK(\"http://x\")", "2025-06-30", "46/50"]
    let book = EntryWorkbook(
      "试验", notes: ["说明"], signs.indices.map { .init("栏\($0)", 10) },
      [.init(signs), .init(signs, error: "=为什么", bad: [2])])
    let bytes = try #require(book.bytes)
    #expect(book.bytes == bytes)
    let cells = try read(bytes)
    // The title, a note, the header; the reason stands before the rest.
    #expect(cells["A3"]?[1] == "错误原因" && cells["B3"]?[1] == "栏0")
    #expect(cells["A4"] == nil && cells["A5"]?[1] == "=为什么")
    for (place, text) in zip(["B", "C", "D", "E", "F", "G", "H", "I"], signs) {
      let cell = try #require(cells["\(place)5"])
      #expect(cell[1] == text && cell[3] == "@", "\(text)")
    }
    let formulas = try formulas(bytes)
    #expect(formulas == 0)
    #expect(cells["D5"]?[2].hasSuffix("FFC7CE") == true && cells["C5"]?[2].hasSuffix("FFC7CE") == false)
  }

  /// How many formulas are in the parts of a workbook.
  private func formulas(_ bytes: [UInt8]) throws -> Int {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let script = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      print(sum(z.read(n).count(b"<f>") for n in z.namelist() if n.startswith("xl/worksheets/")))
      """
    let data = try Samples.output(of: "/usr/bin/python3", ["-c", script, path])
    return Int(String(decoding: data, as: UTF8.self).filter(\.isNumber)) ?? -1
  }
}
