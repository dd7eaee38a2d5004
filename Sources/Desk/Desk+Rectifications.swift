package import Contract
internal import Domain
package import Reports
internal import Store

// What a bureau asks a department to put right: 通知 → 反馈 → 销号, or back.
extension Desk {
  /// Sends a notice.
  package func issue(
    _ request: RectificationRequest, by actor: Actor, at moment: Moment
  ) async throws -> RectificationAnswer {
    let (desk, actor) = try entering(.issueNotice, by: actor, request)
    let number = try request.number.map { typed throws(Refusal) in try LetterNumber.parse(typed) }
    let (department, project) = try await desk.addressee(of: request)
    try await desk.check(actor, may: .issueNotice, of: department, for: project)
    let id = try await desk.store.acting(as: actor.name).issueRectification(
      to: department, project: project, problem: request.problem, demand: request.demand, by: actor.name,
      on: moment.day, due: request.due, number: number,
      mark: try await desk.store.setting(SettingRequest.Key.letterMark.rawValue), organ: try await desk.store.organ(),
      once: request.once)
    return try await desk.rectification(id)
  }

  /// Answers, gives back or closes a notice.
  package func act(
    _ request: RectificationStepRequest, by actor: Actor, at moment: Moment
  ) async throws -> RectificationAnswer {
    let (desk, actor) = try entering(request.action.signed.action, by: actor, request)
    guard let addressee = try await desk.store.addressee(ofRectification: request.id) else {
      throw Refusal.rectification(.unknown(request.id))
    }
    try await desk.forbidUnlessReached { try await $0.place(of: addressee.department) }
    try await desk.check(actor, may: request.action.signed, of: addressee.department, for: addressee.project)
    return RectificationAnswer(
      try await desk.store.acting(as: actor.name).act(
        request.action, onRectification: request.id, note: request.note, by: actor.name, on: moment.day))
  }

  /// One notice.
  package func rectification(_ id: Int64) async throws -> RectificationAnswer {
    let desk = try entering(.readDepartment)
    guard let notice = try await desk.store.rectifications(id: id).first else {
      throw Refusal.rectification(.unknown(id))
    }
    return RectificationAnswer(notice)
  }

  /// The notices to a department, to those of a division, or to all, the earliest first.
  package func rectifications(to choice: DepartmentChoice) async throws -> RectificationsAnswer {
    let desk = try entering(.readDepartment)
    let division = try await desk.division(choice.division)
    let department = choice.department == nil ? nil : try await desk.department(choice).id
    return RectificationsAnswer(try await desk.store.rectifications(of: department, in: division))
  }

  /// A notice as the letter that goes out.
  package func letter(of id: Int64) async throws -> (notice: RectificationAnswer, report: Report) {
    let desk = try entering(.readDepartment)
    let answer = try await desk.rectification(id)
    let organ = try await desk.store.organ()
    return (answer, answer.notice.report(from: Issuer(organ: answer.organ ?? organ)))
  }

  private func addressee(of request: RectificationRequest) async throws -> (
    department: DepartmentID, project: ProjectID?
  ) {
    let choice = request.department
    let division = try await division(choice.division)
    guard let text = request.project else { return (try await department(choice).id, nil) }
    let code = try ProjectCode.parse(text)
    guard let owner = try await store.owner(of: code, year: choice.year, in: division) else {
      try await forbidProject(code)
      throw SpendingAccount.unknown(code)
    }
    return (owner.department, owner.project)
  }
}

extension Store {
  /// 发文机关 as it was set; nil where nobody said.
  func organ() async throws -> String? { try await setting(SettingRequest.Key.bureauName.rawValue) }
}
