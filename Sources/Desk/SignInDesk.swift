package import Contract
package import Credentials
internal import Crypto
package import Domain
internal import Foundation
package import Store

/// Where somebody comes in: by a password and a code, to a session, by which a ``Desk`` is opened. What belongs to signing in
/// itself is done here, too: the own password and second factor.
///
/// Nothing here tells which of account, password and code was wrong, nor takes longer for one than for another.
package struct SignInDesk: Sendable {
  let store: Store
  let door: Door
  let keys: KeyRoom
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
  ///   - address: from where somebody comes; what failures are counted by. Of IPv6 the network, since one person has 2^64 of them.
  ///   - agent: by what program, as a list of sessions shows it.
  package init(
    _ store: Store, at door: Door, keyFile: String, makesKeys: Bool = true, common: CommonPasswords,
    from address: String, agent: String, office: PasswordOffice = .ofProcess
  ) {
    (self.store, self.door, self.office, self.common) = (store, door, office, common)
    (self.address, self.agent, self.makesKeys) = (SignInDesk.network(of: address), agent, makesKeys)
    keys = KeyRoom(store: store, path: keyFile)
  }

  /// Lets somebody in.
  ///
  /// - Throws: `sign-in-failed`, `sign-in-wait`, `sign-in-busy`, `sign-in-no-memory`.
  package func signIn(_ request: SignInRequest) async throws -> SignedInAnswer {
    let name = request.account.tightened
    let (attempt, shown) = try await begin(name, device: request.device)
    let (right, code) = try await counting(attempt) {
      // Both are looked at, whatever came of the first.
      let verdict = try await office.check(Password(request.password), against: attempt.usable)
      return (verdict, try await self.code(request.code, of: attempt.account, at: attempt.now))
    }
    guard let account = attempt.account, let password = account.password, case .right(let needsRehash) = right else {
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
    let rehashed = needsRehash ? try await office.hash(Password(request.password)).text : nil
    let proof = SignInProof(
      attempt: attempt.row, who: SignInDesk.digest(name), address: address, device: shown?.digest,
      password: password.id, rehashed: rehashed, code: code.proof)
    let opened = Opened(stage, device: shown, desk: self)
    guard try await noting(.signIn, of: name).enter(account, by: proof, opened.new, on: attempt.now.day) else {
      throw try await failure(name, attempt.row)
    }
    let left = code.proof.flatMap { if case .recovery = $0 { account.recovery.count - 1 } else { nil } }
    return opened.answer(
      name, .signedIn(name, stage, passwordDays: policy.daysLeft(of: password, at: attempt.now), recoveryCodes: left))
  }

  /// Lets somebody in by another's word: as far as a second factor that stands, or is demanded, lets.
  func enter(_ name: String, device: String?) async throws -> SignedInAnswer {
    let today = try await today()
    guard let account = try await store.credentials(of: name, on: today) else { throw try await failure(name, nil) }
    let policy = try await policy()
    let stage: SessionStage =
      account.factor != nil ? .code : policy.factor.demands(of: account.kind, account.roles) ? .factor : .full
    let shown = device.flatMap { SecretToken(.device, shown: $0) }
    let proof = SignInProof(
      attempt: nil, who: SignInDesk.digest(name), address: address, device: shown?.digest, password: nil,
      rehashed: nil, code: nil)
    let opened = Opened(stage, device: shown, desk: self)
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
    let (attempt, shown) = try await begin(name, device: device)
    let code = try await counting(attempt) { try await self.code(typed, of: attempt.account, at: attempt.now) }
    if case .unreadable(let refusal) = code { throw refusal }
    guard let account = attempt.account, case .right(let right?) = code else {
      throw try await failure(name, attempt.row, byCode: true)
    }
    let proof = SignInProof(
      attempt: attempt.row, who: SignInDesk.digest(name), address: address, device: shown?.digest, password: nil,
      rehashed: nil, code: right)
    let opened = Opened(.full, device: shown, desk: self)
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

  private func session(_ secret: String) async throws -> KeptSession {
    guard let token = SecretToken(.session, shown: secret),
      case .session(let session, _) = try await admission(token.digest)
    else { throw Refusal.access(.sessionOver(nil)) }
    return session
  }

  private func admission(_ digest: [UInt8]) async throws -> Admission {
    let admission = try await store.session(digest)
    if case .over(let end) = admission { throw Refusal.access(.sessionOver(end)) }
    return admission
  }

  /// Ends a session.
  package func signOut(_ secret: String) async throws -> DoneAnswer {
    let session = try await session(secret)
    _ = try await noting(.signIn, of: session.account, ["sign-out": String(session.id)])
      .endSessions(of: session.account, session.id, because: .signOut)
    return said(.signedOut(session.account))
  }

  /// Changes the own password: every other session is over, and this one goes on under a new secret.
  ///
  /// - Parameters:
  ///   - old: the present one; nil only for who signed in with a drawn one, or one that is too old, just now.
  ///   - device: what an earlier sign-in left with the device; nil for nothing.
  /// - Throws: `session-over`, `password-wrong`, `password-unfit`, `sign-in-wait`, `sign-in-busy`, `sign-in-no-memory`.
  package func changePassword(
    _ secret: String, old: String?, to new: String, device: String? = nil
  ) async throws -> SignedInAnswer {
    let session = try await session(secret)
    let name = session.account
    if session.stage == .code { throw Refusal.access(.unfinished(.code)) }
    if session.stage != .password { try await prove(old ?? "", of: name, device) }
    guard let account = try await store.credentials(of: name, on: today()), let kept = account.password else {
      throw Refusal.access(.sessionOver(nil))
    }
    let policy = try await policy()
    let password = Password(new)
    try PasswordRules.check(
      password.text, policy.profile, about: try await context(of: name), isListed: common.contains)
    let last = try await store.lastPasswords(of: name, policy.profile.remembered)
    let all = (last + [kept.hash]).compactMap { try? PasswordHash(kept: $0) }
    guard try await office.first(of: all, being: password) == nil else {
      throw Refusal.access(.passwordUnfit([.usedBefore(remembered: policy.profile.remembered)]))
    }
    let hash = try await office.hash(password)
    let stage = SessionStage.next(
      isPasswordDue: false, hasFactor: account.factor != nil,
      demandsFactor: policy.factor.demands(of: account.kind, account.roles))
    let opened = Opened(stage, device: device.flatMap { SecretToken(.device, shown: $0) }, desk: self)
    let isSet = try await noting(.keepOwnAccess, of: name, ["change": "password"]).changePassword(
      hash.text, of: name, by: session.id, replacing: kept.id, remembered: policy.profile.remembered,
      opening: opened.new)
    guard isSet else { throw Refusal.access(.sessionOver(nil)) }
    return opened.answer(name, .passwordChanged(name))
  }

  /// Begins to set up a second factor. Where one stands it goes on until the new one is confirmed.
  ///
  /// - Parameter password: the own one; nil only for who must set one up and signed in just now.
  /// - Throws: `session-over`, `sign-in-unfinished`, `password-wrong`, `sign-in-wait`, and what a key file is refused for.
  package func beginFactor(
    _ secret: String, password: String?, device: String? = nil
  ) async throws -> FactorAnswer {
    let session = try await session(secret)
    if session.stage == .password || session.stage == .code { throw Refusal.access(.unfinished(session.stage)) }
    if session.stage == .full { try await prove(password ?? "", of: session.account, device) }
    var random = SystemRandomNumberGenerator()
    let totp = TOTP(from: &random)
    let acting = noting(.keepOwnAccess, of: session.account, ["begin": "factor"])
    try await keys.sealing(totp.secret, under: SealedSecret.factor(of: session.account), making: makesKeys) {
      try await acting.beginFactor(of: session.account, secret: $0, keyID: $1)
    }
    return FactorAnswer(typed: totp.typed, address: totp.address(account: session.account))
  }

  /// Ends the setting up by a code of the new factor.
  ///
  /// - Throws: `session-over`, `factor-not-begun`, `factor-code-wrong`.
  package func confirmFactor(
    _ secret: String, code typed: String, device: String? = nil
  ) async throws -> FactorSetAnswer {
    let session = try await session(secret)
    let name = session.account
    guard session.stage == .factor || session.stage == .full, let begun = try await store.factorBegun(of: name) else {
      throw Refusal.access(.factorNotBegun)
    }
    let totp = TOTP(secret: try keys.open(begun, of: name))
    guard let step = totp.verify(typed, at: try await store.databaseTime(), lastStep: nil) else {
      throw Refusal.access(.codeWrong)
    }
    var random = SystemRandomNumberGenerator()
    let codes = RecoveryCode.draw(from: &random)
    var hashes: [String] = []
    for code in codes.compactMap(RecoveryCode.read) { hashes.append(try await office.hash(code).text) }
    let opened = Opened(.full, device: device.flatMap { SecretToken(.device, shown: $0) }, desk: self)
    let isSet = try await noting(.keepOwnAccess, of: name, ["confirm": "factor"]).confirmFactor(
      begun.id, of: name, by: session.id, step: step, recovery: hashes, opening: opened.new)
    guard isSet else { throw Refusal.access(.factorNotBegun) }
    return FactorSetAnswer(recoveryCodes: codes, signedIn: opened.answer(name, .factorSet(name)))
  }

  /// Takes the own second factor away, where none is demanded.
  ///
  /// - Throws: `session-over`, `sign-in-unfinished`, `password-wrong`, `factor-demanded`, `factor-missing`.
  package func removeFactor(
    _ secret: String, password: String, device: String? = nil
  ) async throws -> DoneAnswer {
    let session = try await session(secret)
    let name = session.account
    if session.stage != .full { throw Refusal.access(.unfinished(session.stage)) }
    guard let account = try await store.credentials(of: name, on: today()), account.factor != nil else {
      throw Refusal.access(.factorMissing(name))
    }
    guard try await !policy().factor.demands(of: account.kind, account.roles) else {
      throw Refusal.access(.factorDemanded(name))
    }
    try await prove(password, of: name, device)
    _ = try await noting(.keepOwnAccess, of: name, ["remove": "factor"]).removeFactor(of: name)
    return said(.factorRemoved(name))
  }
}

// How it is looked at.
extension SignInDesk {
  /// A code besides the password.
  private enum Code: Equatable {
    /// None is wanted, or the right one came.
    case right(SignInProof.Code?)
    case wrong
    /// The second factor cannot be opened: told to nobody but whose password was right.
    case unreadable(Refusal)

    var proof: SignInProof.Code? { if case .right(let proof) = self { proof } else { nil } }
  }

  /// A session as it is opened: its secret is here and its digest in the database.
  private struct Opened {
    let token: SecretToken, device: SecretToken
    let new: NewSession
    let desk: SignInDesk

    init(_ stage: SessionStage, device shown: SecretToken?, desk: SignInDesk) {
      var random = SystemRandomNumberGenerator()
      token = SecretToken(.session, from: &random)
      device = shown ?? SecretToken(.device, from: &random)
      self.desk = desk
      new = NewSession(
        digest: token.digest, device: device.digest, stage: stage, address: desk.address, agent: desk.agent)
    }

    func answer(_ name: String, _ deed: AccessDeed) -> SignedInAnswer {
      SignedInAnswer(
        account: name, stage: new.stage, session: token.text, device: device.text, message: desk.said(deed).message)
    }
  }

  private func begin(
    _ name: String, device: String?
  ) async throws -> (attempt: SignInAttempt, shown: SecretToken?) {
    let shown = device.flatMap { SecretToken(.device, shown: $0) }
    let attempt = try await store.beginSignIn(
      who: SignInDesk.digest(name), name: name, address: address, device: shown?.digest, on: today())
    try attempt.decision.check()
    if case .slow(let milliseconds) = attempt.decision { try await Task.sleep(for: .milliseconds(milliseconds)) }
    return (attempt, shown)
  }

  /// Looks at what was typed; an attempt that could not be looked at is no failure.
  private func counting<T>(_ attempt: SignInAttempt, _ look: () async throws -> T) async throws -> T {
    do {
      return try await look()
    } catch {
      if let row = attempt.row { try await store.forget(attempt: row) }
      throw error
    }
  }

  /// Refuses a password that is not the own one; it is guessed no faster here than at the door.
  private func prove(_ password: String, of name: String, _ device: String?) async throws {
    let (attempt, _) = try await begin(name, device: device)
    // A drawn one is for the door alone.
    let own = attempt.account?.password?.goodUntil == nil ? attempt.usable : nil
    let verdict = try await counting(attempt) { try await office.check(Password(password), against: own) }
    guard case .right = verdict else {
      if let row = attempt.row { try await store.fail(attempt: row, byCode: false) }
      try await store.note(note(.keepOwnAccess), by: name, outcome: RefusalKind.passwordWrong.rawValue)
      throw Refusal.access(.passwordWrong)
    }
    if let row = attempt.row { try await store.forget(attempt: row) }
  }

  private func code(_ typed: String?, of account: AccountCredentials?, at now: Instant) async throws -> Code {
    let typed = typed?.normalised ?? ""
    // A recovery code takes ten checks, whether it is anybody's or not.
    if let code = RecoveryCode.read(typed) {
      let kept = account?.factor == nil ? [] : account?.recovery ?? []
      let hashes = kept.compactMap { try? PasswordHash(kept: $0.hash) }
      let found = try await office.first(of: hashes, being: code, checking: RecoveryCode.count)
      guard account?.factor != nil else { return .right(nil) }
      return found.map { .right(.recovery(kept[$0].id)) } ?? .wrong
    }
    guard let account, let factor = account.factor else { return .right(nil) }
    do {
      let totp = TOTP(secret: try keys.open(factor, of: account.name))
      guard let step = totp.verify(typed, at: now, lastStep: factor.lastStep) else { return .wrong }
      return .right(.step(factor: factor.id, step))
    } catch {
      return .unreadable(error)
    }
  }

  /// That it failed, as it counts and stands in the trail: under the account's name, or nobody's.
  private func failure(_ name: String?, _ row: Int64?, byCode: Bool = false) async throws -> Refusal {
    if let row { try await store.fail(attempt: row, byCode: byCode) }
    try await store.note(
      note(.signIn), by: name ?? AuditEntry.nobody, outcome: RefusalKind.signInFailed.rawValue)
    return .access(.failed)
  }

  private func note(_ action: Action, _ asked: [String: String]? = nil) -> AuditNote {
    let request = asked.flatMap { try? AnswerEncoder.json($0).compact }
    return AuditNote(chain: "", action: action, origin: address, request: request)
  }

  private func noting(_ action: Action, of name: String, _ asked: [String: String]? = nil) -> Store {
    store.acting(as: name).noting(note(action, asked))
  }

  private func said(_ deed: AccessDeed) -> DoneAnswer { DoneAnswer(Deed.access(deed).sentence(at: door)) }

  private func today() async throws -> Day { try await store.databaseTime().day }

  /// An address as failures are counted by it: the first 64 bits of one of IPv6.
  private static func network(of address: String) -> String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined() }
      + "/64"
  }

  private static func digest(_ name: String) -> [UInt8] { Array(SHA256.hash(data: Array(name.utf8))) }

  /// What the office demands.
  private struct Policy {
    let profile: PasswordProfile, factor: SecondFactorPolicy

    /// In how many days the password has to be changed, where that is within a week.
    func daysLeft(of password: KeptPassword, at now: Instant) -> Int? {
      guard password.goodUntil == nil, let days = profile.days else { return nil }
      let left = days - Int(password.setAt.milliseconds(to: now) / 86_400_000)
      return (1...7).contains(left) ? left : nil
    }
  }

  private func policy() async throws -> Policy {
    Policy(
      profile: try await store.setting(SettingRequest.Key.passwordProfile.rawValue).flatMap(
        PasswordProfile.init) ?? .dengbao,
      factor: try await store.setting(SettingRequest.Key.secondFactor.rawValue).flatMap(
        SecondFactorPolicy.init) ?? .administrators)
  }

  /// What can be guessed of somebody: the name, the departments and divisions that the roles reach, the organ.
  private func context(of name: String) async throws -> PasswordContext {
    var (names, divisions) = ([name], Set<DivisionCode>())
    for grant in try await store.userAccounts(named: name).flatMap(\.grants) {
      switch grant.reach {
      case .department(let place):
        names += [place.name, place.code]
        divisions.insert(place.division)
      case .division(let code, _): divisions.insert(code)
      case .all: break
      }
    }
    for entry in try await store.divisions() where divisions.contains(entry.division.code) {
      names += [entry.division.code.text, entry.division.name]
    }
    return PasswordContext(names: names + [try await store.organ()].compactMap { $0 })
  }
}

extension SignInAttempt {
  /// The hash that a password is held against: none where there is nobody, or a drawn password is used up or too old.
  fileprivate var usable: PasswordHash? {
    guard let kept = account?.password, !kept.isUsed, kept.goodUntil.map({ now < $0 }) ?? true else { return nil }
    return try? PasswordHash(kept: kept.hash)
  }
}
