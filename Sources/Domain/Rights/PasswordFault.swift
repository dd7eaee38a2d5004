/// Why a password is not taken. None holds anything of the password itself.
package enum PasswordFault: Hashable, Sendable {
  /// Too few characters.
  case tooShort(characters: Int, least: Int)
  /// More than is taken.
  case tooLong(characters: Int, bytes: Int)
  /// It has a tab, a line break or another sign that cannot be typed where passwords are asked for.
  case untypeable
  /// Too few classes of characters.
  case fewClasses(has: [PasswordClass], least: Int)
  /// It stands in a list of common passwords.
  case listed
  /// Too little is left of it without what can be guessed.
  case guessable([PasswordPart], left: Int, least: Int)
  /// It is the present one or, with more than one remembered, one of the last.
  case usedBefore(remembered: Int)
}

/// What can be guessed of a password.
package enum PasswordPart: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// Of the person, the department, the place or the account.
  case own
  /// A word that many use.
  case word
  /// Keys that lie side by side.
  case keys
  /// 1234, dcba, 甲乙丙丁.
  case sequence
  /// What came before, again.
  case again
  /// A year, a day, a telephone number.
  case number

  package static func < (a: PasswordPart, b: PasswordPart) -> Bool { a.rawValue < b.rawValue }

  /// What people call it.
  package var chinese: String {
    switch self {
    case .own: "姓名、单位或账号"
    case .word: "常用词"
    case .keys: "键盘上相邻的键"
    case .sequence: "顺序排列的字符"
    case .again: "重复的字符"
    case .number: "年份、日期或电话号码"
    }
  }
}
