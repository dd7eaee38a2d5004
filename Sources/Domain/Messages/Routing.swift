/// One row of a department's matching rules: which alerts go to whom. The first that matches decides.
package struct Route: Hashable, Sendable {
  /// The department; nil for all, or all of the division.
  package let department: DepartmentID?
  /// The division whose departments, and those of the divisions below it, are meant; nil for all.
  package let division: DivisionCode?
  /// The departments of the division among those at hand.
  package let departmentsOfDivision: Set<DepartmentID>
  /// The rules it takes; empty for all.
  package let rules: Set<Rule>
  /// The projects it takes; empty for all.
  package let projects: Set<ProjectID>
  /// Alerts below this do not match.
  package let least: AlertSeverity
  /// Who is told, by their levels.
  package let recipients: Set<Int64>

  /// A route.
  package init(
    department: DepartmentID?, division: DivisionCode? = nil, departmentsOfDivision: Set<DepartmentID> = [],
    rules: Set<Rule> = [],
    projects: Set<ProjectID> = [], least: AlertSeverity = .blue, recipients: Set<Int64>
  ) {
    self.department = department
    self.division = division
    self.departmentsOfDivision = departmentsOfDivision
    self.rules = rules
    self.projects = projects
    self.least = least
    self.recipients = recipients
  }

  /// The same with somebody else who is told as well.
  package func telling(_ recipient: Int64) -> Route {
    Route(
      department: department, division: division, departmentsOfDivision: departmentsOfDivision, rules: rules,
      projects: projects, least: least, recipients: recipients.union([recipient]))
  }

  func matches(_ key: Assessment.Key, _ severity: AlertSeverity, of department: DepartmentID) -> Bool {
    guard self.department == nil || self.department == department, severity >= least else { return false }
    guard division == nil || departmentsOfDivision.contains(department) else { return false }
    guard rules.isEmpty || rules.contains(key.rule) else { return false }
    return projects.isEmpty || (key.project.map { projects.contains($0) } ?? false)
  }
}

/// Who is told of an alert, and who comes next when nobody says a word.
package struct Ladder: Hashable, Sendable {
  /// Recipients step by step; no step is empty.
  package let steps: [[Recipient]]

  /// The ladder of an alert: the recipients of the first route that matches, else everyone who answers for its department
  /// and project, step by step of their levels.
  package init(
    for key: Assessment.Key, _ severity: AlertSeverity, of department: DepartmentID, routes: [Route],
    recipients: [Recipient]
  ) {
    let route = routes.first { $0.matches(key, severity, of: department) }
    let chosen = recipients.filter { recipient in
      guard severity >= recipient.least else { return false }
      return route.map { $0.recipients.contains(recipient.id) }
        ?? recipient.answers(for: department, project: key.project)
    }
    steps = Dictionary(grouping: chosen, by: \.level).sorted { $0.key < $1.key }.map(\.value)
  }

  /// The step a recipient stands on; nil where the recipient is not on it.
  package func step(of recipient: Int64) -> Int? { steps.firstIndex { $0.contains { $0.id == recipient } } }

  /// Whether a recipient's turn has come: on the first step at once; on a later one when everyone told on the step before
  /// has been silent for some workdays, and the alert is grave enough for it.
  ///
  /// - Parameters:
  ///   - severity: the alert's.
  ///   - parameters: how many workdays, and how grave.
  ///   - firstTold: the day each recipient was first told of the alert since it stands.
  ///   - graveSince: the day on which it became as grave as it is, or open again: before that nobody has been silent about
  ///     it, whenever the last message was.
  package func hasTurn(
    _ recipient: Int64, _ severity: AlertSeverity, on day: Day, by parameters: Parameters, firstTold: [Int64: Day],
    graveSince: Day? = nil, calendar: WorkCalendar
  ) -> Bool {
    guard let step = step(of: recipient) else { return false }
    guard step > 0 else { return true }
    guard severity >= parameters.escalationLeast, let told = steps[step - 1].compactMap({ firstTold[$0.id] }).min()
    else { return false }
    return calendar.workdays(from: max(told, graveSince ?? told) + 1, through: day) >= parameters.escalationWorkdays
  }
}
