package import Domain

/// Somebody who is to be told of alerts, by the name under which the person is kept.
package struct RecipientRequest: Codable, Hashable, Sendable {
  /// The name, and what the person is to the projects.
  package var name: String, role: Recipient.Role
  /// The departments the person answers for, by code or name; none for all, or all of the division.
  package var departments: [String]
  /// Their division, by code or name; and the one whose books are meant where none is said.
  package var division: String?, usualDivision: String?
  /// The projects the person answers for, by their codes; none for all.
  package var projects: [String]
  /// The place in the ladder, 0…9; nil for that of the role.
  package var level: Int?
  /// The least severity that is told at all, and that which is told at once; nil for only in the morning.
  package var least: AlertSeverity, immediateFrom: AlertSeverity?
  /// When not to be disturbed.
  package var quiet: QuietTime?
  /// How often what is not red is told; nil for daily where the person may hear of one department, else weekly.
  package var rhythm: Recipient.Rhythm?
  /// The ways, besides the inbox, which everyone has.
  package var addresses: [RecipientsAnswer.Address]

  /// Somebody.
  package init(
    name: String, role: Recipient.Role = .clerk, departments: [String] = [], division: String? = nil,
    usualDivision: String? = nil, projects: [String] = [], level: Int? = nil, least: AlertSeverity = .blue,
    immediateFrom: AlertSeverity? = .red, quiet: QuietTime? = nil, rhythm: Recipient.Rhythm? = nil,
    addresses: [RecipientsAnswer.Address] = []
  ) {
    self.rhythm = rhythm
    (self.name, self.role, self.departments) = (name, role, departments)
    (self.division, self.usualDivision, self.projects) = (division, usualDivision, projects)
    (self.level, self.least, self.immediateFrom) = (level, least, immediateFrom)
    (self.quiet, self.addresses) = (quiet, addresses)
  }
}

/// Who is told of what.
package struct RecipientsAnswer: Codable, Hashable, Sendable {
  /// A department by what does not change with the year.
  package struct Department: Codable, Hashable, Sendable {
    /// Its division, code and name.
    package var division: DivisionCode, code: String, name: String

    /// A department.
    package init(division: DivisionCode, code: String, name: String) {
      (self.division, self.code, self.name) = (division, code, name)
    }
  }

  /// A way to a person.
  package struct Address: Codable, Hashable, Sendable {
    /// The channel's name.
    package var channel: String
    /// The address; empty where the channel has one place.
    package var address: String

    /// A way.
    package init(channel: String, address: String = "") { (self.channel, self.address) = (channel, address) }

    /// As people read it.
    package var chinese: String { address.isEmpty ? channel : "\(channel)（\(address)）" }
  }

  /// A person.
  package struct Person: Codable, Hashable, Sendable {
    /// The name, the role, and the place in the ladder: 0 is told first.
    package var name: String, role: Recipient.Role, level: Int
    /// The least severity that is told at all, and that which is told at once; nil for only in the morning.
    package var least: AlertSeverity, immediateFrom: AlertSeverity?
    /// The departments the person answers for; none for all, or all of the division.
    package var departments: [Department]
    /// The division whose departments are meant.
    package var division: DivisionCode?
    /// To how many projects it is limited; 0 for all.
    package var projects: Int
    /// How often what is not red is told.
    package var rhythm: Recipient.Rhythm
    /// The ways.
    package var addresses: [Address]

    /// A person.
    package init(
      _ recipient: Recipient, rhythm: Recipient.Rhythm, departments: [Department], division: DivisionCode?,
      addresses: [Address]
    ) {
      (name, role, level) = (recipient.name, recipient.role, recipient.level)
      (least, immediateFrom) = (recipient.least, recipient.immediateFrom)
      (self.departments, self.division, self.rhythm) = (departments, division, rhythm)
      (projects, self.addresses) = (recipient.projects.count, addresses)
    }
  }

  /// The people, by their places in the ladder.
  package var recipients: [Person]

  /// The people.
  package init(_ recipients: [Person]) { self.recipients = recipients }
}

/// Which alerts are to go to whom, instead of to those who answer for the department.
package struct RouteRequest: Codable, Hashable, Sendable {
  /// Whose alerts; where no department is named, those of the division, or all.
  package var department: DepartmentChoice
  /// The rules; none for all.
  package var rules: [Rule]
  /// The projects by their codes; none for all.
  package var projects: [String]
  /// The least severity.
  package var least: AlertSeverity
  /// The people's names.
  package var recipients: [String]

  /// A route.
  package init(
    of department: DepartmentChoice = DepartmentChoice(), rules: [Rule] = [], projects: [String] = [],
    least: AlertSeverity = .blue, to recipients: [String]
  ) {
    (self.department, self.rules, self.projects) = (department, rules, projects)
    (self.least, self.recipients) = (least, recipients)
  }
}

/// Which alerts go to whom besides those who answer for the department.
package struct RoutesAnswer: Encodable, Hashable, Sendable {
  /// A route.
  package struct Route: Encodable, Hashable, Sendable {
    /// Its number, and its place among those of its department.
    package var id: Int64, position: Int
    /// The department's code, or the division; nil for all.
    package var department: String?, division: DivisionCode?
    /// The rules, by their names; none for all.
    package var rules: [Rule]
    /// To how many projects it is limited; 0 for all.
    package var projects: Int
    /// The least severity.
    package var least: AlertSeverity
    /// The people's names.
    package var recipients: [String]
    /// The department's name; not part of the document.
    package var departmentName: String?

    private enum CodingKeys: CodingKey { case id, position, department, division, rules, projects, least, recipients }

    /// A route.
    package init(
      id: Int64, position: Int, _ route: Domain.Route, department: DepartmentIdentity?, recipients: [String]
    ) {
      (self.id, self.position, self.recipients) = (id, position, recipients)
      (self.department, departmentName, division) = (department?.code, department?.name, route.division)
      rules = route.rules.sorted { $0.rawValue < $1.rawValue }
      (projects, least) = (route.projects.count, route.least)
    }
  }

  /// The routes, in the order in which they are tried.
  package var routes: [Route]

  /// The routes.
  package init(_ routes: [Route]) { self.routes = routes }
}
