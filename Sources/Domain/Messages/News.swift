/// What a recipient was last told of an alert.
package struct Told: Hashable, Sendable {
  /// The alert's transition that was told.
  package let transition: Int
  /// Its severity then.
  package let severity: AlertSeverity
  /// Its state then.
  package let state: AlertState
  /// The day the recipient was first told of it since it stands and was as grave.
  package let first: Day
  /// The smallest reminder step already told, in days before the day it is due.
  package let step: Int?

  /// What was told.
  package init(transition: Int, severity: AlertSeverity, state: AlertState, first: Day, step: Int?) {
    self.transition = transition
    self.severity = severity
    self.state = state
    self.first = first
    self.step = step
  }
}

/// An alert as it may be told to one recipient.
package struct AlertNews: Hashable, Sendable {
  /// The alert as it is kept.
  package let alert: KeptAlert
  /// Its department.
  package let department: DepartmentIdentity
  /// Its project.
  package let project: Directory.Project?
  /// Its indicator.
  package let indicator: Directory.Indicator?
  /// What it was judged on today; nil where it does not stand.
  package let assessment: Assessment?
  /// What the recipient was last told; nil for nothing.
  package let told: Told?
  /// Whether it comes to the recipient because nobody before said a word.
  package let isEscalated: Bool
  /// Days before its day at which an approaching checkpoint is spoken of again.
  package let steps: [Int]
  /// How its end is told.
  package let ending: Ending
  /// What it was meanwhile, where it was told as open and is open.
  package let meanwhile: Meanwhile
  /// What the alert that goes on after it is judged on today; nil where none does.
  package let successor: Assessment?

  /// What an alert was at the end of some day since it was told, though it is again as it was: that it ended waits to be told, and
  /// so it must be told that it stands again.
  package enum Meanwhile: Hashable, Sendable {
    /// As grave as now, or graver.
    case same
    /// Less grave.
    case better
    /// Resolved.
    case resolved
  }

  /// How the end of an alert is told.
  package enum Ending: Hashable, Sendable {
    /// As resolved.
    case resolved
    /// Not at all: its year is closed, or another alert says it now.
    case quiet
    /// Nothing was put right when its day passed; with the alert that goes on, where one stands.
    case unmet(AlertID?)

    /// The alert that goes on after one that ended unmet.
    package var successor: AlertID? {
      if case .unmet(let successor) = self { return successor }
      return nil
    }
  }

  /// An alert for a recipient.
  package init(
    alert: KeptAlert, department: DepartmentIdentity, project: Directory.Project?, indicator: Directory.Indicator?,
    assessment: Assessment?, told: Told?, isEscalated: Bool = false, steps: [Int] = [], ending: Ending = .resolved,
    meanwhile: Meanwhile = .same, successor: Assessment? = nil
  ) {
    self.successor = successor
    self.meanwhile = meanwhile
    self.alert = alert
    self.department = department
    self.project = project
    self.indicator = indicator
    self.assessment = assessment
    self.told = told
    self.isEscalated = isEscalated
    self.steps = steps
    self.ending = ending
  }

  /// What there is to say of an alert.
  package enum Kind: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// It stands and the recipient does not know.
    case opened
    /// It is graver than the recipient knows.
    case worse
    /// Its day passed and nothing was put right.
    case unmet
    /// Those before the recipient said nothing.
    case escalated
    /// What somebody promised, or a silence, ran out.
    case lapsed
    /// A reminder step before its day was reached.
    case reminder
    /// Its day lies in this week.
    case dueThisWeek
    /// It is less grave than the recipient knows.
    case better
    /// Why it stands was said in an approved form.
    case explained
    /// It no longer stands.
    case resolved
    /// It came and went since the last message.
    case passed

    package static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }

    /// Whether somebody has to do something about it.
    package var isCall: Bool { self < .better }

    /// The heading in a message.
    package var heading: String {
      switch self {
      case .opened: "新增预警"
      case .worse: "加重"
      case .unmet: "已到期未达标"
      case .escalated: "逾期未确认，提请关注"
      case .lapsed: "承诺期限或暂停提醒已到期"
      case .reminder: "临近提醒"
      case .dueThisWeek: "本周到期"
      case .better: "减轻"
      case .explained: "已说明原因"
      case .resolved: "已解除"
      case .passed: "其间出现并已解除"
      }
    }
  }

  /// What there is to say on a day; nil for nothing. An alert that somebody acknowledged or silenced is not spoken of unless
  /// it gets worse, lapses or ends.
  ///
  /// - Parameter isWeekStart: whether this is the first message of the week, which lists what is due in it.
  package func kind(on day: Day, isWeekStart: Bool) -> Kind? {
    let kind = plainKind(on: day, isWeekStart: isWeekStart)
    guard isExplained, let kind, kind.isCall else { return kind }
    // What was explained asks for nothing more; it is said once that it stands.
    return kind == .reminder || kind == .dueThisWeek ? nil : .explained
  }

  /// Whether why it stands was said in an approved form.
  package var isExplained: Bool { assessment?.isExplained ?? false }

  private func plainKind(on day: Day, isWeekStart: Bool) -> Kind? {
    switch ending {
    case .resolved: break
    case .quiet: return nil
    case .unmet: return told.map { $0.state != .resolved } ?? false ? .unmet : nil
    }
    guard let told else {
      if alert.state == .resolved { return .passed }
      return alert.state == .open ? (isEscalated ? .escalated : .opened) : nil
    }
    switch (told.state, alert.state) {
    case (.resolved, .resolved): return told.transition < alert.lastTransition ? .passed : nil
    case (_, .resolved): return .resolved
    case (.resolved, .open): return .opened
    case (_, .acknowledged), (_, .silenced): return nil
    case (_, .open):
      if alert.severity > told.severity { return .worse }
      if told.state != .open { return .lapsed }
      if meanwhile == .resolved { return .opened }
      if meanwhile == .better, alert.severity == told.severity { return .worse }
      if alert.severity < told.severity { return .better }
      // Resolved and open again since: it stands as it did, and that was told. A thing is said once in a week: what is due in
      // it by the first message, and what was told as new or worse is not reminded of.
      if isDue(inWeekOf: day) { return isWeekStart ? .dueThisWeek : nil }
      guard told.first < day - (day.weekday - 1) else { return nil }
      return step(on: day).map { $0 < told.step ?? .max } ?? false ? .reminder : nil
    }
  }

  /// Whether somebody acknowledged or silenced it since the recipient was told.
  package var isTakenOn: Bool {
    (alert.state == .acknowledged || alert.state == .silenced) && told.map { $0.state != alert.state } ?? false
  }

  /// Whether it is known from now on though nobody is told: somebody took it on, or it ended quietly.
  package var isNoted: Bool { isTakenOn || (ending == .quiet && (told.map { $0.state != .resolved } ?? false)) }

  /// The reminder step reached: the smallest one not below the days left.
  package func step(on day: Day) -> Int? {
    guard case .approaching? = assessment?.cause, let last = assessment?.cause.due else { return nil }
    let left = day.days(to: last)
    return steps.filter { $0 >= left }.min()
  }

  private func isDue(inWeekOf day: Day) -> Bool {
    guard let due = assessment?.cause.due else { return false }
    return due >= day && due <= day + (7 - day.weekday)
  }

  /// What is kept once it was told. The silence of whoever is told counts anew when it gets worse.
  package func nowTold(on day: Day) -> Told {
    let isKnown = meanwhile == .same && told.map { $0.state != .resolved && $0.severity >= alert.severity } ?? false
    return Told(
      transition: alert.lastTransition, severity: alert.severity, state: alert.state,
      first: isKnown ? (told?.first ?? day) : day, step: step(on: day))
  }

  /// Whose trouble it is: the project, or the department itself.
  var subject: String { project.map { "\($0.name)（\($0.code)）" } ?? (alert.key.indicator == nil ? "本部门" : "部门整体指标") }

  /// What it says under the heading of its subject.
  var text: String {
    if case .unmet(let successor) = ending {
      let gap = self.successor?.cause.gap.map { "，补足计划还差\($0.grouped)元" } ?? ""
      return "\(alert.key.rule.isAboutSpending ? alert.key.period.checkpoint : "\(alert.key.period.chinese)的完成值")已到期，"
        + "\(alert.key.rule.isAboutSpending ? "仍未达标" : "仍未填报")\(gap)\(successor.map { "，见 #\($0)" } ?? "")"
    }
    if let assessment { return AlertMessage.textUnderHeading(assessment, indicator: indicator?.name) }
    return alert.key.rule.chinese + (indicator.map { "：\($0.name)" } ?? "")
  }
}

extension Cause {
  /// What is still to pay for the plan of a checkpoint that passed; nil for all other causes.
  fileprivate var gap: Money? {
    switch self {
    case .missed(let lack): lack.last.toPlan
    case .lack(let lack): lack.last?.toPlan
    default: nil
    }
  }
}

extension AlertNews.Ending {
  /// How the end of an alert is told.
  ///
  /// - Parameters:
  ///   - outcome: how it ended; nil where an earlier program kept its end without saying.
  ///   - kept: the alerts of its department. What was put right since is told as resolved.
  package init(of alert: KeptAlert, _ outcome: Outcome?, among kept: [KeptAlert], by practice: Practice) {
    func standing(_ next: Outcome.Successor) -> AlertID? {
      kept.first { $0.state != .resolved && next.isKey($0.key, of: alert.key.project) }?.id
    }
    switch outcome {
    case .met: self = .resolved
    case .closed, .passed: self = .quiet
    case .unmet(nil): self = .unmet(nil)
    case .unmet(let next?): self = standing(next).map { .unmet($0) } ?? .resolved
    case .merged(let next): self = standing(next) == nil ? .resolved : .quiet
    case nil:
      let lack = kept.last {
        $0.state != .resolved && $0.key.rule == .checkpointMissed && $0.key.project == alert.key.project
      }
      let isCheckpoint = alert.key.rule == .checkpointApproaching && practice >= .second
      self = isCheckpoint ? lack.map { .unmet($0.id) } ?? .resolved : .resolved
    }
  }
}

extension AlertNews.Meanwhile {
  /// What an open alert was at the end of days since it was told.
  ///
  /// - Parameters:
  ///   - severity: how grave it is now.
  ///   - history: its transitions from the one that was told on, earliest first.
  package init(
    since history: [(kind: TransitionKind?, severity: AlertSeverity, day: Day)], severity: AlertSeverity
  ) {
    var found = AlertNews.Meanwhile.same
    for (transition, next) in zip(history, history.dropFirst()).dropFirst() where transition.day < next.day {
      if transition.kind == .resolved || transition.kind == .closed {
        found = .resolved
      } else if transition.severity < severity, found == .same {
        found = .better
      }
    }
    self = found
  }
}

extension KeptAlert {
  /// The day on which an alert became as grave as it is, or open again, whichever was last; nil without a history.
  ///
  /// - Parameter history: its transitions, earliest first.
  package static func graveSince(_ history: [(kind: TransitionKind?, severity: AlertSeverity, day: Day)]) -> Day? {
    var since: Day?
    var severity: AlertSeverity?
    for transition in history {
      let isAnew = transition.kind == .opened || transition.kind == .reopened || transition.kind == .lapsed
      if isAnew || severity.map({ transition.severity > $0 }) ?? true { since = transition.day }
      severity = transition.severity
    }
    return since
  }
}
