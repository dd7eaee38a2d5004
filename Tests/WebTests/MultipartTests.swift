import Testing

@testable import Web

@Suite("Forms with files")
struct MultipartTests {
  private static let type = "multipart/form-data; boundary=\"--x--9\""
  private static let body =
    "preamble\r\n----x--9\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n----x--9  \r\n"
    + "Content-Disposition: form-data; name=\"file\"; filename=\"预算%22一%22.docx\"\r\nContent-Type: x/y\r\n\r\n"
    + "\r\n--\r\n----x--8\r\n----x--\r\n----x--9\r\ncontent-disposition: form-data; filename=\"\"; name=none\r\n\r\n"
    + "\r\n----x--9--\r\nepilogue"
  private static let parts = [
    Multipart.Part(name: "token", file: nil, bytes: Array("abc".utf8)),
    Multipart.Part(name: "file", file: "预算\"一\".docx", bytes: Array("\r\n--\r\n----x--8\r\n----x--".utf8)),
    Multipart.Part(name: "none", file: "", bytes: []),
  ]

  private func read(_ pieces: [ArraySlice<UInt8>]) throws -> [Multipart.Part] {
    var reader = try #require(Multipart(contentType: MultipartTests.type))
    for piece in pieces { try reader.take(piece) }
    return try reader.finish()
  }

  @Test("the same parts come out wherever it is split, in two and in single bytes")
  func everySplit() throws {
    let bytes = Array(MultipartTests.body.utf8)
    #expect(try read([bytes[...]]) == MultipartTests.parts)
    for place in 0...bytes.count {
      #expect(try read([bytes[..<place], bytes[place...]]) == MultipartTests.parts, "split at \(place)")
    }
    #expect(try read(bytes.indices.map { bytes[$0...$0] }) == MultipartTests.parts)
    for width in 2..<40 {
      let pieces = stride(from: 0, to: bytes.count, by: width).map { bytes[$0..<min($0 + width, bytes.count)] }
      #expect(try read(pieces) == MultipartTests.parts, "pieces of \(width)")
    }
  }

  @Test("one that breaks off anywhere is refused")
  func brokenOff() {
    let bytes = Array(MultipartTests.body.utf8)
    let end = bytes.count - "\r\nepilogue".utf8.count
    for place in 0..<end {
      #expect(throws: Multipart.Fault.self, "broken off at \(place)") { try read([bytes[..<place]]) }
    }
  }

  @Test("what no browser sends is refused, and what no form here has")
  func malformed() throws {
    func refused(_ text: String) -> Bool {
      (try? read([Array(("----x--9\r\n" + text + "\r\n----x--9--").utf8)[...]])) == nil
    }
    #expect(refused("\r\nno head") && refused("X: y\r\n\r\nz"))
    #expect(refused("Content-Disposition: form-data\r\n\r\nz"))
    #expect(refused(String(repeating: "A: " + String(repeating: "b", count: 100) + "\r\n", count: 60) + "\r\nz"))
    var many = ""
    for _ in 0..<500 { many += "Content-Disposition: form-data; name=\"a\"\r\n\r\nz\r\n----x--9\r\n" }
    #expect(refused(many + "Content-Disposition: form-data; name=\"a\"\r\n\r\nz"))
    for type in ["multipart/form-data", "multipart/mixed; boundary=x", "text/plain", "multipart/form-data; boundary="] {
      #expect(Multipart(contentType: type) == nil)
    }
  }
}
