package import Contract
package import Domain

/// What of the alerts is shown: all of it stands in the address.
package struct AlertFilter: Sendable {
  /// In which state.
  package let state: AlertState
  /// How grave; nil for all.
  package let severity: AlertSeverity?
  /// Words that the project's code, its name or the sentence has; nil for all.
  package let words: String?
  /// Which department, as ``FormLink/text(of:code:year:)`` writes it, or by its code alone; nil for all within reach.
  package let department: String?
  /// Which page of the list, from 1.
  package let page: Int

  /// How many stand on a page.
  package static let length = 50

  /// What an address asks; what it cannot mean is left out.
  package init(_ query: FormFields) {
    state = query["state"].flatMap { AlertState(rawValue: $0) } ?? .open
    severity = query["severity"].flatMap { AlertSeverity(rawValue: $0) }
    words = query.typed("q")
    department = query.typed("department")
    page = max(1, query.typed("page").flatMap { Int($0) } ?? 1)
  }

  /// The list with this filter.
  package var address: Address {
    Address("/alerts").with("state", state == .open ? nil : state.rawValue).with("severity", severity?.rawValue)
      .with("q", words).with("department", department).with("page", page == 1 ? nil : "\(page)")
  }

  /// Which page of so many is shown: the last where one further on is asked for.
  func page(of count: Int) -> Int { min(page, max(1, (count + AlertFilter.length - 1) / AlertFilter.length)) }

  /// Those on the page that is asked for.
  package func shown(of alerts: [AlertAnswer]) -> [AlertAnswer] {
    Array(alerts.dropFirst((page(of: alerts.count) - 1) * AlertFilter.length).prefix(AlertFilter.length))
  }

  /// Those it is about, whatever their state: gravest first, then by how long they stand.
  package func matching(_ alerts: [AlertAnswer]) -> [AlertAnswer] {
    alerts.enumerated().filter { _, alert in
      (severity == nil || alert.severity == severity)
        && (words.map { word in
          [alert.project, alert.projectName, alert.indicatorName, alert.message, alert.departmentName]
            .contains { $0?.contains(word) == true }
        } ?? true)
    }.sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.severity != right.severity { return left.severity > right.severity }
      let (since, other) = (left.since ?? "9999", right.since ?? "9999")
      return since != other ? since < other : a.offset < b.offset
    }.map(\.element)
  }
}
