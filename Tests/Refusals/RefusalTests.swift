import Domain
import Testing

/// Every refusal there is, brought about by an input in each of its wordings: so that none is dead, and each says what it is
/// meant to say.
@Suite("Refusals")
struct RefusalTests {
  /// How many are brought about at once: each may copy a database or run the program.
  private static let lanes = 3

  /// What became of a trial.
  private enum Outcome {
    case broughtAbout(examples: Int)
    case wrong(String)
    case unreachable(String)
  }

  @Test("each one is brought about by an input, and says what it should")
  func everyOne() async {
    let outcomes = await RefusalTests.tryAll()
    var (done, examples, unreachable) = (0, 0, [String]())
    for kind in RefusalKind.allCases {
      switch outcomes[kind] {
      case .broughtAbout(let count): (done, examples) = (done + 1, examples + count)
      case .unreachable(let why): unreachable.append("  not \(kind.rawValue): \(why)")
      case .wrong(let what): Issue.record("\(kind.rawValue): \(what)")
      case nil: Issue.record("\(kind.rawValue): not tried")
      }
    }
    print(
      (["\(done) refusals, each brought about, by \(examples) inputs; \(unreachable.count) cannot be"] + unreachable)
        .joined(separator: "\n"))
  }

  private static func tryAll() async -> [RefusalKind: Outcome] {
    await withTaskGroup(of: (RefusalKind, Outcome).self) { group in
      var left = RefusalKind.allCases[...]
      func tryNext() {
        guard let kind = left.popFirst() else { return }
        group.addTask { (kind, await outcome(of: kind)) }
      }
      for _ in 0..<lanes { tryNext() }
      var outcomes: [RefusalKind: Outcome] = [:]
      while let (kind, outcome) = await group.next() {
        outcomes[kind] = outcome
        tryNext()
      }
      return outcomes
    }
  }

  private static func outcome(of kind: RefusalKind) async -> Outcome {
    switch kind.trial {
    case .unreachable(let why): return .unreachable(why)
    case .provoked(let examples):
      for example in examples {
        if let mistake = await mistake(in: example, kind) { return .wrong(mistake) }
      }
      return .broughtAbout(examples: examples.count)
    }
  }

  private static func mistake(in example: Trial.Example, _ kind: RefusalKind) async -> String? {
    do {
      let place = try Place()
      defer { place.clear() }
      do {
        try await example.provoke(place)
        return "nothing was refused, which should say\n  \(example.says(place))"
      } catch {
        return mistake(in: error, kind, example.says(place))
      }
    } catch {
      return "there is no place for it: \(error)"
    }
  }

  /// What is wrong with what came; nil where it is the refusal that was meant, in its words.
  private static func mistake(in error: any Error, _ kind: RefusalKind, _ sentence: String) -> String? {
    switch error {
    case let refusal as Refusal where refusal.kind != kind: "\(refusal.code) came: \(refusal)"
    case let refusal as Refusal where refusal.message == sentence: nil
    case let refusal as Refusal: "it says\n  \(refusal.message)\nnot\n  \(sentence)"
    case let said as Said where said.code != kind.fault.exitCode: "exit code \(said.code): \(said.lines)"
    case let said as Said where said.lines.contains(sentence): nil
    case let said as Said: "it says\n  \(said.lines.joined(separator: "\n  "))\nnot\n  \(sentence)"
    default: "\(error)"
    }
  }
}
