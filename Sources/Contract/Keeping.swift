package import Domain

/// The rule sets there are, as who keeps the service reads them.
package struct RuleSetsAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Its name and version, and how many departments go by it now.
    package var name: String, version: Int, departments: Int
    /// What it has itself.
    package var parameters: [RulesAnswer.Parameter]

    /// A set.
    package init(_ set: RuleSet, departments: Int) {
      (name, version, self.departments) = (set.name, set.version, departments)
      let own = Dictionary(set.rows.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      parameters = RuleSet.known.map { row in
        RulesAnswer.Parameter(
          key: row.key, value: own[row.key] ?? RuleSet.standIn(for: row.key), own: own[row.key] != nil,
          meaning: row.meaning)
      }
    }
  }

  /// By name and version.
  package var sets: [Entry]

  /// Some sets.
  package init(_ sets: [Entry]) { self.sets = sets }
}

/// What the service is set to.
package struct SettingsAnswer: Codable, Hashable, Sendable {
  /// By key; what is not there is as usual.
  package var values: [String: String]

  /// Some settings.
  package init(_ values: [String: String]) { self.values = values }

  /// The value of a setting; nil for the usual one.
  package subscript(_ key: SettingRequest.Key) -> String? { values[key.rawValue] }
}

/// Which program this is, and of when its data are.
package struct AboutAnswer: Codable, Hashable, Sendable {
  /// The tables it knows, and its rules.
  package var schema: Int, ruleSet: String
  /// The last day that was judged of what the person may see; nil for none.
  package var judgedThrough: Day?
  /// The years there are, and how many departments.
  package var years: [Int], departments: Int

  /// A program.
  package init(schema: Int, ruleSet: String, judgedThrough: Day?, years: [Int], departments: Int) {
    (self.schema, self.ruleSet, self.judgedThrough) = (schema, ruleSet, judgedThrough)
    (self.years, self.departments) = (years, departments)
  }
}

/// When the audit trail was last held against its digests on record, and up to which day its ends are kept.
package struct AuditStandingAnswer: Codable, Hashable, Sendable {
  /// The last time; nil for never.
  package var last: AuditAnswer.Entry?
  /// The last day of which ends are kept; nil for none.
  package var headsThrough: Day?

  /// How it stands.
  package init(last: AuditAnswer.Entry?, headsThrough: Day?) { (self.last, self.headsThrough) = (last, headsThrough) }
}
