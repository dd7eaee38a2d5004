/// A versioned set of rule parameters: every threshold, period and date a rule uses is a row of it.
///
/// The database holds the sets; a department points to one. A set that misses a row takes it from the national default.
public struct RuleSet: Hashable, Sendable {
  /// One parameter.
  public struct Row: Hashable, Sendable {
    /// The parameter's name, such as `checkpoint-approaching.notice-days`.
    public let key: String
    /// Its value as text: a whole number, a list of them, or reporting periods.
    public let value: String
    /// What it means, in Chinese, for the people who change it.
    public let meaning: String

    /// A parameter row.
    public init(_ key: String, _ value: String, _ meaning: String = "") {
      self.key = key
      self.value = value
      self.meaning = meaning
    }
  }

  /// The set's name.
  public let name: String
  /// Counts up with every change.
  public let version: Int
  /// The parameters.
  public let rows: [Row]

  /// A set with its rows.
  public init(name: String, version: Int, rows: [Row]) {
    self.name = name
    self.version = version
    self.rows = rows
  }

  /// What a new database starts with. Source: domain.md, “Rules the scheduler evaluates”.
  public static let nationalDefault = RuleSet(
    name: "CN-2020-10", version: 3,
    rows: [
      Row("plan.fallback-months", "3,6,10,12", "无支出计划时，按序时进度考核的月份"),
      Row("checkpoint.threshold-percent", "90", "支出进度及时率的默认合格线（%），项目自设指标优先"),
      Row("checkpoint-approaching.notice-days", "30", "节点前多少天开始提醒"),
      Row("checkpoint-approaching.yellow-days", "7", "节点前多少天起转为黄色"),
      Row("checkpoint-missed.red-percent", "60", "及时率低于多少为红色（%）"),
      Row("ahead-of-plan.points", "30", "支出超前多少个百分点提示"),
      Row("forecast-shortfall.percent", "90", "预计全年执行率低于多少预警（%）"),
      Row("indicator-due.notice-days", "15", "填报截止前多少天开始提醒"),
      Row("indicator-due.yellow-days", "3", "填报截止前多少天起转为黄色"),
      Row("indicator-due.periods", "06:01-01:07-20,12:11-01:+01-31", "填报期：月份:期间起:截止日（+ 为次年）"),
      Row("deadline-workdays.notice-workdays", "250", "限期前多少个工作日开始提醒"),
      Row("monitoring-due.periods", "06:07-20", "绩效运行监控表：截至月份:报送截止日，可有多期"),
      Row("self-evaluation-due.periods", "12:+02-28", "绩效自评表：截至月份:报送截止日（+ 为次年）"),
      Row("form-due.notice-days", "30", "表格报送截止前多少天开始提醒"),
      Row("form-due.yellow-days", "7", "表格报送截止前多少天起转为黄色"),
      Row("reminder.days", "15,7,3,1", "节点前剩余多少天时再次提醒"),
      Row("escalation.workdays", "3", "告知后多少个工作日无人确认即提请上一级"),
      Row("escalation.least", "yellow", "哪一级及以上才提请上一级：blue、yellow、red"),
      Row("score.template", "10,50,30,10", "自评分值：预算执行率,产出,效益,满意度"),
      Row("score.template-with-cost", "10,20,40,20,10", "成本为一级指标时的自评分值：预算执行率,成本,产出,效益,满意度"),
      Row("score.template-of-department", "10,50,40", "部门整体自评分值：预算执行率,部门整体指标,项目绩效"),
      Row("score.reverse-formula", "linear", "反向指标超出指标值的计分：linear（1−超出比例）或 ratio（指标值÷完成值）"),
      Row("score.over-target-percent", "30", "超出指标值百分之多少需要说明"),
      Row("score.bands", "100,70,30", "定性指标达成、部分达成、未达成的建议得分比例（%）"),
      Row("score.grades", "90,80,60", "等级分数线：优,良,中"),
      Row("score.explain-execution-percent", "90", "预算执行率低于多少需要说明原因（%）"),
      Row("score.high-marks-percent", "5", "指标得分率超过预算执行得分率的幅度（占前者%），超过即高分低支"),
      Row("score.unspent-percent", "20", "未支出的预算超过多少需要说明（%）"),
      Row("bulletin.lag-points", "10,20", "通报：支出进度落后序时进度多少个百分点标黄,标红"),
      Row("doubt.december-percent", "30", "疑点：12月支出占预算的比例超过多少为突击花钱（%）"),
    ])

  /// Hebei's variant: what is not named is as in the national default.
  public static let hebei = RuleSet(
    name: "HE-2020-10", version: 1, rows: [Row("score.over-target-percent", "15", "超出指标值百分之多少需要说明")])

  /// The sets a new database has.
  public static let shipped = [nationalDefault, hebei]

  /// What every key means, by the national default.
  public static func meaning(of key: String) -> String? { nationalDefault.rows.first { $0.key == key }?.meaning }
}

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

  /// The parameters of a set; a row that cannot be read is a finding and the national default's stands in.
  public static func parse(_ set: RuleSet) -> (Parameters, [Finding]) {
    var reader = Reader(set: set)
    let parameters = Parameters(
      ruleSet: "\(set.name)#\(set.version)",
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
      decemberPercent: reader.int("doubt.december-percent"))
    return (parameters, reader.findings)
  }

  /// The parameters of the national default.
  public static let nationalDefault = parse(.nationalDefault).0
}

/// Reads rows of a set, falling back to the national default row by row.
private struct Reader {
  let set: RuleSet
  var findings: [Finding] = []

  mutating func value<T>(_ key: String, _ parse: (String) -> T?) -> T? {
    if let row = set.rows.first(where: { $0.key == key }) {
      if let value = parse(row.value) { return value }
      findings.append(
        Finding(
          .warning, "rule-parameter-unreadable", "规则集 \(set.name) 的参数 \(key) 写成了“\(row.value)”，无法识别，暂按全国默认值执行。",
          at: "规则集 \(set.name) 第\(set.version)版"))
    }
    return RuleSet.nationalDefault.rows.first { $0.key == key }.flatMap { parse($0.value) }
  }

  mutating func int(_ key: String) -> Int { value(key) { Int($0).flatMap { $0 >= 0 ? $0 : nil } } ?? 0 }

  /// So many whole numbers; zeros where even the default is damaged.
  mutating func numbers(_ key: String, count: Int, total: Int? = nil) -> [Int] {
    value(key) { text in
      let numbers = text.split(separator: ",").map { Int($0) ?? -1 }
      let isSound =
        numbers.count == count && numbers.allSatisfy { $0 >= 0 } && (total.map { numbers.reduce(0, +) == $0 } ?? true)
      return isSound ? numbers : nil
    } ?? Array(repeating: 0, count: count)
  }

  mutating func scoring() -> ScoringRules {
    let plain = numbers("score.template", count: 4, total: 100).map { Points.whole(Int64($0)) }
    let cost = numbers("score.template-with-cost", count: 5, total: 100).map { Points.whole(Int64($0)) }
    let whole = numbers("score.template-of-department", count: 3, total: 100).map { Points.whole(Int64($0)) }
    let bands = numbers("score.bands", count: 3)
    return ScoringRules(
      reverse: value("score.reverse-formula") { ReverseFormula(rawValue: $0) } ?? .linear,
      overTarget: .percent(int("score.over-target-percent")),
      bands: [.reached: bands[0], .partly: bands[1], .missed: bands[2]],
      template: ScoreTemplate(
        execution: plain[0], levels: [.output: plain[1], .benefit: plain[2], .satisfaction: plain[3]]),
      templateWithCost: ScoreTemplate(
        execution: cost[0], levels: [.cost: cost[1], .output: cost[2], .benefit: cost[3], .satisfaction: cost[4]]),
      department: DepartmentTemplate(execution: whole[0], indicators: whole[1], projects: whole[2]),
      grades: numbers("score.grades", count: 3), explainBelow: .percent(int("score.explain-execution-percent")),
      highMarksPercent: int("score.high-marks-percent"), unspentPercent: int("score.unspent-percent"))
  }

  mutating func list(_ key: String) -> [Int] {
    value(key) { text in
      let months = text.split(separator: ",").map { Int($0) ?? 0 }
      return months.allSatisfy { (1...12).contains($0) } ? months.sorted() : nil
    } ?? []
  }

  mutating func forms(_ key: String, _ form: DepartmentForm) -> [Parameters.FormPeriod] {
    value(key) { text in
      let periods = text.split(separator: ",").map { part -> Parameters.FormPeriod? in
        let parts = part.split(separator: ":")
        guard parts.count == 2, let month = Int(parts[0]), (1...12).contains(month), let due = Reader.monthDay(parts[1])
        else { return nil }
        return Parameters.FormPeriod(form: form, month: month, due: due)
      }
      return periods.contains { $0 == nil } ? nil : periods.compactMap { $0 }
    } ?? []
  }

  mutating func days(_ key: String) -> [Int] {
    value(key) { text in
      let days = text.split(separator: ",").map { Int($0) ?? -1 }
      return days.allSatisfy { $0 >= 0 } ? days.sorted(by: >) : nil
    } ?? []
  }

  mutating func periods(_ key: String) -> [Parameters.ReportingPeriod] {
    value(key) { text in
      let periods = text.split(separator: ",").map { Reader.period($0) }
      return periods.contains { $0 == nil } ? nil : periods.compactMap { $0 }
    } ?? []
  }

  private static func period(_ text: Substring) -> Parameters.ReportingPeriod? {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let month = Int(parts[0]), (1...12).contains(month), let from = monthDay(parts[1]),
      let due = monthDay(parts[2])
    else { return nil }
    return Parameters.ReportingPeriod(month: month, from: from, due: due)
  }

  private static func monthDay(_ text: Substring) -> Parameters.MonthDay? {
    let nextYear = text.hasPrefix("+")
    let parts = text.drop { $0 == "+" }.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[0]), (1...31).contains(parts[1]) else { return nil }
    return Parameters.MonthDay(month: parts[0], day: parts[1], nextYear: nextYear)
  }
}
