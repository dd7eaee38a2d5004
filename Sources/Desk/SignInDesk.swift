package import Contract
package import Credentials
package import Domain
package import Store

/// Where somebody comes in: by a password and a code, to a session, by which a ``Desk`` is opened. What belongs to signing in
/// itself is done here, too: the own password and second factor.
///
/// Nothing here tells which of account, password and code was wrong, nor takes longer for one than for another.
package struct SignInDesk: Sendable {
  let store: Store
  let door: Door
  let keys: KeyRoom
  let random: Randomness
  let office: PasswordOffice
  let common: CommonPasswords
  /// From where, and by what.
  let address: String, agent: String
  /// Whether a key file may be made here where nothing is sealed yet: at the service's own place, not at any clerk's.
  let makesKeys: Bool

  /// A desk behind a door.
  ///
  /// - Parameters:
  ///   - keyFile: where the service's own keys are, by which second factors are sealed.
  ///   - makesKeys: whether a key file may be made there where nothing is sealed yet.
  ///   - common: passwords that many use.
  ///   - random: where secrets come from.
  ///   - address: from where somebody comes; what failures are counted by. Of IPv6 the network, since one person has 2^64 of them.
  ///   - agent: by what program, as a list of sessions shows it.
  package init(
    _ store: Store, at door: Door, keyFile: String, makesKeys: Bool, common: CommonPasswords, random: Randomness,
    from address: String, agent: String, office: PasswordOffice = .ofProcess
  ) {
    (self.store, self.door, self.office, self.common) = (store, door, office, common)
    (self.address, self.agent, self.makesKeys) = (SignInDesk.network(of: address), agent, makesKeys)
    (keys, self.random) = (KeyRoom(store: store, path: keyFile), random)
  }

  /// Lets somebody in.
  ///
  /// - Throws: `sign-in-failed`, `sign-in-wait`, `sign-in-busy`, `sign-in-no-memory`.
  package func signIn(_ request: SignInRequest) async throws -> SignedInAnswer {
    let name = request.account.tightened
    let attempt = try await begin(name, device: request.device)
    let (right, code, rehashed) = try await counting(attempt) {
      // Both are looked at, whatever came of the first.
      let verdict = try await office.check(Password(request.password), against: attempt.usable)
      let code = try await self.code(request.code, of: attempt.account, at: attempt.now)
      let isStale = verdict == .right(needsRehash: true)
      return (verdict, code, isStale ? try await office.hash(Password(request.password)).text : nil)
    }
    guard let account = attempt.account, let password = account.password, case .right = right else {
      throw try await failure(attempt.account?.name, attempt.row)
    }
    guard code != .wrong else { throw try await failure(name, attempt.row, byCode: true) }
    if case .unreadable(let refusal) = code {
      if let row = attempt.row { try await store.forget(attempt: row) }
      throw refusal
    }
    let policy = try await policy()
    let stage = SessionStage.next(
      isPasswordDue: password.goodUntil != nil || policy.profile.isDue(changed: password.setAt, at: attempt.now),
      hasFactor: account.factor != nil, demandsFactor: policy.factor.demands(of: account.kind, account.roles))
    let proof = SignInProof(
      attempt: attempt.row, who: SignInDesk.digest(name), address: address, device: attempt.device,
      password: password.id, rehashed: rehashed, code: code.proof)
    let opened = Opened(stage, .coming(with: request.device, isKnown: attempt.device != nil), desk: self)
    guard try await noting(.signIn, of: name).enter(account, by: proof, opened.new, on: attempt.now.day) else {
      throw try await failure(name, attempt.row)
    }
    let left = code.proof.flatMap { if case .recovery = $0 { account.recovery.count - 1 } else { nil } }
    return opened.answer(
      name,
      .signedIn(
        name, stage,
        passwordDays: password.goodUntil == nil
          ? policy.profile.daysLeft(changed: password.setAt, at: attempt.now) : nil, recoveryCodes: left))
  }

  /// Lets somebody in by another's word: as far as a second factor that stands, or is demanded, lets.
  func enter(_ name: String, device: String?) async throws -> SignedInAnswer {
    let today = try await today()
    guard let account = try await store.credentials(of: name, on: today) else { throw try await failure(name, nil) }
    let policy = try await policy()
    let stage: SessionStage =
      account.factor != nil ? .code : policy.factor.demands(of: account.kind, account.roles) ? .factor : .full
    let shown = device.flatMap { SecretToken(.device, shown: $0) }
    var isKnown = false
    if let shown { isKnown = try await store.knows(device: shown.digest, of: name) }
    let proof = SignInProof(
      attempt: nil, who: SignInDesk.digest(name), address: address, device: isKnown ? shown?.digest : nil,
      password: nil, rehashed: nil, code: nil)
    let opened = Opened(stage, .coming(with: device, isKnown: isKnown), desk: self)
    let acting = noting(.signIn, of: name, ["by": "sign-on"])
    guard try await acting.enter(account, by: proof, opened.new, on: today) else {
      throw try await failure(name, nil)
    }
    return opened.answer(name, .signedIn(name, stage, passwordDays: nil, recoveryCodes: nil))
  }

  /// Goes on by a code where another's word was taken.
  ///
  /// - Parameter device: what an earlier sign-in left with the device; nil for nothing.
  /// - Throws: `session-over`, `sign-in-failed`, `sign-in-wait`, and what a key file is refused for.
  package func enterCode(_ secret: String, code typed: String, device: String?) async throws -> SignedInAnswer {
    let session = try await session(secret)
    let name = session.account
    guard session.stage == .code else { throw Refusal.access(.sessionOver(nil)) }
    let attempt = try await begin(name, device: device)
    let code = try await counting(attempt) { try await self.code(typed, of: attempt.account, at: attempt.now) }
    if case .unreadable(let refusal) = code { throw refusal }
    guard let account = attempt.account, case .right(let right?) = code else {
      throw try await failure(name, attempt.row, byCode: true)
    }
    let proof = SignInProof(
      attempt: attempt.row, who: SignInDesk.digest(name), address: address, device: attempt.device, password: nil,
      rehashed: nil, code: right)
    let opened = Opened(.full, .coming(with: device, isKnown: attempt.device != nil), desk: self)
    let acting = noting(.signIn, of: name, ["by": "code"])
    guard try await acting.enter(account, by: proof, opened.new, goingOnFrom: session.id, on: attempt.now.day) else {
      throw try await failure(name, attempt.row)
    }
    return opened.answer(name, .signedIn(name, .full, passwordDays: nil, recoveryCodes: nil))
  }

  /// How far a session goes.
  ///
  /// - Throws: `session-over`.
  package func stage(of secret: String) async throws -> SessionStage { try await session(secret).stage }

  func session(_ secret: String) async throws -> KeptSession {
    guard let token = SecretToken(.session, shown: secret) else { throw Refusal.access(.sessionOver(nil)) }
    switch try await store.session(token.digest) {
    case .open(let session, _): return session
    case .over(let end): throw Refusal.access(.sessionOver(end))
    }
  }

  /// Ends a session.
  package func signOut(_ secret: String) async throws -> DoneAnswer {
    let session = try await session(secret)
    _ = try await noting(.signIn, of: session.account, ["sign-out": String(session.id)])
      .endSessions(of: session.account, session.id, because: .signOut)
    return said(.signedOut(session.account))
  }
}
