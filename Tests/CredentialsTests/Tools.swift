import Credentials
import Domain

/// The same numbers at each run (SplitMix64).
struct Sequenced: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

// In a test the system's generator is as good as any; the product is handed one.
extension FirstPassword {
  static func draw() -> String {
    var random = SystemRandomNumberGenerator()
    return draw(from: &random)
  }
}

extension RecoveryCode {
  static func draw() -> [String] {
    var random = SystemRandomNumberGenerator()
    return draw(from: &random)
  }
}

extension SecretToken {
  init(_ kind: Kind) {
    var random = SystemRandomNumberGenerator()
    self.init(kind, from: &random)
  }
}

extension TOTP {
  init() {
    var random = SystemRandomNumberGenerator()
    self.init(from: &random)
  }
}

extension SignOnAttempt {
  init(at now: Instant) {
    var random = SystemRandomNumberGenerator()
    self.init(at: now, from: &random)
  }
}
