import Foundation
import TestSupport
import Testing

/// The README's examples, played as a newcomer would: each block that shows answers, from empty data, in order.
@Suite("The README")
struct ReadmeTests {
  /// A command with the lines that the README shows for it; `…` stands for any.
  private struct Example {
    let line: String
    var answers: [String] = []
  }

  private static func examples() throws -> [Example] {
    let text = try String(contentsOf: Samples.root.appendingPathComponent("README.md"), encoding: .utf8)
    var found: [Example] = []
    for (index, block) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
      // Blocks of commands alone name mail servers and people of some bureau; there is nothing to hold them to.
      var own: [Example] = []
      var isContinued = false
      for line in block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
        if isContinued, let last = own.indices.last {
          own[last] = Example(line: own[last].line.dropLast() + " " + line.trimmingCharacters(in: .whitespaces))
          isContinued = line.hasSuffix("\\")
        } else if line.hasPrefix("$ ") {
          own.append(Example(line: String(line.dropFirst(2))))
          isContinued = line.hasSuffix("\\")
        } else if !own.isEmpty, !line.isEmpty {
          own[own.count - 1].answers.append(line)
        }
      }
      if own.contains(where: { !$0.answers.isEmpty }) { found += own }
    }
    return found
  }

  @Test("its examples answer as it says, from the state that it says")
  func played() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "jixiao-readme-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("deploy"), withDestinationURL: Samples.root.appendingPathComponent("deploy"))
    let examples = try ReadmeTests.examples()
    #expect(examples.count >= 15)
    for example in examples {
      let said = try ReadmeTests.play(example.line, in: folder).split(separator: "\n").map(String.init)
      var next = said[...]
      for answer in example.answers where answer.trimmingCharacters(in: .whitespaces) != "…" {
        let place = next.firstIndex(of: answer)
        #expect(
          place != nil, "\(example.line)\n  says: \(answer)\n  came: \(said.prefix(12).joined(separator: "\n        "))"
        )
        if let place { next = next[(place + 1)...] }
      }
    }
  }

  /// Runs a line as a shell does, with data of the test's own; gives what was printed.
  private static func play(_ line: String, in folder: URL) throws -> String {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "jixiao")
    let program =
      FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside.path : Samples.root.appendingPathComponent(".build/debug/jixiao").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "jixiao() { \"$PROGRAM\" \"$@\" --data \"$DATA\"; }; \(line.components(separatedBy: "     #")[0])",
    ]
    process.currentDirectoryURL = folder
    process.environment = Samples.environment(home: folder.path)
      .merging(["PROGRAM": program, "DATA": folder.path + "/data"]) { $1 }
    let output = folder.appendingPathComponent("said")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let handle = try FileHandle(forWritingTo: output)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8)
  }
}
