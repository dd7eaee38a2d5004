import Contract
import Desk
import Domain
import Store
import Testing

/// Judging and what stands, at no door.
@Suite("Alerts at the desk")
struct AlertsTests {
  private let zhang = Actor(name: "张三")
  private func moment(_ text: String) throws -> Moment { Moment(wall: Instant(try Day.parse(text), minute: 600)) }

  @Test("a question keeps nothing; judging keeps what stands, with the names that any door shows")
  func judging() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    try await bureau.spend("2025-03-20", "1000", "A-1")
    let today = try moment("2025-07-01")
    let asked = try await desk.alerts(AlertsRequest(of: DepartmentChoice(department: "304")), at: today)
    let missed = try #require(asked.alerts.first { $0.rule == .checkpointMissed && $0.project == Bureau.cleaning })
    #expect(asked.asOf == "2025-07-01" && missed.id == nil && missed.state == .open)
    #expect(missed.projectName == "保洁费项目" && missed.departmentName == bureau.department.identity.name)
    #expect(missed.message.hasPrefix("“保洁费项目”按计划2025年6月30日前应支付15,000.00元"))
    #expect(try await desk.alerts(AlertsRequest(), at: today).alerts.allSatisfy { $0.id == nil })
    let judged = try await desk.judge(AlertsRequest(), listing: true, by: zhang, at: today)
    #expect(judged.opened == asked.alerts.count && judged.alerts.allSatisfy { $0.id != nil } && !judged.isKeptByDaemon)
    let again = try await desk.judge(AlertsRequest(), listing: false, by: zhang, at: today)
    #expect(again.opened == 0 && again.alerts.isEmpty && again.judgedThrough == "2025-07-01")
    // A day to come is answered and not kept.
    let later = try await desk.judge(AlertsRequest(asOf: "2025-09-01"), listing: false, by: zhang, at: today)
    #expect(later.standing > 0 && later.judgedThrough == "2025-07-01")
    await bureau.store.close()
  }

  @Test("an alert is acknowledged and silenced by who says so, refused for one that is not there or a day that is over")
  func acts() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let today = try moment("2025-07-01")
    let judged = try await desk.judge(AlertsRequest(), listing: true, by: zhang, at: today)
    let id = try #require(judged.alerts.first?.id)
    let answer = try await desk.act(
      AlertActRequest(id, .acknowledge(note: " 已报\n支付计划 ", until: "2025-07-15")), by: zhang, at: today)
    #expect(answer.state == .acknowledged && answer.until == "2025-07-15")
    #expect(answer.message == "已确认预警 #\(id)：已报 支付计划，承诺于2025年7月15日前办好")
    #expect(try await desk.alerts(AlertsRequest(state: .acknowledged), at: today).alerts.map(\.id) == [id])
    let silenced = try await desk.act(
      AlertActRequest(id, .silence(until: "2025-07-20", note: nil)), by: zhang, at: today)
    #expect(silenced.transition == answer.transition + 1)
    let refused: [(AlertActRequest, Refusal)] = [
      (AlertActRequest(id, .acknowledge(note: " ", until: nil)), .alert(.noteMissing)),
      (AlertActRequest(999_999, .acknowledge(note: "好", until: nil)), .alert(.unknown(999_999))),
      (
        AlertActRequest(id, .silence(until: "2025-06-30", note: nil)),
        .alert(.untilPast(today.day - 1, today: today.day))
      ),
    ]
    for (request, refusal) in refused {
      await #expect(throws: refusal) { try await desk.act(request, by: zhang, at: today) }
    }
    await bureau.store.close()
  }
}
