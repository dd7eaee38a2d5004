import Documents
import Domain

/// How one finding is brought about: once for each of its wordings.
struct FindingTrial: Sendable {
  /// An input with what is to be noticed in it.
  struct Example: Sendable {
    /// The whole sentence, and the place in words.
    let says: String, place: String
    /// Everything that is noticed in the input where the service notices it.
    let notice: @Sendable () throws -> [Finding]
  }

  let examples: [Example]

  init(_ examples: Example...) { self.examples = examples }
}

extension FindingTrial.Example {
  /// A document that is read.
  ///
  /// - Parameter changes: each text of the paper that is written otherwise, and how; a text that is not there fails the trial.
  static func reading(
    _ says: String, at place: String, _ changes: KeyValuePairs<String, String> = [:], in paper: Paper = .budget,
    given: Disclosure.Given = Disclosure.Given(), by reading: TargetReading = .first
  ) -> FindingTrial.Example {
    FindingTrial.Example(says: says, place: place) {
      let document = try Document.read(try paper.bytes(changes), file: paper.file)
      return Disclosure.parse(document, given: given, reading: reading).findings
    }
  }
}
