package import Documents
package import Domain
package import Foundation

/// The documents tests read: the samples of the repository, and the two published ones where they are at hand.
package enum Samples {
  /// The repository's root.
  package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The path of a sample in the repository.
  package static func path(_ name: String) -> String { root.appendingPathComponent("deploy/samples/\(name)").path }

  /// A published document; nil where the folder beside the checkout is not there.
  package static func seed(_ name: String) -> String? {
    let path = root.deletingLastPathComponent().appendingPathComponent("shared/seeds/\(name)").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Whether the published documents are beside the checkout; tests of them are reported as skipped where they are not.
  package static var hasSeeds: Bool { seed("xushui-2025.txt") != nil && seed("hanshan-2025.txt") != nil }

  /// The environment of a user who has nothing set but his folder; the run's mark is handed down, by which `deploy/test` finds
  /// what was left behind.
  package static func environment(home: String) -> [String: String] {
    ProcessInfo.processInfo.environment.filter { ["PATH", "JIXIAO_TEST_RUN"].contains($0.key) }
      .merging(["HOME": home]) { $1 }
  }

  /// What a program prints.
  package static func output(of program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  /// The bytes of a file.
  package static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A disclosure read from a file.
  package static func disclosure(_ path: String) throws -> Disclosure {
    Disclosure.parse(try Document.read(try bytes(path), file: URL(fileURLWithPath: path).lastPathComponent))
  }

  /// The budget of a sample.
  package static func budget(_ name: String) throws -> DepartmentBudget {
    guard let budget = try disclosure(path(name)).budget else { throw CocoaError(.fileReadCorruptFile) }
    return budget
  }

  /// A text disclosure as .docx, made by python-docx.
  package static func docx(from path: String) throws -> [UInt8] {
    let target = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).docx")
    defer { try? FileManager.default.removeItem(at: target) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [root.appendingPathComponent("Tests/Fixtures/make_docx.py").path, path, target.path]
    try process.run()
    process.waitUntilExit()
    return try bytes(target.path)
  }
}
