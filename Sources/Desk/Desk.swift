internal import Contract
package import Domain
package import Store

/// Where everything is asked and done that a person or a program may, whatever door they came through: a command, a page, the
/// API, the daemon. A door reads a request, calls here, and shows the answer; it knows no rule, no SQL and no sentence.
///
/// ```swift
/// let desk = Desk(store, at: .commandLine)
/// let answer = try await desk.record(SpendRequest(project: …), by: Actor(name: "张三"), at: moment)
/// ```
package struct Desk: Sendable {
  let store: Store
  /// By whose words it tells what to do.
  let door: Door

  /// A desk over a store, behind a door.
  package init(_ store: Store, at door: Door) {
    (self.store, self.door) = (store, door)
  }

  /// That something was done, told in this door's words.
  func done(_ deed: Deed, _ outcome: DoneAnswer.Outcome = .done) -> DoneAnswer {
    DoneAnswer(deed.sentence(at: door), outcome)
  }
}

/// Who does it. What the person may do, and for whom, comes with accounts.
package struct Actor: Hashable, Sendable {
  /// The name that is kept with what is done.
  package let name: String

  /// Somebody by name.
  package init(name: String) { self.name = name }
}

/// When it is done.
package struct Moment: Hashable, Sendable {
  /// By the wall clock.
  package let wall: Instant
  /// The day the act is said to be of; that of the wall clock in Asia/Shanghai where nobody said another.
  package let day: Day

  /// A moment.
  package init(wall: Instant, day: Day? = nil) {
    (self.wall, self.day) = (wall, day ?? wall.day)
  }
}
