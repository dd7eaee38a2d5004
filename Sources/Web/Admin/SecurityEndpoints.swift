internal import Contract
internal import Desk
internal import Domain
internal import Pages

extension Site {
  /// 安全管理员: who may be what, and what opens the door.
  static let securityEndpoints: [Endpoint] = [
    .get("/security", .may(.grantRole)) { try await $0.securityPage(Problems()) },
    .post("/security/grant", .may(.grantRole), refill: { try await $0.securityPage(Problems()) }) {
      try await $0.grant()
    },
    .post("/security/revoke", .may(.revokeRole)) { try await $0.revoke() },
    .post("/security/password", .may(.resetAccess)) { try await $0.drawPassword() },
    .post("/security/factor", .may(.resetAccess)) { try await $0.resetFactor() },
    .get("/security/sessions", .may(.resetAccess)) { try await $0.sessionsPage() },
    .post("/security/sessions/end", .may(.resetAccess)) { try await $0.endSessions() },
    .get("/security/tokens", .may(.resetAccess)) { try await $0.tokensPage() },
    .post("/security/tokens/revoke", .may(.resetAccess)) { try await $0.revokeToken() },
    .get("/security/policy", .may(.keepAccessPolicy)) {
      .page(PolicyPage.page(try await $0.desk.settings(), $0.chrome))
    },
    .post("/security/policy", .may(.keepAccessPolicy)) { try await $0.keepPolicy() },
  ]

  /// 审计员: who did what.
  static let auditEndpoints: [Endpoint] = [
    .get("/audit", .may(.readAudit)) { try await $0.auditPage() },
    .get("/audit/export", .may(.exportAudit)) { try await $0.exportAudit() },
    // 安全管理员 verifies by the command; the page's other half is the auditor's.
    .post("/audit/verify", .may(.readAudit)) { try await $0.verifyAudit() },
  ]
}

extension Visit {
  func securityPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let page = SecurityPage.page(
      try await desk.userAccounts(), own: try person.account, query, typed: form, problems, chrome)
    return .page(page, status)
  }

  /// Shows a refusal on the page where it was asked for, at its field.
  private func refused(_ refusal: Refusal, at field: String? = nil) async throws -> Reply {
    try await securityPage(
      Problems(refusal.sentence(at: .page), at: field), status: refusal.kind.fault.httpStatus)
  }

  func grant() async throws -> Reply {
    var problems = Problems()
    let role = form.typed("role").flatMap { AccountRole(rawValue: $0) }
    if form.typed("account") == nil { problems.add(SecurityPage.accountMissing, at: "account") }
    if role == nil { problems.add(SecurityPage.roleMissing, at: "role") }
    func day(_ name: String) -> Day? {
      guard let text = form.typed(name) else { return nil }
      let day = try? Day.parse(text)
      if day == nil { problems.add(SecurityPage.dayShape, at: name) }
      return day
    }
    let (from, until) = (day("from"), day("until"))
    guard let account = form.typed("account"), let role, problems.isEmpty else {
      return try await securityPage(problems, status: 422)
    }
    let request = GrantRequest(
      account: account, role: role, departments: form.list("departments"), division: form.typed("division"), from: from,
      until: until, standsInFor: form.typed("stands-in-for"))
    do {
      return .go("/security", saying: try await desk.grant(request, by: actor, at: moment).message)
    } catch let refusal as Refusal where refusal.kind != .actionForbidden {
      let field: String? =
        switch refusal.kind {
        case .accountUnknown, .accountKindDiffers, .ownRights: "account"
        case .departmentUnknown, .departmentAmbiguous, .departmentsNone, .administratorReach: "departments"
        case .divisionUnknown, .divisionAmbiguous, .divisionsNone: "division"
        case .roleEndsBeforeStart: "until"
        case .substituteOfNobody: "stands-in-for"
        default: nil
        }
      return try await refused(refusal, at: field)
    }
  }

  func revoke() async throws -> Reply {
    guard let account = form.typed("account"), let role = form.typed("role").flatMap({ AccountRole(rawValue: $0) })
    else { throw SiteFailure.unreadable }
    do {
      let request = GrantRequest(
        account: account, role: role, departments: form.typed("department").map { [$0] } ?? [],
        division: form.typed("division"))
      let done = try await desk.revoke(request, by: actor, at: moment)
      return .go("/security", saying: done.message)
    } catch let refusal as Refusal where refusal.kind != .actionForbidden {
      return try await refused(refusal)
    }
  }

  func drawPassword() async throws -> Reply {
    guard let account = form.typed("account") else { throw SiteFailure.unreadable }
    do {
      // On the answer itself: nothing keeps it, and going back shows it no more.
      return .page(
        SecurityPage.drawn(
          try await desk.drawPassword(for: account, from: site.front.randomness, by: actor, at: moment), chrome))
    } catch let refusal as Refusal where refusal.kind != .actionForbidden {
      return try await refused(refusal)
    }
  }

  func resetFactor() async throws -> Reply {
    guard let account = form.typed("account") else { throw SiteFailure.unreadable }
    do {
      return .go("/security", saying: try await desk.resetFactor(of: account, by: actor, at: moment).message)
    } catch let refusal as Refusal where refusal.kind != .actionForbidden {
      return try await refused(refusal)
    }
  }

  func sessionsPage() async throws -> Reply {
    .page(SessionsPage.page(try await desk.sessions(of: nil, everybody: true, by: actor), query, chrome))
  }

  func endSessions() async throws -> Reply {
    guard let account = form.typed("account") else { throw SiteFailure.unreadable }
    let id = form["session"].flatMap { Int64($0) }
    // What was not understood must not end all of somebody's sessions.
    guard (form["session"] == nil) == (id == nil) else { throw SiteFailure.unreadable }
    let done = try await desk.endSessions(of: account, id, by: actor, at: moment)
    return .go(id == nil ? "/security" : "/security/sessions", saying: done.message)
  }

  func tokensPage() async throws -> Reply {
    .page(TokensPage.page(try await desk.tokens(everybody: true, by: actor), chrome))
  }

  func revokeToken() async throws -> Reply {
    guard let account = form.typed("account"), let name = form.typed("name") else { throw SiteFailure.unreadable }
    return .go(
      "/security/tokens", saying: try await desk.revokeToken(name, of: account, by: actor, at: moment).message)
  }

  // 审计.

  private static let auditRows = ListState.rows

  /// What is asked of the trail; a day that is none stands among the problems.
  private func auditRequest(_ problems: inout Problems) throws -> AuditRequest {
    func day(_ name: String) -> Day? {
      guard let text = query.typed(name) else { return nil }
      let day = try? Day.parse(text)
      if day == nil { problems.add(SecurityPage.dayShape, at: name) }
      return day
    }
    let (action, after) = (query.typed("action"), query.typed("after"))
    guard action.map({ Action(rawValue: $0) != nil }) ?? true, after.map({ AuditPlace($0) != nil }) ?? true else {
      throw SiteFailure.address(ProblemPage.address)
    }
    let refused: Bool? = query.typed("refused").map { $0 == "yes" }
    return AuditRequest(
      from: day("from"), until: day("until"), actor: query.typed("actor"),
      action: action.flatMap { Action(rawValue: $0) }, isRefused: refused,
      limit: Visit.auditRows + 1, after: after.flatMap { AuditPlace($0) })
  }

  func auditPage(found: AuditVerifiedAnswer? = nil) async throws -> Reply {
    var problems = Problems()
    let request = try auditRequest(&problems)
    let answer = problems.isEmpty ? try await desk.audit(request) : AuditAnswer([])
    let page = AuditPage.page(
      AuditAnswer(Array(answer.entries.prefix(Visit.auditRows))), hasMore: answer.entries.count > Visit.auditRows,
      try await desk.auditStanding(), found: found, query, problems, chrome)
    return .page(page, problems.isEmpty ? 200 : 422)
  }

  func verifyAudit() async throws -> Reply {
    try await auditPage(found: try await desk.verifyAuditOnRecord(by: actor))
  }

  func exportAudit() async throws -> Reply {
    var problems = Problems()
    var request = try auditRequest(&problems)
    guard problems.isEmpty else { return try await auditPage() }
    request.after = nil
    let (format, known) = (query.typed("format") ?? "csv", ["csv", "jsonl"])
    guard known.contains(format) else { throw Refusal.file(.formatUnknown(format, known: known)) }
    let isTable = format == "csv"
    var bytes = isTable ? AuditPage.head : []
    _ = try await desk.exportAudit(request) { bytes += try AuditPage.lines($0, isTable: isTable) }
    return .file(bytes, name: "审计记录\(chrome.today).\(format)", type: FileType.of(format))
  }
}
