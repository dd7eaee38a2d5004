/// Small files of the kinds that are taken as evidence.
package enum EvidenceSamples {
  /// A PDF; each of another mark is another file.
  package static func pdf(_ mark: String = "1", bytes: Int? = nil) -> [UInt8] {
    let head = Array("%PDF-1.4\n% \(mark)\n".utf8)
    return head + [UInt8](repeating: 0x20, count: max(0, (bytes ?? 0) - head.count))
  }

  /// A picture's head.
  package static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 0, 1, 0, 0, 0, 1, 8, 0]
}
