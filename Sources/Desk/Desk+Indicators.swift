package import Contract
internal import Domain
internal import Store

// How indicators get their values.
extension Desk {
  /// The indicators of a project or a department, in the order of the table.
  package func indicators(_ choice: IndicatorChoice) async throws -> IndicatorsAnswer {
    let desk = try entering(.readDepartment)
    return IndicatorsAnswer(
      try await desk.entries(choice).map {
        .init(position: $0.position, name: $0.name, target: $0.target, bound: $0.bound)
      })
  }

  /// Says how an indicator gets its value from a day on; judgements of earlier days keep what held.
  package func bind(_ request: BindRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.bindIndicator, by: actor, request)
    let entry = try IndicatorEntry.choose(request.indicator, from: try await desk.entries(request.choice))
    try entry.checkBinding(request.binding)
    let isNew = try await desk.store.acting(as: actor.name).bind(entry.id, to: request.binding, from: moment.day)
    guard isNew else { return done(.rules(.boundAlready(indicator: entry.name, request.binding)), .unchanged) }
    return done(.rules(.bound(indicator: entry.name, request.binding, from: moment.day)))
  }

  private func entries(_ choice: IndicatorChoice) async throws -> [IndicatorEntry] {
    let division = try await division(choice.division)
    switch choice.subject {
    case .department(let text):
      let department = DepartmentChoice(department: text, year: choice.year, division: choice.division)
      return try await store.indicators(department: try await self.department(department).id)
    case .project(let text):
      let code = try ProjectCode.parse(text)
      let accounts = try await store.accounts(of: code, in: division).filter {
        choice.year == nil || $0.fiscalYear == choice.year
      }
      guard let latest = accounts.map(\.fiscalYear).max() else { throw SpendingAccount.unknown(code) }
      let alike = accounts.filter { $0.fiscalYear == latest }
      guard alike.count == 1 else { throw SpendingAccount.severalDivisions(alike, code: code) }
      return try await store.indicators(project: alike[0].id)
    }
  }
}
