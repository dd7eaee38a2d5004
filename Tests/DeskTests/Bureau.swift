import Desk
import Documents
import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// A store with the samples and one office over it, as people of a bureau use it.
struct Bureau {
  static let cleaning = "13062525P000232100244"
  let url: String
  let store: Store
  let office: FormDesk
  let department: DepartmentEntry
  let today: Day

  init(_ samples: [String] = ["304-2025.txt"], today: String = "2025-07-10") async throws {
    url = try await TestServer.database()
    store = Store(url: url)
    for name in samples {
      let budget = try Samples.budget(name)
      _ = try await store.importBudget(budget, findings: [], file: name, content: Array(name.utf8))
    }
    office = FormDesk(store)
    let departments = try await store.departments(code: String(samples[0].prefix(3)))
    department = try #require(departments.first)
    self.today = try Day.parse(today)
  }

  /// Registers somebody who answers for all departments.
  func register(_ name: String, _ role: Recipient.Role) async throws {
    try await store.keep(Recipient(id: 0, name: name, role: role), departments: [], addresses: [])
  }

  /// The desk of the office, and the morning of its day.
  var desk: Desk { Desk(store, at: .plain) }
  var moment: Moment { Moment(wall: Instant(today, minute: 600)) }

  func key(_ code: String? = Bureau.cleaning, _ form: DepartmentForm = .monitoring) async throws -> FormKey {
    var owner = FormOwner.whole
    if let code {
      let found = try await store.owner(of: try #require(ProjectCode(code)))
      owner = .project(try #require(found).project)
    }
    return FormKey(department: department.id, owner: owner, form: form, month: form == .monitoring ? 6 : 12)
  }

  func spend(_ date: String, _ amount: String, _ voucher: String, _ code: String = Bureau.cleaning) async throws {
    _ = try await store.append(try SpendingLine(project: code, date: date, amount: amount, voucher: voucher))
  }

  /// Fills in everything a monitoring form asks for.
  func complete(_ key: FormKey, by actor: String = "张三") async throws {
    let indicators = try await store.indicators(of: key)
    var entries: [FormEntry] = []
    for indicator in indicators {
      func add(_ name: FormField.Name, _ text: String, _ reason: String? = nil) throws {
        entries.append(try FormEntry(FormField(name, indicator: indicator.id), typed: text, reason: reason))
      }
      try add(.likelihood, "有可能")
      // What is proposed under a money cap agrees with what is expected to be spent.
      if indicator.bound.name != "spending" { try add(.expected, indicator.target.text) }
      try add(.measures, "下半年补足")
      try add(.causes, "经费保障")
      try add(.explanation, "资金到位晚")
      if indicator.bound == .observation { try add(.actual, "未到期") }
    }
    entries.append(try FormEntry(FormField(.remark), typed: "见附件"))
    if key.owner == .whole {
      entries.append(try FormEntry(FormField(.paidBasic), typed: "100万元"))
    }
    _ = try await office.fill(key, entries, by: actor, on: today, fiscalYear: 2025)
  }

  func act(_ action: FormAction, _ key: FormKey, by actor: String, on day: Day? = nil) async throws -> StandingPaper {
    try await office.act(action, on: key, by: actor, on: day ?? today, fiscalYear: 2025)
  }

  func session<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    let connection = try await Connection.open(Configuration(url: url))
    return try await connection.perform(body)
  }
}
