/// One thing that has to be well for the service to work, as it was found.
package enum ServiceCheck: Hashable, Sendable {
  /// The database's schema: whether it is this program's.
  case schema(isCurrent: Bool)
  /// The daemons seen lately.
  case daemons([Daemon])
  /// The notices of holidays: this year's, what is said where it is missing, and next year where it is missing and due.
  case calendar(year: Int, missing: Finding?, due: Int?)
  /// Whether daemons hear of what others commit.
  case notifications(areHeard: Bool)
  /// Which clock the data go by, nil before the first daemon; how it stands, and the database's time.
  case clock(ClockKind?, ClockStanding, now: Instant)
  /// The parts of tables by year; nil where all are there.
  case years(ServiceNote?)
  /// Schedules of a newer program, by their names.
  case schedules(unknown: [String])
  /// That accounts are in force: whether row security stands behind the checks, nil on a private cluster, whose owner it would not
  /// hold anyway.
  case accounts(areRowsHeld: Bool?)
  /// Where the accounts keep four eyes from being two people's.
  case fourEyes([FourEyesGap])
  /// How many auditors there are, and how many of them the ends of the audit trail's chains are sent to; whether the machine is
  /// that of a private cluster, where one person may do without an auditor.
  case auditHeads(auditors: Int, addressed: Int, isPrivate: Bool)
  /// How many people are told.
  case recipients(Int)
  /// The jobs that were set aside.
  case jobs([Job])
  /// How many messages wait for a person to revive them.
  case deadLetters(Int)
  /// The key file.
  case keys(file: String, Keys)
  /// A channel, and why it cannot send.
  case channel(String, ChannelKind, Refusal?)

  /// A daemon: its machine, its process, its clock in words, and what it cannot do itself.
  package struct Daemon: Hashable, Sendable {
    let host: String, pid: Int, clock: String, problem: String?

    /// A daemon.
    package init(host: String, pid: Int, clock: String, problem: String?) {
      (self.host, self.pid, self.clock, self.problem) = (host, pid, clock, problem)
    }
  }

  /// A job: its number, its department or kind, the day it was due, and why it was set aside.
  package struct Job: Hashable, Sendable {
    let id: Int64, name: String, due: Day, error: String

    /// A job.
    package init(id: Int64, name: String, due: Day, error: String) {
      (self.id, self.name, self.due, self.error) = (id, name, due, error)
    }
  }

  /// What became of opening the key file.
  package enum Keys: Hashable, Sendable {
    /// Nothing is sealed yet.
    case notNeeded
    /// It holds keys with these ids, which tell nothing of the keys.
    case opened(ids: [String])
    /// It does not open.
    case refused(Refusal)
  }
}
