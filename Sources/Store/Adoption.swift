package import Domain
internal import Postgres

/// A name that stands beside what was kept, and belongs to no account.
package struct NameOfOld: Hashable, Sendable {
  /// As it was kept.
  package let name: String
  /// Beside how many facts and acts, and when last.
  package let count: Int, last: Day?
}

/// What becomes of the people of before there were accounts.
package struct Adoption: Hashable, Sendable {
  /// Those who are told of alerts, with the role and reach they were registered with: each gets an account.
  package let people: [Principal]
  /// The names that have accounts already.
  package let known: Int
  /// The names that nobody is registered under: nothing is lost of what stands beside them, and whose they are a person decides.
  package let unmatched: [NameOfOld]
}

extension Store {
  /// What adopting would do.
  ///
  /// - Parameter day: from which day on the roles hold.
  package func adoption(from day: Day) async throws -> Adoption {
    let entries = try await recipients()
    return try await read { session in
      let accounts = Set(try session.rows("SELECT name FROM account").map { try $0.next(String.self) })
      let people = entries.filter { !accounts.contains($0.recipient.name) }.map { entry in
        let role = AccountRole(entry.recipient.role)
        let reaches: [Reach] =
          if let division = entry.division {
            [.division(division, below: [division])]
          } else if entry.departments.isEmpty {
            [.all]
          } else {
            entry.departments.map {
              .department(DepartmentPlace(division: $0.division, code: $0.code, name: $0.name))
            }
          }
        return Principal(name: entry.recipient.name, grants: reaches.map { Grant(role, $0, from: day) })
      }
      let taken = accounts.union(people.map(\.name))
      let names = try Store.names(session)
      return Adoption(
        people: people, known: names.count { accounts.contains($0.name) },
        unmatched: names.filter { !taken.contains($0.name) })
    }
  }

  /// Every name that stands beside something, with how often and when last.
  private static func names(_ session: borrowing Session) throws -> [NameOfOld] {
    let kept = [
      ("spending_entry", "actor", "recorded_at"), ("observation", "actor", "recorded_at"),
      ("project_event", "actor", "recorded_at"), ("budget_adjustment", "actor", "recorded_at"),
      ("import", "actor", "imported_at"), ("indicator_binding", "actor", "recorded_at"),
      ("form_entry", "actor", "recorded_at"), ("form_transition", "actor", "recorded_at"),
      ("form_submission", "actor", "recorded_at"), ("alert_transition", "actor", "recorded_at"),
      ("rectification", "issued_by", "issued_on"), ("rectification_transition", "actor", "recorded_at"),
      ("observation_withdrawal", "actor", "recorded_at"), ("event_withdrawal", "actor", "recorded_at"),
      ("department_rule_set", "actor", "recorded_at"), ("department_layout", "actor", "recorded_at"),
      ("form_layout", "actor", "recorded_at"), ("year_act", "actor", "recorded_at"),
    ]
    let parts = kept.map { table, name, time in
      "SELECT \(name) AS name, count(*) AS count, max(\(time)::date) AS last FROM \(table) WHERE \(name) IS NOT NULL GROUP BY 1"
    }
    return try session.rows(
      """
      SELECT name, sum(count)::bigint, max(last) FROM (\(trusted: parts.joined(separator: " UNION ALL "))) x
      WHERE name <> '' GROUP BY 1 ORDER BY 2 DESC, 1
      """
    ).map { NameOfOld(name: try $0.next(), count: try $0.next(), last: try $0.nextOptional()) }
  }
}
