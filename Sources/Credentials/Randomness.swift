/// Where secrets come from, handed in by whoever wires the program: the system's generator everywhere but in tests.
package struct Randomness: RandomNumberGenerator, Sendable {
  private let draw: @Sendable () -> UInt64

  /// By a source of 64 random bits, which is asked from any thread.
  package init(_ draw: @escaping @Sendable () -> UInt64) { self.draw = draw }

  package func next() -> UInt64 { draw() }
}

extension RandomNumberGenerator {
  /// So many random bytes, eight with each question: the system's generator is a call of the kernel.
  mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
    }
    return bytes
  }
}
