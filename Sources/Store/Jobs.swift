package import Domain
internal import Postgres

extension Store {
  /// After so many attempts that came to nothing a job is set aside.
  package static let mostAttempts = 4

  /// So often an attempt may come to nothing without its fault.
  package static let mostReturns = 200

  /// Departments judged in one transaction at most.
  private static let mostEvaluations = 64

  /// Claims due jobs that can be done together at once: of one kind and, where they judge, of one time; a single one where
  /// the kind wants it or where it was tried before, so that whatever kills its worker is found alone.
  ///
  /// The attempt is counted and committed before the work begins; the work itself holds the jobs' rows locked and marks them
  /// done in the transaction of its effects. `SKIP LOCKED` keeps workers apart; the short pause in `retry_at` only covers
  /// the moment between the two.
  ///
  /// Jobs are taken in the order they were put in, those of one scope in the order they were due. What a change of facts
  /// asks for waits for the evaluations that are due, and while an earlier one of its department is being done; a digest
  /// waits for the evaluations due by then and for what was asked before it, so that facts that come without end hold
  /// nobody's message up.
  ///
  /// - Parameters:
  ///   - kinds: what is taken; a kind that this program does not know is left to one that does.
  ///   - claim: by which ``giveBack(claims:)`` finds what was taken, also where the answer to this never came.
  package func claimJobs(
    due now: Instant, limit: Int, triedBefore: Bool = false, kinds: [String] = Job.Work.known,
    claim: Int64 = .random(in: 1 ... .max)
  ) async throws -> [Job] {
    let limit = triedBefore ? 1 : limit
    return try await write { session in
      try Store.gatherAsked(session)
      return try session.rows(
        """
        WITH picked AS MATERIALIZED (
          SELECT j.id, j.kind, j.due_at FROM job j
          WHERE j.state = 'waiting' AND j.kind = ANY (\(kinds)) AND j.due_at <= \(now)
            AND j.retry_at <= clock_timestamp() AND j.attempts < \(Int16(Store.mostAttempts)) AND (j.attempts > 0) = \(triedBefore)
            AND NOT EXISTS (
              SELECT 1 FROM job e WHERE e.state = 'waiting' AND e.kind = j.kind AND e.scope = j.scope AND e.due_at < j.due_at)
            AND CASE j.kind
              WHEN 'reevaluate' THEN NOT EXISTS (
                SELECT 1 FROM job e
                WHERE e.state = 'waiting' AND e.kind = 'evaluate' AND e.scope = j.scope AND e.due_at <= \(now))
                AND NOT EXISTS (
                SELECT 1 FROM job e
                WHERE e.state = 'waiting' AND e.kind IN ('evaluate', 'reevaluate') AND e.scope = j.scope AND e.attempts > 0
                  AND e.id < j.id)
              WHEN 'digest' THEN j.due_at < coalesce(
                (SELECT min(e.due_at) FROM job e WHERE e.state = 'waiting' AND e.kind = 'evaluate'), 'infinity')
                AND j.id < coalesce(
                (SELECT min(e.id) FROM job e WHERE e.state = 'waiting' AND e.kind = 'reevaluate'), 9223372036854775807)
              ELSE true END
          ORDER BY j.id LIMIT \(limit) FOR UPDATE OF j SKIP LOCKED),
        numbered AS (
          SELECT id, kind, due_at, first_value(kind) OVER all_of_them AS first_kind,
            first_value(due_at) OVER all_of_them AS first_due,
            row_number() OVER all_of_them AS number
          FROM picked WINDOW all_of_them AS (ORDER BY id)),
        chosen AS (
          SELECT id FROM numbered
          WHERE kind = first_kind AND CASE
            WHEN kind IN ('digest', 'housekeep') THEN number = 1
            WHEN kind IN ('evaluate', 'reevaluate') THEN due_at = first_due AND number <= \(Store.mostEvaluations)
            ELSE true END)
        UPDATE job SET attempts = attempts + 1, retry_at = clock_timestamp() + interval '2 seconds', claim = \(claim)
        FROM chosen WHERE job.id = chosen.id
        RETURNING job.id, job.kind, job.scope, job.due_at, job.attempts::bigint
        """
      ).map { row in
        Job(
          id: try row.next(), work: Job.Work(kind: try row.next()), scope: try row.next(), due: try row.next(),
          attempt: try row.next(), claim: claim)
      }.sorted { $0.id < $1.id }
    }
  }

  /// Turns what asked for evaluations into one job for each department, unless one waits that nobody has claimed: its
  /// evaluation begins after this commits, and sees what was asked for.
  private static func gatherAsked(_ session: borrowing Session) throws {
    try session.run(
      """
      WITH taken AS (
        DELETE FROM fact_asked WHERE ctid = ANY (ARRAY(SELECT ctid FROM fact_asked LIMIT 10000 FOR UPDATE SKIP LOCKED))
        RETURNING department_id)
      INSERT INTO job (kind, scope, due_at)
      SELECT 'reevaluate', department_id, 'epoch' FROM taken GROUP BY department_id ORDER BY department_id
      ON CONFLICT DO NOTHING
      """)
  }

  /// Whether what went wrong is the database's or the network's doing, not the work's.
  package static func isOfSurroundings(_ error: any Error) -> Bool {
    (error as? PostgresError)?.isOfSurroundings ?? (error is CancellationError)
  }

  /// Sets aside jobs whose attempts came to nothing too often; gives them with the last error.
  package func setAsideHopelessJobs() async throws -> [(job: Job, error: String)] {
    try await write { session in
      try session.rows(
        """
        UPDATE job SET state = 'set-aside', error = coalesce(error, \(ServiceNote.jobNeverEnded.chinese))
        WHERE id IN (
          SELECT id FROM job
          WHERE state = 'waiting' AND attempts >= \(Int16(Store.mostAttempts)) AND retry_at <= clock_timestamp()
          FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, scope, due_at, attempts::bigint, coalesce(claim, 0), error
        """
      ).map { row in
        let job = Job(
          id: try row.next(), work: Job.Work(kind: try row.next()), scope: try row.next(), due: try row.next(),
          attempt: try row.next(), claim: try row.next())
        return (job, try row.next(String.self))
      }
    }
  }

  /// Locks claimed jobs for the length of the transaction; ``ClaimLost`` where one is no longer ours.
  static func hold(_ jobs: [Job], _ session: borrowing Session) throws {
    guard !jobs.isEmpty else { return }
    let held = try session.rows(
      """
      SELECT j.id FROM job j JOIN unnest(\(jobs.map(\.id)), \(jobs.map(\.claim))) AS c (id, claim) ON c.id = j.id
      WHERE j.state = 'waiting' AND j.claim = c.claim ORDER BY j.id FOR UPDATE OF j
      """
    ).count
    guard held == jobs.count else { throw ClaimLost() }
  }

  /// Marks held jobs as done, in the transaction of their effects.
  static func finish(_ jobs: [Job], _ session: borrowing Session) throws {
    guard !jobs.isEmpty else { return }
    try session.run(
      "UPDATE job SET state = 'done', done_at = clock_timestamp(), error = NULL WHERE id = ANY (\(jobs.map(\.id)))")
  }

  /// Does jobs that have no effects of their own.
  package func complete(_ jobs: [Job]) async throws {
    try await write { session in
      try Store.hold(jobs, session)
      try Store.finish(jobs, session)
    }
  }

  /// Notes why an attempt failed and when to try again: at once set aside when it was the last.
  package func fail(_ job: Job, reason: String) async throws {
    try await write { session in
      try session.run(
        """
        UPDATE job SET error = \(reason),
          retry_at = clock_timestamp() + interval '1 second' * CASE WHEN attempts < \(Int16(Store.mostAttempts)) THEN 1 << attempts ELSE 0 END
        WHERE id = \(job.id) AND state = 'waiting' AND claim = \(job.claim)
        """)
    }
  }

  /// Gives back what was taken with some claims and did not come to an end through no fault of its own: at a stop, or where
  /// the database was away. The attempt does not count.
  ///
  /// - Parameter pausing: whether it is left alone for a moment, longer each time. A job in whose company the database goes
  ///   away time and again is not taken for innocent for ever: beyond ``mostReturns`` its attempts count.
  package func giveBack(claims: [Int64], pausing: Bool = false) async throws {
    guard !claims.isEmpty else { return }
    try await write { session in
      try session.run(
        """
        UPDATE job SET returns = least(returns + 1, 1000),
          attempts = attempts - CASE WHEN returns < \(Int16(Store.mostReturns)) THEN 1 ELSE 0 END,
          retry_at = CASE WHEN \(pausing) THEN clock_timestamp() + interval '0.2 seconds' * (1 << least(returns, 6)) ELSE '-infinity' END
        WHERE claim = ANY (\(claims)) AND state = 'waiting'
        """)
    }
  }

  /// The first time a waiting job is due after `now`; nil for none.
  package func nextDue(after now: Instant) async throws -> Instant? {
    try await pool.perform { session in
      try session.rows(
        "SELECT due_at FROM job WHERE state = 'waiting' AND due_at > \(now) ORDER BY due_at, id LIMIT 1"
      ).first { try $0.next(Instant.self) }
    }
  }

  /// Puts jobs in the queue, as a benchmark does.
  package func enqueue(kind: String, scopes: [Int64], due: [Instant]) async throws {
    try await write { session in
      try session.run(
        """
        INSERT INTO job (kind, scope, due_at) SELECT \(kind), * FROM unnest(\(scopes), \(due)) ON CONFLICT DO NOTHING
        """)
      try session.rows("SELECT pg_notify('jixiao_wake', 'enqueued')")
    }
  }

  /// Revives a job that was set aside, or all of them; gives how many.
  package func reviveJobs(_ id: Int64? = nil) async throws -> Int {
    try await write { session in
      let count = try session.run(
        """
        UPDATE job SET state = 'waiting', attempts = 0, returns = 0, retry_at = '-infinity'
        WHERE state = 'set-aside' AND (\(id) IS NULL OR id = \(id))
        """)
      try session.rows("SELECT pg_notify('jixiao_wake', 'revived')")
      return count
    }
  }

  /// Clears away what nobody needs any more: done jobs of more than sixty days, daemons not seen for a day, what
  /// somebody typed or sent and let lie. What was told to whom is kept.
  package func housekeep(completing job: Job, voice: Voice) async throws {
    try await write { session in
      try Store.hold([job], session)
      try session.run(
        "DELETE FROM job WHERE state IN ('done', 'superseded') AND due_at < \(job.due + -60 * 86_400_000) AND kind <> 'reevaluate'"
      )
      try session.run(
        "DELETE FROM job WHERE state = 'done' AND kind = 'reevaluate' AND done_at < clock_timestamp() - interval '2 days'"
      )
      try session.run("DELETE FROM daemon WHERE seen_at < clock_timestamp() - interval '1 day'")
      try session.run("DELETE FROM fact_changed WHERE changed_at < clock_timestamp() - interval '1 hour'")
      try Store.dropOverdue(session)
      try Store.dropOldMailLinks(session)
      try Store.keepAuditHeads(voice, session)
      try Store.finish([job], session)
    }
  }

  /// What people typed or sent and did not come back for goes when its time is over, not only when the next of its
  /// kind comes.
  static func dropOverdue(_ session: borrowing Session) throws {
    try dropOldUploads(session)
    try dropOldPosts(session)
    try dropOldDrafts(session)
  }

  /// Wakes that daemons hear: after each, there may be something to do. The stream ends with an error when the connection is
  /// lost, and with `notifications-pooled` where a pooler stands between and no word will ever come.
  package func wakes() -> AsyncThrowingStream<String, any Error> {
    heard(on: ["jixiao_wake", "jixiao_outbox"], bufferingPolicy: .unbounded) { $0.channel }
  }

  /// What is said by NOTIFY on some channels, as a text of each.
  func heard(
    on channels: [String], bufferingPolicy: AsyncThrowingStream<String, any Error>.Continuation.BufferingPolicy,
    _ text: @escaping @Sendable (Postgres.Notification) -> String
  ) -> AsyncThrowingStream<String, any Error> {
    let notifications = Listener.listen(to: channels, pool.configuration)
    return AsyncThrowingStream(bufferingPolicy: bufferingPolicy) { continuation in
      let task = Task {
        do {
          for try await notification in notifications { continuation.yield(text(notification)) }
          continuation.finish()
        } catch let error as PostgresError where error.stage == .usage {
          continuation.finish(throwing: Refusal.service(.deaf))
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}
