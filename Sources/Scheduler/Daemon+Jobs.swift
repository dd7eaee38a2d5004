internal import Domain
internal import Logging
internal import Store

extension Daemon {
  /// One worker: plans, claims, works; waits when there is nothing to do.
  func work(_ number: Int) async {
    var pause = Pause()
    while !state.isStopping {
      let heard = jobsBell.rings
      do {
        let isBusy = try await workOnce()
        pause.reset()
        guard !isBusy else { continue }
        _ = try await store.setAsideHopelessJobs().map(report)
        let next = try await store.nextDue(after: clock.now())
        await jobsBell.wait(after: heard, atMost: clock.wait(until: [next, state.nextPlan].compactMap { $0 }.min()))
      } catch {
        guard !state.isStopping else { return }
        log.error("no work could be had", metadata: ["error": "\(error)"])
        await jobsBell.wait(after: jobsBell.rings, atMost: pause.next())
      }
    }
  }

  /// Does what is due now; false where nothing was.
  private func workOnce() async throws -> Bool {
    let now = clock.now()
    let surroundings = try await surroundings()
    if state.nextPlan.map({ now >= $0 }) ?? true { try await plan(through: now, surroundings) }
    guard state.isClockFollowed else { return false }
    try await settle()
    guard !state.isStopping else { return false }
    var jobs = try await claim(at: now, triedBefore: false)
    if jobs.isEmpty { jobs = try await claim(at: now, triedBefore: true) }
    guard let claim = jobs.first?.claim else { return false }
    guard !state.isStopping else {
      try await store.giveBack(claims: [claim])
      return false
    }
    await run(jobs, surroundings, at: now)
    return true
  }

  /// Plans, unless the clock is not to be followed; then nothing is judged and nothing sent until it is.
  private func plan(through now: Instant, _ surroundings: Surroundings) async throws {
    do {
      state.nextPlan = try await store.plan(through: now, calendar: surroundings.calendar, by: clock.kind)
      guard !state.followClock(true) else { return }
      log.info("the clock is followed", metadata: ["now": "\(now)"])
      outboxBell.ring()
    } catch let refusal as ClockRefusal {
      // Once, not at every look.
      if state.followClock(false) || state.nextPlan == nil {
        log.critical(
          "the clock is not followed, nothing is judged or sent until a person has looked at it",
          metadata: ["now": "\(now)", "standing": "\(refusal.standing)"])
      }
      state.nextPlan = now
    }
  }

  /// Claims. Where the answer does not come, jobs may have been claimed all the same: then they are owed.
  private func claim(at now: Instant, triedBefore: Bool) async throws -> [Job] {
    let claim = Int64.random(in: 1 ... .max)
    do {
      return try await store.claimJobs(
        due: now, limit: options.batch, triedBefore: triedBefore, kinds: options.kinds,
        claim: claim)
    } catch {
      state.owe(claim)
      throw error
    }
  }

  /// Gives back what did not come to an end through no fault of its own; the database may be there again by now.
  private func settle() async throws {
    let owed = state.owed
    guard !owed.isEmpty else { return }
    try await store.giveBack(claims: owed, pausing: true)
    state.settle(owed)
  }

  private func run(_ batch: [Job], _ surroundings: Surroundings, at now: Instant) async {
    guard let first = batch.first else { return }
    let began = ContinuousClock.now
    batch.forEach { state.begin($0.id) }
    defer { batch.forEach { state.end($0.id) } }
    do {
      if first.attempt > 1, let isolate {
        switch await isolate(first) {
        case .done: break
        case .failed(let problem):
          // One that was ended since it took too long is not to blame while the database does not answer anybody.
          throw IsolatedFailure(
            problem: problem, isOfSurroundings: !state.hasHeardFromDatabase(within: Daemon.silence))
        case .unavailable(let problem): throw IsolatedFailure(problem: problem, isOfSurroundings: true)
        }
      } else {
        let runner = JobRunner(
          store: store, calendar: surroundings.calendar, links: surroundings.links, workbook: options.workbook,
          other: options.other)
        let outcome = try await runner.run(batch, at: now)
        note(outcome, batch)
      }
      counters.add(batch.count, "jobs", first.work.name, "done")
      log.info(
        "jobs done",
        metadata: [
          "jobs": "\(batch.map(\.id).map(String.init).joined(separator: ","))", "kind": "\(first.work.name)",
          "due": "\(first.due)", "milliseconds": "\(began.duration(to: .now).milliseconds)",
        ])
    } catch is ClaimLost {
      log.debug("somebody else does the job", metadata: ["job": "\(first.id)"])
    } catch {
      await noteFailure(of: batch, error)
    }
  }

  /// A failure of the jobs' own is kept with them; where the surroundings failed, they are given back as soon as may be.
  private func noteFailure(of batch: [Job], _ error: any Error) async {
    guard let first = batch.first else { return }
    if state.isStopping {
      try? await store.giveBack(claims: [first.claim])
      return
    }
    if (error as? IsolatedFailure)?.isOfSurroundings ?? Store.isOfSurroundings(error) {
      state.owe(first.claim)
      counters.add(batch.count, "jobs", first.work.name, "given-back")
      log.warning(
        "jobs given back, the attempt does not count",
        metadata: ["jobs": "\(batch.count)", "kind": "\(first.work.name)", "error": "\(error)"])
      return
    }
    counters.add(batch.count, "jobs", first.work.name, "failed")
    for job in batch {
      log.error(
        "job failed",
        metadata: [
          "job": "\(job.id)", "kind": "\(job.work.name)", "attempt": "\(job.attempt)", "error": "\(error)",
        ])
      try? await store.fail(job, reason: "\(error)")
    }
  }

  private func note(_ outcome: EvaluationOutcome, _ batch: [Job]) {
    counters.add(outcome.opened, "alerts", "opened")
    counters.add(outcome.changed, "alerts", "changed")
    counters.add(outcome.resolved, "alerts", "resolved")
    for change in outcome.written {
      log.info(
        "alert \(change.kind.rawValue)",
        metadata: ["alert": "\(change.alert)", "transition": "\(change.number)", "department": "\(change.department)"])
    }
  }

  private func report(_ job: Job, _ error: String) {
    counters.add(1, "jobs", job.work.name, "set-aside")
    log.critical(
      "job set aside",
      metadata: ["job": "\(job.id)", "kind": "\(job.work.name)", "scope": "\(job.scope)", "error": "\(error)"])
  }

  /// Calendar and links, looked up now and then.
  private func surroundings() async throws -> Surroundings {
    if let known = state.surroundings { return known }
    let fresh = Surroundings(
      calendar: try await store.calendar(), links: Links(base: try await store.setting("public-url")))
    state.surroundings = fresh
    return fresh
  }
}

/// What went wrong in a process of its own.
struct IsolatedFailure: Error, CustomStringConvertible {
  let problem: String
  /// Whether it was the database or the machine, not the job.
  var isOfSurroundings = false
  var description: String { problem }
}
