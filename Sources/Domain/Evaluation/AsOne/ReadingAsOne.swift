extension IndicatorReading {
  /// Reads an indicator by the practice of the rules: in the forms, the reports and the alerts alike.
  package init(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, on day: Day,
    by context: RuleContext
  ) {
    guard context.parameters.practice >= .second else {
      self.init(indicator, of: project, position, on: day, yearEnd: context.yearEnd)
      return
    }
    switch indicator.binding {
    case .observation:
      self.init(asOne: indicator, on: day, yearEnd: context.yearEnd)
    case .workdayDeadline(let workdays):
      self.init(deadline: indicator, workdays, of: project, on: day, context)
    case .fundsArrived:
      self.init(arrived: project?.arrived(through: day), indicator.measure, isDue: day > context.yearEnd)
    case .spendingEach(let category):
      self.init(each: project, category, indicator.measure, on: day)
    case .spendingTimeliness, .budgetExecution, .spending:
      self.init(indicator, of: project, position, on: day, yearEnd: context.yearEnd)
    }
  }

  /// A number against its target; an exact one is met by the value alone.
  private init(asOne indicator: IndicatorFacts, on day: Day, yearEnd: Day) {
    guard let observation = indicator.observation(asOf: day), let measure = indicator.measure,
      measure.comparison == .equal, let value = observation.value.ratio
    else {
      self.init(indicator, of: nil, nil, on: day, yearEnd: yearEnd)
      return
    }
    let target = measure.value.ratio
    let status: IndicatorStatus =
      if value == target {
        .met
      } else if value > target {
        // Not one was allowed, and what has happened cannot be undone.
        target.numerator == 0 ? .violated : .offTarget
      } else {
        measure.kind == .rate || day > yearEnd ? .offTarget : .inProgress
      }
    self.init(status: status, value: observation.value.text(unit: measure.unit), observedOn: observation.day)
  }

  /// The workdays from each arrival to the payment that made it whole: the longest counts. What a person reports comes first.
  private init(
    deadline indicator: IndicatorFacts, _ workdays: Int, of project: ProjectFacts?, on day: Day, _ context: RuleContext
  ) {
    if let observation = indicator.observation(asOf: day) {
      if let value = observation.value.ratio {
        let isKept = value <= Ratio.whole(workdays)
        self.init(
          status: isKept ? .met : .offTarget, value: observation.value.text(unit: "个工作日"), observedOn: observation.day)
        return
      }
      self.init(indicator, of: project, nil, on: day, yearEnd: context.yearEnd)
      return
    }
    let arrivals = project.map {
      ArrivalDeadline.all(of: $0, within: workdays, on: day, calendar: context.calendar)
    }
    guard let arrivals, let longest = arrivals.map(\.workdays).max() else {
      self.init(status: .notDue, value: nil, observedOn: nil)
      return
    }
    let isOpen = arrivals.contains { $0.wholeOn == nil }
    let status: IndicatorStatus = longest > workdays ? .offTarget : isOpen ? .inProgress : .met
    self.init(
      status: status, value: isOpen && longest <= workdays ? nil : "\(longest)个工作日", observedOn: nil)
  }

  init(arrived: Ratio?, _ measure: Target.Measure?, isDue: Bool) {
    guard let arrived, let measure, let target = measure.rate else {
      self.init(status: .notDue, value: nil, observedOn: nil)
      return
    }
    let holds = measure.comparison == .equal ? arrived >= target : measure.comparison.holds(arrived, target)
    self.init(
      status: holds ? .met : isDue ? .offTarget : .inProgress, value: arrived.percentText + "%", observedOn: nil)
  }

  init(each project: ProjectFacts?, _ category: String?, _ measure: Target.Measure?, on day: Day) {
    let payments = project?.ledger.standingPayments(through: day, in: category) ?? []
    guard let measure, let cap = measure.cap(of: nil), let largest = payments.map(\.amount).max() else {
      self.init(status: .notDue, value: nil, observedOn: nil)
      return
    }
    let isBroken = measure.comparison == .lessThan ? largest >= cap : largest > cap
    self.init(status: isBroken ? .violated : .inProgress, value: largest.grouped + "元", observedOn: nil)
  }
}

extension ProjectFacts {
  /// What arrived over the budget; nil where no arrival carries an amount, or there is no budget.
  func arrived(through day: Day) -> Ratio? {
    let amounts = events.filter { $0.day <= day && $0.kind == ProjectEvent.fundsArrived }.compactMap(\.amount)
    guard !amounts.isEmpty, budget > .zero else { return nil }
    return Ratio(amounts.reduce(Money.zero, +).fen, budget.fen)
  }
}

extension Target.Measure {
  /// The target of a rate as a fraction: 0.9 of 90%.
  var rate: Ratio? {
    guard kind == .rate else { return nil }
    return Ratio(value.units, 100 * Quantity.power(value.scale))
  }
}
