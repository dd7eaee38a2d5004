import Domain
import Testing

/// Every finding there is, brought about by an input in each of its wordings.
@Suite("Findings")
struct FindingTrialTests {
  @Test("each one is brought about by an input, and says what it should at its place")
  func everyOne() {
    var (kinds, examples) = (0, 0)
    for kind in FindingKind.allCases {
      let mistakes = kind.trial.examples.compactMap { FindingTrialTests.mistake(in: $0, kind) }
      for mistake in mistakes { Issue.record("\(kind): \(mistake)") }
      if mistakes.isEmpty, !kind.trial.examples.isEmpty { kinds += 1 }
      examples += kind.trial.examples.count - mistakes.count
    }
    #expect(kinds == FindingKind.allCases.count)
    print(
      "\(kinds) findings of \(Set(FindingKind.allCases.map(\.code)).count) codes, brought about by \(examples) inputs")
  }

  @Test("the paper that is changed has nothing wrong in it, however it is written down", arguments: Paper.whole)
  func paper(_ paper: Paper) throws {
    let example = FindingTrial.Example.reading("", at: "", in: paper)
    #expect(try example.notice().map(\.message) == [])
  }

  /// What is wrong with what was noticed; nil where the finding that was meant is there, in its words and at its place.
  private static func mistake(in example: FindingTrial.Example, _ kind: FindingKind) -> String? {
    do {
      let findings = try example.notice()
      let meant = findings.contains {
        $0.matter.kind == kind && $0.message == example.says && $0.place == example.place
      }
      guard !meant else { return nil }
      let came = findings.map { "\($0.code) \($0.message)（\($0.place)）" }.joined(separator: "\n  ")
      return "there is\n  \(came)\nnot\n  \(example.says)（\(example.place)）"
    } catch {
      return "\(error)"
    }
  }
}

extension Paper {
  fileprivate static let whole = [budget, budget.written(as: .lines), budget.written(as: .word)]
}
