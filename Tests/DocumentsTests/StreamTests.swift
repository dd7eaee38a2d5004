import Domain
import Foundation
import TestSupport
import Testing

@testable import Documents

/// A file of entries that is read in blocks says what the same file says when it is held whole.
@Suite("Files in blocks")
struct StreamTests {
  private static let text = """
    项目编码,日期,金额（元）,凭证号,支出类别,摘要\r
    13060925P002490100017,2025-03-20,"7,500.00",记-001,,保洁“一”季度\r
    \r

    13060925P002490100017,2025-04-20,1,记-002,,"两行\n一格，引号""里""面"\r
    13060925P002490100017,2025-04-21,2,记-003,,😀𠮷 too,多一栏
    13060925P002490100017,2025-04-22,3,记-004,x,\u{3000}末
    """

  /// As Chinese offices save it.
  private static func files() throws -> [String: [UInt8]] {
    let utf8 = Array(text.utf8)
    let plain = Array(text.replacing("\"", with: "").utf8)
    func coded(_ name: String) throws -> [UInt8] {
      let converter = iconv_open(name, "UTF-8")
      defer { iconv_close(converter) }
      var (input, output) = (utf8.map { CChar(bitPattern: $0) }, [CChar](repeating: 0, count: utf8.count * 4))
      var (left, room) = (input.count, output.count)
      let status = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
          var (from, to) = (source.baseAddress, target.baseAddress)
          return iconv(converter, &from, &left, &to, &room)
        }
      }
      try #require(status != -1 && left == 0)
      return output.dropLast(room).map { UInt8(bitPattern: $0) }
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return [
      "utf8": utf8, "plain": plain, "marked": mark + utf8, "twice marked": mark + mark + utf8,
      "gb18030": try coded("GB18030"), "utf16": try coded("UTF-16"), "utf16le": try coded("UTF-16LE"),
      "utf16be": try coded("UTF-16BE"), "empty": [], "blank": Array("\r\n\n\r".utf8),
      "unclosed": Array(text.replacing("里\"\"面\"", with: "里").utf8),
    ]
  }

  /// What a file says: its rows, or the refusal's code.
  private func said(_ source: ByteSource, block: Int, longestRow: Int = 64 << 20) -> [String] {
    do {
      let sheet = try SpendingSheet(source, name: "s.csv", measure: .init(block: block, longestRow: longestRow))
      return sheet.unread
        + (try sheet.rows().map { row in
          let cells = [row.project, row.date, row.amount, row.voucher, row.category ?? [], row.memo ?? []]
          return "\(row.number) " + cells.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
            + (row.misfit?.code ?? "")
        })
    } catch {
      return [error.code, error.message]
    }
  }

  /// What was said of the file when it was decoded as a whole.
  private func isText(_ bytes: [UInt8]) -> Bool {
    TextEncoding.utf8(bytes).map { !$0.contains(0) } ?? false
  }

  @Test("blocks of any size, and every encoding, give the same rows")
  func blocks() throws {
    let files = try StreamTests.files()
    let whole = said(ByteSource(try #require(files["utf8"])), block: 1 << 20)
    #expect(
      whole.count == 4 && whole[0].hasPrefix("2 ") && whole[1].hasPrefix("5 ") && whole[2].hasSuffix("row-too-long"))
    #expect(whole[1].contains("两行\n一格，引号\"里\"面"))
    for (name, bytes) in files {
      let expected = said(ByteSource(bytes), block: 1 << 20)
      if name.contains("utf") || name == "gb18030" || name.contains("marked") { #expect(expected == whole, "\(name)") }
      for block in [1, 2, 3, 5, 7, 16, 64, 100] {
        #expect(said(ByteSource(bytes), block: block) == expected, "\(name) in blocks of \(block)")
      }
    }
    #expect(said(ByteSource(try #require(files["unclosed"])), block: 7)[0] == "unclosed-quote")
    #expect(said(ByteSource([]), block: 7)[0] == "wrong-template")
  }

  @Test("what is damaged anywhere is refused as when it was read whole", arguments: [1, 2, 3] as [UInt64])
  func damaged(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    var (text, noText) = (0, 0)
    for (name, bytes) in try StreamTests.files().sorted(by: { $0.key < $1.key }) where !bytes.isEmpty {
      for _ in 0..<120 {
        var spoiled = bytes
        for _ in 0...random(3) {
          switch random(3) {
          case 0: spoiled[random(spoiled.count)] = UInt8(random(256))
          case 1: spoiled.insert(UInt8(random(256)), at: random(spoiled.count))
          default: if spoiled.count > 1 { spoiled.remove(at: random(spoiled.count)) }
          }
        }
        let block = 1 + random(40)
        let now = said(ByteSource(spoiled), block: block)
        #expect(now == said(ByteSource(spoiled), block: 1 << 20), "\(name) in blocks of \(block): \(spoiled)")
        let isZip = spoiled.starts(with: [0x50, 0x4B])
        #expect((now.first == "not-a-text-file") == (!isText(spoiled) && !isZip), "\(name): \(spoiled)")
        if now.first == "not-a-text-file" { noText += 1 } else { text += 1 }
      }
    }
    #expect(text > 100 && noText > 100)
  }

  @Test("a row that does not end is refused before it takes in the file", arguments: ["\"", ""])
  func endless(quote: String) throws {
    let head = "项目编码,日期,金额,凭证号\nP1,2025-03-20,1,\(quote)"
    for (file, code) in [(head, "row-endless"), ("", "row-endless"), (head + "V\(quote)\n", "P1")] {
      let long = [UInt8](repeating: UInt8(ascii: "7"), count: 5_000)
      let bytes = Array(file.utf8) + (code == "P1" ? [] : long)
      #expect(said(ByteSource(bytes), block: 100, longestRow: 4_000).first?.contains(code) == true, "\(file)")
      #expect(said(ByteSource(bytes), block: 100, longestRow: 6_000).first?.contains("endless") == false, "\(file)")
    }
  }

  @Test("empty lines are counted and let go, however many there are", arguments: ["\n", "\r\n", "\r"])
  func emptyLines(end: String) throws {
    let (head, row) = ("项目编码,日期,金额,凭证号\(end)", "P1,2025-03-20,1,V")
    let bytes = Array((head + String(repeating: end, count: 5_000) + row).utf8)
    for block in [99, 100, 101] {
      #expect(said(ByteSource(bytes), block: block, longestRow: 4_000) == ["5002 P1|2025-03-20|1|V||"])
    }
  }

  @Test("a file that somebody writes to while it is read is said to have changed, behind the rows it gave")
  func changed() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("stream-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let head = "项目编码,日期,金额,凭证号\n"
    let rows = (1...50).map { "P\($0),2025-03-20,1,V\($0)\n" }.joined()
    try Data((head + rows).utf8).write(to: URL(fileURLWithPath: path))
    let sheet = try SpendingSheet(
      try #require(ByteSource(file: path, name: "s.csv")), name: "s.csv", measure: .init(block: 100))
    #expect(try sheet.rows().count == 50)
    var reader = try sheet.reader()
    _ = try reader.next()
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("P51,2025-03-20,1,V51\n".utf8))
    try file.close()
    var count = 1
    let error = #expect(throws: Refusal.self) { while try reader.next() != nil { count += 1 } }
    #expect(error?.code == "file-changed" && count == 51)
    #expect(ByteSource(file: path + "-none", name: "s.csv") == nil)
  }
}
