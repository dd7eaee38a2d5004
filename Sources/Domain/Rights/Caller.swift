/// Who stands at the door.
package enum Caller: Hashable, Sendable {
  /// The service itself.
  case service
  /// Somebody by name, where no account has a role yet: whoever reaches the database may do everything.
  case anyone(String)
  /// Whoever the operating system, a token or a session says: one of these accounts.
  case accounts(osUser: String, [Principal])
  /// Whoever owns the private cluster's files, or the tables while no security officer is there: keeps the service and its
  /// accounts also without an account; figures and forms want one.
  case owner(String, [Principal])

  /// What somebody may come in for.
  package struct Entry: Hashable, Sendable {
    /// The name that stands beside what is done.
    package let name: String
    /// How far it reaches; nil for everywhere.
    package let reaches: [Reach]?

    /// An entry.
    package init(name: String, reaches: [Reach]?) { (self.name, self.reaches) = (name, reaches) }

    /// In which chain of the audit trail what is done stands: that of the division the role is for.
    package var chain: String {
      switch reaches?.first {
      case .division(let division, _): division.text
      case .department(let place): place.division.text
      case .all, nil: ""
      }
    }
  }

  /// Whether what somebody may is told by accounts.
  package var isByAccounts: Bool {
    switch self {
    case .service, .anyone: false
    case .accounts, .owner: true
    }
  }

  /// The user of the operating system, where nothing better is known.
  package var user: String {
    switch self {
    case .service: ""
    case .anyone(let user), .accounts(let user, _), .owner(let user, _): user
    }
  }

  /// The account of somebody who has one alone.
  package var onlyAccount: String? {
    switch self {
    case .service, .anyone: nil
    case .accounts(_, let principals), .owner(_, let principals): principals.count == 1 ? principals[0].name : nil
    }
  }

  /// Whether something is somebody's to ask, or to do, anywhere.
  package func mayAsk(_ action: Action, on day: Day) -> Bool { (try? entry(for: action, said: nil, on: day)) != nil }

  /// Under which name something is done, and how far it may reach; refused where it may nowhere.
  ///
  /// - Parameters:
  ///   - said: the name somebody gave (`--by`); nil where none was.
  ///   - day: the day of the rights: that of the wall clock, whatever day the act is said to be of.
  package func entry(for action: Action, said: String?, on day: Day) throws(Refusal) -> Entry {
    switch self {
    case .service: return Entry(name: said ?? "", reaches: nil)
    case .anyone(let name):
      // What opens the door to somebody is not for whoever says that name: sign in first.
      if action.isOwn { throw .access(.sessionOver(nil)) }
      return Entry(name: said ?? name, reaches: nil)
    case .owner(let name, let principals):
      if action.isAdministration, said == nil || said == name { return Entry(name: name, reaches: nil) }
      return try Caller.entry(of: principals, user: name, action, said: said, on: day)
    case .accounts(let user, let principals):
      return try Caller.entry(of: principals, user: user, action, said: said, on: day)
    }
  }

  private static func entry(
    of principals: [Principal], user: String, _ action: Action, said: String?, on day: Day
  ) throws(Refusal) -> Entry {
    guard !principals.isEmpty else { throw .account(.unlinked(osUser: user)) }
    let candidates = said.map { name in principals.filter { $0.name == name } } ?? principals
    guard let first = candidates.first else { throw .account(.notOneself(said ?? "", principals.map(\.name))) }
    if action.isOwn {
      guard candidates.count == 1 else { throw .account(.severalOwn(action, candidates.map(\.name))) }
      // What opens the door is the person's own: a token that leaked must not make another.
      guard first.token == nil else {
        throw .account(.forbidden(.init(name: first.name, action: action, object: .anywhere, denial: .byToken)))
      }
      return Entry(name: first.name, reaches: [])
    }
    let able = candidates.filter { may($0, action, .anywhere, on: day).isAllowed }
    guard let name = able.first?.name else {
      guard case .denied(let denial) = may(first, action, .anywhere, on: day) else {
        return Entry(name: "", reaches: [])
      }
      throw .account(.forbidden(.init(name: first.name, action: action, object: .anywhere, denial: denial)))
    }
    guard able.count == 1 || action.isQuestion else { throw .account(.severalOwn(action, able.map(\.name))) }
    let grants = able.flatMap(\.grants).filter { $0.holds(on: day) && action.roles.contains($0.role) }
    return Entry(name: name, reaches: grants.map(\.reach))
  }
}
