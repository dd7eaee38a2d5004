internal import Domain

/// Finds the rows and fields of comma-separated text (RFC 4180) without copying them.
///
/// Own code because a file of a million rows must be read at the speed PostgreSQL takes it; the package at hand reads the
/// whole file into strings first.
struct CSVScanner {
  /// A field's bytes, and whether doubled quotes in it are still to be halved.
  struct Field {
    let range: Range<Int>
    let hasDoubledQuotes: Bool
  }

  let bytes: [UInt8]
  private let separator: UInt8
  /// Where the next row begins.
  private(set) var position: Int
  /// The number of the row found last, from 1.
  private(set) var row: Int
  /// The fields of the row found last.
  private(set) var fields: [Field] = []
  /// Whether a field of the row found last goes on behind its closing quote: the quotes of the row are not what was meant.
  private(set) var hasStrayQuote = false
  /// Whether the row found last opens a quote that nothing closes.
  private(set) var isUnclosed = false

  init(bytes: [UInt8], separator: UInt8, position: Int = 0, row: Int = 0) {
    self.bytes = bytes
    self.separator = separator
    self.position = position
    self.row = row
  }

  /// How many bytes it goes through.
  var byteCount: Int { bytes.count }

  /// Finds the next row; false at the end.
  mutating func next() -> Bool {
    fields.removeAll(keepingCapacity: true)
    skipEmptyLines()
    guard position < bytes.count else { return false }
    row += 1
    (hasStrayQuote, isUnclosed) = (false, false)
    bytes.withUnsafeBufferPointer { buffer in
      while true {
        let isQuoted = position < buffer.count && buffer[position] == UInt8(ascii: "\"")
        fields.append(isQuoted ? quoted(buffer) : plain(buffer))
        guard position < buffer.count else { return }
        let end = buffer[position]
        position += 1
        if end == separator { continue }
        if end == 0x0D, position < buffer.count, buffer[position] == 0x0A { position += 1 }
        return
      }
    }
    return true
  }

  /// Past lines without anything, counting them: a file may hold millions of them.
  private mutating func skipEmptyLines() {
    (position, row) = bytes.withUnsafeBufferPointer { [position, row] buffer in
      var (position, row) = (position, row)
      while position < buffer.count {
        if buffer[position] == 0x0A {
          position += 1
        } else if buffer[position] == 0x0D {
          position += position + 1 < buffer.count && buffer[position + 1] == 0x0A ? 2 : 1
        } else {
          break
        }
        row += 1
      }
      return (position, row)
    }
  }

  /// A field as it reads: normalised.
  func string(_ field: Field) -> String { String(decoding: text(field), as: UTF8.self).normalised }

  /// A field's bytes.
  func text(_ field: Field) -> ArraySlice<UInt8> {
    guard field.hasDoubledQuotes else { return bytes[field.range] }
    var result: [UInt8] = []
    var skip = false
    for byte in bytes[field.range] {
      if byte == UInt8(ascii: "\""), !skip {
        skip = true
        result.append(byte)
      } else if !(byte == UInt8(ascii: "\"") && skip) {
        skip = false
        result.append(byte)
      } else {
        skip = false
      }
    }
    return result[...]
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

  private mutating func plain(_ buffer: UnsafeBufferPointer<UInt8>) -> Field {
    let start = position
    while position < buffer.count, !isEnd(buffer[position]) { position += 1 }
    return Field(range: start..<position, hasDoubledQuotes: false)
  }

  private mutating func quoted(_ buffer: UnsafeBufferPointer<UInt8>) -> Field {
    let start = position + 1
    var hasDoubled = false
    position = start
    while position < buffer.count {
      if buffer[position] == UInt8(ascii: "\"") {
        guard position + 1 < buffer.count, buffer[position + 1] == UInt8(ascii: "\"") else { break }
        hasDoubled = true
        position += 1
      }
      position += 1
    }
    let end = position
    if position < buffer.count { position += 1 } else { isUnclosed = true }
    if position < buffer.count, !isEnd(buffer[position]) {
      hasStrayQuote = true
      while position < buffer.count, !isEnd(buffer[position]) { position += 1 }
    }
    return Field(range: start..<end, hasDoubledQuotes: hasDoubled)
  }
}
