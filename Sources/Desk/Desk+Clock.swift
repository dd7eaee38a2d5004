package import Contract
internal import Domain
internal import Store

// The clock that the data go by, and the years it leaves behind.
extension Desk {
  /// The clock as the data have it.
  package func clock() async throws -> ClockAnswer {
    let desk = try entering(.readService)
    return desk.answer(try await desk.store.clock())
  }

  /// Says that the database's time is right after days without the service.
  package func acceptClock(by actor: Actor, at moment: Moment) async throws -> ClockAnswer {
    let (desk, actor) = try entering(.keepClock, by: actor)
    let isAccepted = try await desk.store.acting(as: actor.name).acceptClock()
    var clock = try await desk.clock()
    clock.isAccepted = isAccepted
    return clock
  }

  /// Puts back to now what went into the future.
  ///
  /// - Parameter isMeant: false only counts it.
  package func resetClock(isMeant: Bool, by actor: Actor, at moment: Moment) async throws -> ClockResetAnswer {
    let (desk, actor) = try entering(.keepClock, by: actor)
    let reset = try await desk.store.acting(as: actor.name).resetClock(isMeant: isMeant)
    return ClockResetAnswer(
      done: isMeant, schedules: reset.schedules, departments: reset.departments, recipients: reset.recipients,
      jobs: reset.jobs, messages: reset.messages, now: try await desk.store.clock().now)
  }

  /// What is kept of which years, the oldest first.
  package func years() async throws -> YearsAnswer {
    let desk = try entering(.readService)
    return YearsAnswer(try await desk.store.yearSpans().map(YearAnswer.init))
  }

  /// Puts a year away with those that are kept with it.
  ///
  /// - Parameter isMeant: false only says what would be put away.
  package func archive(
    year: Int, isMeant: Bool, by actor: Actor, at moment: Moment
  ) async throws -> YearMovedAnswer {
    let (desk, actor) = try entering(.archiveYears, by: actor, ["year": "\(year)"])
    let today = try await desk.store.clock().now.day
    let span = try await desk.store.acting(as: actor.name).archiveYear(year, on: today, isMeant: isMeant)
    return YearMovedAnswer(done: isMeant, YearAnswer(span))
  }

  /// Brings back a year that was put away, if it is still what was put away.
  package func restore(year: Int, by actor: Actor, at moment: Moment) async throws -> YearMovedAnswer {
    let (desk, actor) = try entering(.archiveYears, by: actor, ["year": "\(year)"])
    return YearMovedAnswer(done: true, YearAnswer(try await desk.store.acting(as: actor.name).restoreYear(year)))
  }

  private func answer(_ clock: KeptClock) -> ClockAnswer {
    ClockAnswer(
      kind: clock.kind, now: clock.now, seen: clock.seen, judgedThrough: clock.judgedThrough,
      problem: clock.standing.problem(now: clock.now, at: door))
  }
}

extension YearAnswer {
  fileprivate init(_ span: YearSpan) {
    self.init(
      first: span.first, last: span.last, archived: span.isArchived, rows: span.rows, bytes: span.bytes,
      archivableFrom: span.archivableFrom)
  }
}
