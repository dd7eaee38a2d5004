import Foundation

/// The listeners of Tests/Fixtures/sinks.py, with certificates of their own, for the length of a test run.
final class Sinks: Sendable {
  static let shared: Sinks? = try? Sinks()

  let folder: URL
  let ports: [String: Int]
  var certificate: String { folder.appendingPathComponent("cert.pem").path }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-sinks-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let certificate = Process()
    certificate.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    certificate.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder.path + "/key.pem", "-out",
      folder.path + "/cert.pem",
    ]
    certificate.standardError = FileHandle.nullDevice
    try certificate.run()
    certificate.waitUntilExit()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/sinks.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      script.path, folder.path + "/log", "--certificate", folder.path + "/cert.pem", folder.path + "/key.pem",
    ]
    let output = Pipe()
    process.standardOutput = output
    // The listeners end when this pipe does, however this process ends.
    process.standardInput = Pipe()
    try process.run()
    let line = output.fileHandleForReading.availableData
    ports = try JSONDecoder().decode([String: Int].self, from: line)
    Sinks.running = process
  }

  nonisolated(unsafe) private static var running: Process?

  func url(_ path: String) -> String { "http://127.0.0.1:\(ports["http"] ?? 0)/\(path)" }

  /// What was received, as far as `isWanted` wants it.
  func received(_ isWanted: ([String: Any]) -> Bool) throws -> [[String: Any]] {
    try String(contentsOfFile: folder.path + "/log", encoding: .utf8).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }.filter(isWanted)
  }
}
