import Contract
import Desk
import Domain
import Store
import TestSupport

/// Evidence that is not taken, or is not there.
extension Trial {
  static let evidenceEmpty = saying("文件“空.pdf”是空的，没有收下。") { _ in
    _ = try Desk.SentEvidence(name: "空.pdf", content: []).read()
  }
  static let evidenceTooLarge = saying("文件“大.pdf”有10485761字节（10MB），每个文件最多10MB，没有收下。") { _ in
    let content = EvidenceSamples.pdf(bytes: EvidenceLimit.bytes + 1)
    _ = try Desk.SentEvidence(name: "大.pdf", content: content).read()
  }
  static let evidenceKind = saying(
    "文件“发票.exe”不是能收的格式，没有收下。能收 PDF、图片（PNG、JPEG）、Word（.docx，不带宏）和 Excel（.xlsx，不带宏），按内容判断，改扩展名没有用。"
  ) { _ in
    _ = try Desk.SentEvidence(name: "发票.exe", content: Array("MZ".utf8)).read()
  }
  static let evidenceWithoutValue = saying("“保洁服务面积” 2025-06-30 没有完成值。请先填报完成值，再上传它的佐证材料。") { place in
    try await place.onOwn(.sample) { store, _ in _ = try await attach("1", store) }
  }
  static let evidenceValueChanged = saying("“保洁服务面积” 2025-06-30 的完成值刚才已改为430平方米，不是420平方米，文件没有收下。请核对后再上传。") { place in
    try await place.onOwn(.sample) { store, _ in
      try await record(store)
      _ = try await attach("1", to: "420平方米", store)
    }
  }
  static let evidenceFull = saying("这个完成值已有10个佐证材料，“11.pdf”没有收下。请合并成一个文件，或先撤回不用的。") { place in
    try await place.onOwn(.sample) { store, _ in
      try await record(store)
      for number in 1...11 { _ = try await attach("\(number)", store) }
    }
  }
  static let evidenceUnknown = saying("没有编号为 9 的佐证材料。") { place in
    try await place.on(.sample) { _ = try await Desk($0, at: .plain).evidence(9) }
  }
  static let evidenceWithdrawn = saying("佐证材料“1.pdf”已由张三撤回（传错了），内容不再保留。") { place in
    try await place.onOwn(.sample) { store, _ in
      try await record(store)
      let file = try await attach("1", store)
      for _ in 0..<2 { try await withdraw(file.id, "传错了", store) }
    }
  }
  static let evidenceReasonMissing = saying("请写明为什么撤回。") { place in
    try await place.on(.sample) { try await withdraw(1, "", $0) }
  }

  private static let zhang = Actor(name: "张三")
  private static func moment() throws -> Moment { Moment(wall: Instant(try Day.parse("2025-07-10"), minute: 600)) }

  private static func record(_ store: Store) async throws {
    _ = try await Desk(store, at: .plain).record(
      ObservationRequest(of: .project(Stage.cleaning), indicator: "1", at: .date("2025-06-30"), value: "430"),
      by: zhang,
      at: try moment())
  }

  private static func attach(_ name: String, to value: String? = nil, _ store: Store) async throws -> RecordedFile {
    try await Desk(store, at: .plain).attach(
      .init(name: name + ".pdf", content: EvidenceSamples.pdf(name)),
      to: EvidenceRequest(
        of: .project(Stage.cleaning), indicator: "1", at: .date("2025-06-30"), value: value, file: ""),
      by: zhang,
      at: try moment())
  }

  private static func withdraw(_ id: Int64, _ reason: String, _ store: Store) async throws {
    _ = try await Desk(store, at: .plain).withdraw(
      EvidenceWithdrawal(id, reason: reason), by: zhang, at: try moment())
  }
}
