/// Whether a password may be taken: long enough, of enough classes, and not to be guessed.
///
/// Published lists hold only what was stolen elsewhere; what is tried first in an office is made of its own name, its place, a
/// year and the keys in a row (libpwquality and cracklib let `Xushui@123` pass). So all that is of such a kind is taken out, and
/// enough must be left: six characters that follow from nothing are some 2^36 guesses, where sign-in allows a few a minute.
package enum PasswordRules {
  /// What is wrong with a password; empty for nothing.
  ///
  /// - Parameters:
  ///   - about: words of the person, the department, the place and the account.
  ///   - isListed: whether a text in small letters stands in a list of common passwords.
  package static func judge(
    _ password: String, _ profile: PasswordProfile, about: PasswordContext = PasswordContext([]),
    isListed: (String) -> Bool
  ) -> [PasswordFault] {
    let (characters, bytes) = (password.count, password.utf8.count)
    guard characters <= PasswordProfile.mostCharacters, bytes <= PasswordProfile.mostBytes else {
      return [.tooLong(characters: characters, bytes: bytes)]
    }
    var faults: [PasswordFault] = []
    if characters < profile.leastCharacters {
      faults.append(.tooShort(characters: characters, least: profile.leastCharacters))
    }
    if password.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
      faults.append(.untypeable)
    }
    let classes = Set(password.map { PasswordClass($0) })
    if characters > 0, classes.count < profile.leastClasses {
      faults.append(.fewClasses(has: PasswordClass.allCases.filter(classes.contains), least: profile.leastClasses))
    }
    // That little is left of little goes without saying.
    let isShort = characters < PasswordProfile.leastLeft
    return faults + (isShort ? [] : guesses(at: GuessedText(password), about, isListed))
  }

  /// Refuses a password that has any fault: see ``judge(_:_:about:isListed:)``.
  package static func check(
    _ password: String, _ profile: PasswordProfile, about: PasswordContext, isListed: (String) -> Bool
  ) throws(Refusal) {
    let faults = judge(password, profile, about: about, isListed: isListed)
    guard faults.isEmpty else { throw .access(.passwordUnfit(faults)) }
  }

  private static func guesses(
    at text: GuessedText, _ about: PasswordContext, _ isListed: (String) -> Bool
  ) -> [PasswordFault] {
    let isCommon = { (word: String) in CommonWords.all.contains(word) || isListed(word) }
    if text.readings.contains(where: isCommon) { return [.listed] }
    var marks = GuessedMarks(count: text.count)
    text.markOwn(about, in: &marks)
    text.markWords(in: &marks)
    text.markKeys(in: &marks)
    text.markSequences(in: &marks)
    text.markRepeats(in: &marks)
    text.markNumbers(in: &marks)
    let listed = text.markListed(isListed, in: &marks)
    let left = text.left(by: marks) + listed * GuessedText.worthOfListed
    guard left < PasswordProfile.leastLeft else { return [] }
    return [.guessable(marks.parts, left: left, least: PasswordProfile.leastLeft)]
  }
}
