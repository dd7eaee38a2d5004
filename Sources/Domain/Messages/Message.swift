/// A message to a person, before any channel gives it its form.
package struct Message: Hashable, Sendable {
  /// Why it is sent.
  package enum Kind: String, Sendable, CaseIterable {
    /// Something red just happened.
    case immediate
    /// The morning message.
    case digest
    /// Somebody tries a channel.
    case test
  }

  /// A heading with what stands under it, project by project.
  package struct Section: Hashable, Sendable {
    /// The heading, such as 新增预警.
    package let heading: String
    /// Its groups.
    package let groups: [Group]

    /// A section.
    package init(_ heading: String, _ groups: [Group]) {
      self.heading = heading
      self.groups = groups
    }
  }

  /// What is said of one project.
  package struct Group: Hashable, Sendable {
    /// The project's or the department's name.
    package let subject: String
    /// The alerts.
    package let items: [Item]

    /// A group.
    package init(_ subject: String, _ items: [Item]) {
      self.subject = subject
      self.items = items
    }
  }

  /// What is said of one alert.
  package struct Item: Hashable, Sendable {
    /// The alert's row.
    package let alert: AlertID
    /// How urgent.
    package let severity: AlertSeverity
    /// What it says.
    package let text: String

    /// An item.
    package init(alert: AlertID, severity: AlertSeverity, text: String) {
      self.alert = alert
      self.severity = severity
      self.text = text
    }
  }

  /// Why it is sent.
  package let kind: Kind
  /// The gravest of what somebody has to do something about: red goes out at any time.
  package let severity: AlertSeverity
  /// The subject line.
  package let title: String
  /// Who is addressed, with a word of what follows.
  package let opening: String
  /// What it says.
  package let sections: [Section]
  /// Remarks below.
  package let notes: [String]

  /// A message.
  package init(
    kind: Kind, severity: AlertSeverity, title: String, opening: String, sections: [Section], notes: [String]
  ) {
    self.kind = kind
    self.severity = severity
    self.title = title
    self.opening = opening
    self.sections = sections
    self.notes = notes
  }

  /// The rows of the alerts it speaks of, each once, in its order.
  package var alerts: [AlertID] {
    var seen = Set<AlertID>()
    return sections.flatMap(\.groups).flatMap(\.items).map(\.alert).filter { seen.insert($0).inserted }
  }
}
