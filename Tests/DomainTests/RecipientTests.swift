import Domain
import Testing

@Suite("Who is told, and when")
struct RecipientTests {
  private let clerk = Recipient(id: 1, name: "张三", role: .clerk, departments: [7])
  private let head = Recipient(id: 2, name: "李四", role: .head, level: 1, departments: [7], least: .yellow)
  private let bureau = Recipient(id: 3, name: "王五", role: .bureau, level: 5)
  private let key = Assessment.Key(rule: .overspent, project: 70, indicator: nil, period: .year(2025))

  private func earliest(_ severity: AlertSeverity, _ now: String, quiet: QuietTime? = nil) -> String? {
    let recipient = Recipient(id: 1, name: "张三", role: .clerk, quiet: quiet)
    return (try? Instant.parse(now)).map {
      String(recipient.earliest(for: severity, from: $0, calendar: calendar).description.prefix(16))
    }
  }

  @Test(
    "nothing goes out on a day off or outside office hours unless red",
    arguments: [
      (AlertSeverity.yellow, "2025-06-20T10:00", "2025-06-20T10:00"), (.yellow, "2025-06-20T07:30", "2025-06-20T08:30"),
      (.yellow, "2025-06-20T17:30", "2025-06-23T08:30"), (.blue, "2025-10-01T10:00", "2025-10-09T08:30"),
      (.blue, "2025-09-28T10:00", "2025-09-28T10:00"), (.red, "2025-10-01T23:10", "2025-10-01T23:10"),
    ])
  func officeHours(severity: AlertSeverity, now: String, goes: String) { #expect(earliest(severity, now) == goes) }

  @Test("a quiet time holds what is not red, and red too where it was asked for")
  func quiet() throws {
    let lunch = try #require(QuietTime(from: 12 * 60, to: 14 * 60))
    #expect(earliest(.yellow, "2025-06-20T12:30", quiet: lunch) == "2025-06-20T14:00")
    #expect(earliest(.red, "2025-06-20T12:30", quiet: lunch) == "2025-06-20T12:30")
    let night = try #require(QuietTime(from: 22 * 60, to: 7 * 60 + 30, holdsRed: true))
    #expect(earliest(.red, "2025-06-20T23:00", quiet: night) == "2025-06-21T07:30")
    #expect(earliest(.red, "2025-06-21T06:00", quiet: night) == "2025-06-21T07:30")
    #expect(earliest(.red, "2025-06-21T12:00", quiet: night) == "2025-06-21T12:00")
    let always = try #require(QuietTime(from: 0, to: 1439))
    #expect(earliest(.yellow, "2025-06-20T12:30", quiet: always) != nil)
    #expect(QuietTime(from: 60, to: 60) == nil)
  }

  @Test("without a route everyone who answers for it is told, step by step; a route that matches decides")
  func ladders() {
    let people = [clerk, head, bureau]
    let all = Ladder(for: key, .red, of: 7, routes: [], recipients: people)
    #expect(all.steps.map { $0.map(\.name) } == [["张三"], ["李四"], ["王五"]])
    #expect(
      Ladder(for: key, .blue, of: 7, routes: [], recipients: people).steps.map { $0.map(\.name) } == [["张三"], ["王五"]])
    #expect(Ladder(for: key, .red, of: 8, routes: [], recipients: people).steps.map { $0.map(\.name) } == [["王五"]])
    let routes = [
      Route(department: 8, recipients: [1]), Route(department: 7, rules: [.overspent], least: .red, recipients: [2]),
      Route(department: nil, recipients: [3]),
    ]
    #expect(Ladder(for: key, .red, of: 7, routes: routes, recipients: people).steps.map { $0.map(\.name) } == [["李四"]])
    #expect(
      Ladder(for: key, .yellow, of: 7, routes: routes, recipients: people).steps.map { $0.map(\.name) } == [["王五"]])
    let own = Recipient(id: 4, name: "赵六", role: .clerk, departments: [7], projects: [71])
    #expect(!own.answers(for: 7, project: 70) && own.answers(for: 7, project: 71) && !own.answers(for: 7, project: nil))
  }

  @Test("three workdays of silence pass an alert on; information is not passed on")
  func turns() {
    let ladder = Ladder(for: key, .red, of: 7, routes: [], recipients: [clerk, head, bureau])
    func turn(_ id: Int64, _ on: String, _ told: [Int64: Day], _ severity: AlertSeverity = .red) -> Bool {
      ladder.hasTurn(id, severity, on: day(on), by: .earlier, firstTold: told, calendar: calendar)
    }
    let told = [Int64(1): day("2025-06-19")]
    #expect(turn(1, "2025-06-19", [:]))
    #expect(!turn(2, "2025-06-19", [:]))
    // 19 June is a Thursday: 20, 23, 24.
    #expect(!turn(2, "2025-06-23", told) && turn(2, "2025-06-24", told))
    #expect(!turn(2, "2025-06-24", told, .blue))
    #expect(!turn(3, "2025-07-20", told))
    #expect(turn(3, "2025-06-27", [1: day("2025-06-19"), 2: day("2025-06-24")]))
    #expect(!turn(9, "2025-06-27", told))
  }
}
