package import Domain
internal import Foundation
internal import Synchronization

/// Where passwords are hashed and checked: a few at once, on threads of their own, so that a rush of people who sign in takes
/// bounded memory and holds up nobody else. A bounded number waits; who comes after them is asked to come again.
package final class PasswordOffice: Sendable {
  /// What a new hash costs.
  package let cost: PasswordCost
  private let slots: Int, seats: Int
  private let state = Mutex(State())

  /// An office.
  ///
  /// - Parameters:
  ///   - slots: how many are checked at once; each takes the memory of its cost.
  ///   - seats: how many more may wait.
  package init(cost: PasswordCost = PasswordCost(), slots: Int = 4, seats: Int = 64) {
    (self.cost, self.slots, self.seats) = (cost, max(1, slots), max(0, seats))
  }

  /// What a check came to.
  package enum Verdict: Hashable, Sendable {
    case wrong
    /// Right; the hash should be made anew where it was made at another cost.
    case right(needsRehash: Bool)
  }

  /// Hashes a password.
  ///
  /// - Throws: `sign-in-busy`, `sign-in-no-memory`.
  package func hash(_ password: Password) async throws(Refusal) -> PasswordHash {
    let cost = cost
    return try await perform { () throws(Refusal) in try PasswordHash(password, cost) }
  }

  /// Checks a password.
  ///
  /// - Parameter hash: what is kept; nil where there is no such account, which takes as long and is wrong.
  /// - Throws: `sign-in-busy`, `sign-in-no-memory`, `password-hash-unreadable`.
  package func check(_ password: Password, against hash: PasswordHash?) async throws(Refusal) -> Verdict {
    let cost = cost
    return try await perform { () throws(Refusal) in
      let isRight = try (hash ?? PasswordHash(ofNobodyAt: cost)).isOf(password)
      guard let hash, isRight else { return .wrong }
      return .right(needsRehash: hash.needsRehash(for: cost))
    }
  }

  /// The office of this process: what bounds its memory is one for all who sign in.
  package static let ofProcess = PasswordOffice()

  /// Which of some hashes is of a password, checked one after the other in one place.
  ///
  /// - Parameter count: how many are checked at least, found or not, so that the time tells neither how many there are nor
  ///   which it was; 0 to stop at the first.
  /// - Throws: `sign-in-busy`, `sign-in-no-memory`, `password-hash-unreadable`.
  package func first(
    of hashes: [PasswordHash], being password: Password, checking count: Int = 0
  ) async throws(Refusal) -> Int? {
    let nobodys = PasswordHash(ofNobodyAt: cost)
    let padded = hashes + Array(repeating: nobodys, count: max(0, count - hashes.count))
    return try await perform { () throws(Refusal) in
      var found: Int?
      for (index, hash) in padded.enumerated() where try hash.isOf(password) && found == nil {
        found = index
        if count == 0 { break }
      }
      return found.flatMap { $0 < hashes.count ? $0 : nil }
    }
  }

  /// Refuses a password that was used before.
  ///
  /// - Parameter last: what is kept of the last passwords, the present one first; no more are looked at than the profile remembers.
  /// - Throws: `password-unfit`, `sign-in-busy`, `sign-in-no-memory`, `password-hash-unreadable`.
  package func refuse(
    _ password: Password, ofAny last: [PasswordHash], _ profile: PasswordProfile
  ) async throws(Refusal) {
    guard try await first(of: Array(last.prefix(profile.remembered)), being: password) == nil else {
      throw .access(.passwordUnfit([.usedBefore(remembered: profile.remembered)]))
    }
  }

  /// How many were done since it was opened.
  package var done: Int { state.withLock { $0.nextID } }

  /// The most that were at work at once since it was opened.
  package var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  /// How many wait now.
  package var waiting: Int { state.withLock { $0.waiting.count } }
}

extension PasswordOffice {
  private struct State {
    var working = 0, mostAtOnce = 0, nextID = 0
    var waiting: [Job] = []
  }

  private struct Job: Sendable {
    let id: Int
    let work: @Sendable () -> Void
    let giveUp: @Sendable () -> Void
  }

  /// Does what blocks, when its turn comes. Whoever no longer waits for it gives up the seat, and hears that it is busy.
  func perform<Answer: Sendable>(
    _ work: @escaping @Sendable () throws(Refusal) -> Answer
  ) async throws(Refusal) -> Answer {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Answer, Refusal>, Never>) in
        let job = Job(
          id: id, work: { continuation.resume(returning: Result(catching: work)) },
          giveUp: { continuation.resume(returning: .failure(.access(.busy))) })
        take(job)
      }
    } onCancel: {
      leave(id)
    }
    return try result.get()
  }

  private func take(_ job: Job) {
    let isTaken = state.withLock { state in
      if state.working < slots {
        state.working += 1
        state.mostAtOnce = max(state.mostAtOnce, state.working)
        Thread.detachNewThread { [self] in work(from: job) }
        return true
      }
      guard state.waiting.count < seats, !Task.isCancelled else { return false }
      state.waiting.append(job)
      return true
    }
    if !isTaken { job.giveUp() }
  }

  private func leave(_ id: Int) {
    let job = state.withLock { state -> Job? in
      guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiting.remove(at: index)
    }
    job?.giveUp()
  }

  /// A thread's life: it ends when nobody waits.
  private func work(from first: Job) {
    var job: Job? = first
    while let current = job {
      current.work()
      job = state.withLock { state in
        if state.waiting.isEmpty {
          state.working -= 1
          return nil
        }
        return state.waiting.removeFirst()
      }
    }
  }
}
