package import Contract
internal import Domain
internal import Store

// The clock that the data go by, and the years it leaves behind.
extension Desk {
  /// The clock as the data have it.
  package func clock() async throws -> ClockAnswer { answer(try await store.clock()) }

  /// Says that the database's time is right after days without the service.
  package func acceptClock(by actor: Actor, at moment: Moment) async throws -> ClockAnswer {
    let isAccepted = try await store.acting(as: actor.name).acceptClock()
    var clock = try await clock()
    clock.isAccepted = isAccepted
    return clock
  }

  /// Puts back to now what went into the future.
  ///
  /// - Parameter isMeant: false only counts it.
  package func resetClock(isMeant: Bool, by actor: Actor, at moment: Moment) async throws -> ClockResetAnswer {
    let reset = try await store.acting(as: actor.name).resetClock(isMeant: isMeant)
    return ClockResetAnswer(
      done: isMeant, schedules: reset.schedules, departments: reset.departments, recipients: reset.recipients,
      jobs: reset.jobs, messages: reset.messages, now: try await store.clock().now)
  }

  /// What is kept of which years, the oldest first.
  package func years() async throws -> YearsAnswer {
    YearsAnswer(try await store.yearSpans().map(YearAnswer.init))
  }

  /// Puts a year away with those that are kept with it.
  ///
  /// - Parameter isMeant: false only says what would be put away.
  package func archive(
    year: Int, isMeant: Bool, by actor: Actor, at moment: Moment
  ) async throws -> YearMovedAnswer {
    let today = try await store.clock().now.day
    let span = try await store.acting(as: actor.name).archiveYear(year, on: today, isMeant: isMeant)
    return YearMovedAnswer(done: isMeant, YearAnswer(span))
  }

  /// Brings back a year that was put away, if it is still what was put away.
  package func restore(year: Int, by actor: Actor, at moment: Moment) async throws -> YearMovedAnswer {
    YearMovedAnswer(done: true, YearAnswer(try await store.acting(as: actor.name).restoreYear(year)))
  }

  private func answer(_ clock: KeptClock) -> ClockAnswer {
    ClockAnswer(
      kind: clock.kind, now: clock.now, seen: clock.seen, judgedThrough: clock.judgedThrough,
      problem: clock.problem(at: door))
  }
}

extension KeptClock {
  /// What is wrong with it and what to do; nil where nothing is.
  func problem(at door: Door) -> String? {
    switch standing {
    case .fine: nil
    case .ahead(let since):
      "时钟现在是\(now.chinese)，而上次运行到\(since.chinese)，相差\(since.milliseconds(to: now) / 86_400_000)天，暂停评判和通知。"
        + "如果是停机了这么久、现在的时间正确，请\(door(.acceptClock))；时间不正确，请先校正数据库服务器的时间。"
    case .behind(let reached):
      "时钟现在是\(now.chinese)，数据却已走到\(reached.chinese)，在那之前不会有新的评判和通知。"
        + "请核对数据库服务器的时间；现在的时间正确、是以前走错了，请停止守护进程后\(door(.resetClock))。"
    }
  }
}

extension YearAnswer {
  fileprivate init(_ span: YearSpan) {
    self.init(
      first: span.first, last: span.last, archived: span.isArchived, rows: span.rows, bytes: span.bytes,
      archivableFrom: span.archivableFrom)
  }
}
