package import Domain

/// Something to be done (待办): what, how much, by when, and how.
package struct Duty: Hashable, Sendable {
  /// What is done about it.
  package enum Act: String, Hashable, Sendable {
    /// 录入 a payment.
    case pay
    /// 填报 values of indicators.
    case report
    /// 填报 a form.
    case fill
    /// 说明 why, and what is done about it.
    case explain
    /// 补充 what the document lacks.
    case complete

    /// The word on its button.
    package var chinese: String {
      switch self {
      case .pay: "录入"
      case .report: "填报"
      case .fill: "填表"
      case .explain: "说明"
      case .complete: "补充"
      }
    }
  }

  /// What it is about, and how grave.
  package let key: Assessment.Key, severity: AlertSeverity
  /// Its department, and its project; nil where it is the department's own.
  package let department: DepartmentIdentity, project: Directory.Project?
  /// What is done about it, and what is to be done in a few words.
  package let act: Act, what: String
  /// Why, in a sentence with all its figures.
  package let sentence: String
  /// How much is to be paid; nil where it is not about money that is missing.
  package let amount: Money?
  /// By when, and how many days are left to it; nil for what has no day.
  package let due: Day?, daysLeft: Int?
  /// Days since it was due; nothing before.
  package let daysLate: Int
  /// Workdays left, the day itself and the last both counted; nil where it has no day, or the day passed.
  package let workdaysLeft: Int?
  /// The alert that is kept of it, and where that stands.
  package let alert: AlertID?, state: AlertState

  /// How much on each workday that is left, rounded up; nil where there is one at most.
  package var perWorkday: Money? {
    guard let amount, let workdaysLeft, workdaysLeft > 1 else { return nil }
    return Money(fen: Exact.quotientUp(Int128(amount.fen), Int128(workdaysLeft)))
  }

  /// Whether its last day is this one.
  package var isDueToday: Bool { daysLeft == 0 }
}

extension Duty {
  /// What somebody of a department has to do, as of a day: a function of the facts, by the same rules as alerts. What was asked
  /// to be silent is not among it; the latest comes first, then what is due first.
  ///
  /// - Parameter kept: the alerts that are kept, as they are now.
  package static func all(
    of facts: DepartmentFacts, _ directory: Directory, on day: Day, calendar: WorkCalendar, kept: [KeptAlert] = []
  ) -> [Duty] {
    let known = Dictionary(kept.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    return evaluate(facts, on: day, calendar: calendar).compactMap { assessment in
      let alert = known[assessment.key]
      let isSilent = alert?.state == .silenced && alert?.hasLapsed(on: day) == false
      return isSilent ? nil : Duty(assessment, facts.identity, directory, alert, on: day, calendar: calendar)
    }.inOrder
  }

  init(
    _ assessment: Assessment, _ department: DepartmentIdentity, _ directory: Directory, _ alert: KeptAlert?,
    on day: Day,
    calendar: WorkCalendar
  ) {
    let key = assessment.key
    let indicator = key.indicator.flatMap { directory.indicators[$0]?.name }
    (self.key, severity, self.department) = (key, assessment.severity, department)
    project = key.project.flatMap { directory.projects[$0] }
    sentence = AlertMessage.text(assessment, project: project?.name, indicator: indicator)
    let task = Task(assessment.cause, period: key.period, indicator: indicator)
    (act, what, amount, due) = (task.act, task.what, task.amount, task.due)
    daysLeft = due.map { day.days(to: $0) }
    daysLate = max(0, -(daysLeft ?? 0))
    workdaysLeft = due.flatMap { $0 < day ? nil : calendar.workdays(from: day, through: $0) }
    self.alert = alert?.id
    state = alert.map { $0.state == .resolved || $0.hasLapsed(on: day) ? .open : $0.state } ?? .open
  }

  /// What a cause asks of people.
  private struct Task {
    var act: Act, what: String, amount: Money?, due: Day?

    init(_ act: Act, _ what: String, _ amount: Money? = nil, by due: Day? = nil) {
      (self.act, self.what, self.amount, self.due) = (act, what, amount, due)
    }

    init(_ cause: Cause, period: Period, indicator: String?) {
      switch cause {
      case .approaching(let approaching):
        self.init(
          .pay, "支付到\(approaching.checkpoint.components.month)月底计划", approaching.toPlan,
          by: approaching.cutOff ?? approaching.checkpoint)
      case .missed(let lack): self.init(lack.last)
      case .lack(let lack):
        if let last = lack.last, lack.yearOver == nil, lack.cutOff == nil {
          self.init(last)
        } else {
          self.init(.explain, lack.last == nil ? "支出指标低于指标值，说明原因" : "年末未执行，说明原因")
        }
      case .overspent(let over): self.init(.explain, "超出预算，核对凭证或办理预算调整", over.paid - over.budget)
      case .capBroken(let cap):
        self.init(.explain, "突破\(cap.category.map { "“\($0)”" } ?? "支出")上限，核对凭证或按程序调整", cap.paid - cap.cap)
      case .ahead: self.init(.explain, "支出超前，核实是否提前支付")
      case .valuesDue(let due, let count):
        let what = count.map { "\($0)项指标" } ?? indicator.map { "“\($0)”" } ?? "指标"
        self.init(.report, "填报\(period.chinese)\(what)的完成值", by: due.reportBy)
      case .formDue(let form, let due): self.init(.fill, "报送\(period.chinese)的\(form.chinese)", by: due.reportBy)
      case .offTarget: self.init(.explain, "\(indicator.map { "指标“\($0)”" } ?? "指标")未达到要求，说明原因")
      case .shortfall(let shortfall):
        self.init(.explain, "预计全年执行不足，加快支出或申请调减", shortfall.budget - shortfall.forecast)
      case .deadline(let deadline):
        self.init(.pay, "\(deadline.event)后限期支付", deadline.due - deadline.paid, by: deadline.deadline)
      case .incomplete: self.init(.complete, "补充预算文件中缺少的内容")
      case .records: self.init(.pay, "补记支出类别或资金到位")
      }
    }

    private init(_ last: Cause.AtCheckpoint) {
      self.init(.pay, "补足\(last.checkpoint.components.month)月底计划", last.toPlan, by: last.checkpoint)
    }
  }

  /// What is overdue by days, then what is grave and has no day, then what is due by its day, then the rest.
  private var turn: Int { daysLate > 0 ? 0 : due == nil ? severity == .red ? 1 : 3 : 2 }

  fileprivate static func comesFirst(_ a: Duty, _ b: Duty) -> Bool {
    func key(_ duty: Duty) -> (Int, Int, Int32, Int, Int64) {
      let rank = duty.severity == .red ? 0 : duty.severity == .yellow ? 1 : 2
      return (duty.turn, -duty.daysLate, duty.due?.number ?? .max, rank, -(duty.amount?.fen ?? 0))
    }
    return key(a) < key(b)
  }
}

extension [Duty] {
  /// The latest first, then what is due first; equal ones stay as they stand.
  package var inOrder: [Duty] {
    enumerated().sorted { a, b in
      if Duty.comesFirst(a.element, b.element) { return true }
      return !Duty.comesFirst(b.element, a.element) && a.offset < b.offset
    }.map(\.element)
  }
}
