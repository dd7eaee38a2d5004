import Domain
import Foundation
import Testing

@Suite("Row ids")
struct RowIDTests {
  @Test("a row is written as its bare number, as forms were kept before rows had types, and read back")
  func bareNumber() throws {
    let row = ProjectID(9_007_199_254_740_993)
    let written = try JSONEncoder().encode([row, 12])
    #expect(String(decoding: written, as: UTF8.self) == "[9007199254740993,12]")
    #expect(try JSONDecoder().decode([ProjectID].self, from: written) == [row, 12])
    #expect("\(row)" == "9007199254740993")
  }

  @Test("what is no whole number is no row", arguments: ["[\"12\"]", "[1.5]", "[null]"])
  func refused(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([AlertID].self, from: Data(text.utf8)) }
  }

  @Test("rows stand in the order of their numbers, and take no more room")
  func order() {
    #expect([DepartmentID(10), 9, -1].sorted() == [-1, 9, 10])
    #expect(Set([IndicatorID(1), 1, 2]).count == 2)
    #expect(MemoryLayout<IndicatorID>.stride == MemoryLayout<Int64>.stride)
  }
}
