/// Base64 for addresses (RFC 4648, 5), without padding.
enum Base64URL {
  private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var (out, held, bits) = ([UInt8](), 0, 0)
    for byte in bytes {
      (held, bits) = (held << 8 | Int(byte), bits + 8)
      while bits >= 6 {
        bits -= 6
        out.append(signs[held >> bits & 63])
        held &= 1 << bits - 1
      }
    }
    if bits > 0 { out.append(signs[held << (6 - bits) & 63]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of a text; nil where it is none. One text for each bytes: what has bits left over that are not zero is none.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var (out, held, bits) = ([UInt8](), 0, 0)
    for sign in text.utf8 {
      guard let value = signs.firstIndex(of: sign) else { return nil }
      (held, bits) = (held << 6 | value, bits + 6)
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(held >> bits))
        held &= 1 << bits - 1
      }
    }
    return bits < 6 && held == 0 ? out : nil
  }
}
