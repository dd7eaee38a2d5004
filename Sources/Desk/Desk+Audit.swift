package import Contract
internal import Crypto
package import Domain
internal import Foundation
internal import Store
internal import Synchronization

/// What somebody tried last at a desk.
package final class Attempt: Sendable {
  private let last = Mutex<(note: AuditNote, name: String?)?>(nil)

  /// Nothing was tried yet.
  package init() {}

  func note(_ note: AuditNote, by name: String?) { last.withLock { $0 = (note, name) } }

  /// Whether anything was tried.
  package var isMade: Bool { tried != nil }

  /// What was tried, and under which name where one is known.
  var tried: (note: AuditNote, name: String?)? { last.withLock { $0 } }
}

// The audit trail: read, held against its digests, taken out.
extension Desk {
  /// Leaves in the trail that what was tried last was refused, where accounts say who tried it: every act, and every question
  /// that was not the person's to ask.
  package func noteRefusal(_ refusal: Refusal) async throws {
    guard caller.isByAccounts, let tried = attempt.tried else { return }
    guard !tried.note.action.isQuestion || refusal.kind.fault == .forbidden else { return }
    try await store.note(tried.note, by: try await name(under: tried.name, refusal), outcome: refusal.code)
  }

  /// Under which name a refusal stands: that of the account that was entered by or named, else of the one that belongs to
  /// whoever asked, else of the user of the operating system.
  private func name(under said: String?, _ refusal: Refusal) async throws -> String {
    if let said {
      let isAccount = try await !store.userAccounts(named: said).isEmpty
      if isAccount || said == caller.user { return said }
    }
    if case .account(.forbidden(let forbidden)) = refusal { return forbidden.name }
    return caller.onlyAccount ?? caller.user
  }

  /// Leaves in the trail that figures of several departments went out.
  func noteExport(_ request: some Encodable) async throws {
    guard caller.isByAccounts, let purpose else { return }
    let asked = try? AnswerEncoder.json(request).masked.compact
    let note = AuditNote(chain: purpose.entry.chain, action: purpose.action, origin: origin, request: asked)
    do {
      try await store.note(note, by: purpose.entry.name, outcome: AuditEntry.done)
    } catch  where Store.isReadOnly(error) {
      throw Refusal.account(.auditReadOnly)
    }
  }

  /// The last rows, the latest first.
  package func audit(_ request: AuditRequest) async throws -> AuditAnswer {
    let desk = try entering(.readAudit)
    let entries = try await desk.store.auditEntries(
      request.scope, limit: request.limit, before: request.after)
    return AuditAnswer(entries.map(AuditAnswer.Entry.init))
  }

  /// All rows by time, a piece after the other, as they are exported; that they were stands in the trail itself.
  package func exportAudit(
    _ request: AuditRequest, _ body: ([AuditAnswer.Entry]) async throws -> Void
  ) async throws -> Int {
    let desk = try entering(.exportAudit)
    try await desk.noteExport(request)
    var count = 0
    try await desk.store.eachAuditEntry(request.scope) { page in
      count += page.count
      try await body(page.map(AuditAnswer.Entry.init))
    }
    return count
  }

  /// The end of each chain, to be kept elsewhere: only so a trail that was cut off or written anew as a whole is found.
  package func auditHeads() async throws -> AuditHeadsAnswer {
    let desk = try entering(.verifyAudit)
    return AuditHeadsAnswer(
      try await desk.store.auditHeads().filter { $0.number > 0 }.map {
        AuditHead(chain: $0.chain, number: $0.number, digest: $0.digest, day: today)
      })
  }

  /// Files the ends of the chains in a folder, a file for each day on which any moved, as ``auditHeads()`` gives them. A file that is
  /// there is never written again.
  ///
  /// - Returns: the files that were written.
  /// - Throws: `file-not-written`.
  package func fileAuditHeads(in folder: String) async throws -> [String] {
    let desk = try entering(.verifyAudit)
    let kept = try await desk.store.keptAuditHeads()
    var written: [String] = []
    for day in Set(kept.compactMap(\.day)).sorted() {
      let upToIt = kept.filter { $0.day.map { $0 <= day } ?? false }
      let last = Dictionary(grouping: upToIt, by: \.chain).compactMap { $0.value.max { $0.number < $1.number } }
      let file = AuditHead.file(last.sorted { $0.chain < $1.chain })
      let path = folder + "/" + file.name
      guard !FileManager.default.fileExists(atPath: path) else { continue }
      do {
        try Data(file.content).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch { throw Refusal.file(.notWritten(path)) }
      written.append(path)
    }
    return written
  }

  /// Holds every row against its digest, and the chains against their ends, those that were kept from day to day among them.
  ///
  /// - Parameter kept: ends of chains as they were kept elsewhere.
  package func verifyAudit(against kept: AuditHeadsAnswer?) async throws -> AuditVerifiedAnswer {
    let desk = try entering(.verifyAudit)
    let found = try await desk.verified(kept?.heads ?? [])
    return AuditVerifiedAnswer(
      rows: found.rows, chains: found.chains, removedHeads: found.unheld, faults: found.faults.map(\.chinese))
  }

  /// Removes from the front of each chain what is older than rows are kept, unless something is wrong with the trail.
  package func pruneAudit(by actor: Actor) async throws -> AuditPrunedAnswer {
    let (desk, _) = try entering(.pruneAudit, by: actor)
    guard let days = try await desk.store.auditRetentionDays() else { throw Refusal.account(.auditKeptForEver) }
    let faults = try await desk.verified([]).faults
    guard faults.isEmpty else { throw Refusal.account(.auditBroken(faults.count)) }
    return AuditPrunedAnswer(days: days, try await desk.store.pruneAudit())
  }

  private func verified(_ kept: [AuditHead]) async throws -> (
    rows: Int64, chains: Int, unheld: Int, faults: [AuditFault]
  ) {
    let heads = try await store.auditHeads()
    let known = heads.filter { $0.number > 0 } + (try await store.keptAuditHeads()) + kept
    let (knownOf, chains) = (Dictionary(grouping: known, by: \.chain), Set(known.map(\.chain)))
    var (rows, unheld, faults) = (Int64(0), 0, [AuditFault]())
    for chain in chains.union(heads.map(\.chain)).sorted() {
      let check = try await store.check(ofChain: chain, known: knownOf[chain] ?? []) {
        Array(SHA256.hash(data: $0))
      }
      rows += check.count
      unheld += check.unheld
      faults += check.faults
    }
    return (rows, chains.count, unheld, faults)
  }
}

extension AuditRequest {
  fileprivate var scope: Store.AuditScope {
    .init(from: from, until: until, actor: actor, action: action, isRefused: isRefused)
  }
}

extension JSONValue {
  /// The same with what must not be kept in clear taken out.
  var masked: JSONValue {
    let secrets: Set = ["password", "secret", "url", "token", "user"]
    switch self {
    case .object(let fields):
      return .object(
        fields.map { field in
          let isSecret = secrets.contains(field.key) && field.value != .null
          return .init(key: field.key, value: isSecret ? .string("***") : field.value.masked)
        })
    case .array(let items): return .array(items.map(\.masked))
    default: return self
    }
  }
}
