/// One indicator's row of a monitoring form: what the data says, and what people filled in.
package struct MonitoringRow: Hashable, Sendable, Codable {
  /// The indicator as printed.
  package let indicator: FormIndicator
  /// What counts: a person's value, else the computed one; nil where nothing is known.
  package let actual: String?
  /// What it has come to by the records; nil where nothing is known.
  package let computed: String?
  /// Why a person's value stands in place of the computed one; nil where none does.
  package let replaced: String?
  /// How it stands, by the value that counts, and the day the value was reported for.
  package let status: IndicatorStatus, observedOn: Day?
  /// What was reported last, of a day before the form's period; nil where the period has a value, or nothing was ever reported.
  package var earlier: EarlierValue?
  /// Whether people say that it cannot be measured yet (未到期), such as a survey of the year's end.
  package let isNotDueYet: Bool
  /// What people say the year will come to, and what is proposed; empty for nothing.
  package let expected: String, proposed: String
  /// The ticked causes, in the form's order.
  package let causes: [DeviationCause]
  /// 原因说明.
  package let explanation: String
  /// The chosen likelihood.
  package let likelihood: Likelihood?
  /// 备注.
  package let measures: String

  // A form is kept only when it has a value for each row: one of before its period is never among what is kept.
  private enum CodingKeys: String, CodingKey {
    case indicator, actual, computed, replaced, status, observedOn, isNotDueYet, expected, proposed, causes,
      explanation,
      likelihood, measures
  }

  /// Whether it deviates, so that the reason is required.
  package var deviates: Bool { status == .offTarget || status == .violated }
  /// Whether it should be said how it stands, and is not.
  package var isUnreported: Bool { status == .notReported && !isNotDueYet }
  /// How it stands for whoever counts: what people say cannot be measured yet is not due.
  package var standing: IndicatorStatus { status == .notReported && isNotDueYet ? .notDue : status }
  /// 全年预计完成情况.
  package var shownExpected: String { expected.isEmpty ? proposed : expected }

  /// 全年预计完成情况 as an amount; nil where it says none.
  func expectedAmount(in unit: Money.Unit) -> Money? { try? Money.parse(shownExpected, unit: unit) }
}

extension MonitoringRow {
  /// The money of a project that some rows follow from: where it stands, and what the year is expected to come to.
  struct Spending {
    let project: ProjectFacts, position: SpendingPosition, forecast: Money
  }

  /// The rows of some indicators on a day, with what is still asked for. `spending` is nil for the department's own
  /// indicators.
  ///
  /// - Parameter first: the first day whose values count for the form.
  static func rows(
    of indicators: [ProjectSheet.Indicator], _ facts: [IndicatorID: IndicatorFacts], _ spending: Spending?,
    from first: Day, by context: RuleContext, _ filling: Filling
  ) -> (rows: [MonitoringRow], problems: [FormProblem]) {
    var rows: [MonitoringRow] = []
    var problems: [FormProblem] = []
    for indicator in indicators {
      guard let recorded = facts[indicator.id] else { continue }
      let (known, earlier) = recorded.reported(from: first, on: context.day)
      let entry = filling[.actual, indicator.id]
      let isNotDueYet = entry?.value == .notDue && recorded.observation(asOf: context.day) == nil
      var counted = known
      var refusal: Refusal?
      if let entry, !isNotDueYet {
        do throws(Refusal) {
          if entry.value == .notDue { throw .form(.reported(indicator.level3)) }
          counted = try known.counting(entry, for: indicator, by: context)
        } catch {
          refusal = error
        }
      }
      var row = MonitoringRow(
        indicator, known, counted, replaced: isNotDueYet || refusal != nil ? nil : entry.map { $0.reason ?? "" },
        isNotDueYet: isNotDueYet, of: spending, by: context, filling)
      if row.isUnreported { row.earlier = earlier }
      problems += row.problems(at: rows.count, indicator.target, refusal)
      if let spending {
        let yearEnd = known.yearEnd(spending.project, spending.position, spending: spending.forecast, on: context.day)
        problems += row.contradiction(at: rows.count, yearEnd, indicator.target, known.binding)
        let most = known.mostAtYearEnd(spending.project, spending.position, spending: spending.forecast)
        problems += row.excess(at: rows.count, most, indicator.target, spending.forecast)
      }
      rows.append(row)
    }
    return (rows, problems)
  }

  private init(
    _ indicator: ProjectSheet.Indicator, _ facts: IndicatorFacts, _ counted: IndicatorFacts, replaced: String?,
    isNotDueYet: Bool, of spending: Spending?, by context: RuleContext, _ filling: Filling
  ) {
    let (project, position) = (spending?.project, spending?.position)
    let id = indicator.id
    let reading = IndicatorReading(counted, of: project, position, on: context.day, by: context)
    let data = Achieved(facts, of: project, position, on: context.day, by: context)
    let value = counted == facts ? data : Achieved(counted, of: project, position, on: context.day, by: context)
    self.indicator = FormIndicator(indicator)
    (actual, computed) = (value.text, data.text)
    // Where nothing is known by the records, nothing is replaced.
    (self.replaced, self.isNotDueYet) = (data.text == nil ? nil : replaced, isNotDueYet)
    (status, observedOn) = (reading.status, reading.observedOn)
    (causes, likelihood) = (filling.causes(id), filling.likelihood(id))
    explanation = filling.text(.explanation, id) ?? ""
    measures = filling.text(.measures, id) ?? ""
    expected = filling.text(.expected, id) ?? ""
    let yearEnd =
      spending.map { facts.yearEnd($0.project, $0.position, spending: $0.forecast, on: context.day) } ?? .missing
    proposed = yearEnd.text ?? MonitoringRow.proposed(indicator.target, value, reading.status, likelihood)
  }

  /// What a person expects of the year against what is expected to be spent. A rate over checkpoints hangs on when it is spent,
  /// too: up to what is possible it is left to people; so is what each of several categories has of it, up to their sum.
  private func contradiction(
    at index: Int, _ yearEnd: Achieved, _ target: Target, _ binding: Binding
  ) -> [FormProblem] {
    guard binding != .spendingTimeliness, binding.category == nil, !expected.isEmpty,
      yearEnd.contradicts(expected, for: target),
      let text = yearEnd.text
    else { return [] }
    return [FormProblem(.row(index, .expected), .expectedContradicts(text))]
  }

  /// What a person expects of a rate over checkpoints against the most that it can still become.
  private func excess(at index: Int, _ most: Achieved, _ target: Target, _ forecast: Money) -> [FormProblem] {
    guard !expected.isEmpty, most.isExceeded(by: expected, for: target), let text = most.text else { return [] }
    return [FormProblem(.row(index, .expected), .expectedAbove(most: text, forecast: forecast))]
  }

  /// What the year will come to: where people are certain, or have not said otherwise, the target, or what is more than it.
  private static func proposed(
    _ target: Target, _ achieved: Achieved, _ status: IndicatorStatus, _ likelihood: Likelihood?
  ) -> String {
    guard likelihood == nil || likelihood == .certain else { return "" }
    // What is missed already is not reached by waiting.
    let isMissed = status == .violated || status == .offTarget && target.measure == nil
    guard let measure = target.measure else { return target.isUndecided || isMissed ? "" : Band.reached.rawValue }
    if status == .met, !measure.comparison.isReverse || measure.comparison == .lessThan, let text = achieved.text {
      return text
    }
    if measure.comparison == .lessThan, measure.kind == .count, measure.value.scale == 0 {
      return "\(measure.value.units - 1)\(measure.unit)"
    }
    // What is to be less or more than a number does not come to the number itself.
    return status == .violated || target.isMissed(by: measure.amount) ? "" : measure.amount
  }

  /// What is still asked for in the row, from the left.
  private func problems(at index: Int, _ target: Target, _ refusal: Refusal?) -> [FormProblem] {
    var found: [(FormPlace.RowPart, FormProblem.Kind)] = []
    if let refusal {
      found.append((.actual, .refused(refusal)))
    } else if isUnreported {
      found.append((.actual, earlier.map { .earlierValue($0.text, of: $0.day) } ?? .unreported))
    }
    if shownExpected.isEmpty { found.append((.expected, .expectedMissing)) }
    if deviates, causes.isEmpty {
      found.append((.explanation, .causesMissing))
    } else if explanation.isEmpty, deviates || !causes.isEmpty {
      found.append((.explanation, .explanationMissing))
    }
    if likelihood == nil { found.append((.likelihood(.certain), .likelihoodMissing)) }
    if likelihood == .certain, !shownExpected.isEmpty, target.isMissed(by: shownExpected) {
      found.append((.likelihood(.certain), .certainButMissed(expected: shownExpected)))
    }
    if measures.isEmpty, likelihood == .possible || likelihood == .impossible {
      found.append((.measures, .measuresMissing))
    }
    return found.map { FormProblem(.row(index, $0), $1) }
  }
}

extension Target {
  /// Whether a number as people read it misses the target; never for what is no number.
  fileprivate func isMissed(by text: String) -> Bool {
    guard let measure, case .number(let number)? = try? ObservedValue.parse(text, for: self),
      let value = Quantity(parsing: number.shortest)
    else { return false }
    return !measure.isMet(by: value.ratio)
  }
}

extension IndicatorFacts {
  /// The same with what a person typed in place of what is recorded.
  func counting(
    _ entry: FormEntry, for indicator: ProjectSheet.Indicator, by context: RuleContext
  ) throws(Refusal) -> IndicatorFacts {
    let value = try value(typed: entry.text, for: indicator.target, practice: context.practice)
    return observed(try value.known(on: context.day), on: context.day)
  }
}

extension MonitoringRow {
  /// The columns of a row, from the left, with what is said of a replaced value.
  static let columns: [FormPlace.RowPart] =
    [.name, .target, .actual, .computed, .actualReason, .expected] + DeviationCause.allCases.map { .cause($0) } + [
      .explanation
    ]
    + Likelihood.allCases.map { .likelihood($0) } + [.measures]

  func text(_ part: FormPlace.RowPart) -> String {
    switch part {
    case .name: indicator.level3
    case .target: indicator.target
    case .actual: actual ?? (isUnreported ? "" : "（\(isNotDueYet ? FormValue.notDueWord : status.chinese)）")
    case .computed: replaced == nil ? "" : computed ?? ""
    case .actualReason: replaced ?? ""
    case .expected: shownExpected
    case .cause(let cause): causes.contains(cause) ? "√" : ""
    case .explanation: explanation
    case .likelihood(let choice): likelihood == choice ? "√" : ""
    case .measures: measures
    case .points, .score: ""
    }
  }

  func source(_ part: FormPlace.RowPart) -> FormSource? {
    switch part {
    case .actual: replaced != nil ? .replaced : actual != nil && computed != nil ? .computed : nil
    case .expected: expected.isEmpty && !proposed.isEmpty ? .computed : nil
    default: nil
    }
  }
}
