import Documents
import Domain
import Foundation
import TestSupport
import Testing

/// What the import says of targets, by either reading.
@Suite("Findings about targets")
struct TargetFindingTests {
  /// The sample with another target in place of the first one, ≥430平方米.
  private func read(_ target: String, by reading: TargetReading) throws -> (
    target: Target, codes: [String], text: String
  ) {
    let text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
      .replacingOccurrences(of: "≥430平方米", with: target)
    let disclosure = Disclosure.parse(try Document.read(Array(text.utf8), file: "a.txt"), reading: reading)
    let project = try #require(disclosure.budget?.projects.first { $0.code.text == "13062525P000232100244" })
    let indicator = try #require(project.indicators.first)
    let findings = disclosure.findings.filter {
      $0.project == project.code && $0.code.hasPrefix("target-") && $0.message.contains(indicator.level3)
    }
    return (indicator.target, findings.map(\.code), findings.first?.message ?? "")
  }

  @Test(
    "by the second reading what is not plain is said, and what nobody can tell is asked about",
    arguments: [
      ("≥400平方米", [], ""), ("不低于400平方米", [], ""), ("12月底前", ["target-read-as"], "读作时限：2025年12月31日及以前"),
      ("24小时内", ["target-read-as"], "“24小时内”读作“≤24小时”"), ("85%～100%", ["target-read-as"], "读作“85%-100%”"),
      ("控制在5%以内", ["target-read-as"], "读作“≤5%”"), ("零事故", ["target-read-as"], "读作“=0事故”"),
      ("95%左右", ["target-about"], "暂按“≥95%”考核"), ("20人左右", ["target-unclear"], "暂作文字"),
      ("6月前完成", ["target-unclear"], "像是时间"), ("1-12月", ["target-unclear"], "像是时间"), ("12月", ["target-unclear"], "像是时间"),
      ("及时", ["target-in-words"], ""), ("按月", ["target-in-words"], ""), ("", ["target-undecided"], ""),
      ("15个工作日内", [], ""),
    ])
  func second(text: String, codes: [String], words: String) throws {
    let found = try read(text, by: .second)
    #expect(found.codes == codes)
    #expect(words.isEmpty || found.text.contains(words), "\(found.text)")
  }

  @Test(
    "by the first reading nothing is said that was not said before",
    arguments: [
      ("12月底前", []), ("24小时内", []), ("95%左右", []), ("85%-100%", ["target-in-words"]), ("零事故", ["target-in-words"]),
    ])
  func first(text: String, codes: [String]) throws {
    #expect(try read(text, by: .first).codes == codes)
  }

  @Test("bindings follow from the reading: a cap in words for a sign is a cap")
  func bindings() throws {
    let text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
      .replacingOccurrences(of: "≤3万元", with: "控制在3万元以内")
    func binding(_ reading: TargetReading) throws -> Set<String> {
      let disclosure = Disclosure.parse(try Document.read(Array(text.utf8), file: "a.txt"), reading: reading)
      let all = try #require(disclosure.budget).projects.flatMap(\.indicators)
      return Set(all.filter { $0.target.text == "控制在3万元以内" }.map(\.binding.name))
    }
    #expect(try binding(.first) == ["observation"])
    #expect(try binding(.second) == ["spending"])
  }
}
