internal import Domain

/// A code for the day when the telephone is lost (恢复码): drawn, shown once, good once.
///
/// It has 50 bits, which nobody guesses at the door but a thief of the database would by a plain digest: so it is hashed as a
/// password is (ASVS 5.0, 6.5.2), by ``PasswordOffice``, and all but the used ones are checked one after the other.
package enum RecoveryCode {
  /// How many are drawn at once; they replace all that were drawn before.
  package static let count = 10
  /// Without what looks alike on paper: 0 and O, 1 and I.
  private static let signs = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
  private static let ofEachGroup = 5

  /// Ten codes such as `K7QXM-2RDTW`.
  ///
  /// - Parameter random: where randomness comes from: the system's generator everywhere but in tests.
  package static func draw(from random: inout some RandomNumberGenerator) -> [String] {
    (0..<count).map { _ in
      (0..<2).map { _ in
        String((0..<ofEachGroup).map { _ in signs[Int.random(in: signs.indices, using: &random)] })
      }.joined(separator: "-")
    }
  }

  /// A code as typed, in small letters or without its dash, as what is hashed; nil for what is none.
  package static func read(_ typed: String) -> Password? {
    let code = typed.normalised.uppercased().filter { $0 != "-" && $0 != " " }
    guard code.count == 2 * ofEachGroup, code.allSatisfy(signs.contains) else { return nil }
    return Password(code)
  }
}
