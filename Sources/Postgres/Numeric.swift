/// An exact decimal (numeric): `units` × 10^−`scale`, within 18 digits.
package struct Numeric: PostgresValue, Hashable {
  /// All digits.
  package let units: Int64
  /// How many of them stand after the point.
  package let scale: Int

  /// A decimal.
  package init(units: Int64, scale: Int) {
    self.units = units
    self.scale = scale
  }

  package static var oid: UInt32 { 1700 }

  /// Base-10000 digits: count, weight of the first, sign, decimals, digits.
  package func encode(into bytes: inout [UInt8]) {
    var groups: [Int16] = []
    // Align the point to a group: 4 decimals a group.
    let pad = (4 - scale % 4) % 4
    var value = UInt128(units.magnitude)
    for _ in 0..<pad { value *= 10 }
    while value > 0 {
      groups.append(Int16(value % 10_000))
      value /= 10_000
    }
    let fractionGroups = (scale + pad) / 4
    let weight = groups.count - fractionGroups - 1
    var digits = Array(groups.reversed())
    while digits.last == 0 { digits.removeLast() }
    Int16(digits.count).appendBigEndian(to: &bytes)
    Int16(digits.isEmpty ? 0 : weight).appendBigEndian(to: &bytes)
    UInt16(units < 0 ? 0x4000 : 0).appendBigEndian(to: &bytes)
    Int16(scale).appendBigEndian(to: &bytes)
    for digit in digits { digit.appendBigEndian(to: &bytes) }
  }

  package init?(binary: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> Int16 {
      Int16(bigEndian: binary.loadUnaligned(fromByteOffset: index * 2, as: Int16.self))
    }
    guard binary.count >= 8 else { return nil }
    let (count, weight, sign, scale) = (Int(word(0)), Int(word(1)), UInt16(bitPattern: word(2)), Int(word(3)))
    guard binary.count == 8 + count * 2, sign == 0 || sign == 0x4000, (0...18).contains(scale) else { return nil }
    var value: Int128 = 0
    for index in 0..<count {
      value = value * 10_000 + Int128(word(4 + index))
      guard value < 1_000_000_000_000_000_000_000_000_000 else { return nil }
    }
    // The digits stand for value × 10000^(weight − count + 1); bring that to `scale` decimals.
    var exponent = (weight - count + 1) * 4 + scale
    while exponent > 0 {
      value *= 10
      exponent -= 1
    }
    while exponent < 0 {
      value /= 10
      exponent += 1
    }
    guard let units = Int64(exactly: sign == 0 ? value : -value) else { return nil }
    self.init(units: units, scale: scale)
  }
}
