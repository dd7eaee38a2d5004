package import Contract
internal import Documents
package import Domain
internal import Store

// What who keeps the service looks at: nothing of any department's figures is in it.
extension Desk {
  /// How the service stands now.
  package func service() async throws -> ServiceAnswer {
    let desk = try entering(.readService)
    return ServiceAnswer(try await desk.store.health())
  }

  /// Every rule set there is, with its parameters.
  package func ruleSets() async throws -> RuleSetsAnswer {
    let desk = try entering(.readService)
    return RuleSetsAnswer(try await desk.store.ruleSets().map { .init($0.set, departments: $0.departments) })
  }

  /// What the service is set to.
  package func settings() async throws -> SettingsAnswer {
    let desk = try entering(.readService)
    var values: [String: String] = [:]
    for key in SettingRequest.Key.allCases { values[key.rawValue] = try await desk.store.setting(key.rawValue) }
    return SettingsAnswer(values)
  }

  /// Which program this is, and of when its data are.
  package func about() async throws -> AboutAnswer {
    let desk = try entering(.readService)
    let departments = try await desk.store.departments()
    return AboutAnswer(
      schema: Migration.all.map(\.number).max() ?? 0, ruleSet: Parameters.nationalDefault.ruleSet,
      judgedThrough: departments.compactMap(\.evaluatedThrough).max(),
      years: Set(departments.map(\.identity.fiscalYear)).sorted(), departments: departments.count)
  }

  /// The days of the calendar's notices in a year, in order.
  package func holidays(of year: Int) async throws -> [WorkCalendar.Exception] {
    let desk = try entering(.readPlaces)
    return try await desk.store.holidays(of: year)
  }

  /// Loads a notice as it was sent: see ``load(_:isReplacing:by:at:)``.
  package func loadCalendar(
    _ file: [UInt8], named name: String, isReplacing: Bool, by actor: Actor, at moment: Moment
  ) async throws -> CalendarAnswer {
    _ = try entering(.keepCalendar, by: actor)
    return try await load(try CalendarSheet(file, name: name), isReplacing: isReplacing, by: actor, at: moment)
  }

  /// Holds the trail against its digests, and leaves a row that it was done and what came of it.
  package func verifyAuditOnRecord(by actor: Actor) async throws -> AuditVerifiedAnswer {
    let (_, actor) = try entering(.verifyAudit, by: actor)
    let found = try await verifyAudit(against: nil)
    let what = ["rows": "\(found.rows)", "chains": "\(found.chains)", "faults": "\(found.faults.count)"]
    let note = AuditNote(
      chain: "", action: .verifyAudit, origin: origin, request: try? AnswerEncoder.json(what).compact)
    try await store.note(
      note, by: actor.name, outcome: found.faults.isEmpty ? AuditEntry.done : RefusalKind.auditBroken.rawValue)
    return found
  }

  /// How a verification ends; any other row of its kind is one that was not allowed.
  private static let verified = [AuditEntry.done, RefusalKind.auditBroken.rawValue]

  /// When the trail was last verified on record, and up to which day its ends are kept.
  package func auditStanding() async throws -> AuditStandingAnswer {
    let desk = try entering(.readAudit)
    let last = try await desk.store.auditEntries(.init(action: .verifyAudit, outcomes: Desk.verified), limit: 1).first
    return AuditStandingAnswer(
      last: last.map(AuditAnswer.Entry.init),
      headsThrough: try await desk.store.keptAuditHeads().compactMap(\.day).max())
  }
}
