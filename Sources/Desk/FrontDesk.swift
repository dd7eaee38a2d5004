internal import Contract
package import Credentials
package import Domain
package import Store

/// Where people come in who come over a network: by what their browser keeps, to a ``Desk`` of their own.
package struct FrontDesk: Sendable {
  private let store: Store, door: Door, keyFile: String, makesKeys: Bool
  private let common: CommonPasswords, random: Randomness
  /// Where the key file is, and whether daemons hear of what others commit past a pooler.
  package let keys: String, hearsPastPooler: Bool
  private let shelf = StandingsShelf()

  /// A front desk.
  ///
  /// - Parameters:
  ///   - keyFile: where the service's own keys are, by which second factors are sealed.
  ///   - makesKeys: whether a key file may be made there where nothing is sealed yet.
  ///   - common: passwords that many use.
  ///   - random: where secrets come from.
  package init(
    _ store: Store, at door: Door, keyFile: String, makesKeys: Bool, common: CommonPasswords, random: Randomness,
    hearsPastPooler: Bool = false
  ) {
    (keys, self.hearsPastPooler) = (keyFile, hearsPastPooler)
    (self.store, self.door, self.keyFile, self.makesKeys) = (store, door, keyFile, makesKeys)
    (self.common, self.random) = (common, random)
  }

  /// Somebody with a session.
  package struct Visitor: Sendable {
    /// The session's number and how far it goes.
    package let session: Int64, stage: SessionStage
    /// Whose account, and what it may be on the day, in the order of the roles.
    package let account: String, roles: [AccountRole]
    /// What it may be and how far, in Chinese: `填报人：130609 304 …`.
    package let grants: [String]
    /// The desk at which is asked and done what the account may; of a session that is not whole it opens for nothing.
    package let desk: Desk
    private let caller: Caller, today: Day

    fileprivate init(_ session: KeptSession, _ principal: Principal, _ desk: Desk, on today: Day) {
      (self.session, stage, account) = (session.id, session.stage, session.account)
      let holding = principal.grants.filter { $0.holds(on: today) }
      let held = Set(holding.map(\.role))
      roles = AccountRole.allCases.filter(held.contains)
      grants = holding.map { "\($0.role.chinese)：\($0.reach.chinese)" }
      (self.desk, self.today) = (desk, today)
      caller = session.stage == .full ? .accounts(osUser: session.account, [principal]) : .accounts(osUser: "", [])
    }

    /// Whether something is this person's to ask or do anywhere.
    package func may(_ action: Action) -> Bool { caller.mayAsk(action, on: today) }

    /// Leaves in the audit trail that something was refused, where something was tried.
    package func noteRefusal(_ refusal: Refusal) async {
      guard desk.attempt.isMade else { return }
      // What the person did wrong is told in any case.
      try? await desk.noteRefusal(refusal)
    }
  }

  /// Whoever has a session, as of now.
  ///
  /// - Parameters:
  ///   - secret: what the browser keeps.
  ///   - address: from where.
  ///   - isPerson: false where the browser asks by itself, as for news: that keeps no session alive.
  /// - Throws: `session-over`.
  package func visitor(
    by secret: String, from address: String, on today: Day, isPerson: Bool = true
  ) async throws -> Visitor {
    guard let token = SecretToken(.session, shown: secret) else { throw Refusal.access(.sessionOver(nil)) }
    switch try await store.session(token.digest, isPerson: isPerson) {
    case .open(let session, let principal):
      let caller: Caller =
        session.stage == .full ? .accounts(osUser: principal.name, [principal]) : .accounts(osUser: "", [])
      let desk = Desk(store, at: door, for: caller, on: today, from: "session:\(session.id)@\(address)", shelf: shelf)
      return Visitor(session, principal, desk, on: today)
    case .over(let end): throw Refusal.access(.sessionOver(end))
    }
  }

  /// What the link of a mail opens.
  ///
  /// - Parameters:
  ///   - shown: what the address shows.
  ///   - address: from where.
  /// - Throws: `link-unknown`, `link-over`, `link-not-entitled`.
  package func link(by shown: String, from address: String, on today: Day) async throws -> LinkDesk {
    try await LinkDesk.open(store, at: door, by: shown, from: address, on: today)
  }

  /// Where somebody signs in.
  ///
  /// - Parameters:
  ///   - address: from where, by what failures are counted.
  ///   - agent: by what program, as a list of sessions shows it.
  package func signIn(from address: String, agent: String) -> SignInDesk {
    SignInDesk(
      store, at: door, keyFile: keyFile, makesKeys: makesKeys, common: common, random: random, from: address,
      agent: agent)
  }

  /// Whether anybody has an account, and whether another's word is taken (统一认证).
  package func ways() async throws -> (hasAccounts: Bool, hasSignOn: Bool) {
    (try await !store.userAccounts().isEmpty, try await store.signOnProvider() != nil)
  }

  /// What a password must be like, as the office chose.
  package func passwordProfile() async throws -> PasswordProfile {
    try await signIn(from: "", agent: "").policy().profile
  }

  /// By what first passwords and tokens are drawn.
  package var randomness: Randomness { random }

  /// What a page is known by whose form counts once, however often it is sent.
  package func onceKey() -> String {
    (0..<2).map { _ in String(random.next(), radix: 36) }.joined()
  }

  /// Whether an account has a second factor.
  package func hasFactor(_ account: String, on today: Day) async throws -> Bool {
    try await store.credentials(of: account, on: today)?.factor != nil
  }

  /// What a form carries so that it is known to come from a page that this browser was given.
  ///
  /// - Parameter secret: what the browser keeps.
  package func formToken(of secret: String) -> String { FormToken.text(of: secret, from: random) }

  /// Whether it does.
  package func isFormToken(_ text: String?, of secret: String) -> Bool { FormToken.isRight(text, of: secret) }

  /// What is left with a browser that has no session yet.
  package func visitSecret() -> String {
    var random = random
    return SecretToken(.device, from: &random).text
  }

  /// A text as a picture for telephones (二维码): row by row, dark where true, without margin.
  package func picture(of text: String) throws(Refusal) -> [[Bool]] {
    let picture = try QRPicture(text)
    let inner = QRPicture.margin..<picture.side - QRPicture.margin
    return inner.map { row in inner.map { picture.isDark(row: row, column: $0) } }
  }

  /// Whether an error is the database's not being there, so that the same again may do, and not the program's.
  package static func isOutage(_ error: any Error) -> Bool { Store.isOutage(error) }

  /// Which departments changed, as `区划/编码`, as soon as it is committed. The stream ends with an error when the connection is
  /// lost.
  package func news() -> AsyncThrowingStream<String, any Error> { store.news() }

  /// Keeps what somebody sent after the session was over, for the account whose session it was.
  ///
  /// - Parameters:
  ///   - secret: what the browser keeps.
  ///   - place: the place by its pattern, and `target` where it was sent.
  /// - Returns: by which it is found again; nil where nothing is known of the session.
  package func keep(_ fields: String, of secret: String, place: String, target: String) async throws -> String? {
    guard let token = SecretToken(.session, shown: secret) else { return nil }
    return try await store.keepPost(fields, ofSession: token.digest, place: place, target: target)
  }

  /// What was kept for an account, within half an hour; nil where there is nothing.
  package func kept(_ id: String, for account: String) async throws -> (place: String, target: String, fields: String)?
  {
    try await store.keptPost(id, of: account)
  }
}
