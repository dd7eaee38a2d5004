import Domain
import Reports
import TestSupport
import Testing

@Suite("What is to be done")
struct DutyTests {
  private static let calendar = WorkCalendar(WorkCalendar.notices)
  private static let department = DepartmentIdentity(code: "304", name: "科工信局", fiscalYear: 2025)

  /// Three projects of 30,000 yuan by 25, 50, 75 and 100%; so much is paid on 1 March.
  private func facts(_ paid: [Int64]) throws -> (DepartmentFacts, Directory) {
    let shares: [(Int, Int64)] = [(3, 25), (6, 50), (10, 75), (12, 100)]
    let plan = SpendingPlan(
      basis: .percent, cells: shares.map { .init(month: $0.0, share: Share(percent: Quantity(units: $0.1))) })
    let projects = paid.enumerated().map { index, fen in
      ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: Money(fen: 3_000_000),
        checkpoints: plan.checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]),
        ledger: Ledger(
          fen == 0 ? [] : [LedgerEntry(day: Day(number: Day(startOf: 2025).number + 59), amount: Money(fen: fen))]),
        indicators: [
          IndicatorFacts(
            id: IndicatorID(Int64(index + 1)), measure: nil, words: "好", isUndecided: false, binding: .observation)
        ])
    }
    let names = ["甲", "乙", "丙", "丁"]
    let code = try ProjectCode.parse("13062525P000232100244")
    return (
      DepartmentFacts(
        id: 1, identity: DutyTests.department, parameters: .nationalDefault, projects: projects, indicators: []),
      Directory(
        projects: Dictionary(
          uniqueKeysWithValues: projects.enumerated().map { index, project in
            (project.id, .init(code: code, name: names[index], position: index + 1))
          }),
        indicators: Dictionary(
          uniqueKeysWithValues: projects.indices.map { index in
            (IndicatorID(Int64(index + 1)), .init(position: 1, kind: "质量", name: "效果", target: "好"))
          }))
    )
  }

  private func duties(_ paid: [Int64], on day: String, kept: [KeptAlert] = []) throws -> [Duty] {
    let (facts, directory) = try facts(paid)
    return Duty.all(of: facts, directory, on: try Day.parse(day), calendar: DutyTests.calendar, kept: kept)
  }

  @Test(
    "each line says what, how much, by when, and how much on each workday left",
    arguments: [
      // By 20 June 7 workdays are left: 20, 23 to 27, 30.
      ("2025-06-20", 930_000, "支付到6月底计划", "5700.00", 0, 7, "814.29"),
      ("2025-06-30", 930_000, "支付到6月底计划", "5700.00", 0, 1, nil),
      ("2025-07-10", 930_000, "补足6月底计划", "5700.00", 10, nil, nil),
    ] as [(String, Int64, String, String, Int, Int?, String?)])
  func lines(
    _ day: String, _ paid: Int64, _ what: String, _ amount: String, _ late: Int, _ left: Int?, _ per: String?
  ) throws {
    let money = try #require(try duties([paid], on: day).first { $0.act == .pay })
    #expect(money.what == what && money.amount?.yuan == amount && money.daysLate == late)
    #expect(money.workdaysLeft == left && money.perWorkday?.yuan == per && money.project?.name == "甲")
    #expect(money.isDueToday == (day == "2025-06-30"))
  }

  @Test("what is late comes first, the latest of it before, then what is due first")
  func order() throws {
    let all = try duties([0, 750_000, 1_500_000, 3_100_000], on: "2025-07-16")
    #expect(all == all.inOrder)
    let late = all.prefix { $0.daysLate > 0 }.map(\.daysLate)
    #expect(!late.isEmpty && late == late.sorted(by: >))
    // More than the budget is grave and has no day: before what is yet to come.
    let over = try #require(all.firstIndex { $0.key.rule == .overspent })
    #expect(over == late.count && all[over].amount?.yuan == "1000.00" && all[over].act == .explain)
    let coming = all[(over + 1)...].compactMap(\.due)
    #expect(coming == coming.sorted() && all.contains { $0.act == .report } && all.contains { $0.act == .fill })
  }

  @Test("what was asked to be silent is left out until its day; what somebody answered for is marked")
  func silenced() throws {
    let key = try #require(try duties([0], on: "2025-06-20").first { $0.act == .pay }?.key)
    func kept(_ state: AlertState, until: String) throws -> KeptAlert {
      KeptAlert(id: 7, key: key, state: state, severity: .red, lastTransition: 2, until: try Day.parse(until))
    }
    #expect(try !duties([0], on: "2025-06-20", kept: [kept(.silenced, until: "2025-06-25")]).contains { $0.key == key })
    #expect(try duties([0], on: "2025-06-26", kept: [kept(.silenced, until: "2025-06-25")]).contains { $0.key == key })
    let answered = try duties([0], on: "2025-06-20", kept: [kept(.acknowledged, until: "2025-06-25")])
    #expect(answered.first { $0.key == key }?.state == .acknowledged && answered.first { $0.key == key }?.alert == 7)
  }

  @Test("where all is paid and nothing is due there is nothing to do, and the next checkpoint is known")
  func nothing() throws {
    let (facts, directory) = try facts([1_500_000])
    let day = try Day.parse("2025-04-01")
    let board = HomeBoard(
      on: day, [HomeBoard.Part(facts, directory, on: day, calendar: DutyTests.calendar)], calendar: DutyTests.calendar)
    #expect(board.duties.isEmpty)
    let next = try #require(board.next)
    #expect(next.day.description == "2025-10-31" && next.projects == 1 && next.amount.yuan == "7500.00")
    #expect(board.elapsed.percentText == "24.93" && board.since.opened == 0 && board.since.ended == 0)
  }

  @Test("what changed since the evening before is told")
  func since() throws {
    let (facts, directory) = try facts([900_000])
    let day = try Day.parse("2025-03-01")
    let part = HomeBoard.Part(facts, directory, on: day, calendar: DutyTests.calendar)
    #expect(part.since.payments == 1 && part.since.paid.yuan == "9000.00")
    let later = try Day.parse("2025-06-03")
    let opened = HomeBoard.Part(facts, directory, on: later, calendar: DutyTests.calendar).since.opened
    #expect(opened > 0, "thirty days before a checkpoint it is told of")
  }
}
