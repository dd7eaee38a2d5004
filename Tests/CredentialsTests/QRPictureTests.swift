import Domain
import Foundation
import TestTools
import Testing

@testable import Credentials

@Suite("Pictures for telephones")
struct QRPictureTests {
  private static let address = TOTP(secret: Array("12345678901234567890".utf8)).address(account: "张三")

  @Test("the path of a page is read back by zbar", .enabled(if: Tool.has("rsvg-convert", "zbarimg")))
  func page() throws {
    for text in [Self.address, "a", String(repeating: "绩效", count: 300)] {
      let picture = try QRPicture(text)
      let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(picture.side) \(picture.side)">\
        <path fill="#fff" d="M0 0h\(picture.side)v\(picture.side)H0z"/><path d="\(picture.path)"/></svg>
        """
      #expect(try Self.read(svg) == text)
    }
  }

  @Test("so is what stands in a terminal, colours or none", .enabled(if: Tool.has("rsvg-convert", "zbarimg")))
  func terminal() throws {
    let picture = try QRPicture(Self.address)
    let coloured = picture.terminal()
    let plain = coloured.replacingOccurrences(of: "\u{1B}[38;5;16;48;5;231m", with: "").replacingOccurrences(
      of: "\u{1B}[0m", with: "")
    #expect(plain == picture.terminal(coloured: false) && !plain.contains("\u{1B}"))
    #expect(
      coloured.split(separator: "\n").allSatisfy {
        $0.hasPrefix("\u{1B}[38;5;16;48;5;231m") && $0.hasSuffix("\u{1B}[0m")
      })
    var (path, lines) = ("", 0)
    for (row, line) in plain.split(separator: "\n").enumerated() {
      #expect(line.count == picture.side)
      lines += 1
      for (column, block) in line.enumerated() {
        if "█▀".contains(block) { path += "M\(column) \(2 * row)h1v1h-1z" }
        if "█▄".contains(block) { path += "M\(column) \(2 * row + 1)h1v1h-1z" }
      }
    }
    #expect(lines == (picture.side + 1) / 2)
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(picture.side) \(2 * lines)">\
      <path fill="#fff" d="M0 0h\(picture.side)v\(2 * lines)H0z"/><path d="\(path)"/></svg>
      """
    #expect(try Self.read(svg) == Self.address)
  }

  @Test("the modules are those that qrencode draws", .enabled(if: Tool.has("qrencode")))
  func modules() throws {
    let picture = try QRPicture(Self.address)
    let drawn = try Tool.run("qrencode", "-8", "-l", "M", "-m", "4", "-t", "ASCII", Self.address)
    let ours = (0..<picture.side).map { row in
      (0..<picture.side).map { picture.isDark(row: row, column: $0) ? "##" : "  " }.joined() + "\n"
    }.joined()
    #expect(ours == drawn)
  }

  @Test("more than such a picture holds is refused")
  func tooLong() {
    #expect(throws: Refusal.access(.pictureTooLong(bytes: 3000))) { try QRPicture(String(repeating: "绩", count: 1000)) }
  }

  private static func read(_ svg: String) throws -> String {
    try Tool.inFolder { folder in
      try Data(svg.utf8).write(to: URL(fileURLWithPath: folder + "/a.svg"))
      _ = try Tool.run("rsvg-convert", "-w", "900", "-o", folder + "/a.png", folder + "/a.svg")
      let text = try Tool.run("zbarimg", "--quiet", "--raw", folder + "/a.png")
      return String(text.dropLast())
    }
  }
}
