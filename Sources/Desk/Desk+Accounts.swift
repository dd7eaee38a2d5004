package import Contract
internal import Domain
internal import Store

// Who may do what: accounts, and the roles they have.
extension Desk {
  /// The accounts, by their names.
  package func userAccounts() async throws -> AccountsAnswer {
    let desk = try entering(.readAccounts)
    return AccountsAnswer(
      try await desk.store.userAccounts().map { $0.answer(on: today) },
      warnings: try await desk.fourEyesGaps().map(\.chinese))
  }

  /// Where accounts keep four eyes from being two people's.
  func fourEyesGaps() async throws -> [FourEyesGap] {
    let accounts = try await store.userAccounts().filter { !$0.isDisabled && $0.kind == .business }
    let places = Set(try await store.departments().map { DepartmentPlace($0.identity) })
    return FourEyesGap.gaps(
      among: accounts.map { account in
        .init(name: account.name, osUsers: account.osUsers, grants: account.grants.filter { $0.holds(on: today) })
      }, in: places.sorted { ($0.division.text, $0.code, $0.name) < ($1.division.text, $1.code, $1.name) })
  }

  /// Makes an account, with its first role where one is said: for that it takes who may give roles.
  package func add(_ request: AccountRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let name = request.name.tightened
    guard !name.isEmpty else { throw Refusal.people(.nameMissing) }
    let (desk, adding) = try entering(.addAccount, by: actor, request)
    var grants: [Grant] = []
    if let request = request.grant {
      _ = try entering(.grantRole, by: actor)
      grants = try await desk.grants(request, at: moment)
    }
    if request.osUser != nil { _ = try entering(.linkAccount, by: actor) }
    let store = desk.store.acting(as: adding.name)
    let isNowTold = try await store.register(name, grants)
    try await store.addAccount(
      name, request.grant?.role.kind ?? request.kind, grants, osUser: request.osUser?.tightened)
    return done(.account(.added(try await desk.card(of: name), isNowTold: isNowTold)))
  }

  /// Makes an account for each person who is told of alerts, with the role and reach the person is registered with; and says
  /// which names stand beside what was kept that are nobody's.
  ///
  /// - Parameter isMeant: false only looks.
  package func adopt(isMeant: Bool, by actor: Actor, at moment: Moment) async throws -> AdoptionAnswer {
    let (desk, adopting) = try entering(.addAccount, by: actor, ["adopt": isMeant ? "yes" : "no"])
    if isMeant { _ = try entering(.grantRole, by: actor) }
    let adoption = try await desk.store.adoption(from: today(moment))
    if isMeant {
      let store = desk.store.acting(as: adopting.name)
      for person in adoption.people {
        try Task.checkCancellation()
        try await store.addAccount(person.name, .business, person.grants, osUser: nil)
      }
    }
    return AdoptionAnswer(
      done: isMeant,
      accounts: adoption.people.map {
        .init(
          name: $0.name, kind: .business, isDisabled: false, grants: $0.grants, osUsers: [], isTold: true,
          on: today(moment))
      }, known: adoption.known,
      unmatched: adoption.unmatched.map { .init($0.name, count: $0.count, last: $0.last) })
  }

  /// Gives an account a role, for one department after the other where several are said.
  package func grant(_ request: GrantRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.grantRole, by: actor, request)
    let name = request.account.tightened
    try desk.refuseOwn(name, actor)
    let grants = try await desk.grants(request, at: moment)
    let store = desk.store.acting(as: actor.name)
    guard try await !store.userAccounts(named: name).isEmpty else {
      let names = try await store.userAccounts().map(\.name)
      throw Refusal.account(.unknown(name, known: Array(names.prefix(20)), count: names.count))
    }
    let isNowTold = try await store.register(name, grants)
    try await store.grant(grants, to: name)
    return done(.account(.granted(try await desk.card(of: name), isNowTold: isNowTold)))
  }

  /// Takes a role from an account: wherever it has it, or of the departments that are said.
  package func revoke(_ request: GrantRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.revokeRole, by: actor, request)
    let name = request.account.tightened
    try desk.refuseOwn(name, actor)
    let isEverywhere = request.departments.isEmpty && request.division == nil
    let reaches = isEverywhere ? nil : try await desk.grants(request, at: moment).map(\.reach)
    try await desk.store.acting(as: actor.name).revoke(request.role, reaches, from: name, on: today(moment))
    return done(.account(.revoked(name, request.role)))
  }

  /// Puts an account out of use, or back into it.
  package func setAccount(
    _ name: String, disabled: Bool, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.disableAccount, by: actor, ["account": name])
    let name = name.tightened
    try desk.refuseOwn(name, actor)
    let isNew = try await desk.store.acting(as: actor.name).setAccount(name, disabled: disabled, on: today(moment))
    return done(.account(.disabled(name, disabled, isNew: isNew)), isNew ? .done : .unchanged)
  }

  /// Has the user of an operating system act by an account, or no more.
  package func link(
    osUser: String, to name: String, linked: Bool, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.linkAccount, by: actor, ["account": name, "osUser": osUser])
    let (user, name) = (osUser.tightened, name.tightened)
    guard !user.isEmpty else { throw Refusal.people(.nameMissing) }
    let isNew = try await desk.store.acting(as: actor.name).link(user, to: name, linked: linked)
    return done(.account(.linked(osUser: user, name, linked, isNew: isNew)), isNew ? .done : .unchanged)
  }

  /// Where an auditor gets the ends of the audit trail's chains.
  package func addresses(of name: String) async throws -> AuditorAddressesAnswer {
    let desk = try entering(.readAccounts)
    let name = name.tightened
    return AuditorAddressesAnswer(
      account: name,
      addresses: try await desk.store.addresses(of: name).map { .init(channel: $0.channel, address: $0.address) })
  }

  /// Says where an auditor gets the ends of the audit trail's chains; no address takes all away.
  package func address(
    _ name: String, by addresses: [RecipientsAnswer.Address], by actor: Actor
  ) async throws -> DoneAnswer {
    let (desk, _) = try entering(.addressAuditor, by: actor, AddressRequest(account: name, addresses: addresses))
    let name = name.tightened
    try await desk.check(addresses)
    let before = try await desk.store.setAddresses(addresses.map { ($0.channel, $0.address) }, of: name)
    let noMore = before.map { RecipientsAnswer.Address(channel: $0.channel, address: $0.address).chinese }
      .filter { !addresses.map(\.chinese).contains($0) }
    return done(.account(.addressed(name, addresses.map(\.chinese), noMore: noMore)))
  }

  /// The day of the rights: that of the wall clock.
  private func today(_ moment: Moment) -> Day { moment.wall.day }

  /// Nobody changes what the own account may.
  private func refuseOwn(_ name: String, _ actor: Actor) throws(Refusal) {
    if caller.isByAccounts, name == actor.name { throw .account(.ownRights(name)) }
  }

  /// The roles that are meant: one a department, one for the division, or one everywhere.
  private func grants(_ request: GrantRequest, at moment: Moment) async throws -> [Grant] {
    let from = request.from ?? today(moment)
    if let until = request.until, until < from { throw Refusal.account(.endsBeforeStart(from: from, until: until)) }
    let isBusiness = request.role.kind == .business
    guard isBusiness || (request.departments.isEmpty && request.division == nil) else {
      throw Refusal.account(.reachOfAdministrator(request.role))
    }
    let reaches = isBusiness ? try await reaches(request) : [.all]
    return reaches.map {
      Grant(request.role, $0, from: from, until: request.until, standsInFor: request.standsInFor?.tightened)
    }
  }

  private func reaches(_ request: GrantRequest) async throws -> [Reach] {
    let named = try await division(request.division ?? (request.departments.isEmpty ? nil : request.usualDivision))
    guard !request.departments.isEmpty else { return [named.map { .division($0, below: [$0]) } ?? .all] }
    var places: [DepartmentPlace] = []
    for text in request.departments {
      let found = try await departments(DepartmentChoice(department: text, division: named?.text))
      // Each year's row of one department is the same place.
      let meant = Set(found.map { DepartmentPlace($0.identity) })
      guard let place = meant.first, meant.count == 1 else {
        throw Refusal.department(
          .ambiguous(found.map(\.identity).prefix(20).labels, count: found.count, inDivisions: true))
      }
      places.append(place)
    }
    return places.map { .department($0) }
  }

  private func card(of name: String) async throws -> AccountCard {
    guard let account = try await store.userAccounts(named: name).first else {
      throw Refusal.account(.unknown(name, known: [], count: 0))
    }
    return account.answer(on: today).card
  }
}

extension Store {
  /// Has somebody who gets a first role be told of what it is about, where nobody of the name is told yet; false where nothing
  /// was to be done.
  fileprivate func register(_ name: String, _ grants: [Grant]) async throws -> Bool {
    let business = grants.filter { $0.role.recipientRole != nil && $0.standsInFor == nil }
    guard let role = business.first?.role.recipientRole, try await registered(name) == nil else { return false }
    var (places, division): ([DepartmentIdentity], DivisionCode?) = ([], nil)
    for grant in business {
      switch grant.reach {
      case .all: break
      case .division(let code, _): division = code
      case .department(let place):
        // Of no year: people are kept by what does not change with it.
        places.append(
          DepartmentIdentity(division: place.division, code: place.code, name: place.name, fiscalYear: 0))
      }
    }
    try await keep(
      Recipient(id: 0, name: name, role: role, level: role.usualLevel), departments: places, in: division, addresses: []
    )
    return true
  }
}

private struct AddressRequest: Encodable {
  let account: String, addresses: [RecipientsAnswer.Address]
}

extension KeptAccount {
  fileprivate func answer(on day: Day) -> AccountsAnswer.Account {
    .init(
      name: name, kind: kind, isDisabled: isDisabled, grants: grants, osUsers: osUsers, isTold: isTold, on: day)
  }
}
