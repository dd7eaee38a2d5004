internal import Contract
internal import Desk
internal import Domain
internal import Pages

extension Site {
  static let adminEndpoints: [Endpoint] = keepingEndpoints + securityEndpoints + auditEndpoints

  /// 系统管理员: who there is, who is told, and whether all is well.
  private static let keepingEndpoints: [Endpoint] = [
    .get("/admin", .may(.readDeliveries)) { try await $0.servicePage() },
    .get("/admin/accounts", .may(.addAccount)) { try await $0.accountsPage(Problems()) },
    .post("/admin/accounts", .may(.addAccount), refill: { try await $0.accountsPage(Problems()) }) {
      try await $0.addAccount()
    },
    .post("/admin/accounts/disable", .may(.disableAccount)) { try await $0.setAccount(disabled: true) },
    .post("/admin/accounts/enable", .may(.disableAccount)) { try await $0.setAccount(disabled: false) },
    .get("/admin/people", .may(.keepPeople)) { try await $0.peoplePage(Problems()) },
    .post("/admin/people", .may(.keepPeople), refill: { try await $0.peoplePage(Problems()) }) {
      try await $0.keepRecipient()
    },
    .post("/admin/people/test", .may(.keepPeople)) { try await $0.testRecipient() },
    .post("/admin/people/retire", .may(.keepPeople)) { try await $0.retireRecipient() },
    .post("/admin/routes", .may(.keepPeople), refill: { try await $0.peoplePage(Problems()) }) {
      try await $0.addRoute()
    },
    .post("/admin/routes/remove", .may(.keepPeople)) { try await $0.removeRoute() },
    .get("/admin/channels", .may(.keepChannels)) { try await $0.channelsPage(Problems()) },
    .post("/admin/channels", .may(.keepChannels)) { try await $0.keepChannel() },
    .post("/admin/channels/test", .may(.keepChannels)) { try await $0.testChannel() },
    .post("/admin/channels/retire", .may(.keepChannels)) { try await $0.retireChannel() },
    .get("/admin/deliveries", .may(.readDeliveries)) { try await $0.deliveriesPage() },
    .post("/admin/deliveries/revive", .may(.redeliver)) { try await $0.redeliver() },
    .get("/admin/calendar", .may(.keepCalendar)) { try await $0.calendarPage(Problems()) },
    .post("/admin/calendar", .may(.keepCalendar), most: 1 << 20) { try await $0.loadCalendar() },
    .get("/admin/rules", .may(.keepSettings)) { try await $0.ruleSetsPage() },
    .get("/admin/settings", .may(.keepSettings)) { try await $0.settingsPage(Problems()) },
    .post("/admin/settings", .may(.keepSettings), refill: { try await $0.settingsPage(Problems()) }) {
      try await $0.keepSetting()
    },
  ]
}

extension Visit {
  // How the service is.

  func servicePage() async throws -> Reply {
    let checks = try await desk.checks(
      keyFile: site.front.keys, hearsPastPooler: site.front.hearsPastPooler, at: moment)
    return .page(ServicePage.page(try await desk.service(), checks, try await desk.about(), chrome))
  }

  func deliveriesPage() async throws -> Reply {
    let answer = try await desk.deliveries(DeliveriesRequest(state: DeliveriesPage.state(query)))
    return .page(DeliveriesPage.page(answer, query, chrome))
  }

  func redeliver() async throws -> Reply {
    let id = form["id"].flatMap { Int64($0) }
    guard id != nil || form["all"] != nil else { throw SiteFailure.unreadable }
    return .go("/admin/deliveries", saying: try await desk.redeliver(id, by: actor, at: moment).message)
  }

  // Accounts.

  func accountsPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    .page(
      AccountsPage.page(try await desk.userAccounts(), query, typed: form, problems, chrome), status)
  }

  func addAccount() async throws -> Reply {
    guard let name = form.typed(AccountsPage.name) else {
      return try await accountsPage(Problems(AccountsPage.nameMissing, at: AccountsPage.name), status: 422)
    }
    do {
      let request = AccountRequest(name: name, kind: AccountsPage.kind(form))
      return .go("/admin/accounts", saying: try await desk.add(request, by: actor, at: moment).message)
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      return try await accountsPage(
        Problems(refusal.sentence(at: .page), at: AccountsPage.name), status: refusal.kind.fault.httpStatus)
    }
  }

  func setAccount(disabled: Bool) async throws -> Reply {
    guard let name = form.typed("account") else { throw SiteFailure.unreadable }
    do {
      let done = try await desk.setAccount(name, disabled: disabled, by: actor, at: moment)
      return .go(try person.may(.addAccount) ? "/admin/accounts" : "/security", saying: done.message)
    } catch let refusal as Refusal where refusal.kind == .lastSecurityOfficer {
      return try await accountsPage(Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
  }

  // 节假日, parameters, settings.

  func calendarPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let year = query.typed("year").flatMap { Int($0) } ?? chrome.today.year
    let page = CalendarPage.page(
      try await desk.calendar(at: moment), year: year, try await desk.holidays(of: year), typed: form, problems, chrome)
    return .page(page, status)
  }

  func loadCalendar() async throws -> Reply {
    guard let file = files["file"] else {
      return try await calendarPage(Problems(CalendarPage.fileMissing, at: "file"), status: 422)
    }
    do {
      let answer = try await desk.loadCalendar(
        file.bytes, named: file.name, isReplacing: form["replace"] != nil, by: actor, at: moment)
      return .go(
        Address("/admin/calendar").with("year", answer.years.first.map { "\($0.year)" }),
        saying: CalendarPage.loaded(answer))
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      let field = refusal.kind == .calendarDiffers ? "replace" : "file"
      return try await calendarPage(
        Problems(refusal.sentence(at: .page), at: field), status: refusal.kind.fault.httpStatus)
    }
  }

  func ruleSetsPage() async throws -> Reply {
    .page(RuleSetsPage.page(try await desk.ruleSets(), query, chrome))
  }

  func settingsPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    .page(SettingsPage.page(try await desk.settings(), typed: form, problems, chrome), status)
  }

  /// A setting out of a form; what is wrong with it stands at its field.
  private func setting(among keys: [SettingRequest.Key]) throws -> Result<SettingRequest, SettingProblem> {
    guard let key = form["key"].flatMap({ SettingRequest.Key(rawValue: $0) }), keys.contains(key) else {
      throw SiteFailure.unreadable
    }
    return Result { () throws(SettingProblem) in
      try SettingRequest(key.rawValue, to: form.typed("value-\(key.rawValue)") ?? "")
    }
  }

  func keepSetting() async throws -> Reply {
    switch try setting(among: SettingsPage.keys) {
    case .success(let request):
      return .go("/admin/settings", saying: try await desk.set(request, by: actor, at: moment).message)
    case .failure(let problem):
      return try await settingsPage(
        Problems(SettingsPage.sentence(problem), at: form["key"].map { "value-\($0)" }), status: 422)
    }
  }

  func keepPolicy() async throws -> Reply {
    switch try setting(among: [.passwordProfile, .secondFactor]) {
    case .success(let request):
      return .go("/security/policy", saying: try await desk.set(request, by: actor, at: moment).message)
    case .failure: throw SiteFailure.unreadable
    }
  }
}
