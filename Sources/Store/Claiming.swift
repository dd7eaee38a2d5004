package import Domain
internal import Postgres

extension Store {
  /// Claims messages of a channel that are due: counts the attempt, keeps others away for `lease` milliseconds, and stays
  /// within the channel's limit a minute, which all daemons share. A look that finds nothing writes nothing.
  ///
  /// What one person is told by one channel goes out in the order in which it was written: nothing is claimed while an
  /// earlier message for the same person that may go out still waits, be it under way or to be tried again. What is not due
  /// yet, as a message that waits for office hours, holds up nothing.
  ///
  /// - Parameter begin: called when the lease begins, or a moment before: not while others who claim are waited for.
  package func claimMessages(
    of channel: Int64, due now: Instant, limit: Int, lease: Int64, begin: @Sendable () -> Void = {}
  ) async throws -> [Envelope] {
    guard try await pool.perform({ try Store.isAnythingDue(of: channel, due: now, $0) }) else { return [] }
    return try await write { session in
      try Store.buryExhausted(of: channel, session)
      try Store.closeOvertaken(of: channel, due: now, session)
      let allowed = try Store.allowance(of: channel, upTo: limit, session)
      guard allowed > 0 else { return [] }
      begin()
      let envelopes = try Store.pick(of: channel, due: now, limit: allowed, lease: lease, session)
      guard !envelopes.isEmpty else { return [] }
      try session.run(
        """
        INSERT INTO delivery_attempt (outbox_id, number)
        SELECT * FROM unnest(\(envelopes.map(\.id)), \(envelopes.map(\.attempt)))
        """)
      try Store.spend(Int64(envelopes.count), of: channel, session)
      return envelopes.sorted { $0.id < $1.id }
    }
  }

  /// Whether a message waits for now and the channel may send one.
  private static func isAnythingDue(of channel: Int64, due now: Instant, _ session: borrowing Session) throws -> Bool {
    try session.rows(
      """
      SELECT EXISTS (
        SELECT FROM channel c WHERE c.id = \(channel) AND c.active
          AND (c.per_minute IS NULL OR channel_tokens(c.per_minute, c.tokens, c.filled_at, clock_timestamp()) >= 1)
          AND EXISTS (
            SELECT FROM outbox o WHERE o.channel_id = c.id AND o.state = 'waiting' AND o.not_before <= \(now)
              AND o.retry_at <= clock_timestamp()))
      """
    ).first { try $0.next(Bool.self) } ?? false
  }

  private static func pick(
    of channel: Int64, due now: Instant, limit: Int, lease: Int64, _ session: borrowing Session
  ) throws -> [Envelope] {
    try session.rows(
      """
      WITH picked AS MATERIALIZED (
        SELECT id FROM outbox o
        WHERE channel_id = \(channel) AND state = 'waiting' AND not_before <= \(now) AND retry_at <= clock_timestamp()
          AND NOT EXISTS (
            SELECT FROM outbox e WHERE e.channel_id = o.channel_id AND e.recipient_id = o.recipient_id AND e.id < o.id
              AND e.state = 'waiting' AND e.not_before <= \(now))
          AND (account_id IS NULL OR NOT EXISTS (
            SELECT FROM outbox e WHERE e.channel_id = o.channel_id AND e.account_id = o.account_id AND e.id < o.id
              AND e.state = 'waiting' AND e.not_before <= \(now)))
        ORDER BY not_before, id LIMIT \(limit) FOR UPDATE SKIP LOCKED)
      UPDATE outbox SET attempts = attempts + 1, retry_at = clock_timestamp() + \(lease) * interval '1 millisecond'
      FROM picked WHERE outbox.id = picked.id
      RETURNING outbox.id, key, channel_id, address, title, body, rich, written_at, attempts::bigint,
        (attempts - attempts_before)::bigint, attachment_name, attachment
      """
    ).map { row in
      Envelope(
        id: try row.next(), key: try row.next(), channel: try row.next(), address: try row.next(),
        title: try row.next(), text: try row.next(), rich: try row.next(), writtenAt: try row.next(),
        attempt: try row.next(), tries: try row.next(),
        attachment: try Store.attachment(name: try row.nextOptional(), content: try row.nextOptional()))
    }
  }

  private static func attachment(name: String?, content: Bytes?) throws -> Message.Attachment? {
    name.flatMap { name in content.map { Message.Attachment(name: name, content: $0.bytes) } }
  }

  /// A message that was tried as often as its channel allows and still waits is one whose last attempt left no result: its
  /// sender died, or could not write the result down. It is a dead letter, or it would be sent for ever.
  private static func buryExhausted(of channel: Int64, _ session: borrowing Session) throws {
    let exhausted = try session.rows(
      """
      SELECT o.id, (o.attempts - o.attempts_before)::bigint, o.error FROM outbox o JOIN channel c ON c.id = o.channel_id
      WHERE c.id = \(channel) AND o.state = 'waiting' AND o.retry_at <= clock_timestamp()
        AND o.attempts - o.attempts_before >= c.retry_attempts
      FOR UPDATE OF o
      """
    ).map { (id: try $0.next(Int64.self), attempts: try $0.next(Int.self), before: try $0.nextOptional(String.self)) }
    for message in exhausted {
      let note = DeliveryNote.brokenOff(attempts: message.attempts, before: message.before)
      try session.run("UPDATE outbox SET state = 'dead', error = \(note.chinese) WHERE id = \(message.id)")
    }
  }

  /// Closes what was to be told at once and was overtaken while it waited: every alert it speaks of is resolved, or a newer
  /// change of it was told to the same person by the same channel since. Sent now, it would say what is no longer so.
  ///
  /// Nothing is lost: what counts as newer is sent or stands in the same line behind it, and the newest one of an alert that
  /// stands is overtaken by nothing. That an alert was resolved is said by the next morning's message, which goes by what
  /// was written to the person, sent or not. One that speaks of an alert that stands, too, goes out as it is; what came
  /// after comes after. One that is under way is left alone.
  private static func closeOvertaken(of channel: Int64, due now: Instant, _ session: borrowing Session) throws {
    try session.run(
      """
      WITH late AS MATERIALIZED (
        SELECT o.id, EXISTS (
            SELECT FROM outbox_alert a JOIN alert l ON l.id = a.alert_id
            WHERE a.outbox_id = o.id AND l.state <> 'resolved') AS stands
        FROM outbox o
        WHERE o.channel_id = \(channel) AND o.state = 'waiting' AND o.kind = 'immediate' AND o.not_before <= \(now)
          AND o.retry_at <= clock_timestamp()
          AND EXISTS (SELECT FROM outbox_alert a WHERE a.outbox_id = o.id)
          AND NOT EXISTS (
            SELECT FROM outbox_alert a JOIN alert l ON l.id = a.alert_id
            WHERE a.outbox_id = o.id AND l.state <> 'resolved' AND NOT EXISTS (
              SELECT FROM outbox_alert n JOIN outbox m ON m.id = n.outbox_id
              WHERE n.alert_id = a.alert_id AND n.recipient_id = a.recipient_id AND n.channel_id = a.channel_id
                AND n.transition > a.transition AND m.state IN ('waiting', 'sent')))
        FOR UPDATE OF o SKIP LOCKED)
      UPDATE outbox SET state = 'superseded', error = NULL,
        receipt = CASE WHEN stands THEN \(DeliveryNote.overtaken.chinese) ELSE \(DeliveryNote.resolvedBefore.chinese) END
      FROM late WHERE outbox.id = late.id
      """)
  }

  /// How many messages may go now: a whole number of tokens, at most `limit`.
  private static func allowance(of channel: Int64, upTo limit: Int, _ session: borrowing Session) throws -> Int {
    let perMinute = try session.rows("SELECT per_minute::bigint FROM channel WHERE id = \(channel) AND active").first {
      try $0.nextOptional(Int.self)
    }
    guard let perMinute else { return 0 }
    guard perMinute != nil else { return limit }
    // Held until the commit, so that nobody spends the same tokens.
    let tokens = try session.rows(
      """
      SELECT floor(channel_tokens(per_minute, tokens, filled_at, clock_timestamp()))::bigint FROM channel
      WHERE id = \(channel) FOR UPDATE
      """
    ).first { try $0.next(Int.self) }
    return min(limit, tokens ?? 0)
  }

  private static func spend(_ count: Int64, of channel: Int64, _ session: borrowing Session) throws {
    try session.run(
      """
      UPDATE channel SET tokens = channel_tokens(per_minute, tokens, filled_at, t.now) - \(count), filled_at = t.now
      FROM (SELECT clock_timestamp() AS now) t WHERE id = \(channel) AND per_minute IS NOT NULL
      """)
  }
}
