import Domain
import Testing

@Suite("Targets and how indicators are read")
struct TargetTests {
  @Test(
    "targets are read as they are printed, and written back",
    arguments: [
      ("≥430平方米", "≥430平方米"), ("≤38400元", "≤38400元"), ("＝1家", "=1家"), ("1人", "=1人"), ("<0.01%", "<0.01%"),
      ("<1人", "<1人"),
      ("≤2万", "≤2万"), ("≤13566.28元", "≤13566.28元"), ("100%", "=100%"), ("≥ 90 ％", "≥90%"), ("＞3次", ">3次"),
      (">=36家", "≥36家"),
      ("不低于90%", "≥90%"), ("95%以上", "≥95%"), ("≥1，000人", nil), ("≥1,000人", "≥1000人"), ("≤107351.\n04元", "≤107351.04元"),
      ("财政拨款后及时拨付", nil), ("待会议研究确定", nil), ("财政到位后15个工作日拨付到位", nil), ("减轻国有企业负担", nil), ("", nil),
      ("3—5家", nil),
    ])
  func parses(text: String, expected: String?) {
    let target = Target(parsing: text)
    #expect((target.measure == nil ? nil : target.canonical) == expected)
    #expect(Target(parsing: target.canonical).measure == target.measure)
  }

  @Test(
    "a deadline in workdays is found in its words",
    arguments: [("财政到位后15个工作日拨付到位", 15), ("财政到位后 5 个工作日内", 5), ("30工作日内办结", 30), ("及时拨付", nil), ("15%", nil)])
  func workdays(text: String, expected: Int?) {
    #expect(Target(parsing: text).workdays == expected)
  }

  @Test(
    "words that put the decision off are undecided",
    arguments: [("待会议研究确定", true), ("", true), ("及时拨付", false), ("1家", false)])
  func undecided(text: String, expected: Bool) {
    #expect(Target(parsing: text).isUndecided == expected)
  }

  private func indicator(_ position: Int, _ level2: String, _ name: String, _ target: String) -> Indicator {
    Indicator(
      position: position, level1: "产出指标", level2: level2, level3: name, description: "",
      target: Target(parsing: target),
      basis: "")
  }

  @Test("bindings are proposed by name, kind and number of caps")
  func bindings() {
    let two = Indicator.proposingBindings([
      indicator(1, "成本指标", "留守人员工资补助金额", "≤38400元"), indicator(2, "成本指标", "留守人员保险费用金额", "≤13566.28元"),
      indicator(3, "时效指标", "支出进度及时率", "≥90%"), indicator(4, "时效指标", "资金支付率", "≥90%"),
      indicator(5, "时效指标", "保洁服务及时率", "≥90%"), indicator(6, "时效指标", "拨付时间", "财政到位后15个工作日拨付到位"),
      indicator(7, "经济效益指标", "企业投资金额", "≥300万元"),
    ])
    #expect(
      two.map(\.binding) == [
        .spending(category: "留守人员工资补助金额"), .spending(category: "留守人员保险费用金额"), .spendingTimeliness, .budgetExecution,
        .observation, .workdayDeadline(workdays: 15), .observation,
      ])
    #expect(
      Indicator.proposingBindings([indicator(1, "成本指标", "保洁服务成本", "≤3万元")]).map(\.binding) == [.spending(category: nil)]
    )
  }

  @Test(
    "a reported value is read in the target's unit",
    arguments: [
      ("95%", nil, "≥90%", "95%"), ("36家", nil, "≥36家", "36"), ("36", nil, "≥36家", "36"), ("27", "30", "≥90%", "27/30"),
      ("达成", nil, "及时拨付", "达成"), ("3000元", nil, "≥5万元", "0.3"),
    ])
  func observations(text: String, of: String?, target: String, expected: String) throws {
    let value = try ObservedValue.parse(text, outOf: of, for: Target(parsing: target))
    #expect(value.text == String(expected.filter { $0 != "%" }))
  }

  @Test(
    "a value that does not fit the target is refused with the reason",
    arguments: [
      ("达成", nil, "≥90%", "value-needs-number"), ("95%", nil, "及时拨付", "value-needs-judgement"),
      ("36人", nil, "≥36家", "value-wrong-unit"), ("很好", nil, "≥90%", "value-not-a-number"),
      ("27", "0", "≥90%", "value-bad-ratio"),
      ("27", "30", "≥36家", "value-not-a-rate"),
    ])
  func refusals(text: String, of: String?, target: String, code: String) {
    #expect { try ObservedValue.parse(text, outOf: of, for: Target(parsing: target)) } throws: {
      ($0 as? Refusal)?.code == code
    }
  }

  @Test(
    "values are read by the rules of the middle of the year",
    arguments: [
      // target, value, in June, after the year
      ("≥36家", "30", "in-progress", "off-target"), ("≥36家", "36", "met", "met"),
      ("≥90%", "89.99", "off-target", "off-target"),
      ("≥90%", "90", "met", "met"), ("100%", "99", "off-target", "off-target"), ("≤3人", "4", "violated", "violated"),
      ("≤3人", "3", "met", "met"), ("<1人", "1", "violated", "violated"), ("<1人", "0", "met", "met"),
      ("=1家", "2", "met", "met"), ("=2家", "1", "in-progress", "off-target"), ("及时拨付", "达成", "met", "met"),
      ("及时拨付", "部分达成", "in-progress", "off-target"), ("及时拨付", "未达成", "off-target", "off-target"),
      ("<0.01%", "0.01", "violated", "violated"),
    ])
  func readings(target: String, value: String, june: String, after: String) throws {
    let target = Target(parsing: target)
    let observation = Observation(day: day("2025-06-20"), value: try ObservedValue.parse(value, for: target))
    let facts = IndicatorFacts(
      id: 1, measure: target.measure, isUndecided: false, binding: .observation, observations: [observation])
    func status(_ text: String) -> String {
      IndicatorReading(facts, of: nil, nil, on: day(text), yearEnd: day("2025-12-31")).status.rawValue
    }
    #expect(status("2025-06-30") == june)
    #expect(status("2026-01-01") == after)
    #expect(status("2025-06-19") == "not-reported")
  }

  @Test(
    "signs and words around a number say one thing, or it is none",
    arguments: [
      ("≥95%以上", "≥95%"), ("≤5天以内", "≤5天"), ("≥95%以下", nil), ("大于等于90%", "≥90%"), ("不大于3次", "≤3次"),
      ("⩾430平方米", "≥430平方米"),
      ("⩽2万", "≤2万"), (">=90%", "≥90%"), ("至少3家", "≥3家"), ("达到90%", "≥90%"), ("80%（含）以上", "≥80%"), ("≥9O%", nil),
      ("≥1,43家", nil),
      ("≥4.3.0米", nil), ("≤200元/人", "≤200元/人"), ("85%-100%", nil),
    ])
  func statements(text: String, expected: String?) {
    let target = Target(parsing: text)
    #expect((target.measure == nil ? nil : target.canonical) == expected)
  }

  @Test("a cap that differs from the budget by rounding only is met by the published amount")
  func caps() throws {
    let cap = IndicatorFacts(
      id: 1, measure: Target(parsing: "≤107351.04元").measure, isUndecided: false, binding: .spending(category: nil))
    let day = try Day.parse("2025-06-30")
    func status(_ paid: Int64, budget: Int64) -> IndicatorStatus {
      let project = ProjectFacts(
        id: 1, budget: Money(fen: budget), checkpoints: [],
        ledger: Ledger([LedgerEntry(day: day, amount: Money(fen: paid))]),
        indicators: [cap])
      return IndicatorReading(cap, of: project, nil, on: day, yearEnd: Day(endOf: 12, in: 2025)).status
    }
    #expect(status(10_740_000, budget: 10_740_000) == .inProgress, "the published 10.74万元")
    #expect(status(10_740_001, budget: 10_740_000) == .violated)
    #expect(status(10_740_000, budget: 10_750_000) == .violated, "another amount altogether")
  }
}
