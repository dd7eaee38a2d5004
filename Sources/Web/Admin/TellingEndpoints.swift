internal import Contract
internal import Desk
internal import Domain
internal import Pages

// Who is told of what, and by which ways.
extension Visit {
  func peoplePage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let page = PeoplePage.page(
      try await desk.recipients(), try await desk.routes(), try await desk.channels(), typed: form, problems, chrome)
    return .page(page, status)
  }

  func keepRecipient() async throws -> Reply {
    var problems = Problems()
    if form.typed("name") == nil { problems.add(PeoplePage.nameMissing, at: "name") }
    let quiet = form.typed("quiet").flatMap { QuietTime(typed: $0) }
    if form.typed("quiet") != nil, quiet == nil { problems.add(PeoplePage.quietShape, at: "quiet") }
    guard let name = form.typed("name"), problems.isEmpty else { return try await peoplePage(problems, status: 422) }
    // What stands there would be gone: that is asked first.
    let isAgreed = form["replace"] != nil && form["replaces"] == name
    if !isAgreed, try await desk.recipients().recipients.contains(where: { $0.name == name }) {
      return try await peoplePage(Problems(PeoplePage.known(name), at: "replace"), status: 409)
    }
    let channels = try await desk.channels().channels
    let addresses = channels.compactMap { channel -> RecipientsAnswer.Address? in
      guard channel.kind != .inbox, let typed = form.typed(PeoplePage.way(channel.name)) else { return nil }
      return .init(channel: channel.name, address: channel.kind == .smtp ? typed : "")
    }
    let request = RecipientRequest(
      name: name, role: try form.choice("role", else: .clerk),
      departments: form.list("departments"), division: form.typed("division"), projects: form.list("projects"),
      least: try form.choice("least", else: .blue),
      immediateFrom: form["immediate"] == "never" ? nil : try form.choice("immediate", else: .red), quiet: quiet,
      rhythm: try form.choice("rhythm"), addresses: addresses)
    do {
      return .go("/admin/people", saying: try await desk.keep(request, by: actor, at: moment).message)
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      let mail = channels.first { $0.kind == .smtp }.map { PeoplePage.way($0.name) }
      let field: String? =
        switch refusal.kind {
        case .departmentUnknown, .departmentAmbiguous, .departmentsNone: "departments"
        case .divisionUnknown, .divisionAmbiguous, .divisionsNone: "division"
        case .projectUnknown, .projectCodeUnreadable, .projectInDivisions, .projectCodeTooLong: "projects"
        case .addressNotMail: mail
        default: nil
        }
      return try await peoplePage(
        Problems(refusal.sentence(at: .page), at: field), status: refusal.kind.fault.httpStatus)
    }
  }

  func testRecipient() async throws -> Reply {
    guard let name = form.typed("name") else { throw SiteFailure.unreadable }
    return .go("/admin/people", saying: try await desk.test(recipient: name, by: actor, at: moment).message)
  }

  func retireRecipient() async throws -> Reply {
    guard let name = form.typed("name") else { throw SiteFailure.unreadable }
    return .go("/admin/people", saying: try await desk.retire(recipient: name, by: actor, at: moment).message)
  }

  func addRoute() async throws -> Reply {
    let names = form.list("route-to")
    guard !names.isEmpty else { return try await peoplePage(Problems(PeoplePage.nobody, at: "route-to"), status: 422) }
    let request = RouteRequest(
      of: DepartmentChoice(department: form.typed("route-department")),
      rules: try form.ticked("rule") { Rule(rawValue: $0) }, least: try form.choice("route-least", else: .blue),
      to: names)
    do {
      return .go("/admin/people", saying: try await desk.add(request, by: actor, at: moment).message)
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      let field = refusal.kind == .recipientUnknown ? "route-to" : "route-department"
      return try await peoplePage(
        Problems(refusal.sentence(at: .page), at: field), status: refusal.kind.fault.httpStatus)
    }
  }

  func removeRoute() async throws -> Reply {
    guard let id = form["id"].flatMap({ Int64($0) }) else { throw SiteFailure.unreadable }
    return .go("/admin/people", saying: try await desk.remove(route: id, by: actor, at: moment).message)
  }

  // 通道.

  func channelsPage(
    _ problems: Problems, trial: (isTaken: Bool, text: String)? = nil, status: Int = 200
  ) async throws -> Reply {
    let page = ChannelsPage.page(
      try await desk.channels(), typed: form.without(ChannelsPage.secrets), problems, trial: trial, chrome)
    return .page(page, status)
  }

  func keepChannel() async throws -> Reply {
    var problems = Problems()
    if form.typed("name") == nil { problems.add(ChannelsPage.nameMissing, at: "name") }
    let kind = form.typed("kind").flatMap { ChannelKind(rawValue: $0) }
    if kind == nil || kind == .inbox { problems.add(ChannelsPage.kindMissing, at: "kind") }
    let port = form.typed("port").flatMap { Int($0) }
    if form.typed("port") != nil, port.map({ !(1...65_535).contains($0) }) ?? true {
      problems.add(ChannelsPage.notANumber, at: "port")
    }
    guard let name = form.typed("name"), let kind, problems.isEmpty else {
      return try await channelsPage(problems, status: 422)
    }
    let isMail = kind == .smtp
    let request = ChannelRequest(
      name: name, kind: kind, url: isMail ? nil : form.typed("url"), secret: isMail ? nil : form.typed("secret"),
      host: isMail ? form.typed("host") : nil, port: isMail ? port : nil,
      protection: isMail ? try form.choice("tls") : nil,
      from: isMail ? form.typed("from") : nil, user: isMail ? form.typed("user") : nil,
      password: isMail ? form["password"].flatMap { $0.isEmpty ? nil : $0 } : nil,
      agreesToClearPassword: form["clear"] != nil, allowsPrivate: form["private"] != nil)
    do {
      let done = try await desk.keep(request, keyFile: site.front.keys, by: actor, at: moment)
      return .go("/admin/channels", saying: done.message)
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      return try await channelsPage(Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
  }

  func testChannel() async throws -> Reply {
    guard let name = form.typed("test-channel") else {
      return try await channelsPage(Problems(ChannelsPage.chooseChannel, at: "test-channel"), status: 422)
    }
    do {
      let trial = try await desk.test(
        channel: name, to: form.typed("test-address") ?? "", keyFile: site.front.keys, by: actor, at: moment)
      switch trial {
      case .taken(let done): return try await channelsPage(Problems(), trial: (true, done.message))
      case .failed(let reason): return try await channelsPage(Problems(), trial: (false, reason), status: 422)
      }
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      return try await channelsPage(
        Problems(refusal.sentence(at: .page), at: "test-channel"), status: refusal.kind.fault.httpStatus)
    }
  }

  func retireChannel() async throws -> Reply {
    guard let name = form.typed("name") else { throw SiteFailure.unreadable }
    return .go("/admin/channels", saying: try await desk.retire(channel: name, by: actor, at: moment).message)
  }
}
