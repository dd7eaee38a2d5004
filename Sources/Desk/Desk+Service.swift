package import Contract
package import Domain
package import Reports
internal import Store

/// How departments stand: as values for papers and tables, and as the answer that is given of them.
package struct Standing: Sendable {
  /// The departments, each through the month of the day.
  package let summaries: [Summary]
  /// The same as an answer, with the service.
  package let answer: StatusAnswer
}

// How the service stands, and the database beneath it.
extension Desk {
  /// How departments stand as of the end of a day, and how the service stands now.
  ///
  /// - Parameter progress: told how many departments are done, of how many.
  package func status(
    _ request: StatusRequest, at moment: Moment, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Standing {
    let desk = try entering(.readDepartment)
    let day = request.asOf ?? moment.day
    let departments = try await desk.departments(request.department)
    let calendar = try await desk.store.calendar()
    var summaries: [Summary] = []
    for (index, department) in departments.enumerated() {
      guard let snapshot = try await desk.store.snapshot(of: department.id, asOf: day) else { continue }
      let month = day.year == department.identity.fiscalYear ? day.components.month : 12
      summaries.append(Summary(snapshot.facts, snapshot.directory, through: month, on: day, calendar: calendar))
      progress(index + 1, departments.count)
    }
    let service = ServiceAnswer(try await desk.store.health())
    return Standing(
      summaries: summaries, answer: StatusAnswer(asOf: day, departments: summaries.map(\.answer), service: service))
  }

  /// Whether the database is as this program knows it.
  package func isCurrent() async throws -> Bool { try await store.isCurrent() }

  /// Brings the database up to this program's version.
  ///
  /// - Parameter report: told of each step.
  package func migrate(report: @escaping @Sendable (String) -> Void) async throws -> DoneAnswer {
    let names = try await store.migrate(report: report)
    return done(.service(.migrated(names)), names.isEmpty ? .unchanged : .done)
  }

  /// The roles of the database that were given rights.
  package func roles() async throws -> RolesAnswer {
    let desk = try entering(.readAccounts)
    return RolesAnswer(try await desk.store.databaseRoles().map { .init($0.role, $0.kind) })
  }

  /// Gives a role of the database the rights of a kind and no others; nil takes them away.
  package func set(
    role: String, to kind: RoleKind?, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepDatabaseRoles, by: actor, ["role": role, "kind": kind?.rawValue ?? ""])
    try await desk.store.acting(as: actor.name).setDatabaseRole(role, to: kind)
    return done(.service(.granted(role: role, kind)))
  }
}

extension ServiceAnswer {
  init(_ health: Health) {
    self.init(
      daemons: health.daemons.map {
        .init(host: $0.host, pid: $0.pid, clock: $0.clock, silentSeconds: $0.silentSeconds, problem: $0.problem)
      },
      secondsSinceEvaluation: health.secondsSinceEvaluation, recipients: health.recipients,
      deadLetters: health.deadLetters,
      setAside: health.setAside.map {
        .init(id: $0.id, kind: $0.kind, department: $0.name, due: $0.due, error: $0.error)
      }, waitingMessages: health.messages.filter { $0.key.last == "waiting" }.reduce(0) { $0 + $1.value })
  }
}
