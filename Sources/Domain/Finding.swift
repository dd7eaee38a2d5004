/// Something noticed in what a person or a document gave. It never stops the rest.
package struct Finding: Hashable, Sendable {
  /// How grave it is.
  package enum Severity: String, Sendable, CaseIterable {
    /// Something could not be taken.
    case error
    /// Taken, but a person should look.
    case warning
    /// Worth knowing.
    case info
  }

  /// How grave it is.
  package let severity: Severity
  /// A name that does not change with the wording, such as `plan-amount-under-percent-header`.
  package let code: String
  /// The project it is about, if one.
  package let project: ProjectCode?
  /// What is the matter, with both numbers, and what to do: a Chinese sentence.
  package let message: String
  /// Where: file, table, row, column, in words.
  package let place: String

  /// A finding.
  package init(_ severity: Severity, _ code: String, project: ProjectCode? = nil, _ message: String, at place: String) {
    self.severity = severity
    self.code = code
    self.project = project
    self.message = message
    self.place = place
  }
}
