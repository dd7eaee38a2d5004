import Documents
import Domain
import Foundation
import TestSupport
import Testing

/// Whose division a document is of: by a person's word, by the codes of its projects, or by what is usual.
@Suite("The division of a document")
struct DivisionReadingTests {
  private let xushui = DivisionCode(kept: "130625"), other = DivisionCode(kept: "130402")

  /// The sample with the first codes of another division, or with codes that name none.
  private func read(_ replaced: (old: String, new: String, times: Int)? = nil, _ given: Disclosure.Given = .init())
    throws
    -> Disclosure
  {
    var text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
    if let (old, new, times) = replaced {
      let parts = text.components(separatedBy: old)
      text = parts.enumerated().reduce(into: "") {
        $0 += ($1.offset == 0 ? "" : $1.offset <= times ? new : old) + $1.element
      }
    }
    return Disclosure.parse(try Document.read(Array(text.utf8), file: "a.txt"), given: given)
  }

  @Test("the codes tell it; a person's word goes before, with a remark; what is usual only where nothing is told")
  func told() throws {
    #expect(try read().budget?.department.division == xushui)
    #expect(try read(nil, .init(usualDivision: other)).budget?.department.division == xushui)
    let given = try read(nil, .init(division: other, usualDivision: xushui))
    #expect(given.budget?.department.division == other && given.findings.contains { $0.code == "division-given" })
    let silent = ("13062525P", "XM", Int.max)
    #expect(try read(silent).budget?.department.division == .unspecified)
    #expect(try read(silent, .init(usualDivision: other)).budget?.department.division == other)
  }

  @Test("a code of another division is pointed out; where none is in more than half, a person is asked")
  func contradicting() throws {
    let slip = try read(("13062525P", "13040225P", 1))
    #expect(slip.budget?.department.division == xushui && slip.findings.contains { $0.code == "division-of-code" })
    let half = try read(("13062525P", "13040225P", 6))
    let error = try #require(half.findings.first { $0.code == "division-ambiguous" })
    #expect(half.budget == nil && error.message.contains("130402、130625") && error.message.hasSuffix("请指定。"))
    #expect(try read(("13062525P", "13040225P", 6), .init(division: xushui)).budget?.department.division == xushui)
  }
}
