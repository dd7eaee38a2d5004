/// The state an alert is in.
package enum AlertState: String, Sendable, CaseIterable {
  /// It stands.
  case open
  /// Somebody said what will be done.
  case acknowledged
  /// Not to be spoken of until a date.
  case silenced
  /// The facts no longer give cause.
  case resolved

  /// What people call it.
  package var chinese: String {
    switch self {
    case .open: "待处理"
    case .acknowledged: "已确认"
    case .silenced: "暂不提醒"
    case .resolved: "已解除"
    }
  }
}

/// An alert as it is kept: one row for each rule, subject and period.
package struct KeptAlert: Hashable, Sendable {
  /// Its row.
  package let id: AlertID
  /// What it is about.
  package let key: Assessment.Key
  /// Its state.
  package let state: AlertState
  /// Its severity when it was last judged.
  package let severity: AlertSeverity
  /// The number of its last transition; the first is 1.
  package let lastTransition: Int
  /// The last day for which somebody's word or a silence holds; nil where no day was named.
  package let until: Day?

  /// A kept alert.
  package init(
    id: AlertID, key: Assessment.Key, state: AlertState, severity: AlertSeverity, lastTransition: Int, until: Day? = nil
  ) {
    self.id = id
    self.key = key
    self.state = state
    self.severity = severity
    self.lastTransition = lastTransition
    self.until = until
  }

  /// Whether it is to be spoken of again: the day named by whoever acknowledged or silenced it has passed.
  package func hasLapsed(on day: Day) -> Bool {
    (state == .acknowledged || state == .silenced) && (until.map { $0 < day } ?? false)
  }
}

/// What happens to an alert.
package enum TransitionKind: String, Sendable, CaseIterable {
  /// It stands for the first time.
  case opened
  /// Its severity changed.
  case changed
  /// The facts no longer give cause.
  case resolved
  /// It stands again.
  case reopened
  /// Somebody said what will be done.
  case acknowledged
  /// It is not to be spoken of until a date.
  case silenced
  /// The day named by whoever acknowledged or silenced it has passed, and it still stands.
  case lapsed
  /// Its year is closed (已结案), whatever was still open in it.
  case closed
}

/// One change of the kept alerts that an evaluation asks for.
package enum AlertChange: Hashable, Sendable {
  /// An alert that was not kept yet.
  case open(Assessment)
  /// A kept alert that changes severity or stands again.
  case update(KeptAlert, TransitionKind, Assessment)
  /// A kept alert without cause.
  case resolve(KeptAlert)
  /// A kept alert of a year that is closed.
  case close(KeptAlert)
}

/// What must change so that the kept alerts agree with an evaluation. Nothing where nothing changed.
///
/// An acknowledged or silenced alert keeps that state while it gets better; when it gets worse, or the day named for it has
/// passed, it is open again, so that it speaks. It reopens rather than duplicates.
///
/// - Parameters:
///   - day: the day of the evaluation.
///   - isClosed: whether the department's year is closed.
///   - lacksData: whether nothing is known by which an alert could be judged. Such an alert stays as it is: no data never
///     resolves.
package func changes(
  kept: [KeptAlert], assessments: [Assessment], on day: Day, isClosed: Bool = false,
  lacksData: (Assessment.Key) -> Bool = { _ in false }
) -> [AlertChange] {
  let known = Dictionary(kept.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  var standing = Set<Assessment.Key>(minimumCapacity: assessments.count)
  var result: [AlertChange] = []
  for assessment in assessments {
    standing.insert(assessment.key)
    guard let alert = known[assessment.key] else {
      result.append(.open(assessment))
      continue
    }
    if alert.state == .resolved {
      result.append(.update(alert, .reopened, assessment))
    } else if alert.hasLapsed(on: day) {
      result.append(.update(alert, .lapsed, assessment))
    } else if alert.severity != assessment.severity {
      result.append(.update(alert, .changed, assessment))
    }
  }
  for alert in kept where alert.state != .resolved && !standing.contains(alert.key) && !lacksData(alert.key) {
    result.append(isClosed ? .close(alert) : .resolve(alert))
  }
  return result
}

extension AlertChange {
  /// What the alert is about.
  package var key: Assessment.Key {
    switch self {
    case .open(let assessment): assessment.key
    case .update(let alert, _, _), .resolve(let alert), .close(let alert): alert.key
    }
  }

  /// The kept alert that changes; nil for a new one.
  package var alert: KeptAlert? {
    switch self {
    case .open: nil
    case .update(let alert, _, _), .resolve(let alert), .close(let alert): alert
    }
  }

  /// What it was judged on; nil where nothing stands any more.
  package var assessment: Assessment? {
    switch self {
    case .open(let assessment), .update(_, _, let assessment): assessment
    case .resolve, .close: nil
    }
  }

  /// What happens to the alert.
  package var kind: TransitionKind {
    switch self {
    case .open: .opened
    case .update(_, let kind, _): kind
    case .resolve: .resolved
    case .close: .closed
    }
  }

  /// The alert as it stands after the change; `id` is for one that is new.
  package func applied(id: AlertID) -> KeptAlert {
    KeptAlert(
      id: alert?.id ?? id, key: key, state: state, severity: assessment?.severity ?? alert?.severity ?? .blue,
      lastTransition: (alert?.lastTransition ?? 0) + 1,
      until: state == .open || state == .resolved ? nil : alert?.until)
  }

  /// The state after the change.
  package var state: AlertState {
    switch self {
    case .open: .open
    case .resolve, .close: .resolved
    case .update(let alert, let kind, let assessment):
      kind == .reopened || kind == .lapsed || assessment.severity > alert.severity ? .open : alert.state
    }
  }
}
