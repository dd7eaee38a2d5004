import Desk
import Documents
import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

/// Forms of a document with a date for a target, by either reading.
@Suite("Forms of targets by the second reading")
struct TargetFormTests {
  private struct Desk {
    let store: Store
    let office: FormDesk
    let department: DepartmentEntry
    let project: ProjectID
    let today: Day

    func key(_ form: DepartmentForm) -> FormKey {
      FormKey(department: department.id, owner: .project(project), form: form, month: form == .monitoring ? 6 : 12)
    }

    func fill(_ form: DepartmentForm, _ position: Int, _ text: String) async throws -> StandingPaper {
      let indicator = try #require(try await store.indicators(of: key(form)).first { $0.position == position })
      let entry = try FormEntry(FormField(.actual, indicator: indicator.id), typed: text, reason: "据台账")
      return try await office.fill(key(form), [entry], by: "张三", on: today, fiscalYear: 2025).paper
    }
  }

  private func desk(reading: String, today: String) async throws -> Desk {
    let store = try await TestServer.store()
    let text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
      .replacingOccurrences(of: "≥430平方米", with: "6月15日前")
    let budget = try #require(Disclosure.parse(try Document.read(Array(text.utf8), file: "a.txt")).budget)
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: Array(text.utf8))
    let department = try #require(try await store.departments().first)
    try await store.setParameters(["target-reading": reading], of: department.id, named: "本局", on: Day(startOf: 2025))
    let code = try #require(ProjectCode(Bureau.cleaning))
    let owner = try #require(try await store.owner(of: code))
    return Desk(
      store: store, office: FormDesk(store), department: department, project: owner.project,
      today: try Day.parse(today))
  }

  private func content(_ paper: StandingPaper) throws -> any OfficialForm {
    guard case .form(let form) = paper.paper.content else { throw Unexpected.drawn }
    return form.content
  }

  private enum Unexpected: Error { case drawn }

  @Test("a date is filled in by the day or by a judgement, and the monitoring form says how it stands")
  func monitoring() async throws {
    let desk = try await desk(reading: "2", today: "2025-07-10")
    for (typed, shown, needsReason) in [
      ("2025-06-12", "2025年6月12日", false), ("2025年6月20日", "2025年6月20日", true), ("达成", "达成", false),
    ] {
      let paper = try await desk.fill(.monitoring, 1, typed)
      let form = try content(paper)
      #expect(form.text(at: .row(0, .actual)) == shown, "\(typed)")
      #expect(form.problems.contains { $0.place == .row(0, .explanation) } == needsReason, "\(typed)")
    }
    for (typed, code) in [("2025-07-05", "reached-later"), ("430", "value-needs-day"), ("6月", "value-needs-day")] {
      let error = await #expect(throws: Refusal.self) { try await desk.fill(.monitoring, 1, typed) }
      #expect(error?.code == code, "\(typed)")
    }
    let question = await #expect(throws: Refusal.self) { try await desk.fill(.monitoring, 7, "0.92") }
    #expect(question?.code == "value-hundredfold")
    _ = try await desk.fill(.monitoring, 7, "0.92%")
    await desk.store.close()
  }

  @Test("the self-evaluation scores a date kept in full, one broken by a person in its band")
  func selfEvaluation() async throws {
    let desk = try await desk(reading: "2", today: "2026-01-10")
    let kept = try await desk.fill(.selfEvaluation, 1, "2025-06-15")
    #expect(try content(kept).text(at: .row(0, .score)) == "12.50")
    let late = try await desk.fill(.selfEvaluation, 1, "2025-06-16")
    #expect(try content(late).text(at: .row(0, .score)) == "3.75")
    await desk.store.close()
  }

  @Test("by the first reading the same texts are what they were")
  func first() async throws {
    let desk = try await desk(reading: "1", today: "2025-07-10")
    _ = try await desk.fill(.monitoring, 1, "达成")
    let error = await #expect(throws: Refusal.self) { try await desk.fill(.monitoring, 1, "2025-06-12") }
    #expect(error?.code == "value-needs-judgement")
    _ = try await desk.fill(.monitoring, 7, "0.92")
    await desk.store.close()
  }
}
