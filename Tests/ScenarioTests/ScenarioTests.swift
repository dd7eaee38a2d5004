import Contract
import Desk
import Documents
import Domain
import Foundation
import Postgres
import Reports
import Scheduler
import Store
import TestSupport
import Testing

/// Stories in plain text through all layers, from a document to its alerts. `Tests/Scenarios` holds them.
@Suite("Scenarios")
struct ScenarioTests {
  static let stories: [String] = {
    let folder = Samples.root.appendingPathComponent("Tests/Scenarios")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".txt") }
      .sorted()
  }()

  @Test("there are stories")
  func found() { #expect(ScenarioTests.stories.count >= 4) }

  @Test("a story comes out as told", arguments: stories)
  func story(name: String) async throws {
    let path = Samples.root.appendingPathComponent("Tests/Scenarios/\(name)")
    let teller = Teller(store: try await TestServer.store())
    for (index, text) in try String(contentsOf: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      let words = text.split(separator: " ").map(String.init)
      guard let verb = words.first, !verb.hasPrefix("#") else { continue }
      do {
        try await teller.tell(verb, Array(words.dropFirst()), at: "\(name):\(index + 1)")
      } catch {
        Issue.record("\(name):\(index + 1): \(text): \(error)")
      }
    }
    await teller.store.close()
  }

  @Test("evaluating day by day keeps the same alerts as asking for the last day, and past days change nothing")
  func keptAlerts() async throws {
    let store = try await TestServer.store()
    let teller = Teller(store: store)
    try await teller.tell("import", ["304-2025.txt"], at: "")
    try await teller.tell("spend", ["13062525P000232100244", "2025-03-20", "7500元", "P-1"], at: "")
    try await teller.tell("spend", ["13062525P000232100244", "2025-07-10", "12000元", "P-2"], at: "")
    let sweep = Sweep(store: store, calendar: try await store.calendar(), workers: 1)
    let departments = try await store.departments()
    var opened = 0
    var day = try Day.parse("2025-06-15")
    while day <= (try Day.parse("2025-07-25")) {
      let outcome = try await sweep.run(departments, asOf: day, keepingParts: true)
      opened += outcome.opened
      let part = try #require(outcome.parts.first)
      let open = part.kept.values.filter { $0.state != .resolved }
      #expect(Set(open.map(\.key)) == Set(part.assessments.map(\.key)))
      #expect(try await sweep.run(departments, asOf: day, keepingParts: false).opened == 0)
      day = day + 1
    }
    let past = try await sweep.run(departments, asOf: try Day.parse("2025-07-01"), keepingParts: true)
    #expect(past.opened == 0 && past.resolved == 0 && past.parts.first?.isKept == false)
    #expect(past.parts.first?.assessments.contains { $0.key.rule == .checkpointMissed } == true)
    #expect(opened > 0)
  }
}

@Suite("Kept alerts")
struct KeptAlertTests {
  /// Both samples with the worked case's spending.
  private func store() async throws -> (store: Store, url: String) {
    let url = try await TestServer.database()
    let teller = Teller(store: Store(url: url, connections: 6))
    for line in [
      "import 304-2025.txt", "import 306-2025.txt", "spend 13062525P000232100244 2025-03-20 7500元 P-1",
      "spend 13062525P000232100244 2025-05-10 1800元 P-2",
    ] {
      let words = line.split(separator: " ").map(String.init)
      try await teller.tell(words[0], Array(words.dropFirst()), at: line)
    }
    return (teller.store, url)
  }

  private func transitions(_ url: String) async throws -> [String] {
    let connection = try await Connection.open(Configuration(url: url))
    return try await connection.perform { session in
      try session.rows(
        """
        SELECT concat_ws(' ', t.number, t.kind, t.as_of, t.severity, t.facts->>'paid', t.facts->>'workdaysLeft')
        FROM alert_transition t JOIN alert a ON a.id = t.alert_id JOIN project p ON p.id = a.project_id
        WHERE p.code = '13062525P000232100244' AND a.rule = 'checkpoint-approaching' AND a.period = '2025-06' ORDER BY t.number
        """
      ).map { try $0.next(String.self) }
    }
  }

  @Test("every transition is kept with the facts it was judged on; it reopens rather than duplicates")
  func history() async throws {
    let (store, url) = try await store()
    let sweep = Sweep(store: store, calendar: try await store.calendar())
    let departments = try await store.departments()
    for day in ["2025-06-20", "2025-06-21", "2025-06-24"] {
      _ = try await sweep.run(departments, asOf: try Day.parse(day), keepingParts: false)
    }
    let enough = try SpendingLine(
      project: "13062525P000232100244", date: "2025-06-25", amount: "5700", voucher: "P-3")
    _ = try await store.append(enough)
    _ = try await sweep.run(departments, asOf: try Day.parse("2025-06-25"), keepingParts: false)
    _ = try await store.reverse(
      voucher: try Voucher("P-3"), of: nil, newVoucher: try Voucher("R-3"), on: try Day.parse("2025-06-26"))
    _ = try await sweep.run(departments, asOf: try Day.parse("2025-06-26"), keepingParts: false)
    #expect(
      try await transitions(url) == [
        "1 opened 2025-06-20 blue 9300.00 7", "2 changed 2025-06-24 yellow 9300.00 5",
        "3 resolved 2025-06-25 yellow 15000.00",
        "4 reopened 2025-06-26 yellow 9300.00 3",
      ])
  }

  @Test("evaluations at the same time and in groups of any size keep the same alerts, once")
  func concurrent() async throws {
    let (store, url) = try await store()
    let calendar = try await store.calendar()
    let departments = try await store.departments()
    let day = try Day.parse("2025-06-20")
    let opened = try await withThrowingTaskGroup(of: Int.self) { group in
      for size in [1, 1, 100, 100] {
        group.addTask {
          try await Sweep(store: store, calendar: calendar, workers: 2, projectsPerGroup: size)
            .run(departments, asOf: day, keepingParts: false).opened
        }
      }
      return try await group.reduce(0, +)
    }
    let connection = try await Connection.open(Configuration(url: url))
    let kept = try await connection.perform {
      try $0.rows("SELECT count(*) FROM alert").first { try $0.next(Int.self) }
    }
    #expect(kept == opened && opened > 20)
    let whole = try await Sweep(store: store, calendar: calendar).run(departments, asOf: day, keepingParts: true)
    #expect(whole.opened == 0 && whole.standing == opened)
    #expect(whole.parts.map(\.department) == departments.map(\.id))
  }
}

/// Carries out the lines of a story.
private struct Teller {
  let store: Store

  func tell(_ verb: String, _ words: [String], at place: String) async throws {
    switch verb {
    case "import":
      let (budget, content) = try document(words[0], changes: words.dropFirst())
      _ = try await store.importBudget(budget, findings: [], file: words[0], content: content)
    case "rules":
      for department in try await store.departments() {
        try await store.useRuleSet(words[0], of: department.id, on: Day(startOf: department.identity.fiscalYear))
      }
    case "rule":
      let parts = words[0].split(separator: "=").map(String.init)
      let department = try #require(try await store.departments().first)
      try await store.setParameters(
        [parts[0]: parts[1]], of: department.id, named: "故事", on: try Day.parse(words[1]))
    case "spend":
      _ = try await store.append(
        try SpendingLine(
          project: words[0], date: words[1], amount: words[2], voucher: words[3], category: words.dropFirst(4).first))
    case "reversal":
      _ = try await store.reverse(
        voucher: try Voucher(words[0]), of: nil, newVoucher: try Voucher(words[1]), on: try Day.parse(words[2]))
    case "event":
      let day = try Day.parse(words[1])
      let account = try await account(words[0], day)
      let amount = try words.dropFirst(3).first.map { try Money.parse($0) }
      _ = try await store.append(ProjectEvent(kind: words[2], day: day, amount: amount), to: account.id, memo: nil)
    case "observe": try await observe(words)
    case "revise": try await revise(words)
    case "form": try await form(words)
    case "bind":
      let account = try await account(words[0], try Day.parse(words[4]))
      let entry = try IndicatorEntry.choose(words[1], from: try await store.indicators(project: account.id))
      let category = words[3] == "-" ? nil : words[3]
      let binding = try #require(Binding(name: words[2], category: category, workdays: nil))
      try entry.checkBinding(binding)
      _ = try await store.bind(entry.id, to: binding, from: try Day.parse(words[4]))
    case "reading": try await reading(words, place)
    case "refused": await refused(words, place)
    case "alert": try await alert(words, place)
    case "no-alert": try await noAlert(words, place)
    case "summary": try await summary(words, place)
    default: Issue.record("\(place): no such line: \(verb)")
    }
  }

  /// `import FILE OLD→NEW …`: a sample, with some of its texts changed.
  private func document(_ file: String, changes: ArraySlice<String>) throws -> (DepartmentBudget, [UInt8]) {
    var text = String(decoding: try Samples.bytes(Samples.path(file)), as: UTF8.self)
    for change in changes {
      let parts = change.split(separator: "→").map(String.init)
      text = text.replacingOccurrences(of: parts[0], with: parts[1])
    }
    let content = Array(text.utf8)
    return (try #require(Disclosure.parse(try Document.read(content, file: file)).budget), content)
  }

  private func account(_ code: String, _ day: Day) async throws -> SpendingAccount {
    let code = try #require(ProjectCode(code))
    return try SpendingAccount.choose(try await store.accounts(of: code), code: code, day: day)
  }

  private func observe(_ words: [String]) async throws {
    let day = try Day.parse(words[2])
    let project = try await account(words[0], day).id
    let entry = try #require(try await store.indicators(project: project).first { $0.name == words[1] })
    let value = try entry.context.value(
      words[3], outOf: words.count > 5 ? words[5] : nil, on: day, today: day)
    _ = try await store.append(Observation(day: day, value: value), to: entry.id, evidence: nil)
  }

  /// `revise FILE DAY PROJECT AMOUNT`: the same document with another budget for a project, from a day on.
  private func revise(_ words: [String]) async throws {
    var budget = try Samples.budget(words[0])
    let index = try #require(budget.projects.firstIndex { $0.code.text == words[2] })
    budget.projects[index].budget = try Money.parse(words[3])
    _ = try await store.importBudget(
      budget, findings: [], file: words[0], content: Array(words.joined(separator: " ").utf8),
      terms: ImportTerms(effective: try Day.parse(words[1])))
  }

  /// `form submit|return|approve DAY PROJECT [INDICATOR=VALUE …]`: the monitoring form of June, all filled in; values not given
  /// are 未到期.
  private func form(_ words: [String]) async throws {
    let (day, code) = (try Day.parse(words[1]), try #require(ProjectCode(words[2])))
    let owner = try #require(try await store.owner(of: code))
    let key = FormKey(department: owner.department, owner: .project(owner.project), form: .monitoring, month: 6)
    let office = FormDesk(store)
    switch words[0] {
    case "return": _ = try await office.act(.giveBack(remarks: "请核对"), on: key, by: "李四", on: day, fiscalYear: 2025)
    case "approve": _ = try await office.act(.approve, on: key, by: "李四", on: day, fiscalYear: 2025)
    default:
      let given = Dictionary(
        words.dropFirst(3).map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.map { ($0[0], $0[1]) },
        uniquingKeysWith: { $1 })
      var entries: [FormEntry] = []
      for entry in try await store.indicators(project: owner.project) {
        func add(_ name: FormField.Name, _ text: String) throws {
          entries.append(try FormEntry(FormField(name, indicator: entry.id), typed: text, reason: "据实填报"))
        }
        if entry.bound == .observation { try add(.actual, given["\(entry.position)"] ?? "未到期") }
        for (name, text) in [
          (FormField.Name.likelihood, "有可能"), (.measures, "下半年补足"), (.causes, "经费保障"), (.explanation, "资金到位晚"),
        ] { try add(name, text) }
        // What is proposed under a money cap agrees with what is expected to be spent.
        if entry.bound.name != "spending" { try add(.expected, entry.target.text) }
      }
      _ = try await office.fill(key, entries, by: "张三", on: day, fiscalYear: 2025)
      _ = try await office.act(.submit, on: key, by: "张三", on: day, fiscalYear: 2025)
    }
  }

  /// `reading DAY PROJECT INDICATOR STATUS VALUE`: as the forms and the reports read it.
  private func reading(_ words: [String], _ place: String) async throws {
    let day = try Day.parse(words[0])
    let department = try #require(try await store.departments().first)
    let snapshot = try #require(try await store.snapshot(of: department.id, asOf: day))
    let names = snapshot.directory
    let project = try #require(snapshot.facts.projects.first { names.projects[$0.id]?.code.text == words[1] })
    let indicator = try #require(project.indicators.first { "\(names.indicators[$0.id]?.position ?? 0)" == words[2] })
    let calendar = try await store.calendar()
    let reading = IndicatorReading(
      indicator, of: project, SpendingPosition(project, on: day, of: snapshot.facts, calendar: calendar), on: day,
      by: RuleContext(of: snapshot.facts, on: day, calendar: calendar))
    #expect("\(reading.status.rawValue) \(reading.value ?? "-")" == "\(words[3]) \(words[4])", "\(place)")
  }

  private func refused(_ words: [String], _ place: String) async {
    do {
      try await tell(words[0], Array(words.dropFirst()), at: place)
      Issue.record("\(place): was not refused")
    } catch {
      #expect(error is Refusal || error is Refusal, "\(place): \(error)")
    }
  }

  /// The alerts of a project on a day, as the pure rules and as the sweep see them: they must agree.
  private func alerts(_ code: String, _ day: Day) async throws -> [(Assessment, Directory)] {
    let department = try #require(try await store.departments().first)
    let calendar = try await store.calendar()
    let snapshot = try #require(try await store.snapshot(of: department.id, asOf: day))
    let pure = evaluate(snapshot.facts, on: day, calendar: calendar)
    let swept = try await Sweep(store: store, calendar: calendar).run([department], asOf: day, keepingParts: true)
    #expect(swept.parts.first?.assessments == pure)
    return pure.filter { found in
      found.key.project.flatMap { snapshot.directory.projects[$0] }?.code.text == code
    }.map { ($0, snapshot.directory) }
  }

  /// `alert DAY PROJECT RULE PERIOD SEVERITY fact=value …`; `indicator=N` is the place in the table.
  private func alert(_ words: [String], _ place: String) async throws {
    let found = try await alerts(words[1], try Day.parse(words[0])).filter {
      $0.0.key.rule.rawValue == words[2] && $0.0.key.period.text == words[3]
    }
    var facts: [String: String] = [:]
    for word in words.dropFirst(5) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      facts[parts[0]] = parts[1]
    }
    let wanted = facts.removeValue(forKey: "indicator")
    let match = found.first { assessment, names in
      wanted == nil || assessment.key.indicator.flatMap { names.indicators[$0] }.map { "\($0.position)" } == wanted
    }
    guard let (assessment, _) = match else {
      Issue.record("\(place): no such alert")
      return
    }
    #expect(assessment.severity.rawValue == words[4], "\(place)")
    for (name, value) in facts {
      let fact = try #require(FactName(rawValue: name))
      #expect(assessment[fact] == value, "\(place): \(name)")
    }
  }

  /// `no-alert DAY PROJECT [RULE]`: none about spending, or none of that rule.
  private func noAlert(_ words: [String], _ place: String) async throws {
    let found = try await alerts(words[1], try Day.parse(words[0])).map { $0.0 }
    for name in words.dropFirst(2) { #expect(Rule(rawValue: name) != nil, "\(place): no such rule") }
    let unwanted = found.filter { words.count > 2 ? $0.key.rule.rawValue == words[2] : $0.key.rule.isAboutSpending }
    #expect(unwanted.map(\.key.rule.rawValue) == [], "\(place)")
  }

  /// `summary DAY PROJECT name=value …`, by the names of the JSON.
  private func summary(_ words: [String], _ place: String) async throws {
    let day = try Day.parse(words[0])
    let department = try #require(try await store.departments().first)
    let snapshot = try #require(try await store.snapshot(of: department.id, asOf: day))
    let summary = Summary(
      snapshot.facts, snapshot.directory, through: day.components.month, on: day, calendar: try await store.calendar())
    guard case .object(let fields) = try AnswerEncoder.json(summary.answer),
      case .array(let projects)? = fields.first(where: { $0.key == "projects" })?.value
    else {
      Issue.record("\(place): no projects")
      return
    }
    let project = projects.first { $0.field("code") == .string(words[1]) }
    for word in words.dropFirst(2) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      #expect(project?.field(parts[0]) == .string(parts[1]), "\(place): \(parts[0])")
    }
  }
}

extension JSONValue {
  fileprivate func field(_ name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.key == name }?.value
  }
}
