package import Domain

/// Which rows of the audit trail.
package struct AuditRequest: Codable, Hashable, Sendable {
  /// From the first day to the last; nil for without bound.
  package var from: Day?, until: Day?
  /// Whose, what, and whether only what was refused; nil for any.
  package var actor: String?, action: Action?, isRefused: Bool?
  /// How many at most.
  package var limit: Int
  /// Only those that come after this one, where the latest stand first; nil for from the first.
  package var after: AuditPlace?

  /// Which rows.
  package init(
    from: Day? = nil, until: Day? = nil, actor: String? = nil, action: Action? = nil, isRefused: Bool? = nil,
    limit: Int = 50, after: AuditPlace? = nil
  ) {
    self.after = after
    (self.from, self.until, self.actor, self.action) = (from, until, actor, action)
    (self.isRefused, self.limit) = (isRefused, limit)
  }
}

/// Rows of the audit trail.
package struct AuditAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// When, in Asia/Shanghai, to the second.
    package var at: String
    /// Under which name, from where.
    package var actor: String, origin: String
    /// What: its name, and in words.
    package var action: String, name: String
    /// `done`, or the code of the refusal.
    package var outcome: String
    /// What was asked, as JSON, and what is other than before, a JSON object a line.
    package var request: String?, changes: String?
    /// Its chain and place there, and its digest in hex digits.
    package var chain: String, number: Int64, digest: String
    /// Its time to the microsecond; not part of the document.
    package var microseconds: Int64 = 0

    private enum CodingKeys: CodingKey {
      case at, actor, origin, action, name, outcome, request, changes, chain, number, digest
    }

    /// Its place in the trail.
    package var place: AuditPlace { AuditPlace(microseconds: microseconds, chain: chain, number: number) }

    /// A row.
    package init(_ entry: AuditEntry) {
      let second = entry.microseconds / 1_000_000 % 60
      microseconds = entry.microseconds
      at = "\(entry.at.chinese):\(second < 10 ? "0" : "")\(second)"
      (actor, origin, action) = (entry.actor, entry.origin, entry.action)
      name = Action(rawValue: entry.action)?.chinese ?? entry.action
      (outcome, request, changes) = (entry.outcome, entry.request, entry.changes)
      (chain, number, digest) = (entry.chain, entry.number, entry.digest.hex)
    }

    /// Its line.
    package var chinese: String {
      "\(at) \(actor)（\(origin)）\(name)\(outcome == AuditEntry.done ? "" : "：被拒（\(outcome)）")\(request.map { " \($0)" } ?? "")"
    }
  }

  /// The latest first.
  package var entries: [Entry]

  /// Some rows.
  package init(_ entries: [Entry]) { self.entries = entries }
}

/// The ends of the chains, as they are kept elsewhere.
package struct AuditHeadsAnswer: Codable, Hashable, Sendable {
  /// By chain.
  package var heads: [AuditHead]

  /// Some ends.
  package init(_ heads: [AuditHead]) { self.heads = heads }
}

/// What was removed from the front of the trail.
package struct AuditPrunedAnswer: Codable, Hashable, Sendable {
  /// Up to where a chain was removed.
  package struct Cut: Codable, Hashable, Sendable {
    /// The chain, the last row that is gone with its digest in hex digits, and how many were removed.
    package var chain: String, number: Int64, digest: String, removed: Int64
  }

  /// How many days rows are kept.
  package var days: Int
  /// By chain; only those that became shorter.
  package var cuts: [Cut]

  /// What was removed.
  package init(days: Int, _ cuts: [AuditCut]) {
    self.days = days
    self.cuts = cuts.map { .init(chain: $0.chain, number: $0.number, digest: $0.digest.hex, removed: $0.removed) }
  }
}

/// What holding the trail against its digests came to.
package struct AuditVerifiedAnswer: Codable, Hashable, Sendable {
  /// How many rows of how many chains.
  package var rows: Int64, chains: Int
  /// How many known ends are of rows that were removed since, so that no digest tells whether they were right.
  package var removedHeads: Int
  /// What is wrong, in sentences; none where all is as it was written.
  package var faults: [String]

  /// What it came to.
  package init(rows: Int64, chains: Int, removedHeads: Int, faults: [String]) {
    (self.rows, self.chains, self.removedHeads, self.faults) = (rows, chains, removedHeads, faults)
  }
}
