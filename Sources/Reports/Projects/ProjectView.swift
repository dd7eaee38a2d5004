package import Domain

/// All that the page of one project shows, as of a day.
package struct ProjectView: Sendable {
  /// How its money stands, and its year in money.
  package let standing: ProjectStanding, course: SpendingCourse
  /// 年初预算数, 财政资金 and 其他资金, whether it was carried over, and its goals; nil for one that the document in force has not.
  package let sheet: ProjectSheet?
  /// What a payment may name.
  package let account: SpendingAccount
  /// Whether its year is closed.
  package let isClosed: Bool
  /// What stands about it, gravest first.
  package let alerts: [Alert]
  /// Its payments, the latest first.
  package let payments: [KeptPayment]
  /// Its indicators in the order of the table.
  package let indicators: [IndicatorLine]
  /// Its forms, and what the documents changed of it, the latest first.
  package let forms: [KeptForm], versions: [KeptProjectVersion], adjustments: [KeptAdjustment]
  /// The day whose end the figures are of.
  package let day: Day

  /// Something that stands.
  package struct Alert: Hashable, Sendable {
    /// The alert that is kept of it, and where that stands.
    package let id: AlertID?, state: AlertState
    /// The rule, how grave it is, and since when it stands.
    package let rule: Rule, severity: AlertSeverity, since: Day
    /// The sentence, without the project's name.
    package let sentence: String
  }

  /// An indicator with how it stands.
  package struct IndicatorLine: Hashable, Sendable {
    /// Which it is.
    package let id: IndicatorID
    /// Its place, its levels and its name, and its target as printed.
    package let position: Int, level1: String, level2: String, name: String, target: String
    /// How its value is obtained.
    package let binding: Binding
    /// Its value and how it stands.
    package let reading: IndicatorReading
    /// What was reported last, by whom and when; nil where nothing was.
    package let evidence: KeptEvidence?
    /// The files of its values through the day, the latest first.
    package let files: [KeptEvidenceFile]
    /// The unit of its values; empty for none.
    package let unit: String

    /// Whether people report its value.
    package var isReported: Bool { binding.isReported }
  }

  /// The page of a project out of what is kept; nil where the project does not stand on the day.
  package init?(
    _ project: ProjectID, _ kept: KeptProject, on day: Day, calendar: WorkCalendar
  ) {
    let facts = kept.facts
    guard let own = facts.projects.first(where: { $0.id == project }), let name = kept.directory.projects[project]
    else {
      return nil
    }
    let standing = ProjectStanding(own, name, of: facts, on: day, calendar: calendar)
    self.standing = standing
    course = SpendingCourse(own, standing, of: facts, on: day, calendar: calendar)
    sheet = kept.sheet?.adjusted(by: own.adjustments)
    account = kept.account
    isClosed = facts.isClosed(on: day)
    let known = Dictionary(kept.alerts.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    alerts = evaluate(facts, on: day, calendar: calendar).filter { $0.key.project == project }.map { assessment in
      let alert = known[assessment.key]
      let indicator = assessment.key.indicator.flatMap { kept.directory.indicators[$0]?.name }
      return Alert(
        id: alert?.id, state: alert.map { $0.state == .resolved ? .open : $0.state } ?? .open,
        rule: assessment.key.rule,
        severity: assessment.severity, since: assessment.since,
        sentence: AlertMessage.textUnderHeading(assessment, indicator: indicator))
    }.sorted { a, b in a.severity > b.severity }
    (payments, forms, versions, adjustments) = (kept.payments, kept.forms, kept.versions, kept.adjustments)
    let position = SpendingPosition(own, on: day, of: facts, calendar: calendar)
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    let printed = Dictionary((kept.sheet?.indicators ?? []).map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    indicators = own.indicators.enumerated().map { index, indicator in
      let tag = kept.directory.indicators[indicator.id], row = printed[indicator.id]
      return IndicatorLine(
        id: indicator.id, position: tag?.position ?? index + 1, level1: row?.level1 ?? "",
        level2: row?.level2 ?? tag?.kind ?? "",
        name: tag?.name ?? "", target: tag?.target ?? "", binding: indicator.binding,
        reading: IndicatorReading(indicator, of: own, position, on: day, by: context),
        evidence: kept.evidence[indicator.id], files: (kept.files[indicator.id] ?? []).filter { $0.day <= day },
        unit: indicator.measure?.unit ?? "")
    }
    self.day = day
  }
}
