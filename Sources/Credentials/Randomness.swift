/// Where secrets come from, handed in by whoever wires the program: the system's generator everywhere but in tests.
package struct Randomness: RandomNumberGenerator, Sendable {
  private let draw: @Sendable () -> UInt64

  /// By a source of 64 random bits, which is asked from any thread.
  package init(_ draw: @escaping @Sendable () -> UInt64) { self.draw = draw }

  package func next() -> UInt64 { draw() }
}
