internal import Domain

extension Summary {
  /// The heading.
  package var title: String { "\(department.name)\(department.fiscalYear)年项目绩效运行小结（1—\(month)月）" }

  /// Up to when the figures go; says so where the month is not over.
  package var asOfText: String {
    let end = Day(endOf: month, in: department.fiscalYear)
    return "数据截至\(day.chinese)" + (day < end ? "（\(month)月尚未结束）" : "")
  }

  /// A paragraph of plain Chinese that says how the department stands.
  package var paragraph: String { [money, lights, indicatorsText, concerns, next].joined() }

  var money: String {
    let head = "截至\(day.chinese)，\(department.name)\(department.fiscalYear)年"
    guard !lines.isEmpty else { return head + "没有项目。" }
    let rate = progress.map { "，支出进度\($0.percentText)%" } ?? ""
    let spent = paid == .zero ? "尚未支付。" : "累计支付\(paid.told)\(rate)。"
    guard planned > .zero else {
      return head + "共有\(lines.count)个项目，预算\(budget.tenThousands)万元，\(spent)各项目的支出计划尚未到节点。"
    }
    let inTime = timeliness.map { $0.numerator == 0 ? "，没有按时支付" : "，已按时支付其中的\($0.percentText)%" } ?? ""
    return head + "共有\(lines.count)个项目，预算\(budget.tenThousands)万元，\(spent)"
      + "按各项目支出计划，到最近的节点应支付\(planned.told)\(inTime)。"
  }

  var lights: String {
    let parts = [SpendingLight.green, .yellow, .red, .none].compactMap { light in
      count(light) > 0 ? "\(light == .none ? "尚未到计划节点" : light.chinese)\(count(light))个" : nil
    }
    return parts.isEmpty ? "" : "按支出进度，" + parts.joined(separator: "、") + "。"
  }

  var indicatorsText: String {
    let all = indicators
    guard all.total > 0 else { return (lines.isEmpty ? "" : "各项目没有绩效指标。") + ownIndicators }
    let parts: [(String, Int)] = [
      ("已达成", all[.met]), ("推进中", all[.inProgress]), ("偏离目标", all.off), ("未填报", all[.notReported]),
      ("未到考核时点", all[.notDue]),
    ]
    let text = parts.filter { $0.1 > 0 }.map { "\($0.0)\($0.1)项" }.joined(separator: "、")
    return "项目绩效指标共\(all.total)项：\(text)。" + ownIndicators
  }

  /// The department's own indicators: how many were reported.
  private var ownIndicators: String {
    let (total, missing) = (departmentIndicators.total, departmentIndicators[.notReported])
    guard total > 0 else { return "" }
    let reported =
      missing == 0 ? "均已填报" : missing == total ? "均未填报" : "已填报\(total - missing)项、未填报\(missing)项"
    return "部门整体指标\(total)项，\(reported)。"
  }

  var concerns: String {
    let behind = lines.filter { $0.light == .red } + lines.filter { $0.light == .yellow }
    let standing = alerts > 0 ? "\(behind.isEmpty ? "目前共有" : "共有")\(alerts)条预警。" : ""
    guard !behind.isEmpty else { return standing.isEmpty ? "目前没有预警。" : standing }
    let names = behind.prefix(3).map { line -> String in
      let rate = line.paid > line.budget ? "已超预算" : line.timeliness.map { "及时率\($0.percentText)%" } ?? "突破上限"
      return "\(Sentence.quoted(line.project.name))（\(line.light.chinese)，\(rate)）"
    }
    let more = behind.count > 3 ? "等\(behind.count)个项目" : ""
    return "需要重点关注：" + names.joined(separator: "、") + more + "。" + standing
  }

  var next: String {
    let all = lines.flatMap(\.due)
    let arrears = all.filter(\.isOverdue).reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
    let isOver = all.contains(where: \.isOfPastYear)
    let overdue =
      arrears > .zero
      ? isOver ? "年末尚有\(arrears.told)未执行，应按规定办理结转结余。" : "已过节点尚欠计划\(arrears.told)，应尽快补足。" : ""
    return overdue + upcoming(all.filter { !$0.isOverdue })
  }

  private func upcoming(_ dues: [Due]) -> String {
    guard let day = dues.filter({ $0.amount != nil }).map(\.day).min() else {
      return dues.map(\.day).min().map { "下一步：\($0.chinese)前填报各项指标的完成值。" } ?? ""
    }
    let due = dues.filter { $0.day == day && $0.amount != nil }
    let sum = due.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
    return "下一个支出节点是\(day.chinese)，涉及\(due.count)个项目，按计划还需支付\(sum.told)。"
  }
}

extension Summary.Due {
  /// `6月30日前还需支付0.57万元`.
  var text: String {
    let (_, month, date) = day.components
    let money = amount?.told ?? ""
    if isOfPastYear { return what + money + "，办理结转结余" }
    return (isOverdue ? "尽快" : "\(month)月\(date)日前") + what + money
  }
}

extension Summary.Line {
  /// The plan's figure with its month, or a word where there is none.
  var plannedText: String { planned.map { $0.tenThousands + (isFallback ? "（序时）" : "") } ?? "—" }
  /// The timeliness in percent, or a dash.
  var timelinessText: String { timeliness.map { $0.percentText + "%" } ?? "—" }
  /// The progress in percent, or a dash.
  var progressText: String { progress.map { $0.percentText + "%" } ?? "—" }
}
