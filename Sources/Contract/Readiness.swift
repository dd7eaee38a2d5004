package import Domain

/// Whether the service can do its work, for those who watch it.
package struct ReadinessAnswer: Encodable, Hashable, Sendable {
  /// How real time stands to what was reached before.
  package enum Clock: String, Codable, Sendable {
    case ok, ahead, behind

    /// A standing.
    package init(_ standing: ClockStanding) {
      switch standing {
      case .fine: self = .ok
      case .ahead: self = .ahead
      case .behind: self = .behind
      }
    }
  }

  /// Whether it can.
  package var ready: Bool
  /// The database answers; its schema is this program's, or `not current`.
  package var database = "ok", schema: String
  /// The clock.
  package var clock: Clock
  /// Seconds since an evaluation was last done; nil for never.
  package var secondsSinceEvaluation: Int?
  /// Daemons seen in the last minute.
  package var daemons: Int
  /// Jobs set aside and messages given up, as counted last; nil before they were.
  package var jobsSetAside: Int?, deadLetters: Int?
  /// What this process cannot do.
  package var problems: [String]
  /// Schedules of a newer program, which this one leaves alone.
  package var unknownSchedules: [String]

  /// Ready where the schema is current, the clock is to be followed, and this process has no problem.
  package init(
    isSchemaCurrent: Bool, clock: ClockStanding, secondsSinceEvaluation: Int?, daemons: Int, counted: NumbersAnswer?,
    problems: [String], unknownSchedules: [String]
  ) {
    ready = isSchemaCurrent && clock == .fine && problems.isEmpty
    (schema, self.clock) = (isSchemaCurrent ? "current" : "not current", Clock(clock))
    (self.secondsSinceEvaluation, self.daemons) = (secondsSinceEvaluation, daemons)
    (jobsSetAside, deadLetters) = (counted?.setAside, counted?.deadLetters)
    (self.problems, self.unknownSchedules) = (problems, unknownSchedules)
  }
}

/// That the database does not answer, and why.
package struct OutageAnswer: Codable, Hashable, Sendable {
  /// Not ready, and why.
  package var ready = false, database = "unreachable", error: String

  /// An outage.
  package init(_ error: any Error) { self.error = "\(error)" }
}

/// The service's numbers, for those who watch it.
package struct NumbersAnswer: Hashable, Sendable {
  /// Daemons seen in the last minute, and seconds since an evaluation was last done.
  package var daemons: Int, secondsSinceEvaluation: Int?
  /// Jobs that wait or were set aside, by kind and state.
  package var jobs: [[String]: Int]
  /// Messages that wait or were given up, by channel and state.
  package var messages: [[String]: Int]
  /// Standing alerts, by severity and state.
  package var alerts: [[String]: Int]
  /// Jobs set aside, and messages given up.
  package var setAside: Int, deadLetters: Int

  /// The numbers.
  package init(
    daemons: Int, secondsSinceEvaluation: Int?, jobs: [[String]: Int], messages: [[String]: Int],
    alerts: [[String]: Int], setAside: Int, deadLetters: Int
  ) {
    (self.daemons, self.secondsSinceEvaluation) = (daemons, secondsSinceEvaluation)
    (self.jobs, self.messages, self.alerts) = (jobs, messages, alerts)
    (self.setAside, self.deadLetters) = (setAside, deadLetters)
  }
}
