package import Domain

/// A role to be given to an account, or taken from it.
package struct GrantRequest: Codable, Hashable, Sendable {
  /// Whose, and what.
  package var account: String, role: AccountRole
  /// For which departments, by code or name; none for all, or all of the division.
  package var departments: [String]
  /// The division, by code or name; and the one whose books are meant where none is said.
  package var division: String?, usualDivision: String?
  /// The first and the last day; nil for today and without end.
  package var from: Day?, until: Day?
  /// For whom it stands in.
  package var standsInFor: String?

  /// A role.
  package init(
    account: String, role: AccountRole, departments: [String] = [], division: String? = nil,
    usualDivision: String? = nil, from: Day? = nil, until: Day? = nil, standsInFor: String? = nil
  ) {
    (self.account, self.role, self.departments) = (account, role, departments)
    (self.division, self.usualDivision) = (division, usualDivision)
    (self.from, self.until, self.standsInFor) = (from, until, standsInFor)
  }
}

/// An account to be made, perhaps with its first role.
package struct AccountRequest: Codable, Hashable, Sendable {
  /// The name, by which everything the person does is kept.
  package var name: String
  /// The kind, where no role is given yet.
  package var kind: AccountKind
  /// The first role; nil for none yet (待授权).
  package var grant: GrantRequest?
  /// The user of the operating system who acts by it.
  package var osUser: String?

  /// An account.
  package init(name: String, kind: AccountKind, grant: GrantRequest? = nil, osUser: String? = nil) {
    (self.name, self.kind, self.grant, self.osUser) = (name, kind, grant, osUser)
  }
}

/// Where an auditor gets the ends of the audit trail's chains.
package struct AuditorAddressesAnswer: Codable, Hashable, Sendable {
  /// Whose account, and by which channels; none for not at all.
  package var account: String, addresses: [RecipientsAnswer.Address]

  /// Some addresses.
  package init(account: String, addresses: [RecipientsAnswer.Address]) {
    (self.account, self.addresses) = (account, addresses)
  }
}

/// What became of the people of before there were accounts.
package struct AdoptionAnswer: Codable, Hashable, Sendable {
  /// A name that nobody is registered under.
  package struct Name: Codable, Hashable, Sendable {
    /// As it was kept, beside how many facts and acts, and when last.
    package var name: String, count: Int, last: Day?

    /// A name.
    package init(_ name: String, count: Int, last: Day?) { (self.name, self.count, self.last) = (name, count, last) }
  }

  /// Whether it was done, or only looked at.
  package var done: Bool
  /// The accounts that were made, or would be.
  package var accounts: [AccountsAnswer.Account]
  /// How many names have accounts already.
  package var known: Int
  /// The names that are nobody's.
  package var unmatched: [Name]

  /// What became of them.
  package init(done: Bool, accounts: [AccountsAnswer.Account], known: Int, unmatched: [Name]) {
    (self.done, self.accounts, self.known, self.unmatched) = (done, accounts, known, unmatched)
  }
}

/// Accounts with what they may.
package struct AccountsAnswer: Codable, Hashable, Sendable {
  /// A role of one.
  package struct Role: Codable, Hashable, Sendable {
    /// What.
    package var role: AccountRole
    /// How far, in words.
    package var reach: String
    /// From when to when.
    package var from: Day, until: Day?
    /// For whom it stands in.
    package var standsInFor: String?
    /// Whether it holds today.
    package var holds: Bool
    /// The department's code and the division it reaches, by which it is taken back; not part of the document.
    package var department: String?, division: String?

    private enum CodingKeys: CodingKey { case role, reach, from, until, standsInFor, holds }

    /// A role.
    init(_ grant: Grant, on day: Day) {
      (role, reach, from, until) = (grant.role, grant.reach.chinese, grant.from, grant.until)
      (standsInFor, holds) = (grant.standsInFor, grant.holds(on: day))
      switch grant.reach {
      case .all: break
      case .division(let code, _): division = code.text
      case .department(let place):
        department = place.code
        division = place.division.isSpecified ? place.division.text : nil
      }
    }
  }

  /// One of them.
  package struct Account: Codable, Hashable, Sendable {
    /// Its name and kind.
    package var name: String, kind: AccountKind
    /// Whether it is out of use.
    package var isDisabled: Bool
    /// What it may be.
    package var roles: [Role]
    /// The users of operating systems that act by it.
    package var osUsers: [String]
    /// Whether alerts go to somebody of its name.
    package var isTold: Bool

    /// An account.
    package init(
      name: String, kind: AccountKind, isDisabled: Bool, grants: [Grant], osUsers: [String], isTold: Bool, on day: Day
    ) {
      (self.name, self.kind, self.isDisabled, self.osUsers, self.isTold) = (name, kind, isDisabled, osUsers, isTold)
      roles = grants.map { Role($0, on: day) }
    }

    /// Its line.
    package var card: AccountCard {
      AccountCard(
        name: name, kind: kind, isDisabled: isDisabled,
        roles: roles.map {
          .init(
            role: $0.role, reach: $0.reach, from: $0.from, until: $0.until, standsInFor: $0.standsInFor, holds: $0.holds
          )
        }, osUsers: osUsers)
    }
  }

  /// By their names.
  package var accounts: [Account]
  /// Where they keep four eyes from being two people's, a sentence each.
  package var warnings: [String]

  /// Some accounts.
  package init(_ accounts: [Account], warnings: [String] = []) {
    (self.accounts, self.warnings) = (accounts, warnings)
  }
}
