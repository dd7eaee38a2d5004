import Domain
import Testing

/// Points as a clerk writes them: 12.5, 6.25.
private func points(_ text: String) -> Points {
  Points(hundredths: (Quantity(parsing: text) ?? Quantity(units: 0)).rescaled(to: 2).units)
}

@Suite("Scoring a row")
struct RowScoreTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let target: String, value: String, points: String, score: String
    let needs: [ExplanationReason]
    let reverse: ReverseFormula
    var testDescription: String { "\(target) 完成 \(value)，\(points)分 → \(score)" }

    init(
      _ target: String, _ value: String, _ points: String, _ score: String, _ needs: [ExplanationReason] = [],
      _ reverse: ReverseFormula = .linear
    ) {
      (self.target, self.value, self.points, self.score) = (target, value, points, score)
      (self.needs, self.reverse) = (needs, reverse)
    }
  }

  static let cases: [Case] = [
    // 正向
    Case("≥90%", "81%", "6.25", "5.63", [.belowFull]), Case("≥36家", "30家", "12.50", "10.42", [.belowFull]),
    Case("≥90%", "90%", "6.25", "6.25"), Case("≥90%", "100%", "6.25", "6.25"),
    Case("≥90%", "0%", "6.25", "0.00", [.belowFull]),
    Case("≥36家", "36家", "12.50", "12.50"), Case("≥36家", "46家", "12.50", "12.50"),
    Case("≥100家", "130家", "12.50", "12.50"), Case("≥100家", "131家", "12.50", "12.50", [.aboveTarget]),
    Case("≥10家", "14家", "12.50", "12.50", [.aboveTarget]), Case(">95%", "95%", "10", "10.00", [.notMet]),
    Case(">95%", "95.01%", "10", "10.00"), Case(">95%", "47.5%", "10", "5.00", [.belowFull]),
    Case("≥430平方米", "429平方米", "12.50", "12.47", [.belowFull]),
    Case("≥43000平方米", "42999平方米", "12.50", "12.50", [.notMet]), Case("≥3万元", "1.5万元", "10", "5.00", [.belowFull]),
    Case("≥90%", "-5%", "6.25", "0.00", [.belowFull]), Case("≥0家", "0家", "10", "10.00"),
    // 等于
    Case("＝1家", "1家", "30", "30.00"), Case("＝1家", "2家", "30", "30.00", [.aboveTarget]),
    Case("1家", "0家", "30", "0.00", [.belowFull]),
    Case("＝12次", "9次", "12.50", "9.38", [.belowFull]), Case("100%", "98%", "12.50", "12.25", [.belowFull]),
    Case("＝0起", "0起", "10", "10.00"), Case("＝0起", "1起", "10", "0.00", [.belowFull]),
    // 反向
    Case("≤3万元", "3.3万元", "12.50", "11.25", [.belowFull]),
    Case("≤3万元", "3.3万元", "12.50", "11.36", [.belowFull], .ratio),
    Case("≤3万元", "3万元", "12.50", "12.50"), Case("≤3万元", "0.5万元", "12.50", "12.50"),
    Case("≤3万元", "6万元", "12.50", "0.00", [.belowFull]), Case("≤3万元", "5.99万元", "12.50", "0.04", [.belowFull]),
    Case("≤3万元", "7万元", "12.50", "0.00", [.belowFull]), Case("≤3万元", "6万元", "12.50", "6.25", [.belowFull], .ratio),
    Case("≤38400元", "38400.01元", "6.25", "6.25", [.notMet]), Case("<1人", "0人", "10", "10.00"),
    Case("<1人", "1人", "10", "0.00", [.belowFull]), Case("<5人", "4人", "10", "10.00"),
    Case("<5人", "5人", "10", "7.50", [.belowFull]),
    Case("<0.01%", "0%", "10", "10.00"), Case("<0.01%", "0.01%", "10", "10.00", [.notMet]),
    Case("<0.01%", "0.015%", "10", "5.00", [.belowFull]), Case("≤0起", "0起", "10", "10.00"),
    Case("≤0起", "1起", "10", "0.00", [.belowFull]), Case("≤2万", "2.2万", "10", "9.00", [.belowFull]),
  ]

  @Test("the official formulas, row by row", arguments: cases)
  func rows(row: Case) throws {
    let target = Target(parsing: row.target)
    let value = try #require(try ObservedValue.parse(row.value, for: target).ratio)
    let score = RowScore(
      value, against: try #require(target.measure), of: points(row.points), by: ScoringRules(reverse: row.reverse))
    #expect(score.score?.text == points(row.score).text)
    #expect(score.needs == row.needs)
  }

  @Test("a rate by its two numbers is scored exactly")
  func outOf() throws {
    let target = Target(parsing: "≥95%")
    let value = try #require(try ObservedValue.parse("46", outOf: "50", for: target).ratio)
    let score = RowScore(value, against: try #require(target.measure), of: .whole(30), by: ScoringRules())
    #expect(score.score == points("29.05") && score.formula == "指标值≥95%，完成92%：30.00×92%÷95%=29.05")
  }

  @Test("the formula says its numbers")
  func formulas() throws {
    func formula(_ text: String, _ value: String, _ rules: ScoringRules = ScoringRules()) throws -> String {
      let target = Target(parsing: text)
      let ratio = try #require(try ObservedValue.parse(value, for: target).ratio)
      return RowScore(ratio, against: try #require(target.measure), of: points("12.50"), by: rules).formula
    }
    #expect(try formula("≥36家", "30家") == "指标值≥36家，完成30家：12.50×30家÷36家=10.42")
    #expect(try formula("≤3万元", "3.3万元") == "指标值≤3万元，完成3.3万元：12.50×（1−（3.3万元−3万元）÷3万元）=11.25")
    #expect(try formula("≤3万元", "3.3万元", ScoringRules(reverse: .ratio)) == "指标值≤3万元，完成3.3万元：12.50×3万元÷3.3万元=11.36")
    #expect(try formula("<1人", "1人") == "指标值<1人，完成1人：超过0人，不得分")
  }

  @Test(
    "words are scored in three bands, proposed and chosen within the band",
    arguments: [
      (Band.reached, "12.50", "10.00", "12.50", true), (.partly, "8.75", "7.50", "9.99", false),
      (.missed, "3.75", "0.00", "7.49", false),
    ])
  func bands(band: Band, proposed: String, least: String, most: String, isFull: Bool) throws {
    let score = RowScore(band, of: points("12.50"), by: ScoringRules())
    let choice = try #require(score.choice)
    #expect(score.score == points(proposed) && choice.lowerBound == points(least) && choice.upperBound == points(most))
    #expect(score.needs.isEmpty == isFull)
  }

  @Test("another rule set has another limit for what is far above; satisfaction may be far above")
  func limits() throws {
    let target = try #require(Target(parsing: "≥100家").measure)
    let strict = ScoringRules(overTarget: .percent(15))
    let value = try #require(Ratio(116, 1))
    #expect(RowScore(value, against: target, of: .whole(10), by: strict).needs == [.aboveTarget])
    #expect(RowScore(value, against: target, of: .whole(10), by: ScoringRules()).needs.isEmpty)
    #expect(RowScore(value, against: target, of: .whole(10), by: strict, isSatisfaction: true).needs.isEmpty)
  }
}

@Suite("Sharing 100 points")
struct WeightsTests {
  private func rows(_ text: String) -> [Weights.Row] {
    text.split(separator: " ").compactMap { part in
      let names = part.split(separator: "/").map(String.init)
      return ScoreLevel(named: names[0]).map { Weights.Row(level: $0, kind: names[1]) }
    }
  }

  private func shared(_ text: String) -> (String, [String]) {
    let rows = rows(text)
    let weights = Weights(sharing: ScoringRules().template(for: rows.map(\.level)), over: rows)
    #expect(weights.execution + weights.rows.sum == .whole(100) || rows.isEmpty)
    return (weights.rows.map(\.text).joined(separator: " "), weights.notes)
  }

  @Test("保洁费项目 and 政务管理经费 by default")
  func published() {
    #expect(
      shared("产出/数量 产出/质量 产出/时效 产出/时效 产出/成本 效益/社会效益 满意度/服务对象满意度")
        == ("12.50 12.50 6.25 6.25 12.50 30.00 10.00", []))
    #expect(
      shared("产出/数量 产出/质量 产出/时效 产出/成本 效益/经济效益 满意度/服务对象满意度") == ("12.50 12.50 12.50 12.50 30.00 10.00", []))
  }

  @Test("absent levels give their points on, and the form says so")
  func absent() {
    #expect(shared("产出/数量 效益/社会效益") == ("50.00 40.00", ["没有满意度指标，其10.00分并入效益指标。"]))
    #expect(shared("产出/数量 满意度/满意度") == ("80.00 10.00", ["没有效益指标，其30.00分并入产出指标。"]))
    #expect(
      shared("产出/数量 产出/质量") == ("45.00 45.00", ["没有满意度指标，其10.00分并入产出指标。", "没有效益指标，其30.00分并入产出指标。"]))
    #expect(shared("产出/成本").0 == "90.00")
    #expect(shared("效益/社会效益 满意度/满意度").0 == "80.00 10.00")
    #expect(shared("") == ("", ["没有绩效指标，无法分配分值。"]))
  }

  @Test("with 成本 as a level of its own the second template holds")
  func withCost() {
    #expect(
      shared("成本/经济成本 产出/数量 产出/质量 效益/社会效益 满意度/满意度") == ("20.00 20.00 20.00 20.00 10.00", []))
  }

  @Test("what does not divide goes to the largest remainders, the first of equal ones first")
  func remainders() {
    #expect(shared("产出/数量 产出/数量 产出/数量 效益/社会 满意度/满").0 == "16.67 16.67 16.66 30.00 10.00")
    #expect(
      shared("产出/数量 产出/质量 产出/时效 效益/甲 效益/乙 效益/丙 效益/丁 效益/戊 效益/己 效益/庚 满意度/满").0
        == "16.67 16.67 16.66 4.29 4.29 4.29 4.29 4.28 4.28 4.28 10.00")
  }

  @Test("points by hand want a reason and must come to 100.00")
  func byHand() throws {
    let good = try Weights.byHand(execution: .whole(10), rows: [.whole(60), .whole(30)], reason: "按批复")
    #expect(good.isByHand && good.notes == ["分值由人工设定：按批复"])
    let short = #expect(throws: Refusal.self) {
      try Weights.byHand(execution: .whole(10), rows: [points("59.99"), .whole(30)], reason: "按批复")
    }
    #expect(short?.message == "分值合计应为100.00，现为99.99，相差-0.01。")
    #expect(throws: Refusal.self) {
      try Weights.byHand(execution: .whole(10), rows: [.whole(90), .zero], reason: "按批复")
    }
    #expect(throws: Refusal.self) { try Weights.byHand(execution: .whole(10), rows: [.whole(90)], reason: " ") }
  }
}

@Suite("The self-evaluation as a whole")
struct SelfEvaluationTests {
  private func execution(_ initial: String, _ budget: String, _ paid: String) throws -> ExecutionScore {
    ExecutionScore(
      points: .whole(10), initial: try Money.parse(initial), budget: try Money.parse(budget),
      paid: try Money.parse(paid))
  }

  @Test(
    "the budget execution rate",
    arguments: [
      ("43.2万元", "43.2万元", "37.24万元", "86.20" as String?, "8.62" as String?, true),
      ("238.93万元", "251.89万元", "251.89万元", "100.00", "10.00", true), ("3万元", "3万元", "2.7万元", "90.00", "9.00", false),
      ("3万元", "3万元", "3.3万元", "110.00", "10.00", false), ("3万元", "3万元", "0元", "0.00", "0.00", true),
      ("3万元", "0元", "0元", nil, nil, true),
    ])
  func rates(initial: String, budget: String, paid: String, rate: String?, score: String?, needsReason: Bool) throws {
    let execution = try execution(initial, budget, paid)
    #expect(
      execution.rate?.percentText == rate && execution.score?.text == score && execution.needsReason == needsReason)
  }

  @Test("its formula, to the letter")
  func formula() throws {
    #expect(
      try execution("43.2万元", "43.2万元", "37.24万元").formula
        == "执行数372,400.00元÷全年预算数432,000.00元=86.20%；10.00×372,400.00÷432,000.00=8.62")
    #expect(try execution("3万元", "0元", "0元").formula == "全年预算数为零，由人工确定得分")
  }

  private func full(_ points: Points) throws -> RowScore {
    RowScore(.one, against: try #require(Target(parsing: "≥1家").measure), of: points, by: ScoringRules())
  }

  @Test("a missing value blocks the form and is not zero")
  func missing() throws {
    let form = SelfEvaluation(
      execution: try execution("3万元", "3万元", "3万元"), rows: [try full(.whole(60)), .missing(.whole(30))])
    #expect(form.missingRows == [2] && form.total == nil && form.grade == nil)
    #expect(form.rows[1].score == nil && form.rows[1].needs.isEmpty)
    #expect(SelfEvaluation(execution: try execution("3万元", "3万元", "3万元"), rows: []).total == nil)
  }

  @Test(
    "grades",
    arguments: [
      ("90", Grade.excellent), ("89.99", .good), ("80", .good), ("79.99", .fair), ("60", .fair), ("59.99", .poor),
    ])
  func grades(total: String, grade: Grade) { #expect(Grade(points(total)) == grade) }

  @Test("high marks with little spent is red, a fifth of the budget unspent is yellow")
  func checks() throws {
    let rows = [try full(.whole(90))]
    func checks(_ paid: String) throws -> Set<AlertSeverity> {
      Set(SelfEvaluation(execution: try execution("100万元", "100万元", paid), rows: rows).checks.keys)
    }
    #expect(try checks("100万元").isEmpty)
    #expect(try checks("95万元").isEmpty)
    #expect(try checks("94.9万元") == [.red])
    #expect(try checks("80万元") == [.red])
    #expect(try checks("79.99万元") == [.red, .yellow])
    let form = SelfEvaluation(execution: try execution("100万元", "100万元", "86.2万元"), rows: rows)
    #expect(form.total == points("98.62") && form.grade == .excellent)
  }
}
