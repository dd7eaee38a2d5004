import Contract
import Desk
import Domain
import Reports
import Store
import TestSupport
import Testing

/// Divisions, departments, indicators and notices, at no door.
@Suite("Departments at the desk")
struct DepartmentTests {
  private let zhang = Actor(name: "张三")
  private let office = DepartmentChoice(department: "304")
  private func moment(_ text: String = "2025-07-01") throws -> Moment {
    Moment(wall: Instant(try Day.parse(text), minute: 600))
  }

  @Test("a division gets its name and place; a department is listed, renamed, and taken out while nothing is recorded")
  func departments() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let now = try moment()
    #expect(
      try AnswerEncoder.json(try await desk.divisions()).compact
        == #"{"divisions":[{"code":"130625","name":"","above":null,"departments":1}]}"#)
    _ = try await desk.keep(DivisionRequest(code: "130600", name: "保定市"), by: zhang, at: now)
    #expect(
      try await desk.keep(DivisionRequest(code: "130625", name: " 徐水区 "), by: zhang, at: now).message
        == "已保存区划：130625 徐水区，上级 130600 保定市。")
    await #expect(throws: Refusal.division(.nameMissing)) {
      try await desk.keep(DivisionRequest(code: "130625", name: "　"), by: zhang, at: now)
    }
    let listed = try await desk.list(DepartmentChoice(division: "保定市"))
    #expect(listed.departments == [.init(bureau.department.identity, projects: 12)])
    #expect(try await desk.list(DepartmentChoice(department: "305")).departments.isEmpty)
    let old = bureau.department.identity
    #expect(
      try await desk.rename(RenameRequest(office, name: "新局"), by: zhang, at: now).message
        == "2025年的“304 \(old.name)”已改为“304 新局”，原有记录不变。")
    await #expect(throws: Refusal.department(.empty)) {
      try await desk.rename(RenameRequest(office, name: "　"), by: zhang, at: now)
    }
    #expect(try await desk.remove(office, by: zhang, at: now).message == "已移除2025年误导入的部门“304 新局”。")
    #expect(try await desk.list(DepartmentChoice()).departments.isEmpty)
    await bureau.store.close()
  }

  @Test("indicators are listed with how each gets its value, which is changed from a day on, once")
  func indicators() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let choice = IndicatorChoice(of: .project(Bureau.cleaning))
    let all = try await desk.indicators(choice).indicators
    #expect(all[0].name == "保洁服务面积" && all[0].bound == .observation)
    #expect(
      try AnswerEncoder.json(all[0]).compact
        == #"{"position":1,"name":"保洁服务面积","target":"≥430平方米","binding":"observation","category":null,"workdays":null}"#
    )
    let request = BindRequest(choice, indicator: "保洁服务面积", to: .budgetExecution)
    let unfit = Refusal.indicator(.bindingUnfit(all[0].name, target: all[0].target, wanted: .rate, .budgetExecution))
    await #expect(throws: unfit) { try await desk.bind(request, by: zhang, at: try moment()) }
    let execution = try #require(all.first { $0.bound == .spendingTimeliness })
    let other = BindRequest(choice, indicator: "\(execution.position)", to: .budgetExecution)
    #expect(
      try await desk.bind(other, by: zhang, at: try moment())
        == DoneAnswer("自2025-07-01起，“\(execution.name)”的取值方式改为：预算执行率（支付÷预算）。"))
    #expect(
      try await desk.bind(other, by: zhang, at: try moment())
        == DoneAnswer("“\(execution.name)”的取值方式已经是：预算执行率（支付÷预算）。", .unchanged))
    #expect(try await desk.indicators(IndicatorChoice(of: .department("304"))).indicators.count == 23)
    let none = try ProjectCode.parse("13062525P00023210O244")
    await #expect(throws: SpendingAccount.unknown(none)) {
      try await desk.indicators(IndicatorChoice(of: .project(none.text)))
    }
    await bureau.store.close()
  }

  @Test("a notice is sent, answered, given back, answered again and closed, each step with who and when")
  func rectification() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    try await bureau.register("绩效股", .bureau)
    try await bureau.register("张三", .head)
    let request = RectificationRequest(
      project: Bureau.cleaning, department: DepartmentChoice(), problem: "进度偏慢", demand: "加快支付",
      due: try Day.parse("2025-08-01"))
    let sent = try await desk.issue(request, by: Actor(name: "绩效股"), at: try moment("2025-07-14"))
    #expect(sent.department == "304" && sent.project == Bureau.cleaning && sent.state == .open && sent.steps.isEmpty)
    let steps: [(Rectification.Action, String, String)] = [
      (.answer, "已支付", "2025-07-20"), (.reject, "未附凭证", "2025-07-21"), (.answer, "已附", "2025-07-22"),
      (.close, "属实", "2025-07-23"),
    ]
    var last = sent
    for (action, note, day) in steps {
      last = try await desk.act(
        RectificationStepRequest(sent.id, action, note: note), by: action == .answer ? zhang : Actor(name: "绩效股"),
        at: try moment(day))
    }
    #expect(last.state == .closed && last.steps.map(\.kind) == ["answered", "rejected", "answered", "closed"])
    #expect(
      try AnswerEncoder.json(last.steps[0]).compact == #"{"kind":"answered","by":"张三","on":"2025-07-20","note":"已支付"}"#)
    #expect(try await desk.rectifications(to: office).rectifications == [last])
    #expect(try await desk.rectification(sent.id) == last)
    await #expect(throws: Refusal.rectification(.unknown(99))) { try await desk.rectification(99) }
    await #expect(throws: Refusal.rectification(.closed(sent.id))) {
      try await desk.act(
        RectificationStepRequest(sent.id, .answer, note: "再报"), by: zhang, at: try moment("2025-07-24"))
    }
    await bureau.store.close()
  }

  @Test("with a mark letters are numbered in their year, a given number is followed, and two at once get two")
  func letters() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    try await bureau.register("绩效股", .bureau)
    try await bureau.register("张三", .head)
    func send(_ day: String, number: String? = nil) async throws -> RectificationAnswer {
      try await desk.issue(
        RectificationRequest(
          department: office, problem: "慢", demand: "快", due: try Day.parse("2026-12-31"), number: number),
        by: Actor(name: "绩效股"), at: try moment(day))
    }
    let bare = try await send("2025-07-14")
    #expect(bare.number == nil && bare.organ == nil)
    for (key, value) in [("letter-mark", "徐财绩"), ("bureau-name", " 徐水区财政局 ")] {
      _ = try await desk.set(SettingRequest(key, to: value), by: zhang, at: try moment("2025-07-14"))
    }
    let first = try await send("2025-07-14")
    #expect(first.number == "徐财绩〔2025〕1号" && first.organ == "徐水区财政局")
    #expect(try await send("2025-07-15", number: "徐财绩[2025]第9号").number == "徐财绩〔2025〕9号")
    let both = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<2 { group.addTask { try await send("2025-07-16").number } }
      var numbers: [String?] = []
      for try await number in group { numbers.append(number) }
      return numbers
    }
    #expect(Set(both) == ["徐财绩〔2025〕10号", "徐财绩〔2025〕11号"])
    #expect(try await send("2026-01-05").number == "徐财绩〔2026〕1号")
    await #expect(throws: Refusal.rectification(.numberTaken(try LetterNumber.parse("徐财绩〔2025〕9号"), by: 3))) {
      try await send("2025-07-17", number: "徐财绩〔2025〕9号")
    }
    // A letter keeps the name it went out with; one without takes that of now.
    _ = try await desk.set(SettingRequest("bureau-name", to: "另一局"), by: zhang, at: try moment("2025-08-01"))
    let reports = try await [desk.letter(of: first.id).report, desk.letter(of: bare.id).report]
    #expect(reports.map { $0.letter?.organ } == ["徐水区财政局", "另一局"])
    await bureau.store.close()
  }
}
