import Documents
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Which way targets are read depends on the rule set that holds, and on nothing else.
@Suite("Readings of targets in the database")
struct TargetReadingTests {
  private let odd = ["≥430平方米": "24小时内", "≥36家": "12月底前", "≥3次": "85%-100%", "≥97%": "零事故", "≥2项": "控制在5%以内"]

  private func document(_ more: [String: String] = [:]) throws -> (budget: DepartmentBudget, content: [UInt8]) {
    var text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
    for (old, new) in odd.merging(more, uniquingKeysWith: { $1 }) {
      text = text.replacingOccurrences(of: old, with: new)
    }
    let content = Array(text.utf8)
    return (try #require(Disclosure.parse(try Document.read(content, file: "a.txt")).budget), content)
  }

  /// The measures and dates of all indicators as facts have them on a day, by their texts.
  private func facts(_ store: Store, _ day: String) async throws -> [String: IndicatorFacts] {
    let department = try #require(try await store.departments().first)
    let day = try Day.parse(day)
    let snapshot = try #require(try await store.snapshot(of: department.id, asOf: day))
    let sheets = try await store.projectSheets(of: department.id, asOf: day)
    let texts = Dictionary(
      sheets.flatMap(\.indicators).map { ($0.id, $0.target.text) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      snapshot.facts.projects.flatMap(\.indicators).compactMap { fact in texts[fact.id].map { ($0, fact) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func use(_ reading: String, from day: String, _ store: Store) async throws {
    let department = try #require(try await store.departments().first)
    try await store.setParameters(
      ["target-reading": reading], of: department.id, named: "本局", on: try Day.parse(day))
  }

  @Test("whoever stays with the first reading has its facts, of every text")
  func first() async throws {
    let store = try await TestServer.store()
    let (budget, content) = try document()
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: content)
    try await use("1", from: "2025-01-01", store)
    let facts = try await facts(store, "2025-07-01")
    #expect(facts.count > 20)
    for (text, fact) in facts {
      #expect(fact.measure == Target(parsing: text).measure, "\(text)")
      #expect(fact.deadline == nil, "\(text)")
    }
    await store.close()
  }

  @Test("the reading of each day holds for that day, for facts, sheets and what is asked of people")
  func asOf() async throws {
    let store = try await TestServer.store()
    let (budget, content) = try document()
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: content)
    try await use("1", from: "2025-01-01", store)
    try await use("2", from: "2025-07-01", store)
    #expect(try await facts(store, "2025-06-30")["24小时内"]?.measure?.comparison == .equal)
    for (text, fact) in try await facts(store, "2025-07-01") {
      let target = Target(parsing: text, by: .second)
      #expect(fact.measure == target.measure && fact.deadline == target.deadline?.on(2025), "\(text)")
    }
    let department = try #require(try await store.departments().first)
    func readings(_ day: String) async throws -> Set<TargetReading> {
      let sheets = try await store.projectSheets(of: department.id, asOf: try Day.parse(day))
      return Set(sheets.flatMap(\.indicators).map(\.target.reading))
    }
    #expect(try await readings("2025-06-30") == [.first])
    #expect(try await readings("2025-07-01") == [.second])
    #expect(try await store.targetReading(of: budget.department) == .second)
    await store.close()
  }

  @Test("a document read either way changes nothing of what is kept, where its words are the same")
  func sameDocument() async throws {
    let store = try await TestServer.store()
    let (budget, content) = try document()
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: content)
    try await use("2", from: "2025-01-01", store)
    let again = try await store.importBudget(
      budget.read(by: .second), findings: [], file: "a.txt", content: content + [32])
    #expect(again.indicatorsAdded + again.indicatorsChanged + again.indicatorsRemoved == 0)
    #expect(again.difference?.changes.isEmpty == true)
    let (changed, bytes) = try document(["≥36家": "11月底前"])
    let outcome = try await store.importBudget(changed, findings: [], file: "b.txt", content: bytes)
    #expect(outcome.indicatorsChanged == 1)
    try await use("1", from: "2025-01-01", store)
    #expect(try await facts(store, "2026-12-31")["11月底前"]?.measure == Target(parsing: "11月底前").measure)
    await store.close()
  }

  @Test("goals in running text are at least what they promise from the day a set says so; earlier days and tables stay")
  func promised() async throws {
    let store = try await TestServer.store()
    let (budget, content) = try document()
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: content)
    try await use("2", from: "2025-01-01", store)
    try await use("3", from: "2025-07-01", store)
    let department = try #require(try await store.departments().first).id
    func goals(_ day: String) async throws -> (facts: Set<Comparison>, sheet: Set<Comparison>) {
      let day = try Day.parse(day)
      let facts = try #require(try await store.snapshot(of: department, asOf: day)).facts.indicators
      let material = try #require(try await store.formMaterial(of: department, .selfEvaluation, through: 12, asOf: day))
      return (
        Set(facts.compactMap(\.measure?.comparison)),
        Set(material.department.indicators.compactMap(\.target.measure?.comparison))
      )
    }
    let (before, after) = try await (goals("2025-06-30"), goals("2025-07-01"))
    #expect(before == ([.equal], [.equal]) && after == ([.atLeast], [.atLeast]))
    let tables = try await (facts(store, "2025-06-30"), facts(store, "2025-07-01"))
    #expect(tables.0.mapValues(\.measure) == tables.1.mapValues(\.measure), "targets in tables stay")
    let again = try await store.importBudget(
      budget.read(by: .third), findings: [], file: "a.txt", content: content + [32])
    #expect(again.indicatorsAdded + again.indicatorsChanged + again.indicatorsRemoved == 0)
    #expect(again.difference?.changes.isEmpty == true)
    await store.close()
  }

  @Test("a date is kept beside the judgement it makes, and only for a target that is one")
  func dates() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let (budget, content) = try document()
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: content)
    try await use("2", from: "2025-01-01", store)
    let facts = try await facts(store, "2025-12-31")
    let (dated, other) = (try #require(facts["12月底前"]).id, try #require(facts["24小时内"]).id)
    let reached = try Day.parse("2025-12-20")
    let said = Observation(day: try Day.parse("2025-12-31"), value: .day(reached))
    #expect(try await store.append(said, to: dated, evidence: nil).isNew)
    #expect(try await store.append(said, to: dated, evidence: nil).isNew == false)
    let error = await #expect(throws: Refusal.self) { try await store.append(said, to: other, evidence: nil) }
    #expect(error?.code == "target-not-a-date")
    #expect(try await self.facts(store, "2025-12-31")["12月底前"]?.observations.map(\.value) == [.day(reached)])
    let connection = try await Connection.open(Configuration(url: url))
    let row = try await connection.perform {
      try $0.rows("SELECT judgement, reached_on FROM observation").map {
        (try $0.next(String.self), try $0.next(Day.self))
      }
    }
    #expect(row.map(\.0) == ["达成"] && row.map(\.1) == [reached])
    await store.close()
  }
}
