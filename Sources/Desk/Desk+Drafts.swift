package import Contract
internal import Domain
internal import Foundation
internal import Store

// What somebody typed and has not saved yet. It is the person's own, and nothing was done by it: it leaves nothing in the trail.
extension Desk {
  /// What whoever asks has not saved at a place.
  package func draft(at place: DraftPlace) async throws -> DraftAnswer? {
    let desk = try entering(place.action)
    return try await desk.store.draft(of: desk.ownName, at: place.rawValue).map(\.answered)
  }

  /// Keeps what was typed at a place, or a file that was sent there, instead of what was there; nil where whoever asks has no
  /// account.
  ///
  /// - Parameters:
  ///   - answer: what became of a file's rows.
  ///   - mark: which draft it takes the place of, empty for none.
  /// - Throws: `draft-replaced` where another is there.
  package func keepDraft(
    _ content: [UInt8], name: String = "", answer: EntryFileAnswer? = nil, at place: DraftPlace, over mark: String
  ) async throws -> DraftAnswer? {
    let desk = try entering(place.action)
    let text = try answer.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    return try await desk.store.keepDraft(
      content, name: name, answer: text, of: desk.ownName, at: place.rawValue, over: mark
    ).map(\.answered)
  }

  /// Gives up what was not saved at a place.
  ///
  /// - Parameter mark: which draft is meant, empty for none.
  /// - Throws: `draft-replaced` where another is there.
  package func discardDraft(at place: DraftPlace, over mark: String) async throws -> DraftAnswer? {
    let desk = try entering(place.action)
    return try await desk.store.discardDraft(of: desk.ownName, at: place.rawValue, over: mark).map(\.answered)
  }

  private var ownName: String { purpose?.entry.name ?? "" }
}

extension KeptDraft {
  /// What an earlier program did not try is not shown: it is sent once more.
  fileprivate var answered: DraftAnswer {
    let tried = answer.flatMap { try? JSONDecoder().decode(EntryFileAnswer.self, from: Data($0.utf8)) }
    return DraftAnswer(name: name, content: content, savedAt: savedAt, mark: mark, answer: tried)
  }
}
