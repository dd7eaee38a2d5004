package import Contract
internal import Domain
internal import Notify
internal import Store

extension Desk {
  /// Looks at everything that has to be well, and says what is the matter and what to do.
  ///
  /// - Parameters:
  ///   - path: where the key file is.
  ///   - hearsPastPooler: whether daemons have an address past a pooler, by which they hear of what others commit.
  package func checks(keyFile path: String, hearsPastPooler: Bool, at moment: Moment) async throws -> ChecksAnswer {
    let desk = try entering(.readService)
    let health = try await desk.store.health()
    let channels = try await desk.store.channels().filter(\.isActive)
    let found =
      try await desk.serviceChecks(health, hearsPastPooler: hearsPastPooler, at: moment) + [
        .recipients(health.recipients), .jobs(health.setAside.map(ServiceCheck.Job.init)),
        .deadLetters(health.deadLetters),
        .keys(file: path, Desk.keys(in: path, areNeeded: try await !desk.store.sealedSecrets().isEmpty)),
      ] + (try await desk.accountChecks())
      + channels.map { .channel($0.name, $0.kind, Desk.hindrance(of: $0, keyFile: path)) }
    return ChecksAnswer(found.map { .init($0.name, problem: $0.problem(at: door), detail: $0.found) })
  }

  private func serviceChecks(
    _ health: Health, hearsPastPooler: Bool, at moment: Moment
  ) async throws -> [ServiceCheck] {
    let (today, calendar) = (moment.day, try await store.calendar())
    let nextYear = calendar.reminder(on: today) == nil ? nil : today.year + 1
    // A pooler hands on no notifications: the daemon looks every second then.
    let isDeaf = try await store.isPooled() && !hearsPastPooler
    return [
      .schema(isCurrent: health.isSchemaCurrent), .daemons(health.daemons.map(ServiceCheck.Daemon.init)),
      .calendar(year: today.year, missing: calendar.finding(for: today), due: nextYear),
      .notifications(areHeard: !isDeaf), .clock(health.clock.kind, health.clock.standing, now: health.clock.now),
      .years(try await store.yearProblem()), .schedules(unknown: health.unknownSchedules),
    ]
  }

  private func accountChecks() async throws -> [ServiceCheck] {
    guard caller.isByAccounts else { return [] }
    let (isHeld, ends) = (try await store.isHeldByRowSecurity(), try await store.auditorAddresses())
    let isOwner = if case .owner = caller { true } else { false }
    return [
      .accounts(areRowsHeld: isOwner ? nil : isHeld),
      .auditHeads(auditors: ends.auditors, addressed: ends.addressed, isPrivate: isOwner),
    ] + (caller.mayAsk(.readAccounts, on: today) ? [.fourEyes(try await fourEyesGaps())] : [])
  }

  private static func keys(in path: String, areNeeded: Bool) -> ServiceCheck.Keys {
    guard areNeeded || KeyFile.exists(path) else { return .notNeeded }
    do {
      return .opened(ids: try KeyFile.open(path).ids)
    } catch {
      return .refused(error)
    }
  }

  private static func hindrance(of channel: Channel, keyFile path: String) -> Refusal? {
    do {
      return try channel.outlet(keyFile: path).problem.map(Refusal.people)
    } catch {
      return error
    }
  }
}

extension ServiceCheck.Daemon {
  fileprivate init(_ daemon: Health.Daemon) {
    self.init(host: daemon.host, pid: daemon.pid, clock: daemon.clock, problem: daemon.problem)
  }
}

extension ServiceCheck.Job {
  fileprivate init(_ job: Health.SetAside) {
    self.init(id: job.id, name: job.name ?? job.kind, due: job.due.day, error: job.error)
  }
}
