package import Contract
package import Credentials
internal import Domain
internal import Store

// By what people and programs come in: sessions and tokens, their own and, for 安全管理员, everybody's.
extension Desk {
  /// Draws a password for somebody: the one before and all sessions are over. It is good once, within a time, and is changed at
  /// once: who draws it never knows the one that is chosen.
  package func drawPassword(
    for account: String, from random: Randomness, by actor: Actor, at moment: Moment
  ) async throws -> DrawnPasswordAnswer {
    let (desk, actor) = try entering(.resetAccess, by: actor, ["account": account])
    let name = account.tightened
    try refuseOwnReset(name, actor)
    guard let kept = try await desk.store.userAccounts(named: name).first else { throw try await unknown(name) }
    if kept.isDisabled { throw Refusal.access(.outOfUse(name)) }
    var random = random
    let password = FirstPassword.draw(from: &random)
    let hash = try await PasswordOffice.ofProcess.hash(Password(password))
    let hours = AccessLimits.firstPasswordHours
    try await desk.store.acting(as: actor.name).setPassword(
      hash.text, of: name, goodHours: hours, remembered: PasswordProfile.dengbao.remembered)
    return DrawnPasswordAnswer(
      account: name, password: password, message: done(.access(.drawn(name, hours: hours))).message)
  }

  /// Takes somebody's second factor away: the telephone is lost, and the recovery codes, too.
  package func resetFactor(of account: String, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.resetAccess, by: actor, ["account": account, "remove": "factor"])
    let name = account.tightened
    try refuseOwnReset(name, actor)
    guard try await desk.store.acting(as: actor.name).removeFactor(of: name) else {
      throw Refusal.access(.factorMissing(name))
    }
    return done(.access(.factorRemoved(name)))
  }

  /// Who is signed in by one's own account; or by anybody's, for who may read of accounts.
  ///
  /// - Parameters:
  ///   - account: whose; nil for one's own.
  ///   - everybody: all.
  package func sessions(of account: String?, everybody: Bool, by actor: Actor) async throws -> SessionsAnswer {
    let (desk, whose): (Desk, String?)
    if everybody || account != nil {
      (desk, whose) = (try entering(.readAccounts), everybody ? nil : account?.tightened)
    } else {
      let (own, actor) = try entering(.keepOwnAccess, by: actor)
      (desk, whose) = (own, actor.name)
    }
    if let whose, try await desk.store.userAccounts(named: whose).isEmpty { throw try await unknown(whose) }
    return SessionsAnswer(
      try await desk.store.sessions(of: whose).map {
        .init(
          id: $0.id, account: $0.account, stage: $0.stage, address: $0.address, agent: $0.agent, since: $0.madeAt,
          seen: $0.seenAt, until: $0.endsAt, isOwn: origin.hasPrefix("session:\($0.id)@"))
      })
  }

  /// Ends one's own sessions, or those of an account.
  ///
  /// - Parameter id: which; nil for all.
  package func endSessions(
    of account: String?, _ id: Int64?, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let request = ["account": account, "session": id.map { String($0) }]
    let (desk, acting) = try entering(account == nil ? .keepOwnAccess : .resetAccess, by: actor, request)
    let name = account?.tightened ?? acting.name
    if try await desk.store.userAccounts(named: name).isEmpty { throw try await unknown(name) }
    let count = try await desk.store.acting(as: acting.name).endSessions(of: name, id, because: .other)
    if let id, count == 0 { throw Refusal.access(.sessionUnknown(id, account: name)) }
    return done(.access(.sessionsEnded(name, count)), count > 0 ? .done : .unchanged)
  }

  /// Makes a token of one's own account.
  package func add(
    _ request: TokenRequest, from random: Randomness, by actor: Actor, at moment: Moment
  ) async throws -> TokenMadeAnswer {
    let (desk, actor) = try entering(.keepOwnAccess, by: actor, request)
    guard (1...AccessLimits.tokenDays).contains(request.days) else {
      throw Refusal.access(.tokenDays(request.days))
    }
    let name = request.name.tightened
    guard !name.isEmpty else { throw Refusal.people(.nameMissing) }
    guard let account = try await desk.store.userAccounts(named: actor.name).first else {
      throw try await unknown(actor.name)
    }
    let place = try await department(of: request, account)
    var random = random
    let secret = SecretToken(.api, from: &random)
    let scope = TokenScope(readsOnly: request.readsOnly, department: place)
    let kept = try await desk.store.acting(as: actor.name).addToken(
      name, to: actor.name, digest: secret.digest, scope, days: request.days)
    return TokenMadeAnswer(
      kept.answer, secret: secret.text, message: done(.access(.tokenMade(name, account: actor.name))).message)
  }

  /// Which department a token is limited to: one that the account reaches today.
  private func department(of request: TokenRequest, _ account: KeptAccount) async throws -> DepartmentPlace? {
    guard let text = request.department else { return nil }
    let found = try await departments(DepartmentChoice(department: text, division: request.division))
    let meant = Set(found.map { DepartmentPlace($0.identity) })
    guard let place = meant.first, meant.count == 1 else {
      throw Refusal.department(
        .ambiguous(found.map(\.identity).prefix(20).labels, count: found.count, inDivisions: true))
    }
    let holding = account.grants.filter { $0.holds(on: today) }
    guard holding.contains(where: { $0.reach.covers(.department(place)) }) else {
      throw Refusal.access(.tokenOutOfReach(place, account: account.name))
    }
    return place
  }

  /// One's own tokens in use; or those of all, for who may read of accounts.
  package func tokens(everybody: Bool, by actor: Actor) async throws -> TokensAnswer {
    guard everybody else {
      let (desk, actor) = try entering(.keepOwnAccess, by: actor)
      return TokensAnswer(try await desk.store.tokens(of: actor.name).map(\.answer))
    }
    let desk = try entering(.readAccounts)
    return TokensAnswer(try await desk.store.tokens(of: nil).map(\.answer))
  }

  /// Takes back a token of one's own, or of an account.
  package func revokeToken(
    _ name: String, of account: String?, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let request = ["account": account, "revoke": name]
    let (desk, actor) = try entering(account == nil ? .keepOwnAccess : .resetAccess, by: actor, request)
    let (name, owner) = (name.tightened, account?.tightened ?? actor.name)
    guard try await desk.store.acting(as: actor.name).revokeToken(name, of: owner) else {
      let known = try await desk.store.tokens(of: owner).map(\.name)
      throw Refusal.access(.tokenUnknown(name, account: owner, known: known))
    }
    return done(.access(.tokenRevoked(name, account: owner)))
  }

  private func refuseOwnReset(_ name: String, _ actor: Actor) throws(Refusal) {
    if caller.isByAccounts, name == actor.name { throw .access(.ownReset(name)) }
  }

  private func unknown(_ name: String) async throws -> Refusal {
    let names = try await store.userAccounts().map(\.name)
    return .account(.unknown(name, known: Array(names.prefix(20)), count: names.count))
  }
}

extension KeptToken {
  fileprivate var answer: TokensAnswer.Token {
    .init(account: account, name: name, scope: scope, since: madeAt, until: endsAt, used: usedAt)
  }
}
