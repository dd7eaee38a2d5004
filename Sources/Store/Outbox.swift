package import Domain
internal import Postgres

extension Store {
  /// Records what became of an attempt. Nothing where the attempt is no longer the last one: somebody sent it since.
  package func record(_ step: DeliveryStep, of envelope: Envelope) async throws {
    switch step {
    case .delivered(let receipt): try await recordTaken(envelope, receipt: receipt)
    case .again(let milliseconds, let reason):
      try await recordFailure("failed", of: envelope, reason, state: "waiting", retryAfterMilliseconds: milliseconds)
    case .dead(let reason):
      try await recordFailure("refused", of: envelope, reason, state: "dead", retryAfterMilliseconds: 0)
    case .givenBack(let milliseconds, let reason):
      try await giveBack(envelope, afterMilliseconds: milliseconds, reason: reason)
    }
  }

  /// Taken is taken, even when another attempt has begun since, or the message was given up.
  private func recordTaken(_ envelope: Envelope, receipt: String) async throws {
    try await write { session in
      try Store.end(envelope, "taken", receipt, session)
      try session.run(
        """
        UPDATE outbox SET state = 'sent', sent_at = clock_timestamp(), receipt = \(receipt), error = NULL
        WHERE id = \(envelope.id) AND state <> 'sent'
        """)
    }
  }

  private func recordFailure(
    _ outcome: String, of envelope: Envelope, _ reason: String, state: String, retryAfterMilliseconds: Int64
  ) async throws {
    try await write { session in
      try Store.end(envelope, outcome, reason, session)
      try session.run(
        """
        UPDATE outbox SET state = \(state), error = \(reason),
          retry_at = clock_timestamp() + \(retryAfterMilliseconds) * interval '1 millisecond'
        WHERE id = \(envelope.id) AND state = 'waiting' AND attempts = \(Int32(envelope.attempt))
        """)
    }
  }

  private static func end(
    _ envelope: Envelope, _ outcome: String, _ detail: String, _ session: borrowing Session
  ) throws {
    try session.run(
      """
      UPDATE delivery_attempt SET ended_at = clock_timestamp(), outcome = \(outcome), detail = \(detail)
      WHERE outbox_id = \(envelope.id) AND number = \(Int32(envelope.attempt))
      """)
  }

  /// As if it had not been claimed: what did not begin is no attempt. Why is kept, for whoever looks for the message.
  private func giveBack(_ envelope: Envelope, afterMilliseconds milliseconds: Int64, reason: String) async throws {
    let attempt = Int32(envelope.attempt)
    try await write { session in
      let count = try session.run(
        """
        UPDATE outbox SET attempts = attempts - 1, error = \(reason),
          retry_at = clock_timestamp() + \(milliseconds) * interval '1 millisecond'
        WHERE id = \(envelope.id) AND state = 'waiting' AND attempts = \(attempt)
        """)
      guard count > 0 else { return }
      try session.run("DELETE FROM delivery_attempt WHERE outbox_id = \(envelope.id) AND number = \(attempt)")
    }
  }

  /// Dead letters that a person revives: one, or all; each is tried as often as a new one. Gives how many.
  package func redeliver(_ id: Int64? = nil) async throws -> Int {
    try await write { session in
      let count = try session.run(
        """
        UPDATE outbox SET state = 'waiting', attempts_before = attempts, retry_at = '-infinity'
        WHERE state = 'dead' AND (\(id) IS NULL OR id = \(id))
        """)
      try session.rows("SELECT pg_notify('jixiao_outbox', 'redeliver')")
      return count
    }
  }

  /// That nobody has a name, with those who are there.
  static func unknownRecipient(_ name: String, _ session: borrowing Session) throws -> Refusal {
    let known = try session.rows("SELECT name FROM recipient WHERE active ORDER BY id LIMIT 21").map {
      try $0.next(String.self)
    }
    return Refusal.people(.recipientUnknown(name, known: Array(known.prefix(20)), count: known.count))
  }

  /// Puts a test message to a recipient into the outbox, for each of the person's addresses; gives how many.
  package func sendTest(to name: String, voice: Voice, nonce: String) async throws -> Int {
    try await write { session in
      let people = try People(named: name, session)
      guard let recipient = people.recipients.first else { throw try Store.unknownRecipient(name, session) }
      let addresses = people.addresses[recipient.id] ?? []
      let message = Message.test(for: recipient.name, at: voice.now)
      try voice.send(message, to: recipient, addresses, key: { "test-\(recipient.id)-\($0)-\(nonce)" }, [], session)
      return addresses.count
    }
  }
}
