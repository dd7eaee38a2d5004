/// The one reader of decimal digits: amounts, targets, plan cells, points and observed values all go through it.
///
/// Digits, signs, points and commas may be full-width. Commas group in threes or the number is none: `7,5` is a slip for
/// `7.5` or for `7,500`, and nobody can tell which. Nothing is skipped, so `7 500` ends behind the 7.
struct DecimalReader {
  /// What was read.
  let number: Quantity
  /// Where it ends.
  let end: Int

  /// Most digits a number may have, and most of them behind the point.
  static let mostDigits = 17, mostDecimals = 9

  /// Reads from the front of `bytes` (UTF-8); nil where no number stands there or it is not well-formed.
  init?(_ bytes: ArraySlice<UInt8>) {
    var scan = Scan(bytes: bytes, index: bytes.startIndex)
    var isNegative = false
    if let sign = scan.symbol(), sign == .minus || sign == .plus {
      isNegative = sign == .minus
      scan.advance()
    }
    guard let whole = scan.wholeDigits() else { return nil }
    var (units, digits, decimals) = (whole.units, whole.digits, 0)
    if scan.symbol() == .point {
      scan.advance()
      while case .digit(let digit)? = scan.symbol() {
        (digits, decimals) = (digits + 1, decimals + 1)
        guard digits <= DecimalReader.mostDigits, decimals <= DecimalReader.mostDecimals else { return nil }
        units = units * 10 + digit
        scan.advance()
      }
      guard decimals > 0, scan.symbol() != .point, !(scan.symbol()?.isComma ?? false) else { return nil }
    }
    number = Quantity(units: isNegative ? -units : units, scale: decimals)
    end = scan.index
  }
}

/// Walks over the symbols of a number, half or full width.
private struct Scan {
  enum Symbol: Equatable {
    case digit(Int64), point, comma, wideComma, minus, plus
    var isComma: Bool { self == .comma || self == .wideComma }
  }

  let bytes: ArraySlice<UInt8>
  var index: Int
  private var length = 1

  init(bytes: ArraySlice<UInt8>, index: Int) {
    self.bytes = bytes
    self.index = index
  }

  /// The symbol at the index; nil for anything else and at the end.
  mutating func symbol() -> Symbol? {
    guard index < bytes.endIndex else { return nil }
    length = 1
    let byte = bytes[index]
    if byte < 0x80 { return Scan.ascii(byte) }
    guard index + 2 < bytes.endIndex else { return nil }
    length = 3
    switch (byte, bytes[index + 1]) {
    // U+FF0B…U+FF19: + , - . and the digits, full width.
    case (0xEF, 0xBC):
      let low = bytes[index + 2]
      return low == 0x8C ? .wideComma : (0x8B...0x99).contains(low) ? Scan.ascii(low - 0x60) : nil
    // U+2212, the minus sign of typesetters.
    case (0xE2, 0x88): return bytes[index + 2] == 0x92 ? .minus : nil
    default: return nil
    }
  }

  /// Past the symbol looked at last.
  mutating func advance() { index += length }

  private static func ascii(_ byte: UInt8) -> Symbol? {
    switch byte {
    case 48...57: .digit(Int64(byte) - 48)
    case UInt8(ascii: "."): .point
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "+"): .plus
    default: nil
    }
  }

  /// The digits before the point; nil for none, for too many, and for commas that do not group in threes.
  mutating func wholeDigits() -> (units: Int64, digits: Int)? {
    var units: Int64 = 0
    var (digits, group) = (0, 0)
    var comma: Symbol?
    while let found = symbol() {
      if case .digit(let digit) = found {
        (digits, group) = (digits + 1, group + 1)
        guard digits <= DecimalReader.mostDigits else { return nil }
        units = units * 10 + digit
      } else if found.isComma {
        guard comma.map({ $0 == found && group == 3 }) ?? (1...3).contains(group) else { return nil }
        (comma, group) = (found, 0)
      } else {
        break
      }
      advance()
    }
    guard digits > 0, comma == nil || group == 3 else { return nil }
    return (units, digits)
  }
}
