import Contract
import Domain
import Postgres
import Store
import TestSupport
import Testing

@testable import Desk

/// Evidence of indicators' values at the desk.
@Suite("Evidence of values")
struct EvidenceTests {
  private struct Place {
    let bureau: Bureau
    let zhang = Actor(name: "张三")
    var desk: Desk { bureau.desk }
    var moment: Moment { bureau.moment }

    init(_ samples: [String] = ["304-2025.txt"]) async throws { bureau = try await Bureau(samples) }

    func record(_ value: String, _ date: String = "2025-06-30", evidence: String? = nil) async throws {
      _ = try await desk.record(
        ObservationRequest(
          of: .project(Bureau.cleaning), indicator: "1", at: .date(date), value: value, evidence: evidence), by: zhang,
        at: moment)
    }

    func attach(
      _ content: [UInt8], _ name: String = "验收单.pdf", _ date: String = "2025-06-30", at desk: Desk? = nil
    ) async throws -> RecordedFile {
      try await (desk ?? self.desk).attach(
        .init(name: name, content: content),
        to: EvidenceRequest(of: .project(Bureau.cleaning), indicator: "1", at: .date(date), file: ""), by: zhang,
        at: moment)
    }

    func values() async throws -> [ValueEvidenceAnswer.Value] {
      try await desk.evidence(
        of: .project(Bureau.cleaning), indicator: "1", in: nil, asOf: Day(endOf: 12, in: 2025)
      ).values
    }

    func texts(_ query: String) async throws -> [String] {
      try await Connection.open(Configuration(url: bureau.url)).perform { session in
        try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
      }
    }

    func code(_ statement: String) async -> String? {
      do {
        try await Connection.open(Configuration(url: bureau.url)).perform { try $0.script(statement) }
        return nil
      } catch { return (error as? PostgresError)?.constraint }
    }

    func refusal(_ act: () async throws -> some Any) async -> Refusal? {
      do {
        _ = try await act()
        return nil
      } catch { return error as? Refusal }
    }
  }

  @Test(
    "a file is kept with its value and comes back byte for byte; the same again adds nothing; the trail has its digest")
  func kept() async throws {
    let place = try await Place()
    #expect(await place.refusal { try await place.attach(EvidenceSamples.pdf()) }?.kind == .evidenceWithoutValue)
    try await place.record("430")
    let file = try await place.attach(EvidenceSamples.pdf(), "C:\\x\\验收\"单.PDF")
    #expect(file.outcome == .added && file.name == "验收单.pdf")
    #expect(file.message == "已收下佐证材料“验收单.pdf”：“保洁服务面积” 2025-06-30。")
    let again = try await place.attach(EvidenceSamples.pdf(), "另一个名字.pdf")
    #expect(again.outcome == .repeated && again.id == file.id && again.message.contains("已经有这个文件（“验收单.pdf”）"))
    let back = try await place.desk.evidence(file.id)
    #expect(back.content == EvidenceSamples.pdf() && back.type == .pdf && back.name == "验收单.pdf")
    let value = try #require(try await place.values().first)
    #expect(value.files.map(\.sha256) == [back.digest.hex] && value.files.map(\.actor) == ["张三"] && value.isStanding)
    let trail = try await place.texts("SELECT request FROM audit_entry WHERE request LIKE '%sha256%' ORDER BY number")
    #expect(trail.isEmpty || trail.allSatisfy { $0.contains(back.digest.hex) && !$0.contains("%PDF") })
    await place.bureau.store.close()
  }

  @Test("what is empty, larger by one byte, or of another kind is refused; exactly the most is taken")
  func bounds() async throws {
    let place = try await Place()
    try await place.record("430")
    func kind(_ content: [UInt8], _ name: String = "a.pdf") async -> RefusalKind? {
      await place.refusal { try await place.attach(content, name) }?.kind
    }
    #expect(await kind([]) == .evidenceEmpty)
    #expect(await kind(EvidenceSamples.pdf(bytes: EvidenceLimit.bytes + 1)) == .evidenceTooLarge)
    #expect(await kind(Array("MZ".utf8), "发票.pdf") == .evidenceKind)
    #expect(await kind(EvidenceSamples.pdf(bytes: EvidenceLimit.bytes)) == nil)
    for number in 2...10 { #expect(await kind(EvidenceSamples.pdf("\(number)")) == nil) }
    let full = await place.refusal { try await place.attach(EvidenceSamples.pdf("11"), "多.pdf") }
    #expect(full == .evidence(.full("多.pdf")))
    #expect(await kind(EvidenceSamples.pdf("3")) == nil, "one that is there already is told so all the same")
    // One that was taken back makes room.
    let id = try #require(try await place.values().first?.files.last?.id)
    _ = try await place.desk.withdraw(EvidenceWithdrawal(id, reason: "重复"), by: place.zhang, at: place.moment)
    #expect(await kind(EvidenceSamples.pdf("11")) == nil)
    await place.bureau.store.close()
  }

  @Test("of many at once no more are kept than a value may have, and the same file once")
  func atOnce() async throws {
    let place = try await Place()
    try await place.record("430")
    let kinds = await withTaskGroup(of: RefusalKind?.self) { group in
      for number in 0..<14 {
        group.addTask { await place.refusal { try await place.attach(EvidenceSamples.pdf("\(number)")) }?.kind }
      }
      return await group.reduce(into: [RefusalKind?]()) { $0.append($1) }
    }
    #expect(kinds.count { $0 == nil } == 10 && kinds.count { $0 == .evidenceFull } == 4)
    try await place.record("431", "2025-07-01")
    let outcomes = try await withThrowingTaskGroup(of: RecordedAnswer.Outcome.self) { group in
      for _ in 0..<5 {
        group.addTask { try await place.attach(EvidenceSamples.png, "a.png", "2025-07-01").outcome }
      }
      return try await group.reduce(into: [RecordedAnswer.Outcome]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .added } == 1)
    await place.bureau.store.close()
  }

  @Test("corrected and withdrawn values keep their files, shown as of the former value")
  func former() async throws {
    let place = try await Place()
    try await place.record("420")
    let old = try await place.attach(EvidenceSamples.pdf("旧"), "旧.pdf")
    try await place.record("430")
    let new = try await place.attach(EvidenceSamples.pdf("新"), "新.pdf")
    var values = try await place.values()
    #expect(values.map(\.value) == ["430平方米", "420平方米"] && values.map(\.isStanding) == [true, false])
    #expect(values.map { $0.files.map(\.id) } == [[new.id], [old.id]])
    #expect(values[1].files[0].value == "420平方米" && !values[1].files[0].isStanding)
    _ = try await place.desk.withdraw(
      ObservationWithdrawal(of: .project(Bureau.cleaning), indicator: "1", at: .date("2025-06-30"), reason: "记错"),
      by: place.zhang, at: place.moment)
    values = try await place.values()
    #expect(values.allSatisfy { !$0.isStanding } && values.flatMap(\.files).count == 2)
    #expect(try await place.desk.evidence(old.id).content == EvidenceSamples.pdf("旧"))
    #expect(await place.refusal { try await place.attach(EvidenceSamples.pdf("3")) }?.kind == .evidenceWithoutValue)
    await place.bureau.store.close()
  }

  @Test("a file that is taken back leaves its name, digest, who and why; the database refuses everything else")
  func withdrawn() async throws {
    let place = try await Place()
    try await place.record("430")
    let (file, other) = (
      try await place.attach(EvidenceSamples.pdf()), try await place.attach(EvidenceSamples.png, "照片.png")
    )
    #expect(await place.code("DELETE FROM evidence_content") == "evidence_content_2025_append_only")
    #expect(await place.code("TRUNCATE evidence_content") == "evidence_content_append_only")
    #expect(await place.code("UPDATE evidence_content SET content = '\\x00'") == "evidence_content_2025_append_only")
    #expect(await place.code("UPDATE evidence_file SET name = 'x'") == "evidence_file_append_only")
    #expect(await place.code("DELETE FROM evidence_withdrawal") == "evidence_withdrawal_append_only")
    #expect(
      await place.code(
        """
        INSERT INTO evidence_file (indicator_id, fiscal_year, observed_on, observation_id, name, type, size, sha256)
        SELECT indicator_id, fiscal_year, observed_on, observation_id, 'x', 'pdf', 2, sha256 FROM evidence_file LIMIT 1;
        INSERT INTO evidence_content (file_id, fiscal_year, content)
        SELECT max(id), 2025, '\\x0000' FROM evidence_file
        """) == "evidence_content_of_file")
    func withdraw(_ reason: String) async -> Refusal? {
      await place.refusal {
        try await place.desk.withdraw(EvidenceWithdrawal(file.id, reason: reason), by: place.zhang, at: place.moment)
      }
    }
    #expect(await withdraw("　") == .evidence(.reasonMissing))
    #expect(await withdraw("传错了") == nil)
    #expect(await withdraw("再来") == .evidence(.withdrawn("验收单.pdf", by: "张三", reason: "传错了")))
    #expect(await place.refusal { try await place.desk.evidence(file.id) }?.kind == .evidenceWithdrawn)
    #expect(try await place.desk.evidence(other.id).content == EvidenceSamples.png)
    let left = try #require(try await place.values().first?.files.first { $0.id == file.id })
    #expect(left.withdrawnFor == "传错了" && left.withdrawnBy == "张三" && left.sha256.count == 64)
    #expect(try await place.texts("SELECT file_id::text FROM evidence_content") == ["\(other.id)"])
    // Sent again after that, it is a file of its own.
    #expect(try await place.attach(EvidenceSamples.pdf()).outcome == .added)
    await place.bureau.store.close()
  }

  @Test("a value with a file is no doubt for want of evidence; taken back it is again")
  func doubts() async throws {
    let place = try await Place()
    func isBare() async throws -> Bool {
      let facts = try await place.bureau.store.auditFacts(
        of: place.bureau.department.id, asOf: Day(endOf: 12, in: 2025))
      return !facts.withoutEvidence.isEmpty
    }
    try await place.record("430")
    #expect(try await isBare())
    let file = try await place.attach(EvidenceSamples.pdf())
    #expect(try await !isBare())
    _ = try await place.desk.withdraw(EvidenceWithdrawal(file.id, reason: "传错"), by: place.zhang, at: place.moment)
    #expect(try await isBare())
    await place.bureau.store.close()
  }

  @Test("out of sight a file is not there, whoever asks; who may not record sends and takes back nothing")
  func rights() async throws {
    let place = try await Place(["304-2025.txt", "306-2025.txt"])
    try await place.record("430")
    let file = try await place.attach(EvidenceSamples.pdf())
    let today = try await place.bureau.store.databaseTime().day
    func desk(_ role: AccountRole, _ reach: Reach) -> Desk {
      Desk(
        place.bureau.store, at: .plain,
        for: .accounts(osUser: "x", [Principal(name: "王五", grants: [Grant(role, reach, from: today)])]), on: today)
    }
    let own = DepartmentPlace(place.bureau.department.identity)
    let other = DepartmentPlace(try #require(try await place.bureau.store.departments(code: "306").first).identity)
    #expect(try await desk(.bureau, .department(own)).evidence(file.id).name == "验收单.pdf")
    let outside = desk(.head, .department(other))
    #expect(await place.refusal { try await outside.evidence(file.id) } == .evidence(.unknown(file.id)))
    let who = Actor(name: "王五", isSaid: false)
    let taking = await place.refusal {
      try await outside.withdraw(EvidenceWithdrawal(file.id, reason: "x"), by: who, at: place.moment)
    }
    #expect(taking == .evidence(.unknown(file.id)))
    let watcher = desk(.bureau, .all)
    let request = EvidenceRequest(of: .project(Bureau.cleaning), indicator: "1", at: .date("2025-06-30"), file: "")
    let sent = Desk.SentEvidence(name: "a.pdf", content: EvidenceSamples.pdf("2"))
    for refused in [
      await place.refusal { try await watcher.attach(sent, to: request, by: who, at: place.moment) },
      await place.refusal { try await outside.attach(sent, to: request, by: who, at: place.moment) },
      await place.refusal {
        try await watcher.withdraw(EvidenceWithdrawal(file.id, reason: "x"), by: who, at: place.moment)
      },
    ] { #expect(refused?.kind == .actionForbidden) }
    #expect(try await place.desk.evidence(file.id).content == EvidenceSamples.pdf())
    await place.bureau.store.close()
  }

  @Test("a file goes with the value it was sent for, and stays with it where the same is said again in other words")
  func sameValue() async throws {
    let place = try await Place()
    try await place.record("420")
    let file = try await place.attach(EvidenceSamples.pdf())
    try await place.record("420", evidence: "验收单")
    let said = try #require(try await place.values().first { $0.isStanding })
    #expect(said.files.map(\.id) == [file.id] && said.files.allSatisfy(\.isStanding))
    #expect(try await place.values().filter { !$0.isStanding }.allSatisfy { $0.files.isEmpty })
    // It is there already, and counts among those that the value may have.
    #expect(try await place.attach(EvidenceSamples.pdf()).outcome == .repeated)
    for number in 2...EvidenceLimit.files { _ = try await place.attach(EvidenceSamples.pdf("\(number)")) }
    #expect(await place.refusal { try await place.attach(EvidenceSamples.pdf("x")) }?.kind == .evidenceFull)
    // Another value in between is another value, also where the first comes back.
    try await place.record("430")
    try await place.record("420")
    #expect(try await place.values().filter(\.isStanding).allSatisfy { $0.files.isEmpty })
    let other = await place.refusal {
      try await place.desk.attach(
        .init(name: "a.pdf", content: EvidenceSamples.pdf("y")),
        to: EvidenceRequest(
          of: .project(Bureau.cleaning), indicator: "1", at: .date("2025-06-30"), value: "430平方米", file: ""),
        by: place.zhang, at: place.moment)
    }
    #expect(other?.kind == .evidenceValueChanged)
    let many = (0...EvidenceLimit.files).map {
      Desk.SentEvidence(name: "\($0).pdf", content: EvidenceSamples.pdf("m\($0)"))
    }
    #expect(await place.refusal { try Desk.check(many) }?.kind == .evidenceFull)
    try Desk.check(Array(repeating: many[0], count: 20))
    await place.bureau.store.close()
  }
}
