/// What an indicator has come to on a day, exact, for scoring.
public enum Achieved: Hashable, Sendable {
  /// Nothing is known.
  case missing
  /// A number in the target's unit (percent for rates), with its text.
  case number(Ratio, text: String)
  /// A judgement of a target in words.
  case band(Band)

  /// As people read it; nil where nothing is known.
  public var text: String? {
    switch self {
    case .missing: nil
    case .number(_, let text): text
    case .band(let band): band.rawValue
    }
  }

  /// What an indicator has come to by the end of a day, by its binding. `project` and `position` are nil for the department's
  /// own indicators.
  public init(_ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, on day: Day) {
    switch indicator.binding {
    case .observation, .workdayDeadline:
      self.init(indicator.observation(asOf: day)?.value, indicator.measure)
    case .spendingTimeliness:
      self.init(rate: position?.timelinessToDate)
    case .budgetExecution:
      self.init(rate: position?.progress)
    case .spending(let category):
      self.init(spent: project?.ledger.paid(through: day, in: category) ?? .zero, indicator.measure)
    }
  }

  private init(_ value: ObservedValue?, _ measure: Target.Measure?) {
    if case .band(let band)? = value {
      self = .band(band)
    } else if let value, let measure, let ratio = value.ratio {
      self = .number(ratio, text: value.text(unit: measure.unit))
    } else {
      self = .missing
    }
  }

  private init(rate: Ratio?) {
    guard let rate, let percent = Ratio(lowest: Int128(rate.numerator) * 100, Int128(rate.denominator)) else {
      self = .missing
      return
    }
    self = .number(percent, text: rate.percentText + "%")
  }

  private init(spent: Money, _ measure: Target.Measure?) {
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
  public init(
    _ achieved: Achieved, against measure: Target.Measure?, of points: Points, by rules: ScoringRules,
    isSatisfaction: Bool
  ) {
    switch (achieved, measure) {
    case (.number(let value, _), let measure?):
      self.init(value, against: measure, of: points, by: rules, isSatisfaction: isSatisfaction)
    case (.band(let band), nil): self.init(band, of: points, by: rules)
    default: self = .missing(points)
    }
  }
}
