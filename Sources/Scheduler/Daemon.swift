package import Domain
package import Logging
package import Store

/// Hands a message to a channel. Never throws: what went wrong is an outcome.
package typealias Sender = @Sendable (_ channel: Channel, _ envelope: Envelope) async -> SendOutcome

/// What keeps this process from sending by a channel, in Chinese; nil for nothing. Messages of such a channel are left to
/// other daemons.
package typealias Readiness = @Sendable (_ channel: Channel) -> String?

/// Does a job of a kind that is somebody else's, such as a benchmark's.
package typealias OtherWork = @Sendable (_ job: Job) async -> Void

/// What became of a job in a process of its own.
package enum IsolatedOutcome: Hashable, Sendable {
  case done
  /// The job failed, with what went wrong.
  case failed(String)
  /// The database or the machine failed; the job is not to blame.
  case unavailable(String)
}

/// Runs a job in a process of its own, with limits on memory and time.
package typealias Isolation = @Sendable (_ job: Job) async -> IsolatedOutcome

/// The scheduler as it runs: plans what is due, judges, tells, delivers. Any number of them may run on one database, be
/// started and killed at will: what they promise rests on the database alone.
package struct Daemon: Sendable {
  /// How a daemon runs.
  package struct Options: Sendable {
    /// Jobs done at a time.
    package var workers = 2
    /// Jobs claimed at a time.
    package var batch = 256
    /// The kinds of jobs it does.
    package var kinds = Job.Work.known
    /// What it does with each job of another kind than those it knows.
    package var other: OtherWork = { _ in }
    /// Makes the file that goes with a long message; nil for none.
    package var workbook: Voice.Workbook?
    /// Messages sent at a time by one channel.
    package var sendsPerChannel = 4
    /// How long one sending of a channel may take; from it follows for how long others leave its message alone.
    package var sendingTime: @Sendable (ChannelKind) -> SendingTime = {
      SendingTime(milliseconds: $0.sendingMilliseconds)
    }
    /// After this long a job that does not end takes the daemon down, so that the attempt counts and others go on.
    package var jobLimit: Duration = .seconds(60)
    /// How long running work may take to finish at a stop before it is rolled back.
    package var grace: Duration = .seconds(6)
    /// The machine's name and the process, shown in the status.
    package var host = "", pid = 0

    /// The usual way.
    package init() {}
  }

  let store: Store
  let clock: ServiceClock
  let options: Options
  let send: Sender
  let whatHinders: Readiness
  let isolate: Isolation?
  let log: Logger
  let giveUp: @Sendable (String) -> Void
  /// What it has done.
  package let counters = Counters()
  let jobsBell = Bell(), outboxBell = Bell()
  let state = SharedState()

  /// A daemon over a store.
  ///
  /// - Parameters:
  ///   - whatHinders: asked before messages of a channel are claimed.
  ///   - isolate: where a job runs that was tried before; nil for in this process.
  ///   - giveUp: ends the process when a job does not end by itself.
  package init(
    store: Store, clock: ServiceClock, options: Options = Options(), log: Logger, send: @escaping Sender,
    whatHinders: @escaping Readiness = { _ in nil }, isolate: Isolation? = nil,
    giveUp: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.store = store
    self.clock = clock
    self.options = options
    self.log = log
    self.send = send
    self.whatHinders = whatHinders
    self.isolate = isolate
    self.giveUp = giveUp
  }

  /// What this process cannot do, such as sending by a channel without its key; in Chinese.
  package var problems: [String] { state.problems }

  /// Runs until it is cancelled. Then nothing new is claimed; running work has a little time to finish, and is rolled back
  /// if it does not.
  ///
  /// - Returns: why it stopped by itself, as when a newer program has changed the database; nil where it was cancelled.
  @discardableResult
  package func run() async -> String? {
    let work = Task { await self.runAll() }
    await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      state.stop()
      jobsBell.ring()
      outboxBell.ring()
      Task {
        try? await Task.sleep(for: options.grace)
        work.cancel()
      }
    }
    return state.endReason
  }

  private func runAll() async {
    log.info("daemon started", metadata: ["clock": "\(clock.name)", "workers": "\(options.workers)"])
    await withDiscardingTaskGroup { group in
      for number in 1...max(1, options.workers) { group.addTask { await self.work(number) } }
      group.addTask { await self.deliver() }
      group.addTask { await self.beat() }
      group.addTask { await self.watch() }
      group.addTask { await self.listen() }
      group.addTask {
        // The listener waits for words that may never come: it is let go when the others stop.
        while !state.isStopping { await jobsBell.wait(after: jobsBell.rings, atMost: .milliseconds(200)) }
        state.letListenerGo()
      }
    }
    log.info("daemon stopped")
  }

  /// Hears what others commit, and rings. A lost connection is made anew; until then polling stands in.
  private func listen() async {
    var pause = Pause()
    while !state.isStopping {
      let hearing = Task {
        for try await channel in store.wakes() {
          (channel == "jixiao_outbox" ? outboxBell : jobsBell).ring()
        }
      }
      state.setListener(hearing)
      let ended = await hearing.result
      guard !state.isStopping else { return }
      if case .failure(let refusal as Refusal) = ended, refusal == .service(.deaf) {
        // No word comes through a pooler, however often one asks; polling finds all there is.
        return log.notice("not listening, polling", metadata: ["reason": "\(refusal)"])
      }
      if case .failure(let error) = ended {
        log.warning("listening ended, polling until it is back", metadata: ["error": "\(error)"])
      }
      await outboxBell.wait(after: outboxBell.rings, atMost: pause.next())
    }
  }

  /// Says that it lives, and looks at the database's clock.
  private func beat() async {
    var id: String?
    while !state.isStopping {
      do {
        id = try await store.beat(
          id, host: options.host, pid: options.pid, clock: clock.name,
          problem: problems.isEmpty ? nil : problems.joined(separator: "；"))
        state.heardFromDatabase()
        _ = try await store.isCurrent()
        if !clock.look(try await store.databaseTime()) {
          log.warning(
            "the database's clock has jumped; going on by the time that passes until it has stood for minutes")
        }
      } catch let refusal as Refusal where [.databaseNewer, .migrationChanged].contains(refusal.kind) {
        log.critical("the database is of a newer program, stopping", metadata: ["error": "\(refusal)"])
        state.stop(because: refusal.message)
        jobsBell.ring()
        outboxBell.ring()
      } catch {
        log.warning("no word to the database", metadata: ["error": "\(error)"])
      }
      await rest(.seconds(5))
    }
    if let id { try? await store.endBeat(id) }
  }

  /// After so long without an answer the database is taken to be away; it is asked every five seconds.
  static let silence = Duration.seconds(15)

  /// Looks for jobs that do not end.
  private func watch() async {
    while !state.isStopping {
      // While the database does not answer, no job can end: that is no reason to give up a process.
      if let stuck = state.longest(over: options.jobLimit), state.hasHeardFromDatabase(within: Daemon.silence) {
        log.critical("a job does not end, giving up this process", metadata: ["job": "\(stuck)"])
        giveUp(ServiceNote.jobEndless(stuck).chinese)
      }
      await rest(.seconds(1))
    }
  }

  /// Waits a while, in steps short enough to notice a stop.
  private func rest(_ time: Duration) async {
    let end = ContinuousClock.now + time
    while !state.isStopping, ContinuousClock.now < end {
      try? await Task.sleep(for: min(.milliseconds(200), ContinuousClock.now.duration(to: end)))
    }
  }
}
