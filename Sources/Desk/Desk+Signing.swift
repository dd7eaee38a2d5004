internal import Domain
internal import Store

// Who may put a name under a form or a notice: a registered person with the role that the act needs.
extension Desk {
  /// Refuses an actor who may not do it.
  ///
  /// - Parameter project: nil for the department as a whole.
  func check(
    _ actor: Actor, may act: SignedAct, of department: DepartmentID, for project: ProjectID?
  ) async throws {
    // By accounts it was decided on entering.
    guard !caller.isByAccounts else { return }
    let signatories = try await signatories(of: department)
    let registered = try await store.registered(actor.name.normalised)
    try signatories.check(actor.name, may: act, for: project, registered: registered)
  }

  /// Asks of one form of a department after the other whether an actor may do it; refuses at once who may with none.
  func signer(
    _ actor: Actor, may act: SignedAct, of department: DepartmentID
  ) async throws -> @Sendable (ProjectID?) throws(Refusal) -> Void {
    guard !caller.isByAccounts else { return { _ throws(Refusal) in } }
    let signatories = try await signatories(of: department)
    let registered = try await store.registered(actor.name.normalised)
    try signatories.check(actor.name, may: act, registered: registered)
    return { project throws(Refusal) in
      try signatories.check(actor.name, may: act, for: project, registered: registered)
    }
  }

  /// Those who answer for a department: by their accounts, or as they are registered where there are none.
  func signatories(of department: DepartmentID) async throws -> Signatories {
    let found =
      caller.isByAccounts
      ? try await store.accountSignatories(of: department, on: today) : try await store.signatories(of: department)
    guard let found else { throw Refusal.department(.vanished) }
    return found
  }
}
