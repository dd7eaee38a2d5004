import Contract
import Domain
import Testing

@Suite("Answers as JSON")
struct AnswerEncoderTests {
  private struct Inner: Codable { var name: String, amount: String? }
  private struct Whole: Codable {
    var zulu: Int, alpha: String?, list: [Inner], none: [Int], flag: Bool?, nested: Inner?, kind: RecordedAnswer.Outcome
  }

  @Test("keys stand in the order of their declaration, and one without a value is null, not away")
  func order() throws {
    let whole = Whole(
      zulu: 1, alpha: nil, list: [Inner(name: "甲“乙”", amount: nil)], none: [], flag: nil, nested: nil, kind: .repeated)
    #expect(
      try AnswerEncoder.json(whole).compact
        == #"{"zulu":1,"alpha":null,"list":[{"name":"甲“乙”","amount":null}],"none":[],"flag":null,"nested":null,"kind":"repeated"}"#
    )
    #expect(try AnswerEncoder.json([true, false]).compact == "[true,false]")
    #expect(try AnswerEncoder.json("文").compact == #""文""#)
  }

  @Test("a fraction is no answer: amounts and rates are decimal texts")
  func fractions() {
    #expect(throws: EncodingError.self) { try AnswerEncoder.json(["rate": 0.1]) }
    #expect(throws: EncodingError.self) { try AnswerEncoder.json([Float(1)]) }
  }
}
