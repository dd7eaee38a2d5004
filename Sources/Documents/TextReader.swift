internal import Domain

#if canImport(Glibc)
  internal import Glibc
#endif

/// What a file's text is written in, found by going through it once.
struct TextKind: Sendable {
  /// How the characters are coded, as iconv calls it; nil for UTF-8.
  let encoding: String?
  /// Where the text begins, behind byte-order marks of UTF-8.
  let start: Int
  /// Whether the bytes are known to have no quotes in them.
  let isWithoutQuotes: Bool

  /// By the same signs as ``TextEncoding/utf8(_:)``, block by block.
  ///
  /// - Returns: nil when the bytes are no text, or a few of them are damaged. Where they are not UTF-8 that may also turn out
  ///   when they are read.
  init?(of source: ByteSource, block: Int) throws(Refusal) {
    var start = 0
    while try source.read(start, 3).elementsEqual([0xEF, 0xBB, 0xBF]) { start += 3 }
    self.start = start
    let mark = try source.read(start, 2)
    if mark.elementsEqual([0xFF, 0xFE]) || mark.elementsEqual([0xFE, 0xFF]) {
      (encoding, isWithoutQuotes) = ("UTF-16", false)
      return
    }
    let beginning = try source.read(start, 1 << 16)
    let seen = try TextKind.looked(source, start, block)
    if seen.isUTF8, !beginning.prefix(4096).contains(0) {
      guard !seen.hasZero else { return nil }
      (encoding, isWithoutQuotes) = (nil, !seen.hasQuote)
    } else if let encoding = TextEncoding.unmarkedUTF16(beginning, of: source.byteCount - start) {
      (self.encoding, isWithoutQuotes) = (encoding, false)
    } else if seen.isUTF8 {
      return nil  // It has a zero byte.
    } else {
      var count = CharacterCount()
      try UTF8Blocks.each(of: source, from: start, block) { piece in
        count.add(piece)
        return true
      }
      guard !count.isMostlyUTF8 else { return nil }
      // No quote is the second byte of a character in GB18030.
      (encoding, isWithoutQuotes) = ("GB18030", false)
    }
  }

  private static func looked(
    _ source: ByteSource, _ start: Int, _ block: Int
  ) throws(Refusal) -> (isUTF8: Bool, hasZero: Bool, hasQuote: Bool) {
    var (isUTF8, hasZero, hasQuote) = (true, false, false)
    try UTF8Blocks.each(of: source, from: start, block) { piece in
      hasZero = hasZero || piece.contains(0)
      hasQuote = hasQuote || piece.contains(UInt8(ascii: "\""))
      isUTF8 = String(validating: piece, as: UTF8.self) != nil
      return isUTF8
    }
    return (isUTF8, hasZero, hasQuote)
  }
}

/// Blocks that end where a character of UTF-8 does, if the bytes are such.
private enum UTF8Blocks {
  /// Hands them on until `body` says no.
  static func each(
    of source: ByteSource, from start: Int, _ block: Int, _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(Refusal) {
    var offset = start
    while true {
      // At least one whole character, for those that read a few bytes at a time.
      var piece = try source.read(offset, max(block, 8))
      if piece.isEmpty { return }
      if offset + piece.count < source.byteCount { piece.removeLast(unfinished(piece)) }
      guard body(piece) else { return }
      offset += piece.count
    }
  }

  /// How many bytes at the end begin a character whose others are still to come.
  private static func unfinished(_ bytes: ArraySlice<UInt8>) -> Int {
    for (index, byte) in bytes.suffix(3).reversed().enumerated() where byte >> 6 != 0b10 {
      return byte.leadsUTF8 > index + 1 ? index + 1 : 0
    }
    return 0
  }
}

/// A text in UTF-8, block by block, whatever it is written in.
struct TextReader {
  private let source: ByteSource
  private let kind: TextKind
  private let refusal: Refusal
  private var offset: Int
  private var converter: Converter?
  private var isFirst = true

  /// - Parameter refusal: what is thrown where the bytes turn out to be no such text.
  init(_ source: ByteSource, _ kind: TextKind, refusal: Refusal) {
    (self.source, self.kind, self.refusal) = (source, kind, refusal)
    offset = kind.start
    converter = kind.encoding.flatMap { Converter(from: $0) }
  }

  /// About as many bytes of the file as asked for, as text; nil at the end.
  mutating func next(_ count: Int) throws(Refusal) -> [UInt8]? {
    while true {
      let bytes = try source.read(offset, count)
      offset += bytes.count
      guard let encoding = kind.encoding else { return bytes.isEmpty ? nil : Array(bytes) }
      guard let converter else {
        throw Refusal.file(.encodingMissing(encoding))
      }
      guard !bytes.isEmpty else {
        guard converter.isAtEnd else { throw refusal }
        return nil
      }
      guard var text = converter.convert(bytes), !text.contains(0) else { throw refusal }
      if isFirst, !text.isEmpty {
        isFirst = false
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
      }
      if !text.isEmpty { return text }
    }
  }
}

/// Converts a text to UTF-8 in pieces that may end within a character.
private final class Converter {
  private let descriptor: iconv_t
  private var rest: [UInt8] = []

  init?(from encoding: String) {
    descriptor = iconv_open("UTF-8", encoding)
    if descriptor == iconv_t(bitPattern: -1) { return nil }
  }

  deinit { iconv_close(descriptor) }

  /// Whether nothing of a character is left over.
  var isAtEnd: Bool { rest.isEmpty }

  /// Nil where the bytes are not of the encoding.
  func convert(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var input = rest + bytes
    var inputLeft = input.count
    var isSound = true
    // Four bytes of GB18030 or two of UTF-16 are at most four and three of UTF-8; two of GBK are at most three.
    let room = input.count * 2 + 16
    let output = [UInt8](unsafeUninitializedCapacity: room) { target, filled in
      var outputLeft = room
      input.withUnsafeMutableBytes { source in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
        if iconv(descriptor, &from, &inputLeft, &to, &outputLeft) == -1 { isSound = errno == EINVAL }
      }
      filled = room - outputLeft
    }
    rest = Array(input.suffix(inputLeft))
    return isSound ? output : nil
  }
}
