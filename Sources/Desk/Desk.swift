internal import Contract
internal import Credentials
package import Domain
package import Store

/// Where everything is asked and done that a person or a program may, whatever door they came through: a command, a page, the
/// API, the daemon. A door reads a request, calls here, and shows the answer; it knows no rule, no SQL and no sentence.
///
/// ```swift
/// let desk = try await Desk.open(store, at: .commandLine, for: .init(osUser: "zhang", isOwner: false), on: today)
/// let answer = try await desk.record(SpendRequest(project: …), by: Actor(name: "张三"), at: moment)
/// ```
package struct Desk: Sendable {
  /// What whoever asks may see for what is asked; everything, before ``entering(_:by:)`` says for what.
  let store: Store
  /// By whose words it tells what to do.
  let door: Door
  /// Who asks.
  let caller: Caller
  /// The day whose rights hold: that of the wall clock.
  let today: Day
  /// From where, as the audit trail says it.
  let origin: String
  /// What was tried last, for the audit trail where it is refused.
  let attempt: Attempt
  /// Lists that were worked out lately, for all who come in by the same front desk.
  let shelf: StandingsShelf
  /// The store without a limit, and for what it was limited.
  private(set) var purpose: Purpose?

  /// For what a desk was entered.
  struct Purpose: Sendable {
    let action: Action
    let entry: Caller.Entry
    let whole: Store
  }

  /// A desk of the service itself over a store, behind a door.
  package init(_ store: Store, at door: Door) {
    self.init(store, at: door, for: .service, on: Day(number: 0))
  }

  /// A desk for somebody.
  ///
  /// - Parameters:
  ///   - origin: from where the person came, as the audit trail says it.
  ///   - attempt: where is kept what the person tried last.
  ///   - shelf: where lists are kept that others who come may ask for too.
  package init(
    _ store: Store, at door: Door, for caller: Caller, on today: Day, from origin: String = "",
    attempt: Attempt = Attempt(), shelf: StandingsShelf = StandingsShelf()
  ) {
    (self.store, self.door, self.caller, self.today) = (store, door, caller, today)
    (self.origin, self.attempt, self.shelf) = (origin, attempt, shelf)
  }

  private init(_ desk: Desk, _ purpose: Purpose, noting note: AuditNote?) {
    let store = purpose.entry.reaches.map { desk.store.seen(within: $0) } ?? desk.store
    // Whatever way an act writes by, it stands under the name and in the trail.
    self.store = note.map { store.acting(as: purpose.entry.name).noting($0) } ?? store
    (door, caller, today, self.purpose) = (desk.door, desk.caller, desk.today, purpose)
    (origin, attempt, shelf) = (desk.origin, desk.attempt, desk.shelf)
  }

  /// That something was done, told in this door's words.
  func done(_ deed: Deed, _ outcome: DoneAnswer.Outcome = .done) -> DoneAnswer {
    DoneAnswer(deed.sentence(at: door), outcome)
  }
}

// Every act and every question comes in here first: see ``Domain/may(_:_:_:on:)``.
extension Desk {
  /// A desk for whoever came by a way, on a day of the wall clock.
  package static func open(
    _ store: Store, at door: Door, for origin: Origin, on today: Day, attempt: Attempt = Attempt()
  ) async throws -> Desk {
    let standing = try await store.standing(of: origin.osUser, on: today)
    let caller: Caller =
      if !standing.isInForce {
        .anyone(origin.osUser)
      } else if origin.isOwner || standing.isFounder {
        .owner(origin.osUser, standing.principals)
      } else {
        .accounts(osUser: origin.osUser, standing.principals)
      }
    return Desk(store, at: door, for: caller, on: today, from: "os:\(origin.osUser)", attempt: attempt)
  }

  /// A desk for whoever has a session or a token.
  ///
  /// - Parameters:
  ///   - secret: what the person or the program shows: `jx_s_…` or `jx_t_…`.
  ///   - address: from where.
  /// - Throws: `session-over`, `token-over`, `sign-in-unfinished`.
  package static func open(
    _ store: Store, at door: Door, by secret: String, from address: String, on today: Day, attempt: Attempt = Attempt()
  ) async throws -> Desk {
    if let token = SecretToken(.api, shown: secret) {
      guard let (name, principal) = try await store.token(token.digest) else { throw Refusal.access(.tokenOver) }
      return Desk(
        store, at: door, for: .accounts(osUser: principal.name, [principal]), on: today,
        from: "token:\(name)@\(address)", attempt: attempt)
    }
    guard let token = SecretToken(.session, shown: secret) else {
      throw Refusal.access(secret.hasPrefix(SecretToken.Kind.session.rawValue) ? .sessionOver(nil) : .tokenOver)
    }
    switch try await store.session(token.digest) {
    case .open(let session, let principal):
      guard session.stage == .full else { throw Refusal.access(.unfinished(session.stage)) }
      return Desk(
        store, at: door, for: .accounts(osUser: principal.name, [principal]), on: today,
        from: "session:\(session.id)@\(address)", attempt: attempt)
    case .over(let end): throw Refusal.access(.sessionOver(end))
    }
  }

  /// By which way somebody came: as a user of the operating system, who perhaps owns the private cluster.
  package struct Origin: Hashable, Sendable {
    let osUser: String
    let isOwner: Bool

    /// A user of the operating system.
    package init(osUser: String, isOwner: Bool) { (self.osUser, self.isOwner) = (osUser, isOwner) }
  }

  /// A desk at which something may be asked: it sees what the roles for that reach.
  package func entering(_ action: Action) throws(Refusal) -> Desk {
    attempt.note(AuditNote(chain: "", action: action, origin: origin, request: nil), by: nil)
    let entry = try caller.entry(for: action, said: nil, on: today)
    return Desk(self, Purpose(action: action, entry: entry, whole: store), noting: nil)
  }

  /// A desk at which something may be done, and by whom: it reaches as far as the roles for that, and what is done by it stands
  /// in the audit trail.
  ///
  /// - Parameter request: what is asked, for the trail; secrets in it are masked.
  package func entering(
    _ action: Action, by actor: Actor, _ request: (any Encodable)? = nil
  ) throws(Refusal) -> (desk: Desk, actor: Actor) {
    // Where no account says who somebody is, the name is as it was given.
    let said = caller.isByAccounts && !actor.isSaid ? nil : actor.name
    let asked = request.flatMap { try? AnswerEncoder.json($0).masked.compact }
    attempt.note(AuditNote(chain: "", action: action, origin: origin, request: asked), by: said)
    let entry = try caller.entry(for: action, said: said, on: today)
    let note = AuditNote(chain: entry.chain, action: action, origin: origin, request: asked)
    attempt.note(note, by: entry.name)
    let desk = Desk(
      self, Purpose(action: action, entry: entry, whole: store), noting: caller == .service ? nil : note)
    return (desk, Actor(name: entry.name))
  }

  /// Refuses as forbidden what is there, but out of reach; else the other refusal stands.
  func forbid(_ place: DepartmentPlace?) throws(Refusal) {
    guard let purpose, let reaches = purpose.entry.reaches, let place else { return }
    let object = ActionObject.department(place)
    guard !reaches.contains(where: { $0.covers(object) }) else { return }
    throw .account(
      .forbidden(
        .init(name: purpose.entry.name, action: purpose.action, object: object, denial: .elsewhere(reaches: reaches))))
  }
}

/// Who does it.
package struct Actor: Hashable, Sendable {
  /// The name that is kept with what is done.
  package let name: String
  /// Whether somebody gave the name; else it is that of whoever runs the program.
  package let isSaid: Bool

  /// Somebody by name.
  package init(name: String, isSaid: Bool = true) { (self.name, self.isSaid) = (name, isSaid) }
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
