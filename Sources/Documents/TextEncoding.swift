#if canImport(Glibc)
  internal import Glibc
#endif

/// Text files as Chinese offices save them: UTF-8 with or without a byte-order mark, UTF-16 with or without one, or GB18030
/// (GBK).
package enum TextEncoding {
  /// The text; nil when the bytes are none of these, or a few of them are damaged.
  package static func decode(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(validating: bytes[3...], as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return convert(bytes, from: "UTF-16") }
    if let encoding = unmarkedUTF16(bytes.prefix(1 << 16), of: bytes.count) { return convert(bytes, from: encoding) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // GB18030 takes nearly any bytes: damaged UTF-8 would come out of it as other words.
    return isMostlyUTF8(bytes) ? nil : convert(bytes, from: "GB18030")
  }

  /// The bytes as UTF-8 without a byte-order mark; nil when they are no known text. Sound UTF-8 is handed back as it is.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(Array(bytes[3...])) }
    if !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), bytes.isUTF8,
      !bytes.prefix(4096).contains(0)
    {
      return bytes
    }
    return decode(bytes).map { Array($0.utf8) }
  }

  /// UTF-16 without its mark: every digit, tab and line break has a zero byte beside it, always on the same side.
  /// - Parameter beginning: as far as 64 KiB.
  static func unmarkedUTF16(_ beginning: ArraySlice<UInt8>, of count: Int) -> String? {
    guard count.isMultiple(of: 2), count >= 16 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in beginning.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    if zeros.odd > 8 * zeros.even, zeros.odd > 1 { return "UTF-16LE" }
    if zeros.even > 8 * zeros.odd, zeros.even > 1 { return "UTF-16BE" }
    return nil
  }

  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var count = CharacterCount()
    count.add(bytes[...])
    return count.isMostlyUTF8
  }

  private static func convert(_ bytes: [UInt8], from encoding: String) -> String? {
    let converter = iconv_open("UTF-8", encoding)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    // Four bytes of GB18030 or two of UTF-16 are at most four and three of UTF-8; two of GBK are at most three.
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
    var input = bytes.map { CChar(bitPattern: $0) }
    var (inputLeft, outputLeft) = (input.count, output.count)
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBytes { target in
        var from = source.baseAddress
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard status != -1, inputLeft == 0 else { return nil }
    let text = String(decoding: output.dropLast(outputLeft), as: UTF8.self)
    return text.unicodeScalars.first?.value == 0xFEFF ? String(text.unicodeScalars.dropFirst()) : text
  }
}

/// How much of a text that is no sound UTF-8 looks like it.
struct CharacterCount {
  private var whole = 0, odd = 0

  /// Counts the characters of a piece that ends where one does.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let length = max(byte.leadsUTF8, byte < 0x80 ? 1 : 0)
      let end = index + length
      if length > 1, end <= bytes.endIndex, bytes[(index + 1)..<end].allSatisfy({ $0 >> 6 == 0b10 }) {
        if length > 2 { whole += 1 }
        index = end
      } else {
        if byte >= 0x80 { odd += 1 }
        index += 1
      }
    }
  }

  /// Whether most of what is not ASCII are whole characters of UTF-8. In Chinese text of GB18030 hardly any are.
  var isMostlyUTF8: Bool { whole > 2 * odd }
}

extension UInt8 {
  /// How many bytes a character of UTF-8 has that begins with this one; 0 where none of several does.
  var leadsUTF8: Int { self >> 5 == 0b110 ? 2 : self >> 4 == 0b1110 ? 3 : self >> 3 == 0b11110 ? 4 : 0 }
}

extension Array<UInt8> {
  /// Checked in pieces that end at a line break, so that no second copy of a large file is made.
  fileprivate var isUTF8: Bool {
    var start = startIndex
    while start < endIndex {
      var end = index(start, offsetBy: 1 << 20, limitedBy: endIndex) ?? endIndex
      if end < endIndex { end = self[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? endIndex }
      guard String(validating: self[start..<end], as: UTF8.self) != nil else { return false }
      start = end
    }
    return true
  }
}
