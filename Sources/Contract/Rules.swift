package import Domain

/// Parameters to be changed for a department, in a version of its own.
package struct SetRulesRequest: Codable, Hashable, Sendable {
  /// Which department.
  package var department: DepartmentChoice
  /// The set's name; nil for one after the department and its year.
  package var name: String?
  /// As typed: `score.reverse-formula=ratio`. What is not named stays as it is.
  package var values: [String]

  /// Some parameters.
  package init(of department: DepartmentChoice, name: String? = nil, _ values: [String]) {
    (self.department, self.name, self.values) = (department, name, values)
  }
}

/// Another rule set for a department.
package struct UseRulesRequest: Codable, Hashable, Sendable {
  /// Which department.
  package var department: DepartmentChoice
  /// The set: `CN-2020-10` is its last version, `CN-2020-10#3` that one.
  package var name: String

  /// Another rule set.
  package init(of department: DepartmentChoice, _ name: String) { (self.department, self.name) = (department, name) }
}

/// The parameters a department goes by.
package struct RulesAnswer: Encodable, Hashable, Sendable {
  /// One of them.
  package struct Parameter: Codable, Hashable, Sendable {
    /// Its name, and its value as text.
    package var key: String, value: String
    /// Whether the set has it itself.
    package var own: Bool
    /// What it means.
    package var meaning: String
  }

  /// The set and its version.
  package var ruleSet: String, version: Int
  /// All there are, in the order of the national default.
  package var parameters: [Parameter]
  /// The department's name; not part of the document.
  package var department: String

  private enum CodingKeys: CodingKey { case ruleSet, version, parameters }

  /// The parameters of a set; what it does not have stands in from the national default.
  package init(_ set: RuleSet, of department: DepartmentIdentity) {
    (ruleSet, version, self.department) = (set.name, set.version, department.name)
    let own = Dictionary(set.rows.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    parameters = RuleSet.known.map { row in
      Parameter(
        key: row.key, value: own[row.key] ?? RuleSet.standIn(for: row.key), own: own[row.key] != nil,
        meaning: row.meaning)
    }
  }
}
