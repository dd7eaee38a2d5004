/// A role given to an account: how far it reaches, and from when to when.
package struct Grant: Hashable, Sendable {
  /// What it may be.
  package let role: AccountRole
  /// How far.
  package let reach: Reach
  /// The first day, and the last; nil for without end.
  package let from: Day, until: Day?
  /// For whom it stands in while that person is away; nil for in its own right.
  package let standsInFor: String?

  /// A role.
  package init(_ role: AccountRole, _ reach: Reach, from: Day, until: Day? = nil, standsInFor: String? = nil) {
    (self.role, self.reach, self.from, self.until, self.standsInFor) = (role, reach, from, until, standsInFor)
  }

  /// Whether it holds on a day.
  package func holds(on day: Day) -> Bool { from <= day && until.map { day <= $0 } ?? true }
}

/// An account with what it may be: whoever acts, however the person came in.
package struct Principal: Hashable, Sendable {
  /// The account's name, which stands beside what is done.
  package let name: String
  /// What it may be.
  package let grants: [Grant]
  /// What a token may of it, where a program comes by one; nil for the person.
  package let token: TokenScope?

  /// An account.
  package init(name: String, grants: [Grant], token: TokenScope? = nil) {
    (self.name, self.grants, self.token) = (name, grants, token)
  }
}

/// Whether somebody may do something.
package enum Permission: Hashable, Sendable {
  /// By a role.
  case allowed(Grant)
  /// Not at all, or not there: why.
  case denied(Denial)

  /// Why somebody may not.
  package enum Denial: Hashable, Sendable {
    /// No role yet, or none that still holds (待授权).
    case noRole
    /// None of the roles may.
    case otherRole(has: [AccountRole])
    /// A role that may, but not there.
    case elsewhere(reaches: [Reach])
    /// A role that may, but not by this token.
    case byToken
  }

  /// Whether it is allowed.
  package var isAllowed: Bool {
    if case .allowed = self { true } else { false }
  }
}

/// Whether an account may do something on a day: by a role that may, that holds on the day and reaches so far.
///
/// This is all there is to rights; every door asks here, by way of the desk.
package func may(_ principal: Principal, _ action: Action, _ object: ActionObject, on day: Day) -> Permission {
  let holding = principal.grants.filter { $0.holds(on: day) }
  guard !holding.isEmpty else { return .denied(.noRole) }
  let entitled = holding.filter { action.roles.contains($0.role) }
  guard !entitled.isEmpty else {
    let roles = Set(holding.map(\.role))
    return .denied(.otherRole(has: AccountRole.allCases.filter(roles.contains)))
  }
  guard let grant = entitled.first(where: { $0.reach.covers(object) }) else {
    return .denied(.elsewhere(reaches: entitled.map(\.reach)))
  }
  if let token = principal.token, !action.isQuestion {
    guard !token.readsOnly, token.department == nil || !action.isOfOffice else { return .denied(.byToken) }
  }
  return .allowed(grant)
}
