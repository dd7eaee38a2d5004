internal import Foundation

/// Programs that judge what the product makes, from Debian's packages oathtool, qrencode, zbar-tools and librsvg2-bin.
package enum Tool {
  package struct Failed: Error {
    package let words: String
  }

  /// Whether all are there.
  package static func has(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) }
  }

  /// Runs one and gives what it printed.
  package static func run(_ name: String, _ arguments: String..., input: String? = nil) throws -> String {
    try run(name, arguments, input: input)
  }

  /// Runs one and gives what it printed.
  package static func run(_ name: String, _ arguments: [String], input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/" + name)
    process.arguments = arguments
    let (output, entrance) = (Pipe(), Pipe())
    (process.standardOutput, process.standardInput, process.standardError) = (output, entrance, FileHandle.nullDevice)
    try process.run()
    if let input { try entrance.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try entrance.fileHandleForWriting.close()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(words: "\(name): \(process.terminationStatus)") }
    return String(decoding: printed, as: UTF8.self)
  }

  /// A folder that is taken away afterwards.
  package static func inFolder<Answer>(_ work: (String) throws -> Answer) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-tool-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try work(folder)
  }
}
