extension RuleContext {
  /// All rules of a project by the second practice: what is one lack is said once. The morning judges through the evening
  /// before: on its own day a checkpoint or a deadline is not over yet.
  func judgeAsOne(
    _ project: ProjectFacts, _ position: SpendingPosition, papers: [PaperIn], into found: inout [Assessment]
  ) {
    let lack = spendingLack(of: project, position)
    if project.budget > .zero || position.paid > .zero {
      if let lack { found.append(lack) }
      if lack == nil, let shortfall = shortfall(of: project, position) { found.append(shortfall) }
      found += approaching(of: project, position)
      if let overspent = overspentBeyondRounding(project, position) { found.append(overspent) }
      if let ahead = aheadOfPlan(project, position) { found.append(ahead) }
    }
    for indicator in project.indicators { judgeAsOne(indicator, of: project, position, papers, into: &found) }
    judgeReporting(
      of: project.indicators, project, papers: papers.filter { $0.owner == .project(project.id) }, into: &found)
    judgeArrivals(of: project, position, into: &found)
    judgeCompleteness(of: project, into: &found)
    judgeRecords(of: project, position, into: &found)
  }

  /// The department's own indicators.
  func judgeOwn(_ indicators: [IndicatorFacts], papers: [PaperIn], into found: inout [Assessment]) {
    for indicator in indicators { judgeAsOne(indicator, of: nil, nil, papers, into: &found) }
    judgeReporting(of: indicators, nil, papers: papers.filter { $0.owner == .whole }, into: &found)
  }

  private func judgeAsOne(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, _ papers: [PaperIn],
    into found: inout [Assessment]
  ) {
    switch indicator.binding {
    // The lack of spending speaks of the first two, each arrival's own deadline of the third.
    case .spendingTimeliness, .budgetExecution, .workdayDeadline: return
    case .spending(let category):
      if let project, let broken = capBroken(indicator, category, of: project) { found.append(broken) }
    case .spendingEach(let category):
      if let project, let broken = capBrokenByOne(indicator, category, of: project) { found.append(broken) }
    case .observation, .fundsArrived:
      if let off = valueOff(indicator, of: project, position, papers) { found.append(off) }
    }
  }

  /// A reported value off its target: yellow, red where it is violated or the year is over. A judgement of 部分达成 is yellow
  /// once the self-evaluation that says so is in, or its date has passed: before, it is on its way.
  private func valueOff(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, _ papers: [PaperIn]
  ) -> Assessment? {
    let reading = IndicatorReading(indicator, of: project, position, on: day, by: self)
    let isPartly = indicator.observation(asOf: day)?.value == .band(.partly)
    let isIn = papers.contains {
      $0.form == .selfEvaluation && $0.owner == FormOwner(project: project?.id) && $0.day <= day
    }
    let isPast = indicator.deadline.map { day > $0 } ?? false
    let isOff = isPartly ? isIn || isPast : reading.status == .offTarget || reading.status == .violated
    guard isOff else { return nil }
    let isFinal = officeDay > yearEnd && !isPartly
    return Assessment(
      .offTarget(Cause.OffTarget(indicator, reading)), of: project, indicator, period: yearPeriod,
      reading.status == .violated || isFinal ? .red : .yellow,
      since: isPartly ? reading.observedOn ?? day : sinceOff(indicator, project, position))
  }

  /// The first of the unbroken run of observations that are off.
  private func sinceOff(_ indicator: IndicatorFacts, _ project: ProjectFacts?, _ position: SpendingPosition?) -> Day {
    var since = day
    for observation in indicator.observations.reversed() where observation.day <= day {
      let then = IndicatorReading(
        indicator, of: project, position, on: observation.day, by: self)
      guard then.status == .offTarget || then.status == .violated else { break }
      since = observation.day
    }
    if since == day, let deadline = indicator.deadline, day > deadline { return deadline + 1 }
    return since == day && isPastYearEnd ? yearEnd + 1 : since
  }
}
