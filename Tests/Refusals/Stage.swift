import Domain
import Foundation
import Store
import TestSupport

/// What a database holds before a refusal is brought about.
enum Stage: Sendable {
  /// Nothing, not even tables.
  case bare
  /// The tables, and what is kept in them from the beginning.
  case empty
  /// The budget of a department.
  case sample
  /// The same of two years, with payments: see ``Stage/pay(_:)``.
  case paid
  /// One department in two counties, with projects of the same codes, and divisions of one name.
  case counties
  /// A year that was put away, and one that is kept.
  case archived

  /// Brings a database of empty tables to it.
  func prepare(_ store: Store) async throws {
    switch self {
    case .bare, .empty: return
    case .sample: _ = try await Stage.importing(try Stage.budget(), into: store)
    case .paid: try await Stage.pay(store)
    case .counties: try await Stage.divide(store)
    case .archived: try await Stage.archive(store)
    }
  }
}

extension Stage {
  /// The project most trials are about.
  static let cleaning = "13062525P000232100244"
  /// Another one.
  static let lawyer = "13062525P000234100228"
  /// The name of the sample's department.
  static let bureau = "保定市徐水区科学技术和工业信息化局"
  /// Two counties.
  static let xushui = DivisionCode(kept: "130609"), hanshan = DivisionCode(kept: "130402")

  /// The sample, of any year.
  static func budget(_ year: Int = 2025) throws -> DepartmentBudget {
    var budget = try Samples.budget("304-2025.txt")
    budget.department = DepartmentIdentity(
      division: budget.department.division, code: budget.department.code, name: budget.department.name, fiscalYear: year
    )
    return budget
  }

  /// The sample with codes that do not tell their division.
  static func budget(of division: DivisionCode?) throws -> DepartmentBudget {
    var budget = try budget()
    for index in budget.projects.indices { budget.projects[index].code = try ProjectCode.parse("XM\(1_000 + index)") }
    budget.department.division = division ?? .unspecified
    return budget
  }

  /// Imports a budget as a document that never came before.
  @discardableResult
  static func importing(
    _ budget: DepartmentBudget, into store: Store, _ terms: ImportTerms = ImportTerms()
  ) async throws -> ImportOutcome {
    try await store.importBudget(
      budget, findings: [], file: "预算.txt", content: Array(UUID().uuidString.utf8), terms: terms)
  }

  private static func pay(_ store: Store) async throws {
    for year in [2025, 2026] { try await importing(try budget(year), into: store) }
    for (project, date, amount, voucher) in [
      (cleaning, "2025-03-20", "7500元", "P-1"), (cleaning, "2025-05-10", "1800元", "P-2"),
      (cleaning, "2025-05-11", "1元", "P-3"), (lawyer, "2025-05-11", "2元", "P-3"),
      (cleaning, "2025-05-12", "1元", "P-4"), (cleaning, "2026-05-12", "1元", "P-4"),
      ("13062525P00002410049J", "2025-05-13", "9999999999999.99元", "P-5"),
    ] {
      _ = try await store.append(
        try SpendingLine(project: project, date: date, amount: amount, voucher: voucher))
    }
    _ = try await store.reverse(
      voucher: try Voucher("P-2"), of: nil, newVoucher: try Voucher("R-2"), on: try Day.parse("2025-06-25"))
  }

  private static func divide(_ store: Store) async throws {
    for division in [xushui, hanshan] { try await importing(try budget(of: division), into: store) }
    for (code, name) in [("130609100", "安肃镇"), ("130901", "新区"), ("130902", "新区")] {
      try await store.keep(Division(code: DivisionCode(kept: code), name: name))
    }
  }

  private static func archive(_ store: Store) async throws {
    for year in [2014, 2025] {
      try await importing(try budget(year), into: store)
      _ = try await store.append(
        try SpendingLine(project: cleaning, date: "\(year)-03-20", amount: "100元", voucher: "A-\(year)"))
    }
    _ = try await store.archiveYear(2014, on: try Day.parse("2025-01-01"), isMeant: true)
  }
}
