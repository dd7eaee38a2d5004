/// A registered person by name and role, as forms and refusals name one: 李四（负责人）.
package struct Signatory: Hashable, Sendable {
  /// 姓名.
  package let name: String
  /// What the person is.
  package let role: Recipient.Role

  /// Somebody.
  package init(name: String, role: Recipient.Role) { (self.name, self.role) = (name, role) }

  /// As people read it.
  package var chinese: String { "\(name)（\(role.chinese)）" }
}

/// Those who answer for a department, of whom each act on its forms and notices wants one of some roles.
package struct Signatories: Hashable, Sendable {
  /// Whose forms and notices they are.
  package let department: DepartmentIdentity
  private let answering: [Recipient]

  /// Those of the registered people who answer for a department.
  ///
  /// - Parameter id: its row.
  package init(of department: DepartmentIdentity, _ id: DepartmentID, among registered: [Recipient]) {
    self.department = department
    answering = registered.filter { $0.departments.isEmpty || $0.departments.contains(id) }
  }

  /// Those who answer for a department by the roles of their accounts on a day.
  package init(of department: DepartmentIdentity, _ principals: [Principal], on day: Day) {
    self.department = department
    let object = ActionObject.department(DepartmentPlace(department))
    answering = principals.flatMap { principal in
      let roles = Set(
        principal.grants.filter { $0.holds(on: day) && $0.reach.covers(object) }.compactMap(\.role.recipientRole))
      return Recipient.Role.allCases.filter(roles.contains).map { Recipient(id: 0, name: principal.name, role: $0) }
    }
  }

  /// Who may do it.
  ///
  /// - Parameter project: nil for the department as a whole, for which whoever answers for single projects does not.
  package func able(to act: SignedAct, for project: ProjectID?) -> [Signatory] {
    answering.filter { person in
      act.roles.contains(person.role)
        && (person.projects.isEmpty || project.map { person.projects.contains($0) } ?? false)
    }.map { Signatory(name: $0.name, role: $0.role) }
  }

  /// Refuses a name under which it may be done for nothing of the department.
  package func check(_ name: String, may act: SignedAct, registered: Signatory?) throws(Refusal) {
    let isForSome = answering.contains {
      $0.name == name.normalised && act.roles.contains($0.role) && !$0.projects.isEmpty
    }
    if !isForSome { try check(name, may: act, for: nil, registered: registered) }
  }

  /// Refuses a name under which it may not be done.
  ///
  /// - Parameters:
  ///   - project: nil for the department as a whole.
  ///   - registered: whoever has the name among all that are registered, here or elsewhere.
  package func check(
    _ name: String, may act: SignedAct, for project: ProjectID?, registered: Signatory?
  ) throws(Refusal) {
    let name = name.normalised
    guard !name.isEmpty else { throw .form(.actorMissing) }
    let able = able(to: act, for: project)
    guard !able.contains(where: { $0.name == name }) else { return }
    let wanted = Wanted(act: act, department: department, able: able)
    guard let registered else { throw .people(.signerUnknown(name, wanted)) }
    throw .people(.signerNotEntitled(registered, wanted))
  }

  /// What is wanted of whoever signs.
  package struct Wanted: Hashable, Sendable {
    /// What is done, for whom, and who may do it.
    package let act: SignedAct, department: DepartmentIdentity, able: [Signatory]

    /// What is wanted.
    package init(act: SignedAct, department: DepartmentIdentity, able: [Signatory]) {
      (self.act, self.department, self.able) = (act, department, able)
    }
  }
}

/// What is to be done with a form next, and who may do it (还差谁办理).
package struct FormWaiting: Hashable, Sendable {
  /// 填写 and 报送, or 审核.
  package let act: SignedAct
  /// Those who may; empty where nobody is registered for it.
  package let people: [Signatory]

  /// What a form waits for; nil where it is approved. Whoever filled it in or handed it in does not approve it.
  ///
  /// - Parameter project: whose form it is; nil for the department's own.
  package init?(_ progress: FormProgress, of project: ProjectID?, _ signatories: Signatories) {
    switch progress.state {
    case .draft, .returned: (act, people) = (.submit, signatories.able(to: .submit, for: project))
    case .submitted:
      let busy = progress.fillers.union([progress.submitted?.actor].compactMap { $0 })
      (act, people) = (.approve, signatories.able(to: .approve, for: project).filter { !busy.contains($0.name) })
    case .approved: return nil
    }
  }

  /// As people read it.
  package var chinese: String {
    let act = act == .submit ? "填写报送" : act.chinese
    guard !people.isEmpty else {
      return self.act == .approve
        ? "待审核：没有登记可以审核的负责人（填写、报送过的人除外），请再登记一名负责人，或撤回后改由填报人报送。"
        : "待\(act)：没有登记可以\(act)的\(self.act.roles.map(\.chinese).joined(separator: "或"))，请先登记。"
    }
    return "待\(act)：\(people.map(\.chinese).listed)。"
  }
}
