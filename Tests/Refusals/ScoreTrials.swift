import Domain

/// Weights and scores that the rules do not allow.
extension Trial {
  static let weightsCount = saying("项目有3项指标，给出了2个分值，应一一对应。") { _ in
    _ = try FormEntry(weights: "40,50", execution: "10", of: [1, 2, 3], reason: "突出重点")
  }
  static let weightsOutdated = saying("人工设定的分值与现在的指标不符，请重新设定或清除。") { _ in
    let entry = try FormEntry(weights: "40,50", execution: "10", of: [1, 2], reason: "突出重点")
    _ = try Filling([entry]).weights(for: [1, 3])
  }
  static let weightsReason = saying("调整分值请写明理由。") { _ in
    _ = try Weights.byHand(execution: .whole(10), rows: [.whole(90)], reason: " ")
  }
  static let weightsNotPositive = saying("第2项指标的分值是0.00，每项分值应大于零。") { _ in
    let entry = try FormEntry(weights: "90,0", execution: "10", of: [1, 2], reason: "突出重点")
    _ = try Filling([entry]).weights(for: [1, 2])
  }
  static let weightsTotal = saying("分值合计应为100.00，现为98.50，相差-1.50。") { _ in
    let entry = try FormEntry(weights: "40,48.5", execution: "10", of: [1, 2], reason: "突出重点")
    _ = try Filling([entry]).weights(for: [1, 2])
  }
  static let scoreWithoutValue = saying("没有填报完成值，不能直接打分。") { _ in
    _ = try RowScore.missing(.whole(10)).choosing(.whole(5), reason: "按台账")
  }
  static let scoreOutsideBand = saying("得分7.00不在该档范围内，应在8.00—10.00分之间。") { _ in
    _ = try RowScore(.reached, of: .whole(10), by: ScoringRules()).choosing(.whole(7), reason: "按台账")
  }
  static let scoreRaised = saying("得分9.50应在0.00—9.00分之间：按公式得9.00分，只能调减，不能调增。") { _ in
    _ = try nineOfTen().choosing(try Points.parse("9.5"), reason: "按台账")
  }
  static let scoreReasonMissing = saying("把得分由9.00分调减为8.00分，请写明理由。") { _ in
    _ = try nineOfTen().choosing(.whole(8), reason: " ")
  }

  /// Nine tenths of a target reached.
  private static func nineOfTen() -> RowScore {
    let measure = Target.Measure(comparison: .atLeast, value: Quantity(units: 100), unit: "人")
    return RowScore(.percent(9_000), against: measure, of: .whole(10), by: ScoringRules())
  }
}
