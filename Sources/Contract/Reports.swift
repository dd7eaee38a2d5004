package import Domain

/// Which forms of a period are printed, and as what.
package struct FormsReportRequest: Codable, Hashable, Sendable {
  /// What is printed.
  package enum Part: String, Codable, CaseIterable, Sendable {
    /// The projects' forms; the department's own; the table of all projects; how scores were worked out; the table, the
    /// department's own and the projects'.
    case projects, department, table, scores, all
  }

  /// A layout of projects' forms.
  package enum Layout: Codable, Hashable, Sendable {
    /// One there is, by its code.
    case code(String)
    /// One that is described, as a JSON document.
    case described([UInt8])
  }

  /// The period.
  package var period: FormPeriod
  /// Only this project's form, by 项目编码; then the department need not be said.
  package var project: String?
  /// What is printed.
  package var part: Part
  /// Worked out by what is recorded now, whatever was handed in.
  package var isLive: Bool
  /// A working copy, with what is still asked for and where it stands; else what is signed and filed.
  package var isDraft: Bool
  /// How projects' forms are laid out; nil for how the department has chosen.
  package var layout: Layout?
  /// The day of the question; nil for the end of the period.
  package var asOf: Day?

  /// What is printed.
  package init(
    _ period: FormPeriod, project: String? = nil, part: Part = .projects, isLive: Bool = false, isDraft: Bool = false,
    layout: Layout? = nil, asOf: Day? = nil
  ) {
    (self.period, self.project, self.part, self.isLive, self.asOf) = (period, project, part, isLive, asOf)
    (self.isDraft, self.layout) = (isDraft, layout)
  }
}

/// Which departments of a finance bureau.
package struct BureauChoice: Codable, Hashable, Sendable {
  /// The division by code or name, with those below it; nil for all.
  package var division: String?
  /// The fiscal year; nil for the last there is.
  package var year: Int?
  /// How the project codes of the departments begin, such as `130625`; nil for all.
  package var area: String?

  /// Which departments.
  package init(division: String? = nil, year: Int? = nil, area: String? = nil) {
    (self.division, self.year, self.area) = (division, year, area)
  }
}

/// Forms of many departments.
package struct GatherRequest: Codable, Hashable, Sendable {
  /// Which departments.
  package var departments: BureauChoice
  /// Which form, and through which month; a self-evaluation is of the whole year.
  package var form: DepartmentForm, through: Int
  /// Working copies, where they are printed.
  package var isDraft: Bool
  /// The day of the question; nil for the end of the month.
  package var asOf: Day?
  /// What they are wanted for: demanded where accounts are in force, and kept in the audit trail.
  package var reason: String?

  /// Forms.
  package init(
    _ departments: BureauChoice, _ form: DepartmentForm, through: Int, isDraft: Bool = false, asOf: Day? = nil,
    reason: String? = nil
  ) {
    self.reason = reason
    (self.departments, self.form, self.isDraft, self.asOf) = (departments, form, isDraft, asOf)
    self.through = form == .selfEvaluation ? 12 : through
  }
}
