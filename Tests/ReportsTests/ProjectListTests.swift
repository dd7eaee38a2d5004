import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite("The list of projects")
struct ProjectListTests {
  private static let department = DepartmentIdentity(code: "304", name: "科工信局", fiscalYear: 2025)

  /// Projects by budget and what was paid by the end of June, of which half was planned.
  private func standings(_ rows: [(name: String, budget: Int64, paid: Int64)]) throws -> [ProjectStanding] {
    let day = try Day.parse("2025-06-30")
    let plan = SpendingPlan(
      basis: .percent,
      cells: [.init(month: 6, share: Share(1, 2)), .init(month: 12, share: Share(1, 1))])
    let code = try ProjectCode.parse("13062525P000232100244")
    return rows.enumerated().map { index, row in
      let project = ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: Money(fen: row.budget),
        checkpoints: plan.checkpoints(in: 2025, fallbackMonths: []),
        ledger: Ledger(row.paid == 0 ? [] : [LedgerEntry(day: day, amount: Money(fen: row.paid))]))
      let facts = DepartmentFacts(
        id: 1, identity: ProjectListTests.department, parameters: .nationalDefault, projects: [project], indicators: [])
      return ProjectStanding(
        project, .init(code: code, name: row.name, position: index + 1), of: facts, on: day,
        calendar: WorkCalendar(WorkCalendar.notices))
    }
  }

  private func list(
    _ rows: [(name: String, budget: Int64, paid: Int64)], _ query: ProjectQuery, isWhole: Bool = false
  ) throws -> ProjectList {
    ProjectList(
      ProjectSheaf([.init(id: 1, identity: ProjectListTests.department, rows: try standings(rows))]), query,
      on: try Day.parse("2025-06-30"), isWhole: isWhole)
  }

  private static let rows: [(name: String, budget: Int64, paid: Int64)] = [
    ("绿", 10_000, 5_000), ("红小", 10_000, 1_000), ("黄", 10_000, 4_000), ("红大", 90_000, 0), ("=SUM(A1)", 10_000, 10_000),
  ]

  @Test("the worst first, and within a light where most is missing; any column both ways, equal ones as they stood")
  func order() throws {
    func names(_ query: ProjectQuery) throws -> [String] { try list(ProjectListTests.rows, query).rows.map(\.name) }
    #expect(try names(ProjectQuery()) == ["红大", "红小", "黄", "绿", "=SUM(A1)"])
    #expect(try names(ProjectQuery(isTurned: true)) == ["=SUM(A1)", "绿", "黄", "红小", "红大"])
    #expect(try names(ProjectQuery(sort: .budget)) == ["红大", "绿", "红小", "黄", "=SUM(A1)"])
    #expect(try names(ProjectQuery(sort: .progress)) == ["红大", "红小", "黄", "绿", "=SUM(A1)"])
    #expect(try names(ProjectQuery(sort: .position, isTurned: true)).first == "=SUM(A1)")
  }

  @Test("sums are by amount over all that the filters leave, and the pages hold a hundred")
  func pages() throws {
    let many = (0..<120).map { (name: "项目\($0)", budget: Int64(10_000), paid: Int64($0 * 10)) }
    let second = try list(many, ProjectQuery(page: 2))
    #expect(second.rows.count == 20 && second.before == 100 && second.pages == 2 && second.totals.count == 120)
    #expect(second.totals.budget.fen == 1_200_000 && second.totals.progress?.percentText == "5.95")
    let beyond = try list(many, ProjectQuery(page: 99))
    #expect(beyond.query.page == 2 && beyond.rows.count == 20)
    #expect(try list(many, ProjectQuery(page: 2), isWhole: true).rows.count == 120)
  }

  @Test("which filter leaves nothing is known")
  func excluding() throws {
    #expect(try list(ProjectListTests.rows, ProjectQuery(words: "红", light: .green)).excluding == [.words, .light])
    #expect(try list(ProjectListTests.rows, ProjectQuery(words: "无", light: .green)).excluding == [.words])
    #expect(try list(ProjectListTests.rows, ProjectQuery(words: "红")).excluding.isEmpty)
  }

  @Test("the reason of each light is told with its figures")
  func reasons() throws {
    let reasons = try standings(
      ProjectListTests.rows + [("超", 10_000, 10_100), ("零", 0, 0)]
    ).map(\.reason.chinese)
    #expect(reasons[0] == "按计划到2025年6月30日应支付50.00元，当日累计支付50.00元，及时率100.00%，不低于90.00%，所以是绿灯。")
    #expect(reasons[1].hasSuffix("当日累计支付10.00元，及时率20.00%，低于60.00%，所以是红灯。"))
    #expect(reasons[2].hasSuffix("及时率80.00%，低于90.00%，不低于60.00%，所以是黄灯。"))
    #expect(reasons[5] == "累计支付101.00元，超出预算100.00元，所以是红灯。" && reasons[6] == "没有预算，不评灯。")
  }

  @Test("in a file a text that looks like a formula is none")
  func harmless() throws {
    let list = try list(ProjectListTests.rows, ProjectQuery(), isWhole: true)
    let csv = String(decoding: list.csv(note: "-x"), as: UTF8.self)
    #expect(csv.contains(",'=SUM(A1),") && csv.contains("'-x") && csv.contains("合计,,,,5个项目,1300.00,200.00"))
    for text in ["=1", "+1", "-1", "@a", "\ta"] { #expect(ProjectList.harmless(text) == "'" + text) }
    #expect(ProjectList.harmless("保洁-1") == "保洁-1")
    #expect(list.workbook(note: "n")?.starts(with: Array("PK".utf8)) == true)
    #expect(list.workbook(note: "n") == list.workbook(note: "n"), "equal lists are equal files")
  }

  @Test("a department is named in an address by no more than tells it apart")
  func keys() {
    func department(_ division: String, _ name: String) -> DepartmentIdentity {
      DepartmentIdentity(division: DivisionCode(kept: division), code: "304", name: name, fiscalYear: 2025)
    }
    func keys(_ all: DepartmentIdentity...) -> [String] { DepartmentIdentity.keys(of: all).map(\.key) }
    let (a, b, c) = (department("130609", "甲"), department("130625", "甲"), department("130625", "乙"))
    #expect(keys(a) == ["304"] && keys(a, b) == ["130609/304", "130625/304"])
    #expect(keys(a, b, c) == ["130609/304", "130625/304/甲", "130625/304/乙"])
  }

  @Test(
    "a list in which some departments stand otherwise is the one put together anew, whatever changed", arguments: 0..<40
  )
  func moved(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    func rows(_ count: Int) throws -> [ProjectStanding] {
      try standings(
        (0..<count).map {
          (
            "项目\($0 % 3)", Int64.random(in: 1...4, using: &random) * 10_000,
            Int64.random(in: 0...4, using: &random) * 5_000
          )
        })
    }
    var parts: [ProjectSheaf.Part] = []
    for id in 1...12 {
      let identity = DepartmentIdentity(code: "\(300 + id)", name: "某局\(id)", fiscalYear: 2025)
      parts.append(
        .init(id: DepartmentID(Int64(id)), identity: identity, rows: try rows(Int.random(in: 0...6, using: &random))))
    }
    let before = ProjectSheaf(parts)
    var changed: [DepartmentID: [ProjectStanding]] = [:]
    for part in parts.shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random)) {
      changed[part.id] = try rows(part.rows.count)
    }
    let departments = parts.map { (id: $0.id, identity: $0.identity) }
    let anew = ProjectSheaf(parts.map { .init(id: $0.id, identity: $0.identity, rows: changed[$0.id] ?? $0.rows) })
    let moved = try #require(before.with(changed, of: departments))
    #expect(moved.sheaf.rows == anew.rows)
    for sort in ProjectQuery.Sort.allCases {
      for isTurned in [false, true] {
        let order = ProjectSheaf.Order(of: ProjectQuery(sort: sort, isTurned: isTurned))
        let places = moved.sheaf.places(in: order, from: before.places(in: order), where: moved.places)
        #expect(places == anew.places(in: order), "\(sort) \(isTurned)")
      }
    }
    let day = try Day.parse("2025-06-30")
    #expect(
      ProjectList(moved.sheaf, ProjectQuery(), on: day).totals == ProjectList(anew, ProjectQuery(), on: day).totals)
    // Other departments, or another number of projects, are put together anew.
    #expect(before.with([:], of: Array(departments.dropLast())) == nil)
    #expect(before.with([1: try rows(parts[0].rows.count + 1)], of: departments) == nil)
  }
}
