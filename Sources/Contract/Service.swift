package import Domain

/// How the service stands.
package struct ServiceAnswer: Encodable, Hashable, Sendable {
  /// A daemon that was seen in the last minute.
  package struct Daemon: Codable, Hashable, Sendable {
    /// Its machine and process, and its clock in words.
    package var host: String, pid: Int, clock: String
    /// Seconds since it was seen, and what it cannot do itself.
    package var silentSeconds: Int, problem: String?

    /// A daemon.
    package init(host: String, pid: Int, clock: String, silentSeconds: Int, problem: String?) {
      (self.host, self.pid, self.clock) = (host, pid, clock)
      (self.silentSeconds, self.problem) = (silentSeconds, problem)
    }
  }

  /// A job that was set aside.
  package struct Job: Encodable, Hashable, Sendable {
    /// Its number and kind, and code and name of its department where it has one.
    package var id: Int64, kind: String, department: String?
    /// When it was due, and why it was set aside.
    package var due: Instant, error: String

    /// A job.
    package init(id: Int64, kind: String, department: String?, due: Instant, error: String) {
      (self.id, self.kind, self.department) = (id, kind, department)
      (self.due, self.error) = (due, error)
    }
  }

  /// The daemons.
  package var daemons: [Daemon]
  /// Seconds since an evaluation was last done; nil for never.
  package var secondsSinceEvaluation: Int?
  /// How many people are told, and how many messages wait for a person to revive them.
  package var recipients: Int, deadLetters: Int
  /// The jobs that were set aside.
  package var setAside: [Job]
  /// How many messages are to be sent; not part of the document.
  package var waitingMessages: Int

  private enum CodingKeys: CodingKey { case daemons, secondsSinceEvaluation, recipients, deadLetters, setAside }

  /// How the service stands.
  package init(
    daemons: [Daemon], secondsSinceEvaluation: Int?, recipients: Int, deadLetters: Int, setAside: [Job],
    waitingMessages: Int
  ) {
    (self.daemons, self.secondsSinceEvaluation) = (daemons, secondsSinceEvaluation)
    (self.recipients, self.deadLetters) = (recipients, deadLetters)
    (self.setAside, self.waitingMessages) = (setAside, waitingMessages)
  }
}

/// Which departments' standing, as of which day.
package struct StatusRequest: Codable, Hashable, Sendable {
  /// Which departments; nothing said means all.
  package var department: DepartmentChoice
  /// The day whose end is meant; nil for today.
  package var asOf: Day?

  /// Which departments.
  package init(of department: DepartmentChoice = DepartmentChoice(), asOf: Day? = nil) {
    (self.department, self.asOf) = (department, asOf)
  }
}

/// How departments and the service stand.
package struct StatusAnswer: Encodable, Hashable, Sendable {
  /// The day whose end is meant.
  package var asOf: Day
  /// The departments' summaries, as a report of one gives them.
  package var departments: [SummaryAnswer]
  /// The service.
  package var service: ServiceAnswer

  /// How departments and the service stand.
  package init(asOf: Day, departments: [SummaryAnswer], service: ServiceAnswer) {
    (self.asOf, self.departments, self.service) = (asOf, departments, service)
  }
}

/// What was looked at to see whether all is well.
package struct ChecksAnswer: Codable, Hashable, Sendable {
  /// One thing looked at.
  package struct Check: Codable, Hashable, Sendable {
    /// What, whether it is well, and what is the matter with it or what was found.
    package var name: String, ok: Bool, message: String

    /// One thing looked at: well where there is no problem.
    package init(_ name: String, problem: String?, detail: String) {
      (self.name, ok, message) = (name, problem == nil, problem ?? detail)
    }
  }

  /// In the order in which it was looked at.
  package var checks: [Check]

  /// What was looked at.
  package init(_ checks: [Check]) { self.checks = checks }

  /// Whether all is well.
  package var isWell: Bool { checks.allSatisfy(\.ok) }
}
