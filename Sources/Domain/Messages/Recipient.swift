/// Somebody who is told of alerts (接收人).
package struct Recipient: Hashable, Sendable {
  /// What the person is to the project.
  package enum Role: String, Sendable, CaseIterable {
    /// Fills in the numbers.
    case clerk
    /// Answers for the department.
    case head
    /// Watches from the finance bureau's performance office.
    case bureau

    /// What people call it.
    package var chinese: String {
      switch self {
      case .clerk: "填报人"
      case .head: "负责人"
      case .bureau: "财政绩效股"
      }
    }

    /// The usual place in the ladder: clerks are told first, then heads, then the finance bureau.
    package var usualLevel: Int {
      switch self {
      case .clerk: 0
      case .head: 1
      case .bureau: 2
      }
    }
  }

  /// How often what is not red is told.
  package enum Rhythm: String, Sendable, Codable, CaseIterable {
    /// Every workday.
    case daily
    /// On the first workday of the week.
    case weekly

    /// What people call it.
    package var chinese: String { self == .daily ? "每日" : "每周" }
  }

  /// Its row.
  package let id: Int64
  /// 姓名.
  package let name: String
  /// What the person is to the project.
  package let role: Role
  /// The place in the ladder: 0 is told first, 1 when nobody at 0 said a word for some workdays, and so on.
  package let level: Int
  /// The departments the person answers for; empty means all.
  package let departments: Set<DepartmentID>
  /// The projects the person answers for; empty means all of those departments.
  package let projects: Set<ProjectID>
  /// Alerts below this are not told.
  package let least: AlertSeverity
  /// Alerts from this on are told at once and not only in the morning message; nil for never.
  package let immediateFrom: AlertSeverity?
  /// When not to be disturbed.
  package let quiet: QuietTime?
  /// How often what is not red is told; nil for daily where the person may hear of one department, else weekly.
  package let rhythm: Rhythm?

  /// A recipient.
  package init(
    id: Int64, name: String, role: Role, level: Int = 0, departments: Set<DepartmentID> = [],
    projects: Set<ProjectID> = [],
    least: AlertSeverity = .blue, immediateFrom: AlertSeverity? = .red, quiet: QuietTime? = nil,
    rhythm: Rhythm? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.level = level
    self.departments = departments
    self.projects = projects
    self.least = least
    self.immediateFrom = immediateFrom
    self.quiet = quiet
    self.rhythm = rhythm
  }

  /// The rhythm that holds.
  package func rhythm(hearingOfSeveral: Bool) -> Rhythm { rhythm ?? (hearingOfSeveral ? .weekly : .daily) }

  /// Whether the person answers for an alert's department and project.
  package func answers(for department: DepartmentID, project: ProjectID?) -> Bool {
    guard departments.isEmpty || departments.contains(department) else { return false }
    return projects.isEmpty || (project.map { projects.contains($0) } ?? false)
  }
}
