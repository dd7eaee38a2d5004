package import Contract
internal import Credentials
internal import Domain
internal import Store

// The own password and second factor, by whoever has a session.
extension SignInDesk {
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
    try await office.refuse(password, ofAny: try last.map { try PasswordHash(kept: $0) }, policy.profile)
    // A drawn one is not among them, and is nobody's own either.
    if kept.goodUntil != nil { try await office.refuse(password, ofAny: [try PasswordHash(kept: kept.hash)], .asvs) }
    let hash = try await office.hash(password)
    let stage = SessionStage.next(
      isPasswordDue: false, hasFactor: account.factor != nil,
      demandsFactor: policy.factor.demands(of: account.kind, account.roles))
    let opened = Opened(stage, .staying(with: device), desk: self)
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
    var random = random
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
    var random = random
    let codes = RecoveryCode.draw(from: &random)
    var hashes: [String] = []
    for code in codes.compactMap(RecoveryCode.read) { hashes.append(try await office.hash(code).text) }
    let opened = Opened(.full, .staying(with: device), desk: self)
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
