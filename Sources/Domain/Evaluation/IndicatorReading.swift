/// How an indicator stands on a day, read by the rules of the middle of the year.
package enum IndicatorStatus: String, Sendable, Codable, CaseIterable {
  /// The target is reached.
  case met
  /// A cumulative count below its target, or a judgement of 部分达成, before the year's end.
  case inProgress = "in-progress"
  /// Below what it must be by now.
  case offTarget = "off-target"
  /// A cap is broken.
  case violated
  /// Nothing was reported.
  case notReported = "not-reported"
  /// The rule cannot judge it yet: no checkpoint passed, no event happened.
  case notDue = "not-due"

  /// What people call it.
  package var chinese: String {
    switch self {
    case .met: "已达成"
    case .inProgress: "推进中"
    case .offTarget: "偏离"
    case .violated: "突破上限"
    case .notReported: "未填报"
    case .notDue: "未到期"
    }
  }
}

/// An indicator's value on a day and how it stands.
package struct IndicatorReading: Hashable, Sendable {
  /// How it stands.
  package let status: IndicatorStatus
  /// The value as people read it (`62.00%`, `36家`), nil where there is none.
  package let value: String?
  /// The day the value was reported for.
  package let observedOn: Day?
}

extension Target.Measure {
  /// What a cap on money allows. One that differs from the project's budget by rounding only is met by the published amount.
  /// Source: domain.md, “a cap and a budget less than 0.005万元 apart are one amount”.
  ///
  /// - Parameter budget: that of the project, where the cap is of all it spends; nil for a cap on one category.
  func cap(of budget: Money?) -> Money? {
    guard let printed = money else { return nil }
    guard let budget, (budget - printed).magnitude < .rounding else { return printed }
    return max(budget, printed)
  }
}

extension IndicatorReading {
  /// Reads an indicator on a day. `project` and `position` are nil for the department's own indicators.
  ///
  /// A cumulative count below its target is in progress before the year's end; a rate below its target is off target
  /// now; a broken cap is violated at once; words are read by their band.
  package init(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, on day: Day, yearEnd: Day
  ) {
    switch indicator.binding {
    case .observation:
      // A judgement of something with a date of its own is due by that date.
      self.init(observed: indicator, on: day, pastYearEnd: day > indicator.deadline ?? yearEnd)
    case .spendingTimeliness:
      self.init(rate: position?.timelinessToDate, indicator.measure, isDue: true)
    case .budgetExecution:
      let fullyPlanned = position?.reached.contains { $0.checkpoint.planned >= .whole } ?? false
      self.init(rate: position?.progress, indicator.measure, isDue: fullyPlanned || day > yearEnd)
    case .spending(let category):
      let paid = project?.ledger.paid(through: day, in: category) ?? .zero
      self.init(spent: paid, indicator.measure, budget: category == nil ? project?.budget : nil)
    case .spendingEach(let category): self.init(each: project, category, indicator.measure, on: day)
    case .fundsArrived:
      self.init(arrived: project?.arrived(through: day), indicator.measure, isDue: day > yearEnd)
    case .workdayDeadline:
      if let observation = indicator.observation(asOf: day), case .band(let band) = observation.value {
        self.init(band: band, observation.day, pastYearEnd: day > yearEnd)
      } else {
        let arrived = project?.events.contains { $0.day <= day && $0.kind == ProjectEvent.fundsArrived } ?? false
        self.init(status: arrived ? .inProgress : .notDue, value: nil, observedOn: nil)
      }
    }
  }

  private init(observed indicator: IndicatorFacts, on day: Day, pastYearEnd: Bool) {
    guard let observation = indicator.observation(asOf: day) else {
      self.init(status: .notReported, value: nil, observedOn: nil)
      return
    }
    if let band = observation.value.band(by: indicator.deadline) {
      self.init(band: band, observation.day, pastYearEnd: pastYearEnd, text: observation.value.text(unit: ""))
      return
    }
    guard let measure = indicator.measure, let value = observation.value.ratio else {
      self.init(status: .notReported, value: nil, observedOn: nil)
      return
    }
    let status = IndicatorReading.status(value, measure, isDue: measure.kind == .rate || pastYearEnd)
    self.init(status: status, value: observation.value.text(unit: measure.unit), observedOn: observation.day)
  }

  private init(band: Band, _ day: Day, pastYearEnd: Bool, text: String? = nil) {
    let status: IndicatorStatus =
      switch band {
      case .reached: .met
      case .partly: pastYearEnd ? .offTarget : .inProgress
      case .missed: .offTarget
      }
    self.init(status: status, value: text ?? band.rawValue, observedOn: day)
  }

  private init(rate: Ratio?, _ measure: Target.Measure?, isDue: Bool) {
    guard let rate, let measure else {
      self.init(status: .notDue, value: nil, observedOn: nil)
      return
    }
    let target = measure.rate ?? .one
    let holds = measure.comparison == .equal ? rate >= target : measure.comparison.holds(rate, target)
    let status: IndicatorStatus =
      holds ? .met : measure.comparison.isReverse ? .violated : isDue ? .offTarget : .inProgress
    self.init(status: status, value: rate.percentText + "%", observedOn: nil)
  }

  /// - Parameter budget: that of the project, where the cap is of all it spends.
  private init(spent: Money, _ measure: Target.Measure?, budget: Money?) {
    guard let measure, let cap = measure.cap(of: budget) else {
      self.init(status: .notDue, value: nil, observedOn: nil)
      return
    }
    let broken = measure.comparison == .lessThan ? spent >= cap : spent > cap
    self.init(status: broken ? .violated : .inProgress, value: spent.grouped + "元", observedOn: nil)
  }

  /// Reads a number against a target. An exact target that is exceeded counts as reached (it wants an explanation at
  /// the year's end); one that is not reached is treated like a positive one.
  private static func status(_ value: Ratio, _ measure: Target.Measure, isDue: Bool) -> IndicatorStatus {
    let target = measure.value.ratio
    if measure.isBeyond(value) { return .offTarget }
    if measure.comparison.isReverse { return measure.comparison.holds(value, target) ? .met : .violated }
    let reached = measure.comparison == .equal ? value >= target : measure.comparison.holds(value, target)
    return reached ? .met : isDue ? .offTarget : .inProgress
  }
}
