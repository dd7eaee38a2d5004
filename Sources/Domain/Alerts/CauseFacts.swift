/// The names facts have in JSON.
package enum FactName: String, Sendable, CaseIterable {
  case budget, planned, paid, timeliness, threshold, toPlan, toThreshold, checkpoint, daysLeft, workdaysLeft, planBasis
  case paidAtCheckpoint, cap, category, excess, progress, forecast, forecastRate, shortfall, target, value, observedOn
  case reportBy, event, eventOn, deadline, due, missing, pointsAhead
  case timelinessToDate, timelinessTarget, executionRate, executionTarget, missedCheckpoints, reversedOn, reversedPaidOn
  case cutOff, yearOver, indicators, payments, outcome, successor
}

extension Cause {
  /// The numbers for programs, in the order people read them: amounts in yuan, rates in percent, dates `YYYY-MM-DD`. A name is
  /// left out where there is nothing to say.
  package var facts: [(name: FactName, text: String)] {
    let facts: KeyValuePairs<FactName, String?> =
      switch self {
      case .approaching(let cause): cause.facts
      case .missed(let cause): cause.facts
      case .lack(let cause): cause.facts
      case .overspent(let cause):
        [
          .budget: cause.budget.yuan, .paid: cause.paid.yuan, .excess: (cause.paid - cause.budget).yuan,
          .progress: Ratio(cause.paid.fen, cause.budget.fen)?.percentText,
        ]
      case .capBroken(let cause):
        [
          .cap: cause.cap.yuan, .paid: cause.paid.yuan, .excess: (cause.paid - cause.cap).yuan,
          .payments: cause.payments.map(String.init), .category: cause.category, .budget: cause.budget.yuan,
        ]
      case .ahead(let cause):
        [
          .budget: cause.budget.yuan, .planned: cause.planned.yuan, .paid: cause.paid.yuan,
          .checkpoint: cause.checkpoint.description, .progress: cause.progress.percentText,
          .pointsAhead: cause.pointsAhead.percentText,
        ]
      case .valuesDue(let due, let indicators):
        [
          .reportBy: due.reportBy.description, .daysLeft: String(due.daysLeft),
          .workdaysLeft: String(due.workdaysLeft), .indicators: indicators.map(String.init),
        ]
      case .formDue(_, let due):
        [
          .reportBy: due.reportBy.description, .daysLeft: String(due.daysLeft),
          .workdaysLeft: String(due.workdaysLeft),
        ]
      case .offTarget(let cause):
        [.target: cause.target, .value: cause.value, .observedOn: cause.observedOn?.description]
      case .shortfall(let cause): cause.facts
      case .deadline(let cause): cause.facts
      case .incomplete(let gaps):
        [.missing: Gap.allCases.filter(gaps.contains).map(\.rawValue).joined(separator: ",")]
      case .records(let cause): cause.facts
      }
    return facts.compactMap { name, text in text.map { (name, $0) } }
  }

  /// The same as JSON.
  package var json: JSONValue { .object(facts.map { .init(key: $0.name.rawValue, value: .string($0.text)) }) }

  fileprivate static func basis(_ isElapsedTime: Bool) -> String? { isElapsedTime ? "elapsed-time" : nil }
}

extension Cause.Approaching {
  fileprivate var facts: KeyValuePairs<FactName, String?> {
    [
      .budget: budget.yuan, .planned: planned.yuan, .paid: paid.yuan, .toPlan: toPlan.yuan,
      .toThreshold: toThreshold.yuan, .threshold: threshold.percentText, .checkpoint: checkpoint.description,
      .cutOff: cutOff?.description, .daysLeft: String(daysLeft), .workdaysLeft: String(workdaysLeft),
      .planBasis: Cause.basis(isElapsedTime),
    ]
  }
}

extension Cause.Lack {
  fileprivate var facts: KeyValuePairs<FactName, String?> {
    [
      .budget: budget.yuan, .planned: last.planned.yuan, .paid: paid.yuan, .timeliness: last.timeliness.percentText,
      .threshold: threshold.percentText, .paidAtCheckpoint: last.paid.yuan,
      .checkpoint: last.checkpoint.description, .toPlan: last.toPlan.yuan, .toThreshold: last.toThreshold.yuan,
      .planBasis: Cause.basis(isElapsedTime),
    ]
  }
}

extension Cause.YearLack {
  /// What the year will come to, of the budget.
  var forecastRate: Ratio? { forecast.flatMap { Ratio($0.fen, budget.fen) } }

  /// `3月底33.33%、6月底50.00%`.
  var history: String {
    missed.map { "\($0.month)月底\($0.timeliness?.percentText ?? "")%" }.joined(separator: "、")
  }

  fileprivate var facts: KeyValuePairs<FactName, String?> {
    [
      .budget: budget.yuan, .planned: last?.planned.yuan, .paid: paid.yuan, .timeliness: last?.timeliness.percentText,
      .threshold: threshold.percentText, .paidAtCheckpoint: last?.paid.yuan,
      .checkpoint: last?.checkpoint.description, .toPlan: last?.toPlan.yuan, .toThreshold: last?.toThreshold.yuan,
      .reversedOn: reversal?.on.description, .reversedPaidOn: reversal?.paidOn?.description,
      .timelinessToDate: timeliness?.rate.percentText, .timelinessTarget: timeliness?.target.text,
      .executionRate: execution?.rate.percentText, .executionTarget: execution?.target.text,
      .forecast: forecast?.yuan, .forecastRate: forecastRate?.percentText,
      .missedCheckpoints: missed.isEmpty ? nil : history, .yearOver: yearOver.map(String.init),
      .planBasis: Cause.basis(isElapsedTime),
    ]
  }
}

extension Cause.Shortfall {
  /// What the year will come to, of the budget; nothing where there is no budget.
  var rate: Ratio { Ratio(forecast.fen, budget.fen) ?? .percent(0) }

  fileprivate var facts: KeyValuePairs<FactName, String?> {
    [
      .budget: budget.yuan, .paid: paid.yuan, .forecast: forecast.yuan, .forecastRate: rate.percentText,
      .threshold: threshold.percentText, .shortfall: (budget - forecast).yuan,
      .planBasis: Cause.basis(isElapsedTime),
    ]
  }
}

extension Cause.Deadline {
  fileprivate var facts: KeyValuePairs<FactName, String?> {
    [
      .event: event, .eventOn: eventOn.description, .deadline: deadline.description, .due: due.yuan,
      .paid: paid.yuan, .missing: (due - paid).yuan, .workdaysLeft: String(workdaysLeft),
    ]
  }
}

extension Cause.Records {
  fileprivate var facts: KeyValuePairs<FactName, String?> {
    let missing = [uncategorised == nil ? nil : "category", isArrivalMissing ? "arrival" : nil]
    return [
      .missing: missing.compactMap { $0 }.joined(separator: ","), .paid: uncategorised?.paid.yuan,
      .category: uncategorised?.categories.joined(separator: "、"),
    ]
  }
}
