/// How an alert ended.
package enum Outcome: Hashable, Sendable {
  /// What it asked for was done, or is asked for no more.
  case met
  /// Its day passed and it was not done; with the alert of the same project that goes on, where there is one.
  case unmet(Successor?)
  /// Another alert of the same project says it now, and more.
  case merged(Successor)
  /// Its day passed, and it asks for nothing any more; nothing was put right, nor had to be.
  case passed
  /// Its year is closed (已结案).
  case closed

  /// The alert that goes on, among those of the same project.
  package struct Successor: Hashable, Sendable {
    /// Its rule and its period; it is about no single indicator.
    package let rule: Rule, period: Period

    init(rule: Rule, period: Period) { (self.rule, self.period) = (rule, period) }

    /// As it is kept: `checkpoint-missed 2025`; nil for anything else.
    init?(kept text: String) {
      let parts = text.split(separator: " ").map(String.init)
      guard parts.count == 2, let rule = Rule(rawValue: parts[0]), let period = Period(parts[1]) else { return nil }
      (self.rule, self.period) = (rule, period)
    }

    var text: String { "\(rule.rawValue) \(period.text)" }

    /// Whether an alert is the one that goes on after one of a project.
    package func isKey(_ key: Assessment.Key, of project: ProjectID?) -> Bool {
      key.project == project && key.indicator == nil && key.rule == rule && key.period == period
    }
  }

  /// How an alert ended, as its last transition keeps it; nil where an earlier program wrote it, which did not say.
  ///
  /// - Parameters:
  ///   - kind: what the transition is.
  ///   - name: `outcome` of its facts.
  ///   - successor: `successor` of its facts.
  package init?(kind: TransitionKind, name: String?, successor: String?) {
    let next = successor.flatMap(Successor.init(kept:))
    switch (kind, name) {
    case (.closed, _): self = .closed
    case (_, "met"): self = .met
    case (_, "passed"): self = .passed
    case (_, "unmet"): self = .unmet(next)
    case (_, "merged"):
      guard let next else { return nil }
      self = .merged(next)
    default: return nil
    }
  }

  /// What programs call it: `met`, `unmet`, `merged`, `passed` or `closed`.
  package var name: String {
    switch self {
    case .met: "met"
    case .unmet: "unmet"
    case .merged: "merged"
    case .passed: "passed"
    case .closed: "closed"
    }
  }

  /// The alert that goes on.
  package var successor: Successor? {
    switch self {
    case .unmet(let next): next
    case .merged(let next): next
    case .met, .passed, .closed: nil
    }
  }

  /// What people call it, beside the alert's name.
  package var chinese: String {
    switch self {
    case .met: "已解除"
    case .unmet: "已到期未达标"
    case .merged: "已并入"
    case .passed: "节点已过"
    case .closed: "已结案"
    }
  }
}

extension DepartmentFacts {
  /// How an alert ends that no longer stands: what time alone ended was not put right.
  ///
  /// - Parameter standing: what stands on the day, among which the alert is that goes on.
  package func outcome(
    of key: Assessment.Key, standing: [Assessment], on day: Day, calendar: WorkCalendar
  ) -> Outcome {
    if isClosed(on: day) { return .closed }
    let context = RuleContext(of: self, on: day, calendar: calendar)
    switch key.rule {
    case .checkpointApproaching, .forecastShortfall:
      guard let project = projects.first(where: { $0.id == key.project }) else { return .met }
      return context.outcome(of: key, project, standing)
    case .indicatorDue: return context.isPeriodUnmet(key, of: self) ? .unmet(nil) : .met
    case .aheadOfPlan:
      guard let project = projects.first(where: { $0.id == key.project }) else { return .met }
      return context.outcome(ofAhead: key, project, standing)
    case .checkpointMissed, .overspent, .indicatorOffTarget, .deadlineWorkdays, .monitoringDue,
      .selfEvaluationDue, .dataQuality:
      return .met
    }
  }
}

extension RuleContext {
  fileprivate func outcome(of key: Assessment.Key, _ project: ProjectFacts, _ standing: [Assessment]) -> Outcome {
    let position = SpendingPosition(project, self)
    // By the second practice a lack is one alert of the year, by the first each checkpoint has its own.
    let lacks = standing.map(\.key).filter { $0.rule == .checkpointMissed && $0.project == project.id }
    func next(_ key: Assessment.Key) -> Outcome.Successor { Outcome.Successor(rule: key.rule, period: key.period) }
    guard key.rule == .checkpointApproaching else {
      let isShort = Share.whole.exceeds(
        paid: position.paid, budget: project.budget, times: parameters.forecastThreshold)
      if isPastYearEnd { return isShort ? .unmet(lacks.last.map(next)) : .met }
      // Within a year the lack says what the year will come to.
      return practice >= .second ? lacks.last.map { .merged(next($0)) } ?? .met : .met
    }
    guard let checkpoint = project.checkpoints.first(where: { $0.period == key.period }), checkpoint.day < officeDay,
      checkpoint.planned.exceeds(paid: position.paid, budget: project.budget, times: position.threshold)
    else { return .met }
    return .unmet(lacks.last { practice >= .second || $0.period == key.period }.map(next))
  }

  /// Spending that ran ahead of the plan: as much ahead of the next checkpoint, or beyond the budget, it goes on as that; where
  /// its own checkpoint passed and nothing else changed, only the day is over.
  fileprivate func outcome(ofAhead key: Assessment.Key, _ project: ProjectFacts, _ standing: [Assessment]) -> Outcome {
    let next = standing.map(\.key).last {
      $0.project == project.id && $0.indicator == nil && ($0.rule == .overspent || $0.rule == .aheadOfPlan)
    }
    if let next { return .merged(Outcome.Successor(rule: next.rule, period: next.period)) }
    guard let checkpoint = project.checkpoints.first(where: { $0.period == key.period }), checkpoint.day < day,
      isAhead(of: checkpoint, SpendingPosition(project, self))
    else { return .met }
    return .passed
  }

  /// Whether the next period opened before the values of this one came.
  fileprivate func isPeriodUnmet(_ key: Assessment.Key, of department: DepartmentFacts) -> Bool {
    guard practice >= .second,
      let index = parameters.periods.firstIndex(where: { .month(fiscalYear, $0.month) == key.period }),
      let next = parameters.periods.dropFirst(index + 1).first, officeDay >= next.from.on(fiscalYear)
    else { return false }
    let project = department.projects.first { $0.id == key.project }
    guard project != nil || key.project == nil else { return false }
    let papers = department.papers.filter { $0.owner == FormOwner(project: key.project) }
    return !missingValues(of: project?.indicators ?? department.indicators, for: parameters.periods[index], papers)
      .isEmpty
  }
}
