internal import Contract
internal import Credentials
internal import Crypto
internal import Domain
internal import Foundation
internal import Store

// How it is looked at.
extension SignInDesk {
  /// A code besides the password.
  enum Code: Equatable {
    /// None is wanted, or the right one came.
    case right(SignInProof.Code?)
    case wrong
    /// The second factor cannot be opened: told to nobody but whose password was right.
    case unreadable(Refusal)

    var proof: SignInProof.Code? { if case .right(let proof) = self { proof } else { nil } }
  }

  /// With what device somebody is there.
  enum Device {
    /// Somebody comes in: with what was shown where it is known, else with a new one. One that somebody else put there is none.
    case coming(with: String?, isKnown: Bool)
    /// Somebody is in, and the device stays what it is.
    case staying(with: String?)
  }

  /// A session as it is opened: its secret is here and its digest in the database.
  struct Opened {
    let token: SecretToken, device: String
    let new: NewSession
    let desk: SignInDesk

    init(_ stage: SessionStage, _ device: Device, desk: SignInDesk) {
      var random = desk.random
      token = SecretToken(.session, from: &random)
      let kept: SecretToken?
      switch device {
      case .coming(let shown?, isKnown: true): kept = SecretToken(.device, shown: shown)
      case .coming: kept = SecretToken(.device, from: &random)
      case .staying: kept = nil
      }
      let shown: String? = if case .staying(let shown) = device { shown } else { nil }
      (self.device, self.desk) = (kept?.text ?? shown ?? "", desk)
      new = NewSession(
        digest: token.digest, device: kept?.digest, stage: stage, address: desk.address, agent: desk.agent)
    }

    func answer(_ name: String, _ deed: AccessDeed) -> SignedInAnswer {
      SignedInAnswer(
        account: name, stage: new.stage, session: token.text, device: device, message: desk.said(deed).message)
    }
  }

  func begin(_ name: String, device: String?) async throws -> SignInAttempt {
    let shown = device.flatMap { SecretToken(.device, shown: $0) }
    let attempt = try await store.beginSignIn(
      who: SignInDesk.digest(name), name: name, address: address, device: shown?.digest, on: today())
    try attempt.decision.check()
    if case .slow(let milliseconds) = attempt.decision { try await Task.sleep(for: .milliseconds(milliseconds)) }
    return attempt
  }

  /// Looks at what was typed; an attempt that could not be looked at is no failure.
  func counting<T>(_ attempt: SignInAttempt, _ look: () async throws -> T) async throws -> T {
    do {
      return try await look()
    } catch {
      if let row = attempt.row { try await store.forget(attempt: row) }
      throw error
    }
  }

  /// Refuses a password that is not the own one; it is guessed no faster here than at the door.
  func prove(_ password: String, of name: String, _ device: String?) async throws {
    let attempt = try await begin(name, device: device)
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

  func code(_ typed: String?, of account: AccountCredentials?, at now: Instant) async throws -> Code {
    let typed = typed?.normalised ?? ""
    // A recovery code takes ten checks, whether it is anybody's or not.
    if let code = RecoveryCode.read(typed) {
      let kept = account?.factor == nil ? [] : account?.recovery ?? []
      let hashes = try kept.map { try PasswordHash(kept: $0.hash) }
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
  func failure(_ name: String?, _ row: Int64?, byCode: Bool = false) async throws -> Refusal {
    if let row { try await store.fail(attempt: row, byCode: byCode) }
    try await store.note(
      note(.signIn), by: name ?? AuditEntry.nobody, outcome: RefusalKind.signInFailed.rawValue)
    return .access(.failed)
  }

  func note(_ action: Action, _ asked: [String: String]? = nil) -> AuditNote {
    let request = asked.flatMap { try? AnswerEncoder.json($0).compact }
    return AuditNote(chain: "", action: action, origin: address, request: request)
  }

  func noting(_ action: Action, of name: String, _ asked: [String: String]? = nil) -> Store {
    store.acting(as: name).noting(note(action, asked))
  }

  func said(_ deed: AccessDeed) -> DoneAnswer { DoneAnswer(Deed.access(deed).sentence(at: door)) }

  func today() async throws -> Day { try await store.databaseTime().day }

  /// An address as failures are counted by it: the first 64 bits of one of IPv6.
  static func network(of address: String) -> String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined() }
      + "/64"
  }

  static func digest(_ name: String) -> [UInt8] { Array(SHA256.hash(data: Array(name.utf8))) }

  /// What the office demands.
  func policy() async throws -> (profile: PasswordProfile, factor: SecondFactorPolicy) {
    (
      try await store.word(of: SettingRequest.Key.passwordProfile.rawValue) ?? .dengbao,
      try await store.word(of: SettingRequest.Key.secondFactor.rawValue) ?? .administrators
    )
  }

  /// What can be guessed of somebody: the name, the departments and divisions that the roles reach, the organ.
  func context(of name: String) async throws -> PasswordContext {
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
  var usable: PasswordHash? {
    guard let kept = account?.password, !kept.isUsed, kept.goodUntil.map({ now < $0 }) ?? true else { return nil }
    return try? PasswordHash(kept: kept.hash)
  }
}
