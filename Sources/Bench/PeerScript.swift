internal import Foundation

/// A script that measures peers and answers with their figures as JSON.
enum PeerScript {
  /// Runs a script by a Python of some installation; refused with what it said where that is not the figures.
  static func run<Figures: Decodable>(
    _ script: String, by python: String, _ arguments: [String], as type: Figures.Type = Figures.self
  ) throws -> Figures {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard let figures = try? JSONDecoder().decode(type, from: answer) else {
      throw BenchFailure("对照没有测成：\(String(decoding: answer.prefix(500), as: UTF8.self))")
    }
    return figures
  }
}
