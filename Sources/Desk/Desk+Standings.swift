package import Domain
package import Reports
internal import Store

// What somebody sees first: what is to be done, the list of projects, and one of them. All of it follows from the facts of a day.
extension Desk {
  /// What is to be done in the departments within reach, and how they stand, as of the end of a day.
  package func home(asOf day: Day) async throws -> HomeBoard {
    let desk = try entering(.readDepartment)
    let entries = try await desk.entries(of: day)
    let parts = try await desk.store.standing(entries.map(\.id), asOf: day) { department, calendar in
      (
        id: department.facts.id, projects: department.directory.projects,
        part: HomeBoard.Part(
          department.facts, department.directory, on: day, calendar: calendar, kept: department.alerts)
      )
    }
    let known = Dictionary(parts.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let waiting = try await desk.store.waitingForms(of: entries.map(\.id), asOf: day).compactMap { form in
      known[form.department].map { owner in
        HomeBoard.WaitingForm(
          department: owner.part.department, project: form.project.flatMap { owner.projects[$0] }, form: form.form,
          month: form.month, isReturned: form.isReturned, by: form.by, since: form.since)
      }
    }
    let notices = try await desk.store.rectifications().filter { $0.state != .closed && $0.issuedOn <= day }
    return HomeBoard(
      on: day, parts.map(\.part), calendar: try await desk.store.calendar(), waiting: waiting, notices: notices)
  }

  /// Of which departments a page that stands open is told.
  package func hearing() throws(Refusal) -> Hearing { Hearing(try entering(.readDepartment).store.eyes) }

  /// The projects within reach, narrowed down and put in order, as of the end of a day.
  package func projectList(_ query: ProjectQuery, asOf day: Day) async throws -> ProjectList {
    let desk = try entering(.readDepartment)
    return try await desk.list(query, asOf: day, isWhole: false)
  }

  /// All of the projects that a question leaves, to be taken away as a file. That figures of several departments, or very many,
  /// went out stands in the audit trail, with what for.
  ///
  /// - Throws: `export-reason-missing`.
  package func projectsToTake(
    _ query: ProjectQuery, asOf day: Day, format: String, reason: String?
  ) async throws -> ProjectList {
    let desk = try entering(.readDepartment)
    let list = try await desk.list(query, asOf: day, isWhole: true)
    try await desk.noteExport(
      of: Set(list.rows.map(\.department)).count, rows: list.rows.count, query, asOf: day, format: format,
      reason: reason)
    return list
  }

  /// One project with all that its page shows, as of the end of a day.
  ///
  /// - Parameters:
  ///   - division: by code or name, where the code stands in several.
  ///   - year: the fiscal year; nil for that of the day, else the last.
  /// - Throws: `project-unknown`, `action-forbidden`, `project-in-divisions`, `project-vanished`.
  package func project(
    _ code: String, in division: String? = nil, year: Int? = nil, asOf day: Day
  ) async throws -> ProjectView {
    let desk = try entering(.readDepartment)
    let code = try ProjectCode.parse(code)
    let accounts = try await desk.store.accounts(of: code, in: try await desk.division(division))
    if accounts.isEmpty { try await desk.forbidProject(code) }
    let years = Set(accounts.map(\.fiscalYear))
    let wanted = year ?? (years.contains(day.year) ? day.year : years.filter { $0 <= day.year }.max() ?? years.max())
    let ofYear = accounts.filter { $0.fiscalYear == wanted }
    guard let account = ofYear.first else { throw SpendingAccount.unknown(code) }
    guard ofYear.count == 1 else { throw SpendingAccount.severalDivisions(ofYear, code: code) }
    guard !account.isArchived else { throw Refusal.year(.archived(account.fiscalYear)) }
    guard let kept = try await desk.store.keptProject(account, asOf: day),
      let view = ProjectView(account.id, kept, on: day, calendar: try await desk.store.calendar())
    else { throw Refusal.project(.gone) }
    return view
  }

  private func list(_ query: ProjectQuery, asOf day: Day, isWhole: Bool) async throws -> ProjectList {
    let (sheaf, places) = try await shelf.sheaf(asOf: day, in: .init(of: query), from: store)
    return ProjectList(sheaf, in: places, query, on: day, isWhole: isWhole)
  }

  /// The departments within reach of the fiscal year that is shown on a day.
  private func entries(of day: Day) async throws -> [(id: DepartmentID, identity: DepartmentIdentity)] {
    DepartmentIdentity.shown(try await store.places(), on: day) { $0.identity }
  }
}
