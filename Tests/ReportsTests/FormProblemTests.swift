import Domain
import Reports
import TestSupport
import Testing

/// Everything that can keep a form from being handed in, each brought about and read.
@Suite("What is missing of a form")
struct FormProblemTests {
  private let cleaning = "13062525P000232100244"

  private func entry(
    _ name: FormField.Name, _ indicator: IndicatorID? = nil, _ text: String
  ) throws -> FormEntry {
    try FormEntry(FormField(name, indicator: indicator), typed: text, reason: "核对")
  }

  private func bureau(_ change: (inout DepartmentBudget) throws -> Void = { _ in }) throws -> Bureau {
    var budget = try Samples.budget("304-2025.txt")
    try change(&budget)
    return try Bureau(
      budget, paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 2: "50%"]])
  }

  private func sentence(_ form: some OfficialForm, _ place: FormPlace) -> String? {
    form.problems.first { $0.place == place }.map { form.sentence($0) }
  }

  @Test("a monitoring form asks for values, expectations, causes, words, likelihoods and measures, row by row")
  func rows() throws {
    let bureau = try bureau()
    let ids = bureau.sheets[0].indicators.map(\.id)
    let form = bureau.monitoring(0)
    #expect(sentence(form, .row(2, .actual)) == "第3项“保洁服务及时率”执行情况：未填报")
    #expect(sentence(form, .row(1, .explanation)) == "第2项“保洁效果合格率”原因说明：有偏差，需选择原因并说明")
    #expect(sentence(form, .row(0, .likelihood(.certain))) == "第1项“保洁服务面积”完成目标可能性（确定能）：请选择")
    let filled = bureau.monitoring(
      0,
      Filling([
        try entry(.causes, ids[1], "经费"), try entry(.likelihood, ids[1], "有可能"), try entry(.actual, ids[0], "很多"),
      ]))
    #expect(sentence(filled, .row(1, .explanation)) == "第2项“保洁效果合格率”原因说明：有偏差，需说明原因")
    #expect(sentence(filled, .row(1, .expected)) == "第2项“保洁效果合格率”全年预计完成情况：请填写")
    #expect(sentence(filled, .row(1, .measures)) == "第2项“保洁效果合格率”备注：需写原因及措施")
    let refused = try #require(filled.problems.first { $0.place == .row(0, .actual) })
    guard case .refused(let refusal) = refused.kind else { return #expect(Bool(false), "\(refused)") }
    #expect(refused.kind.code == refusal.code && filled.sentence(refused).hasSuffix(refusal.message))
    #expect(FormPlace.row(1, .measures).field == .measures && FormPlace.row(1, .measures).row == 1)
  }

  @Test("an expected spending below what is paid or above the budget is told with the bound")
  func forecast() throws {
    let bureau = try bureau()
    func problem(_ text: String) throws -> String? {
      sentence(bureau.monitoring(0, Filling([try entry(.forecast, nil, text)])), .fund(.total, .forecast))
    }
    #expect(try problem("0.5万元") == "年度资金总额全年预计执行数：不能少于已执行的0.93")
    #expect(try problem("4万元") == "年度资金总额全年预计执行数：不能超过全年预算3.00")
    #expect(try problem("3万元") == nil && problem("0.93万元") == nil)
  }

  @Test("what was paid of several sources has to come to what was paid")
  func sources() throws {
    let bureau = try bureau { $0.projects[0].otherFunds = try Money.parse("1万元") }
    let form = bureau.monitoring(
      0, Filling([try entry(.paidFiscal, nil, "5000元"), try entry(.paidOther, nil, "4000元")]))
    #expect(sentence(form, .fund(.fiscal, .paid)) == "财政拨款1–6月执行数：各来源执行数之和应为0.93")
    #expect(sentence(form, .fund(.other, .paid)) == "其他资金1–6月执行数：各来源执行数之和应为0.93")
    let whole = bureau.monitoring(
      0, Filling([try entry(.paidFiscal, nil, "5000元"), try entry(.paidOther, nil, "4300元")]))
    #expect(sentence(whole, .fund(.fiscal, .paid)) == nil)
  }

  @Test("who is certain expects what meets the target; what is to be less than a number is not proposed as the number")
  func certain() throws {
    let bureau = try bureau()
    let ids = bureau.sheets[0].indicators.map(\.id)
    let strict = [2, 3].flatMap { bureau.monitoring($0, Filling()).rows }.filter { $0.indicator.target.hasPrefix("<") }
    #expect(strict.map(\.indicator.target) == ["<0.01%", "<1人"] && strict.map(\.shownExpected) == ["", "0人"])
    let place = FormPlace.row(1, .likelihood(.certain))
    func told(_ expected: String, _ likelihood: String) throws -> String? {
      let filling = Filling([try entry(.likelihood, ids[1], likelihood), try entry(.expected, ids[1], expected)])
      return sentence(bureau.monitoring(0, filling), place)
    }
    #expect(
      try told("94%", "确定能")
        == "第2项“保洁效果合格率”完成目标可能性（确定能）：全年预计94%，达不到年度指标值，不能选确定能；请改选并在备注写明措施，或更正全年预计")
    #expect(try told("95%", "确定能") == nil && told("94%", "有可能") == nil && told("达标", "确定能") == nil)
  }

  @Test("a self-evaluation asks for values, words and explanations; without a budget a person gives the score")
  func scores() throws {
    let form = try bureau().selfEvaluation(0)
    #expect(sentence(form, .row(2, .actual)) == "第3项“保洁服务及时率”实际完成值：没有填报完成值")
    #expect(sentence(form, .form(.accomplishment)) == "实际完成情况：请填写实际完成情况")
    #expect(sentence(form, .fund(.total, .rate)) == "年度资金总额执行率：执行率低于90%，需说明原因")
    #expect(sentence(form, .row(1, .explanation)) == "第2项“保洁效果合格率”偏差原因分析及改进措施：未得满分，需填写偏差原因分析及改进措施")
    let nothing = try bureau { $0.projects[0].budget = .zero }
    #expect(
      sentence(nothing.selfEvaluation(0), .form(.executionScore)) == "预算执行率得分：全年预算数为零，得分由人工确定")
    let wrong = try bureau().selfEvaluation(0, Filling([try entry(.actual, 1, "12个工作日"), try entry(.score, 2, "99")]))
    for (place, field) in [(0, FormField.Name.actual), (1, .score)] {
      let refused = try #require(wrong.problems.first { $0.place.row == place && $0.place.field == field })
      guard case .refused = refused.kind else { return #expect(Bool(false), "\(refused)") }
    }
    let above = nothing.selfEvaluation(0, Filling([try entry(.executionScore, nil, "11")]))
    #expect(sentence(above, .form(.executionScore)) == "预算执行率得分：得分不能超过10.00分")
  }

  @Test("points by hand that no longer fit the table, and a project without indicators, are told once")
  func points() throws {
    let bureau = try bureau()
    let ids = bureau.sheets[0].indicators.map(\.id)
    let entry = try FormEntry(weights: "40,50", execution: "10", of: Array(ids.prefix(2)), reason: "突出重点")
    let form = bureau.selfEvaluation(0, Filling([entry]))
    #expect(sentence(form, .form(.pointsSum)) == "分值合计：\(Refusal.score(.weightsOutdated).message)")
    let bare = try self.bureau { $0.projects[0].indicators = [] }
    for form in [bare.monitoring(0).problems, bare.selfEvaluation(0).problems] {
      #expect(form.filter { $0.kind == .withoutIndicators }.map(\.place) == [.form(.indicators)])
    }
    let said = Filling([try self.entry(.remark, nil, "由上级考核")])
    #expect(!bare.monitoring(0, said).problems.contains { $0.kind == .withoutIndicators })
  }

  @Test("a department waits for its projects' forms, their totals and its basic spending")
  func whole() throws {
    let bureau = try bureau()
    let lines = bureau.sheets.indices.compactMap { ProjectLine(bureau.selfEvaluation($0)) }
    let june = bureau.sheets.indices.compactMap { ProjectLine(bureau.monitoring($0)) }
    let calendar = WorkCalendar(WorkCalendar.notices)
    let monitoring = MonitoringForm(
      bureau.sheet, june, handedIn: [], of: bureau.facts, through: 6, on: Day(endOf: 6, in: 2025), calendar: calendar)
    #expect(sentence(monitoring, .project(cleaning, .name)) == "“保洁费项目”：项目表未报送")
    #expect(sentence(monitoring, .fund(.basic, .paid)) == "基本支出1–6月执行数：请填写基本支出执行数")
    let winter = SelfEvaluationForm(
      bureau.sheet, lines, handedIn: [cleaning], of: bureau.facts, on: Day(endOf: 12, in: 2025), calendar: calendar)
    #expect(sentence(winter, .project(cleaning, .result)) == "“保洁费项目”自评结果：项目没有总分")
    let other = try #require(lines.first { $0.code != cleaning && $0.indicators > 0 }?.code)
    #expect(sentence(winter, .project(other, .result))?.hasSuffix("自评结果：项目表未报送") == true)
  }

  @Test("one indicator of a department has one value, whichever of its goals names it; each row names the other")
  func twins() throws {
    let bureau = try bureau()
    let (overall, itemised) = (bureau.sheet.indicators[0], bureau.sheet.indicators[9])
    #expect(overall.level3 == itemised.level3 && overall.target == itemised.target)
    let calendar = WorkCalendar(WorkCalendar.notices)
    func problems(_ first: String, _ second: String) throws -> [String] {
      let filling = Filling([try entry(.actual, overall.id, first), try entry(.actual, itemised.id, second)])
      let june = MonitoringForm(
        bureau.sheet, [], handedIn: [], of: bureau.facts, through: 6, on: Day(endOf: 6, in: 2025), calendar: calendar,
        filling: filling)
      let winter = SelfEvaluationForm(
        bureau.sheet, [], handedIn: [], of: bureau.facts, on: Day(endOf: 12, in: 2025), calendar: calendar,
        filling: filling)
      return june.problems.filter { $0.kind.code == "twin-differs" }.map { june.sentence($0) }
        + winter.problems.filter { $0.kind.code == "twin-differs" }.map { winter.sentence($0) }
    }
    let goal = itemised.level1
    #expect(
      try problems("3家", "4家") == [
        "第1项“新增规上工业企业”执行情况：同一指标在第10项（\(goal)）填的是4家，两处应一致，请核对后改其中一处",
        "第10项“新增规上工业企业”执行情况：同一指标在第1项（总体）填的是3家，两处应一致，请核对后改其中一处",
        "第1项“新增规上工业企业”实际完成值：同一指标在第10项（\(goal)）填的是4家，两处应一致，请核对后改其中一处",
        "第10项“新增规上工业企业”实际完成值：同一指标在第1项（总体）填的是3家，两处应一致，请核对后改其中一处",
      ])
    #expect(try problems("4", "4家").isEmpty)
    // The paper lists it once, and says of what its points are made.
    let paper = SelfEvaluationForm(
      bureau.sheet, [], handedIn: [], of: bureau.facts, on: Day(endOf: 12, in: 2025), calendar: calendar
    )
    let points = [0, 9].map { paper.rows[$0].score.points }
    let note = try #require(paper.grid(.official).notes.first { $0.contains("合并为一行") })
    #expect(note.contains("新增规上工业企业\(points.sum.text)（总体\(points[0].text)＋分项\(points[1].text)）"))
    #expect(!paper.grid(.draft).notes.contains { $0.contains("合并为一行") })
  }

  @Test("every place of every form has a name of its own, and what stands in it is drawn")
  func places() throws {
    for sample in ["304-2025.txt", "306-2025.txt"] {
      let bureau = try Bureau(try Samples.budget(sample))
      for kind in DepartmentForm.allCases {
        let papers = try DepartmentPapers(bureau.material(kind, through: kind == .monitoring ? 6 : 12), .live)
        for paper in papers.projects + [papers.whole] {
          guard case .form(let form) = paper.paper.content else { continue }
          let content = form.content
          let captions = content.places.map { content.caption($0) }
          #expect(Set(captions).count == captions.count && Set(content.places).count == captions.count)
          #expect(content.problems.allSatisfy { content.places.contains($0.place) })
          // Reasons and remarks stand below the table, the full-year budget of a monitoring form only where it was adjusted.
          let drawn = paper.paper.grid.rows.joined().map(\.text)
          let below: Set<FormPlace> = [.form(.notes), .form(.checks)]
          for place in content.places where !content.text(at: place).isEmpty && !below.contains(place) {
            if kind == .monitoring, case .fund(_, .budget) = place { continue }
            #expect(drawn.contains { $0.hasSuffix(content.text(at: place)) }, "\(content.caption(place))")
          }
        }
      }
    }
  }
}
