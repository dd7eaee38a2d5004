extension RuleContext {
  /// An N-workday deadline after funds arrived: yellow until its last day while something is unpaid, red afterwards.
  ///
  /// Each arrival has its own deadline; by it, everything that had arrived must be paid (the whole budget where an arrival
  /// has no amount). A reported 达成 on or after the arrival settles it too.
  func judgeDeadlines(of project: ProjectFacts, _ position: SpendingPosition, into found: inout [Assessment]) {
    for indicator in project.indicators {
      guard case .workdayDeadline(let workdays) = indicator.binding else { continue }
      var arrived = Money.zero
      for event in project.events where event.day <= day && event.kind == ProjectEvent.fundsArrived {
        arrived = event.amount.map { arrived + $0 } ?? project.budget
        let due = min(arrived, project.budget)
        let deadline = calendar.deadline(workdays: workdays, after: event.day)
        let left = calendar.workdays(from: day + 1, through: deadline)
        guard position.paid < due, day > deadline || left <= parameters.deadlineNotice,
          !isSettled(indicator, since: event.day)
        else { continue }
        found.append(
          Assessment(
            .deadline(self.deadline(deadline, after: event, due: due, position)), of: project, indicator,
            period: .day(event.day), day > deadline ? .red : .yellow,
            since: project.ledger.since(event.day, through: day) { $0 < due }))
      }
    }
  }

  /// A deadline after an event, as of the day that is judged.
  func deadline(_ deadline: Day, after event: ProjectEvent, due: Money, _ position: SpendingPosition) -> Cause.Deadline
  {
    Cause.Deadline(
      event: event.kind, eventOn: event.day, deadline: deadline, due: due, paid: position.paid,
      workdaysLeft: calendar.workdays(from: max(day, event.day + 1), through: deadline))
  }

  private func isSettled(_ indicator: IndicatorFacts, since day: Day) -> Bool {
    guard let last = indicator.observation(asOf: self.day), last.day >= day else { return false }
    return last.value == .band(.reached)
  }

  /// data-quality: a plan, indicators, or a target somebody could judge are missing: blue.
  func judgeCompleteness(of project: ProjectFacts, into found: inout [Assessment]) {
    let start = Day(startOf: fiscalYear)
    var gaps: Set<Cause.Gap> = []
    if project.checkpoints.isEmpty || project.checkpoints.contains(where: \.isFallback) { gaps.insert(.plan) }
    if project.indicators.isEmpty { gaps.insert(.indicators) }
    if !gaps.isEmpty {
      found.append(Assessment(.incomplete(gaps), of: project, period: yearPeriod, .blue, since: start))
    }
    for indicator in project.indicators where indicator.isUndecided {
      found.append(Assessment(.incomplete([.target]), of: project, indicator, period: yearPeriod, .blue, since: start))
    }
  }
}
