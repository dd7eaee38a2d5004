package import Domain

/// Which forms: of a department's period.
package struct FormPeriod: Codable, Hashable, Sendable {
  /// Which department.
  package var department: DepartmentChoice
  /// Which form.
  package var form: DepartmentForm
  /// Through which month; a self-evaluation is of the whole year.
  package var through: Int

  /// A department's period.
  package init(department: DepartmentChoice, form: DepartmentForm, through: Int) {
    (self.department, self.form) = (department, form)
    self.through = form == .selfEvaluation ? 12 : through
  }
}

/// Which form of a period: a project's, or the department's own.
package struct FormSubject: Codable, Hashable, Sendable {
  /// The period; with a project the department need not be said.
  package var period: FormPeriod
  /// 项目编码; nil for the department as a whole.
  package var project: String?

  /// A form.
  package init(_ period: FormPeriod, project: String?) { (self.period, self.project) = (period, project) }
}

/// What a person writes into a form.
package struct FormFillRequest: Codable, Hashable, Sendable {
  /// Points of the execution rate and of all indicators in their order, `12.5,12.5,…`; empty for the default again.
  package struct Weights: Codable, Hashable, Sendable {
    /// The indicators' points, and those of the execution rate.
    package var points: String, execution: String

    /// Points.
    package init(points: String, execution: String) { (self.points, self.execution) = (points, execution) }
  }

  /// Which form.
  package var subject: FormSubject
  /// Fields of the whole form with what is typed; an empty text clears.
  package var fields: [FormField.Name: String]
  /// Which indicators' rows: a number, a name, `1-3,5` or `all`; nil for none.
  package var indicator: String?
  /// Fields of those rows.
  package var rowFields: [FormField.Name: String]
  /// Points by hand.
  package var weights: Weights?
  /// Why computed values are replaced.
  package var reason: String?
  /// Whether values are meant as typed that look like slips; with rows and nothing for them, that their values of before the
  /// period still hold.
  package var isConfirmed: Bool

  /// What is written.
  package init(
    _ subject: FormSubject, fields: [FormField.Name: String] = [:], indicator: String? = nil,
    rowFields: [FormField.Name: String] = [:], weights: Weights? = nil, reason: String? = nil,
    isConfirmed: Bool = false
  ) {
    (self.subject, self.fields, self.indicator) = (subject, fields, indicator)
    (self.rowFields, self.weights, self.reason, self.isConfirmed) = (rowFields, weights, reason, isConfirmed)
  }
}

/// Several cells of a form written at once: all of them or none.
package struct FormCellsRequest: Codable, Hashable, Sendable {
  /// A cell.
  package struct Cell: Codable, Hashable, Sendable {
    /// The field, and the indicator's number from 1 where it is one of a row.
    package var field: FormField.Name, row: Int?
    /// What is typed, and why a computed value is replaced; an empty text clears.
    package var text: String, reason: String?
    /// What stood there when it was looked at: it is written where that stands still. Nil for whatever stands.
    package var was: String?
    /// What was asked about it and is agreed to, by the sentences.
    package var agreed: [String]

    /// A cell.
    package init(
      _ field: FormField.Name, row: Int?, text: String, reason: String? = nil, was: String? = nil,
      agreed: [String] = []
    ) {
      (self.field, self.row, self.text, self.reason) = (field, row, text, reason)
      (self.was, self.agreed) = (was, agreed)
    }
  }

  /// Which form, and the cells.
  package var subject: FormSubject, cells: [Cell]
  /// Points of a self-evaluation with why; nil to leave them.
  package var weights: FormFillRequest.Weights?, weightsReason: String?
  /// The points when they were looked at: others are written where these stand still. Nil for whatever stands.
  package var weightsWere: FormFillRequest.Weights?
  /// The rows, from 1, whose values of before the period still hold.
  package var confirmed: [Int]
  /// The indicators of all rows as they were looked at; refused where they are others by now. Nil for whichever there are.
  package var rows: [Int64]?

  /// Cells.
  package init(
    _ subject: FormSubject, cells: [Cell], weights: FormFillRequest.Weights? = nil, weightsReason: String? = nil,
    weightsWere: FormFillRequest.Weights? = nil, confirmed: [Int] = [], rows: [Int64]? = nil
  ) {
    (self.subject, self.cells, self.confirmed, self.rows) = (subject, cells, confirmed, rows)
    (self.weights, self.weightsReason, self.weightsWere) = (weights, weightsReason, weightsWere)
  }
}

/// Which forms a department hands in.
package struct FormPeriodsAnswer: Codable, Hashable, Sendable {
  /// The department, and the months through which it has monitoring forms.
  package var department: DepartmentAnswer, months: [Int]
  /// The form that is in hand on the day, and through which month; nil where there is none.
  package var form: DepartmentForm?, month: Int?

  /// Which forms.
  package init(_ department: DepartmentIdentity, months: [Int], form: DepartmentForm?, month: Int?) {
    (self.department, self.months) = (DepartmentAnswer(department), months)
    (self.form, self.month) = (form, month)
  }
}

/// The forms that wait for being judged.
package struct ReviewAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Whose it is; the project's code and name, nil for the department's own.
    package var department: DepartmentAnswer, project: String?, name: String?
    /// Which form, through which month, and which version.
    package var form: DepartmentForm, month: Int, version: Int
    /// How far it has come, as whoever judges it says what was seen.
    package var step: String
    /// Who handed it in, and when.
    package var by: String, on: Day
    /// Whether whoever asks had a hand in it, and so does not approve it.
    package var isOwn: Bool

    /// A form.
    package init(
      _ department: DepartmentIdentity, project: String?, name: String?, form: DepartmentForm, month: Int,
      version: Int, step: FormStep, by actor: String, on day: Day, isOwn: Bool
    ) {
      (self.department, self.project, self.name) = (DepartmentAnswer(department), project, name)
      (self.form, self.month, self.version, self.step) = (form, month, version, step.text)
      (by, on, self.isOwn) = (actor, day, isOwn)
    }
  }

  /// The ones that wait longest first.
  package var forms: [Entry]

  /// Some forms.
  package init(_ forms: [Entry]) { self.forms = forms }
}

extension FormField.Name: Codable, CodingKeyRepresentable {}

/// A form with where it stands.
package struct FormAnswer: Encodable, Sendable {
  /// Something that happened to it.
  package struct Transition: Codable, Hashable, Sendable {
    /// What, by whom, on which day, and the remarks.
    package var kind: String, by: String, on: Day, note: String?
  }

  /// Who has to do what next.
  package struct Waiting: Codable, Hashable, Sendable {
    /// `submit` or `approve`, and the names of those who may.
    package var act: String, people: [String]
  }

  /// What the finance bureau said to it without giving it back, by whom, on which day.
  package struct Remark: Codable, Hashable, Sendable {
    package var text: String, by: String, on: Day
  }

  /// Where it stands, and its version from 1.
  package var state: String, version: Int
  /// The project's name or 部门整体, and 项目编码.
  package var name: String, project: String?
  /// The day whose end its figures are of, and the rule set they were worked out by.
  package var asOf: String, ruleSet: String
  /// What keeps it from being handed in, a sentence each; for programs the figures tell it place by place.
  package var blockers: [String]
  /// Who has to do what next; nil where nothing is to be done, or nobody asked.
  package var waitingFor: Waiting?
  /// What happened to it, earliest first.
  package var transitions: [Transition]
  /// What the finance bureau said to it, earliest first.
  package var remarks: [Remark]
  /// Its figures.
  package var form: FormFigures

  /// A form.
  package init(
    state: FormState, version: Int, name: String, project: String?, asOf: String, ruleSet: String, form: FormFigures,
    transitions: [FormTransition], remarks: [FormRemark] = [], waiting: FormWaiting? = nil
  ) {
    self.remarks = remarks.map { Remark(text: $0.text, by: $0.actor, on: $0.day) }
    waitingFor = waiting.map { Waiting(act: $0.act == .submit ? "submit" : "approve", people: $0.people.map(\.name)) }
    (self.state, self.version, self.name, self.project) = (state.rawValue, version, name, project)
    (self.asOf, self.ruleSet, self.form) = (asOf, ruleSet, form)
    blockers = form.blockers
    self.transitions = transitions.map { Transition(kind: $0.kind, by: $0.actor, on: $0.day, note: $0.note) }
  }
}

/// Something that is said to a form.
package struct FormRemarkRequest: Codable, Hashable, Sendable {
  /// Which form, and what.
  package var subject: FormSubject, text: String

  /// A remark.
  package init(_ subject: FormSubject, _ text: String) { (self.subject, self.text) = (subject, text) }
}

/// The figures of a form.
package enum FormFigures: Encodable, Sendable {
  /// Of a monitoring form.
  case monitoring(MonitoringFigures)
  /// Of a self-evaluation.
  case selfEvaluation(SelfEvaluationFigures)
  /// As an earlier program kept them: a JSON document.
  case kept(JSONValue)

  /// Those of a form.
  package init(_ form: Form) {
    switch form {
    case .monitoring(let form): self = .monitoring(MonitoringFigures(form))
    case .selfEvaluation(let form): self = .selfEvaluation(SelfEvaluationFigures(form))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .monitoring(let figures): try figures.encode(to: encoder)
    case .selfEvaluation(let figures): try figures.encode(to: encoder)
    case .kept(let document): try document.encode(to: encoder)
    }
  }

  var blockers: [String] {
    switch self {
    case .monitoring(let figures): figures.blockers
    case .selfEvaluation(let figures): figures.blockers
    case .kept: []
    }
  }
}

/// What keeps a form from being handed in.
package struct FormProblemAnswer: Codable, Hashable, Sendable {
  /// The indicator's row from 1; nil for what is of no row.
  package var row: Int?
  /// The field by which a person changes it; nil where it is changed elsewhere.
  package var field: String?
  /// A name for programs.
  package var code: String
  /// What people call the place, and what is wrong there.
  package var place: String, message: String

  init(_ problem: FormProblem, of form: some OfficialForm) {
    row = problem.place.row.map { $0 + 1 }
    field = problem.place.field?.rawValue
    (code, place, message) = (problem.kind.code, form.caption(problem.place), problem.kind.chinese)
  }
}

/// Several forms.
package struct FormsAnswer: Encodable, Sendable {
  /// The forms.
  package var forms: [FormAnswer]

  /// Some forms.
  package init(_ forms: [FormAnswer]) { self.forms = forms }
}

/// The figures of several forms, as reports print them.
package struct FiguresAnswer: Encodable, Sendable {
  /// The forms' figures.
  package var forms: [FormFigures]

  /// Some forms' figures.
  package init(_ forms: [FormFigures]) { self.forms = forms }
}

/// The versions of a form.
package struct FormHistoryAnswer: Encodable, Sendable {
  /// A figure that a version changed.
  package struct Change: Codable, Hashable, Sendable {
    /// What people call it, and what stood and stands there.
    package var cell: String, old: String, new: String

    /// A change.
    package init(_ difference: FormDifference) {
      (cell, old, new) = (difference.name, difference.old, difference.new)
    }
  }

  /// A version, and what it changed against the one before.
  package struct Version: Encodable, Sendable {
    /// The version.
    package var version: FormAnswer
    /// What it changed.
    package var changes: [Change]

    /// A version.
    package init(_ version: FormAnswer, _ changes: [Change]) { (self.version, self.changes) = (version, changes) }
  }

  /// Earliest first.
  package var versions: [Version]

  /// The versions of a form.
  package init(_ versions: [Version]) { self.versions = versions }
}

/// What became of all forms of a period.
package struct FormsOutcomeAnswer: Codable, Hashable, Sendable {
  /// A form nothing could be done with, or of which something is to be said.
  package struct Refused: Codable, Hashable, Sendable {
    /// The project's name or 部门整体, and why.
    package var name: String, message: String

    /// A form with why.
    package init(name: String, message: String) { (self.name, self.message) = (name, message) }
  }

  /// The names of those it was done with.
  package var done: [String]
  /// The others.
  package var refused: [Refused]
  /// What could not be checked of those it was done with.
  package var unchecked: [Refused]

  /// What became of them.
  package init(done: [String], refused: [Refused], unchecked: [Refused] = []) {
    (self.done, self.refused, self.unchecked) = (done, refused, unchecked)
  }
}

/// What became of the rows of a sheet by which forms were filled in.
package struct FillingAnswer: Codable, Hashable, Sendable {
  /// A refused row.
  package struct Refused: Codable, Hashable, Sendable {
    /// Its number in the file, and why.
    package var row: Int, message: String
    /// Why, as it is said in the file in which it comes back: that counts rows anew. Nil where it is the same.
    package var returned: String?

    private enum CodingKeys: CodingKey { case row, message }

    /// A row with why.
    package init(row: Int, message: String, returned: String? = nil) {
      (self.row, self.message, self.returned) = (row, message, returned)
    }
  }

  /// Cells filled in, how many of them are reported values (指标完成值), and cells that said what stood there already.
  package var filled: Int, reported: Int, unchanged: Int
  /// Rows whose value took the place of another, with both.
  package var replaced: [Refused]
  /// The refused rows; nothing of them was taken.
  package var refused: [Refused]

  /// What became of them.
  package init(filled: Int, reported: Int, unchanged: Int, replaced: [Refused], refused: [Refused]) {
    (self.filled, self.reported, self.unchanged) = (filled, reported, unchanged)
    (self.replaced, self.refused) = (replaced, refused)
  }
}
