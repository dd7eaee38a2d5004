/// An exact decimal number as documents and people write it: `units` × 10^−`scale`.
///
/// 2.10 and 2.1 are equal; the scale is kept so that a number prints as it was written.
package struct Quantity: Sendable {
  /// All digits as one integer.
  package let units: Int64
  /// How many of the digits stand after the point; 0…9.
  package let scale: Int

  /// A number from its digits and the place of the point.
  package init(units: Int64, scale: Int = 0) {
    self.units = units
    self.scale = scale
  }

  /// Reads digits with an optional sign, point and thousands separators in threes; nil for anything else and for more than
  /// 17 digits or 9 decimals.
  package init?<S: StringProtocol>(parsing text: S) { self.init(reading: Array(text.utf8)[...]) }

  /// The same out of bytes in UTF-8.
  init?(reading bytes: ArraySlice<UInt8>) {
    guard let read = DecimalReader(bytes), read.end == bytes.endIndex else { return nil }
    self = read.number
  }

  /// 10 to the power of `exponent`, 0…18.
  static func power(_ exponent: Int) -> Int64 {
    var result: Int64 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }

  /// The same number with another count of decimals, rounded half up where digits are lost.
  package func rescaled(to scale: Int) -> Quantity {
    let factor = Int128(Quantity.power(abs(scale - self.scale)))
    let value =
      scale >= self.scale ? Int64(clamping: Int128(units) * factor) : Exact.roundedQuotient(Int128(units), factor)
    return Quantity(units: value, scale: scale)
  }

  /// The number times an integer, exact while it fits 64 bits.
  package static func * (a: Quantity, factor: Int64) -> Quantity {
    Quantity(units: Int64(clamping: Int128(a.units) * Int128(factor)), scale: a.scale)
  }

  /// The number as a fraction.
  package var ratio: Ratio { Ratio(units, Quantity.power(scale)) ?? .one }
}

extension Quantity: Comparable, Hashable {
  package static func == (a: Quantity, b: Quantity) -> Bool {
    Int128(a.units) * Int128(power(b.scale)) == Int128(b.units) * Int128(power(a.scale))
  }

  package static func < (a: Quantity, b: Quantity) -> Bool {
    Exact.less(a.units, power(b.scale), than: b.units, power(a.scale))
  }

  package func hash(into hasher: inout Hasher) {
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    hasher.combine(units)
    hasher.combine(scale)
  }
}

extension Quantity: CustomStringConvertible {
  /// The digits with the point, as written: `13566.28`, without thousands separators.
  package var description: String { fixed(scale) }

  /// Exactly `decimals` digits after the point, rounded half up.
  package func fixed(_ decimals: Int) -> String {
    (scale == decimals ? self : rescaled(to: decimals)).digits(grouped: false)
  }

  /// All digits with the point, and with commas in threes before it where they are asked for. Written from the last digit on into
  /// bytes of the stack: a page of a list has hundreds of amounts, and was half spent on them.
  func digits(grouped: Bool) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Quantity.longest) { bytes in
      String(decoding: UnsafeBufferPointer(rebasing: bytes[fill(bytes, grouped: grouped)...]), as: UTF8.self)
    }
  }

  /// The same as bytes of ASCII behind others.
  func write(grouped: Bool, to out: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Quantity.longest) { bytes in
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[fill(bytes, grouped: grouped)...]))
    }
  }

  /// 20 digits, a sign, a point and six commas at most.
  private static let longest = 32

  /// - Returns: where in `bytes`, whose end it fills, the number begins.
  private func fill(_ bytes: UnsafeMutableBufferPointer<UInt8>, grouped: Bool) -> Int {
    var (place, rest, written) = (bytes.count, units.magnitude, 0)
    func put(_ byte: UInt8) {
      place -= 1
      bytes[place] = byte
    }
    repeat {
      if scale > 0, written == scale {
        put(UInt8(ascii: "."))
      } else if grouped, written > scale, (written - scale) % 3 == 0 {
        put(UInt8(ascii: ","))
      }
      put(UInt8(ascii: "0") + UInt8(rest % 10))
      (rest, written) = (rest / 10, written + 1)
    } while rest > 0 || written <= scale
    if units < 0 { put(UInt8(ascii: "-")) }
    return place
  }

  /// The shortest way to write the number: `25` for 25.00.
  package var shortest: String {
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    return Quantity(units: units, scale: scale).description
  }
}
