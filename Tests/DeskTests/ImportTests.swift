import Contract
import Desk
import Documents
import Domain
import Foundation
import Store
import TestSupport
import Testing

/// A document from its bytes to what it changed, at no door.
@Suite("Importing at the desk")
struct ImportTests {
  private let zhang = Actor(name: "张三")
  private let moment = Moment(wall: Instant(Day(endOf: 3, in: 2025), minute: 600))
  private let file = "304-2025.txt"

  /// The sample, with something in it said otherwise.
  private func sample(_ old: String = "", _ new: String = "") throws -> [UInt8] {
    let text = String(decoding: try Samples.bytes(Samples.path(file)), as: UTF8.self)
    guard !old.isEmpty else { return Array(text.utf8) }
    #expect(text.contains(old))
    return Array(text.replacingOccurrences(of: old, with: new).utf8)
  }

  private func proposal(_ content: [UInt8], _ request: ImportRequest = ImportRequest()) throws -> Proposal {
    try Proposal(content, named: file, request, at: .plain)
  }

  @Test("proposed, shown, confirmed; the same again changes nothing, a changed one says by names what it changes")
  func life() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let read = try proposal(try sample())
    #expect(read.isReadable && read.answer.outcome == nil && read.answer.department?.code == "304")
    #expect(read.answer.projects.count == 12 && !read.answer.findings.isEmpty)
    let shown = try await desk.preview(read, at: moment)
    #expect(shown.outcome == DocumentAnswer.Outcome() && shown.effectiveOn == Day(startOf: 2025))
    #expect(shown.changes.allSatisfy { $0.old == nil } && !shown.needsAgreement && shown.refused == nil)
    #expect(try await store.departments().isEmpty)

    let first = try await desk.confirm(read, by: zhang, at: moment)
    #expect(first.outcome == DocumentAnswer.Outcome(projectsAdded: 12, indicatorsAdded: 116))
    #expect(first.otherDivision == nil && first.projects == read.answer.projects)
    let again = try await desk.confirm(read, by: zhang, at: moment)
    #expect(again.outcome == DocumentAnswer.Outcome(repeated: true, projectsUnchanged: 12) && again.changes.isEmpty)

    let other = try proposal(try sample("支付保洁服务费。", "支付保洁费。"))
    let change = try #require(try await desk.preview(other, at: moment).changes.first)
    #expect(change.what == "project" && change.project == Bureau.cleaning && change.name == "保洁费项目 资金用途")
    #expect(change.old == "支付保洁服务费。" && change.new == "支付保洁费。")
    let second = try await desk.confirm(other, by: zhang, at: moment)
    #expect(second.outcome == DocumentAnswer.Outcome(projectsChanged: 1, projectsUnchanged: 11))
    #expect(second.changes == [change])
    await store.close()
  }

  @Test(
    "a document is the same where all that was written otherwise in it is, whoever wrote it; its first words are not enough"
  )
  func mends() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let text = try #require(try proposal(try sample()).answer.findings.compactMap(\.text).first)
    let place = try #require(DocumentPlace(key: text.key, file: file))
    func isRepeated(_ end: String?, by name: String = "张三") async throws -> Bool? {
      let long = text.text.replacing("205年", with: "2025年") + String(repeating: "长", count: 90)
      let mends = end.map { [Mend(at: place, text.text, to: long + $0, by: name)] } ?? []
      let read = try Proposal(try sample(), named: file, ImportRequest(), mends: mends, at: .plain)
      #expect(read.answer.findings.contains { $0.code == "document-mended" } == (end != nil))
      return try await desk.confirm(read, by: Actor(name: name), at: moment).outcome?.repeated
    }
    #expect(try await [isRepeated(nil), isRepeated(nil)] == [false, true])
    #expect(try await [isRepeated("甲"), isRepeated("甲")] == [false, true])
    #expect(try await [isRepeated("乙"), isRepeated("乙", by: "李四")] == [false, true])
    #expect(try await isRepeated(nil) == false)
    await store.close()
  }

  @Test("what cannot be taken is refused in the answer, with its place or with how to go on, and nothing is kept")
  func refused() async throws {
    let store = try await TestServer.store()
    let desk = Desk(store, at: .plain)
    let broken = try proposal(try sample("3.00\n\t其中：财政    资金", "三块\n\t其中：财政    资金"))
    #expect(!broken.isReadable && broken.answer.department == nil)
    #expect(broken.answer.refused?.hasPrefix("304-2025.txt 没有导入：\n  ") == true)
    #expect(broken.answer.findings.contains { $0.severity == "error" && $0.place.contains("304-2025.txt") })
    #expect(try await desk.confirm(broken, by: zhang, at: moment) == broken.answer)

    let outside = try proposal(try sample(), ImportRequest(effective: Day(startOf: 2024)))
    let answer = try await desk.confirm(outside, by: zhang, at: moment)
    #expect(answer.refused?.hasPrefix("304-2025.txt 没有导入：") == true && answer.outcome == nil)
    #expect(try await desk.preview(outside, at: moment).refused?.hasPrefix("304-2025.txt 不能导入：") == true)
    #expect(throws: Refusal.self) {
      try Proposal([0x50, 0x4B, 3, 4, 0], named: "预算.docx", ImportRequest(), at: .plain)
    }
    #expect(try await store.departments().isEmpty)
    await store.close()
  }

  @Test("a document's JSON has its amounts in yuan, its shares in percent, and of a target only what it says")
  func json() throws {
    let answer = try proposal(try sample()).answer
    let cleaning = try #require(answer.projects.first { $0.code == Bureau.cleaning })
    #expect(
      try AnswerEncoder.json(cleaning.plan).compact
        == #"[{"month":3,"percent":"25"},{"month":6,"percent":"50"},{"month":10,"percent":"75"},{"month":12,"percent":"100"}]"#
    )
    #expect(
      try AnswerEncoder.json(cleaning.indicators[0].target).compact
        == #"{"text":"≥430平方米","kind":"quantitative","operator":"≥","value":"430","unit":"平方米"}"#)
    #expect(
      try AnswerEncoder.json(TargetAnswer.qualitative("达标", deadline: nil)).compact
        == #"{"text":"达标","kind":"qualitative"}"#)
    #expect(cleaning.budget == Money(fen: 3_000_000))
    #expect(try AnswerEncoder.json(cleaning.budget).compact == #""30000.00""#)
    let empty = try AnswerEncoder.json(DocumentAnswer(file: "甲.txt", refused: "坏了", at: .plain)).compact
    #expect(
      empty
        == #"{"file":"甲.txt","department":null,"projects":[],"departmentIndicators":[],"tables":null,"effectiveOn":null,"changes":[],"removals":[],"findings":[],"outcome":null,"refused":"坏了"}"#
    )
  }
}
