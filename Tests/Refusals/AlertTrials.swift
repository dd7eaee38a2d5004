import Domain
import Store

/// Alerts that cannot be dealt with so.
extension Trial {
  static let alertUnknown = saying("没有编号为 9 的预警，请查看编号。") { place in
    try await place.on(.sample) { try await silence(9, until: "2025-06-30", $0) }
  }
  static let alertResolved = saying("预警 #1 已经解除，无需处理。") { place in
    try await place.onOwn(.sample) { store, url in
      try await Place.script(
        """
        INSERT INTO alert (department_id, fiscal_year, project_id, rule, period, severity, state, since, last_transition)
        SELECT department_id, fiscal_year, id, 'overspent', '2025', 'red', 'resolved', '2025-06-01', 2 FROM project
        ORDER BY id LIMIT 1
        """, on: url)
      try await silence(1, until: "2025-06-30", store)
    }
  }
  static let untilPast = saying("日期 2025-06-19 已经过去，请给出今天（2025-06-20）或以后的日期。") { place in
    try await place.on(.sample) { try await silence(1, until: "2025-06-19", $0) }
  }
  static let noteMissing = saying("请用 --note 说明准备采取的措施。") { place in
    try await place.run("alerts", "acknowledge", "1", "--note", "　")
  }

  private static func silence(_ id: AlertID, until: String, _ store: Store) async throws {
    _ = try await store.act(
      .silence(until: try Day.parse(until), note: nil), on: id, by: "张三", day: try Day.parse("2025-06-20"))
  }
}
