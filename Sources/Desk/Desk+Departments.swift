package import Contract
package import Domain
internal import Store

// The tree of divisions, and the departments in it.
extension Desk {
  /// The divisions that were named or have departments, by their codes.
  package func divisions() async throws -> DivisionsAnswer {
    let desk = try entering(.readPlaces)
    return DivisionsAnswer(
      try await desk.store.divisions().map { .init($0.division, above: $0.above, departments: $0.departments) })
  }

  /// Keeps a division under its code: a new one, or name and place of the one that has it.
  package func keep(_ request: DivisionRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPlaces, by: actor, request)
    let division = try request.division
    try await desk.store.acting(as: actor.name).keep(division)
    let all = try await desk.divisions().divisions
    let above = all.first { $0.code == division.code }?.above
    let upper = all.first { $0.code == above }?.label
    return done(.department(.divisionKept(division, above: upper)))
  }

  /// The departments a person means; none where there are none.
  package func list(_ choice: DepartmentChoice) async throws -> DepartmentsAnswer {
    let desk = try entering(.readPlaces)
    let division = try await desk.division(choice.division)
    let entries = try await desk.store.departments(code: choice.department, year: choice.year, in: division)
    return DepartmentsAnswer(entries.map { .init($0.identity, projects: $0.projects) })
  }

  /// Joins a department to the division, code and name it has now; what was recorded stays.
  package func rename(_ request: RenameRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepPlaces, by: actor, request)
    let entry = try await desk.department(request.department)
    let old = entry.identity
    let new = DepartmentIdentity(
      division: try request.division.map { text throws(Refusal) in try DivisionCode.parse(text) } ?? old.division,
      code: request.code?.normalised ?? old.code, name: request.name?.tightened ?? old.name,
      fiscalYear: old.fiscalYear)
    guard !new.code.isEmpty, !new.name.isEmpty else { throw Refusal.department(.empty) }
    try await desk.store.acting(as: actor.name).renameDepartment(entry.id, to: new)
    return done(.department(.renamed(old, to: new)))
  }

  /// Takes out a department that was imported by mistake, and of which nothing was recorded.
  package func remove(_ choice: DepartmentChoice, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.removeDepartment, by: actor, choice)
    let entry = try await desk.department(choice)
    try await desk.store.acting(as: actor.name).removeDepartment(entry.id)
    return done(.department(.removed(entry.identity)))
  }
}

extension DivisionRequest {
  /// Refuses what cannot be kept by any database.
  package func check() throws(Refusal) { _ = try division }

  fileprivate var division: Division {
    get throws(Refusal) {
      let name = name.tightened
      guard !name.isEmpty else { throw .division(.nameMissing) }
      return Division(
        code: try DivisionCode.parse(code), name: name,
        parent: try under.map { text throws(Refusal) in try DivisionCode.parse(text) })
    }
  }
}
