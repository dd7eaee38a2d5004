/// A project's light (绿灯, 黄灯, 红灯) for its spending, or none where its plan asks for nothing yet.
package enum SpendingLight: String, Sendable, Codable, CaseIterable {
  /// 绿: on plan.
  case green
  /// 黄: behind, 60% or more of what was planned.
  case yellow
  /// 红: far behind, or more spent than allowed.
  case red
  /// No checkpoint with money in it has been reached.
  case none

  /// The word beside the colour.
  package var chinese: String {
    switch self {
    case .green: "绿灯"
    case .yellow: "黄灯"
    case .red: "红灯"
    case .none: "未到节点"
    }
  }

  /// The light of a project: red where the budget or a money cap is broken; else by what is paid of what was planned by the
  /// last checkpoint reached, and how red by the timeliness on its day, as the alert is. The elapsed-time progress gives
  /// yellow at most.
  package init(_ position: SpendingPosition, isCapBroken: Bool, parameters: Parameters) {
    if isCapBroken || position.paid > position.budget {
      self = .red
      return
    }
    let hasNothing = parameters.practice >= .second && position.budget == .zero
    guard let last = position.reached.last, !hasNothing else {
      self = .none
      return
    }
    guard last.isBelow(position.threshold, position.paid) else {
      self = .green
      return
    }
    let rate = last.timeliness ?? .one
    self = rate < parameters.missedRed && !last.checkpoint.isFallback ? .red : .yellow
  }

  /// The light of a project on a day.
  package init(_ project: ProjectFacts, _ position: SpendingPosition, by context: RuleContext) {
    let isCapBroken = project.indicators.contains { indicator in
      switch indicator.binding {
      case .spending, .spendingEach:
        IndicatorReading(indicator, of: project, position, on: context.day, by: context).status == .violated
      default: false
      }
    }
    self.init(position, isCapBroken: isCapBroken, parameters: context.parameters)
  }

  /// The light of many projects together by their plans (通报): 绿灯 from the threshold on, 红灯 below the lower one. The
  /// elapsed-time progress, where it stands in for a plan, gives yellow at most.
  ///
  /// - Parameters:
  ///   - timeliness: paid in time over planned, by amount; nil where nothing was planned.
  ///   - firm: the same of the projects that have a plan of their own.
  package init(timeliness: Ratio?, firm: Ratio?, parameters: Parameters) {
    guard let timeliness else {
      self = .none
      return
    }
    let isRed = timeliness < parameters.missedRed && firm.map { $0 < parameters.missedRed } ?? false
    self = timeliness >= parameters.threshold ? .green : isRed ? .red : .yellow
  }

  /// The light by the share of the year gone (序时灯), compared exactly: so many points behind are yellow, so many red.
  package init(progress: Ratio?, through month: Int, parameters: Parameters) {
    guard let progress else {
      self = .none
      return
    }
    let share = Share(monthsOfYear: month)
    func lags(_ points: Int) -> Bool {
      // share − progress ≥ points/100, without dividing.
      let (a, b) = (Int128(share.numerator), Int128(share.denominator))
      let (n, d) = (Int128(progress.numerator), Int128(progress.denominator))
      return (a * d - n * b) * 100 >= Int128(points) * b * d
    }
    self = lags(parameters.lagRed) ? .red : lags(parameters.lagYellow) ? .yellow : .green
  }
}
