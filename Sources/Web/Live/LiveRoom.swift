internal import Desk
internal import Domain
internal import Synchronization

/// Who waits for news in this process: one stream a browser, and one connection to the database for all of them.
final class LiveRoom: Sendable {
  /// Something that a browser is told.
  enum Event: Sendable, Equatable {
    /// Departments changed, by division and code.
    case changed(String)
    /// Something may have been missed: all is looked at again.
    case missed
  }

  private struct Guest {
    /// Which departments are seen; nil for all.
    let sees: Set<String>?
    let send: AsyncStream<(id: String, event: Event)>.Continuation
  }

  private struct State {
    var number = 0
    var next = 0
    var guests: [Int: Guest] = [:]
    /// The last events, for a browser that comes again.
    var last: [(number: Int, event: Event)] = []
  }

  private static let remembered = 200
  private let state = Mutex(State())
  /// By which a browser's last event is known to be of this process.
  private let mark: String

  init(mark: String) { self.mark = mark }

  /// How many wait.
  var guests: Int { state.withLock { $0.guests.count } }

  /// Tells everybody who sees it.
  func tell(_ event: Event) {
    state.withLock { state in
      state.number += 1
      let number = state.number
      state.last.append((number, event))
      if state.last.count > LiveRoom.remembered { state.last.removeFirst() }
      for guest in state.guests.values where LiveRoom.sees(guest.sees, event) {
        guest.send.yield(("\(mark)-\(number)", event))
      }
    }
  }

  /// What is told from now on; to a browser that comes again also what came since its last event, or that something may have been
  /// missed where that is not known any more.
  ///
  /// - Parameter sees: which departments, by division and code; nil for all.
  func wait(sees: Set<String>?, after last: String?) -> AsyncStream<(id: String, event: Event)> {
    AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
      let guest = state.withLock { state in
        state.next += 1
        let guest = state.next
        if let last {
          let number = last.hasPrefix(mark + "-") ? Int(last.dropFirst(mark.count + 1)) : nil
          let first = state.last.first?.number ?? state.number + 1
          if let number, number + 1 >= first, number <= state.number {
            for (number, event) in state.last.filter({ $0.number > number }) where LiveRoom.sees(sees, event) {
              continuation.yield(("\(mark)-\(number)", event))
            }
          } else {
            continuation.yield(("\(mark)-\(state.number)", .missed))
          }
        }
        state.guests[guest] = Guest(sees: sees, send: continuation)
        return guest
      }
      continuation.onTermination = { [self] _ in state.withLock { _ = $0.guests.removeValue(forKey: guest) } }
    }
  }

  private static func sees(_ departments: Set<String>?, _ event: Event) -> Bool {
    guard let departments, case .changed(let department) = event else { return true }
    return departments.contains(department)
  }

  /// Hears what changes until its task is cancelled. While the database is away nothing is heard: once it is back everybody looks
  /// again. Where a pooler stands between no word will ever come: pages are then as new as when they were opened, and the doctor says so.
  func hear(_ front: FrontDesk) async {
    while !Task.isCancelled {
      do {
        for try await department in front.news() { tell(.changed(department)) }
      } catch let refusal as Refusal where refusal.kind == .notificationsPooled {
        return
      } catch {}
      guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
      tell(.missed)
    }
  }
}
