/// What an auditor would ask about, with its figures.
package enum DoubtMatter: Hashable, Sendable {
  /// Why a target cannot be measured.
  package enum Vagueness: Hashable, Sendable {
    /// It is blank.
    case blank
    /// It is not decided.
    case undecided
    /// It repeats the indicator's name.
    case repeatsName
    /// It promises with a word such as 提高.
    case promises(String)
    /// It has no number.
    case words
  }

  /// How points were set after the form was approved.
  package struct ChangedWeights: Hashable, Sendable {
    /// The version of the form.
    package let version: Int
    /// Why they were set by hand; nil where they are the usual ones again.
    package let reason: String?

    /// Points of a version.
    package init(version: Int, reason: String?) { (self.version, self.reason) = (version, reason) }
  }

  /// A part of the points that was got.
  package struct Marks: Hashable, Sendable {
    /// What was got, and its share of the whole.
    package let points: Points, rate: Ratio

    /// Points with their share.
    package init(_ points: Points, rate: Ratio) { (self.points, self.rate) = (points, rate) }
  }

  /// A target that nobody could measure.
  case vague(String, Vagueness)
  /// A row that says such a word and carries points.
  case notApplicable(String, points: Points)
  /// Marks for the indicators and for the execution of the budget, with what was paid of it.
  case highMarks(indicators: Marks, execution: Marks, paid: Money, budget: Money)
  /// Paid in December, its share of the budget, the most that is usual, and what the plan had through November, or the elapsed
  /// time where there is no plan.
  case december(paid: Money, budget: Money, share: Ratio, most: Int, planned: Share, isFallback: Bool)
  /// A target that a later document changed.
  case targetChanged(from: String, to: String, on: Day)
  /// Points changed after the approval.
  case weightsChanged(ChangedWeights)
  /// Money of a year (nil where the code does not say), still carried over in another; the years that carried it.
  case carriedTwice(made: Int?, Money, year: Int, carried: [Int])
  /// Indicators whose values have no evidence, by number and name.
  case noEvidence([Row])
  /// More paid than the budget.
  case overspent(paid: Money, budget: Money)
  /// A finding of the document.
  case told(KeptFinding)

  /// A row of the form: its number, from 1, and its indicator's name.
  package struct Row: Hashable, Sendable {
    /// The number.
    package let number: Int
    /// The name.
    package let name: String

    /// A row.
    package init(_ number: Int, _ name: String) { (self.number, self.name) = (number, name) }
  }

  /// Where an auditor would look.
  package enum Place: Hashable, Sendable {
    /// A row of the form.
    case row(Row)
    /// The total of the self-evaluation.
    case total
    /// What was paid in December.
    case december
    /// The points of the self-evaluation.
    case weights
    /// The project's code.
    case code(ProjectCode)
    /// The values of the indicators.
    case values
    /// The payments.
    case payments
    /// Where a finding was noticed, in the words of its day.
    case told(String)
  }
}

extension DoubtMatter {
  /// What is doubtful.
  package var kind: Doubt.Kind {
    switch self {
    case .vague: .vague
    case .notApplicable: .notApplicable
    case .highMarks: .highMarks
    case .december: .december
    case .targetChanged, .weightsChanged: .changed
    case .carriedTwice: .carriedTwice
    case .noEvidence: .noEvidence
    case .overspent, .told: .sums
    }
  }
}
