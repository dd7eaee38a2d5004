import Contract
import Desk
import Documents
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// The table of rights walked at the desk, and what is out of reach there.
@Suite("Rights at the desk")
struct RightsAtDeskTests {
  private static let day = Day(endOf: 6, in: 2025)
  private let moment = Moment(wall: Instant(RightsAtDeskTests.day, minute: 600))

  private func desk(_ store: Store, _ principals: Principal...) -> Desk {
    Desk(store, at: .plain, for: .accounts(osUser: "x", principals), on: RightsAtDeskTests.day)
  }

  private func principal(_ name: String, _ role: AccountRole, _ reach: Reach) -> Principal {
    Principal(name: name, grants: [Grant(role, reach, from: RightsAtDeskTests.day)])
  }

  private func refusal(_ act: () async throws -> some Any) async -> Refusal? {
    do {
      _ = try await act()
      return nil
    } catch { return error as? Refusal }
  }

  @Test("every role may enter for what the table says, as a question and as an act", arguments: AccountRole.allCases)
  func table(_ role: AccountRole) async throws {
    let store = Store(url: "postgresql:///nowhere")
    let desk = desk(store, principal("甲", role, RightsTable.reach(of: role)))
    for action in Action.allCases {
      let isAllowed = RightsTable.marks[action.rawValue]?[role] != "－"
      let isAsked = (try? desk.entering(action)) != nil
      let isDone = (try? desk.entering(action, by: Actor(name: "甲"))) != nil
      #expect(isAsked == isAllowed && isDone == isAllowed, "\(role.chinese) \(action.rawValue)")
      // Nobody acts in another's name.
      #expect((try? desk.entering(action, by: Actor(name: "乙"))) == nil)
    }
    await store.close()
  }

  @Test("out of reach nothing is shown, and nothing is done: as forbidden, with whose it is not")
  func reach() async throws {
    let bureau = try await Bureau(["304-2025.txt", "306-2025.txt"])
    let departments = try await bureau.store.departments()
    let mine = try #require(departments.first { $0.identity.code == "304" })
    let other = try #require(departments.first { $0.identity.code == "306" })
    let place = DepartmentPlace(other.identity)
    let reach = Reach.department(DepartmentPlace(mine.identity))
    let desk = desk(bureau.store, principal("王芳", .head, reach))
    let wang = Actor(name: "王芳", isSaid: false)
    let foreign = try #require(
      try await bureau.store.directory(of: other.id).projects.values.map(\.code.text).min())
    func forbidden(_ action: Action) -> Refusal {
      .account(
        .forbidden(
          .init(name: "王芳", action: action, object: .department(place), denial: .elsewhere(reaches: [reach]))))
    }
    // Lists are shorter, and what is named is forbidden.
    #expect(try await desk.list(DepartmentChoice()).departments.map(\.code) == ["304"])
    #expect(try await desk.status(StatusRequest(), at: moment).summaries.count == 1)
    let alerts = try await desk.alerts(AlertsRequest(asOf: "2025-07-03"), at: moment)
    #expect(Set(alerts.alerts.map(\.department)) == ["304"])
    let choice = DepartmentChoice(department: "306")
    let period = FormPeriod(department: choice, form: .monitoring, through: 6)
    let subject = FormSubject(
      FormPeriod(department: DepartmentChoice(), form: .monitoring, through: 6), project: foreign)
    let asked: [@Sendable () async throws -> Void] = [
      { _ = try await desk.status(StatusRequest(of: choice), at: moment) },
      { _ = try await desk.alerts(AlertsRequest(of: choice, asOf: "2025-07-03"), at: moment) },
      { _ = try await desk.forms(period, asOf: nil, at: moment) },
      { _ = try await desk.form(subject, asOf: nil, at: moment) },
      { _ = try await desk.summary(choice, through: 6, asOf: nil) },
      { _ = try await desk.rules(of: choice) },
      { _ = try await desk.doubts(BureauChoice(), department: "306", asOf: RightsAtDeskTests.day, kinds: []) },
    ]
    for (number, ask) in asked.enumerated() {
      #expect(await refusal(ask) == forbidden(.readDepartment), "question \(number)")
    }
    let spend = SpendRequest(project: foreign, date: "2025-03-20", amount: "1元", voucher: "V")
    #expect(await refusal { try await desk.record(spend, by: wang, at: moment) } == forbidden(.recordPayment))
    let event = EventRequest(project: foreign, kind: ProjectEvent.fundsArrived, date: "2025-02-01")
    #expect(await refusal { try await desk.record(event, by: wang, at: moment) } == forbidden(.recordEvent))
    let value = ObservationRequest(of: .project(foreign), indicator: "1", at: .period("2025-06"), value: "1")
    #expect(await refusal { try await desk.record(value, by: wang, at: moment) } == forbidden(.recordValue))
    #expect(
      await refusal { try await desk.act(.submit, on: subject, by: wang, at: moment) } == forbidden(.submitForm))
    #expect(
      await refusal { try await desk.act(.approve, onAll: period, from: [.submitted], by: wang, at: moment) }
        == forbidden(.approveForm))
    // A file takes what is in reach and gives the rest back.
    let own = Bureau.cleaning
    let text = "项目编码,日期,金额,凭证号\n\(own),2025-04-01,5,P-2\n\(foreign),2025-04-01,5,P-3\n"
    let answer = try await desk.record(
      try SpendingSheet(Array(text.utf8), name: "s.csv"), in: nil, by: wang, at: moment)
    #expect(answer.added == 1 && answer.refused.map(\.code) == ["project-unknown"])
    // A payment of the other by its voucher, an alert by its number, a notice by its.
    try await bureau.spend("2025-03-20", "10元", "X-1", foreign)
    let reversal = ReversalRequest(project: nil, voucher: "X-1", newVoucher: "X-2", date: "2025-06-01")
    #expect(
      await refusal { try await desk.record(reversal, by: wang, at: moment) }
        == .spending(.voucherUnknown(try Voucher("X-1"), withProject: false, archived: [])))
    _ = try await Desk(bureau.store, at: .plain).judge(
      AlertsRequest(of: choice, asOf: "2025-06-20"), listing: true, by: wang, at: moment)
    let everyone = Desk(bureau.store, at: .plain)
    let theirs = try await everyone.alerts(AlertsRequest(of: choice, asOf: "2025-06-20"), at: moment)
    let alert = try #require(theirs.alerts.compactMap(\.id).first)
    let act = AlertActRequest(alert, .acknowledge(note: "知道了", until: nil))
    #expect(await refusal { try await desk.act(act, by: wang, at: moment) } == forbidden(.handleAlert))
    // Not even a document of the other goes in.
    let proposal = try Proposal(
      try Samples.bytes(Samples.path("306-2025.txt")), named: "306-2025.txt", ImportRequest(), at: .plain)
    #expect(try await desk.preview(proposal, at: moment).refused?.contains("不能试导入预算文件") == true)
    await bureau.store.close()
  }

  @Test("what somebody does stands under the account's name; 财政绩效股 sends back what it reads, and writes no facts")
  func names() async throws {
    let bureau = try await Bureau()
    let area = Reach.division(DivisionCode(kept: "130625"), below: [DivisionCode(kept: "130625")])
    let officer = desk(bureau.store, principal("赵六", .bureau, area))
    let clerk = desk(bureau.store, principal("王芳", .clerk, .all))
    let spend = SpendRequest(project: Bureau.cleaning, date: "2025-03-20", amount: "1元", voucher: "V")
    guard
      case .account(.forbidden(let forbidden))? = await refusal({
        try await officer.record(spend, by: Actor(name: "赵六"), at: moment)
      })
    else {
      Issue.record("the officer recorded a payment")
      return
    }
    #expect(forbidden.denial == .otherRole(has: [.bureau]))
    #expect(try await officer.status(StatusRequest(), at: moment).summaries.count == 1)
    _ = try await clerk.record(spend, by: Actor(name: "root", isSaid: false), at: moment)
    let actors = try await bureau.session { session in
      try session.rows("SELECT actor FROM spending_entry").map { try $0.next(String.self) }
    }
    #expect(actors == ["王芳"])
    // Whichever way it writes by, each act stands in the trail, and what was refused where somebody told of it.
    _ = try await Desk(bureau.store, at: .plain).judge(
      AlertsRequest(asOf: "2025-06-20"), listing: true, by: Actor(name: "x"), at: moment)
    let alert = try #require(
      try await clerk.alerts(AlertsRequest(asOf: "2025-06-20"), at: moment).alerts.compactMap(\.id).first)
    let who = Actor(name: "root", isSaid: false)
    _ = try await clerk.act(AlertActRequest(alert, .acknowledge(note: "知道了", until: nil)), by: who, at: moment)
    let paper = SubmissionRequest(department: DepartmentChoice(department: "304"), form: .monitoring, through: 6)
    _ = try await clerk.record(paper, by: who, at: moment)
    _ = try await clerk.withdraw(paper, by: who, at: moment)
    let refused = await refusal { try await clerk.set(SettingRequest("public-url", to: ""), by: who, at: moment) }
    try await clerk.noteRefusal(try #require(refused))
    let trail = try await bureau.store.auditEntries(.init(), limit: 10)
    #expect(trail.map(\.actor).allSatisfy { $0 == "王芳" })
    #expect(
      trail.map(\.action).reversed() == [
        "record-payment", "handle-alert", "record-submission", "withdraw-record", "keep-settings",
      ])
    #expect(trail.first?.outcome == "action-forbidden" && trail.dropFirst().allSatisfy { $0.outcome == "done" })
    await bureau.store.close()
  }

  @Test(
    "a refusal stands under the account that was named or entered by, else under one's own, else under the system's user"
  )
  func refusals() async throws {
    let store = Store(url: try await TestServer.database())
    try await store.addAccount("李四", .business, [], osUser: nil)
    let (wang, zhao) = (principal("王芳", .clerk, .all), principal("赵六", .head, .all))
    func actor(_ desk: Desk, _ name: String?) async throws -> String? {
      let who = Actor(name: name ?? "x", isSaid: name != nil)
      let refused = await refusal { try await desk.set(SettingRequest("public-url", to: ""), by: who, at: moment) }
      try await desk.noteRefusal(try #require(refused))
      return try await store.auditEntries(.init(), limit: 1).first?.actor
    }
    #expect(try await actor(desk(store, wang), nil) == "王芳")
    #expect(try await actor(desk(store, wang, zhao), nil) == "王芳")
    #expect(try await actor(desk(store, wang, zhao), "赵六") == "赵六")
    // Somebody else's account, and a name that is nobody's.
    #expect(try await actor(desk(store, wang), "李四") == "李四")
    #expect(try await actor(desk(store, wang), "没有的人") == "王芳")
    #expect(try await actor(desk(store), nil) == "x")
    // A question that is not one's own to ask.
    let asking = desk(store, zhao)
    let refused = await refusal { try await asking.userAccounts() }
    try await asking.noteRefusal(try #require(refused))
    #expect(try await store.auditEntries(.init(), limit: 1).first?.actor == "赵六")
    await store.close()
  }
}
