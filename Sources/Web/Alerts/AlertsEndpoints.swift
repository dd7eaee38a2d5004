internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 预警.
extension Site {
  static let alertsEndpoints: [Endpoint] = [
    .get("/alerts", .may(.readDepartment)) { try await $0.alertsPage(Problems()) },
    .post("/alerts", .may(.handleAlert), refill: { try await $0.alertsPage(Problems()) }) {
      try await $0.handleAlerts()
    },
    .get("/alerts/{id}", .may(.readDepartment)) { try await $0.alertPage(Problems()) },
    .post("/alerts/{id}", .may(.handleAlert), refill: { try await $0.alertPage(Problems()) }) {
      try await $0.handleAlert()
    },
  ]
}

extension Visit {
  /// The departments the person sees: those of the year of the figures' day, else of the last.
  func departments() async throws -> [DepartmentsAnswer.Entry] {
    let all = try await desk.list(DepartmentChoice()).departments
    let year = all.contains { $0.fiscalYear == day.year } ? day.year : all.map(\.fiscalYear).max()
    return all.filter { $0.fiscalYear == year }
  }

  private func alerts(_ filter: AlertFilter) async throws -> (AlertsAnswer, [DepartmentsAnswer.Entry]) {
    let departments = try await departments()
    guard let year = departments.first?.fiscalYear else {
      return (AlertsAnswer(asOf: day, alerts: [], findings: []), [])
    }
    var choice = FormLink.choice(filter.department)
    choice.year = choice.year ?? year
    let request = AlertsRequest(of: choice, asOf: day.description, withResolved: true)
    return (try await desk.alerts(request, at: moment), departments)
  }

  func alertsPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let filter = AlertFilter(query)
    let (answer, departments) = try await alerts(filter)
    let shown = filter.shown(of: filter.matching(answer.alerts).filter { $0.state == filter.state })
    let histories = try await desk.histories(of: shown.compactMap(\.id), asOf: day, at: moment)
    return .page(
      AlertsPage.page(
        answer, histories: histories, departments: departments, filter: filter,
        mayHandle: try person.may(.handleAlert), typed: form, problems: problems, chrome), status)
  }

  /// What is to be done with alerts, as it was sent; what is missing is said at its field.
  private func act(_ problems: inout Problems) -> AlertActRequest.Act? {
    if form[AlertsPage.act] == "silence" {
      guard let until = form.typed(AlertsPage.silentUntil) else {
        problems.add(AlertsPage.untilMissing, at: AlertsPage.silentUntil)
        return nil
      }
      return .silence(until: until, note: form.typed(AlertsPage.note))
    }
    guard let note = form.typed(AlertsPage.note) else {
      problems.add(AlertsPage.noteMissing, at: AlertsPage.note)
      return nil
    }
    return .acknowledge(note: note, until: form.typed(AlertsPage.until))
  }

  func handleAlerts() async throws -> Reply {
    let ids = try form.all(AlertsPage.id).map { text in
      guard let id = Int64(text) else { throw SiteFailure.unreadable }
      return AlertID(id)
    }
    var problems = Problems()
    if ids.isEmpty { problems.add(AlertsPage.noneChosen) }
    let act = act(&problems)
    guard problems.isEmpty, let act else { return try await alertsPage(problems, status: 422) }
    // One after the other: each is an act of its own, and what was done stays done.
    var done = 0, status = 200
    for id in ids {
      do {
        _ = try await desk.act(AlertActRequest(id, act), by: actor, at: moment)
        done += 1
      } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
        let field = refusal.kind == .untilPast ? AlertsPage.field(of: act) : nil
        if !problems.list.contains(where: { $0.message == refusal.sentence(at: .page) }) {
          problems.add(refusal.sentence(at: .page), at: field)
        }
        status = refusal.kind.fault.httpStatus
      }
    }
    guard problems.isEmpty else {
      if done > 0 { problems.add(AlertsPage.partly(done, of: ids.count)) }
      return try await alertsPage(problems, status: status)
    }
    return .go(chrome.to(AlertFilter(query).address), saying: AlertsPage.said(done, act))
  }

  private var alertID: AlertID {
    get throws(Refusal) {
      guard let id = parts["id"].flatMap({ Int64($0) }) else { throw .alert(.unknown(AlertID(0))) }
      return AlertID(id)
    }
  }

  func alertPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    let id = try alertID
    let alert = try await desk.alert(id, asOf: day, at: moment)
    let steps = try await desk.histories(of: [id], asOf: day, at: moment).steps[id] ?? []
    return .page(
      AlertPage.page(
        alert, steps: steps, mayHandle: try person.may(.handleAlert), typed: form, problems: problems, chrome), status)
  }

  func handleAlert() async throws -> Reply {
    let id = try alertID
    var problems = Problems()
    guard let act = act(&problems) else { return try await alertPage(problems, status: 422) }
    do {
      let answer = try await desk.act(AlertActRequest(id, act), by: actor, at: moment)
      return .go(chrome.to(Address("/alerts") / String(id.number)), saying: answer.message)
    } catch let refusal as Refusal where [.input, .conflict].contains(refusal.kind.fault) {
      problems.add(refusal.sentence(at: .page), at: AlertsPage.field(of: act))
      return try await alertPage(problems, status: refusal.kind.fault.httpStatus)
    }
  }
}
