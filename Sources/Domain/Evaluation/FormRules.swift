/// A form a department hands in for a period.
package enum DepartmentForm: String, Codable, Sendable, CaseIterable {
  /// 项目支出绩效目标执行监控表, in the middle of the year.
  case monitoring
  /// 项目支出绩效自评表, after the year's end.
  case selfEvaluation = "self-evaluation"

  /// What people call it.
  package var chinese: String { self == .monitoring ? "绩效运行监控表" : "绩效自评表" }

  /// The rule that watches its date.
  var rule: Rule { self == .monitoring ? .monitoringDue : .selfEvaluationDue }
}

/// That a department handed in a form.
package struct FormSubmission: Hashable, Sendable {
  /// The form.
  package let form: DepartmentForm
  /// The month through which it reports; 12 for the self-evaluation.
  package let month: Int
  /// When.
  package let day: Day

  /// A submission.
  package init(form: DepartmentForm, month: Int, day: Day) {
    self.form = form
    self.month = month
    self.day = day
  }
}

extension RuleContext {
  /// monitoring-due and self-evaluation-due: blue as the date of a form nears that was not handed in, then yellow, red after.
  func judgeForms(of department: DepartmentFacts, into found: inout [Assessment]) {
    for wanted in parameters.forms {
      let due = wanted.due.on(fiscalYear)
      let left = officeDay.days(to: due)
      let isIn = department.submissions.contains {
        $0.form == wanted.form && $0.month == wanted.month && $0.day <= day
      }
      guard left <= parameters.formNoticeDays, !isIn else { continue }
      let severity: AlertSeverity = left < 0 ? .red : left <= parameters.formYellowDays ? .yellow : .blue
      let end = Day(endOf: wanted.month, in: fiscalYear)
      found.append(
        Assessment(
          .formDue(wanted.form, self.due(by: due)), of: nil, period: Period(monthOf: end), severity,
          since: due - parameters.formNoticeDays))
    }
  }

  /// Something to be reported by a day, as of the day that is judged.
  func due(by date: Day) -> Cause.Due {
    Cause.Due(
      reportBy: date, daysLeft: day.days(to: date), workdaysLeft: calendar.workdays(from: day, through: date))
  }
}
