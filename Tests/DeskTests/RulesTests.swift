import Contract
import Desk
import Documents
import Domain
import Store
import TestSupport
import Testing

/// By what is judged, at no door.
@Suite("Rules, calendar and settings at the desk")
struct RulesTests {
  private let zhang = Actor(name: "张三")
  private let moment = Moment(wall: Instant(Day(endOf: 3, in: 2025), minute: 600))
  private let office = DepartmentChoice(department: "304")

  @Test("parameters are set in a version of the department's own, another set is used, what no rule reads is refused")
  func rules() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let before = try await desk.rules(of: office)
    #expect(before.ruleSet == "CN-2020-10" && before.department == bureau.department.identity.name)
    #expect(
      before.parameters.count == RuleSet.known.count
        && before.parameters.filter { !$0.own }.map(\.key) == ["urge.rest-workdays"])
    #expect(
      try await desk.set(SetRulesRequest(of: office, ["score.grades=95,85,70"]), by: zhang, at: moment)
        == DoneAnswer("自2025-03-31起采用规则集 304-2025 第1版，此前的日期仍按原来的参数。"))
    let after = try await desk.rules(of: office)
    let changed = zip(after.parameters, before.parameters).filter { $0 != $1 }.map(\.0)
    #expect(changed.map(\.key) == ["score.grades"] && changed[0].value == "95,85,70")
    #expect(
      try AnswerEncoder.json(after).compact.hasPrefix(
        #"{"ruleSet":"304-2025","version":1,"parameters":[{"key":"plan.fallback-months","value":"3,6,10,12","own":true,"meaning":"#
      ))
    #expect(
      try await desk.use(UseRulesRequest(of: office, "HE-2020-10"), by: zhang, at: moment).message
        == "自2025-03-31起采用规则集 HE-2020-10 第3版，此前的日期仍按原来的参数。")
    #expect(try await desk.rules(of: office).parameters.first { $0.key == "score.grades" }?.own == false)
    for (text, refusal) in [
      ("score.grades", Refusal.rules(.parameterShape("score.grades"))),
      ("score.grade=1", .rules(.parameterUnknown("score.grade"))),
    ] {
      await #expect(throws: refusal) {
        try await desk.set(SetRulesRequest(of: office, [text]), by: zhang, at: moment)
      }
    }
    await bureau.store.close()
  }

  @Test("the calendar of three years around a day; a notice is loaded once, and another one is asked about")
  func calendar() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let shown = try await desk.calendar(at: moment)
    #expect(shown.years.map(\.year) == [2024, 2025, 2026] && shown.years.map(\.isLoaded) == [false, true, true])
    #expect(shown.changed == nil && shown.years[1].workdays == 248)
    let notice = "date,kind,name\n2027-01-01,off,元旦\n2027-10-01,off,国庆节\n2027-10-04,off,国庆节\n2027-10-05,off,国庆节\n"
    let more = notice + "2027-10-06,off,国庆节\n2027-10-07,off,国庆节\n2027-02-08,off,春节\n2027-02-09,off,春节\n"
    let sheet = try CalendarSheet(Array((more + "2027-02-10,off,春节\n").utf8), name: "放假.csv")
    let loaded = try await desk.load(sheet, isReplacing: false, by: zhang, at: moment)
    #expect(loaded.changed == 9 && loaded.years.map(\.year) == [2027] && loaded.years[0].isLoaded)
    #expect(try await desk.load(sheet, isReplacing: false, by: zhang, at: moment).changed == 0)
    let other = try CalendarSheet(Array(more.utf8), name: "放假.csv")
    await #expect(
      throws: Refusal.calendar(.differs(days: 1, [CalendarChange(try Day.parse("2027-02-10"), from: false, to: nil)]))
    ) {
      try await desk.load(other, isReplacing: false, by: zhang, at: moment)
    }
    let replaced = try await desk.load(other, isReplacing: true, by: zhang, at: moment)
    #expect(replaced.changed == 1 && replaced.years[0].workdays == loaded.years[0].workdays + 1)
    await store.close()
  }

  @Test("only a setting that can be followed is made, and an empty value brings the usual one back")
  func settings() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let url = try SettingRequest("public-url", to: "https://a.b")
    #expect(try await desk.set(url, by: zhang, at: moment).message == "已设置 public-url：https://a.b")
    #expect(try await store.setting("public-url") == "https://a.b")
    let none = try SettingRequest("public-url", to: "")
    #expect(try await desk.set(none, by: zhang, at: moment).message == "已取消 public-url。")
    #expect(try await store.setting("public-url") == nil)
    for (key, value, problem) in [
      (
        "color", "1",
        SettingProblem.unknown(
          "color",
          known: [
            "public-url", "retention-years", "audit-retention-days", "bureau-name", "letter-mark", "password-profile",
            "second-factor",
          ])
      ),
      ("second-factor", "some", .notAmong(key: "second-factor", "some", values: ["administrators", "all"])),
      ("password-profile", "x", .notAmong(key: "password-profile", "x", values: ["dengbao", "asvs"])),
      ("public-url", "ftp://x", .notALink("ftp://x")), ("retention-years", "4", .notARetention("4")),
    ] {
      #expect(throws: problem) { try SettingRequest(key, to: value) }
    }
    await store.close()
  }
}
