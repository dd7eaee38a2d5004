/// That a form which was approved, and stands, says why an indicator is off its target.
package struct Explanation: Hashable, Sendable {
  /// The form.
  package let form: DepartmentForm
  /// The month through which it reports.
  package let month: Int
  /// Of which indicator.
  package let indicator: IndicatorID
  /// Since when the form is approved.
  package let day: Day

  /// An explanation.
  package init(form: DepartmentForm, month: Int, indicator: IndicatorID, day: Day) {
    (self.form, self.month, self.indicator, self.day) = (form, month, indicator, day)
  }
}

extension RuleContext {
  /// Marks what an approved form explains: a value off its target by the row of its indicator, what was not paid in time by that
  /// of the project's 支出进度及时率 or 预算执行率. It stands as it did and is as grave; nobody has to say why again.
  ///
  /// A form explains what was known when it was approved: not a later value, nor a later checkpoint. When the year is over, the
  /// self-evaluation does.
  func markingExplained(_ found: [Assessment], of department: DepartmentFacts) -> [Assessment] {
    let said = department.explanations.filter { $0.day <= day && (!isPastYearEnd || $0.form == .selfEvaluation) }
    guard !said.isEmpty else { return found }
    let latest = Dictionary(said.map { ($0.indicator, $0.day) }, uniquingKeysWith: max)
    return found.map { assessment in
      let known: Day?
      let rows: [IndicatorID]
      switch assessment.cause {
      case .offTarget(let cause):
        (rows, known) = ([assessment.key.indicator].compactMap { $0 }, cause.observedOn)
      case .lack(let cause):
        (rows, known) = (spendingRows(of: assessment.key.project, in: department), cause.last?.checkpoint)
      default: return assessment
      }
      let isExplained = rows.compactMap { latest[$0] }.contains { day in known.map { $0 <= day } ?? true }
      return isExplained ? assessment.explained() : assessment
    }
  }

  private func spendingRows(of project: ProjectID?, in department: DepartmentFacts) -> [IndicatorID] {
    department.projects.first { $0.id == project }?.indicators
      .filter { $0.binding == .spendingTimeliness || $0.binding == .budgetExecution }.map(\.id) ?? []
  }
}
