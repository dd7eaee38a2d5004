/// A versioned set of rule parameters: every threshold, period and date a rule uses is a row of it.
///
/// The database holds the sets; a department points to one. A set that misses a row takes it from the national default.
package struct RuleSet: Hashable, Sendable {
  /// One parameter.
  package struct Row: Hashable, Sendable {
    /// The parameter's name, such as `checkpoint-approaching.notice-days`.
    package let key: String
    /// Its value as text: a whole number, a list of them, or reporting periods.
    package let value: String
    /// What it means, in Chinese, for the people who change it.
    package let meaning: String

    /// A parameter row.
    package init(_ key: String, _ value: String, _ meaning: String = "") {
      self.key = key
      self.value = value
      self.meaning = meaning
    }
  }

  /// The set's name.
  package let name: String
  /// Counts up with every change.
  package let version: Int
  /// The parameters.
  package let rows: [Row]

  /// A set with its rows.
  package init(name: String, version: Int, rows: [Row]) {
    self.name = name
    self.version = version
    self.rows = rows
  }

  /// What departments imported from now on start with. Source: domain.md, “Rules the scheduler evaluates”.
  package static let nationalDefault = RuleSet(
    name: "CN-2020-10", version: 5, rows: equalGoals.rows.filter { $0.key != targetReadingKey } + [promises])

  /// The national default as it was before ``TargetReading/third``.
  package static let equalGoals = RuleSet(
    name: "CN-2020-10", version: 4, rows: earlier.rows.filter { !judging.map(\.key).contains($0.key) } + judging)

  private static let promises = Row(
    targetReadingKey, "3", "指标值的读法：1 符号和数字，2 时限、期限、区间和文字写的符号都按其意思读，3 同2，部门目标行文中没有写符号的数按不低于读")

  /// What the practice of finance bureaus adds; a set without these rows judges as it did before there were any.
  static let judging = [
    Row("judging.practice", "2", "评判口径：1 各项分别提示，2 一事一警、按当时的计划和预算评判节点"),
    Row("checkpoint-missed.grace-workdays", "2", "节点过后多少个工作日内补录凭证，其间最多为黄色"),
    Row("deadline-workdays.yellow-workdays", "5", "限期的最后多少个工作日转为黄色"),
    Row("year.treasury-cut-off", "12-20", "国库停止办理支付的日期，12月节点的提醒以它为准；- 表示没有"),
    Row("year.closes", "+03-31", "年度结案的日期（+ 为次年）；自评审核通过的提前结案"),
    Row(targetReadingKey, "2", "指标值的读法：1 符号和数字，2 时限、期限、区间和文字写的符号都按其意思读"),
  ]

  /// What sets may have besides: a set that does not name them, as none of the shipped does, goes by these.
  package static let later = [Row("urge.rest-workdays", "3", "催办以后多少个工作日内不再催办同一部门的同一张表")]

  /// What stands in for a row that a set does not have: the values before the row was known.
  static let fallback =
    earlier.rows + [
      Row("judging.practice", "1"), Row("checkpoint-missed.grace-workdays", "0"),
      Row("deadline-workdays.yellow-workdays", "250"), Row("year.treasury-cut-off", "-"), Row("year.closes", "+03-31"),
      Row(targetReadingKey, "1"),
    ] + later

  /// What holds where a set does not have a row.
  package static func standIn(for key: String) -> String { fallback.first { $0.key == key }?.value ?? "" }

  /// The national default as it was before ``Practice/second``.
  package static let earlier = RuleSet(
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
  package static let hebei = RuleSet(
    name: "HE-2020-10", version: 3, rows: equalGoalsHebei.rows.filter { $0.key != targetReadingKey } + [promises])

  static let equalGoalsHebei = RuleSet(name: "HE-2020-10", version: 2, rows: earlierHebei.rows + judging)

  static let earlierHebei = RuleSet(
    name: "HE-2020-10", version: 1, rows: [Row("score.over-target-percent", "15", "超出指标值百分之多少需要说明")])

  /// The sets a new database has.
  package static let shipped = [earlier, equalGoals, nationalDefault, earlierHebei, equalGoalsHebei, hebei]

  /// The parameter that says which way targets are read.
  static let targetReadingKey = "target-reading"

  /// Which way targets are read by this set.
  package var targetReading: TargetReading { Parameters.parse(self).0.targetReading }

  /// What every key means, by the national default.
  package static func meaning(of key: String) -> String? { known.first { $0.key == key }?.meaning }

  /// Every parameter there is, as the national default has it.
  package static var known: [Row] { nationalDefault.rows + later }
}
