extension DepartmentFacts {
  /// The numbers by which an alert no longer stands: what is paid of the budget, or the indicator's value; and how it ended.
  /// Numbers are left out where the project or the indicator is gone.
  ///
  /// - Parameter standing: what stands on the day.
  package func resolution(
    of key: Assessment.Key, standing: [Assessment], on day: Day, calendar: WorkCalendar
  ) -> JSONValue {
    let outcome = outcome(of: key, standing: standing, on: day, calendar: calendar)
    let end: [(name: FactName, text: String)] = [(.outcome, outcome.name)]
    let next = outcome.successor.map { [(name: FactName.successor, text: $0.text)] } ?? []
    return .object(
      (numbers(of: key, on: day, calendar: calendar) + end + next).map {
        .init(key: $0.name.rawValue, value: .string($0.text))
      })
  }

  private func numbers(
    of key: Assessment.Key, on day: Day, calendar: WorkCalendar
  ) -> [(name: FactName, text: String)] {
    let project = projects.first { $0.id == key.project }
    let position = project.map { SpendingPosition($0, on: day, of: self, calendar: calendar) }
    var facts: [(name: FactName, text: String)] = []
    if let indicator = (project?.indicators ?? indicators).first(where: { $0.id == key.indicator }) {
      let reading = IndicatorReading(
        indicator, of: project, position, on: day, by: RuleContext(of: self, on: day, calendar: calendar))
      if let value = reading.value { facts.append((.value, value)) }
      if let observedOn = reading.observedOn { facts.append((.observedOn, observedOn.description)) }
    }
    if let project, let position {
      facts.append((.budget, project.budget.yuan))
      facts.append((.paid, position.paid.yuan))
    }
    return facts
  }

  /// Whether nothing is known by which an alert that is kept could be judged: its indicator stands, but what was reported
  /// for it cannot be read against its target any more, as after a changed document. Such an alert is not resolved.
  package func lacksData(for key: Assessment.Key, on day: Day, calendar: WorkCalendar) -> Bool {
    guard !isClosed(on: day), key.rule == .indicatorOffTarget || key.rule == .overspent, let row = key.indicator else {
      return false
    }
    let project = projects.first { $0.id == key.project }
    guard let indicator = (project?.indicators ?? indicators).first(where: { $0.id == row }) else { return false }
    let position = project.map { SpendingPosition($0, on: day, of: self, calendar: calendar) }
    let reading = IndicatorReading(
      indicator, of: project, position, on: day, by: RuleContext(of: self, on: day, calendar: calendar))
    return reading.status == .notReported || reading.status == .notDue
  }
}
