/// How one arrival of funds stands against a deadline of so many workdays after it.
package struct ArrivalDeadline: Hashable, Sendable {
  /// The event.
  package let event: ProjectEvent
  /// What must be paid by the deadline: all that had arrived, the whole budget where an arrival has no amount.
  package let due: Money
  /// The last day for it.
  package let deadline: Day
  /// The day of the payment that made it whole; nil while it is not.
  package let wholeOn: Day?
  /// Workdays from the arrival to that payment, or to today.
  package let workdays: Int

  /// The arrivals of a project through a day, earliest first.
  package static func all(
    of project: ProjectFacts, within workdays: Int, on day: Day, calendar: WorkCalendar
  ) -> [ArrivalDeadline] {
    var arrived = Money.zero
    return project.events.filter { $0.day <= day && $0.kind == ProjectEvent.fundsArrived }.map { event in
      arrived = event.amount.map { arrived + $0 } ?? project.budget
      let due = min(arrived, project.budget)
      let isWhole = project.ledger.paid(through: day) >= due
      let wholeOn = isWhole ? project.ledger.since(event.day, through: day) { $0 >= due } : nil
      return ArrivalDeadline(
        event: event, due: due, deadline: calendar.deadline(workdays: workdays, after: event.day), wholeOn: wholeOn,
        workdays: calendar.workdays(from: event.day + 1, through: wholeOn ?? day))
    }
  }
}

extension RuleContext {
  /// A deadline of workdays after funds arrived, while something is unpaid: blue, yellow in its last workdays, red after its
  /// last day. What a person reports on or after the arrival settles it.
  func judgeArrivals(of project: ProjectFacts, _ position: SpendingPosition, into found: inout [Assessment]) {
    for indicator in project.indicators {
      guard case .workdayDeadline(let workdays) = indicator.binding else { continue }
      for arrival in ArrivalDeadline.all(of: project, within: workdays, on: day, calendar: calendar) {
        let reported = indicator.observation(asOf: day).map {
          $0.day >= arrival.event.day && $0.value != .band(.missed)
        }
        let left = calendar.workdays(from: officeDay + 1, through: arrival.deadline)
        guard arrival.wholeOn == nil, reported != true, left <= parameters.deadlineNotice else { continue }
        found.append(
          Assessment(
            .deadline(deadline(arrival.deadline, after: arrival.event, due: arrival.due, position)), of: project,
            indicator, period: .day(arrival.event.day),
            officeDay > arrival.deadline ? .red : left < parameters.deadlineYellow ? .yellow : .blue,
            since: project.ledger.since(arrival.event.day, through: day) { $0 < arrival.due }))
      }
    }
  }

  /// What is not on record though other rules need it, one alert a project beside those of its document: payments that name
  /// none of the categories that have caps, and an arrival of funds from which a deadline would run.
  func judgeRecords(of project: ProjectFacts, _ position: SpendingPosition, into found: inout [Assessment]) {
    let categories = Set(project.indicators.compactMap(\.binding.category))
    let bare = project.ledger.entries.filter { $0.day <= day && $0.category == nil }
    let uncategorised = categories.isEmpty ? Money.zero : bare.reduce(Money.zero) { $0 + $1.amount }
    let wantsArrival =
      project.indicators.contains { $0.binding.workdays != nil || $0.binding == .fundsArrived }
      && !project.events.contains { $0.day <= day && $0.kind == ProjectEvent.fundsArrived }
    let opens = project.checkpoints.first { $0.planned > .none }.map { $0.day - parameters.approachingDays }
    let isArrivalDue = wantsArrival && (position.paid > .zero || opens.map { officeDay >= $0 } ?? false)
    guard uncategorised != .zero || isArrivalDue else { return }
    let firstBare = uncategorised == .zero ? nil : bare.first?.day
    let firstPaid = project.ledger.entries.first { $0.day <= day }?.day
    let arrivalSince = isArrivalDue ? [firstPaid, opens].compactMap { $0 }.min() : nil
    found.append(
      Assessment(
        .records(
          Cause.Records(
            uncategorised: uncategorised == .zero ? nil : .init(paid: uncategorised, categories: categories.sorted()),
            isArrivalMissing: isArrivalDue)),
        of: project, period: .records(fiscalYear), .blue,
        since: [firstBare, arrivalSince].compactMap { $0 }.min() ?? day))
  }

  /// A cap on each payment (人均标准, 补助标准) that one of them breaks: red at once.
  func capBrokenByOne(_ indicator: IndicatorFacts, _ category: String?, of project: ProjectFacts) -> Assessment? {
    guard let measure = indicator.measure, measure.comparison.isReverse, let cap = measure.cap(of: nil) else {
      return nil
    }
    let broken = project.ledger.standingPayments(through: day, in: category).filter {
      measure.comparison == .lessThan ? $0.amount >= cap : $0.amount > cap
    }
    guard let first = broken.first, let largest = broken.map(\.amount).max() else { return nil }
    return Assessment(
      .capBroken(
        Cause.CapBroken(
          cap: cap, paid: largest, budget: project.budget, payments: broken.count, category: category)),
      of: project, indicator, period: yearPeriod, .red, since: first.day)
  }
}

extension Ledger {
  /// The payments through a day that were not taken back by then.
  func standingPayments(through day: Day, in category: String?) -> [LedgerEntry] {
    var standing = entries.filter {
      $0.day <= day && $0.reverses == nil && $0.amount > .zero && (category == nil || $0.category == category)
    }
    for reversal in entries where reversal.day <= day {
      guard let original = reversal.reverses,
        let index = standing.firstIndex(where: {
          $0.day == original && $0.amount == .zero - reversal.amount && $0.category == reversal.category
        })
      else { continue }
      standing.remove(at: index)
    }
    return standing
  }
}
