/// Where a form stands: 草稿 → 已报送 → 退回 or 审核通过, which locks it.
package enum FormState: String, Sendable, CaseIterable {
  /// People fill it in.
  case draft
  /// Handed in: nobody fills it in until it is returned or taken back.
  case submitted
  /// Given back with remarks; filled in and handed in again.
  case returned
  /// Approved and locked for good. A correction is a new version beside it.
  case approved

  /// What people call it.
  package var chinese: String {
    switch self {
    case .draft: "草稿"
    case .submitted: "已报送"
    case .returned: "已退回"
    case .approved: "审核通过"
    }
  }

  /// The state after a transition of a kind; a form nobody has handed in is a draft.
  package init(after kind: String?) {
    switch kind {
    case "submitted": self = .submitted
    case "returned": self = .returned
    case "approved": self = .approved
    default: self = .draft
    }
  }

  /// Whether the form counts as handed in.
  package var isIn: Bool { self == .submitted || self == .approved }
}

/// What a person does with a form.
package enum FormAction: Hashable, Sendable {
  /// 报送.
  case submit
  /// 撤回, by the department, before it is judged.
  case withdraw
  /// 退回, with remarks.
  case giveBack(remarks: String)
  /// 审核通过: locks it.
  case approve

  /// Its name where it is kept.
  package var name: String {
    switch self {
    case .submit: "submitted"
    case .withdraw: "withdrawn"
    case .giveBack: "returned"
    case .approve: "approved"
    }
  }

  /// What people call it.
  package static func chinese(_ name: String) -> String {
    switch name {
    case "opened": "建立更正版本"
    case "submitted": "报送"
    case "withdrawn": "撤回"
    case "returned": "退回"
    case "approved": "审核通过"
    default: name
    }
  }
}

/// What happened to a form: who, when, with what remarks.
package struct FormTransition: Hashable, Sendable {
  /// Counts from 1.
  package let number: Int
  /// The action's name.
  package let kind: String
  /// Who.
  package let actor: String
  /// The day, by the clock of whoever did it.
  package let day: Day
  /// Remarks.
  package let note: String?

  /// A transition.
  package init(number: Int, kind: String, actor: String, day: Day, note: String?) {
    self.number = number
    self.kind = kind
    self.actor = actor
    self.day = day
    self.note = note
  }
}

/// Who has had a hand in a version of a form, and where it stands.
package struct FormProgress: Hashable, Sendable {
  /// Where it stands.
  package let state: FormState
  /// Those who filled it in.
  package let fillers: Set<String>
  /// What happened to it, earliest first.
  package let transitions: [FormTransition]

  /// A form's progress; a draft nobody has touched by default.
  package init(state: FormState = .draft, fillers: Set<String> = [], transitions: [FormTransition] = []) {
    self.state = state
    self.fillers = fillers
    self.transitions = transitions
  }

  /// Who handed it in last, and when.
  package var submitted: FormTransition? { state.isIn ? transitions.last { $0.kind == "submitted" } : nil }
  /// Who approved it, and when.
  package var approved: FormTransition? { state == .approved ? transitions.last { $0.kind == "approved" } : nil }
  /// The remarks it was last returned with, while it has not been handed in again.
  package var remarks: FormTransition? { state == .returned ? transitions.last { $0.kind == "returned" } : nil }

  /// The state after an action; refused, with what to do instead, where it is not one for now or not for this person.
  ///
  /// - Parameters:
  ///   - day: today; never before what happened last.
  ///   - blockers: what is still missing of the form; handing in wants none.
  package func state(
    after action: FormAction, by actor: String, on day: Day, blockers: [String] = []
  ) throws(Refusal) -> FormState {
    guard !actor.normalised.isEmpty else { throw Refusal.form(.actorMissing) }
    if let last = transitions.last, day < last.day {
      throw Refusal.form(.beforeLast(day, last: last.day, did: FormAction.chinese(last.kind)))
    }
    switch (state, action) {
    case (.draft, .submit), (.returned, .submit):
      guard blockers.isEmpty else {
        throw Refusal.form(.incomplete(blockers))
      }
      return .submitted
    case (.submitted, .withdraw): return .draft
    case (.submitted, .giveBack(let remarks)):
      guard !remarks.normalised.isEmpty else { throw Refusal.form(.remarksMissing) }
      return .returned
    case (.submitted, .approve):
      guard !fillers.contains(actor), submitted?.actor != actor else {
        throw Refusal.form(.approverIsFiller(actor))
      }
      return .approved
    case (.approved, _):
      throw Refusal.form(.locked)
    case (.submitted, .submit): throw Refusal.form(.submittedAlready)
    case (.draft, _), (.returned, _):
      throw Refusal.form(.notSubmitted(state: state.chinese))
    }
  }

  /// Refused where the form cannot be filled in now.
  package func checkFillable() throws(Refusal) {
    switch state {
    case .draft, .returned: return
    case .submitted: throw Refusal.form(.submitted)
    case .approved: throw Refusal.form(.locked)
    }
  }
}
