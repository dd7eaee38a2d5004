import Contract
import Desk
import Documents
import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

/// A value counts for the period in which its day lies, for the forms as for the alerts.
@Suite("Values of an earlier period")
struct EarlierValueTests {
  private let area = Bureau.cleaning

  /// 430平方米 for June, and the desk of a day later on.
  private func bureau(_ today: String) async throws -> Bureau {
    let bureau = try await Bureau(today: today)
    let key = try await bureau.key()
    let first = try #require(try await bureau.store.indicators(of: key).first)
    _ = try await bureau.store.append(
      Observation(day: Day(endOf: 6, in: 2025), value: .number(Quantity(units: 430))), to: first.id, evidence: nil)
    return bureau
  }

  private func key(_ bureau: Bureau, _ form: DepartmentForm, _ month: Int) async throws -> FormKey {
    let key = try await bureau.key()
    return FormKey(department: key.department, owner: key.owner, form: form, month: month)
  }

  private func content(_ bureau: Bureau, _ key: FormKey) async throws -> any OfficialForm {
    let day = FormDesk.day(of: key, fiscalYear: 2025, today: bureau.today)
    let paper = try await bureau.office.paper(key, asOf: day, .live)
    guard case .form(let form) = paper.paper.content else { throw Unexpected.drawn }
    return form.content
  }

  private enum Unexpected: Error { case drawn }

  private func entry(_ bureau: Bureau, _ key: FormKey, _ text: String) async throws -> FormEntry {
    let first = try #require(try await bureau.store.indicators(of: key).first)
    return try FormEntry(FormField(.actual, indicator: first.id), typed: text)
  }

  private static let periods: [(DepartmentForm, Int, String, String)] = [
    (.monitoring, 9, "2025-10-10", "2025-09-30"), (.monitoring, 7, "2025-08-05", "2025-07-31"),
    (.selfEvaluation, 12, "2026-01-10", "2025-12-31"),
  ]

  @Test(
    "a value of June is blank in a form of a later month, is named in what is missing, and blocks handing in",
    arguments: periods)
  func blank(form: DepartmentForm, month: Int, today: String, end: String) async throws {
    let bureau = try await bureau(today)
    let key = try await key(bureau, form, month)
    let later = try await content(bureau, key)
    #expect(later.text(at: .row(0, .actual)).isEmpty)
    let problem = try #require(later.problems.first { $0.place == .row(0, .actual) })
    #expect(problem.kind.code == "earlier-value")
    #expect(problem.kind.chinese == "2025年6月30日填报430平方米，请确认沿用或更新")
    // The second was never reported.
    let other = try #require(later.problems.first { $0.place == .row(1, .actual) })
    #expect(other.kind == (form == .monitoring ? .unreported : .valueMissing))
    let refused = await #expect(throws: Refusal.self) {
      try await bureau.office.act(.submit, on: key, by: "张三", on: bureau.today, fiscalYear: 2025)
    }
    #expect(refused?.message.contains("2025年6月30日填报430平方米，请确认沿用或更新") == true)
    // The form of June itself has it.
    let june = try await content(bureau, try await self.key(bureau, .monitoring, 6))
    #expect(june.text(at: .row(0, .actual)) == "430平方米")
    #expect(!june.problems.contains { $0.place == .row(0, .actual) })
    await bureau.store.close()
  }

  @Test("the official paper leaves it blank, the working copy says what was reported last", arguments: periods)
  func printed(form: DepartmentForm, month: Int, today: String, end: String) async throws {
    let bureau = try await bureau(today)
    let papers = try await bureau.office.papers(
      of: bureau.department.id, form, through: month, asOf: try Day.parse(end), .latest)
    let official = papers.projects[0].grid(.official).rows.joined()
    #expect(!official.contains { $0.text == "430平方米" || $0.missing != nil })
    let draft = papers.projects[0].grid(.draft).rows.joined()
    #expect(draft.contains { $0.missing?.contains("2025年6月30日填报430平方米") == true })
    await bureau.store.close()
  }

  @Test(
    "typing the same value, or confirming it, reports it for the end of the period; again it changes nothing",
    arguments: periods)
  func confirmed(form: DepartmentForm, month: Int, today: String, end: String) async throws {
    for byValue in [true, false] {
      let bureau = try await bureau(today)
      let key = try await key(bureau, form, month)
      let first = try #require(try await bureau.store.indicators(of: key).first)
      func confirm() async throws -> [FormIntake.Report] {
        let entries = byValue ? [try await entry(bureau, key, "430")] : []
        return try await bureau.office.fill(
          key, entries, confirming: byValue ? [] : [first.id], by: "张三", on: bureau.today, fiscalYear: 2025
        ).reports
      }
      let reports = try await confirm()
      #expect(reports.map(\.observation) == [.init(day: try Day.parse(end), value: .number(Quantity(units: 430)))])
      #expect(reports.first?.replaced == nil, "it takes nothing's place")
      let filled = try await content(bureau, key)
      #expect(filled.text(at: .row(0, .actual)) == "430平方米")
      #expect(!filled.problems.contains { $0.place == .row(0, .actual) })
      #expect(try await confirm().isEmpty)
      await bureau.store.close()
    }
  }

  @Test(
    "a sheet shows the value with its day, takes 是 under 确认 alone for it, and refuses that where nothing was reported")
  func sheet() async throws {
    let bureau = try await bureau("2025-10-10")
    func table() async throws -> FillingTable {
      FillingTable(
        try await bureau.office.papers(
          of: bureau.department.id, .monitoring, through: 9, asOf: Day(endOf: 9, in: 2025), .latest))
    }
    #expect(try await table().csv.contains("保洁服务面积,≥430平方米,430平方米（2025年6月30日填报，待确认）,"))
    let text = """
      项目编码,序号,三级指标,完成值,完成目标可能性,确认
      13062525P000232100244,1,保洁服务面积,,,是
      13062525P000232100244,2,保洁效果合格率,,,是
      13062525P000232100244,3,保洁服务及时率,,确定能,是
      13062525P000232100244,4,支出进度及时率,,,是
      """
    func fill() async throws -> FillingOutcome {
      let sheet = try FillingSheet(Array(text.utf8), name: "填报.csv")
      return try await bureau.office.fill(
        by: sheet, of: bureau.department.id, .monitoring, through: 9, by: "张三", on: bureau.today, fiscalYear: 2025)
    }
    let outcome = try await fill()
    #expect(outcome.filled == 2 && outcome.reported == 1 && outcome.replaced.isEmpty && outcome.unchanged == 1)
    #expect(outcome.refused == [RefusedRow(row: 3, .form(.nothingToConfirm("保洁效果合格率")))])
    #expect(try await table().csv.contains("保洁服务面积,≥430平方米,430平方米,"))
    let again = try await fill()
    #expect(again.filled == 0 && again.unchanged == 3)
    // Empty rows of the template change nothing still.
    let template = try FillingSheet(Array(try await table().csv.utf8), name: "填报.csv")
    #expect(template.rows.allSatisfy { !$0.cells.isEmpty })
    await bureau.store.close()
  }

  @Test("by command: rows that are named and nothing but confirmed")
  func request() async throws {
    let bureau = try await bureau("2025-10-10")
    try await bureau.register("张三", .clerk)
    func fill(_ rows: String, _ fields: [FormField.Name: String] = [:]) async throws -> FormFigures {
      let subject = FormSubject(
        FormPeriod(department: DepartmentChoice(department: "304"), form: .monitoring, through: 9),
        project: Bureau.cleaning)
      let request = FormFillRequest(subject, indicator: rows, rowFields: fields, isConfirmed: true)
      return try await bureau.desk.fill(request, by: Actor(name: "张三"), at: bureau.moment).paper.paper.figures
    }
    func value(_ figures: FormFigures) throws -> String? {
      guard case .monitoring(let form) = figures else { throw Unexpected.drawn }
      return form.rows[0].value
    }
    // Beside something else it agrees to that, and not to the value.
    #expect(try value(try await fill("1", [.likelihood: "确定能"])) == nil)
    await #expect(throws: Refusal.form(.nothingToConfirm("保洁效果合格率"))) { try await fill("1-2") }
    #expect(try value(try await fill("1,4")) == "430平方米")
    await bureau.store.close()
  }

  @Test("before the period begins no value of it is taken: it would count for the one before")
  func early() async throws {
    let bureau = try await bureau("2025-10-15")
    let key = try await key(bureau, .selfEvaluation, 12)
    let typed = try await entry(bureau, key, "440")
    let refusal = Refusal.form(
      .periodNotOpen(form: "绩效自评表", from: try Day.parse("2025-11-01"), today: bureau.today))
    for entries in [[typed], []] {
      let first = try #require(typed.field.indicator)
      await #expect(throws: refusal) {
        try await bureau.office.fill(
          key, entries, confirming: entries.isEmpty ? [first] : [], by: "张三", on: bureau.today, fiscalYear: 2025)
      }
    }
    await bureau.store.close()
  }

  @Test("form and alert ask for the same: what the alert counts stands in the form, what it does not is asked for")
  func agreement() async throws {
    let bureau = try await bureau("2026-01-20")
    let key = try await key(bureau, .selfEvaluation, 12)
    let indicators = try await bureau.store.indicators(of: key)
    let reported = indicators.filter { $0.bound == .observation }
    // Of the last day before the period, of its first and of its last.
    for (indicator, day) in zip(reported, ["2025-10-31", "2025-11-01", "2025-12-31"]) {
      _ = try await bureau.store.append(
        try Observation(day: Day.parse(day), value: ObservedValue.parse("95", for: indicator.target)), to: indicator.id,
        evidence: nil)
    }
    let snapshot = try #require(try await bureau.store.snapshot(of: bureau.department.id, asOf: bureau.today))
    let due = evaluate(snapshot.facts, on: bureau.today, calendar: try await bureau.store.calendar()).first {
      $0.key.rule == .indicatorDue && FormOwner.project($0.key.project ?? 0) == key.owner
    }
    let asked = try await content(bureau, key).problems.filter {
      $0.place.field == .actual && ["earlier-value", "value-missing"].contains($0.kind.code)
    }
    #expect(asked.map(\.place.row) == [0, 5, 6])
    guard case .valuesDue(_, let missing)? = due?.cause else { return #expect(Bool(false), "\(due as Any)") }
    #expect(missing == asked.count)
    await bureau.store.close()
  }
}
