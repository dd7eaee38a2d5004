internal import Domain

/// A password that nobody chose: the first one of an account, or the one after a reset, to be changed at the first sign-in.
package enum FirstPassword {
  /// Without what looks alike on paper: 0 and O, 1 and l and I.
  private static let signs = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")
  private static let groups = 4, ofEach = 4

  /// Four groups of four, such as `gWf8-Zn3p-Yd6s-Kt4u`: 57^16 of them less those that the rules refuse, some 93 bits.
  ///
  /// - Parameter random: where randomness comes from: the system's generator everywhere but in tests.
  package static func draw(from random: inout some RandomNumberGenerator) -> String {
    while true {
      let groups = (0..<groups).map { _ in
        String((0..<ofEach).map { _ in signs[Int.random(in: signs.indices, using: &random)] })
      }
      let password = groups.joined(separator: "-")
      // Most are taken at once, so that what is left out costs no bit.
      let isTaken = PasswordProfile.allCases.allSatisfy { profile in
        PasswordRules.judge(password, profile, about: PasswordContext([]), isListed: { _ in false }).isEmpty
      }
      let classes = Set(password.map { PasswordClass($0) })
      if isTaken, classes.count == PasswordClass.allCases.count { return password }
    }
  }
}
