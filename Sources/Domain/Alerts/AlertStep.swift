/// One step in an alert's life, as it is kept.
package struct AlertStep: Hashable, Sendable {
  /// Its number, from 1.
  package let number: Int
  /// What happened, on which day, and how grave it was then.
  package let kind: TransitionKind, day: Day, severity: AlertSeverity
  /// Who did it and what was said, where it was a person; and until which day it holds.
  package let actor: String?, note: String?, until: Day?

  /// A step.
  package init(
    number: Int, kind: TransitionKind, day: Day, severity: AlertSeverity, actor: String? = nil, note: String? = nil,
    until: Day? = nil
  ) {
    (self.number, self.kind, self.day, self.severity) = (number, kind, day, severity)
    (self.actor, self.note, self.until) = (actor, note, until)
  }

  /// In which state the alert was after it; nil for one that changes no state.
  package var state: AlertState? {
    switch kind {
    case .opened, .reopened, .lapsed: .open
    case .acknowledged: .acknowledged
    case .silenced: .silenced
    case .resolved, .closed: .resolved
    case .changed: nil
    }
  }
}

extension TransitionKind {
  /// What people call it.
  package var chinese: String {
    switch self {
    case .opened: "出现"
    case .changed: "程度变化"
    case .resolved: "解除"
    case .reopened: "再次出现"
    case .acknowledged: "确认"
    case .silenced: "静默"
    case .lapsed: "到期未解决，再次提醒"
    case .closed: "结案"
    }
  }
}

/// How an alert stood over some days: one stretch after another.
package struct AlertCourse: Hashable, Sendable {
  /// A stretch of days on which it stood the same.
  package struct Stretch: Hashable, Sendable {
    /// Its first and last day.
    package let from: Day, through: Day
    /// How it stood.
    package let state: AlertState, severity: AlertSeverity
  }

  /// Earliest first; days on which there was nothing are left out.
  package let stretches: [Stretch]

  /// The course of an alert through a day, by its steps in order.
  package init(_ steps: [AlertStep], through last: Day) {
    var stretches: [Stretch] = []
    var state: AlertState = .resolved
    for (index, step) in steps.enumerated() {
      state = step.state ?? state
      let end = index + 1 < steps.count ? Day(number: steps[index + 1].day.number - 1) : last
      guard state != .resolved, step.day <= end, step.day <= last else { continue }
      let next = Stretch(from: step.day, through: min(end, last), state: state, severity: step.severity)
      stretches.append(next)
    }
    self.stretches = stretches
  }
}
