package import Domain

/// A job that was claimed.
package struct Job: Hashable, Sendable {
  /// What it does.
  package enum Work: Hashable, Sendable {
    /// Judge a department as of the day it was due.
    case evaluate
    /// Judge a department now, because its facts changed.
    case reevaluate
    /// Write a recipient's morning message.
    case digest
    /// Clear away what nobody needs any more.
    case housekeep
    /// A kind of somebody else's, such as a benchmark's or a newer program's.
    case other(String)

    /// The kinds a daemon of this program does.
    package static let known = ["evaluate", "reevaluate", "digest", "housekeep"]

    /// The work of a kind.
    package init(kind: String) {
      switch kind {
      case "evaluate": self = .evaluate
      case "reevaluate": self = .reevaluate
      case "digest": self = .digest
      case "housekeep": self = .housekeep
      default: self = .other(kind)
      }
    }

    /// The kind's name, as it is kept.
    package var name: String {
      switch self {
      case .evaluate: "evaluate"
      case .reevaluate: "reevaluate"
      case .digest: "digest"
      case .housekeep: "housekeep"
      case .other(let kind): kind
      }
    }
  }

  /// Its row.
  package let id: Int64
  /// What it does.
  package let work: Work
  /// The department or the recipient.
  package let scope: Int64
  /// The department it is of; nil for work that is of none.
  package var department: DepartmentID? {
    switch work {
    case .evaluate, .reevaluate: DepartmentID(scope)
    case .digest, .housekeep, .other: nil
    }
  }
  /// When it was due, by the service's clock.
  package let due: Instant
  /// Which attempt this is, from 1.
  package let attempt: Int
  /// The claim it was taken with: whoever claims it again has another.
  package let claim: Int64

  /// A job.
  package init(id: Int64, work: Work, scope: Int64, due: Instant, attempt: Int, claim: Int64) {
    self.id = id
    self.work = work
    self.scope = scope
    self.due = due
    self.attempt = attempt
    self.claim = claim
  }
}

/// Why an attempt came to nothing: somebody else has the job by now, or has done it.
package struct ClaimLost: Error, Sendable {}
