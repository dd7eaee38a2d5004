import Foundation
import TestSupport

/// What the program said when it did not do what it was asked.
struct Said: Error {
  /// Its exit code.
  let code: Int32
  /// Standard error, line by line.
  let lines: [String]
}

extension Place {
  /// Runs the program as somebody who has set nothing. Throws what it said where it refuses.
  func run(_ arguments: String..., environment: [String: String] = [:]) async throws {
    try await run(arguments, environment: environment)
  }

  /// The same, with arguments that were put together before, and lines that are typed.
  func run(_ arguments: [String], environment: [String: String] = [:], typing lines: [String] = []) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.program)
    process.arguments = arguments
    process.environment = Samples.environment(home: path("home")).merging(environment) { $1 }
    let typed = try file("typed-\(UUID().uuidString)", lines.map { $0 + "\n" }.joined(), rights: 0o600)
    process.standardInput = FileHandle(forReadingAtPath: typed)
    process.standardOutput = FileHandle.nullDevice
    let errors = try file("errors-\(UUID().uuidString)", "")
    process.standardError = FileHandle(forWritingAtPath: errors)
    // Waiting for its end in place would hold a thread of all tests.
    let code = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    guard code != 0 else { return }
    let text = try String(contentsOfFile: errors, encoding: .utf8)
    throw Said(code: code, lines: text.split(separator: "\n").map(String.init))
  }

  private static let program: String = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("jixiao").path
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : Samples.root.appendingPathComponent(".build/debug/jixiao").path
  }()
}
