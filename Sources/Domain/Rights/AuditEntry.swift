/// A row of the audit trail (审计记录): who did what, when, from where, and how it ended.
package struct AuditEntry: Hashable, Sendable {
  /// Its chain, a division's or the service's own (empty), and its place there, from 1.
  package let chain: String, number: Int64
  /// When, in microseconds since 1970.
  package let microseconds: Int64
  /// Under which name, and from where.
  package let actor: String, origin: String
  /// What, by its name among ``Action``; and `done` or the code of the refusal.
  package let action: String, outcome: String
  /// What was asked, as JSON, and what is other than before, a JSON object a line; nil for nothing.
  package let request: String?, changes: String?
  /// The digest of the row and of the one before.
  package let digest: [UInt8]

  /// A row.
  package init(
    chain: String, number: Int64, microseconds: Int64, actor: String, origin: String, action: String, outcome: String,
    request: String?, changes: String?, digest: [UInt8]
  ) {
    (self.chain, self.number, self.microseconds) = (chain, number, microseconds)
    (self.actor, self.origin, self.action, self.outcome) = (actor, origin, action, outcome)
    (self.request, self.changes, self.digest) = (request, changes, digest)
  }

  /// Who tried where the name is that of no account; the name itself is not kept, since people type passwords there, too.
  package static let nobody = "—"

  /// How something ended that was done.
  package static let done = "done"

  /// When.
  package var at: Instant { Instant(milliseconds: microseconds / 1000) }

  /// What its digest is of, behind the digest of the row before: each field with its length in bytes (`audit_field`).
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for field in [
      chain, String(number), String(microseconds), actor, origin, action, outcome, request, changes,
    ] as [String?] {
      if let field {
        bytes += Array(String(field.utf8.count).utf8) + [UInt8(ascii: ":")] + Array(field.utf8)
      } else {
        bytes.append(UInt8(ascii: "-"))
      }
      bytes.append(UInt8(ascii: ","))
    }
    return bytes
  }
}

/// The end of a chain: as the database has it, or as it was written down elsewhere.
package struct AuditHead: Hashable, Sendable, Codable {
  /// The chain, the number of its last row, and that row's digest in hex digits.
  package let chain: String, number: Int64, digest: String

  /// An end.
  package init(chain: String, number: Int64, digest: String) {
    (self.chain, self.number, self.digest) = (chain, number, digest)
  }
}

/// What is wrong with a chain.
package enum AuditFault: Hashable, Sendable {
  /// Rows are missing before this one.
  case missing(chain: String, after: Int64, before: Int64)
  /// A row is not what its digest is of: it, or the one before, was changed.
  case changed(chain: String, Int64)
  /// The chain ends before the end that is known.
  case cut(chain: String, last: Int64, known: Int64)
  /// The row at the end that is known has another digest.
  case headDiffers(chain: String, Int64)

  /// As people read it.
  package var chinese: String {
    switch self {
    case .missing(let chain, let after, let before): "\(name(chain))第\(after)条之后、第\(before)条之前缺少记录。"
    case .changed(let chain, let number): "\(name(chain))第\(number)条与摘要不符，这一条或前一条被改动过。"
    case .cut(let chain, let last, let known): "\(name(chain))只到第\(last)条，应当到第\(known)条：末尾被截断。"
    case .headDiffers(let chain, let number): "\(name(chain))第\(number)条的摘要与留存的不同，记录被整段改写过。"
    }
  }

  private func name(_ chain: String) -> String { chain.isEmpty ? "审计记录" : "区划 \(chain) 的审计记录" }
}

/// Holds a chain against its digests, row by row in its order.
package struct AuditCheck: Sendable {
  /// What is wrong so far, the first hundred.
  package private(set) var faults: [AuditFault] = []
  /// How many rows were looked at.
  package private(set) var count: Int64 = 0

  private let chain: String
  private let known: [AuditHead]
  private let digest: @Sendable ([UInt8]) -> [UInt8]
  private var last: (number: Int64, digest: [UInt8]) = (0, [])
  private static let mostFaults = 100

  /// - Parameters:
  ///   - known: the ends of the chain that are known, from the database and from elsewhere.
  ///   - digest: SHA-256.
  package init(of chain: String, known: [AuditHead], digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    (self.chain, self.known, self.digest) = (chain, known.filter { $0.chain == chain }, digest)
  }

  /// The next row.
  package mutating func take(_ entry: AuditEntry) {
    count += 1
    if entry.number != last.number + 1 {
      note(.missing(chain: chain, after: last.number, before: entry.number))
    } else if digest(last.digest + entry.bytes) != entry.digest {
      note(.changed(chain: chain, entry.number))
    }
    for head in known where head.number == entry.number && head.digest != entry.digest.hex {
      note(.headDiffers(chain: chain, entry.number))
    }
    last = (entry.number, entry.digest)
  }

  /// The end of the rows.
  package mutating func finish() {
    if let head = known.map(\.number).max(), head > last.number {
      note(.cut(chain: chain, last: last.number, known: head))
    }
  }

  private mutating func note(_ fault: AuditFault) {
    if faults.count < AuditCheck.mostFaults { faults.append(fault) }
  }
}

extension [UInt8] {
  /// Two hex digits a byte.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// What is noted of an act while it is done.
package struct AuditNote: Hashable, Sendable {
  /// In which chain, what, from where.
  package let chain: String, action: Action, origin: String
  /// What was asked, as JSON; nil for nothing to say.
  package let request: String?

  /// An act.
  package init(chain: String, action: Action, origin: String, request: String?) {
    (self.chain, self.action, self.origin, self.request) = (chain, action, origin, request)
  }
}
