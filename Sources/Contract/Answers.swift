/// That something was done, or was so already.
package struct DoneAnswer: Codable, Hashable, Sendable {
  /// Whether anything is other than before.
  package enum Outcome: String, Codable, Sendable { case done, unchanged }

  /// Whether anything is other than before.
  package var outcome: Outcome
  /// What was done, in a sentence.
  package var message: String

  /// That something was done.
  package init(_ message: String, _ outcome: Outcome = .done) {
    (self.outcome, self.message) = (outcome, message)
  }
}

/// That a file was written.
package struct FileAnswer: Codable, Hashable, Sendable {
  /// Its path, as it was given.
  package var file: String
  /// The same in a sentence, with what is in it.
  package var message: String

  /// A file.
  package init(_ file: String, _ message: String) { (self.file, self.message) = (file, message) }
}
