public import Domain
internal import Postgres

extension Store {
  /// Claims messages of a channel that are due: counts the attempt, keeps others away for `lease` milliseconds, and stays
  /// within the channel's limit a minute, which all daemons share.
  public func claimMessages(
    of channel: Int64, due now: Instant, limit: Int, lease: Int64
  ) async throws -> [Envelope] {
    try await write { session in
      try Store.buryExhausted(of: channel, session)
      let allowed = try Store.allowance(of: channel, upTo: limit, session)
      guard allowed > 0 else { return [] }
      let envelopes = try session.rows(
        """
        WITH picked AS MATERIALIZED (
          SELECT id FROM outbox
          WHERE channel_id = \(channel) AND state = 'waiting' AND not_before <= \(now) AND retry_at <= clock_timestamp()
          ORDER BY not_before, id LIMIT \(allowed) FOR UPDATE SKIP LOCKED)
        UPDATE outbox SET attempts = attempts + 1, retry_at = clock_timestamp() + \(lease) * interval '1 millisecond'
        FROM picked WHERE outbox.id = picked.id
        RETURNING outbox.id, key, channel_id, address, title, body, rich, written_at, attempts::bigint,
          (attempts - attempts_before)::bigint
        """
      ).map { row in
        Envelope(
          id: try row.next(), key: try row.next(), channel: try row.next(), address: try row.next(),
          title: try row.next(), text: try row.next(), rich: try row.next(), writtenAt: try row.next(),
          attempt: try row.next(), tries: try row.next())
      }
      try session.run(
        """
        INSERT INTO delivery_attempt (outbox_id, number)
        SELECT * FROM unnest(\(envelopes.map(\.id)), \(envelopes.map(\.attempt)))
        """)
      try session.run(
        "UPDATE channel SET window_sent = window_sent + \(Int32(envelopes.count)) WHERE id = \(channel) AND per_minute IS NOT NULL"
      )
      return envelopes.sorted { $0.id < $1.id }
    }
  }

  /// A message that was tried as often as its channel allows and still waits is one whose last attempt left no result: its
  /// sender died, or could not write the result down. It is a dead letter, or it would be sent for ever.
  private static func buryExhausted(of channel: Int64, _ session: borrowing Session) throws {
    try session.run(
      """
      UPDATE outbox o SET state = 'dead',
        error = concat('尝试', o.attempts - o.attempts_before, '次，最后一次没有留下结果（发送途中中断）', '；此前：' || o.error)
      FROM channel c
      WHERE c.id = \(channel) AND o.channel_id = c.id AND o.state = 'waiting' AND o.retry_at <= clock_timestamp()
        AND o.attempts - o.attempts_before >= c.retry_attempts
      """)
  }

  private static func allowance(of channel: Int64, upTo limit: Int, _ session: borrowing Session) throws -> Int {
    let perMinute = try session.rows("SELECT per_minute::bigint FROM channel WHERE id = \(channel) AND active").first {
      try $0.nextOptional(Int.self)
    }
    guard let perMinute else { return 0 }
    guard let perMinute else { return limit }
    try session.run(
      """
      UPDATE channel SET window_began = clock_timestamp(), window_sent = 0
      WHERE id = \(channel) AND window_began < clock_timestamp() - interval '1 minute'
      """)
    let sent = try session.rows("SELECT window_sent::bigint FROM channel WHERE id = \(channel) FOR UPDATE").first {
      try $0.next(Int.self)
    }
    return min(limit, perMinute - (sent ?? 0))
  }

  /// Records what became of an attempt. Nothing where the attempt is no longer the last one: somebody sent it since.
  public func record(_ step: DeliveryStep, of envelope: Envelope) async throws {
    let (outcome, detail): (String, String) =
      switch step {
      case .delivered(let receipt): ("taken", receipt)
      case .again(_, let reason): ("failed", reason)
      case .dead(let reason): ("refused", reason)
      }
    let attempt = Int32(envelope.attempt)
    try await write { session in
      try session.run(
        """
        UPDATE delivery_attempt SET ended_at = clock_timestamp(), outcome = \(outcome), detail = \(detail)
        WHERE outbox_id = \(envelope.id) AND number = \(attempt)
        """)
      switch step {
      case .delivered(let receipt):
        // Taken is taken, even when another attempt has begun since.
        try session.run(
          """
          UPDATE outbox SET state = 'sent', sent_at = clock_timestamp(), receipt = \(receipt), error = NULL
          WHERE id = \(envelope.id) AND state <> 'sent'
          """)
      case .again(let milliseconds, let reason):
        try session.run(
          """
          UPDATE outbox SET retry_at = clock_timestamp() + \(milliseconds) * interval '1 millisecond', error = \(reason)
          WHERE id = \(envelope.id) AND state = 'waiting' AND attempts = \(attempt)
          """)
      case .dead(let reason):
        try session.run(
          """
          UPDATE outbox SET state = 'dead', error = \(reason)
          WHERE id = \(envelope.id) AND state = 'waiting' AND attempts = \(attempt)
          """)
      }
    }
  }

  /// Dead letters that a person revives: one, or all; each is tried as often as a new one. Gives how many.
  public func redeliver(_ id: Int64? = nil) async throws -> Int {
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
  static func unknownRecipient(_ name: String, _ session: borrowing Session) throws -> StoreError {
    let known = try session.rows("SELECT name FROM recipient WHERE active ORDER BY id LIMIT 21").map {
      try $0.next(String.self)
    }
    return StoreError(
      "recipient-unknown",
      "没有名为“\(name)”的接收人。已有：\(known.prefix(20).joined(separator: "、"))\(known.count > 20 ? "等" : "")。")
  }

  /// Puts a test message to a recipient into the outbox, for each of the person's addresses; gives how many.
  public func sendTest(to name: String, voice: Voice, nonce: String) async throws -> Int {
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
