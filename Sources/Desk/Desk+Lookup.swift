package import Contract
package import Domain
package import Store

extension Desk {
  /// The division a person means by code or name; nil for all.
  package func division(_ text: String?) async throws -> DivisionCode? {
    guard let text else { return nil }
    return try await store.division(named: text.normalised)
  }

  /// The departments a person means; refused with those there are where none is.
  package func departments(_ choice: DepartmentChoice) async throws -> [DepartmentEntry] {
    let division = try await division(choice.division)
    let found = try await store.departments(code: choice.department, year: choice.year, in: division)
    return found.isEmpty ? [try await department(choice)] : found
  }

  /// The one department a person means; refused with the choices where it is not one.
  package func department(_ choice: DepartmentChoice) async throws -> DepartmentEntry {
    let division = try await division(choice.division)
    let found = try await store.departments(code: choice.department, year: choice.year, in: division)
    if let only = found.first, found.count == 1 { return only }
    guard found.isEmpty else {
      let identities = found.map(\.identity)
      throw Refusal.department(
        .ambiguous(
          identities.prefix(20).labels, count: found.count,
          inDivisions: Set(identities.map(\.division)).count > 1))
    }
    let there = try await purpose?.whole.departments(code: choice.department, year: choice.year, in: division) ?? []
    if choice.department != nil { try forbid(there.first.map { DepartmentPlace($0.identity) }) }
    let all = try await store.departments().map(\.identity)
    guard !all.isEmpty else { throw Refusal.department(.none(year: nil)) }
    throw Refusal.department(
      .unknown(
        choice.department, year: choice.year, division: division, known: all.prefix(20).labels, count: all.count))
  }

  /// The account of a project in the fiscal year of a day.
  func account(_ code: ProjectCode, in division: String?, on day: Day) async throws -> SpendingAccount {
    let accounts = try await store.accounts(of: code, in: try await self.division(division))
    if accounts.isEmpty { try await forbidProject(code) }
    return try SpendingAccount.choose(accounts, code: code, day: day)
  }

  /// Refuses as forbidden a project that is there, but out of reach.
  func forbidProject(_ code: ProjectCode) async throws {
    guard let whole = purpose?.whole, let there = try await whole.accounts(of: code).first else { return }
    try forbid(try await whole.place(of: there.id))
  }

  /// Refuses what is of a department out of reach: as forbidden.
  func forbidUnlessReached(_ place: (Store) async throws -> DepartmentPlace?) async throws {
    guard let whole = purpose?.whole else { return }
    try forbid(try await place(whole))
  }

  /// The rows of the projects a person names by their codes, in every year.
  package func projects(_ codes: [String], in division: DivisionCode?) async throws -> Set<ProjectID> {
    var projects: Set<ProjectID> = []
    for text in codes {
      let code = try ProjectCode.parse(text)
      let accounts = try await store.accounts(of: code, in: division)
      guard !accounts.isEmpty else { throw SpendingAccount.unknown(code) }
      guard Set(accounts.map(\.division)).count == 1 else {
        throw SpendingAccount.severalDivisions(accounts, code: code)
      }
      projects.formUnion(accounts.map(\.id))
    }
    return projects
  }
}

extension Sequence<DepartmentIdentity> {
  /// Code, name and year of each for people, with the division where they are of several.
  package var labels: [String] { map { $0.label(withDivision: hasSeveralDivisions) } }
  /// Whether they are of several divisions.
  package var hasSeveralDivisions: Bool { Set(map(\.division)).count > 1 }
}

extension DepartmentIdentity {
  /// Code, name and year for people.
  package func label(withDivision: Bool) -> String {
    "\(withDivision && division.isSpecified ? "\(division) " : "")\(code) \(name)（\(fiscalYear)年）"
  }
}
