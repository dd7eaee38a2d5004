import Domain
import Testing

let calendar = WorkCalendar(WorkCalendar.notices)

/// A quarter by the end of March, a half by the end of June, all by the end of the year.
let byHalves = SpendingPlan(
  basis: .percent,
  cells: [.init(month: 3, share: Share(1, 4)), .init(month: 6, share: Share(1, 2)), .init(month: 12, share: .whole)])

/// A day written as in the tests' tables.
func day(_ text: String) -> Day { (try? Day.parse(text)) ?? Day(number: 0) }

@Suite("The work calendar")
struct WorkCalendarTests {
  @Test("the notices leave 248 workdays a year", arguments: [2025, 2026])
  func workdays(year: Int) {
    #expect(calendar.workdays(from: Day(startOf: year), through: Day(endOf: 12, in: year)) == 248)
    #expect(calendar.knows(year))
  }

  @Test("a year without a notice has plain weekends and says so")
  func unknownYear() {
    #expect(!calendar.knows(2027))
    #expect(calendar.finding(for: day("2026-12-31")) == nil)
    #expect(
      calendar.finding(for: day("2027-01-01"))?.message == "还没有2027年的放假通知，工作日暂按周末推算，可能与实际不符；请在通知发布后载入。")
    #expect(calendar.isWorkday(day("2027-01-01")) && !calendar.isWorkday(day("2027-01-02")))
  }

  @Test(
    "fifteen workdays count from the next workday",
    arguments: [
      ("2025-01-20", "2025-02-14"), ("2025-04-21", "2025-05-14"), ("2025-06-30", "2025-07-21"),
      ("2025-09-22", "2025-10-17"),
      ("2025-09-25", "2025-10-22"), ("2025-12-10", "2025-12-31"), ("2026-02-09", "2026-03-06"),
      ("2026-09-14", "2026-10-10"),
    ])
  func deadlines(event: String, expected: String) {
    #expect(calendar.deadline(workdays: 15, after: day(event)).description == expected)
  }

  @Test("warnings count to the last workday not after a checkpoint")
  func lastWorkday() {
    #expect(calendar.lastWorkday(notAfter: day("2026-10-31")).description == "2026-10-30")
    #expect(calendar.lastWorkday(notAfter: day("2025-06-30")).description == "2025-06-30")
    #expect(calendar.workdays(from: day("2025-06-20"), through: day("2025-06-30")) == 7)
    #expect(calendar.workdays(from: day("2025-06-24"), through: day("2025-06-30")) == 5)
  }
}

@Suite("Spending plans")
struct SpendingPlanTests {
  /// Percent cells of 3, 6, 10 and 12月; nil is a blank.
  private func plan(_ cells: [Int?]) -> SpendingPlan {
    SpendingPlan(
      basis: .percent,
      cells: zip([3, 6, 10, 12], cells).map { month, percent in
        .init(month: month, share: percent.map { Share(percent: Quantity(units: Int64($0))) })
      })
  }

  @Test(
    "blanks before the first number are nothing, after it the number goes on",
    arguments: [
      ([25, 50, 75, 100], ["25", "50", "75", "100"]), ([nil, nil, nil, 100], ["0", "0", "0", "100"]),
      ([nil, 100, nil, nil], ["0", "100", "100", "100"]), ([nil, 22, 50, 100], ["0", "22", "50", "100"]),
    ])
  func carries(cells: [Int?], expected: [String]) {
    let checkpoints = plan(cells).checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12])
    #expect(checkpoints.map(\.planned.percentText) == expected)
    #expect(checkpoints.map(\.period.text) == ["2025-03", "2025-06", "2025-10", "2025-12"])
    #expect(checkpoints.count { $0.isFallback } == 0)
  }

  @Test("without a plan the elapsed-time progress stands in, marked as such")
  func fallback() {
    let checkpoints = plan([nil, nil, nil, nil]).checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12])
    #expect(checkpoints.map(\.planned.percentText) == ["25", "50", "83.3333", "100"])
    #expect(checkpoints.count { $0.isFallback } == 4)
  }
}

@Suite("The ledger")
struct LedgerTests {
  private let ledger = Ledger([
    LedgerEntry(day: day("2025-05-10"), amount: Money(fen: 300), category: "保险"),
    LedgerEntry(day: day("2025-03-20"), amount: Money(fen: 500), category: "工资"),
    LedgerEntry(day: day("2025-05-10"), amount: Money(fen: -100), category: "工资"),
  ])

  @Test("sums count through the end of a day, in one category or in all")
  func paid() {
    #expect(ledger.paid(through: day("2025-03-19")) == .zero)
    #expect(ledger.paid(through: day("2025-05-09")) == Money(fen: 500))
    #expect(ledger.paid(through: day("2025-05-10")) == Money(fen: 700))
    #expect(ledger.paid(through: day("2025-12-31"), in: "工资") == Money(fen: 400))
  }

  @Test("a condition stands since the first day of its unbroken stretch")
  func since() {
    let start = day("2025-01-01"), end = day("2025-06-01")
    #expect(ledger.since(start, through: end) { $0 >= Money(fen: 600) } == day("2025-05-10"))
    #expect(ledger.since(start, through: end) { $0 >= Money(fen: 400) } == day("2025-03-20"))
    #expect(ledger.since(start, through: end) { $0 < Money(fen: 1_000) } == start)
    #expect(ledger.since(day("2025-04-01"), through: end) { $0 >= Money(fen: 400) } == day("2025-04-01"))
    #expect(ledger.since(start, through: end, in: "工资") { $0 <= Money(fen: 400) } == day("2025-05-10"))
  }
}
