import Contract
import Domain
import Foundation
import Testing

@Suite("Requests as JSON")
struct RequestTests {
  private func comesBack<Request: Codable & Hashable>(_ request: Request) throws -> Bool {
    try JSONDecoder().decode(Request.self, from: try JSONEncoder().encode(request)) == request
  }

  private func read<Request: Decodable>(_ type: Request.Type, _ text: String) throws -> Request {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test("whatever can be asked comes back from its JSON as it was")
  func roundTrip() throws {
    let day = try Day.parse("2025-03-20")
    let department = DepartmentChoice(department: "304", year: 2025)
    #expect(
      try comesBack(
        ImportRequest(division: DivisionCode(kept: "130625"), year: 2025, effective: day, agreesToRemovals: true)))
    #expect(
      try comesBack(
        RecipientRequest(
          name: "张三", role: .bureau, immediateFrom: nil, quiet: QuietTime(typed: "22:00-07:30", holdsRed: true),
          addresses: [.init(channel: "邮箱", address: "a@b.cn")])))
    #expect(try comesBack(RouteRequest(of: department, rules: [.overspent], least: .red, to: ["张三"])))
    #expect(try comesBack(ChannelRequest(name: "群", kind: .dingtalk, protection: .tls)))
    let indicators = IndicatorChoice(of: .project("13062525P000232100244"))
    for binding in [Binding.spending(category: "工资"), .workdayDeadline(workdays: 15), .observation] {
      #expect(try comesBack(BindRequest(indicators, indicator: "1", to: binding)))
    }
    #expect(try comesBack(RectificationRequest(department: department, problem: "慢", demand: "快", due: day)))
    #expect(try comesBack(RectificationStepRequest(1, .reject, note: "否")))
    #expect(try comesBack(SetRulesRequest(of: department, ["score.grades=90,80,60"])))
    #expect(try comesBack(StatusRequest(of: department, asOf: day)))
    for value in ["12", ""] { #expect(try comesBack(SettingRequest("retention-years", to: value))) }
    #expect(try comesBack(DeliveriesRequest(state: .dead)))
  }

  @Test("a value of the domain is the text people type, and what is none is not taken")
  func values() throws {
    #expect(try read([Money].self, #"["7500.00","0.75万元"]"#) == [Money(fen: 750_000), Money(fen: 750_000)])
    #expect(try read([Day].self, #"["2025-03-20","2025年3月20日"]"#).map(\.description) == ["2025-03-20", "2025-03-20"])
    #expect(try read([DivisionCode].self, #"["130625",null]"#) == [DivisionCode(kept: "130625"), .unspecified])
    #expect(try AnswerEncoder.json([DivisionCode(kept: "130625"), .unspecified]).compact == #"["130625",null]"#)
    #expect(try AnswerEncoder.json(Instant(try Day.parse("2025-03-20"))).compact == #""2025-03-20T00:00:00+08:00""#)
    #expect(try AnswerEncoder.json(Money(fen: -5)).compact == #""-0.05""#)
    #expect(throws: DecodingError.self) { try read([Money].self, #"["七千"]"#) }
    #expect(throws: DecodingError.self) { try read([Day].self, #"["2025-02-30"]"#) }
    #expect(throws: DecodingError.self) { try read([DivisionCode].self, #"["13"]"#) }
    #expect(throws: DecodingError.self) { try read(Binding.self, #"{"binding":"workday-deadline"}"#) }
    #expect(throws: DecodingError.self) { try read(QuietTime.self, #"{"from":7,"to":7,"holdsRed":false}"#) }
    #expect(throws: DecodingError.self) { try read(SettingRequest.self, #"{"key":"public-url","value":"ftp://x"}"#) }
  }

  @Test("a binding is a part of what it belongs to, with both its details")
  func binding() throws {
    let entry = IndicatorsAnswer.Entry(
      position: 2, name: "工资", target: Target(parsing: "≤3万元"), bound: .spending(category: "工资"))
    #expect(
      try AnswerEncoder.json(entry).compact
        == #"{"position":2,"name":"工资","target":"≤3万元","binding":"spending","category":"工资","workdays":null}"#)
  }

  @Test("every refusal stands in the list with its code, its ends and its words")
  func errors() throws {
    let answer = ErrorsAnswer(at: .plain)
    #expect(answer.errors.map(\.code) == RefusalKind.allCases.map(\.rawValue))
    let first = try AnswerEncoder.json(answer.errors.filter { $0.code == "recipient-none" }).compact
    #expect(first.hasPrefix(#"[{"code":"recipient-none","exitCode":1,"httpStatus":"#))
  }
}
