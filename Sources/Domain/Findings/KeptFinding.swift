/// A finding as it was told when its document came: its words are those of that day, and its code may be one no longer in use.
package struct KeptFinding: Hashable, Sendable {
  /// How grave it is.
  package let severity: Finding.Severity
  /// Its name for programs.
  package let code: String
  /// The project it is about, if one.
  package let project: ProjectCode?
  /// The sentence.
  package let message: String
  /// Where, in words.
  package let place: String

  /// A finding out of what is kept.
  package init(
    severity: Finding.Severity, code: String, project: ProjectCode?, message: String, place: String
  ) {
    (self.severity, self.code, self.project) = (severity, code, project)
    (self.message, self.place) = (message, place)
  }
}
