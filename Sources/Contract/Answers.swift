/// That something was done, or was so already.
package struct DoneAnswer: Codable, Hashable, Sendable {
  /// Whether anything is other than before.
  package enum Outcome: String, Codable, Sendable { case done, unchanged }

  /// Whether anything is other than before.
  package var outcome: Outcome
  /// What was done, in a sentence.
  package var message: String

  /// That something was done.
  package init(_ message: String, _ outcome: Outcome = .done) {
    (self.outcome, self.message) = (outcome, message)
  }
}

/// That a file was written.
package struct FileAnswer: Codable, Hashable, Sendable {
  /// Its path, as it was given.
  package var file: String
  /// The same in a sentence, with what is in it.
  package var message: String

  /// A file.
  package init(_ file: String, _ message: String) { (self.file, self.message) = (file, message) }
}

/// Who is told of what.
package struct RecipientsAnswer: Codable, Hashable, Sendable {
  /// A department by what does not change with the year.
  package struct Department: Codable, Hashable, Sendable {
    /// Its division; nil where none is said.
    package var division: String?
    /// Code and name.
    package var code: String, name: String

    /// A department.
    package init(division: String?, code: String, name: String) {
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
    package init(channel: String, address: String) { (self.channel, self.address) = (channel, address) }
  }

  /// A person.
  package struct Recipient: Codable, Hashable, Sendable {
    /// The name, the role, and whom it comes to when nobody answers: 1 first.
    package var name: String, role: String, level: Int
    /// The least severity that is told at all, and that which is told at once; nil for only in the morning.
    package var least: String, immediateFrom: String?
    /// The departments the person answers for; none for all, or all of the division.
    package var departments: [Department]
    /// The division whose departments are meant.
    package var division: String?
    /// To how many projects it is limited; 0 for all.
    package var projects: Int
    /// The ways.
    package var addresses: [Address]

    /// A person.
    package init(
      name: String, role: String, level: Int, least: String, immediateFrom: String?, departments: [Department],
      division: String?, projects: Int, addresses: [Address]
    ) {
      (self.name, self.role, self.level, self.least) = (name, role, level, least)
      (self.immediateFrom, self.departments, self.division) = (immediateFrom, departments, division)
      (self.projects, self.addresses) = (projects, addresses)
    }
  }

  /// The people.
  package var recipients: [Recipient]

  /// The people.
  package init(_ recipients: [Recipient]) { self.recipients = recipients }
}

/// Which alerts go to whom besides those who answer for the department.
package struct RoutesAnswer: Codable, Hashable, Sendable {
  /// A route.
  package struct Route: Codable, Hashable, Sendable {
    /// Its number, and its place among those of its department.
    package var id: Int64, position: Int
    /// The department's code, or the division; nil for all.
    package var department: String?, division: String?
    /// The rules; none for all.
    package var rules: [String]
    /// To how many projects it is limited; 0 for all.
    package var projects: Int
    /// The least severity.
    package var least: String
    /// The people's names.
    package var recipients: [String]

    /// A route.
    package init(
      id: Int64, position: Int, department: String?, division: String?, rules: [String], projects: Int, least: String,
      recipients: [String]
    ) {
      (self.id, self.position, self.department, self.division) = (id, position, department, division)
      (self.rules, self.projects, self.least, self.recipients) = (rules, projects, least, recipients)
    }
  }

  /// The routes.
  package var routes: [Route]

  /// The routes.
  package init(_ routes: [Route]) { self.routes = routes }
}

/// The years of the work calendar.
package struct CalendarAnswer: Codable, Hashable, Sendable {
  /// A year.
  package struct Year: Codable, Hashable, Sendable {
    /// The year, whether its notice is loaded, and its workdays.
    package var year: Int, isLoaded: Bool, workdays: Int

    /// A year.
    package init(year: Int, isLoaded: Bool, workdays: Int) {
      (self.year, self.isLoaded, self.workdays) = (year, isLoaded, workdays)
    }
  }

  /// How many days are new or other than before; nil for a question.
  package var changed: Int?
  /// The years.
  package var years: [Year]

  /// The years.
  package init(changed: Int? = nil, _ years: [Year]) { (self.changed, self.years) = (changed, years) }
}

/// The ways to people.
package struct ChannelsAnswer: Codable, Hashable, Sendable {
  /// A channel; its address and passwords are told to nobody.
  package struct Channel: Codable, Hashable, Sendable {
    /// The name, and whether it is mail, a webhook or a robot.
    package var name: String, kind: String
    /// The mail server.
    package var host: String?
    /// How many messages a minute at most.
    package var perMinute: Int?
    /// Whether it may send into the own network.
    package var allowsPrivate: Bool

    /// A channel.
    package init(name: String, kind: String, host: String?, perMinute: Int?, allowsPrivate: Bool) {
      (self.name, self.kind, self.host) = (name, kind, host)
      (self.perMinute, self.allowsPrivate) = (perMinute, allowsPrivate)
    }
  }

  /// The channels in use.
  package var channels: [Channel]

  /// The channels.
  package init(_ channels: [Channel]) { self.channels = channels }
}
