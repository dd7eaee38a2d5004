/// A project or its account that is not what was meant.
package enum ProjectRefusal: Hashable, Sendable {
  /// No project has the code.
  case unknown(_ code: ProjectCode, meant: ProjectCode?)
  /// Several divisions have the code.
  case inDivisions(_ code: ProjectCode, _ list: [String])
  /// Several fiscal years have the code.
  case yearMissing(_ code: ProjectCode)
  /// A day outside the fiscal year.
  case outsideYear(_ day: Day, project: String?, years: [Int])
  /// The department's budget no longer has it.
  case gone
  /// Forms of projects of a department that has none.
  case none
}

extension ProjectRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .unknown: .projectUnknown
    case .inDivisions: .projectInDivisions
    case .yearMissing: .yearMissing
    case .outsideYear: .outsideFiscalYear
    case .gone: .projectVanished
    case .none: .projectsNone
    }
  }
}
