import Crypto
import Domain
import Postgres
import TestSupport
import Testing

@testable import Store

/// Facts by fiscal year: partitions, and years that are put away.
@Suite("Years apart")
struct YearTests {
  private let facts = ["alert_transition", "observation", "project_event", "spending_entry"]
  private let parents = ["alert_transition", "evidence_content", "observation", "project_event", "spending_entry"]

  private func budget(_ year: Int) throws -> DepartmentBudget {
    var budget = try Samples.budget("304-2025.txt")
    let own = budget.department
    budget.department = DepartmentIdentity(
      division: own.division, code: own.code, name: own.name, fiscalYear: year)
    return budget
  }

  private func opened(_ store: Store, _ year: Int) async throws -> DepartmentID {
    try await store.importBudget(
      try budget(year), findings: [], file: "\(year).txt", content: Array("\(year)".utf8)
    ).departmentID
  }

  private func pay(_ store: Store, _ year: Int, _ amount: String, _ voucher: String) async throws {
    let code = try #require(try budget(year).projects.first?.code)
    _ = try await store.append(
      try SpendingLine(project: code.text, date: "\(year)-03-20", amount: amount, voucher: voucher))
  }

  /// A fact of each kind, and an alert.
  private func filled(_ store: Store, _ url: String, _ year: Int) async throws -> DepartmentID {
    let department = try await opened(store, year)
    try await pay(store, year, "100元", "A-\(year)")
    let ids = try await values(
      url, "SELECT min(i.id) FROM indicator i WHERE i.department_id = \(department) AND binding = 'observation'")
    let projects = try await values(url, "SELECT min(id) FROM project WHERE department_id = \(department)")
    let day = try #require(Day(year, 3, 20))
    _ = try await store.append(
      Observation(day: day, value: .number(Quantity(units: 90))), to: IndicatorID(ids[0]), evidence: "台账")
    let content = Array("\(year)".utf8)
    _ = try await store.attach(
      EvidenceFile(named: "台账", .pdf, content, digest: Array(SHA256.hash(data: content))), to: IndicatorID(ids[0]),
      named: "", unit: "", on: day)
    _ = try await store.append(
      ProjectEvent(kind: "资金到位", day: day, amount: Money(fen: 100)), to: ProjectID(projects[0]), memo: nil)
    _ = try await judged(store, department, year)
    return department
  }

  @discardableResult
  private func judged(_ store: Store, _ department: DepartmentID, _ year: Int) async throws -> [AlertSeverity] {
    let outcome = try await store.evaluate(
      [department], asOf: try #require(Day(year, 7, 1)), calendar: try await store.calendar(), keepingParts: true)
    return outcome.parts.flatMap(\.assessments).map(\.severity).sorted { $0.rawValue < $1.rawValue }
  }

  private func values(_ url: String, _ query: String) async throws -> [Int64] {
    let connection = try await Connection.open(Configuration(url: url))
    return try await connection.perform { try $0.rows(Query(trusted: query)).map { try $0.next(Int64.self) } }
  }

  private func texts(_ url: String, _ query: String) async throws -> [String] {
    let connection = try await Connection.open(Configuration(url: url))
    return try await connection.perform { try $0.rows(Query(trusted: query)).map { try $0.next(String.self) } }
  }

  private func run(_ url: String, _ script: String) async throws {
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { try $0.script(script) }
  }

  @Test("every year has partitions of its own, with all that guards the whole")
  func partitions() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    for year in [2025, 2026] { _ = try await filled(store, url, year) }
    for parent in parents {
      let kept = try await texts(url, "SELECT part || ' ' || years FROM kept_years('\(parent)') ORDER BY 1")
      #expect(kept == ["\(parent)_2025 [2025,2026)", "\(parent)_2026 [2026,2027)"])
      for verb in ["DELETE FROM", "TRUNCATE"] {
        #expect(
          await code { try await run(url, "\(verb) \(parent)_2025") } == "\(parent)_2025_append_only",
          "\(verb) \(parent)")
      }
    }
    #expect(try await store.yearProblem() == nil)
    let asked = try await values(url, "SELECT count(*) FROM fact_asked")
    try await run(
      url,
      "INSERT INTO spending_entry_2025 (id, project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT 9999, min(id), '2025-03-01', 2025, 1, 'X' FROM project WHERE fiscal_year = 2025"
    )
    #expect(try await values(url, "SELECT count(*) FROM fact_asked") != asked, "also one by its name asks")
    try await run(url, "DROP TRIGGER spending_entry_append_only ON spending_entry_2026")
    #expect(try await store.yearProblem() == .partsBare(["spending_entry_2026"]))
    await store.close()
  }

  @Test("facts of another year than their subject's are refused, and so is a year that nobody opened")
  func wrongYear() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    for year in [2025, 2026] { _ = try await filled(store, url, year) }
    for (insert, constraint) in [
      (
        "INSERT INTO observation (indicator_id, fiscal_year, observed_on, value) SELECT min(indicator_id), 2026, '2025-05-01', 1 FROM observation",
        "observation_year"
      ),
      (
        "INSERT INTO project_event (project_id, fiscal_year, kind, occurred_on) SELECT min(project_id), 2026, '资金到位', '2025-05-01' FROM project_event",
        "project_event_year"
      ),
      (
        "INSERT INTO alert_transition (alert_id, fiscal_year, number, kind, as_of, severity, facts, rule_set) SELECT alert_id, 2026, 9, 'changed', as_of, severity, facts, rule_set FROM alert_transition WHERE fiscal_year = 2025 LIMIT 1",
        "alert_transition_alert"
      ),
      (
        "INSERT INTO project_event (project_id, fiscal_year, kind, occurred_on) SELECT min(project_id), 2030, '资金到位', '2025-05-01' FROM project_event",
        "23514"
      ),
    ] {
      #expect(await code { try await run(url, insert) } == constraint, "\(insert)")
    }
    await store.close()
  }

  @Test("what is asked and done in one year reads nothing of another")
  func pruning() async throws {
    let url = try await TestServer.database()
    do {
      let store = Store(url: url)
      for year in [2025, 2026] { _ = try await filled(store, url, year) }
      await store.close()
    }
    func scans() async throws -> [String] {
      // A server process gives its counts when it ends.
      while try await values(url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") != [1] {
        try await Task.sleep(for: .milliseconds(10))
      }
      return try await texts(
        url,
        """
        SELECT relname || ' ' || seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables
        WHERE relname ~ '_2026$' ORDER BY relname
        """)
    }
    let before = try await scans()
    #expect(before.count == parents.count)
    let own = try await scans2025(url)
    let store = Store(url: url)
    let ids = try await values(url, "SELECT id FROM department WHERE fiscal_year = 2025")
    let department = DepartmentID(try #require(ids.first))
    try await pay(store, 2025, "200元", "B-1")
    try await pay(store, 2025, "200元", "B-1")
    _ = try await store.reverse(
      voucher: try Voucher("B-1"), of: nil, newVoucher: try Voucher("B-1冲"), on: try #require(Day(2025, 4, 1)))
    try await judged(store, department, 2025)
    _ = try await store.snapshot(of: department, asOf: try #require(Day(2025, 7, 1)))
    await store.close()
    #expect(try await scans() == before)
    #expect(try await scans2025(url) != own, "the counts move at all")
  }

  @Test("a voucher of several years is reversed in the year of the day that was said, and asked about where none was")
  func vouchersOfYears() async throws {
    let store = try await TestServer.store()
    for year in [2025, 2026] {
      _ = try await opened(store, year)
      try await pay(store, year, "\(year)元", "P-1")
    }
    let (old, new) = (try Voucher("P-1"), try Voucher("R-1"))
    func reverse(_ day: Day?, isMeant: Bool) async throws -> Money {
      try await store.reverse(voucher: old, of: nil, newVoucher: new, on: try #require(day), isDayMeant: isMeant).amount
    }
    #expect(await code { try await reverse(Day(2026, 4, 1), isMeant: false) } == "voucher-in-years")
    #expect(try await reverse(Day(2025, 4, 1), isMeant: true) == Money(fen: -202_500))
    #expect(try await reverse(Day(2026, 4, 1), isMeant: true) == Money(fen: -202_600))
    #expect(await code { try await reverse(Day(2027, 4, 1), isMeant: true) } == "voucher-ambiguous")
    await store.close()
  }

  private func scans2025(_ url: String) async throws -> [String] {
    try await texts(
      url,
      "SELECT relname || ' ' || seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname ~ '_2025$' ORDER BY 1"
    )
  }

  @Test("two who open a year at once, while others write in another")
  func atOnce() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url, connections: 8)
    _ = try await opened(store, 2025)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          var budget = try budget(2026)
          let own = budget.department
          budget.department = DepartmentIdentity(
            division: own.division, code: "\(900 + number)", name: "第\(number)局", fiscalYear: 2026)
          for index in budget.projects.indices {
            budget.projects[index].code = try #require(ProjectCode("XM\(number)\(1_000 + index)"))
          }
          _ = try await store.importBudget(budget, findings: [], file: "\(number)", content: [UInt8(number)])
        }
        group.addTask { for n in 0..<20 { try await pay(store, 2025, "1元", "P-\(number)-\(n)") } }
      }
      try await group.waitForAll()
    }
    #expect(
      try await texts(url, "SELECT years::text FROM kept_years('observation') ORDER BY 1") == [
        "[2025,2026)", "[2026,2027)",
      ])
    #expect(try await values(url, "SELECT count(*) FROM spending_entry") == [80])
    await store.close()
  }

  @Test("a new year waits for a table that somebody holds, and nobody waits behind it for long")
  func held() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    _ = try await opened(store, 2025)
    let holder = try await Connection.open(Configuration(url: url))
    try await holder.perform { try $0.script("BEGIN; LOCK TABLE alert IN ROW EXCLUSIVE MODE") }
    let waiting = Task { try await opened(store, 2026) }
    while try await values(url, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'alert'::regclass") == [
      0
    ] {
      try await Task.sleep(for: .milliseconds(10))
    }
    // Behind the one that waits, until it steps aside.
    try await run(url, "UPDATE alert SET severity = severity")
    #expect(try await texts(url, "SELECT years::text FROM kept_years('observation')") == ["[2025,2026)"])
    try await holder.perform { try $0.script("COMMIT") }
    _ = try await waiting.value
    #expect(try await texts(url, "SELECT years::text FROM kept_years('observation') ORDER BY 1").count == 2)
    await store.close()
  }

  @Test("a year is put away when it is old enough and meant, is refused everywhere, and comes back as it was")
  func archive() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let old = try await filled(store, url, 2014)
    let young = try await filled(store, url, 2025)
    let before = (try await judged(store, old, 2014), try await judged(store, young, 2025))
    let (eve, day) = (try #require(Day(2024, 12, 31)), try #require(Day(2025, 1, 1)))
    #expect(await code { try await store.archiveYear(2014, on: eve, isMeant: true) } == "year-too-young")
    #expect(await code { try await store.archiveYear(2020, on: day, isMeant: true) } == "year-unknown")
    try await store.set("retention-years", to: "12")
    #expect(await code { try await store.archiveYear(2014, on: day, isMeant: true) } == "year-too-young")
    try await store.set("retention-years", to: nil)
    _ = try await store.archiveYear(2014, on: day, isMeant: false)
    #expect(try await judged(store, old, 2014) == before.0, "only asked")

    let span = try await store.acting(as: "张会计").archiveYear(2014, on: day, isMeant: true)
    #expect(span.first == 2014 && span.last == 2014)
    #expect(try await texts(url, "SELECT actor FROM year_act") == ["张会计"])
    #expect(
      try await values(url, "SELECT count(*) FROM public_archive.spending_entry_2014") == [1], "nothing is thrown away")
    #expect(await code { try await store.archiveYear(2014, on: day, isMeant: true) } == "year-archived-already")
    #expect(await code { try await judged(store, old, 2014) } == "year-archived")
    #expect(await code { try await judged(store, young, 2014) } == "year-archived", "a day in it, by whoever is left")
    #expect(await code { try await pay(store, 2014, "1元", "A-2") } == "year-archived")
    #expect(await code { try await store.departments(year: 2014) } == "year-archived")
    #expect(await code { try await opened(store, 2014) } == "year-archived")
    #expect(await code { try await store.previewImport(try budget(2014)) } == "year-archived")
    #expect(
      await code {
        try await store.reverse(
          voucher: try Voucher("A-2014"), of: nil, newVoucher: try Voucher("R"), on: try #require(Day(2014, 4, 1)))
      } == "year-archived")
    let indicator = try await values(url, "SELECT min(id) FROM indicator WHERE department_id = \(old)")
    #expect(
      await code {
        try await store.append(
          Observation(day: try #require(Day(2014, 5, 1)), value: .number(Quantity(units: 1))),
          to: IndicatorID(indicator[0]),
          evidence: nil)
      } == "year-archived")
    #expect(try await store.departments().map(\.identity.fiscalYear) == [2025])
    #expect(try await judged(store, young, 2025) == before.1)
    #expect(try await store.yearProblem() == nil)
    let spans = try await store.yearSpans()
    #expect(spans.map(\.isArchived) == [true, false] && spans[0].rows > 3 && spans[0].bytes != nil)

    // Changed while it was away, or gone.
    try await run(
      url,
      """
      ALTER TABLE public_archive.spending_entry_2014 DISABLE TRIGGER USER;
      UPDATE public_archive.spending_entry_2014 SET memo = '改过'
      """)
    #expect(await code { try await store.restoreYear(2014) } == "archive-changed")
    try await run(
      url,
      """
      UPDATE public_archive.spending_entry_2014 SET memo = NULL;
      ALTER TABLE public_archive.spending_entry_2014 ENABLE TRIGGER USER;
      ALTER TABLE public_archive.observation_2014 RENAME TO elsewhere
      """)
    #expect(await code { try await store.restoreYear(2014) } == "archive-missing")
    #expect(await code { try await pay(store, 2014, "1元", "A-2") } == "year-archived", "half of it did not come back")
    try await run(url, "ALTER TABLE public_archive.elsewhere RENAME TO observation_2014")
    _ = try await store.restoreYear(2014)
    #expect(await code { try await store.restoreYear(2014) } == "year-kept")
    #expect(try await judged(store, old, 2014) == before.0)
    try await pay(store, 2014, "1元", "A-3")
    // One that was put away before there was evidence comes back without a part for it, and gets one.
    _ = try await store.archiveYear(2014, on: try Day.parse("2025-01-01"), isMeant: true)
    try await run(
      url,
      """
      ALTER TABLE year_act DISABLE TRIGGER USER;
      UPDATE year_act SET content = content - 'evidence_content_2014' WHERE id = (SELECT max(id) FROM year_act);
      ALTER TABLE year_act ENABLE TRIGGER USER;
      DROP TABLE public_archive.evidence_content_2014
      """)
    _ = try await store.restoreYear(2014)
    #expect(try await texts(url, "SELECT part::text FROM kept_years('evidence_content') ORDER BY 1").count == 2)
    #expect(try await store.yearProblem() == nil)
    #expect(try await store.yearProblem() == nil)
    _ = try await store.archiveYear(2014, on: day, isMeant: true)
    #expect(await code { try await pay(store, 2014, "1元", "A-4") } == "year-archived")
    await store.close()
  }

  @Test("an evaluation that began before its year was put away does not judge an empty ledger")
  func archivedMeanwhile() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let old = try await filled(store, url, 2014)
    let reader = try await Connection.open(Configuration(url: url))
    try await reader.perform { try $0.script("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM department") }
    _ = try await store.archiveYear(2014, on: try #require(Day(2025, 1, 1)), isMeant: true)
    let ids = [old]
    let refused = await code {
      try await reader.perform { session in
        _ = try Store.facts(of: ids, asOf: Day(2014, 7, 1)!, session)
      }
    }
    #expect(refused == "year-archived")
    await store.close()
  }

  @Test("what was there before the division stays as it is and goes on", arguments: [[2025], [2013, 2014]])
  func upgrade(years: [Int]) async throws {
    let url = try await TestServer.database(migrated: false)
    let store = Store(url: url)
    try await store.migrate(Migration.all.filter { $0.number < 15 })
    for year in years {
      try await run(
        url,
        """
        INSERT INTO department (fiscal_year, code, name, rule_set, rule_version) VALUES (\(year), '304', '局', 'CN-2020-10', 4);
        INSERT INTO import (department_id, file_name, sha256, content)
          SELECT id, 'x', sha256(''), '' FROM department WHERE fiscal_year = \(year);
        INSERT INTO project (department_id, fiscal_year, code, position, version)
          SELECT id, \(year), '13060925P002490100017', 1, 1 FROM department WHERE fiscal_year = \(year);
        INSERT INTO project_version (project_id, version, import_id, name, budget_fen, fiscal_funds_fen, other_funds_fen,
          carry_over, purpose, goals) SELECT p.id, 1, i.id, '项目', 10000, 10000, 0, false, '', '{}'
          FROM project p JOIN import i USING (department_id) WHERE fiscal_year = \(year);
        INSERT INTO plan_version (project_id, version, basis, months, share_numerators, share_denominators)
          SELECT id, 1, 'percent', '{6,12}', '{50,100}', '{100,100}' FROM project WHERE fiscal_year = \(year);
        INSERT INTO indicator (department_id, project_id, position, version, level1, level2, level3, description, basis,
          target_text, target_operator, target_value, target_unit, undecided, binding)
          SELECT department_id, id, 1, 1, '产出', '数量', '家数', '', '', '≥1家', '≥', 1, '家', false, 'observation'
          FROM project WHERE fiscal_year = \(year);
        INSERT INTO spending_entry (project_id, occurred_on, amount_fen, voucher)
          SELECT id, '\(year)-02-01', 500, v FROM project, unnest('{A,B}'::text[]) v WHERE fiscal_year = \(year);
        INSERT INTO spending_entry (project_id, occurred_on, amount_fen, voucher, reverses)
          SELECT project_id, occurred_on, -amount_fen, 'B冲', id FROM spending_entry
          WHERE voucher = 'B' AND fiscal_year = \(year);
        INSERT INTO observation (indicator_id, observed_on, value)
          SELECT i.id, '\(year)-02-01', 1 FROM indicator i JOIN department d ON d.id = i.department_id
          WHERE d.fiscal_year = \(year);
        INSERT INTO project_event (project_id, kind, occurred_on)
          SELECT id, '资金到位', '\(year)-02-01' FROM project WHERE fiscal_year = \(year);
        WITH a AS (INSERT INTO alert (department_id, project_id, rule, period, severity, state, since, last_transition)
          SELECT department_id, id, 'funds-late', '\(year)', 'red', 'open', '\(year)-02-01', 1 FROM project
          WHERE fiscal_year = \(year) RETURNING id)
        INSERT INTO alert_transition (alert_id, number, kind, as_of, severity, facts, rule_set)
          SELECT id, 1, 'opened', '\(year)-02-01', 'red', '{}', 'CN-2020-10#4' FROM a;
        """)
    }
    let tables = facts.map { "(SELECT count(*) FROM \($0))" }.joined(separator: "+")
    let before = try await values(url, "SELECT \(tables)")
    #expect(before == [Int64(6 * years.count)])
    try await store.migrate()
    #expect(try await values(url, "SELECT \(tables)") == before)
    let name = years.count == 1 ? "\(years[0])" : "\(years[0])_\(years[1])"
    #expect(
      try await texts(url, "SELECT part::text FROM kept_years('evidence_content')") == ["evidence_content_\(name)"])
    for parent in facts {
      #expect(try await texts(url, "SELECT part::text FROM kept_years('\(parent)')") == ["\(parent)_\(name)"])
      #expect(
        try await values(
          url, "SELECT count(*) FROM \(parent) WHERE fiscal_year <> extract(year FROM \(day(of: parent)))") == [0])
    }
    #expect(
      try await texts(
        url,
        "SELECT conname::text FROM pg_constraint WHERE conname ~ 'former' UNION SELECT relname::text FROM pg_class WHERE relname ~ 'former'"
      ).isEmpty)
    #expect(try await store.yearProblem() == nil)

    // Payments go on: numbers, the same voucher, the reversal of an old entry, once.
    let project = "13060925P002490100017"
    let year = years[0]
    let again = try SpendingLine(project: project, date: "\(year)-02-01", amount: "5元", voucher: "A")
    if case .added = try await store.append(again) { Issue.record("the voucher was there before") }
    for _ in 0..<2 {
      _ = try await store.reverse(
        voucher: try Voucher("A"), of: nil, newVoucher: try Voucher("A冲"), on: try #require(Day(year, 3, 1)))
    }
    #expect(
      try await values(url, "SELECT sum(amount_fen)::bigint FROM spending_entry WHERE fiscal_year = \(year)") == [0])
    _ = try await store.append(try SpendingLine(project: project, date: "\(year)-03-02", amount: "5元", voucher: "C"))
    _ = try await opened(store, 2026)
    #expect(
      try await texts(url, "SELECT part::text FROM kept_years('observation') ORDER BY 1")
        == ["observation_\(name)", "observation_2026"])
    // The years of one partition are put away together, when the last of them may be.
    let last = try #require(years.last)
    #expect(
      await code { try await store.archiveYear(year, on: Day(last + 10, 12, 31)!, isMeant: true) }
        == "year-too-young")
    let span = try await store.archiveYear(year, on: Day(last + 11, 1, 1)!, isMeant: true)
    #expect((span.first, span.last) == (year, last))
    for year in years { #expect(await code { try await store.departments(year: year) } == "year-archived") }
    _ = try await store.restoreYear(last)
    #expect(try await store.departments(year: year).count == 1)
    await store.close()
  }

  private func day(of table: String) -> String {
    switch table {
    case "alert_transition": "as_of"
    case "observation": "observed_on"
    default: "occurred_on"
    }
  }
}
