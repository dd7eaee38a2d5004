/// The parameters of a rule set, parsed once.
public struct Parameters: Hashable, Sendable {
  /// A period for which indicators are reported.
  public struct ReportingPeriod: Hashable, Sendable {
    /// The month through which it reports: 6 for the middle of the year.
    public let month: Int
    /// First month and day whose observations count for it.
    public let from: MonthDay
    /// The last day to report.
    public let due: MonthDay

    /// The last day to report for a fiscal year.
    public func dueDay(in fiscalYear: Int) -> Day { due.on(fiscalYear) }
  }

  /// A form that is due once a year.
  public struct FormPeriod: Hashable, Sendable {
    /// The form.
    public let form: DepartmentForm
    /// The month through which it reports.
    public let month: Int
    /// The last day to hand it in.
    public let due: MonthDay
  }

  /// A day of the year; `nextYear` moves it past the fiscal year.
  public struct MonthDay: Hashable, Sendable {
    /// 1…12.
    public let month: Int
    /// 1…31.
    public let day: Int
    /// Whether it lies in the year after the fiscal year.
    public let nextYear: Bool

    func on(_ fiscalYear: Int) -> Day {
      let year = fiscalYear + (nextYear ? 1 : 0)
      return Day(year, month, day) ?? Day(endOf: month, in: year)
    }
  }

  /// The set the parameters come from, with its version, as shown beside every computed number: `CN-2020-10#2`.
  public let ruleSet: String
  /// By which reading of the rules it is judged.
  public let practice: Practice
  /// Workdays after a checkpoint in which its last vouchers are entered; no red until they are over.
  public let graceWorkdays: Int
  /// So many last workdays of a deadline are yellow, what lies before is blue.
  public let deadlineYellow: Int
  /// From the day after it the treasury pays nothing more in the year; nil where there is none.
  public let cutOff: MonthDay?
  /// When a year is closed, whatever is still open in it.
  public let closing: MonthDay?
  /// Months of the elapsed-time progress where a plan is missing.
  public let fallbackMonths: [Int]
  /// Default threshold of the spending timeliness.
  public let threshold: Ratio
  /// Days before a checkpoint when the warning starts, and when it turns yellow.
  public let approachingDays: Int, approachingYellowDays: Int
  /// A timeliness below this is red.
  public let missedRed: Ratio
  /// Points of the budget by which spending runs ahead of the plan.
  public let aheadPoints: Ratio
  /// An expected year below this share of the budget is a shortfall.
  public let forecastThreshold: Ratio
  /// Days before the report date when the reminder starts, and when it turns yellow.
  public let dueDays: Int, dueYellowDays: Int
  /// The reporting periods of a year.
  public let periods: [ReportingPeriod]
  /// Workdays before a deadline when the warning starts.
  public let deadlineNotice: Int
  /// The forms of a year with their dates.
  public let forms: [FormPeriod]
  /// Days before a form's date when the reminder starts, and when it turns yellow.
  public let formNoticeDays: Int, formYellowDays: Int
  /// Days before a checkpoint at which it is spoken of again.
  public let reminderDays: [Int]
  /// Workdays of silence after which the next recipient is told.
  public let escalationWorkdays: Int
  /// Alerts below this are not passed on to the next recipient.
  public let escalationLeast: AlertSeverity
  /// How a self-evaluation is scored.
  public let scoring: ScoringRules
  /// Percentage points behind the elapsed-time progress from which the bulletin (通报) is yellow.
  public let lagYellow: Int
  /// The same for red.
  public let lagRed: Int
  /// More than this percentage of the budget paid in December is a doubt (疑点).
  public let decemberPercent: Int
  /// Which way targets are read.
  public let targetReading: TargetReading

  /// The parameters of a set; a row that cannot be read is a finding and the national default's stands in.
  public static func parse(_ set: RuleSet) -> (Parameters, [Finding]) {
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
      decemberPercent: reader.int("doubt.december-percent"), targetReading: reader.targetReading())
    return (parameters, reader.findings)
  }

  /// The parameters of the national default.
  public static let nationalDefault = parse(.nationalDefault).0

  /// Those of the national default before ``Practice/second``.
  public static let earlier = parse(.earlier).0
}
