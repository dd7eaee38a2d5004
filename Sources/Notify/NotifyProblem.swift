/// Why a channel cannot be set up or used: a Chinese sentence that says what to do.
public struct NotifyProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A short name for programs.
  public let code: String
  /// What to tell the person.
  public let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
