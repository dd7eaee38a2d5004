import Credentials

extension Randomness {
  /// The system's generator.
  static let ofSystem = Randomness {
    var system = SystemRandomNumberGenerator()
    return system.next()
  }
}
