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

  /// What a guest is sent: an event with the number by which it is asked for again, or without one nothing but a sign of life.
  struct News: Sendable {
    let id: String, event: Event?
  }

  private struct Guest {
    let sees: Hearing
    let send: AsyncStream<News>.Continuation
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
        guest.send.yield(News(id: "\(mark)-\(number)", event: event))
      }
    }
  }

  /// Gives every guest a sign of life, at which it is also seen whether the guest still may be here.
  func beat() { state.withLock { for guest in $0.guests.values { guest.send.yield(News(id: "", event: nil)) } } }

  /// What is told from now on; to a browser that comes again also what came since its last event, or that something may have been
  /// missed where that is not known any more.
  ///
  /// - Parameter sees: of which departments.
  func wait(sees: Hearing, after last: String?) -> AsyncStream<News> {
    AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
      let guest = state.withLock { state in
        state.next += 1
        let guest = state.next
        if let last {
          let number = last.hasPrefix(mark + "-") ? Int(last.dropFirst(mark.count + 1)) : nil
          let first = state.last.first?.number ?? state.number + 1
          if let number, number + 1 >= first, number <= state.number {
            for (number, event) in state.last.filter({ $0.number > number }) where LiveRoom.sees(sees, event) {
              continuation.yield(News(id: "\(mark)-\(number)", event: event))
            }
          } else {
            continuation.yield(News(id: "\(mark)-\(state.number)", event: .missed))
          }
        }
        state.guests[guest] = Guest(sees: sees, send: continuation)
        return guest
      }
      continuation.onTermination = { [self] _ in state.withLock { _ = $0.guests.removeValue(forKey: guest) } }
    }
  }

  private static func sees(_ hearing: Hearing, _ event: Event) -> Bool {
    guard case .changed(let department) = event else { return true }
    return hearing.covers(department)
  }

  /// How often guests are given a sign of life.
  private static let pause = Duration.seconds(20)

  /// Gives signs of life until its task is cancelled.
  func keepBeating() async {
    while (try? await Task.sleep(for: LiveRoom.pause)) != nil { beat() }
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
