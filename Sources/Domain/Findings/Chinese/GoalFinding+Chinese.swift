extension GoalFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .numbersNotTaken(let count, let first):
      "部门整体绩效目标中有\(count)处没有读出数字指标，没有列入跟踪：\(first.quoted)\(count > first.count ? "等" : "")。"
    case .textsNotTaken(let count, let first):
      "分项绩效目标的\(count)段文字只读取其中的绩效指标，文字没有导入：\(first.quoted)\(count > first.count ? "等" : "")。"
    case .contradict(let overall, let section, let itemised):
      "总体目标写“\(overall)”，\(section)写“\(itemised)”，两处数字不一致，请核对。"
    }
  }
}
