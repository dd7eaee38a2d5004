extension IndicatorFacts {
  /// What an indicator that follows from payments comes to by the year's end, where so much is spent in all: so that 全年预计
  /// 完成情况 and 全年预计执行数 say one thing. Missing for all others.
  ///
  /// What is short of the budget stays short at every checkpoint to come, as 全年预计执行数 is proposed: the gap of today is
  /// not caught up.
  func yearEnd(
    _ project: ProjectFacts, _ position: SpendingPosition, spending forecast: Money, on day: Day
  ) -> Achieved {
    let spent = max(forecast, position.paid)
    switch binding {
    case .budgetExecution: return Achieved(rate: Ratio(spent.fen, project.budget.fen))
    case .spending(nil): return Achieved(spent: project.asCapped(spent, by: measure), measure)
    case .spendingTimeliness:
      let gap = max(.zero, project.budget - spent)
      return Achieved(
        rate: project.timeliness(position) { max(position.paid, $0.planned.of(project.budget) - gap) })
    case .spending:
      return project.yearEnd(of: id, on: day, spending: spent).map { Achieved(spent: $0, measure) } ?? .missing
    case .observation, .fundsArrived, .spendingEach, .workdayDeadline: return .missing
    }
  }

  /// The most that 支出进度及时率 can still come to by the year's end where no more than so much is spent in all: what a
  /// checkpoint that passed came to stays, those to come are kept as far as the money reaches. Missing for all other
  /// indicators, and where nothing is planned.
  func mostAtYearEnd(_ project: ProjectFacts, _ position: SpendingPosition, spending forecast: Money) -> Achieved {
    guard binding == .spendingTimeliness else { return .missing }
    return Achieved(rate: project.timeliness(position) { _ in max(forecast, position.paid) })
  }
}

extension ProjectFacts {
  /// The mean timeliness of the year: of the checkpoints reached as it was, of those to come with what is paid by then.
  fileprivate func timeliness(_ position: SpendingPosition, paid: (Checkpoint) -> Money) -> Ratio? {
    let last = position.reached.last?.checkpoint.day
    let toCome = checkpoints.filter { checkpoint in
      checkpoint.planned > .none && last.map { checkpoint.day > $0 } ?? true
    }
    return Ratio.mean(
      position.reached.compactMap(\.timeliness)
        + toCome.compactMap { SpendingPosition.timeliness(paid: paid($0), planned: $0.planned, of: budget) })
  }
}

extension ProjectFacts {
  /// An amount up to the budget, as a cap on it says it: a cap and a budget less than 0.005万元 apart are one amount, of which
  /// the document prints one rounded.
  fileprivate func asCapped(_ spent: Money, by measure: Target.Measure?) -> Money {
    guard let cap = measure?.money, (budget - cap).magnitude < .rounding, spent <= budget else { return spent }
    return min(spent, cap)
  }
}

extension Achieved {
  /// Whether what a person expects says another number: rounded to as many decimals as the person wrote, it differs.
  func contradicts(_ expected: String, for target: Target) -> Bool { units(expected, for: target, differ: !=) }

  /// Whether what a person expects is more than this number, rounded to as many decimals as the person wrote.
  func isExceeded(by expected: String, for target: Target) -> Bool { units(expected, for: target, differ: <) }

  /// This number and the typed one, in units of the last decimal that was typed; false where one is no number.
  private func units(_ expected: String, for target: Target, differ: (Int64, Int64) -> Bool) -> Bool {
    guard case .number(let ratio, _) = self, let typed = try? ObservedValue.parse(expected, for: target),
      case .number(let number) = typed, let value = Quantity(parsing: number.shortest)
    else { return false }
    let units = Int128(ratio.numerator) * Int128(Quantity.power(value.scale))
    return differ(Exact.roundedQuotient(units, Int128(ratio.denominator)), value.units)
  }
}
