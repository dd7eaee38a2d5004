/// Base32 of RFC 4648, in capital letters and without padding, as authenticator apps take secrets.
enum Base32 {
  private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var (out, held, bits) = ([UInt8](), 0, 0)
    for byte in bytes {
      (held, bits) = (held << 8 | Int(byte), bits + 8)
      while bits >= 5 {
        bits -= 5
        out.append(signs[held >> bits & 31])
        held &= 1 << bits - 1
      }
    }
    if bits > 0 { out.append(signs[held << (5 - bits) & 31]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of a text; nil where it is none, or has bits left over that are not zero.
  static func bytes(_ text: String) -> [UInt8]? {
    var (out, held, bits) = ([UInt8](), 0, 0)
    for sign in text.utf8 {
      guard let value = signs.firstIndex(of: sign) else { return nil }
      (held, bits) = (held << 5 | value, bits + 5)
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(held >> bits))
        held &= 1 << bits - 1
      }
    }
    return bits < 5 && held == 0 ? out : nil
  }
}
