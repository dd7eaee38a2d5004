package import Contract
internal import Crypto
internal import Documents
package import Domain
internal import Store

// Evidence of indicators' values (佐证材料).
extension Desk {
  /// A file as it is sent: under the name that somebody's computer gave it.
  package struct SentEvidence: Sendable {
    /// Its name and its bytes.
    package let name: String, content: [UInt8]

    /// A file.
    package init(name: String, content: [UInt8]) { (self.name, self.content) = (name, content) }

    /// The file, if it is one that is taken.
    ///
    /// - Throws: `evidence-empty`, `evidence-too-large`, `evidence-kind`.
    package func read() throws(Refusal) -> EvidenceFile {
      let shown = EvidenceFile.told(name)
      guard !content.isEmpty else { throw .evidence(.empty(shown)) }
      guard content.count <= EvidenceLimit.bytes else { throw .evidence(.tooLarge(shown, bytes: content.count)) }
      guard let type = EvidenceType(of: content) else { throw .evidence(.kind(shown)) }
      return EvidenceFile(named: name, type, content, digest: Array(SHA256.hash(data: content)))
    }
  }

  /// Refuses files of which one is not taken, or which are more than a value may have.
  ///
  /// - Throws: as ``SentEvidence/read()``, and `evidence-full`.
  package static func check(_ sent: [SentEvidence]) throws(Refusal) {
    var known: Set<[UInt8]> = []
    for file in sent {
      let read = try file.read()
      known.insert(read.digest)
      guard known.count <= EvidenceLimit.files else { throw .evidence(.full(read.name)) }
    }
  }

  /// Keeps a file with a value that was recorded. The same file again adds nothing.
  ///
  /// - Throws: as ``SentEvidence/read()``, and `evidence-without-value`, `evidence-full`.
  package func attach(
    _ sent: SentEvidence, to request: EvidenceRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedFile {
    let file = Result { () throws(Refusal) in try sent.read() }
    var noted = request
    (noted.file, noted.size) = (EvidenceFile.told(sent.name), sent.content.count)
    if let file = try? file.get() {
      (noted.file, noted.type, noted.sha256) = (file.name, file.type, file.digest.hex)
    }
    let (desk, actor) = try entering(.recordValue, by: actor, noted)
    let read = try file.get()
    let day = try request.time.day()
    let entry = try IndicatorEntry.choose(
      request.indicator, from: try await desk.indicators(of: request.subject, in: request.division, on: day))
    let fate = try await desk.store.acting(as: actor.name).attach(
      read, to: entry.id, named: entry.name, unit: entry.unit, on: day, seen: request.value)
    func told(_ id: Int64, _ name: String, isNew: Bool) -> RecordedFile {
      let deed = RecordingDeed.evidence(file: name, indicator: entry.name, on: day)
      return RecordedFile(
        id, name, isNew ? .added : .repeated, Deed.recording(deed, isNew: isNew).sentence(at: door))
    }
    switch fate {
    case .added(let id): return told(id, read.name, isNew: true)
    case .there(let id, let name): return told(id, name, isNew: false)
    }
  }

  /// What was recorded of an indicator through a day, with its files.
  package func evidence(
    of subject: ObservationRequest.Subject, indicator: String, in division: String?, asOf day: Day
  ) async throws -> ValueEvidenceAnswer {
    let desk = try entering(.readDepartment)
    let entry = try IndicatorEntry.choose(
      indicator, from: try await desk.indicators(of: subject, in: division, on: day))
    let files = try await desk.store.evidenceFiles(of: [entry.id])[entry.id] ?? []
    let values = try await desk.store.values(of: entry.id, asOf: day)
    var project: String?
    if case .project(let code) = subject { project = code }
    return ValueEvidenceAnswer(
      position: entry.position, name: entry.name, target: entry.target.text, project: project,
      values: values.map { value in
        // What shows the value that counts stands with it, though it was sent before that was said again.
        let own = files.filter {
          $0.day == value.day && ($0.isStanding ? value.isStanding : $0.observation == value.id)
        }
        return .init(value, unit: entry.unit, own.map { EvidenceFileAnswer($0, unit: entry.unit) })
      })
  }

  /// A file with its content, for who may read its department; for anybody else it is not there.
  ///
  /// - Throws: `evidence-unknown`, `evidence-withdrawn`, `year-archived`.
  package func evidence(_ id: Int64) async throws -> EvidenceFile {
    let desk = try entering(.readDepartment)
    let (file, content) = try await desk.store.evidence(id)
    return EvidenceFile(named: file.name, file.type, content, digest: file.digest)
  }

  /// Takes a file back: its content goes; its name, its digest, who took it back and why stay.
  ///
  /// - Throws: `evidence-reason-missing`, and as ``evidence(_:)``.
  package func withdraw(
    _ request: EvidenceWithdrawal, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.withdrawRecord, by: actor, request)
    let reason = request.reason.normalised
    guard !reason.isEmpty else { throw Refusal.evidence(.reasonMissing) }
    let (file, indicator) = try await desk.store.acting(as: actor.name).withdrawEvidence(request.id, reason: reason)
    let deed = RecordingDeed.evidenceWithdrawn(file: file.name, indicator: indicator, on: file.day)
    return RecordedAnswer(.added, Deed.recording(deed, isNew: true).sentence(at: door))
  }
}
