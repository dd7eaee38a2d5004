package import Contract
internal import Domain
internal import Store

// What somebody typed and has not saved yet. It is the person's own, and nothing was done by it: it leaves nothing in the trail.
extension Desk {
  /// What whoever asks has not saved at a place.
  package func draft(at place: DraftPlace) async throws -> DraftAnswer? {
    let desk = try entering(place.action)
    return try await desk.store.draft(of: desk.ownName, at: place.rawValue).map {
      DraftAnswer(name: $0.name, content: $0.content, savedAt: $0.savedAt)
    }
  }

  /// Keeps what was typed at a place, or a file that was sent there, instead of what was there; nil where whoever asks has no
  /// account.
  package func keepDraft(_ content: [UInt8], name: String = "", at place: DraftPlace) async throws -> DraftAnswer? {
    let desk = try entering(place.action)
    return try await desk.store.keepDraft(content, name: name, of: desk.ownName, at: place.rawValue).map {
      DraftAnswer(name: name, content: content, savedAt: $0)
    }
  }

  /// Gives up what was not saved at a place.
  package func discardDraft(at place: DraftPlace) async throws {
    let desk = try entering(place.action)
    try await desk.store.discardDraft(of: desk.ownName, at: place.rawValue)
  }

  private var ownName: String { purpose?.entry.name ?? "" }
}
