/// A message to a person, before any channel gives it its form.
public struct Message: Hashable, Sendable {
  /// Why it is sent.
  public enum Kind: String, Sendable, CaseIterable {
    /// Something red just happened.
    case immediate
    /// The morning message.
    case digest
    /// Somebody tries a channel.
    case test
  }

  /// A heading with what stands under it, project by project.
  public struct Section: Hashable, Sendable {
    /// The heading, such as 新增预警.
    public let heading: String
    /// Its groups.
    public let groups: [Group]

    /// A section.
    public init(_ heading: String, _ groups: [Group]) {
      self.heading = heading
      self.groups = groups
    }
  }

  /// What is said of one project.
  public struct Group: Hashable, Sendable {
    /// The project's or the department's name.
    public let subject: String
    /// The alerts.
    public let items: [Item]

    /// A group.
    public init(_ subject: String, _ items: [Item]) {
      self.subject = subject
      self.items = items
    }
  }

  /// What is said of one alert.
  public struct Item: Hashable, Sendable {
    /// The alert's row.
    public let alert: Int64
    /// How urgent.
    public let severity: AlertSeverity
    /// What it says.
    public let text: String

    /// An item.
    public init(alert: Int64, severity: AlertSeverity, text: String) {
      self.alert = alert
      self.severity = severity
      self.text = text
    }
  }

  /// Why it is sent.
  public let kind: Kind
  /// The gravest of what somebody has to do something about: red goes out at any time.
  public let severity: AlertSeverity
  /// The subject line.
  public let title: String
  /// Who is addressed, with a word of what follows.
  public let opening: String
  /// What it says.
  public let sections: [Section]
  /// Remarks below.
  public let notes: [String]

  /// A message.
  public init(
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
  public var alerts: [Int64] {
    var seen = Set<Int64>()
    return sections.flatMap(\.groups).flatMap(\.items).map(\.alert).filter { seen.insert($0).inserted }
  }
}
