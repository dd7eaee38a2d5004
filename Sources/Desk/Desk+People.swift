package import Contract
package import Domain
internal import Notify
internal import Store

// Who is told of what. The same again changes nothing.
extension Desk {
  /// Keeps somebody under a name: a new person, or all of the one who has it.
  package func keep(_ request: RecipientRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPeople, by: actor, request)
    try request.check()
    let name = request.name.normalised
    let division = try await desk.division(request.division ?? request.usualDivision)
    let departments = try await desk.departments(of: request, in: division)
    let recipient = Recipient(
      id: 0, name: name, role: request.role, level: request.level ?? request.role.usualLevel,
      departments: Set(departments.map(\.id)), projects: try await desk.projects(request.projects, in: division),
      least: request.least, immediateFrom: request.immediateFrom, quiet: request.quiet,
      rhythm: request.rhythm)
    try await desk.check(request.addresses)
    try await desk.store.acting(as: actor.name).keep(
      recipient, departments: departments.map(\.identity), in: division,
      addresses: request.addresses.map { ($0.channel, $0.address) })
    let kept = try await desk.recipients().recipients.first { $0.name == name }
    return done(.people(.recipientKept(name: name, kept?.card(withDivision: request.division != nil))))
  }

  /// The people, by their places in the ladder.
  package func recipients() async throws -> RecipientsAnswer {
    let desk = try entering(.readPeople)
    return RecipientsAnswer(
      try await desk.store.recipients().map { entry in
        .init(
          entry.recipient, rhythm: entry.recipient.rhythm(hearingOfSeveral: entry.hearsOfSeveral),
          departments: entry.departments.map { .init(division: $0.division, code: $0.code, name: $0.name) },
          division: entry.division,
          addresses: entry.addresses.map { .init(channel: $0.channelName, address: $0.address) }
        )
      })
  }

  /// Writes somebody a message by each way; the daemon sends it.
  package func test(recipient name: String, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPeople, by: actor)
    let voice = Voice(now: moment.wall, links: Links(base: nil), calendar: try await desk.store.calendar())
    let count = try await desk.store.acting(as: actor.name).sendTest(
      to: name, voice: voice, nonce: "\(moment.wall.milliseconds)")
    return done(.people(.trialWritten(count)))
  }

  /// Takes somebody out of use; what the person was told stays on record.
  package func retire(recipient name: String, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPeople, by: actor, ["retire": name])
    guard try await desk.store.acting(as: actor.name).retireRecipient(name) else {
      throw Refusal.people(.recipientUnknown(name, known: [], count: 0))
    }
    return done(.people(.recipientRetired(name)))
  }

  /// Adds a route behind those of its department or division.
  package func add(_ request: RouteRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPeople, by: actor)
    let known = try await desk.store.recipients().map(\.recipient)
    let chosen = try request.recipients.map { name in
      guard let recipient = known.first(where: { $0.name == name }) else {
        throw Refusal.people(.recipientUnknown(name, known: known.map(\.name), count: known.count))
      }
      return recipient.id
    }
    let division = try await desk.division(request.department.division)
    let department = request.department.department == nil ? nil : try await desk.department(request.department).id
    try await desk.store.acting(as: actor.name).add(
      Route(
        department: department, division: department == nil ? division : nil, rules: Set(request.rules),
        projects: try await desk.projects(request.projects, in: division), least: request.least, recipients: Set(chosen)
      ))
    return done(.people(.routeAdded))
  }

  /// The routes, in the order in which they are tried.
  package func routes() async throws -> RoutesAnswer {
    let desk = try entering(.readPeople)
    let people = try await desk.store.recipients().map(\.recipient)
    let departments = try await desk.store.departments()
    return RoutesAnswer(
      try await desk.store.routes().map { id, position, route in
        .init(
          id: id, position: position, route,
          department: departments.first { $0.id == route.department }?.identity,
          recipients: people.filter { route.recipients.contains($0.id) }.map(\.name))
      })
  }

  /// Removes a route.
  package func remove(route id: Int64, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPeople, by: actor)
    guard try await desk.store.acting(as: actor.name).removeRoute(id) else { throw Refusal.people(.routeUnknown(id)) }
    return done(.people(.routeRemoved(id)))
  }

  private func departments(
    of request: RecipientRequest, in division: DivisionCode?
  ) async throws -> [DepartmentEntry] {
    var departments: [DepartmentEntry] = []
    for code in request.departments {
      let found = try await store.departments(code: code, in: division)
      // Of several years it is the same department; of several divisions it is not.
      if Set(found.map(\.identity.division)).count != 1 {
        _ = try await department(
          DepartmentChoice(department: code, division: request.division ?? request.usualDivision))
      }
      departments += found
    }
    return departments
  }

  /// Addresses are kept as they are written, for whoever looks up who was told where: only what is a mail address may be one.
  /// A robot has one place, which is kept sealed; its address, with the key in it, must not stand here.
  func check(_ addresses: [RecipientsAnswer.Address]) async throws {
    let channels = try await store.channels().filter(\.isActive)
    var seen: Set<String> = []
    for way in addresses {
      guard seen.insert(way.channel).inserted else { throw Refusal.people(.channelTwice(way.channel)) }
      guard let channel = channels.first(where: { $0.name == way.channel }) else { continue }
      if channel.kind == .smtp, !way.address.isMailAddress {
        throw Refusal.people(.addressNotMail(channel: way.channel, way.address))
      }
      if channel.kind != .smtp, !way.address.isEmpty {
        throw Refusal.people(.addressNotWanted(channel: way.channel, kind: channel.kind.chinese))
      }
    }
  }
}

extension RecipientRequest {
  /// Refuses what cannot be kept by any database.
  package func check() throws(Refusal) {
    guard !name.normalised.isEmpty else { throw .people(.nameMissing) }
  }
}

extension RecipientsAnswer.Person {
  /// Who is told of what, how and when.
  ///
  /// - Parameter withDivision: whether departments are told apart by their divisions.
  package func card(withDivision: Bool) -> RecipientCard {
    let names = departments.map {
      "\(withDivision && $0.division.isSpecified ? "\($0.division) " : "")\($0.code) \($0.name)"
    }
    return RecipientCard(
      name: name, role: role, level: level, departments: names, division: division, projects: projects, least: least,
      immediateFrom: immediateFrom, rhythm: rhythm,
      ways: addresses.map { $0.address.isEmpty ? $0.channel : "\($0.channel) \($0.address)" })
  }
}
