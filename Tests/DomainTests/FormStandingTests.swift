import Domain
import Testing

/// 报送情况 as values: what is in, what is late, what matters, and who is urged for it.
@Suite("How departments stand with their forms")
struct FormStandingTests {
  private static let june = ReportingPeriod(form: .monitoring, through: 6)
  private static let august = ReportingPeriod(form: .monitoring, through: 8)
  private static let year = ReportingPeriod(form: .selfEvaluation, through: 12)
  private static let due = Day(endOf: 6, in: 2025) + 20

  private func standing(
    _ period: ReportingPeriod = june, due: Day? = due, formsIn: Int = 0, on handedInOn: Day? = nil,
    urged: LastUrging? = nil
  ) -> FormStanding {
    FormStanding(period: period, due: due, forms: 13, formsIn: formsIn, handedInOn: handedInOn, lastUrged: urged)
  }

  @Test("all is in form by form or as a whole; late until then, and as late for ever as it came in")
  func complete() {
    let due = Self.due
    #expect(!standing(formsIn: 12).isComplete && standing(formsIn: 12).handedIn == 12)
    #expect(standing(formsIn: 13).isComplete)
    let onPaper = standing(on: due + 2)
    #expect(onPaper.isComplete && onPaper.handedIn == 13)
    #expect(onPaper.daysLate(on: due + 60) == 2 && standing(on: due).daysLate(on: due + 60) == 0)
    #expect(standing().daysLate(on: due) == 0 && standing().daysLate(on: due + 3) == 3)
    #expect(standing(due: nil).daysLate(on: due + 300) == 0)
  }

  @Test("the period that matters: the first that somebody is late with, else the first to come, else the last")
  func current() {
    let due = Self.due
    let all = [standing(Self.year, due: due + 260), standing(Self.august, due: due + 60), standing()]
    #expect(ReportingPeriod.current(of: all, on: due) == Self.june)
    #expect(ReportingPeriod.current(of: all, on: due + 70) == Self.june)
    let handedIn = [standing(Self.year, due: due + 260), standing(Self.august, due: due + 60), standing(formsIn: 13)]
    #expect(ReportingPeriod.current(of: handedIn, on: due + 30) == Self.august)
    #expect(ReportingPeriod.current(of: handedIn, on: due + 70) == Self.august)
    #expect(ReportingPeriod.current(of: [standing(formsIn: 13)], on: due + 30) == Self.june)
    #expect(ReportingPeriod.current(of: [], on: due) == nil)
  }

  @Test("urged again after its workdays, the day after at the earliest; not where all is in, nor where nothing is owed")
  func urging() {
    // 30 June 2025 is a Monday: three workdays later is Thursday.
    let monday = Day(endOf: 6, in: 2025)
    let calendar = WorkCalendar(WorkCalendar.notices)
    let last = LastUrging(on: monday, resting: 3, by: calendar)
    #expect(last == LastUrging(on: monday, againFrom: monday + 4))
    #expect(LastUrging(on: monday, resting: 0, by: calendar).againFrom == monday + 1)
    #expect(standing().mayBeUrged(on: monday) && !standing(formsIn: 13).mayBeUrged(on: monday))
    #expect(!standing(urged: last).mayBeUrged(on: monday + 3) && standing(urged: last).mayBeUrged(on: monday + 4))
    #expect(Urged.hindrance(nil, on: monday) == .notOwed)
    #expect(Urged.hindrance(standing(formsIn: 13), on: monday) == .complete)
    #expect(Urged.hindrance(standing(urged: last), on: monday + 1) == .tooSoon(last: monday, from: monday + 4))
    #expect(Urged.hindrance(standing(urged: last), on: monday + 4) == nil)
  }

  @Test("who fills in and who answers for the department are told, not who urges, nor who is of another")
  func people() {
    func recipient(_ role: Recipient.Role, _ departments: Set<DepartmentID>) -> Recipient {
      Recipient(id: 1, name: "某", role: role, departments: departments)
    }
    #expect(recipient(.clerk, [7]).isUrged(for: 7) && recipient(.head, []).isUrged(for: 7))
    #expect(!recipient(.clerk, [8]).isUrged(for: 7) && !recipient(.bureau, []).isUrged(for: 7))
  }

  @Test("a standing each period that the rules name or of which something is kept")
  func periods() {
    let kept = [KeptSubmission(period: ReportingPeriod(form: .monitoring, through: 9), formsIn: 2)]
    let all = FormStanding.all(of: kept, forms: 5, by: .nationalDefault, in: 2025)
    #expect(all.count == Parameters.nationalDefault.forms.count + 1)
    #expect(all.last?.period.through == 9 && all.last?.formsIn == 2 && all.last?.due == nil)
    #expect(all.first { $0.period == Self.june }?.due == Self.due)
  }
}
