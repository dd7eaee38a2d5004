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
