/// A department as a document or a person names it.
package struct NamedDepartment: Hashable, Sendable {
  /// 部门编码.
  package let code: String
  /// 部门名称.
  package let name: String

  /// A department by code and name.
  package init(code: String, name: String) { (self.code, self.name) = (code, name) }
}

/// What is the matter with the lines that say whose budget a document is, and of which year.
package enum DepartmentFinding: Hashable, Sendable {
  /// Several departments.
  case ambiguous([NamedDepartment])
  /// None.
  case missing
  /// No code, or no name.
  case unreadable(NamedDepartment)
  /// The document names another than the person.
  case contradicts(NamedDepartment, given: NamedDepartment)
  /// It bears another name than the person gave, whose name was taken.
  case given(NamedDepartment, given: NamedDepartment)
  /// A year given that is none.
  case yearUnreadable(Int)
  /// A year given that the document does not have.
  case yearContradicts([Int], given: Int)
  /// Several years, of which the given one was taken.
  case yearGiven([Int], given: Int)
  /// No year.
  case yearMissing
  /// Several years.
  case yearAmbiguous([Int])
  /// The title has another year than the tables.
  case titleContradicts(Int, year: Int)
  /// A project code of a later year.
  case codeLater(Int, year: Int)
  /// All project codes of earlier years, and nothing carried over.
  case codesEarlier([Int], year: Int)
  /// The project codes tell another division than was given, which was taken.
  case divisionGiven(DivisionCode, given: DivisionCode)
  /// The project codes tell several divisions.
  case divisionAmbiguous([DivisionCode])
  /// A code of another division than the others.
  case divisionOfCode(ProjectCode, division: DivisionCode)
}

extension DepartmentFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .ambiguous: .departmentAmbiguous
    case .missing: .departmentMissing
    case .unreadable: .departmentUnreadable
    case .contradicts: .departmentContradicts
    case .given: .departmentGiven
    case .yearUnreadable: .yearUnreadable
    case .yearContradicts: .yearContradicts
    case .yearGiven: .yearGiven
    case .yearMissing: .yearMissing
    case .yearAmbiguous: .yearAmbiguous
    case .titleContradicts: .titleContradicts
    case .codeLater: .codeLater
    case .codesEarlier: .codesEarlier
    case .divisionGiven: .divisionGiven
    case .divisionAmbiguous: .divisionAmbiguous
    case .divisionOfCode: .divisionOfCode
    }
  }
}
