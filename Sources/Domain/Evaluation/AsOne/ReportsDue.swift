extension RuleContext {
  /// The values that a period's report still wants, as one alert for the project or the department as a whole: blue, then
  /// yellow, red only once the form that reports them is late. It ends when the form is in, or when the next period opens.
  ///
  /// A value counts that is of a day within the period; one of a later day is another period's, as the form reads it too. A
  /// target that is not decided yet asks for no value.
  func judgeReporting(
    of indicators: [IndicatorFacts], _ project: ProjectFacts?, papers: [PaperIn], into found: inout [Assessment]
  ) {
    for (index, period) in parameters.periods.enumerated() {
      let due = period.due.on(fiscalYear)
      let next = parameters.periods.dropFirst(index + 1).first?.from.on(fiscalYear)
      let left = officeDay.days(to: due)
      guard left <= parameters.dueDays, next.map({ officeDay < $0 }) ?? true else { continue }
      let missing = missingValues(of: indicators, for: period, papers)
      guard !missing.isEmpty else { continue }
      let isFormLate = parameters.forms.contains {
        $0.form == period.form && $0.month == period.month && $0.due.on(fiscalYear) < officeDay
      }
      let severity: AlertSeverity =
        left < 0 && isFormLate ? .red : left <= parameters.dueYellowDays ? .yellow : .blue
      found.append(
        Assessment(
          .valuesDue(self.due(by: due), indicators: missing.count), of: project,
          period: .month(fiscalYear, period.month), severity, since: due - parameters.dueDays))
    }
  }

  /// Those of the indicators that are reported and have no value of a period; none once the paper that reports them is in.
  func missingValues(
    of indicators: [IndicatorFacts], for period: Parameters.ReportingPeriod, _ papers: [PaperIn]
  ) -> [IndicatorFacts] {
    guard !papers.contains(where: { $0.form == period.form && $0.month == period.month && $0.day <= day }) else {
      return []
    }
    let (from, end) = (period.from.on(fiscalYear), min(day, Day(endOf: period.month, in: fiscalYear)))
    return indicators.filter { indicator in
      indicator.binding == .observation && !indicator.isUndecided
        && indicator.observation(from: from, through: end) == nil
    }
  }
}

extension Parameters.ReportingPeriod {
  /// The form that reports its values.
  var form: DepartmentForm { month == 12 ? .selfEvaluation : .monitoring }
}
