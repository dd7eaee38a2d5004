internal import Domain
internal import Logging
internal import Store
internal import Synchronization

extension Daemon {
  /// Sends what is in the outbox: a loop of its own for each channel, so that a slow or broken one holds up no other.
  func deliver() async {
    await withDiscardingTaskGroup { group in
      var looping = Set<Int64>()
      var pause = Pause()
      while !state.isStopping {
        let heard = outboxBell.rings
        do {
          let active = try await store.channels().filter { $0.isActive && $0.kind != .inbox }
          state.channels = Dictionary(uniqueKeysWithValues: active.map { ($0.id, $0) })
          for channel in active where looping.insert(channel.id).inserted {
            group.addTask { await self.deliver(by: channel.id) }
          }
          pause.reset()
          await outboxBell.wait(after: heard, atMost: .seconds(5))
        } catch {
          guard !state.isStopping else { return }
          log.error("channels could not be read", metadata: ["error": "\(error)"])
          await outboxBell.wait(after: outboxBell.rings, atMost: pause.next())
        }
      }
    }
  }

  private func deliver(by id: Int64) async {
    var pause = Pause()
    while !state.isStopping {
      let heard = outboxBell.rings
      guard let channel = state.channels[id], state.isClockFollowed else {
        await outboxBell.wait(after: heard, atMost: .seconds(5))
        continue
      }
      guard canSend(by: channel) else {
        await outboxBell.wait(after: heard, atMost: .seconds(5))
        continue
      }
      do {
        let time = options.sendingTime(channel.kind)
        let claimed = Mutex(ContinuousClock.now)
        let envelopes = try await store.claimMessages(
          of: id, due: clock.now(), limit: options.sendsPerChannel, lease: time.lease.milliseconds,
          begin: { claimed.withLock { $0 = .now } })
        let began = claimed.withLock { $0 }
        await withDiscardingTaskGroup { group in
          for envelope in envelopes {
            group.addTask { await self.deliver(envelope, by: channel, time, claimed: began) }
          }
        }
        pause.reset()
        if envelopes.isEmpty { await outboxBell.wait(after: heard, atMost: min(clock.poll * 5, .seconds(1))) }
      } catch {
        guard !state.isStopping else { return }
        log.error("outbox could not be read", metadata: ["channel": "\(channel.name)", "error": "\(error)"])
        await outboxBell.wait(after: outboxBell.rings, atMost: pause.next())
      }
    }
  }

  /// Whether this process can send by a channel. What it cannot send it does not claim: another daemon may have the key.
  private func canSend(by channel: Channel) -> Bool {
    let hindrance = whatHinders(channel)
    if state.note(hindrance, of: channel.id) {
      if let hindrance {
        log.error("channel cannot be used", metadata: ["channel": "\(channel.name)", "problem": "\(hindrance)"])
      } else {
        log.info("channel can be used", metadata: ["channel": "\(channel.name)"])
      }
    }
    return hindrance == nil
  }

  /// One attempt: sent without any transaction open, then recorded. Killed in between, it is sent again with the same key.
  private func deliver(
    _ envelope: Envelope, by channel: Channel, _ time: SendingTime, claimed: ContinuousClock.Instant
  ) async {
    guard claimed.duration(to: .now) < time.latestStart else {
      return await record(.unavailable(reason: .heldBack), of: envelope, by: channel)
    }
    let send = send
    let outcome = await watched(atMost: time.watch) { late in
      // What was taken after all must not be sent again; that it failed is known already.
      if case .taken = late { await self.record(late, of: envelope, by: channel) }
    } _: {
      await send(channel, envelope)
    }
    // Stopping: whether it was taken is not known, and nobody waits for it here; the lease keeps others away until it is over.
    if outcome == nil, Task.isCancelled { return }
    await record(outcome ?? .failed(reason: .endless), of: envelope, by: channel)
  }

  private func record(_ outcome: SendOutcome, of envelope: Envelope, by channel: Channel) async {
    let step = channel.retry.step(after: outcome, attempt: envelope.tries, chance: Double.random(in: 0...1))
    let name = step.name
    counters.add(1, "messages", channel.name, name)
    log.log(
      level: name == "delivered" ? .info : name == "dead" ? .error : .warning, "message \(name)",
      metadata: [
        "message": "\(envelope.key)", "channel": "\(channel.name)", "attempt": "\(envelope.attempt)",
        "outcome": "\(outcome.short)",
      ])
    do {
      try await keep(step, of: envelope)
    } catch {
      log.error("receipt not kept, the message will be sent again with its key", metadata: ["error": "\(error)"])
    }
  }

  /// That a message was taken may be written any number of times: it is tried on other connections, or one that breaks in this
  /// moment would have the receiver hear it twice. Nothing else may, where it is not known whether it was written.
  private func keep(_ step: DeliveryStep, of envelope: Envelope) async throws {
    guard case .delivered = step else { return try await store.record(step, of: envelope) }
    for _ in 0..<3 {
      do { return try await store.record(step, of: envelope) } catch { try? await Task.sleep(for: .milliseconds(200)) }
    }
    try await store.record(step, of: envelope)
  }
}

extension DeliveryStep {
  fileprivate var name: String {
    switch self {
    case .delivered: "delivered"
    case .again: "again"
    case .givenBack: "given-back"
    case .dead: "dead"
    }
  }
}

extension SendOutcome {
  /// Its words, as they may stand in a log.
  fileprivate var short: String {
    switch cleaned {
    case .taken(let receipt): String(receipt.prefix(200))
    case .failed(let reason, _), .refused(let reason), .unavailable(let reason): String(reason.chinese.prefix(200))
    }
  }
}
