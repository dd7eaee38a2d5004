import Domain
import Foundation
import Store
import TestSupport
import Testing

/// Dates, ranges and hundredfold rates as a person types them, for a department whose rule set reads targets the second way.
@Suite("Targets by commands")
struct TargetCommandTests {
  struct Answer: Sendable {
    let code: Int32
    let output: String
    let error: String
  }

  let url: String
  let folder: URL

  init() async throws {
    url = try await TestServer.database()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("targets-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Waits without a thread: a thread of an async test that waits for a process spins.
  private func run(_ arguments: [String]) async throws -> Answer {
    let process = Process()
    process.executableURL = Samples.root.appendingPathComponent(".build/debug/jixiao")
    process.arguments = arguments + ["--database", url]
    process.environment = Samples.environment(home: folder.path)
    let (output, error) = (folder.appendingPathComponent("\(UUID())"), folder.appendingPathComponent("\(UUID())"))
    for file in [output, error] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    let code = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    return Answer(
      code: code, output: try String(contentsOf: output, encoding: .utf8),
      error: try String(contentsOf: error, encoding: .utf8))
  }

  private func document(_ changes: [(String, String)], name: String) throws -> String {
    var text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
    for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test("a date is recorded by its day, a fraction only when it is meant, and the import reads as the rule set says")
  func recorded() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try document([("≥430平方米", "6月30日前"), ("≥95%", "85%～100%")], name: "a.txt")
    #expect(try await run(["import", first]).code == 0)
    let store = Store(url: url)
    let department = try #require(try await store.departments().first)
    try await store.setParameters(["target-reading": "2"], of: department.id, named: "本局", on: Day(startOf: 2025))
    await store.close()

    let second = try document([("≥430平方米", "6月30日前"), ("≥95%", "85%～100%"), ("≥97%", "24小时内")], name: "b.txt")
    let dry = try await run(["import", second, "--dry-run", "--json"]).output.filter { !$0.isWhitespace }
    #expect(dry.contains("\"deadline\":\"2025-06-30\"") && dry.contains("读作时限：2025年6月30日及以前"))
    #expect(dry.contains("\"value\":\"85\",\"upper\":\"100\",\"unit\":\"%\""))
    #expect(dry.contains("\"operator\":\"≤\",\"value\":\"24\",\"unit\":\"小时\""))

    func observe(_ indicator: String, _ value: String, _ more: String...) async throws -> Answer {
      try await run(
        [
          "record", "observation", "--project", "13062525P000232100244", "--indicator", indicator, "--date",
          "2025-06-29",
          "--value", value,
        ] + more)
    }
    let reached = try await observe("1", "2025-06-28")
    #expect(reached.code == 0 && reached.output == "已记录：“保洁服务面积” 2025-06-29 2025年6月28日\n", "\(reached.error)")
    #expect(try await observe("1", "达成").output == "已记录：“保洁服务面积” 2025-06-29 达成，这一天原来记的是2025年6月28日\n")
    let late = try await observe("1", "2025-06-30")
    #expect(late.code == 1 && late.error.contains("完成日期 2025-06-30 晚于完成值所属的日期 2025-06-29"))
    let number = try await observe("1", "430")
    #expect(number.code == 1 && number.error.contains("指标值“6月30日前”是时限，完成值应写完成的日期"))
    let asked = try await observe("机关人员满意度", "0.92")
    #expect(asked.code == 1 && asked.error.contains("是92%，还是0.92%") && asked.error.contains("--confirmed"))
    #expect(try await observe("机关人员满意度", "0.92", "--confirmed").output.contains("已记录：“机关人员满意度” 2025-06-29 0.92%"))
    #expect(try await observe("机关人员满意度", "92").output.contains("92%"))
  }
}
