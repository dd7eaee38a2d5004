public import Domain

/// A job that was claimed.
public struct Job: Hashable, Sendable {
  /// What it does.
  public enum Work: Hashable, Sendable {
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
    public static let known = ["evaluate", "reevaluate", "digest", "housekeep"]

    /// The work of a kind.
    public init(kind: String) {
      switch kind {
      case "evaluate": self = .evaluate
      case "reevaluate": self = .reevaluate
      case "digest": self = .digest
      case "housekeep": self = .housekeep
      default: self = .other(kind)
      }
    }

    /// The kind's name, as it is kept.
    public var name: String {
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
  public let id: Int64
  /// What it does.
  public let work: Work
  /// The department or the recipient.
  public let scope: Int64
  /// When it was due, by the service's clock.
  public let due: Instant
  /// Which attempt this is, from 1.
  public let attempt: Int
  /// The claim it was taken with: whoever claims it again has another.
  public let claim: Int64

  /// A job.
  public init(id: Int64, work: Work, scope: Int64, due: Instant, attempt: Int, claim: Int64) {
    self.id = id
    self.work = work
    self.scope = scope
    self.due = due
    self.attempt = attempt
    self.claim = claim
  }
}

/// Why an attempt came to nothing: somebody else has the job by now, or has done it.
public struct ClaimLost: Error, Sendable {}
