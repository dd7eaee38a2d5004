package import Domain

/// Which alerts, as of which day.
package struct AlertsRequest: Codable, Hashable, Sendable {
  /// Which departments; nothing said means all.
  package var department: DepartmentChoice
  /// The day whose end is meant; nil for today.
  package var asOf: String?
  /// Only those in this state; nil for all that stand.
  package var state: AlertState?
  /// Whether those that are over come along, where no state is named.
  package var withResolved: Bool?

  /// Which alerts.
  package init(
    of department: DepartmentChoice = DepartmentChoice(), asOf: String? = nil, state: AlertState? = nil,
    withResolved: Bool? = nil
  ) {
    (self.department, self.asOf, self.state, self.withResolved) = (department, asOf, state, withResolved)
  }
}

/// An alert with its names and its sentence.
package struct AlertAnswer: Encodable, Hashable, Sendable {
  /// Its number; nil where nobody keeps it, as for a day to come.
  package var id: AlertID?
  /// The rule, how grave it is, and where it stands.
  package var rule: Rule, severity: AlertSeverity, state: AlertState
  /// Its department: division, code, name and fiscal year.
  package var division: String?, department: String, departmentName: String, fiscalYear: Int
  /// Its project: code and name; nil where it is the department's.
  package var project: String?, projectName: String?
  /// The place of its indicator, and its name; nil where it is of the whole.
  package var indicator: Int?, indicatorName: String?
  /// The period it is about.
  package var period: String
  /// Since which day it stands; nil where that is not known.
  package var since: String?
  /// The sentence.
  package var message: String
  /// The figures the sentence is made of.
  package var facts: JSONValue
  /// Whether an approved form says why it stands.
  package var explained: Bool
  /// How it ended, where it is over: `met`, `unmet` (its day passed and it was not done), `merged` (another says it now) or
  /// `closed` (with its year).
  package var outcome: String?
  /// What people call that; not part of the document.
  package var outcomeName: String?

  private enum CodingKeys: CodingKey {
    case id, rule, severity, state, division, department, departmentName, fiscalYear, project, projectName, indicator
    case indicatorName, period, since, message, facts, explained, outcome
  }

  /// An alert.
  package init(
    id: AlertID?, rule: Rule, severity: AlertSeverity, state: AlertState, department: DepartmentIdentity,
    project: (code: String, name: String)?, indicator: (position: Int, name: String)?, period: String, since: Day?,
    message: String, facts: JSONValue, isExplained: Bool = false,
    outcome: Outcome? = nil
  ) {
    explained = isExplained
    (self.outcome, outcomeName) = (outcome?.name, outcome?.chinese)
    (self.id, self.rule, self.severity, self.state) = (id, rule, severity, state)
    division = department.division.isSpecified ? department.division.text : nil
    (self.department, departmentName, fiscalYear) = (department.code, department.name, department.fiscalYear)
    (self.project, projectName) = (project?.code, project?.name)
    (self.indicator, indicatorName) = (indicator?.position, indicator?.name)
    (self.period, self.since, self.message, self.facts) = (period, since?.description, message, facts)
  }
}

/// The alerts of a day.
package struct AlertsAnswer: Encodable, Hashable, Sendable {
  /// The day whose end is meant.
  package var asOf: String
  /// Gravest first within a project.
  package var alerts: [AlertAnswer]
  /// What the answer rests on provisionally.
  package var findings: [FindingAnswer]

  /// The alerts of a day.
  package init(asOf: Day, alerts: [AlertAnswer], findings: [FindingAnswer]) {
    (self.asOf, self.alerts, self.findings) = (asOf.description, alerts, findings)
  }
}

/// What judging changed.
package struct JudgedAnswer: Encodable, Hashable, Sendable {
  /// The day whose end was judged.
  package var asOf: String
  /// How many departments and projects were judged, and how many alerts stand.
  package var departments: Int, projects: Int, standing: Int
  /// How many alerts are new, other than before, and over.
  package var opened: Int, changed: Int, resolved: Int
  /// The alerts, where they were asked for.
  package var alerts: [AlertAnswer]
  /// What the answer rests on provisionally.
  package var findings: [FindingAnswer]
  /// Whether a daemon keeps the alerts by its own clock, so that nothing was kept here.
  package var isKeptByDaemon: Bool
  /// The last day judged before; where that is later, nothing was kept either.
  package var judgedThrough: String?

  /// What judging changed.
  package init(
    asOf: Day, departments: Int, projects: Int, standing: Int, opened: Int, changed: Int, resolved: Int,
    alerts: [AlertAnswer], findings: [FindingAnswer], isKeptByDaemon: Bool, judgedThrough: Day?
  ) {
    (self.asOf, self.departments, self.projects, self.standing) = (asOf.description, departments, projects, standing)
    (self.opened, self.changed, self.resolved) = (opened, changed, resolved)
    (self.alerts, self.findings) = (alerts, findings)
    (self.isKeptByDaemon, self.judgedThrough) = (isKeptByDaemon, judgedThrough?.description)
  }
}

/// What a person does with an alert.
package struct AlertActRequest: Codable, Hashable, Sendable {
  /// What is done.
  package enum Act: Codable, Hashable, Sendable {
    /// Says what will be done, and by when.
    case acknowledge(note: String, until: String?)
    /// Asks not to be spoken to of it through a day.
    case silence(until: String, note: String?)
  }

  /// The alert's number.
  package var id: AlertID
  /// What is done.
  package var act: Act

  /// Something done with an alert.
  package init(_ id: AlertID, _ act: Act) { (self.id, self.act) = (id, act) }
}

/// How an alert stands after something was done with it.
package struct AlertActAnswer: Codable, Hashable, Sendable {
  /// Its number.
  package var id: AlertID
  /// Where it stands, and how grave it is.
  package var state: AlertState, severity: AlertSeverity
  /// The number of the step in its life.
  package var transition: Int
  /// Until which day nobody is told; nil where no day was said.
  package var until: String?
  /// What was done, in a sentence.
  package var message: String

  /// How an alert stands.
  package init(
    id: AlertID, state: AlertState, severity: AlertSeverity, transition: Int, until: Day?, message: String
  ) {
    (self.id, self.state, self.severity, self.transition) = (id, state, severity, transition)
    (self.until, self.message) = (until?.description, message)
  }
}

/// Something noticed that did not stop the rest.
package struct FindingAnswer: Codable, Hashable, Sendable {
  /// How grave it is, and its name for programs.
  package var severity: String, code: String
  /// The project it is about.
  package var project: String?
  /// The sentence, and where in the document.
  package var message: String, place: String
  /// The text of the document it is about, where it can be written otherwise; not part of the document.
  package var text: Text?

  /// A text of a document.
  package struct Text: Codable, Hashable, Sendable {
    /// Where it stands, as a word, and how.
    package var key: String, text: String

    /// A text.
    package init(key: String, text: String) { (self.key, self.text) = (key, text) }
  }

  private enum CodingKeys: CodingKey { case severity, code, project, message, place }

  /// Something noticed, in the words of a door.
  package init(_ finding: Finding, at door: Door) {
    (severity, code, project) = (finding.severity.rawValue, finding.code, finding.project?.text)
    (message, place) = (finding.sentence(at: door), finding.place)
  }
}

extension Rule: Codable {}
extension AlertState: Codable {}
