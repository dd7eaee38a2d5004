#if canImport(Glibc)
  internal import Glibc
#endif

/// Text files as Chinese offices save them: UTF-8 with or without a byte-order mark, UTF-16 with one, or GB18030 (GBK).
public enum TextEncoding {
  /// The text; nil when the bytes are none of these.
  public static func decode(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(validating: bytes[3...], as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return convert(bytes, from: "UTF-16") }
    return String(validating: bytes, as: UTF8.self) ?? convert(bytes, from: "GB18030")
  }

  /// The bytes as UTF-8 without a byte-order mark; nil when they are no known text. Sound UTF-8 is handed back as it is.
  public static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(Array(bytes[3...])) }
    if !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), bytes.isUTF8 { return bytes }
    return decode(bytes).map { Array($0.utf8) }
  }

  private static func convert(_ bytes: [UInt8], from encoding: String) -> String? {
    let converter = iconv_open("UTF-8", encoding)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
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
