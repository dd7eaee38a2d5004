import Contract
import Desk
import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// How the service stands, at no door.
@Suite("The service at the desk")
struct ServiceTests {
  private let zhang = Actor(name: "张三")
  private let moment = Moment(wall: Instant(Day(endOf: 6, in: 2025), minute: 600))

  @Test("how departments stand on a day, as values and as the answer, with the service; nobody sends yet")
  func status() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    try await bureau.spend("2025-03-20", "7500", "A-1")
    try await bureau.spend("2025-07-01", "1", "A-2")
    let standing = try await desk.status(StatusRequest(), at: moment)
    #expect(standing.summaries.map(\.department) == [bureau.department.identity])
    #expect(standing.summaries[0].paid == Money(fen: 750_000) && standing.answer.asOf == moment.day)
    #expect(standing.answer.departments == standing.summaries.map(\.answer))
    let later = try await desk.status(StatusRequest(asOf: moment.day + 1), at: moment)
    #expect(later.summaries[0].paid == Money(fen: 750_100))
    #expect(
      try AnswerEncoder.json(standing.answer.service).compact
        == #"{"daemons":[],"secondsSinceEvaluation":null,"recipients":0,"deadLetters":0,"setAside":[]}"#)
    await bureau.store.close()
  }

  @Test("what is not well is named with what to do, what is well with what was found")
  func checks() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let key = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).key").path
    defer { try? FileManager.default.removeItem(atPath: key) }
    let before = try await desk.checks(keyFile: key, hearsPastPooler: false, at: moment)
    #expect(before.checks.map(\.name).prefix(4) == ["数据库结构", "守护进程", "工作日历", "数据库通知"])
    let troubled = before.checks.filter { !$0.ok }.map(\.message)
    #expect(troubled == ["没有运行，预警不会自动评判和通知；请启动守护进程。", "一个也没有，预警没有人会收到；请添加。"])
    let winter = Moment(wall: Instant(Day(endOf: 11, in: 2026)))
    let calendar = try await desk.checks(keyFile: key, hearsPastPooler: false, at: winter).checks[2]
    #expect(calendar.message == "还没有2027年的放假通知，一般11月发布，发布后请载入。" && !calendar.ok)
    _ = try await desk.keep(RecipientRequest(name: "李四"), by: zhang, at: moment)
    let mail = ChannelRequest(name: "邮箱", kind: .smtp, host: "mail.example.gov.cn", from: "a@example.gov.cn")
    _ = try await desk.keep(mail, keyFile: key, by: zhang, at: moment)
    // Right before each look: how long a daemon may be silent is no matter of how busy the machine of the tests is.
    let daemon = try await store.beat(nil, host: "甲机", pid: 7, clock: "真实时间")
    let after = try await desk.checks(keyFile: key, hearsPastPooler: false, at: moment)
    #expect(after.isWell && after.checks[1].message == "甲机 进程7（真实时间）")
    #expect(
      try AnswerEncoder.json(after.checks.suffix(1)).compact == #"[{"name":"通道 邮箱","ok":true,"message":"邮件"}]"#)
    try FileManager.default.removeItem(atPath: key)
    _ = try await store.beat(daemon, host: "甲机", pid: 7, clock: "真实时间")
    let lost = try await desk.checks(keyFile: key, hearsPastPooler: false, at: moment)
    #expect(lost.checks.filter { !$0.ok }.map(\.name) == ["密钥文件", "通道 邮箱"])
    await store.close()
  }

  @Test(
    "whether the service is ready, by what costs little and by what was counted; nothing is asked where nobody answers")
  func watching() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    _ = try await desk.judge(AlertsRequest(asOf: "2025-07-01"), listing: false, by: zhang, at: moment)
    let numbers = try await desk.numbers()
    #expect(numbers.daemons == 0 && numbers.setAside == 0 && numbers.deadLetters == 0 && numbers.messages.isEmpty)
    #expect(
      try AnswerEncoder.json(try await desk.readiness { numbers }).compact
        == #"{"ready":true,"database":"ok","schema":"current","clock":"ok","secondsSinceEvaluation":null,"daemons":0,"jobsSetAside":0,"deadLetters":0,"problems":[],"unknownSchedules":[]}"#
    )
    let hindered = try await desk.readiness(problems: ["没有密钥"])
    #expect(!hindered.ready && hindered.jobsSetAside == nil && hindered.problems == ["没有密钥"])
    await bureau.store.close()
    let nobody = Store(url: "postgresql:///nobody?host=/nowhere", connections: 1)
    await #expect(throws: PostgresError.self) {
      try await Desk(nobody, at: .plain).readiness {
        Issue.record("asked though nobody answers")
        return nil
      }
    }
    let outage = try AnswerEncoder.json(OutageAnswer(Refusal.people(.nameMissing))).compact
    #expect(outage.hasPrefix(#"{"ready":false,"database":"unreachable","error":""#))
    await nobody.close()
  }

  @Test("the clock is shown, has nothing to accept, and what went into the future is counted before it is put back")
  func clock() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let clock = try await desk.clock()
    #expect(clock.kind == nil && clock.seen == nil && clock.problem == nil)
    #expect(
      try AnswerEncoder.json(clock).compact.hasPrefix(#"{"kind":null,"now":"20"#)
        && AnswerEncoder.json(clock).compact.hasSuffix(#"+08:00","seen":null,"judgedThrough":null,"problem":null}"#))
    #expect(try await desk.acceptClock(by: zhang, at: moment).isAccepted == false)
    try await bureau.store.choose(clock: .simulated)
    _ = try await bureau.session { try $0.run("UPDATE department SET evaluated_through = '2999-12-31'") }
    let counted = try await desk.resetClock(isMeant: false, by: zhang, at: moment)
    #expect(!counted.done && counted.departments == 1)
    #expect(try await desk.clock().judgedThrough == Day.parse("2999-12-31"))
    let done = try await desk.resetClock(isMeant: true, by: zhang, at: moment)
    #expect(done.done && done.departments == 1)
    let after = try await desk.clock()
    #expect(after.kind == .real && after.judgedThrough == done.now.day && after.problem == nil)
    await bureau.store.close()
  }

  @Test("a year is put away when its time is over and brought back, unless it is not meant, unknown or too young")
  func years() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    var budget = try Samples.budget("304-2025.txt")
    budget.department = DepartmentIdentity(
      division: budget.department.division, code: "304", name: budget.department.name, fiscalYear: 2014)
    _ = try await store.importBudget(budget, findings: [], file: "甲", content: [1])
    _ = try await desk.record(
      SpendRequest(project: Bureau.cleaning, date: "2014-03-20", amount: "1", voucher: "A-1"), by: zhang, at: moment)
    let year = try #require(try await desk.years().years.first { $0.first == 2014 })
    #expect(!year.archived && year.archivableFrom == Day(startOf: 2025) && year.chinese == "2014年")
    #expect(try await desk.archive(year: 2014, isMeant: false, by: zhang, at: moment).done == false)
    #expect(try await desk.list(DepartmentChoice()).departments.count == 1)
    let put = try await desk.archive(year: 2014, isMeant: true, by: zhang, at: moment)
    #expect(put.done && put.year.first == 2014)
    await #expect(throws: Refusal.year(.archived(2014))) { try await desk.list(DepartmentChoice(year: 2014)) }
    let away = try #require(try await desk.years().years.first { $0.first == 2014 })
    #expect(away.archived && away.rows > 0)
    #expect(try AnswerEncoder.json(away).compact.hasPrefix(#"{"first":2014,"last":2014,"archived":true,"rows":"#))
    #expect(try AnswerEncoder.json(away).compact.hasSuffix(#","archivable_from":"2025-01-01"}"#))
    #expect(try await desk.restore(year: 2014, by: zhang, at: moment).done)
    await #expect(throws: Refusal.self) { try await desk.archive(year: 1999, isMeant: true, by: zhang, at: moment) }
    await store.close()
  }

  @Test("a role that is not there gets no rights; a database that is current is left as it is")
  func database() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    #expect(try await desk.isCurrent())
    #expect(try await desk.migrate { _ in } == DoneAnswer("数据库已是最新。", .unchanged))
    #expect(try await desk.roles() == RolesAnswer([]))
    await #expect(throws: Refusal.service(.roleUnknown("nobody_here"))) {
      try await desk.set(role: "nobody_here", to: .reader, by: zhang, at: moment)
    }
    #expect(
      try AnswerEncoder.json(RolesAnswer([.init("甲", .auditor)])).compact
        == #"{"roles":[{"role":"甲","kind":"auditor"}]}"#)
    await store.close()
  }
}
