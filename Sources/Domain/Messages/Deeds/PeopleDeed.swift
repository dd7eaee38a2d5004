/// What was done about who is told of what.
package enum PeopleDeed: Hashable, Sendable {
  /// Somebody was kept under a name, and stands so now; nil where somebody else took the person out in between.
  case recipientKept(name: String, RecipientCard?)
  /// So many trial messages to somebody wait to be sent.
  case trialWritten(Int)
  /// Somebody is told no more.
  case recipientRetired(String)
  /// A route was added.
  case routeAdded
  /// The route of a number was removed.
  case routeRemoved(Int64)
  /// Messages that were given up go out again, and jobs that were set aside run again.
  case revived(messages: Int, jobs: Int)
  /// Departments were urged to hand in a form, or were not, each for its reason.
  case urged([Urged])
}

/// Somebody who is told of alerts, as one line shows the person.
package struct RecipientCard: Hashable, Sendable {
  /// The name, the role, and the place in the ladder: 0 is told first.
  package let name: String, role: Recipient.Role, level: Int
  /// The departments the person answers for, by code and name; none for all, or all of the division.
  package let departments: [String], division: DivisionCode?
  /// To how many projects it is limited; 0 for all.
  package let projects: Int
  /// The least severity that is told at all, and that which is told at once; nil for only in the morning.
  package let least: AlertSeverity, immediateFrom: AlertSeverity?
  /// How often what is not red is told.
  package let rhythm: Recipient.Rhythm
  /// The ways: channel and address.
  package let ways: [String]

  /// Somebody.
  package init(
    name: String, role: Recipient.Role, level: Int, departments: [String], division: DivisionCode?, projects: Int,
    least: AlertSeverity, immediateFrom: AlertSeverity?, rhythm: Recipient.Rhythm, ways: [String]
  ) {
    self.rhythm = rhythm
    (self.name, self.role, self.level) = (name, role, level)
    (self.departments, self.division, self.projects) = (departments, division, projects)
    (self.least, self.immediateFrom, self.ways) = (least, immediateFrom, ways)
  }
}
