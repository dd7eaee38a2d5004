import Foundation
import Pages
import TestSupport
import Testing

@testable import jixiao

/// The examples of the README and of the manual, played as a newcomer would: each block that shows answers, from empty data, in
/// order.
@Suite("The README and the manual")
struct ReadmeTests {
  /// A command with the lines that the README shows for it; `…` stands for any.
  private struct Example {
    let line: String
    var answers: [String] = []
  }

  /// A text with examples: the README, or the manual as the program has it.
  enum Text: CaseIterable { case readme, manual }

  private static func examples(of text: Text) throws -> [Example] {
    let text =
      text == .manual
      ? Jixiao.manual.topics.map(\.source).joined(separator: "\n")
      : try String(contentsOf: Samples.root.appendingPathComponent("README.md"), encoding: .utf8)
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

  @Test("no topic of the manual hides behind a command, and each is asked for by its code and its title")
  func topics() throws {
    #expect(Jixiao.manual.topics.count >= 14)
    for topic in Jixiao.manual.topics {
      for name in [topic.code, topic.title] { #expect(Jixiao.help(on: ["help", name]) == topic.text) }
    }
    #expect(Jixiao.help(on: ["help", "import"]) == nil && Jixiao.help(on: ["help", "record", "spend"]) == nil)
    #expect(Jixiao.help(on: ["help", "没有"]) == nil && Jixiao.help(on: ["import", "forms"]) == nil)
    #expect(Jixiao.help(on: ["help", "topics"])?.contains("first-hour") == true)
  }

  @Test("its examples answer as it says, from the state that it says", arguments: Text.allCases)
  func played(_ text: Text) throws {
    let folder = try ReadmeTests.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let examples = try ReadmeTests.examples(of: text)
    // The manual has them all; the README may have fewer.
    if text == .manual { #expect(examples.count >= 15) }
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

  @Test("what deploy/run imports and records tells of one thing red, two yellow and a form that is due")
  func sample() throws {
    let folder = try ReadmeTests.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = try String(contentsOf: Samples.root.appendingPathComponent("deploy/run"), encoding: .utf8)
    let lines = script.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("run import ") || $0.hasPrefix("run record ") }
    #expect(lines.count == 3)
    for line in lines {
      let said = try ReadmeTests.play("jixiao" + line.dropFirst(3), in: folder)
      #expect(!line.contains("record") || said.contains("退回0行，提醒0行"), "\(line)\n\(said)")
    }
    let said = try ReadmeTests.play("jixiao alerts --as-of 2025-06-20", in: folder)
    #expect(said.contains("红灯1、黄灯2、") && said.contains("[蓝灯] 监控表待报，"), "\(said)")
  }

  /// A folder of one test's own, in which the samples are.
  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "jixiao-readme-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("deploy"), withDestinationURL: Samples.root.appendingPathComponent("deploy"))
    return folder
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
