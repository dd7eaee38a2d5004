/// A department that is not what was meant, or a document of it that is not imported.
package enum DepartmentRefusal: Hashable, Sendable {
  /// There is no department at all, or none of the year.
  case none(year: Int?)
  /// No department answers to this.
  case unknown(_ code: String?, year: Int?, division: DivisionCode?, known: [String], count: Int)
  /// Several departments answer to this.
  case ambiguous(_ list: [String], count: Int, inDivisions: Bool)
  /// No project's code begins so.
  case noneInArea(_ area: String)
  /// It was removed since it was looked up.
  case vanished
  /// A code or name of blanks.
  case empty
  /// Renamed to what it is called.
  case same(_ department: DepartmentIdentity)
  /// Another department is called so.
  case taken(_ department: DepartmentIdentity)
  /// Moved to a division that has projects with these codes.
  case divisionHasProjects(_ division: DivisionCode)
  /// Removed with records.
  case inUse(_ department: DepartmentIdentity, payments: Int, values: Int, events: Int, adjustments: Int, forms: Int)
  /// The document no longer has what was imported, and nobody agreed to remove it.
  case removals(_ first: [BudgetDifference.Removal], count: Int)
  /// Known without a division, and the document has one.
  case withoutDivision(_ known: DepartmentIdentity, file: DepartmentIdentity)
  /// Known with the code or the name, and not with both.
  case differs(_ known: DepartmentIdentity, file: DepartmentIdentity)
  /// A project of the document stands with another department.
  case ownsProject(_ project: ProjectCode, owner: DepartmentIdentity, file: DepartmentIdentity)
  /// A document is not valid from a day outside its year, or from one to come.
  case effectiveDay(_ day: Day, year: Int, today: Day)
}

extension DepartmentRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .none: .departmentsNone
    case .unknown: .departmentUnknown
    case .ambiguous: .departmentAmbiguous
    case .noneInArea: .areaUnknown
    case .vanished: .departmentVanished
    case .empty: .departmentEmpty
    case .same: .departmentSame
    case .taken: .departmentTaken
    case .divisionHasProjects: .divisionHasProjects
    case .inUse: .departmentInUse
    case .removals: .removalAsked
    case .withoutDivision: .departmentWithoutDivision
    case .differs: .departmentDiffers
    case .ownsProject: .projectOfAnotherDepartment
    case .effectiveDay: .effectiveDay
    }
  }
}
