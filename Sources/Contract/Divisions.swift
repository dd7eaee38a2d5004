package import Domain

/// A division to be kept under its code.
package struct DivisionRequest: Codable, Hashable, Sendable {
  /// Code and name, as typed.
  package var code: String, name: String
  /// The code of the one above, where the digits do not tell it; nil leaves it as it is.
  package var under: String?

  /// A division.
  package init(code: String, name: String, under: String? = nil) {
    (self.code, self.name, self.under) = (code, name, under)
  }
}

/// The divisions that were named or have departments.
package struct DivisionsAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Code and name; empty where nobody said it.
    package var code: DivisionCode, name: String
    /// The next one above.
    package var above: DivisionCode?
    /// How many departments it has itself.
    package var departments: Int

    /// A division.
    package init(_ division: Division, above: DivisionCode?, departments: Int) {
      (code, name, self.above, self.departments) = (division.code, division.name, above, departments)
    }

    /// Code and name for people.
    package var label: String { Division(code: code, name: name).label }
  }

  /// By their codes.
  package var divisions: [Entry]

  /// Some divisions.
  package init(_ divisions: [Entry]) { self.divisions = divisions }
}

/// A department's new identity: what is nil stays.
package struct RenameRequest: Codable, Hashable, Sendable {
  /// Which department.
  package var department: DepartmentChoice
  /// The new code and name, and the division by its code.
  package var code: String?, name: String?, division: String?

  /// A new identity.
  package init(_ department: DepartmentChoice, code: String? = nil, name: String? = nil, division: String? = nil) {
    (self.department, self.code, self.name, self.division) = (department, code, name, division)
  }
}

/// The departments there are.
package struct DepartmentsAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Its division, code and name, and the budget year.
    package var division: DivisionCode, code: String, name: String, fiscalYear: Int
    /// How many projects stand.
    package var projects: Int

    /// A department.
    package init(_ department: DepartmentIdentity, projects: Int) {
      (division, code, name) = (department.division, department.code, department.name)
      (fiscalYear, self.projects) = (department.fiscalYear, projects)
    }
  }

  /// By year, division and code.
  package var departments: [Entry]

  /// Some departments.
  package init(_ departments: [Entry]) { self.departments = departments }
}
