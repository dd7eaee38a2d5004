package import Domain
internal import Postgres

// Evidence of indicators' values: what is known of each file apart from the file itself, which nothing reads that
// lists.
extension Store {
  /// What became of a file that was sent.
  package enum EvidenceFate: Hashable, Sendable {
    /// It is kept under a number.
    case added(Int64)
    /// The value has it already, under a name.
    case there(Int64, name: String)
  }

  /// Keeps a file with the value of an indicator that counts on a day.
  ///
  /// - Parameters:
  ///   - named: the indicator's name, for what is refused; `unit` that of its values.
  ///   - seen: the value that the file was sent for, with its unit; nil for whichever counts.
  /// - Throws: `evidence-without-value`, `evidence-value-changed`, `evidence-full`, `year-archived`.
  package func attach(
    _ file: EvidenceFile, to indicator: IndicatorID, named: String, unit: String, on day: Day, seen: String? = nil
  ) async throws -> EvidenceFate {
    try await write { session in
      // The indicator is held, so that two at once are counted one after the other.
      let year = try Store.heldYear(of: indicator, session)
      guard let value = try Store.standing(indicator, year, on: day, session) else {
        throw Refusal.evidence(.withoutValue(named, on: day))
      }
      let now = value.value.text(unit: unit)
      if let seen, seen != now { throw Refusal.evidence(.valueChanged(named, on: day, seen: seen, now: now)) }
      let there = try session.rows(
        """
        SELECT f.id, f.name, f.sha256 = \(Bytes(file.digest)) FROM evidence_file f
        WHERE f.indicator_id = \(indicator) AND f.observed_on = \(day) AND evidence_stands(f)
          AND NOT EXISTS (SELECT FROM evidence_withdrawal w WHERE w.file_id = f.id) ORDER BY f.id
        """
      ).map { (id: try $0.next(Int64.self), name: try $0.next(String.self), isSame: try $0.next(Bool.self)) }
      if let same = there.first(where: \.isSame) { return .there(same.id, name: same.name) }
      guard there.count < EvidenceLimit.files else { throw Refusal.evidence(.full(file.name)) }
      let id = try session.rows(
        """
        INSERT INTO evidence_file (indicator_id, fiscal_year, observed_on, observation_id, name, type, size, sha256)
        VALUES (\(indicator), \(year), \(day), \(value.id), \(file.name), \(file.type.rawValue),
          \(Int32(file.content.count)), \(Bytes(file.digest))) RETURNING id
        """
      ).only { try $0.next(Int64.self) }
      try session.run(
        "INSERT INTO evidence_content (file_id, fiscal_year, content) VALUES (\(id), \(year), \(Bytes(file.content)))")
      return .added(id)
    }
  }

  /// The files of indicators' values, the latest day first, those that were taken back among them.
  package func evidenceFiles(of indicators: [IndicatorID]) async throws -> [IndicatorID: [KeptEvidenceFile]] {
    try await ask { try Store.evidenceFiles("WHERE f.indicator_id = ANY (\(indicators))", $0) }
  }

  static func evidenceFiles(
    ofProject project: ProjectID, _ session: borrowing Session
  ) throws -> [IndicatorID: [KeptEvidenceFile]] {
    try evidenceFiles("WHERE i.project_id = \(project)", session)
  }

  private static func evidenceFiles(
    _ condition: Query, _ session: borrowing Session
  ) throws -> [IndicatorID: [KeptEvidenceFile]] {
    let files = try session.rows(
      condition.wrapped(
        """
        SELECT f.id, f.indicator_id, f.observation_id, f.observed_on, v.value, v.denominator, v.judgement, v.reached_on,
          evidence_stands(f), f.name, f.type, f.size::bigint, f.sha256, f.actor, f.recorded_at, w.reason, w.actor, w.recorded_at
        FROM evidence_file f JOIN indicator i ON i.id = f.indicator_id
        JOIN department d ON d.id = i.department_id AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name))
        LEFT JOIN evidence_withdrawal w ON w.file_id = f.id
        LEFT JOIN observation v ON v.id = f.observation_id AND v.fiscal_year = f.fiscal_year
        """, "ORDER BY f.observed_on DESC, f.observation_id DESC, f.id")
    ).map { row in
      let (id, indicator) = (try row.next(Int64.self), try row.next(IndicatorID.self))
      let observation = try row.next(Int64.self)
      let day = try row.next(Day.self)
      let value = ObservedValue(
        number: try row.nextOptional(), denominator: try row.nextOptional(), judgement: try row.nextOptional(),
        reachedOn: try row.nextOptional())
      let (isStanding, name): (Bool, String) = (try row.next(), try row.next())
      let type: EvidenceType = try known(try row.next())
      let (size, digest) = (try row.next(Int.self), try row.next(Bytes.self).bytes)
      let (actor, recordedAt): (String, Instant) = (try row.next(), try row.next())
      let reason = try row.nextOptional(String.self), by = try row.nextOptional(String.self)
      let at = try row.nextOptional(Instant.self)
      var withdrawal: KeptEvidenceFile.Withdrawal?
      if let reason, let by, let at { withdrawal = .init(reason: reason, actor: by, at: at) }
      return KeptEvidenceFile(
        id: id, indicator: indicator, observation: observation, day: day, value: value, isStanding: isStanding,
        name: name, type: type, size: size,
        digest: digest, actor: actor, recordedAt: recordedAt, withdrawal: withdrawal)
    }
    return Dictionary(grouping: files, by: \.indicator)
  }

  /// A file with its content.
  ///
  /// - Throws: `evidence-unknown` also for one out of sight, `evidence-withdrawn`, `year-archived`.
  package func evidence(_ id: Int64) async throws -> (file: KeptEvidenceFile, content: [UInt8]) {
    try await read { session in
      let file = try Store.evidenceFile(id, session)
      let content = try session.rows("SELECT content FROM evidence_content WHERE file_id = \(id)").first {
        try $0.next(Bytes.self).bytes
      }
      guard let content else { throw Refusal.evidence(.unknown(id)) }
      return (file, content)
    }
  }

  /// A file whose content is there.
  private static func evidenceFile(_ id: Int64, _ session: borrowing Session) throws -> KeptEvidenceFile {
    guard let file = try evidenceFiles("WHERE f.id = \(id)", session).values.first?.first else {
      throw Refusal.evidence(.unknown(id))
    }
    if let taken = file.withdrawal {
      throw Refusal.evidence(.withdrawn(file.name, by: taken.actor, reason: taken.reason))
    }
    let year = try session.rows("SELECT fiscal_year::bigint FROM evidence_file WHERE id = \(id)").only {
      try $0.next(Int64.self)
    }
    try requireKept([Int(year)], session)
    return file
  }

  /// Takes a file back: its content goes, and what it was and why it was taken back stays.
  ///
  /// - Throws: as ``evidence(_:)``.
  package func withdrawEvidence(_ id: Int64, reason: String) async throws -> (file: KeptEvidenceFile, indicator: String)
  {
    try await write { session in
      let seen = try Store.evidenceFile(id, session)
      // Of two at once the second comes here after the first.
      _ = try Store.heldYear(of: seen.indicator, session)
      let file = try Store.evidenceFile(id, session)
      try session.run("INSERT INTO evidence_withdrawal (file_id, reason) VALUES (\(id), \(reason))")
      try session.run("DELETE FROM evidence_content WHERE file_id = \(id)")
      let name = try session.rows("SELECT level3 FROM indicator WHERE id = \(file.indicator)").only {
        try $0.next(String.self)
      }
      return (file, name)
    }
  }

  /// What was recorded of an indicator through a day, the latest day first, and of a day what counts first.
  package func values(of indicator: IndicatorID, asOf day: Day) async throws -> [KeptValue] {
    try await read { session in
      let year = try session.rows(
        """
        SELECT d.fiscal_year::bigint FROM indicator i JOIN department d ON d.id = i.department_id
        WHERE i.id = \(indicator)
        """
      ).first { try $0.next(Int64.self) }
      guard let year else { throw Refusal.indicator(.gone) }
      try Store.requireKept([Int(year)], session)
      return try session.rows(
        """
        SELECT o.id, o.observed_on, o.value, o.denominator, o.judgement, o.reached_on, o.actor, o.recorded_at,
          NOT EXISTS (SELECT FROM observation n WHERE n.indicator_id = o.indicator_id AND n.fiscal_year = o.fiscal_year
            AND n.observed_on = o.observed_on AND n.id > o.id)
          AND NOT EXISTS (SELECT FROM observation_withdrawal x WHERE x.indicator_id = o.indicator_id
            AND x.observed_on = o.observed_on AND x.last_id >= o.id)
        FROM observation o WHERE o.indicator_id = \(indicator) AND o.fiscal_year = \(Int16(year))
          AND o.observed_on <= \(day)
        ORDER BY o.observed_on DESC, o.id DESC
        """
      ).map { row -> KeptValue? in
        let (id, day) = (try row.next(Int64.self), try row.next(Day.self))
        let value = ObservedValue(
          number: try row.nextOptional(), denominator: try row.nextOptional(), judgement: try row.nextOptional(),
          reachedOn: try row.nextOptional())
        let (actor, at): (String?, Instant) = (try row.nextOptional(), try row.next())
        let isStanding = try row.next(Bool.self)
        return value.map {
          KeptValue(id: id, day: day, value: $0, actor: actor, recordedAt: at, isStanding: isStanding)
        }
      }.compactMap { $0 }
    }
  }
}
