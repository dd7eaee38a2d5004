import Domain
import Testing

@Suite("A form's way")
struct FormWorkflowTests {
  /// A step of a story: who does what, and what comes of it.
  struct Step: Sendable {
    let actor: String, action: FormAction, outcome: String
  }

  /// Plays steps from a draft that 张三 filled in; the outcome is the state's word or the refusal's code.
  private func play(_ steps: [Step], blockers: [String] = []) throws {
    var progress = FormProgress(fillers: ["张三"])
    let day = try Day.parse("2025-07-10")
    for step in steps {
      do throws(Refusal) {
        let state = try progress.state(after: step.action, by: step.actor, on: day, blockers: blockers)
        #expect(state.chinese == step.outcome, "\(step)")
        let transition = FormTransition(
          number: progress.transitions.count + 1, kind: step.action.name, actor: step.actor, day: day, note: nil)
        progress = FormProgress(
          state: state, fillers: progress.fillers, transitions: progress.transitions + [transition])
      } catch {
        #expect(error.code == step.outcome, "\(step)")
      }
    }
  }

  @Test("handed in, returned, handed in again, approved, locked")
  func whole() throws {
    try play([
      Step(actor: "李四", action: .approve, outcome: "form-not-submitted"),
      Step(actor: "张三", action: .submit, outcome: "已报送"),
      Step(actor: "张三", action: .submit, outcome: "form-already-submitted"),
      Step(actor: "李四", action: .giveBack(remarks: " "), outcome: "remarks-missing"),
      Step(actor: "李四", action: .giveBack(remarks: "核对第4项"), outcome: "已退回"),
      Step(actor: "李四", action: .approve, outcome: "form-not-submitted"),
      Step(actor: "张三", action: .submit, outcome: "已报送"),
      Step(actor: "张三", action: .withdraw, outcome: "草稿"), Step(actor: "王五", action: .submit, outcome: "已报送"),
      Step(actor: "张三", action: .approve, outcome: "approver-is-filler"),
      Step(actor: "王五", action: .approve, outcome: "approver-is-filler"),
      Step(actor: "李四", action: .approve, outcome: "审核通过"),
      Step(actor: "李四", action: .giveBack(remarks: "晚了"), outcome: "form-locked"),
      Step(actor: "张三", action: .withdraw, outcome: "form-locked"),
    ])
  }

  @Test("what is missing blocks handing in, and is named")
  func incomplete() {
    let problem = #expect(throws: Refusal.self) {
      try FormProgress().state(after: .submit, by: "张三", on: Day(endOf: 6, in: 2025), blockers: ["第1项：请填报", "第2项：请选择"])
    }
    #expect(problem?.message == "还不能报送，缺2处：第1项：请填报；第2项：请选择。")
    let today = Day(endOf: 6, in: 2025)
    #expect(throws: Refusal.self) { try FormProgress().state(after: .submit, by: " ", on: today) }
    let submitted = FormProgress(
      state: .submitted, transitions: [.init(number: 1, kind: "submitted", actor: "张三", day: today, note: nil)])
    #expect(throws: Refusal.form(.beforeLast(today - 1, last: today, did: "报送"))) {
      try submitted.state(after: .approve, by: "李四", on: today - 1)
    }
  }

  @Test("a form is handed in on the last day of its period, not before")
  func period() throws {
    let key = FormKey(department: 1, owner: .whole, form: .monitoring, month: 6)
    try key.checkOver(on: Day(endOf: 6, in: 2025), fiscalYear: 2025)
    let early = #expect(throws: Refusal.self) {
      try key.checkOver(on: Day(endOf: 6, in: 2025) - 1, fiscalYear: 2025)
    }
    #expect(early?.message == "绩效运行监控表的数据到2025年6月30日才完整，现在是2025年6月29日，还不能报送。")
  }

  @Test("nobody fills in what was handed in or approved")
  func fillable() {
    for state in FormState.allCases {
      let isOpen = state == .draft || state == .returned
      let isTaken = (try? FormProgress(state: state).checkFillable()) != nil
      #expect(isTaken == isOpen, "\(state)")
    }
  }
}

@Suite("Scores by people")
struct ChosenScoreTests {
  private func row(_ target: String, _ value: String) throws -> RowScore {
    let target = Target(parsing: target)
    let ratio = try #require(try ObservedValue.parse(value, for: target).ratio)
    return RowScore(ratio, against: try #require(target.measure), of: .whole(10), by: ScoringRules())
  }

  @Test("points may be lowered with a reason, never raised")
  func lowered() throws {
    let full = try row("≥10家", "20家")
    #expect(try full.choosing(.whole(8), reason: "年初指标偏低").score == .whole(8))
    #expect(throws: Refusal.self) { try full.choosing(.whole(8), reason: nil) }
    let part = try row("≥10家", "5家")
    let raised = #expect(throws: Refusal.self) { try part.choosing(.whole(6), reason: "努力") }
    #expect(raised?.message == "得分6.00应在0.00—5.00分之间：按公式得5.00分，只能调减，不能调增。")
    #expect(throws: Refusal.self) { try RowScore.missing(.whole(10)).choosing(.zero, reason: "无") }
  }

  @Test(
    "words are scored inside their band",
    arguments: [("达成", "80", "100"), ("部分达成", "60", "79.99"), ("未达成", "0", "59.99")])
  func bands(word: String, least: String, most: String) throws {
    let band = try #require(Band(rawValue: word))
    let row = RowScore(band, of: .whole(100), by: ScoringRules())
    for text in [least, most] { #expect(try row.choosing(Points.parse(text), reason: nil).score == Points.parse(text)) }
    let below = Points(hundredths: try Points.parse(least).hundredths - 1)
    let above = Points(hundredths: try Points.parse(most).hundredths + 1)
    for wrong in [below, above] {
      #expect(throws: Refusal.self) { try row.choosing(wrong, reason: "理由") }
    }
  }
}

@Suite("A department's score")
struct DepartmentEvaluationTests {
  private let template = ScoringRules().department

  @Test("projects weigh by their budgets, to a hundredth by the largest remainder")
  func points() throws {
    let budgets = try ["3万元", "13万元", "3万元"].map { try Money.parse($0) }
    let points = DepartmentEvaluation.points(.whole(40), over: budgets)
    #expect(points.map(\.text) == ["6.32", "27.37", "6.31"] && points.sum == .whole(40))
    #expect(DepartmentEvaluation.score(points[1], total: try Points.parse("90"))?.text == "24.63")
    #expect(DepartmentEvaluation.score(points[1], total: nil) == nil)
    #expect(DepartmentEvaluation.points(.whole(40), over: [.zero]) == [.zero])
  }

  @Test("an absent part gives its points to the other, and it is said")
  func absent() throws {
    let budget = try Money.parse("1万元")
    let none = DepartmentEvaluation.template(template, indicators: 0, projects: [budget])
    #expect(none.template.projects == .whole(90) && none.notes == ["部门没有整体绩效指标，其50.00分并入项目绩效。"])
    let bare = DepartmentEvaluation.template(template, indicators: 3, projects: [])
    #expect(bare.template.indicators == .whole(90) && bare.notes == ["部门没有可汇总的项目，其40.00分并入部门整体指标。"])
    let both = DepartmentEvaluation.template(template, indicators: 3, projects: [budget])
    #expect(both.template == template && both.notes.isEmpty)
  }

  @Test("the choices of scoring are rows of the rule set; a damaged one falls back and is said so")
  func rows() {
    let set = RuleSet(
      name: "本局", version: 1,
      rows: [
        .init("score.reverse-formula", "ratio"), .init("score.over-target-percent", "15"),
        .init("score.grades", "90,八十"),
      ])
    let (parameters, findings) = Parameters.parse(set)
    #expect(parameters.scoring.reverse == .ratio && parameters.scoring.overTarget == .percent(15))
    #expect(parameters.scoring.grades == [90, 80, 60] && findings.map(\.code) == ["rule-parameter-unreadable"])
    #expect(Parameters.earlier.scoring == ScoringRules())
    #expect(Parameters.parse(.hebei).0.scoring.overTarget == .percent(15))
  }

  @Test(
    "the form in hand is the next one due, and between two the last",
    arguments: [
      ("2025-02-01", DepartmentForm.monitoring, 6), ("2025-06-20", .monitoring, 6), ("2025-07-20", .monitoring, 6),
      ("2025-07-21", .monitoring, 6), ("2025-12-20", .monitoring, 6), ("2026-01-02", .selfEvaluation, 12),
      ("2026-05-01", .selfEvaluation, 12),
    ])
  func inHand(_ day: String, _ form: DepartmentForm, _ month: Int) throws {
    let found = Parameters.nationalDefault.formInHand(on: try Day.parse(day), in: 2025)
    #expect(found?.form == form && found?.month == month)
  }
}
