import Foundation
import Store
import TestSupport
import Testing

/// Files of a value by commands.
@Suite("Evidence by commands")
struct EvidenceCommandTests {
  @Test("files come with a value, one told after the other; what is not taken is told before anything is recorded")
  func files() async throws {
    let url = try await TestServer.database()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("evidence-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func run(_ arguments: [String]) throws -> (code: Int32, output: String, error: String) {
      let process = Process(), (out, err) = (Pipe(), Pipe())
      process.executableURL = Samples.root.appendingPathComponent(".build/debug/jixiao")
      process.arguments = arguments + ["--database", url]
      process.environment = Samples.environment(home: folder.path)
      (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, out, err)
      try process.run()
      let output = out.fileHandleForReading.readDataToEndOfFile(),
        error = err.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (
        process.terminationStatus, String(decoding: output, as: UTF8.self), String(decoding: error, as: UTF8.self)
      )
    }
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
      let path = folder.appendingPathComponent(name)
      try Data(bytes).write(to: path)
      return path.path
    }
    let (pdf, png, exe) = (
      try file("验收单.pdf", EvidenceSamples.pdf()), try file("照片.png", EvidenceSamples.png),
      try file("程序.pdf", Array("MZ".utf8))
    )
    #expect(try run(["import", Samples.path("304-2025.txt")]).code == 0)
    let value = [
      "record", "observation", "--project", "13062525P000232100244", "--indicator", "1", "--period", "2025-06",
      "--value", "430",
    ]
    func record(_ more: String...) throws -> (code: Int32, output: String, error: String) { try run(value + more) }
    let refused = try record("--evidence-file", pdf, "--evidence-file", exe)
    #expect(refused.code == 1 && refused.error.contains("不是能收的格式"))
    let kept = try record("--evidence-file", pdf, "--evidence-file", png)
    #expect(
      kept.output == """
        已记录：“保洁服务面积” 2025-06-30 430平方米
        已收下佐证材料“验收单.pdf”：“保洁服务面积” 2025-06-30。
        已收下佐证材料“照片.png”：“保洁服务面积” 2025-06-30。

        """, "\(kept)")
    let again = try record("--evidence-file", pdf, "--json")
    #expect(
      again.output.contains("\"files\": [") && again.output.contains("      \"outcome\": \"repeated\""), "\(again)")
    #expect(try run(["record", "observation", "--from", pdf, "--evidence-file", pdf]).code == 2)
  }
}
