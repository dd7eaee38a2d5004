package import Domain

/// How a document is to be taken, and what it does not say itself.
package struct ImportRequest: Codable, Hashable, Sendable {
  /// Its division; and the one whose books are meant where neither this nor the document says one.
  package var division: DivisionCode?, usualDivision: DivisionCode?
  /// The department's code and name, and the budget year.
  package var department: String?, name: String?, year: Int?
  /// From which day it holds; nil for the first day of the year with the first document, and today with a later one.
  package var effective: Day?
  /// Whether it is agreed to what the document no longer has.
  package var agreesToRemovals: Bool
  /// The codes of those that were named where it was agreed; nil for whichever there are.
  package var agreedRemovals: [String]?

  /// How a document is to be taken.
  package init(
    division: DivisionCode? = nil, usualDivision: DivisionCode? = nil, department: String? = nil,
    name: String? = nil, year: Int? = nil, effective: Day? = nil, agreesToRemovals: Bool = false,
    agreedRemovals: [String]? = nil
  ) {
    (self.division, self.usualDivision) = (division, usualDivision)
    (self.department, self.name, self.year) = (department, name, year)
    (self.effective, self.agreesToRemovals) = (effective, agreesToRemovals)
    self.agreedRemovals = agreedRemovals
  }
}

/// A document as it was read, with what it changes or changed.
package struct DocumentAnswer: Encodable, Hashable, Sendable {
  /// One value that changes. Old is nil for what is new, new for what is gone.
  package struct Change: Codable, Hashable, Sendable {
    /// What it is of: a project, a plan, an indicator.
    package var what: String
    /// The project's code, where it is of one; its name, and which value of it.
    package var project: String?, name: String
    /// Before and after.
    package var old: String?, new: String?

    init(_ change: BudgetDifference.Change) {
      (what, project, name) = (change.what.rawValue, change.project?.text, change.name)
      (old, new) = (change.old, change.new)
    }
  }

  /// A project that the document no longer has.
  package struct Removal: Codable, Hashable, Sendable {
    /// Its code, its name, and what was paid of it.
    package var code: String, name: String, paid: Money

    init(_ removal: BudgetDifference.Removal) {
      (code, name, paid) = (removal.code.text, removal.name, removal.paid)
    }
  }

  /// What importing did, by counts: all are zero where nothing was written.
  package struct Outcome: Codable, Hashable, Sendable {
    /// Whether the same file was the last one imported.
    package var repeated: Bool
    /// Projects by what happened to them.
    package var projectsAdded: Int, projectsChanged: Int, projectsUnchanged: Int, projectsRemoved: Int
    /// Indicators by what happened to them.
    package var indicatorsAdded: Int, indicatorsChanged: Int, indicatorsRemoved: Int

    /// What importing did.
    package init(
      repeated: Bool = false, projectsAdded: Int = 0, projectsChanged: Int = 0, projectsUnchanged: Int = 0,
      projectsRemoved: Int = 0, indicatorsAdded: Int = 0, indicatorsChanged: Int = 0, indicatorsRemoved: Int = 0
    ) {
      (self.repeated, self.projectsAdded, self.projectsChanged) = (repeated, projectsAdded, projectsChanged)
      (self.projectsUnchanged, self.projectsRemoved) = (projectsUnchanged, projectsRemoved)
      (self.indicatorsAdded, self.indicatorsChanged) = (indicatorsAdded, indicatorsChanged)
      self.indicatorsRemoved = indicatorsRemoved
    }
  }

  /// The file's name.
  package var file: String
  /// Whose budget it is; nil where the document was not read.
  package var department: DepartmentAnswer?
  /// What it holds.
  package var projects: [ProjectAnswer], departmentIndicators: [GoalAnswer], tables: TablesAnswer?
  /// From which day it holds; nil where it was neither imported nor held against what stands.
  package var effectiveOn: Day?
  /// What differs from what stands.
  package var changes: [Change] = [], removals: [Removal] = []
  /// What was noticed in it.
  package var findings: [FindingAnswer]
  /// What importing did; nil as ``effectiveOn``.
  package var outcome: Outcome?
  /// Why it was not imported, in a sentence.
  package var refused: String?
  /// The division it settled in, to be said where there are several; not part of the document.
  package var otherDivision: DivisionCode?
  /// Whether somebody has to agree to what it no longer has; not part of the document.
  package var needsAgreement = false

  private enum CodingKeys: CodingKey {
    case file, department, projects, departmentIndicators, tables, effectiveOn, changes, removals, findings, outcome
    case refused
  }

  /// A document as it was read, in the words of a door; nothing of it where it was not.
  package init(
    file: String, _ budget: DepartmentBudget? = nil, findings: [Finding] = [], refused: String? = nil, at door: Door
  ) {
    (self.file, self.refused) = (file, refused)
    let year = budget?.department.fiscalYear ?? 0
    department = budget.map { DepartmentAnswer($0.department) }
    projects = (budget?.projects ?? []).map { ProjectAnswer($0, in: year) }
    departmentIndicators = (budget?.indicators ?? []).map { GoalAnswer($0, in: year) }
    tables = budget.map { TablesAnswer($0.tables) }
    self.findings = findings.map { FindingAnswer($0, at: door) }
  }

  /// With what differs from what stands.
  package mutating func hold(against difference: BudgetDifference) {
    changes = difference.changes.map(Change.init)
    removals = difference.removals.map(Removal.init)
    needsAgreement = difference.needsAgreement
  }
}

/// A file that was sent and waits to be confirmed.
package struct WaitingUpload: Hashable, Sendable {
  /// Its number, its name, and when it was sent.
  package var id: Int64, file: String, sentAt: Instant

  /// A file.
  package init(id: Int64, file: String, sentAt: Instant) { (self.id, self.file, self.sentAt) = (id, file, sentAt) }
}

/// Some documents.
package struct DocumentsAnswer: Encodable, Hashable, Sendable {
  /// In the order in which they were given.
  package var documents: [DocumentAnswer]

  /// Some documents.
  package init(_ documents: [DocumentAnswer]) { self.documents = documents }
}
