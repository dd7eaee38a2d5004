extension ScoreRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .weightsCount(let indicators, let given): "项目有\(indicators)项指标，给出了\(given)个分值，应一一对应。"
    case .weightsOutdated: "人工设定的分值与现在的指标不符，请重新设定或清除。"
    case .weightsReason: "调整分值请写明理由。"
    case .weightNotPositive(let row, let points): "第\(row)项指标的分值是\(points.text)，每项分值应大于零。"
    case .weightsTotal(let total): "分值合计应为100.00，现为\(total.text)，相差\((total - .whole(100)).text)。"
    case .withoutValue: "没有填报完成值，不能直接打分。"
    case .outsideBand(let chosen, let from, let to): "得分\(chosen.text)不在该档范围内，应在\(from.text)—\(to.text)分之间。"
    case .raised(let chosen, let above): "得分\(chosen.text)应在0.00—\(above.text)分之间：按公式得\(above.text)分，只能调减，不能调增。"
    case .reasonMissing(let from, let to): "把得分由\(from.text)分调减为\(to.text)分，请写明理由。"
    }
  }
}
