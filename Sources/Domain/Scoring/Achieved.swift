/// What an indicator has come to on a day, exact, for scoring.
package enum Achieved: Hashable, Sendable {
  /// Nothing is known.
  case missing
  /// A number in the target's unit (percent for rates), with its text.
  case number(Ratio, text: String)
  /// A judgement of a target in words.
  case band(Band)
  /// The day on which it was reached, with the judgement that follows from the target's date.
  case day(Day, Band)

  /// As people read it; nil where nothing is known.
  package var text: String? {
    switch self {
    case .missing: nil
    case .number(_, let text): text
    case .band(let band): band.rawValue
    case .day(let day, _): day.chinese
    }
  }

  /// What an indicator has come to by the end of a day, by its binding. `project` and `position` are nil for the department's
  /// own indicators.
  package init(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, on day: Day,
    by context: RuleContext
  ) {
    switch indicator.binding {
    case .workdayDeadline where context.parameters.practice >= .second:
      self.init(deadline: indicator, of: project, on: day, context)
    case .observation, .workdayDeadline:
      self.init(indicator.observation(asOf: day)?.value, indicator.measure, by: indicator.deadline)
    case .spendingTimeliness:
      self.init(rate: position?.timelinessToDate)
    case .budgetExecution:
      self.init(rate: position?.progress)
    case .fundsArrived:
      self.init(rate: project?.arrived(through: day))
    case .spendingEach(let category):
      let largest = project?.ledger.standingPayments(through: day, in: category).map(\.amount).max()
      self.init(spent: largest ?? .zero, indicator.measure)
    case .spending(let category):
      self.init(spent: project?.ledger.paid(through: day, in: category) ?? .zero, indicator.measure)
    }
  }

  private init(_ value: ObservedValue?, _ measure: Target.Measure?, by deadline: Day?) {
    if case .day(let day)? = value {
      self = value?.band(by: deadline).map { .day(day, $0) } ?? .missing
    } else if case .band(let band)? = value {
      self = .band(band)
    } else if let value, let measure, let ratio = value.ratio {
      self = .number(ratio, text: value.text(unit: measure.unit))
    } else {
      self = .missing
    }
  }

  /// The workdays that the slowest arrival took, or what a person reports of it.
  private init(
    deadline indicator: IndicatorFacts, of project: ProjectFacts?, on day: Day, _ context: RuleContext
  ) {
    switch indicator.observation(asOf: day)?.value {
    case .band(let band)?: self = .band(band)
    case let value?:
      self = value.ratio.map { .number($0, text: value.text(unit: IndicatorFacts.workdayUnit)) } ?? .missing
    case nil:
      let arrivals =
        project.map {
          ArrivalDeadline.all(of: $0, within: indicator.binding.workdays ?? 0, on: day, calendar: context.calendar)
        } ?? []
      guard let longest = arrivals.map(\.workdays).max(),
        arrivals.allSatisfy({ $0.wholeOn != nil }) || longest > indicator.binding.workdays ?? 0
      else {
        self = .missing
        return
      }
      self = .number(.whole(longest), text: "\(longest)\(IndicatorFacts.workdayUnit)")
    }
  }

  init(rate: Ratio?) {
    guard let rate, let percent = Ratio(lowest: Int128(rate.numerator) * 100, Int128(rate.denominator)) else {
      self = .missing
      return
    }
    self = .number(percent, text: rate.percentText + "%")
  }

  init(spent: Money, _ measure: Target.Measure?) {
    guard case .money(let unit)? = measure?.kind else {
      self = .missing
      return
    }
    switch unit {
    case .yuan: self = .number(Ratio(spent.fen, 100) ?? .percent(0), text: spent.yuan + "元")
    case .tenThousand: self = .number(Ratio(spent.fen, 1_000_000) ?? .percent(0), text: spent.tenThousands + "万元")
    }
  }
}

extension RowScore {
  /// What a row gets for what was achieved. A judgement of a number, or a number for words, is no value.
  package init(
    _ achieved: Achieved, against measure: Target.Measure?, of points: Points, by rules: ScoringRules,
    isSatisfaction: Bool, canPassWhole: Bool = false
  ) {
    switch (achieved, measure) {
    case (.number(let value, _), let measure?):
      self.init(
        value, against: measure, of: points, by: rules, isSatisfaction: isSatisfaction, canPassWhole: canPassWhole)
    case (.band(let band), nil), (.day(_, let band), nil): self.init(band, of: points, by: rules)
    default: self = .missing(points)
    }
  }
}
