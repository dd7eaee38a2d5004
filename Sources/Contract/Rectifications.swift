package import Domain

/// A notice by which something is to be put right (整改).
package struct RectificationRequest: Codable, Hashable, Sendable {
  /// The project, by its code; nil where the department as a whole is meant.
  package var project: String?
  /// Which department, where no project is named.
  package var department: DepartmentChoice
  /// 存在的问题 and 整改要求.
  package var problem: String, demand: String
  /// By when it is to be put right.
  package var due: Day
  /// 发文字号 as typed; nil for the next of the bureau's 机关代字, where it has one.
  package var number: String?
  /// What the page from which it is sent is known by: sent again it is the same notice. Nil for one that counts each
  /// time.
  package var once: String?

  /// A notice.
  package init(
    project: String? = nil, department: DepartmentChoice, problem: String, demand: String, due: Day,
    number: String? = nil, once: String? = nil
  ) {
    (self.project, self.department, self.number, self.once) = (project, department, number, once)
    (self.problem, self.demand, self.due) = (problem, demand, due)
  }
}

/// What is done with a notice.
package struct RectificationStepRequest: Codable, Hashable, Sendable {
  /// Its number.
  package var id: Int64
  /// What is done, and what is said of it.
  package var action: Rectification.Action, note: String

  /// A step.
  package init(_ id: Int64, _ action: Rectification.Action, note: String) {
    (self.id, self.action, self.note) = (id, action, note)
  }
}

/// A notice with what became of it.
package struct RectificationAnswer: Encodable, Hashable, Sendable {
  /// Something done with it.
  package struct Step: Codable, Hashable, Sendable {
    /// What, by whom, on which day, and what was said.
    package var kind: String, by: String, on: Day, note: String?
  }

  /// Its number.
  package var id: Int64
  /// The department's code and name, and the project's code where it is about one.
  package var department: String, departmentName: String, project: String?
  /// What is wrong, and what is to be done.
  package var problem: String, demand: String
  /// Who asked, when, and by when it is to be put right.
  package var issuedBy: String, issuedOn: Day, due: Day
  /// 发文字号 and the organ that sent it, where they are known.
  package var number: String?, organ: String?
  /// Where it stands.
  package var state: Rectification.State
  /// What was done, the earliest first.
  package var steps: [Step]
  /// The notice itself, of which papers are made; not part of the document.
  package var notice: Rectification

  private enum CodingKeys: CodingKey {
    case id, department, departmentName, project, problem, demand, issuedBy, issuedOn, due, number, organ, state, steps
  }

  /// A notice.
  package init(_ notice: Rectification) {
    (id, self.notice, state) = (notice.id, notice, notice.state)
    (department, departmentName, project) = (notice.department.code, notice.department.name, notice.project)
    (problem, demand) = (notice.problem, notice.demand)
    (number, organ) = (notice.number?.text, notice.organ)
    (issuedBy, issuedOn, due) = (notice.issuedBy, notice.issuedOn, notice.due)
    steps = notice.steps.map { Step(kind: $0.kind, by: $0.actor, on: $0.day, note: $0.note) }
  }
}

/// Some notices.
package struct RectificationsAnswer: Encodable, Hashable, Sendable {
  /// The earliest first.
  package var rectifications: [RectificationAnswer]

  /// Some notices.
  package init(_ notices: [Rectification]) { rectifications = notices.map(RectificationAnswer.init) }
}

extension Rectification.State: Codable {}
extension Rectification.Action: Codable {}
