/// The end of a chain: as the database has it, or as it was written down elsewhere.
package struct AuditHead: Hashable, Sendable, Codable {
  /// The chain, the number of its last row, and that row's digest in hex digits.
  package let chain: String, number: Int64, digest: String
  /// The day on which it was the end; nil for now, or where it was not written down.
  package let day: Day?

  /// An end.
  package init(chain: String, number: Int64, digest: String, day: Day? = nil) {
    (self.chain, self.number, self.digest, self.day) = (chain, number, digest, day)
  }
}

/// Up to where a chain was removed: what remains begins behind it.
package struct AuditCut: Hashable, Sendable {
  /// The chain, and the number and digest of the last row that is gone.
  package let chain: String, number: Int64, digest: [UInt8]
  /// When, and how many days rows had to be kept then.
  package let day: Day, days: Int
  /// How many rows were removed.
  package let removed: Int64

  /// Rows of the trail are kept for so many days at least (《网络安全法》第二十一条: 不少于六个月).
  package static let floor = 180
  /// More is taken for a mistake in typing.
  package static let ceiling = 36_500

  /// A cut.
  package init(chain: String, number: Int64, digest: [UInt8], day: Day, days: Int, removed: Int64) {
    (self.chain, self.number, self.digest) = (chain, number, digest)
    (self.day, self.days, self.removed) = (day, days, removed)
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
  /// A row is there though the chain is said to be removed up to a later one.
  case notRemoved(chain: String, Int64, said: Int64)
  /// Rows were removed that were not there yet on a day that was too late for it.
  case removedEarly(chain: String, upTo: Int64, on: Day, known: Int64, Day)

  /// The mark of a removal is of a day to come: only by hand is one made so.
  case cutToCome(chain: String, upTo: Int64, on: Day)

  /// As people read it.
  package var chinese: String {
    switch self {
    case .cutToCome(let chain, let number, let day):
      "\(name(chain))清理到第\(number)条的记号写的是 \(day)，还没有到：清理的记号是假的。"
    case .missing(let chain, let after, let before): "\(name(chain))第\(after)条之后、第\(before)条之前缺少记录。"
    case .changed(let chain, let number): "\(name(chain))第\(number)条与摘要不符，这一条或前一条被改动过。"
    case .cut(let chain, let last, let known): "\(name(chain))只到第\(last)条，应当到第\(known)条：末尾被截断。"
    case .headDiffers(let chain, let number): "\(name(chain))第\(number)条的摘要与留存的不同，记录被整段改写过。"
    case .notRemoved(let chain, let number, let said): "\(name(chain))记着已清理到第\(said)条，却还有第\(number)条：清理的记号是假的。"
    case .removedEarly(let chain, let number, let cut, let known, let day):
      "\(name(chain)) \(cut) 清理到第\(number)条，而 \(day) 留存的末端才到第\(known)条：清理的记录不满\(AuditCut.floor)天。"
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
  /// Of the known ends how many are of rows that were removed: no digest tells whether they were right.
  package let unheld: Int

  /// Which chain.
  package let chain: String
  private let known: [Int64: Set<String>]
  private let cut: AuditCut?
  private let digest: @Sendable ([UInt8]) -> [UInt8]
  private var last: (number: Int64, digest: [UInt8]) = (0, [])
  private static let mostFaults = 100

  /// - Parameters:
  ///   - cut: up to where the chain was removed last; nil for not at all.
  ///   - known: the ends of the chain that are known, from the database and from elsewhere.
  ///   - today: the day it is held, by the server's clock.
  ///   - digest: SHA-256.
  package init(
    of chain: String, from cut: AuditCut? = nil, known: [AuditHead], on today: Day,
    digest: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) {
    let known = known.filter { $0.chain == chain }
    (self.chain, self.cut, self.digest) = (chain, cut, digest)
    self.known = Dictionary(grouping: known, by: \.number).mapValues { Set($0.map(\.digest)) }
    unheld = cut.map { cut in known.count { $0.number < cut.number } } ?? 0
    guard let cut else { return }
    if cut.day > today { note(.cutToCome(chain: chain, upTo: cut.number, on: cut.day)) }
    last = (cut.number, cut.digest)
    hold(cut.number, cut.digest)
    // What was not there yet on a day is younger than that day; and no mark was made later than now, whatever it says.
    let cutDay = min(cut.day, today)
    let early = known.filter { $0.number < cut.number }.compactMap { head in head.day.map { (head, $0) } }
      .filter { cutDay.number - $0.1.number < AuditCut.floor }.max { $0.1 < $1.1 }
    if let (head, day) = early {
      note(.removedEarly(chain: chain, upTo: cut.number, on: cut.day, known: head.number, day))
    }
  }

  /// The next row.
  package mutating func take(_ entry: AuditEntry) {
    count += 1
    if count == 1, let cut, entry.number <= cut.number {
      note(.notRemoved(chain: chain, entry.number, said: cut.number))
      last = (0, [])
    }
    if entry.number != last.number + 1 {
      note(.missing(chain: chain, after: last.number, before: entry.number))
    } else if digest(last.digest + entry.bytes) != entry.digest {
      note(.changed(chain: chain, entry.number))
    }
    hold(entry.number, entry.digest)
    last = (entry.number, entry.digest)
  }

  /// The end of the rows.
  package mutating func finish() {
    if let head = known.keys.max(), head > last.number { note(.cut(chain: chain, last: last.number, known: head)) }
  }

  private mutating func hold(_ number: Int64, _ digest: [UInt8]) {
    guard let known = known[number] else { return }
    for _ in known.subtracting([digest.hex]) { note(.headDiffers(chain: chain, number)) }
  }

  private mutating func note(_ fault: AuditFault) {
    if faults.count < AuditCheck.mostFaults { faults.append(fault) }
  }
}

extension AuditHead {
  /// Ends as a file, as `audit heads -o` writes it and `audit verify --against` reads it.
  package static func file(_ heads: [AuditHead]) -> Message.Attachment {
    let rows = heads.map { head in
      JSONValue.fields([
        "chain": .string(head.chain), "day": .optional(head.day.map { "\($0)" }), "digest": .string(head.digest),
        "number": .number(head.number),
      ])
    }
    let day = heads.compactMap(\.day).max().map { "\($0)" } ?? ""
    return Message.Attachment(
      name: "审计链末端 \(day).json", content: Array(JSONValue.fields(["heads": .array(rows)]).compact.utf8))
  }
}
