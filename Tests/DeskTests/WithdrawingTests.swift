import Contract
import Domain
import Store
import Testing

@testable import Desk

@Suite("What was recorded by mistake, taken back")
struct WithdrawingTests {
  private let zhang = Actor(name: "张三")

  private struct Place {
    let bureau: Bureau
    var desk: Desk { bureau.desk }
    var moment: Moment { bureau.moment }

    init() async throws { bureau = try await Bureau() }

    func facts(_ day: String) async throws -> ProjectFacts {
      let snapshot = try await bureau.store.snapshot(of: bureau.department.id, asOf: try Day.parse(day))
      return try #require(snapshot?.facts.projects.first)
    }
  }

  @Test(
    "a value taken back leaves the one of another day, does not bring back what it replaced, and may be recorded again")
  func values() async throws {
    let place = try await Place()
    func request(_ date: String, _ value: String) -> ObservationRequest {
      ObservationRequest(of: .project(Bureau.cleaning), indicator: "1", at: .date(date), value: value)
    }
    func withdraw(_ date: String) async throws -> String {
      let request = ObservationWithdrawal(
        of: .project(Bureau.cleaning), indicator: "保洁服务面积", at: .date(date), reason: "记错了项目")
      return try await place.desk.withdraw(request, by: zhang, at: place.moment).message
    }
    func values() async throws -> [String] {
      try await place.facts("2025-07-10").indicators[0].observations.map { "\($0.day) \($0.value.text)" }
    }
    for (date, value) in [("2025-05-31", "400"), ("2025-06-30", "420"), ("2025-06-30", "430")] {
      _ = try await place.desk.record(request(date, value), by: zhang, at: place.moment)
    }
    #expect(try await withdraw("2025-06-30") == "已撤销：“保洁服务面积” 2025-06-30 的完成值430平方米")
    #expect(try await values() == ["2025-05-31 400"])
    await #expect(throws: Refusal.indicator(.noValue("保洁服务面积", on: Day(endOf: 6, in: 2025)))) {
      try await withdraw("2025-06-30")
    }
    let again = try await place.desk.record(request("2025-06-30", "430"), by: zhang, at: place.moment)
    #expect(again.outcome == .added && again.message == "已记录：“保洁服务面积” 2025-06-30 430平方米")
    #expect(try await values() == ["2025-05-31 400", "2025-06-30 430"])
    await place.bureau.store.close()
  }

  @Test("an event taken back starts no deadline and counts again once it is recorded again")
  func events() async throws {
    let place = try await Place()
    let event = EventRequest(project: Bureau.cleaning, kind: "资金到位", date: "2025-05-20", amount: "3万元", memo: "重复")
    #expect(try await place.desk.record(event, by: zhang, at: place.moment).outcome == .added)
    #expect(
      try await place.desk.withdraw(event, by: zhang, at: place.moment).message
        == "已撤销：\(Bureau.cleaning) 2025-05-20 资金到位 30000.00元")
    #expect(try await place.facts("2025-07-10").events.isEmpty)
    let id = try await place.facts("2025-07-10").id
    #expect(try await place.bureau.store.events(of: id).isEmpty)
    await #expect(throws: Refusal.self) { try await place.desk.withdraw(event, by: zhang, at: place.moment) }
    #expect(try await place.desk.record(event, by: zhang, at: place.moment).outcome == .added)
    #expect(try await place.desk.record(event, by: zhang, at: place.moment).outcome == .repeated)
    #expect(try await place.facts("2025-07-10").events.count == 1)
    await place.bureau.store.close()
  }

  @Test("a form handed in on paper, taken back, is owed again")
  func submissions() async throws {
    let place = try await Place()
    let form = SubmissionRequest(
      department: DepartmentChoice(department: "304", year: 2025), form: .monitoring, through: 6)
    _ = try await place.desk.record(form, by: zhang, at: place.moment)
    let answer = try await place.desk.withdraw(form, by: zhang, at: place.moment)
    #expect(answer.message.hasPrefix("已撤销：") && answer.message.hasSuffix("2025-07-10报送"))
    let snapshot = try await place.bureau.store.snapshot(of: place.bureau.department.id, asOf: place.bureau.today)
    #expect(snapshot?.facts.submissions.isEmpty == true)
    await #expect(throws: Refusal.form(.noSubmission(form: "绩效运行监控表"))) {
      try await place.desk.withdraw(form, by: zhang, at: place.moment)
    }
    #expect(try await place.desk.record(form, by: zhang, at: place.moment).outcome == .added)
    await place.bureau.store.close()
  }
}
