package import Domain
internal import Postgres

// The names behind the rows of projects and indicators, removed ones included: by the document of a day, or by the last.
extension Store {
  /// The names of some departments by the documents of a day; of one that has neither projects nor indicators there are none.
  package func directories(of departments: [DepartmentID], asOf day: Day) async throws -> [DepartmentID: Directory] {
    try await ask { session in try Store.directories(of: departments, asOf: day, session) }
  }

  static func directory(
    of department: DepartmentID, asOf day: Day? = nil, _ session: borrowing Session
  ) throws -> Directory {
    try directories(of: [department], asOf: day, session)[department] ?? .none
  }

  /// Those of several departments at once; of one that has neither projects nor indicators there is none.
  static func directories(
    of departments: [DepartmentID], asOf day: Day?, _ session: borrowing Session
  ) throws -> [DepartmentID: Directory] {
    let projects = try projectNames(of: departments, asOf: day, session)
    var indicators: [DepartmentID: [IndicatorID: Directory.Indicator]] = [:]
    try session.copyOut(
      """
      COPY (SELECT i.department_id, i.id, coalesce(v.position, i.position),
        CASE WHEN coalesce(v.level2, i.level2) = '' THEN coalesce(v.level1, i.level1) ELSE coalesce(v.level2, i.level2) END,
        coalesce(v.level3, i.level3), coalesce(v.target_text, i.target_text)
      FROM (\(documents(of: departments, asOf: day))) f
      JOIN indicator i ON i.department_id = f.id
      LEFT JOIN import_indicator m ON m.import_id = f.document AND m.indicator_id = i.id
      LEFT JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version)
      TO STDOUT (FORMAT binary)
      """
    ) { row in
      let (department, id) = (try row.id(DepartmentID.self), try row.id(IndicatorID.self))
      let position = Int(try row.int4())
      indicators[department, default: [:]][id] = .init(
        position: position, kind: try row.text(), name: try row.text(), target: try row.text())
    }
    return Dictionary(
      Set(projects.keys).union(indicators.keys).map {
        ($0, Directory(projects: projects[$0] ?? [:], indicators: indicators[$0] ?? [:]))
      }, uniquingKeysWith: { a, _ in a })
  }

  /// Code, name and place of each project.
  static func projectNames(
    of departments: [DepartmentID], asOf day: Day?, _ session: borrowing Session
  ) throws -> [DepartmentID: [ProjectID: Directory.Project]] {
    var names: [DepartmentID: [ProjectID: Directory.Project]] = [:]
    try session.copyOut(
      """
      COPY (SELECT p.department_id, p.id, p.code, v.name, coalesce(m.position, p.position)
      FROM (\(documents(of: departments, asOf: day))) f
      JOIN project p ON p.department_id = f.id
      LEFT JOIN import_project m ON m.import_id = f.document AND m.project_id = p.id
      JOIN project_version v ON v.project_id = p.id AND v.version = coalesce(m.version, p.version))
      TO STDOUT (FORMAT binary)
      """
    ) { row in
      let (department, id) = (try row.id(DepartmentID.self), try row.id(ProjectID.self))
      let code = try Store.projectCode(try row.text())
      names[department, default: [:]][id] = .init(code: code, name: try row.text(), position: Int(try row.int4()))
    }
    return names
  }

  /// A statement for the documents that names go by, one a department, looked up once each.
  private static func documents(of departments: [DepartmentID], asOf day: Day?) -> String {
    let document =
      day.map { "import_in_force(d.id, '\($0)')" } ?? "(SELECT max(m.id) FROM import m WHERE m.department_id = d.id)"
    return "SELECT d.id, \(document) AS document FROM department d WHERE d.id = ANY (\(idList(departments))) OFFSET 0"
  }
}
