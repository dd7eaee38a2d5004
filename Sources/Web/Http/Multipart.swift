/// The parts of a form with files (RFC 7578), taken as they come: whatever piece of it arrives, in pieces of any size, the same
/// parts come out.
struct Multipart: Sendable {
  /// One field or file.
  struct Part: Sendable, Equatable {
    /// The field's name, and the file's where it is one.
    var name: String, file: String?
    var bytes: [UInt8] = []
  }

  /// Why it cannot be read.
  enum Fault: Error, Equatable {
    /// Not what it says it is: a browser does not send it so.
    case malformed
    /// More parts than any form here has, or a part's head longer than any has.
    case tooMany
  }

  private enum Stage { case preamble, head, body, after, end }

  private static let mostParts = 400, mostHead = 4_096
  private let delimiter: [UInt8]
  private var stage = Stage.preamble
  private var buffer: [UInt8]
  /// What was read whole.
  private(set) var parts: [Part] = []
  private var part: Part?

  /// A reader of a form whose parts are divided by a boundary; nil where the type names none.
  init?(contentType: String) {
    let pieces = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
    guard pieces.first?.lowercased() == "multipart/form-data",
      let field = pieces.first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    var boundary = field.dropFirst("boundary=".count)
    if boundary.hasPrefix("\""), boundary.hasSuffix("\""), boundary.count >= 2 {
      boundary = boundary.dropFirst().dropLast()
    }
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first has no line before it.
    buffer = Array("\r\n".utf8)
  }

  /// Takes what has come.
  mutating func take(_ bytes: some Sequence<UInt8>) throws(Fault) {
    buffer += bytes
    while try step() {}
  }

  /// What all of it was.
  ///
  /// - Throws: `malformed` for one that broke off.
  func finish() throws(Fault) -> [Part] {
    guard stage == .end else { throw .malformed }
    return parts
  }

  /// Goes on by what is there; false where more must come first.
  private mutating func step() throws(Fault) -> Bool {
    switch stage {
    case .preamble:
      guard let place = find(delimiter) else {
        drop(max(0, buffer.count - delimiter.count + 1))
        return false
      }
      drop(place + delimiter.count)
      stage = .after
      return true
    case .after:
      guard buffer.count >= 2 else { return false }
      if buffer[0] == UInt8(ascii: "-"), buffer[1] == UInt8(ascii: "-") {
        stage = .end
        return false
      }
      // Blanks may stand before the line's end.
      guard let end = find([13, 10]) else {
        if buffer.count > 128 { throw .malformed }
        return false
      }
      guard buffer[..<end].allSatisfy({ $0 == 32 || $0 == 9 }) else { throw .malformed }
      drop(end + 2)
      stage = .head
      return true
    case .head:
      guard let end = buffer.starts(with: [13, 10]) ? -2 : find([13, 10, 13, 10]) else {
        if buffer.count > Multipart.mostHead { throw .tooMany }
        return false
      }
      guard parts.count < Multipart.mostParts else { throw .tooMany }
      part = try Multipart.part(buffer[..<max(0, end)])
      drop(end + 4)
      stage = .body
      return true
    case .body:
      guard let place = find(delimiter) else {
        // What may be the beginning of a delimiter waits.
        let sure = max(0, buffer.count - delimiter.count + 1)
        part?.bytes += buffer[..<sure]
        drop(sure)
        return false
      }
      part?.bytes += buffer[..<place]
      drop(place + delimiter.count)
      if let part { parts.append(part) }
      part = nil
      stage = .after
      return true
    case .end:
      buffer = []
      return false
    }
  }

  private mutating func drop(_ count: Int) { buffer.removeFirst(count) }

  private func find(_ pattern: [UInt8]) -> Int? {
    guard buffer.count >= pattern.count else { return nil }
    return buffer.withUnsafeBufferPointer { bytes in
      var index = 0
      let last = bytes.count - pattern.count
      while index <= last {
        if bytes[index] == pattern[0], (1..<pattern.count).allSatisfy({ bytes[index + $0] == pattern[$0] }) {
          return index
        }
        index += 1
      }
      return nil
    }
  }

  private static func part(_ head: ArraySlice<UInt8>) throws(Fault) -> Part {
    guard let text = String(validating: head, as: UTF8.self) else { throw .malformed }
    for line in text.split(separator: "\r\n") {
      guard line.lowercased().hasPrefix("content-disposition:") else { continue }
      let value = line.dropFirst("content-disposition:".count)
      guard let name = parameter("name", of: value) else { throw .malformed }
      return Part(name: name, file: parameter("filename", of: value))
    }
    throw .malformed
  }

  /// `name="…"`, in which browsers write a quote as %22 and a line's end as %0D%0A.
  private static func parameter(_ name: String, of value: Substring) -> String? {
    var rest = value
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals]
      rest = rest[rest.index(after: equals)...]
      let found: Substring
      if rest.first == "\"" {
        rest = rest.dropFirst()
        guard let quote = rest.firstIndex(of: "\"") else { return nil }
        found = rest[..<quote]
        rest = rest[rest.index(after: quote)...]
      } else {
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        found = rest[..<end]
        rest = rest[end...]
      }
      if key.lowercased() == name {
        return String(found).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
      }
    }
    return nil
  }
}
