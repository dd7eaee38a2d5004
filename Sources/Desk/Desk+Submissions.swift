package import Contract
package import Domain
internal import Store

// Who has handed in what, and who is asked for it.
extension Desk {
  /// Departments by the periods of their forms, as of the end of a day.
  package func submissions(_ request: SubmissionsRequest) async throws -> SubmissionsAnswer {
    let desk = try entering(.compareDepartments)
    let entries = try await desk.departments(of: request.departments)
    let owed = try await desk.store.owedForms(of: entries.map(\.id), asOf: request.asOf)
    return SubmissionsAnswer(
      asOf: request.asOf,
      entries.map { .init($0.identity, owed[$0.id]?.cells(of: $0.identity, on: request.asOf) ?? []) })
  }

  /// How one department stands with its forms, as of the end of a day.
  package func submissions(of choice: DepartmentChoice, asOf day: Day) async throws -> SubmissionsAnswer {
    let desk = try entering(.readDepartment)
    let entry = try await desk.department(choice)
    let owed = try await desk.store.owedForms(of: [entry.id], asOf: day)
    return SubmissionsAnswer(
      asOf: day, [.init(entry.identity, owed[entry.id]?.cells(of: entry.identity, on: day) ?? [])])
  }

  /// Asks departments for a form (催办): each of those who fill in and answer for it gets one message.
  package func urge(_ request: UrgeRequest, by actor: Actor, at moment: Moment) async throws -> UrgeAnswer {
    let (desk, actor) = try entering(.urgeForms, by: actor, request)
    var (entries, news, outcomes): ([DepartmentEntry], [DepartmentID: UrgeNews], [DepartmentID: Urged.Outcome]) =
      ([], [:], [:])
    for identity in request.departments where !entries.contains(where: { $0.identity == identity }) {
      entries.append(try await desk.entry(identity))
    }
    let owed = try await desk.store.owedForms(of: entries.map(\.id), asOf: moment.day)
    let period = ReportingPeriod(form: request.form, through: request.through)
    for entry in entries {
      let standing = owed[entry.id]?.standings(in: entry.identity.fiscalYear).first { $0.period == period }
      if let hindrance = Urged.hindrance(standing, on: moment.day) { outcomes[entry.id] = hindrance }
      guard let standing, outcomes[entry.id] == nil else { continue }
      news[entry.id] = UrgeNews(
        department: entry.identity, form: period.form, month: period.through, due: standing.due,
        outstanding: standing.forms - standing.handedIn, owed: standing.forms)
    }
    if !news.isEmpty {
      let voice = Voice(
        now: Instant(moment.day, minute: moment.wall.minute), links: try await desk.links(),
        calendar: try await desk.store.calendar())
      let told = try await desk.store.acting(as: actor.name).urge(
        news, resting: owed.mapValues(\.parameters.urgeRest), voice: voice)
      outcomes.merge(told) { $1 }
    }
    let urged = entries.compactMap { entry in outcomes[entry.id].map { Urged(entry.identity, $0) } }
    let isAny = urged.contains { if case .told = $0.outcome { true } else { false } }
    return UrgeAnswer(urged, done(.people(.urged(urged)), isAny ? .done : .unchanged).message)
  }

  /// The one department of a division, code, name and year: neither one below the division nor one of another name.
  private func entry(_ identity: DepartmentIdentity) async throws -> DepartmentEntry {
    let division = identity.division.isSpecified ? identity.division : nil
    let like = try await store.departments(code: identity.code, year: identity.fiscalYear, in: division)
    if let found = like.first(where: { $0.identity == identity }) { return found }
    try forbid(DepartmentPlace(identity))
    let known = try await store.departments(year: identity.fiscalYear).map(\.identity)
    throw Refusal.department(
      .unknown(
        identity.code, year: identity.fiscalYear, division: division, known: known.prefix(20).labels,
        count: known.count))
  }

  /// The departments a finance bureau means: of the last year where none is said.
  private func departments(of choice: BureauChoice) async throws -> [DepartmentEntry] {
    let division = try await division(choice.division)
    let found = try await store.departments(year: choice.year, in: division)
    let year = found.map(\.identity.fiscalYear).max()
    guard let area = choice.area, let year else { return found.filter { $0.identity.fiscalYear == year } }
    return try await BureauDesk(store).departments(.init(fiscalYear: year, division: division, area: area))
  }
}

extension OwedForms {
  /// How the department stands with each period, in a fiscal year.
  fileprivate func standings(in fiscalYear: Int) -> [FormStanding] {
    FormStanding.all(of: kept, forms: forms, by: parameters, in: fiscalYear)
  }

  /// A cell each period that the rules name or of which something is kept.
  fileprivate func cells(of department: DepartmentIdentity, on day: Day) -> [SubmissionsAnswer.Cell] {
    standings(in: department.fiscalYear).map { .init($0, on: day) }
  }
}
