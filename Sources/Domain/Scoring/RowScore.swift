/// What a row needs an explanation for.
package enum ExplanationReason: String, Sendable, Codable {
  /// It did not get all its points.
  case belowFull = "below-full"
  /// It is above its target by more than the rule set's share, or an exact target is exceeded.
  case aboveTarget = "above-target"
  /// The target is not met, though rounding leaves all the points: just short of it, or on a limit that “less than” excludes.
  case notMet = "not-met"

  /// What is asked for.
  package var chinese: String {
    switch self {
    case .belowFull: "未得满分，需填写偏差原因分析及改进措施"
    case .aboveTarget: "超出指标值较多，需说明原因"
    case .notMet: "没有达到指标值要求，需说明原因"
    }
  }
}

/// What a row of the self-evaluation gets, and why.
package struct RowScore: Hashable, Sendable, Codable {
  /// 分值.
  package let points: Points
  /// 得分; nil where no value was reported: that is not zero, it blocks the form.
  package let score: Points?
  /// The formula with its numbers, in Chinese.
  package let formula: String
  /// What has to be explained.
  package let needs: [ExplanationReason]
  /// The scores a person may choose from, where the target is words; nil otherwise.
  package let choice: ClosedRange<Points>?

  private init(
    _ points: Points, _ score: Points?, _ formula: String, needs: [ExplanationReason] = [],
    choice: ClosedRange<Points>? = nil
  ) {
    self.points = points
    self.score = score
    self.formula = formula
    self.needs = score.map { $0 < points } == true ? [.belowFull] + needs : needs
    self.choice = choice
  }

  /// The same row with the points a person gives: inside the band of a target in words; else no more than the formula gives,
  /// with the reason. Source: 财预〔2020〕10号, points may be lowered for a target that was set too low, never raised.
  package func choosing(_ chosen: Points, reason: String?) throws(Refusal) -> RowScore {
    guard let score else { throw Refusal.score(.withoutValue) }
    if let choice {
      guard choice.contains(chosen) else {
        throw Refusal.score(.outsideBand(chosen, from: choice.lowerBound, to: choice.upperBound))
      }
      return RowScore(
        points, chosen, formula + "；人工评定\(chosen.text)分", needs: needs.filter { $0 != .belowFull }, choice: choice)
    }
    guard (.zero...score).contains(chosen) else {
      throw Refusal.score(.raised(chosen, above: score))
    }
    guard chosen != score else { return self }
    guard let reason = reason?.normalised, !reason.isEmpty else {
      throw Refusal.score(.reasonMissing(from: score, to: chosen))
    }
    return RowScore(
      points, chosen, formula + "；人工调减为\(chosen.text)分，理由：\(reason)", needs: needs.filter { $0 != .belowFull })
  }

  /// A row without a value.
  package static func missing(_ points: Points) -> RowScore {
    RowScore(points, nil, "没有填报完成值，不能计分")
  }

  /// A target in words, by a person's judgement: the proposal, and the range a person may choose from.
  /// Source: 财预〔2020〕10号: 100%–80%, 80%–60%, 60%–0%.
  package init(_ band: Band, of points: Points, by rules: ScoringRules) {
    let percent = rules.bands[band] ?? 0
    let (full, good, fair) = (points, points.percent(80), points.percent(60))
    let step = Points(hundredths: 1)
    let choice: ClosedRange<Points> =
      switch band {
      case .reached: good...full
      case .partly: min(fair, good)...max(fair, good - step)
      case .missed: .zero...max(.zero, fair - step)
      }
    let score = points.percent(percent)
    self.init(
      points, score, "评判为“\(band.rawValue)”，建议按分值的\(percent)%计：\(points.text)×\(percent)%=\(score.text)",
      choice: choice)
  }

  /// A number against its target. Money is compared in yuan, rates in percent.
  ///
  /// - Parameters:
  ///   - value: the value in the target's unit, exact.
  ///   - isSatisfaction: satisfaction above its target needs no explanation.
  ///   - canPassWhole: whether it is a rate that may be over 100%, as growth.
  package init(
    _ value: Ratio, against measure: Target.Measure, of points: Points, by rules: ScoringRules,
    isSatisfaction: Bool = false, canPassWhole: Bool = false
  ) {
    // Below nothing is nothing.
    let value = value.numerator < 0 ? Ratio.percent(0) : value
    let row = Row(value: value, measure: measure, points: points, rules: rules)
    if measure.comparison.isReverse {
      self = row.reverse()
    } else {
      self = row.positive(isSatisfaction: isSatisfaction, canPassWhole: canPassWhole)
    }
  }

  private struct Row {
    let value: Ratio
    let measure: Target.Measure
    let points: Points
    let rules: ScoringRules

    /// ≥, > and =: reached or above gets all, else points × value / target.
    func positive(isSatisfaction: Bool, canPassWhole: Bool) -> RowScore {
      let target = measure.value.ratio
      guard target.numerator > 0 else {
        // A target of zero is all or nothing.
        let isKept =
          switch measure.comparison {
          case .equal: value.numerator == 0
          case .moreThan: value.numerator > 0
          default: true
          }
        return RowScore(points, isKept ? points : .zero, "\(sign)，完成\(text)：\(isKept ? "得满分" : "不得分")")
      }
      let isReached = measure.comparison == .moreThan ? value > target : value >= target
      guard isReached else {
        let (n, d) = quotient(value, target)
        let score = points.times(n, over: d)
        // “More than” on its very limit would get all by the quotient.
        return RowScore(
          points, score, "\(sign)，完成\(text)：\(points.text)×\(text)÷\(limit)=\(score.text)",
          needs: score == points ? [.notMet] : [])
      }
      // A rate that cannot pass 100% is never far above its target; one that did can.
      let isBounded =
        measure.kind == .rate && (rules.practice == .first || !(canPassWhole || value > .whole(100)))
      let isFarAbove = measure.upper == nil && !isBounded && !isSatisfaction && exceeds(target, by: rules.overTarget)
      let isExceeded = measure.comparison == .equal && value > target || measure.isBeyond(value)
      return RowScore(
        points, points, "\(sign)，完成\(text)：达到指标值，得满分", needs: isFarAbove || isExceeded ? [.aboveTarget] : [])
    }

    /// ≤ and <: kept gets all, else less the further beyond; nothing from twice the target on in the linear way.
    func reverse() -> RowScore {
      // Less than n of something countable is at most n − 1.
      let isCount = measure.comparison == .lessThan && measure.kind == .count && measure.value.scale == 0
      let bound = isCount ? Quantity(units: measure.value.units - 1).ratio : measure.value.ratio
      let boundText = isCount ? "\(measure.value.units - 1)\(measure.unit)" : limit
      if value <= bound {
        let isOnLimit = measure.comparison == .lessThan && !isCount && value == bound
        return RowScore(
          points, points, "\(sign)，完成\(text)：未超过\(boundText)，得满分", needs: isOnLimit ? [.notMet] : [])
      }
      guard bound.numerator > 0 else { return RowScore(points, .zero, "\(sign)，完成\(text)：超过\(boundText)，不得分") }
      let (n, d) = quotient(value, bound)
      switch rules.reverse {
      case .ratio:
        let score = points.times(d, over: n)
        return RowScore(
          points, score, "\(sign)，完成\(text)：\(points.text)×\(boundText)÷\(text)=\(score.text)",
          needs: score == points ? [.notMet] : [])
      case .linear:
        guard n < 2 * d else { return RowScore(points, .zero, "\(sign)，完成\(text)：达到\(boundText)的2倍，不得分") }
        let score = points.times(2 * d - n, over: d)
        return RowScore(
          points, score,
          "\(sign)，完成\(text)：\(points.text)×（1−（\(text)−\(boundText)）÷\(boundText)）=\(score.text)",
          needs: score == points ? [.notMet] : [])
      }
    }

    private var limit: String { measure.value.description + measure.unit }
    private var sign: String { "指标值\(measure.text)" }
    private var text: String {
      let rounded = Quantity(
        units: Exact.roundedQuotient(Int128(value.numerator) * 10_000, Int128(value.denominator)), scale: 4)
      return rounded.shortest + measure.unit
    }

    /// a / b as a fraction, lowest where it helps.
    private func quotient(_ a: Ratio, _ b: Ratio) -> (Int128, Int128) {
      (Int128(a.numerator) * Int128(b.denominator), Int128(a.denominator) * Int128(b.numerator))
    }

    private func exceeds(_ target: Ratio, by share: Ratio) -> Bool {
      let (n, d) = quotient(value, target)
      return (n - d) * Int128(share.denominator) > d * Int128(share.numerator)
    }
  }
}
