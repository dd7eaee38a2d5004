/// What a password has to be like (口令策略). The office chooses one of two.
package enum PasswordProfile: String, Hashable, Sendable, CaseIterable {
  /// 等保2.0: complexity by classes and a change each quarter, as assessors of 身份鉴别 ask for. The default.
  case dengbao
  /// OWASP ASVS 5.0, 6.2: length instead of classes, and no change without a reason.
  case asvs

  /// The fewest characters, as a person counts them.
  package var leastCharacters: Int { self == .dengbao ? 10 : 12 }

  /// The fewest of the four classes of characters.
  package var leastClasses: Int { self == .dengbao ? 3 : 1 }

  /// Days after which it has to be changed; nil for never.
  package var days: Int? { self == .dengbao ? 90 : nil }

  /// How many of the last passwords may not come again, the present one among them.
  package var remembered: Int { self == .dengbao ? 5 : 1 }

  /// The most characters, as a person counts them. All up to here are taken (ASVS 6.2.9 asks for 64 at least).
  package static let mostCharacters = 128
  /// The most bytes in UTF-8: what looks like one character may be any number of marks.
  package static let mostBytes = 4096
  /// The fewest characters that are left of a password without what can be guessed of it: see ``PasswordRules``.
  package static let leastLeft = 6

  /// Whether a password has to be changed before anything else is done.
  ///
  /// - Parameter changed: when it was set.
  package func isDue(changed: Instant, at now: Instant) -> Bool {
    days.map { changed.milliseconds(to: now) >= Int64($0) * 86_400_000 } ?? false
  }

  /// In how many days a password has to be changed, where that is within a week; nil where it is not, or never.
  package func daysLeft(changed: Instant, at now: Instant) -> Int? {
    guard let days else { return nil }
    let left = days - Int(changed.milliseconds(to: now) / 86_400_000)
    return (1...7).contains(left) ? left : nil
  }

  /// What people call it.
  package var chinese: String {
    switch self {
    case .dengbao: "等保"
    case .asvs: "ASVS"
    }
  }
}

/// A class of characters (字符种类).
package enum PasswordClass: Hashable, Sendable, CaseIterable {
  case upper, lower, digit
  /// Signs, blanks, Chinese characters and all else.
  case other

  /// That of a character.
  package init(_ character: Character) {
    switch character {
    case "A"..."Z": self = .upper
    case "a"..."z": self = .lower
    case "0"..."9": self = .digit
    default: self = .other
    }
  }

  /// What people call it.
  package var chinese: String {
    switch self {
    case .upper: "大写字母"
    case .lower: "小写字母"
    case .digit: "数字"
    case .other: "其他符号"
    }
  }
}
