package import Contract
package import Documents
package import Domain
internal import Store

// By which parameters and on which days is judged, and how the service is set.
extension Desk {
  /// The parameters a department goes by now.
  package func rules(of department: DepartmentChoice) async throws -> RulesAnswer {
    let desk = try entering(.readDepartment)
    let entry = try await desk.department(department)
    return RulesAnswer(try await desk.store.ruleSet(of: entry.id), of: entry.identity)
  }

  /// Changes parameters of a department from a day on, in a new version of a set of its own.
  package func set(_ request: SetRulesRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepRules, by: actor, request)
    let changes = try request.changes
    let entry = try await desk.department(request.department)
    let name = request.name ?? "\(entry.identity.code)-\(entry.identity.fiscalYear)"
    try await desk.store.acting(as: actor.name).setParameters(changes, of: entry.id, named: name, on: moment.day)
    return try await desk.rulesHold(for: entry, from: moment)
  }

  /// Has a department go by another set from a day on.
  package func use(_ request: UseRulesRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepRules, by: actor, request)
    let entry = try await desk.department(request.department)
    try await desk.store.acting(as: actor.name).useRuleSet(request.name, of: entry.id, on: moment.day)
    return try await desk.rulesHold(for: entry, from: moment)
  }

  private func rulesHold(for department: DepartmentEntry, from moment: Moment) async throws -> DoneAnswer {
    let set = try await store.ruleSet(of: department.id)
    return done(.rules(.used(name: set.name, version: set.version, from: moment.day)))
  }

  /// Keeps the notices of whole years. The same again changes nothing.
  ///
  /// - Parameter isReplacing: whether days that are kept otherwise are replaced; else they are asked about.
  package func load(
    _ sheet: CalendarSheet, isReplacing: Bool, by actor: Actor, at moment: Moment
  ) async throws -> CalendarAnswer {
    let (desk, actor) = try entering(.keepCalendar, by: actor)
    let changed = try await desk.store.acting(as: actor.name).loadCalendar(sheet.days, replacing: isReplacing)
    let loaded = WorkCalendar(sheet.days)
    return CalendarAnswer(changed: changed, Set(sheet.days.map(\.day.year)).sorted().map { .init($0, in: loaded) })
  }

  /// The calendar of last year, this and the next.
  package func calendar(at moment: Moment) async throws -> CalendarAnswer {
    let desk = try entering(.readPlaces)
    let calendar = try await desk.store.calendar()
    return CalendarAnswer((moment.day.year - 1...moment.day.year + 1).map { .init($0, in: calendar) })
  }

  /// Keeps a setting of the service.
  package func set(_ request: SettingRequest, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(request.key.action, by: actor, request)
    let key = request.key.rawValue
    try await desk.store.acting(as: actor.name).set(key, to: request.value)
    return done(.service(.set(key: key, to: request.value)))
  }
}

extension SetRulesRequest {
  /// Refuses what cannot be kept by any database.
  package func check() throws(Refusal) { _ = try changes }

  /// The values by their keys; refused where one is not written as one, or is not known.
  fileprivate var changes: [String: String] {
    get throws(Refusal) {
      var changes: [String: String] = [:]
      for text in values {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .rules(.parameterShape(text)) }
        guard RuleSet.meaning(of: parts[0]) != nil else { throw .rules(.parameterUnknown(parts[0])) }
        changes[parts[0]] = parts[1]
      }
      return changes
    }
  }
}
