import Domain
import Store

/// Steps of a rectification that are not ones for now.
extension Trial {
  static let noticeEmpty = saying("请写明存在的问题和整改要求。") { place in
    try await place.on(.sample) { try await issue("进度慢", "　", due: "2025-08-31", $0) }
  }
  static let duePast = saying("整改期限 2025-07-24 早于通知日期 2025-07-25。") { place in
    try await place.on(.sample) { try await issue("进度慢", "补足", due: "2025-07-24", $0) }
  }
  static let letterNumber = each(
    saying("“徐财绩3号”不是发文字号，应写成 徐财绩〔2025〕3号：机关代字2到12个汉字，年份4位，号数从1起。") { _ in
      _ = try LetterNumber.parse("徐财绩3号")
    },
    saying("“徐财绩〔2025〕0号”不是发文字号，应写成 徐财绩〔2025〕3号：机关代字2到12个汉字，年份4位，号数从1起。") { _ in
      _ = try LetterNumber.parse("徐财绩〔2025〕0号")
    })
  static let letterNumberTaken = saying("发文字号徐财绩〔2025〕3号已用于整改通知 #1，请核对。") { place in
    try await place.on(.sample) { store in
      let (department, day) = (try await FormTrial.key(store).department, try Day.parse("2025-07-25"))
      for _ in 0..<2 {
        _ = try await store.issueRectification(
          to: department, project: nil, problem: "慢", demand: "快", by: "绩效股", on: day, due: day,
          number: LetterNumber(mark: "徐财绩", year: 2025, serial: 3))
      }
    }
  }
  static let rectificationUnknown = saying("没有编号为 9 的整改通知，请查看编号。") { place in
    let day = try Day.parse("2025-08-01")
    try await place.on(.sample) { _ = try await $0.act(.answer, onRectification: 9, note: "已办", by: "王五", on: day) }
  }
  static let rectificationDay = saying("日期2025年7月24日早于上一步的日期2025年7月25日，请核对。") { _ in
    try act(.answer, "已办", on: "2025-07-24", while: .open)
  }
  static let rectificationNoteMissing = each(
    saying("请写明整改措施和结果。") { _ in try act(.answer, " ", on: "2025-08-01", while: .open) },
    saying("退回请写明意见。") { _ in try act(.reject, " ", on: "2025-08-01", while: .answered) },
    saying("销号请写明核实情况。") { _ in try act(.close, " ", on: "2025-08-01", while: .answered) })
  static let rectificationClosed = saying("整改 #7 已经销号。") { _ in
    try act(.answer, "已办", on: "2025-08-01", while: .closed)
  }
  static let rectificationAnswered = saying("整改 #7 已经反馈，等待核实。") { _ in
    try act(.answer, "已办", on: "2025-08-01", while: .answered)
  }
  static let rectificationOpen = saying("整改 #7 还没有反馈，不能办理。") { _ in
    try act(.close, "属实", on: "2025-08-01", while: .open)
  }

  private static func issue(_ problem: String, _ demand: String, due: String, _ store: Store) async throws {
    _ = try await store.issueRectification(
      to: try await FormTrial.key(store).department, project: nil, problem: problem, demand: demand, by: "绩效股",
      on: try Day.parse("2025-07-25"), due: try Day.parse(due))
  }

  private static func act(
    _ action: Rectification.Action, _ note: String, on day: String, while state: Rectification.State
  ) throws {
    let notice = Rectification(
      id: 7, department: DepartmentIdentity(code: "304", name: "局", fiscalYear: 2025), project: nil, projectName: nil,
      problem: "进度慢", demand: "补足", issuedBy: "绩效股", issuedOn: try Day.parse("2025-07-25"),
      due: try Day.parse("2025-08-31"), state: state, steps: [])
    _ = try notice.state(after: action, note: note, on: try Day.parse(day))
  }
}
