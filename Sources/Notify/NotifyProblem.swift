/// Why a channel cannot be set up or used: a Chinese sentence that says what to do.
package struct NotifyProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A short name for programs.
  package let code: String
  /// What to tell the person.
  package let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
