/// A notice by which the finance bureau asks a department to put something right (整改): 通知 → 反馈 → 销号, or back.
package struct Rectification: Hashable, Sendable {
  /// Where it stands.
  package enum State: String, Sendable, CaseIterable {
    /// 待整改.
    case open
    /// 已反馈, waiting for the bureau.
    case answered
    /// 已销号.
    case closed

    /// What people call it.
    package var chinese: String { self == .open ? "待整改" : self == .answered ? "已反馈" : "已销号" }
  }

  /// What is done with it.
  package enum Action: String, Hashable, Sendable {
    /// 反馈, by the department.
    case answer = "answered"
    /// 退回, by the bureau: not yet right.
    case reject = "rejected"
    /// 销号, by the bureau.
    case close = "closed"

    /// Its name where it is kept.
    package var name: String { rawValue }

    /// What people call a kept one.
    package static func chinese(_ name: String) -> String {
      name == "answered" ? "反馈" : name == "rejected" ? "退回" : "销号"
    }
  }

  /// Its number.
  package let id: Int64
  /// The department.
  package let department: DepartmentIdentity
  /// The project's code and name, where it is about one.
  package let project: String?, projectName: String?
  /// 存在的问题 and 整改要求.
  package let problem: String, demand: String
  /// Who asked, when, and by when it is to be put right.
  package let issuedBy: String, issuedOn: Day, due: Day
  /// 发文字号; nil where none was given. The organ that sent it, as it was named then; nil where nobody said.
  package let number: LetterNumber?, organ: String?
  /// Where it stands.
  package let state: State
  /// What was done, earliest first.
  package let steps: [FormTransition]

  /// A notice.
  package init(
    id: Int64, department: DepartmentIdentity, project: String?, projectName: String?, problem: String, demand: String,
    issuedBy: String, issuedOn: Day, due: Day, number: LetterNumber? = nil, organ: String? = nil, state: State,
    steps: [FormTransition]
  ) {
    (self.number, self.organ) = (number, organ)
    self.id = id
    self.department = department
    self.project = project
    self.projectName = projectName
    self.problem = problem
    self.demand = demand
    self.issuedBy = issuedBy
    self.issuedOn = issuedOn
    self.due = due
    self.state = state
    self.steps = steps
  }

  /// Whether its date has passed and nothing was answered.
  package func isOverdue(on day: Day) -> Bool { state == .open && day > due }

  /// The state after an action; refused where it is not one for now, or says nothing.
  package func state(after action: Action, note: String, on day: Day) throws(Refusal) -> State {
    let last = steps.last?.day ?? issuedOn
    if day < last { throw Refusal.rectification(.beforeLast(day, last: last)) }
    if note.normalised.isEmpty {
      throw Refusal.rectification(.noteMissing(action))
    }
    switch (state, action) {
    case (.open, .answer): return .answered
    case (.answered, .reject): return .open
    case (.answered, .close): return .closed
    case (.closed, _): throw Refusal.rectification(.closed(id))
    case (.answered, .answer): throw Refusal.rectification(.answered(id))
    case (.open, _): throw Refusal.rectification(.open(id))
    }
  }
}
