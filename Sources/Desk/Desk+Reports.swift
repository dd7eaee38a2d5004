package import Contract
package import Domain
package import Reports
internal import Store

/// Forms to be printed.
package struct FormsReport: Sendable {
  /// The forms.
  package let papers: [StandingPaper]
  /// What is printed, each with its name.
  package let grids: [(name: String, grid: FormGrid)]

  /// What is blank in those that are not handed in; nil for nothing.
  package var blanks: FormBlanks? {
    FormBlanks(papers.filter { !$0.progress.state.isIn }.map { ($0.paper.name, $0.paper.blockers.count) })
  }

  /// The figures for programs.
  package var answer: FiguresAnswer { FiguresAnswer(papers.map(\.paper.figures)) }
}

// Reports of one department and of many.
extension Desk {
  /// How a department stands through a month, with its report.
  ///
  /// - Parameter asOf: the day of the question; nil for the end of the month.
  package func summary(
    _ choice: DepartmentChoice, through month: Int, asOf: Day?
  ) async throws -> (summary: Summary, report: Report) {
    let desk = try entering(.readDepartment)
    let department = try await desk.department(choice)
    let end = Day(endOf: month, in: department.identity.fiscalYear)
    return try await FormDesk(desk.store).summary(
      of: department.id, through: month, asOf: min(asOf ?? end, end), seen: asOf)
  }

  /// The forms of a period to be printed.
  ///
  /// - Parameter today: by the layout of which day is printed what is not handed in, where the question names no day.
  package func report(_ request: FormsReportRequest, today: Day? = nil) async throws -> FormsReport {
    let desk = try entering(.readDepartment)
    let (period, asOf) = (request.period, request.asOf)
    let department = try await desk.owner(of: request)
    let end = Day(endOf: period.through, in: department.identity.fiscalYear)
    let papers = try await FormDesk(desk.store).papers(
      of: department.id, period.form, through: period.through, asOf: min(asOf ?? end, end), seen: asOf, today: today,
      request.isLive ? .live : .standing)
    let layout = try await desk.layout(request.layout, for: period.form)
    let choices = try await desk.store.layoutChoices(of: department.id, period.form)
    return try FormsReport(papers, request) { paper in
      let isWhole = paper.owner == .whole
      return layout.flatMap { $0.isWhole == isWhole ? $0 : nil }
        ?? choices.layout(of: paper.progress, on: asOf ?? today, isWhole: isWhole)
    }
  }

  /// The layout that is asked for; refused where it is of the other form.
  private func layout(_ choice: FormsReportRequest.Layout?, for form: DepartmentForm) async throws -> FormLayout? {
    let layout: FormLayout
    switch choice {
    case nil: return nil
    case .code(let code): layout = try await self.layout(code).layout
    case .described(let json): layout = try FormLayout(json: json)
    }
    guard layout.form == form else { throw Refusal.form(.layoutOfOtherForm(layout.code, form: layout.form.chinese)) }
    return layout
  }

  /// The department that is named, or that of the project.
  private func owner(of request: FormsReportRequest) async throws -> DepartmentEntry {
    let choice = request.period.department
    if choice.department == nil, let code = request.project.flatMap({ ProjectCode($0) }) {
      let division = try await division(choice.division)
      let owner = try await store.owner(of: code, year: choice.year, in: division)
      if let owner, let entry = try await store.departments().first(where: { $0.id == owner.department }) {
        return entry
      }
    }
    return try await department(choice)
  }

  /// 通报 through a month.
  ///
  /// - Parameters:
  ///   - asOf: the day of the question, and of the letter; nil for the end of the month and today.
  ///   - number: its 发文字号 as typed; nil for none.
  ///   - today: the day of a letter that names none.
  ///   - progress: told how many departments are summed up, of how many.
  package func bulletin(
    _ choice: BureauChoice, through month: Int, asOf: Day?, by order: Bulletin.Order, number: String? = nil,
    today: Day, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Bulletin {
    let desk = try entering(.compareDepartments)
    let number = try number.map { typed throws(Refusal) in try LetterNumber.parse(typed) }
    let scope = try await desk.scope(choice)
    let end = Day(endOf: month, in: scope.fiscalYear)
    return try await BureauDesk(desk.store).bulletin(
      scope, through: month, asOf: min(asOf ?? end, end), by: order, issued: asOf ?? today, number: number,
      seen: asOf, progress: progress)
  }

  /// 疑点清单 of one department, or of all of a scope, as of a day.
  package func doubts(
    _ choice: BureauChoice, department code: String?, asOf day: Day, kinds: Set<Doubt.Kind>,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> DoubtList {
    let desk = try entering(code == nil ? .compareDepartments : .readDepartment)
    let bureau = BureauDesk(desk.store)
    var entries: [DepartmentEntry]
    if let code {
      entries = [
        try await desk.department(DepartmentChoice(department: code, year: choice.year, division: choice.division))
      ]
    } else {
      entries = try await bureau.departments(try await desk.scope(choice))
    }
    var parts: [DoubtList.Part] = []
    var last: Day?
    for (index, entry) in entries.enumerated() {
      try Task.checkCancellation()
      progress(index, entries.count)
      let end = Day(endOf: 12, in: entry.identity.fiscalYear)
      parts.append(try await bureau.doubts(of: entry.id, asOf: min(day, end), kinds: kinds))
      last = min(day, end)
    }
    let issuer = try await bureau.issuer(code == nil ? desk.division(choice.division) : nil)
    return DoubtList(parts, on: last ?? day, from: issuer)
  }

  /// All forms of many departments as one zip.
  ///
  /// - Returns: how many departments and forms are in it.
  package func package(
    _ request: GatherRequest, formats: [FormFormat], to path: String, today: Day? = nil,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> (departments: Int, forms: Int) {
    let desk = try entering(.compareDepartments)
    let scope = try await desk.scope(request.departments)
    try await desk.noteExport(meant: request)
    return try await BureauDesk(desk.store).package(
      scope, request.form, through: request.through, asOf: desk.day(of: request, scope), isDraft: request.isDraft,
      laidOutOn: request.asOf ?? today, formats: formats, to: path, progress: progress)
  }

  /// All projects and indicators of many departments as one workbook.
  ///
  /// - Returns: how many projects and indicators are in it.
  package func gather(
    _ request: GatherRequest, to path: String, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> (projects: Int, indicators: Int) {
    let desk = try entering(.compareDepartments)
    let scope = try await desk.scope(request.departments)
    try await desk.noteExport(meant: request)
    return try await BureauDesk(desk.store).gather(
      scope, request.form, through: request.through, asOf: desk.day(of: request, scope), to: path, progress: progress)
  }

  /// Keeps that figures of several departments were taken out and what for; refused where nobody said it.
  private func noteExport(meant request: GatherRequest) async throws {
    var request = request
    request.reason = try required(reason: request.reason)
    try await noteExport(request)
  }

  private func day(of request: GatherRequest, _ scope: BureauDesk.Scope) -> Day {
    let end = Day(endOf: request.through, in: scope.fiscalYear)
    return min(request.asOf ?? end, end)
  }

  /// The departments a finance bureau means; refused where there are none.
  private func scope(_ choice: BureauChoice) async throws -> BureauDesk.Scope {
    let division = try await division(choice.division)
    let departments = try await store.departments(year: choice.year, in: division)
    guard let latest = departments.map(\.identity.fiscalYear).max() else {
      throw Refusal.department(.none(year: choice.year))
    }
    let scope = BureauDesk.Scope(fiscalYear: latest, division: division, area: choice.area)
    if try await BureauDesk(store).departments(scope).isEmpty {
      throw Refusal.department(.noneInArea(choice.area ?? ""))
    }
    return scope
  }
}

extension FormsReport {
  /// The part of a department's forms that is asked for.
  fileprivate init(
    _ papers: DepartmentPapers, _ request: FormsReportRequest, by layout: (StandingPaper) -> FormLayout?
  ) throws(Refusal) {
    var projects = papers.projects
    if let text = request.project {
      let code = try ProjectCode.parse(text)
      projects = projects.filter { $0.paper.code == code.text }
      if projects.isEmpty { throw SpendingAccount.unknown(code) }
    }
    guard !projects.isEmpty || request.part == .department else { throw .project(.none) }
    let edition: FormEdition = request.isDraft ? .draft : .official
    let table = (name: "汇总表", grid: papers.table.grid(edition))
    func grids(_ papers: [StandingPaper]) -> [(name: String, grid: FormGrid)] {
      papers.map { (name: $0.paper.name, grid: $0.grid(edition, by: layout($0))) }
    }
    switch request.part {
    case .projects: self.init(papers: projects, grids: grids(projects))
    case .department: self.init(papers: [papers.whole], grids: grids([papers.whole]))
    case .table: self.init(papers: projects, grids: [table])
    case .scores: self.init(papers: projects, grids: [(name: "计分说明", grid: ScoreTable(papers).grid(edition))])
    case .all:
      self.init(papers: projects + [papers.whole], grids: [table] + grids([papers.whole] + projects))
    }
  }
}
