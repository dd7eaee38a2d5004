/// The parameters of a rule set, parsed once.
package struct Parameters: Hashable, Sendable {
  /// A period for which indicators are reported.
  package struct ReportingPeriod: Hashable, Sendable {
    /// The month through which it reports: 6 for the middle of the year.
    package let month: Int
    /// First month and day whose observations count for it.
    package let from: MonthDay
    /// The last day to report.
    package let due: MonthDay

    /// The last day to report for a fiscal year.
    package func dueDay(in fiscalYear: Int) -> Day { due.on(fiscalYear) }
  }

  /// A form that is due once a year.
  package struct FormPeriod: Hashable, Sendable {
    /// The form.
    package let form: DepartmentForm
    /// The month through which it reports.
    package let month: Int
    /// The last day to hand it in.
    package let due: MonthDay
  }

  /// A day of the year; `nextYear` moves it past the fiscal year.
  package struct MonthDay: Hashable, Sendable {
    /// 1…12.
    package let month: Int
    /// 1…31.
    package let day: Int
    /// Whether it lies in the year after the fiscal year.
    package let nextYear: Bool

    func on(_ fiscalYear: Int) -> Day {
      let year = fiscalYear + (nextYear ? 1 : 0)
      return Day(year, month, day) ?? Day(endOf: month, in: year)
    }
  }

  /// The set the parameters come from, with its version, as shown beside every computed number: `CN-2020-10#2`.
  package let ruleSet: String
  /// By which reading of the rules it is judged.
  package let practice: Practice
  /// Workdays after a checkpoint in which its last vouchers are entered; no red until they are over.
  package let graceWorkdays: Int
  /// So many last workdays of a deadline are yellow, what lies before is blue.
  package let deadlineYellow: Int
  /// From the day after it the treasury pays nothing more in the year; nil where there is none.
  package let cutOff: MonthDay?
  /// When a year is closed, whatever is still open in it.
  package let closing: MonthDay?
  /// Months of the elapsed-time progress where a plan is missing.
  package let fallbackMonths: [Int]
  /// Default threshold of the spending timeliness.
  package let threshold: Ratio
  /// Days before a checkpoint when the warning starts, and when it turns yellow.
  package let approachingDays: Int, approachingYellowDays: Int
  /// A timeliness below this is red.
  package let missedRed: Ratio
  /// Points of the budget by which spending runs ahead of the plan.
  package let aheadPoints: Ratio
  /// An expected year below this share of the budget is a shortfall.
  package let forecastThreshold: Ratio
  /// Days before the report date when the reminder starts, and when it turns yellow.
  package let dueDays: Int, dueYellowDays: Int
  /// The reporting periods of a year.
  package let periods: [ReportingPeriod]
  /// Workdays before a deadline when the warning starts.
  package let deadlineNotice: Int
  /// The forms of a year with their dates.
  package let forms: [FormPeriod]
  /// Days before a form's date when the reminder starts, and when it turns yellow.
  package let formNoticeDays: Int, formYellowDays: Int
  /// Days before a checkpoint at which it is spoken of again.
  package let reminderDays: [Int]
  /// Workdays of silence after which the next recipient is told.
  package let escalationWorkdays: Int
  /// Alerts below this are not passed on to the next recipient.
  package let escalationLeast: AlertSeverity
  /// How a self-evaluation is scored.
  package let scoring: ScoringRules
  /// Percentage points behind the elapsed-time progress from which the bulletin (通报) is yellow.
  package let lagYellow: Int
  /// The same for red.
  package let lagRed: Int
  /// More than this percentage of the budget paid in December is a doubt (疑点).
  package let decemberPercent: Int
  /// Workdays after the finance bureau urged a department for a form, on which it is not urged again.
  package let urgeRest: Int
  /// Which way targets are read.
  package let targetReading: TargetReading

  /// The form that people have in hand on a day: the next one due whose period is over, or which is due within a month; between two
  /// of them the one that was due last.
  package func formInHand(on day: Day, in fiscalYear: Int) -> FormPeriod? {
    let dated = forms.map { (form: $0, due: $0.due.on(fiscalYear)) }.sorted { $0.due < $1.due }
    let next = dated.first { form, due in
      due >= day && (Day(endOf: form.month, in: fiscalYear) <= day || due.number - day.number <= 31)
    }
    return (next ?? dated.last { $0.due < day } ?? dated.first)?.form
  }

  /// The months through which there is a 监控表: those that are common, June to October, and those of the rule set.
  ///
  /// Source: 财预〔2019〕136号 leaves the month to the finance bureaus; published forms are through 6 to 10月.
  package var monitoringMonths: Set<Int> {
    Set(6...10).union(forms.filter { $0.form == .monitoring }.map(\.month).filter { $0 < 12 })
  }

  /// By when a form of a month is to be handed in; nil where the rule set says nothing of it.
  package func dueDay(of form: DepartmentForm, through month: Int, in fiscalYear: Int) -> Day? {
    forms.first { $0.form == form && $0.month == month }?.due.on(fiscalYear)
  }

  /// The parameters of a set; a row that cannot be read is a finding and the national default's stands in.
  package static func parse(_ set: RuleSet) -> (Parameters, [Finding]) {
    let (parameters, reader) = read(set)
    return (parameters, reader.findings)
  }

  /// The keys of a set's rows that no rule can read.
  package static func unreadable(in set: RuleSet) -> [String] { read(set).1.unreadable }

  private static func read(_ set: RuleSet) -> (Parameters, ParameterReader) {
    var reader = ParameterReader(set: set)
    let parameters = Parameters(
      ruleSet: "\(set.name)#\(set.version)",
      practice: reader.practice,
      graceWorkdays: reader.int("checkpoint-missed.grace-workdays"),
      deadlineYellow: reader.int("deadline-workdays.yellow-workdays"),
      cutOff: reader.monthDay("year.treasury-cut-off"),
      closing: reader.monthDay("year.closes"),
      fallbackMonths: reader.list("plan.fallback-months"),
      threshold: .percent(reader.int("checkpoint.threshold-percent")),
      approachingDays: reader.int("checkpoint-approaching.notice-days"),
      approachingYellowDays: reader.int("checkpoint-approaching.yellow-days"),
      missedRed: .percent(reader.int("checkpoint-missed.red-percent")),
      aheadPoints: .percent(reader.int("ahead-of-plan.points")),
      forecastThreshold: .percent(reader.int("forecast-shortfall.percent")),
      dueDays: reader.int("indicator-due.notice-days"),
      dueYellowDays: reader.int("indicator-due.yellow-days"),
      periods: reader.periods("indicator-due.periods"),
      deadlineNotice: reader.int("deadline-workdays.notice-workdays"),
      forms: reader.forms("monitoring-due.periods", .monitoring)
        + reader.forms("self-evaluation-due.periods", .selfEvaluation),
      formNoticeDays: reader.int("form-due.notice-days"),
      formYellowDays: reader.int("form-due.yellow-days"),
      reminderDays: reader.days("reminder.days"),
      escalationWorkdays: reader.int("escalation.workdays"),
      escalationLeast: reader.value("escalation.least") { AlertSeverity(rawValue: $0) } ?? .yellow,
      scoring: reader.scoring(),
      lagYellow: reader.numbers("bulletin.lag-points", count: 2)[0],
      lagRed: reader.numbers("bulletin.lag-points", count: 2)[1],
      decemberPercent: reader.int("doubt.december-percent"), urgeRest: reader.int("urge.rest-workdays"),
      targetReading: reader.targetReading())
    return (parameters, reader)
  }

  /// The parameters of the national default.
  package static let nationalDefault = parse(.nationalDefault).0

  /// Those of the national default before ``Practice/second``.
  package static let earlier = parse(.earlier).0
}
