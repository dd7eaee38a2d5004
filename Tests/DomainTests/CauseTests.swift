import Testing

@testable import Domain

@Suite("Causes of alerts, and the periods they are about")
struct CauseTests {
  @Test(
    "a period is kept in one way only and read back from it",
    arguments: [
      ("2025", Period.year(2025)), ("2025-06", .month(2025, 6)), ("2025-12", .month(2025, 12)),
      ("2025-05-20", .day(day("2025-05-20"))), ("2025-records", .records(2025)),
    ])
  func periods(text: String, period: Period) {
    #expect(Period(text) == period && period.text == text)
  }

  @Test(
    "what is no period of ours is none",
    arguments: [
      "", "25", "2025-13", "2025-00", "2025-6", "2025-02-30", "2025-5-20", "2025-recordz", "2025-06-", "第6月", "二〇二五",
    ])
  func noPeriods(text: String) {
    #expect(Period(text) == nil)
  }

  @Test("rule, day and numbers follow from the case; what has nothing to say leaves no blank")
  func follows() {
    let off = Cause.offTarget(.init(target: "≥90%", words: nil, value: nil, observedOn: nil))
    #expect(off.rule == .indicatorOffTarget && off.due == nil && off.facts.map(\.name) == [.target])
    let due = Cause.Due(reportBy: day("2025-07-20"), daysLeft: 3, workdaysLeft: 2)
    for form in DepartmentForm.allCases { #expect(Cause.formDue(form, due).due == due.reportBy) }
    #expect(Cause.formDue(.monitoring, due).rule == .monitoringDue)
    #expect(Cause.valuesDue(due, indicators: 4).facts.map(\.text) == ["2025-07-20", "3", "2", "4"])
    let gaps = Cause.incomplete([.indicators, .plan])
    #expect(gaps.facts.map(\.text) == ["plan,indicators"] && gaps.rule == .dataQuality)
    let over = Cause.overspent(.init(budget: .zero, paid: Money(fen: 100)))
    #expect(over.facts.map(\.name) == [.budget, .paid, .excess], "no rate of nothing")
  }
}
