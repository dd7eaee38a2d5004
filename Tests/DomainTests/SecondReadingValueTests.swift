import Domain
import Testing

/// What people report for targets that the second reading knows, and what comes of it.
@Suite("Values for targets by the second reading")
struct SecondReadingValueTests {
  private static func parse(_ value: String, _ target: String) throws -> ObservedValue {
    try ObservedValue.parse(value, for: Target(parsing: target, by: .second))
  }

  @Test(
    "values are taken as they are typed",
    arguments: [
      ("12月底前", "2025-11-28", "2025年11月28日"), ("12月底前", "2025年11月28日", "2025年11月28日"), ("12月底前", "达成", "达成"),
      ("当年", "部分达成", "部分达成"), ("24小时内", "36小时", "36小时"), ("24小时内", "36", "36小时"), ("15日内", "12天", "12日"),
      ("3个月内", "2.5月", "2.5个月"), ("85%-100%", "92%", "92%"), ("≥430㎡", "450平方米", "450㎡"), ("≥430平方米", "450㎡", "450平方米"),
      ("≥3个百分点", "2百分点", "2个百分点"), ("零事故", "0", "0事故"), ("零事故", "0起", "0事故"), ("无投诉", "2件", "2投诉"),
      ("无投诉", "达成", "0投诉"),
      ("≤500千瓦时", "480度", "480千瓦时"),
    ])
  func taken(target: String, value: String, expected: String) throws {
    let unit = Target(parsing: target, by: .second).measure?.unit ?? ""
    #expect(try SecondReadingValueTests.parse(value, target).text(unit: unit) == expected)
  }

  @Test(
    "or refused with what to write",
    arguments: [
      ("12月底前", "12", "value-needs-day"), ("12月底前", "11月28日", "value-needs-day"), ("12月底前", "按时", "value-needs-day"),
      ("24小时内", "2天", "value-wrong-unit"), ("24小时内", "达成", "value-needs-number"), ("≥3个百分点", "3%", "value-wrong-unit"),
      ("≥200人次", "200人", "value-wrong-unit"), ("85%-100%", "达成", "value-needs-number"),
      ("无投诉", "部分达成", "value-needs-number"),
      ("按月", "3", "value-needs-judgement"),
    ])
  func refused(target: String, value: String, code: String) {
    #expect { try SecondReadingValueTests.parse(value, target) } throws: { ($0 as? Refusal)?.code == code }
  }

  @Test(
    "a rate typed without % that is a hundredth of its target or the hundredfold is asked about",
    arguments: [
      ("≥90%", "0.81", "81%"), ("≥90%", "1", "100%"), ("≥90%", "0.3", "30%"), ("100%", "1", "100%"),
      ("≥90%", "8100", "81%"),
      ("≥90%", "9500", "95%"), ("≤5%", "0.04", "4%"), ("≥3%", "310", "3.1%"), ("85%-100%", "0.9", "90%"),
      ("≥90%", "０．８１", "81%"),
    ])
  func asked(target: String, value: String, meant: String) throws {
    let question = try #require(ObservedValue.question(value, for: Target(parsing: target, by: .second)))
    #expect(question.code == "value-hundredfold")
    #expect(question.message.contains("是\(meant)，还是") && question.message.hasSuffix("确认无误后再报。"))
  }

  @Test(
    "and others are not",
    arguments: [
      ("≥90%", "0.81%"), ("≥90%", "8100%"), ("≥90%", "81"), ("≥90%", "2"), ("≥90%", "120"), ("≥90%", "0"),
      ("≤5%", "0.004"), ("≤5%", "1"),
      ("≤0.01%", "0.01"), ("≥5%", "50"), ("≥36家", "1"), ("≥36家", "3600"), ("及时", "达成"), ("≥90%", "-1"), ("≥90%", "x"),
    ])
  func notAsked(target: String, value: String) {
    #expect(ObservedValue.question(value, for: Target(parsing: target, by: .second)) == nil)
    #expect(ObservedValue.question("0.81", for: Target(parsing: "≥90%")) == nil, "the first reading asks nothing")
  }

  private static func day(_ text: String) throws -> Day { try Day.parse(text) }

  private static func facts(_ target: String, _ value: String, on day: String) throws -> IndicatorFacts {
    let read = Target(parsing: target, by: .second)
    return IndicatorFacts(
      id: 1, measure: nil, isUndecided: false, binding: .observation,
      observations: [Observation(day: try Day.parse(day), value: try ObservedValue.parse(value, for: read))]
    ).read(as: read, in: 2025)
  }

  @Test(
    "how an indicator stands in June and after the year",
    arguments: [
      ("24小时内", "24", "met", "met"), ("24小时内", "36", "violated", "violated"), ("6月15日前", "2025-06-15", "met", "met"),
      ("6月15日前", "2025-06-16", "off-target", "off-target"), ("6月15日前", "部分达成", "off-target", "off-target"),
      ("12月底前", "部分达成", "in-progress", "off-target"), ("12月底前", "达成", "met", "met"),
      ("12月底前", "2025-06-10", "met", "met"),
      ("85%-100%", "84", "off-target", "off-target"), ("85%-100%", "85", "met", "met"),
      ("85%-100%", "100", "met", "met"),
      ("85%-95%", "96", "off-target", "off-target"), ("20-30人", "10", "in-progress", "off-target"),
      ("20-30人", "31", "off-target", "off-target"),
      ("零事故", "0", "met", "met"), ("零事故", "达成", "met", "met"),
    ])
  func readings(target: String, value: String, june: String, after: String) throws {
    let facts = try SecondReadingValueTests.facts(target, value, on: "2025-06-20")
    func status(_ text: String) throws -> String {
      IndicatorReading(facts, of: nil, nil, on: try Day.parse(text), by: context).status.rawValue
    }
    #expect(try status("2025-06-30") == june)
    #expect(try status("2026-01-01") == after)
  }

  private let context = RuleContext(
    of: DepartmentFacts(
      id: 1, identity: DepartmentIdentity(code: "304", name: "科工局", fiscalYear: 2025), parameters: .nationalDefault,
      projects: [], indicators: []),
    on: Day(endOf: 12, in: 2025), calendar: calendar)

  @Test(
    "what it scores of 10 points",
    arguments: [
      ("24小时内", "24", "10.00", 0), ("24小时内", "36", "5.00", 1), ("24小时内", "48", "0.00", 1),
      ("6月30日前", "2025-06-30", "10.00", 0),
      ("6月30日前", "2025-07-01", "3.00", 1), ("6月30日前", "达成", "10.00", 0), ("85%-100%", "85", "10.00", 0),
      ("85%-100%", "68", "8.00", 1),
      ("85%-95%", "97", "10.00", 1), ("20-30人", "29", "10.00", 0), ("20-30人", "31", "10.00", 1),
      ("20-30人", "15", "7.50", 1),
      ("零事故", "0", "10.00", 0), ("95%左右", "94", "9.89", 1), ("95%左右", "96", "10.00", 0),
    ])
  func scores(target: String, value: String, score: String, needs: Int) throws {
    let facts = try SecondReadingValueTests.facts(target, value, on: "2025-07-10")
    let achieved = Achieved(facts, of: nil, nil, on: Day(endOf: 12, in: 2025), by: context)
    let row = RowScore(
      achieved, against: facts.measure, of: .whole(10), by: Parameters.nationalDefault.scoring, isSatisfaction: false)
    #expect(row.score?.text == score)
    #expect(row.needs.count == needs)
    #expect(achieved.text != nil)
  }

  @Test("a judgement kept while 零事故 was words is the number it says, and no other is")
  func keptJudgements() throws {
    let target = Target(parsing: "无投诉", by: .second)
    func kept(_ band: Band) throws -> ObservedValue? {
      IndicatorFacts(
        id: 1, measure: nil, isUndecided: false, binding: .observation,
        observations: [Observation(day: try Day.parse("2025-06-20"), value: .band(band))]
      ).read(as: target, in: 2025).observations.first?.value
    }
    #expect(try kept(.reached) == .number(Quantity(units: 0)))
    #expect(try kept(.missed) == .band(.missed))
  }

  @Test("both bounds of a range are compared, and the limit of any other target")
  func met() throws {
    func isMet(_ target: String, _ percent: Int64) throws -> Bool {
      let measure = try #require(Target(parsing: target, by: .second).measure)
      return measure.isMet(by: try #require(Ratio(percent, 1)))
    }
    #expect(try isMet("85%-95%", 85) && isMet("85%-95%", 95))
    #expect(try !isMet("85%-95%", 84) && !isMet("85%-95%", 96))
    #expect(try isMet("24小时内", 24) && !isMet("24小时内", 25))
    #expect(try isMet("零事故", 0) && !isMet("零事故", 1))
  }

  @Test("the parameter of a rule set chooses the reading; a set without it keeps the first")
  func chosen() {
    func reading(_ value: String?) -> (TargetReading, [String]) {
      let rows = value.map { [RuleSet.Row("target-reading", $0)] } ?? []
      let (parameters, findings) = Parameters.parse(RuleSet(name: "X", version: 1, rows: rows))
      return (parameters.targetReading, findings.map(\.code))
    }
    #expect(reading(nil) == (.first, []))
    #expect(reading("1") == (.first, []))
    #expect(reading("2") == (.second, []))
    #expect(reading("3") == (.third, []))
    #expect(reading("4") == (.first, ["rule-parameter-unreadable"]))
  }
}
