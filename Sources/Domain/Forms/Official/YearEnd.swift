extension IndicatorFacts {
  /// What an indicator that follows from payments comes to by the year's end, where so much is spent in all: so that 全年预计
  /// 完成情况 and 全年预计执行数 say one thing. Missing for all others.
  ///
  /// What is short of the budget stays short at every checkpoint to come, as 全年预计执行数 is proposed: the gap of today is
  /// not caught up.
  func yearEnd(_ project: ProjectFacts, _ position: SpendingPosition, spending forecast: Money) -> Achieved {
    let spent = max(forecast, position.paid)
    switch binding {
    case .budgetExecution: return Achieved(rate: Ratio(spent.fen, project.budget.fen))
    case .spending(nil): return Achieved(spent: project.asCapped(spent, by: measure), measure)
    case .spendingTimeliness:
      let gap = max(.zero, project.budget - spent)
      let last = position.reached.last?.checkpoint.day
      let toCome = project.checkpoints.filter { checkpoint in
        checkpoint.planned > .none && last.map { checkpoint.day > $0 } ?? true
      }
      let expected = toCome.compactMap { checkpoint in
        SpendingPosition.timeliness(
          paid: max(position.paid, checkpoint.planned.of(project.budget) - gap), planned: checkpoint.planned,
          of: project.budget)
      }
      return Achieved(rate: Ratio.mean(position.reached.compactMap(\.timeliness) + expected))
    case .observation, .fundsArrived, .spending, .spendingEach, .workdayDeadline: return .missing
    }
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
  func contradicts(_ expected: String, for target: Target) -> Bool {
    guard case .number(let ratio, _) = self, let typed = try? ObservedValue.parse(expected, for: target),
      case .number(let number) = typed, let value = Quantity(parsing: number.shortest)
    else { return false }
    let units = Int128(ratio.numerator) * Int128(Quantity.power(value.scale))
    return Exact.roundedQuotient(units, Int128(ratio.denominator)) != value.units
  }
}
