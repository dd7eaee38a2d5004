/// How far a form had come when somebody looked at it: which version, and the last that happened to it. Whoever
/// judges it judges what was seen.
package struct FormStep: Hashable, Sendable {
  /// The version, and the number of its last transition; 0 for none.
  package let version: Int, number: Int

  /// A version as far as it has come.
  package init(version: Int, _ progress: FormProgress) {
    (self.version, number) = (version, progress.transitions.last?.number ?? 0)
  }

  /// `1.3`; where nobody says what was seen, nothing was.
  package init(_ text: String?) {
    let parts = (text ?? "").split(separator: ".").map { Int($0) ?? 0 }
    (version, number) = parts.count == 2 ? (parts[0], parts[1]) : (0, 0)
  }

  /// `1.3`: the third thing that happened to the first version.
  package var text: String { "\(version).\(number)" }

  /// A version's last step, as it is kept.
  package init(version: Int, number: Int) { (self.version, self.number) = (version, number) }

  /// Refused where something happened to the form since.
  package func check(_ progress: FormProgress, version: Int) throws(Refusal) {
    guard FormStep(version: version, progress) != self else { return }
    throw .form(.movedOn(state: progress.state.chinese, last: progress.transitions.last))
  }
}
