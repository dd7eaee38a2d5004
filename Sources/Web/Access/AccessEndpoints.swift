internal import Contract
internal import Desk
internal import Domain
internal import Pages

/// Where somebody whose session is not whole goes on.
enum AccessSteps {
  static func address(of stage: SessionStage) -> Address? {
    switch stage {
    case .password: "/sign-in/password"
    case .code: "/sign-in/code"
    case .factor: "/sign-in/factor"
    case .full: nil
    }
  }
}

// Coming in, and the own access.
extension Site {
  static let accessEndpoints: [Endpoint] = [
    .get("/sign-in", .anyone) { try await $0.signInPage(Problems()) },
    .post("/sign-in", .anyone, most: 8 << 10) { try await $0.enter() },
    .post("/sign-out", .unfinished, most: 8 << 10) { try await $0.leave() },
    .post("/sign-on", .anyone, most: 8 << 10) { try await $0.beginSignOn() },
    .get("/sign-on/back", .anyone) { try await $0.endSignOn() },
    .get("/sign-in/password", .unfinished) { try await $0.passwordStep(Problems()) },
    .post("/sign-in/password", .unfinished, most: 8 << 10) { try await $0.changePassword(asked: .password) },
    .get("/sign-in/code", .unfinished) { .page(FirstStepsPage.code(Problems(), next: $0.next, $0.chrome)) },
    .post("/sign-in/code", .unfinished, most: 8 << 10) { try await $0.enterCode() },
    .get("/sign-in/factor", .unfinished) {
      $0.visitor?.stage == .factor ? .page(FirstStepsPage.factorDue(next: $0.next, $0.chrome)) : .go("/")
    },
    .post("/sign-in/factor", .unfinished, most: 8 << 10) {
      let back = Address("/sign-in/factor").with("next", $0.next)
      return $0.form["begun"] == nil
        ? try await $0.beginFactor(to: back, password: nil) : try await $0.confirmFactor(to: back)
    },
    .get("/me", .person) { try await $0.mePage(Problems()) },
    .post("/me/password", .person, most: 8 << 10) { try await $0.changePassword(asked: .full) },
    .post("/me/factor", .person, most: 8 << 10) { try await $0.factorAnew() },
    .post("/me/sessions", .person, most: 8 << 10) { try await $0.endSession() },
  ]
}

extension Visit {
  private var device: String? { cookies[.device] }
  /// Where somebody goes on who is in: it is handed from step to step.
  fileprivate var next: String? { query["next"].flatMap { Address(from: $0) }?.text }

  func signInPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    if visitor?.stage == .full { return .go("/") }
    let ways = try await site.front.ways()
    // What forms are bound to before there is a session: given with the first page that has one.
    let secret = cookies[.visit] ?? site.front.visitSecret()
    let chrome = chrome.with(token: site.front.formToken(of: secret))
    let next = wanted
    let page = SignInPage.page(
      typed: form, problems: problems, next: next, isOver: query["over"] != nil, hasSignOn: ways.hasSignOn,
      hasAccounts: ways.hasAccounts, chrome)
    var reply = Reply.page(page, status)
    if cookies[.visit] == nil { reply.cookies = [.visit(secret)] }
    return reply
  }

  func enter() async throws -> Reply {
    var problems = Problems()
    let account = form.typed(SignInPage.account) ?? "", password = form[SignInPage.password] ?? ""
    if account.isEmpty { problems.add(SignInPage.accountMissing, at: SignInPage.account) }
    if password.isEmpty { problems.add(SignInPage.passwordMissing, at: SignInPage.password) }
    guard problems.isEmpty else { return try await signInPage(problems, status: 422) }
    let request = SignInRequest(
      account: account, password: password, code: form.typed(SignInPage.code), device: device)
    do {
      return entered(try await signIn.signIn(request))
    } catch let refusal as Refusal {
      return try await signInPage(
        Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
  }

  /// Where somebody was going.
  private var wanted: Address? { (form["next"] ?? query["next"] ?? cookies.next).flatMap { Address(from: $0) } }

  /// Goes on with a session, to where it was asked for.
  private func entered(_ answer: SignedInAnswer, to place: Address? = nil, saying: Bool = true) -> Reply {
    let next = place ?? AccessSteps.address(of: answer.stage)?.with("next", wanted?.text) ?? wanted ?? "/"
    var reply = Reply.go(next, saying: saying ? answer.message : nil)
    reply.cookies.append(.session(answer.session))
    if !answer.device.isEmpty { reply.cookies.append(.device(answer.device)) }
    reply.cookies += [.gone(.visit), .gone(.next)]
    return reply
  }

  func leave() async throws -> Reply {
    if let secret = cookies[.session] { _ = try? await signIn.signOut(secret) }
    var reply = Reply.go("/sign-in")
    reply.cookies = [.gone(.session)]
    reply.forgets = true
    return reply
  }

  // By another's word.

  func beginSignOn() async throws -> Reply {
    let (address, browser) = try await SignOnDesk(signIn).begin()
    var reply = Reply(content: .away(address), status: 303)
    // What the provider is given says nothing of where the person was going: the browser remembers it.
    reply.cookies = [.signOn(browser), wanted.map { .next($0.text) } ?? .gone(.next)]
    return reply
  }

  func endSignOn() async throws -> Reply {
    var answer: [String: String] = [:]
    for pair in query.pairs where answer[pair.name] == nil { answer[pair.name] = pair.value }
    do {
      let signedIn = try await SignOnDesk(signIn).end(answer, browser: cookies[.signOn], device: device)
      var reply = entered(signedIn)
      reply.cookies.append(.gone(.signOn))
      return reply
    } catch let refusal as Refusal {
      return try await signInPage(Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
  }

  func enterCode() async throws -> Reply {
    do {
      return entered(
        try await signIn.enterCode(
          cookies[.session] ?? "", code: form.typed(SignInPage.code) ?? "", device: device))
    } catch let refusal as Refusal where refusal.kind != .sessionOver {
      let problems = Problems(refusal.sentence(at: .page), at: SignInPage.code)
      return .page(FirstStepsPage.code(problems, next: next, chrome), refusal.kind.fault.httpStatus)
    }
  }

  // The own password and second factor.

  func passwordStep(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let hint = try await site.front.passwordProfile().hint
    return .page(FirstStepsPage.password(problems, rules: hint, next: next, chrome), status)
  }

  /// - Parameter stage: from which page it was asked.
  func changePassword(asked stage: SessionStage) async throws -> Reply {
    let new = form[FirstStepsPage.new] ?? ""
    var problems = Problems()
    if new.isEmpty { problems.add(SignInPage.passwordMissing, at: FirstStepsPage.new) }
    if new != form[FirstStepsPage.again] ?? "" { problems.add(FirstStepsPage.notTheSame, at: FirstStepsPage.again) }
    var status = 422
    if problems.isEmpty {
      do {
        let answer = try await signIn.changePassword(
          cookies[.session] ?? "", old: form[FirstStepsPage.old], to: new, device: device)
        return entered(answer, to: stage == .full ? "/me" : nil)
      } catch let refusal as Refusal where refusal.kind != .sessionOver {
        let field = refusal.kind == .passwordWrong ? FirstStepsPage.old : FirstStepsPage.new
        problems.add(refusal.sentence(at: .page), at: field)
        status = refusal.kind.fault.httpStatus
      }
    }
    return stage == .full
      ? try await mePage(problems, status: status) : try await passwordStep(problems, status: status)
  }

  func beginFactor(to back: Address, password: String?) async throws -> Reply {
    guard let person = visitor, person.stage == .factor || password != nil else { return .go("/") }
    let begun = try await signIn.beginFactor(cookies[.session] ?? "", password: password, device: device)
    return .page(
      FirstStepsPage.factor(
        typed: begun.typed, picture: try site.front.picture(of: begun.address), Problems(), to: back, chrome))
  }

  func factorAnew() async throws -> Reply {
    if form["begun"] != nil { return try await confirmFactor(to: "/me/factor") }
    do {
      return try await beginFactor(to: "/me/factor", password: form["factor-password"] ?? "")
    } catch let refusal as Refusal where refusal.kind != .sessionOver {
      return try await mePage(
        Problems(refusal.sentence(at: .page), at: "factor-password"), status: refusal.kind.fault.httpStatus)
    }
  }

  func confirmFactor(to back: Address) async throws -> Reply {
    do {
      let set = try await signIn.confirmFactor(
        cookies[.session] ?? "", code: form.typed(SignInPage.code) ?? "", device: device)
      // The codes are shown once, on the answer itself: nothing keeps them.
      var reply = Reply.page(
        FirstStepsPage.recovery(set.recoveryCodes, next: next.flatMap { Address(from: $0) } ?? "/", chrome))
      reply.cookies = entered(set.signedIn, saying: false).cookies
      return reply
    } catch let refusal as Refusal where refusal.kind == .factorCodeWrong {
      return .page(
        FirstStepsPage.factorAgain(Problems(refusal.sentence(at: .page), at: SignInPage.code), to: back, chrome),
        refusal.kind.fault.httpStatus)
    }
  }

  func mePage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let person = try person
    let sessions = try await desk.sessions(of: nil, everybody: false, by: actor)
    let hint = try await site.front.passwordProfile().hint
    let hasFactor = try await site.front.hasFactor(person.account, on: moment.wall.day)
    return .page(
      MePage.page(
        name: person.account, grants: person.grants, sessions: sessions, hasFactor: hasFactor, rules: hint, problems,
        chrome), status)
  }

  func endSession() async throws -> Reply {
    guard let id = form["session"].flatMap({ Int64($0) }) else { throw SiteFailure.unreadable }
    return .go("/me", saying: try await desk.endSessions(of: nil, id, by: actor, at: moment).message)
  }
}
