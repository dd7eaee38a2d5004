package import Domain

extension Rectification {
  /// Some notices for a terminal.
  package static func text(_ notices: [Rectification], on day: Day) -> String {
    if notices.isEmpty { return "没有整改事项。" }
    return notices.flatMap { notice -> [String] in
      let state = notice.isOverdue(on: day) ? "逾期未反馈" : notice.state.chinese
      let about = notice.projectName.map { "“\($0)”" } ?? ""
      return [
        "#\(notice.id) [\(state)] \(notice.department.name)\(about)，期限\(notice.due)", "  问题：\(notice.problem)",
        "  要求：\(notice.demand)",
      ] + notice.steps.map { "  \($0.day) \($0.actor)\(Action.chinese($0.kind))：\($0.note ?? "")" }
    }.joined(separator: "\n")
  }

  /// 整改清单 of some notices on a day.
  package static func grid(_ notices: [Rectification], on day: Day) -> FormGrid {
    let rows = notices.map { notice -> [FormGrid.Cell] in
      let answer = notice.steps.last.map { "\($0.day.chinese) \($0.actor)\(Action.chinese($0.kind))：\($0.note ?? "")" }
      return [
        .init("\(notice.id)"), .init("\(notice.department.code) \(notice.department.name)", .left),
        .init(notice.projectName ?? "—", .left), .init(notice.problem, .left), .init(notice.demand, .left),
        .init(notice.issuedOn.description), .init(notice.due.description),
        .init(
          notice.isOverdue(on: day) ? "逾期未反馈" : notice.state.chinese,
          tint: notice.isOverdue(on: day) ? .red : notice.state == .closed ? .green : .yellow),
        .init(answer ?? "", .left),
      ]
    }
    let open = notices.count { $0.state != .closed }
    return FormGrid(
      title: "预算绩效整改清单", period: "（截至\(day.chinese)）",
      rows: [["编号", "部门", "项目", "存在的问题", "整改要求", "通知日期", "整改期限", "状态", "最近办理"].map { .init($0) }]
        + (rows.isEmpty ? [[.init("没有整改事项。", columns: 9)]] : rows), heading: 0..<1,
      widths: [4, 13, 15, 18, 16, 8, 8, 7, 11],
      notes: [
        "共\(notices.count)件，已销号\(notices.count - open)件，未销号\(open)件，逾期\(notices.count { $0.isOverdue(on: day) })件。"
      ],
      signatures: ["制表：", "复核："], unit: "")
  }
}
