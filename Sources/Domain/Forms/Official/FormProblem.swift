/// What keeps a form from being handed in: where, and what it is.
package struct FormProblem: Hashable, Sendable {
  /// What is missing, or cannot be as it is.
  package enum Kind: Hashable, Sendable {
    /// 实施 of a monitoring form's row: nobody reported anything.
    case unreported
    /// A self-evaluation's row has no value; that is not zero.
    case valueMissing
    /// Nothing is reported for the form's period, but something before it began: whether that still holds is a person's to say.
    case earlierValue(String, of: Day)
    /// The same indicator has another value in another row of the form, which is named.
    case twinDiffers(row: Int, goal: String, value: String)
    /// A person's value, score or points cannot be taken.
    case refused(Refusal)
    /// What the year will come to is not said.
    case expectedMissing
    /// What the year will come to is said otherwise than what is expected to be spent, which comes to this.
    case expectedContradicts(String)
    /// What the year will come to is more than what it can still become with what is expected to be spent.
    case expectedAbove(most: String, forecast: Money)
    /// It deviates, and no cause is ticked; or no words are written.
    case causesMissing, explanationMissing
    /// A score or value that has to be explained.
    case explanationNeeded([ExplanationReason])
    /// No likelihood is chosen.
    case likelihoodMissing
    /// It is said to be certain that the target is met, and the year is expected to come to what misses it.
    case certainButMissed(expected: String)
    /// The target may be missed, and nothing is said to be done.
    case measuresMissing
    /// A project without indicators has to say why.
    case withoutIndicators
    /// The expected spending is less than what is paid, or more than the budget.
    case forecastBelowPaid(Money), forecastAboveBudget(Money)
    /// A text that the form's layout asks for is blank.
    case textMissing
    /// 实际完成情况 is blank.
    case accomplishmentMissing
    /// The execution rate is low (below the share), or the budget was adjusted, and nobody says why.
    case executionReasonMissing(below: Ratio?, isAdjusted: Bool)
    /// Nothing was budgeted: a person gives the score.
    case executionUndecided
    /// That score is above the points.
    case executionAbove(Points)
    /// What was paid of each source does not come to what was paid.
    case sourcesDiffer(paid: Money)
    /// The basic spending of a department is not reported.
    case basicPaidMissing
    /// A project's form is not handed in, or has no total.
    case projectNotIn, projectWithoutTotal
  }

  /// Where it is.
  package let place: FormPlace
  /// What it is.
  package let kind: Kind

  /// A problem.
  package init(_ place: FormPlace, _ kind: Kind) { (self.place, self.kind) = (place, kind) }
}

extension FormProblem.Kind {
  /// A name for programs.
  package var code: String {
    switch self {
    case .unreported: "unreported"
    case .valueMissing: "value-missing"
    case .twinDiffers: "twin-differs"
    case .earlierValue: "earlier-value"
    case .refused(let refusal): refusal.code
    case .expectedMissing: "expected-missing"
    case .expectedContradicts: "expected-contradicts"
    case .expectedAbove: "expected-above"
    case .causesMissing: "causes-missing"
    case .explanationMissing: "explanation-missing"
    case .explanationNeeded: "explanation-needed"
    case .likelihoodMissing: "likelihood-missing"
    case .certainButMissed: "certain-but-missed"
    case .measuresMissing: "measures-missing"
    case .withoutIndicators: "without-indicators"
    case .forecastBelowPaid: "forecast-below-paid"
    case .forecastAboveBudget: "forecast-above-budget"
    case .textMissing: "text-missing"
    case .accomplishmentMissing: "accomplishment-missing"
    case .executionReasonMissing: "execution-reason-missing"
    case .executionUndecided: "execution-undecided"
    case .executionAbove: "execution-above"
    case .sourcesDiffer: "sources-differ"
    case .basicPaidMissing: "basic-paid-missing"
    case .projectNotIn: "project-not-in"
    case .projectWithoutTotal: "project-without-total"
    }
  }
}
