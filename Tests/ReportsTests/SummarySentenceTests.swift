import Domain
import Foundation
import Reports
import Testing

/// The summary's text over a grid of states in which a department can be.
@Suite("The summary's sentences")
struct SummarySentenceTests {
  /// A state: how many projects, what of the budget is paid, whether there is a plan, what is reported.
  struct State: CustomStringConvertible {
    let projects: Int, budget: Int64, paid: Paid, hasPlan: Bool, reported: Reported, own: Bool, month: Int
    var description: String {
      "\(projects)个 \(budget) \(paid) 计划\(hasPlan) \(reported) 部门\(own) \(month)月"
    }
  }
  enum Paid: CaseIterable { case nothing, half, nearly, all, over }
  enum Reported: CaseIterable { case noIndicators, nothing, some, below, all }

  static let states: [State] = [0, 1, 3].flatMap { projects in
    [0, 30_000_00].flatMap { budget in
      Paid.allCases.flatMap { paid in
        [true, false].flatMap { hasPlan in
          Reported.allCases.flatMap { reported in
            [6, 7, 12].flatMap { month in
              [false, true].map { own in
                State(
                  projects: projects, budget: budget, paid: paid, hasPlan: hasPlan, reported: reported, own: own,
                  month: month)
              }
            }
          }
        }
      }
    }
  }

  private func amount(_ state: State) -> Int64 {
    switch state.paid {
    case .nothing: 0
    case .half: state.budget / 2
    case .nearly: max(0, state.budget - 4_000)
    case .all: state.budget
    case .over: state.budget + 100
    }
  }

  private func indicators(_ state: State, from first: Int64) throws -> [IndicatorFacts] {
    guard state.reported != .noIndicators else { return [] }
    let targets: [(String, Binding)] = [
      ("≥100家", .observation), ("≥95%", .observation), ("≤30000元", .spending(category: nil)), ("满意", .observation),
      ("15个工作日", .workdayDeadline(workdays: 15)), ("≥90%", .spendingTimeliness), ("≥90%", .fundsArrived),
    ]
    return try targets.enumerated().map { index, item in
      let target = Target(parsing: item.0, by: .second)
      let value: ObservedValue =
        target.measure == nil ? .band(.partly) : .number(Quantity(units: state.reported == .below ? 50 : 100))
      let isIn = item.1 == .observation && (state.reported == .all || state.reported == .below || index == 0)
      return IndicatorFacts(
        id: IndicatorID(first + Int64(index)), measure: target.measure, isUndecided: false, binding: item.1,
        observations: isIn && state.reported != .nothing
          ? [Observation(day: try Day.parse("2025-01-10"), value: value)] : [])
    }
  }

  private func summary(_ state: State) throws -> Summary {
    let plan =
      state.hasPlan
      ? SpendingPlan(
        basis: .percent, cells: [.init(month: 6, share: Share(50, 100)), .init(month: 12, share: .whole)]) : .absent
    var (projects, names): ([ProjectID: Directory.Project], [IndicatorID: Directory.Indicator]) = ([:], [:])
    let facts = try (0..<state.projects).map { index in
      let id = ProjectID(Int64(index + 1))
      projects[id] = .init(
        code: try #require(ProjectCode("13062525P000232100244")), name: "“领跑者”项目\(index)", position: index + 1)
      let own = try indicators(state, from: Int64(index * 10 + 1))
      for (place, indicator) in own.enumerated() {
        names[indicator.id] = .init(position: place + 1, kind: "数量指标", name: "指标", target: "")
      }
      let amount = Money(fen: amount(state))
      return ProjectFacts(
        id: id, budget: Money(fen: state.budget),
        checkpoints: plan.checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]),
        ledger: Ledger(amount > .zero ? [LedgerEntry(day: try Day.parse("2025-01-05"), amount: amount)] : []),
        indicators: own)
    }
    let department = DepartmentFacts(
      id: 1, identity: .init(code: "304", name: "某局", fiscalYear: 2025), parameters: .nationalDefault, projects: facts,
      indicators: state.own ? try indicators(state, from: 1_000) : [])
    return Summary(
      department, Directory(projects: projects, indicators: names), through: state.month,
      on: Day(endOf: state.month, in: 2025), calendar: WorkCalendar(WorkCalendar.notices))
  }

  private static let wrong = [
    "。。", "，，", "，。", "。，", "、。", "；。", "。；", "：。", "：；", "：，", "、、", "，、", "（）", "“”", "  ", "nil", "Optional",
  ]

  /// What is wrong with a text; empty for nothing.
  private func faults(_ text: String) -> [String] {
    var found = SummarySentenceTests.wrong.filter { text.contains($0) }
    if text.last != "。" { found.append("没有句号") }
    if text.contains(/(^|[^0-9.,])0(项|个|条|张)/) { found.append("列了零") }
    if text.contains(/(欠|支付|未执行|计划)[^。]{0,6}[^0-9,.]0\.00(万元|元)/) { found.append("欠零") }
    if text.contains("““") || text.contains("”项目”") { found.append("引号套引号") }
    return found
  }

  private func paragraphs(_ report: Report) -> [String] {
    report.blocks.compactMap { block in if case .paragraph(let text) = block { text } else { nil } }
  }

  @Test("every paragraph is whole in every state")
  func whole() throws {
    var count = 0
    for state in SummarySentenceTests.states {
      let summary = try summary(state)
      let goals = state.projects == 1 && state.paid == .half ? ["", "做好工作", "做好工作。\n再做好，"] : [""]
      for goal in goals {
        for text in paragraphs(summary.report(goal: goal)) {
          #expect(faults(text) == [], "\(state)：\(text)")
          count += 1
        }
      }
      #expect(faults(summary.paragraph) == [], "\(state)：\(summary.paragraph)")
    }
    #expect(count > 10_000)
  }

  @Test(
    "at the year's end nothing is in progress or yet to come: caps that held are kept, the rest is off or unreported")
  func yearEnd() throws {
    for state in SummarySentenceTests.states where state.month == 12 {
      let summary = try summary(state)
      for counts in [summary.indicators, summary.departmentIndicators] {
        #expect(counts[.inProgress] == 0 && counts[.notDue] == 0, "\(state)")
      }
      #expect(!summary.paragraph.contains("推进中") && !summary.paragraph.contains("未到考核时点"), "\(state)")
      if summary.paid <= summary.budget, state.projects > 0, state.reported != .noIndicators {
        #expect(summary.indicators[.met] > 0, "the cap held: \(state)")
      }
    }
    let june = try summary(
      .init(projects: 1, budget: 3_000_000, paid: .half, hasPlan: true, reported: .below, own: false, month: 6))
    #expect(june.indicators[.inProgress] > 0)
  }

  @Test("tables have no column and no number that says nothing; captions count up")
  func tables() throws {
    for state in SummarySentenceTests.states {
      let report = try summary(state).report()
      var captions: [String] = []
      for block in report.blocks {
        guard case .table(let caption, let grid) = block else { continue }
        captions.append(String(caption.prefix(2)))
        #expect(grid.uneven.isEmpty && grid.widths.reduce(0, +) == 100 && grid.rows.count > 1, "\(state) \(caption)")
        guard caption.hasSuffix("待办事项") else { continue }
        for column in grid.rows[0].indices {
          #expect(grid.rows.dropFirst().contains { !$0[column].text.isEmpty }, "\(state) \(grid.rows[0][column].text)")
        }
        #expect(!grid.rows.joined().contains { $0.text == "0.00" }, "\(state)")
      }
      #expect(captions == captions.indices.map { "表\($0 + 1)" }, "\(state)")
    }
  }

  @Test("what people wrote with stops of their own ends with one")
  func reasons() throws {
    let line = """
      {"code":"13062525P000232100244","name":"“领跑者”项目","initialFen":0,"budgetFen":100,"paidFen":100,"plannedFen":0,
       "inTimeFen":0,"forecastFen":0,"light":"绿灯","indicators":1,"met":1,"inProgress":0,"off":0,"unreported":0,
       "likelihoods":[],"executionScore":1000,"indicatorScore":9000,"total":10000,"grade":"优",
       "reasons":["满意度：样本少。","合格率：返工；","。"],"measures":["再培训。。"]}
      """
    let form = try JSONDecoder().decode(ProjectLine.self, from: Data(line.utf8))
    let report = try summary(
      .init(projects: 1, budget: 3_000_000, paid: .all, hasPlan: true, reported: .all, own: true, month: 12)
    ).report(lines: [form])
    let texts = paragraphs(report)
    #expect(texts.contains("“‘领跑者’项目”：满意度：样本少；合格率：返工。") && texts.contains("“‘领跑者’项目”：再培训。"))
    #expect(texts.contains("1个项目自评按预算加权平均100.00分，其中优1个。详见表3、图3。"))
    for text in texts { #expect(faults(text) == [], "\(text)") }
  }
}
