import Credentials
import Domain
import Foundation

/// Programs that judge what the room makes, from Debian's packages oathtool, qrencode, zbar-tools and librsvg2-bin.
enum Tool {
  struct Failed: Error {
    let words: String
  }

  /// Whether all are there.
  static func has(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) }
  }

  /// Runs one and gives what it printed.
  static func run(_ name: String, _ arguments: String..., input: String? = nil) throws -> String {
    try run(name, arguments, input: input)
  }

  /// Runs one and gives what it printed.
  static func run(_ name: String, _ arguments: [String], input: String? = nil) throws -> String {
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
  static func inFolder<Answer>(_ work: (String) throws -> Answer) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-tool-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try work(folder)
  }
}

/// The same numbers at each run (SplitMix64).
struct Sequenced: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

// In a test the system's generator is as good as any; the product is handed one.
extension FirstPassword {
  static func draw() -> String {
    var random = SystemRandomNumberGenerator()
    return draw(from: &random)
  }
}

extension RecoveryCode {
  static func draw() -> [String] {
    var random = SystemRandomNumberGenerator()
    return draw(from: &random)
  }
}

extension SecretToken {
  init(_ kind: Kind) {
    var random = SystemRandomNumberGenerator()
    self.init(kind, from: &random)
  }
}

extension TOTP {
  init() {
    var random = SystemRandomNumberGenerator()
    self.init(from: &random)
  }
}

extension SignOnAttempt {
  init(at now: Instant) {
    var random = SystemRandomNumberGenerator()
    self.init(at: now, from: &random)
  }
}
