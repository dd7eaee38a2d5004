/// What is the matter with a target (指标值), or how it was read. Texts are the target's, or excerpts of it.
package enum TargetFinding: Hashable, Sendable {
  /// A picture, a formula or the like in it.
  case picture(String)
  /// A letter for a digit.
  case letters(String)
  /// Blank.
  case blank
  /// Words such as 待定.
  case undecided(String)
  /// About so many, and nobody can tell which bound.
  case aboutInWords(String)
  /// A time, and nobody can tell which.
  case timeInWords(String)
  /// Looks like a number and is none.
  case numberUnreadable(String)
  /// Words, to be judged by a person.
  case inWords(String)
  /// Read as a last day.
  case deadline(String, Day)
  /// About so many, read for the time being with a bound.
  case about(String, Target.Measure)
  /// Read as a number with a sign and a unit.
  case measure(String, Target.Measure)
}

extension TargetFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .picture: .targetPicture
    case .letters: .targetLetters
    case .blank: .targetBlank
    case .undecided: .targetUndecided
    case .aboutInWords: .targetAboutInWords
    case .timeInWords: .targetTimeInWords
    case .numberUnreadable: .targetNumberUnreadable
    case .inWords: .targetInWords
    case .deadline: .targetDeadline
    case .about: .targetAbout
    case .measure: .targetMeasure
    }
  }
}
