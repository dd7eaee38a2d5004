/// A password as somebody who guesses looks at it.
struct GuessedText {
  /// Its characters in small letters and half width.
  let small: [Character]
  /// What each of them may stand for, itself first.
  let readable: [[Character]]

  init(_ password: String) {
    small = password.map { character in
      let half = String(character).normalised.first ?? character
      return half.lowercased().first ?? half
    }
    readable = small.map { [$0] + (GuessedText.lent[$0] ?? []) }
  }

  var count: Int { small.count }

  /// A word out of a list of some thousands is as hard to guess as two characters out of ninety.
  static let worthOfListed = 2

  /// The letters for which digits and signs are put (`p@ssw0rd`).
  private static let lent: [Character: [Character]] = [
    "0": ["o"], "1": ["i", "l"], "2": ["z"], "3": ["e"], "4": ["a"], "5": ["s"], "6": ["g"], "7": ["t"], "8": ["b"],
    "9": ["g"], "@": ["a"], "$": ["s"], "!": ["i", "l"], "|": ["l"], "+": ["t"], "(": ["c"], "€": ["e"], "£": ["l"],
  ]

  /// Whether it is a letter of the Latin alphabet.
  func isLetter(_ index: Int) -> Bool { ("a"..."z").contains(small[index]) }

  /// Whether it is a digit.
  func isDigit(_ index: Int) -> Bool { ("0"..."9").contains(small[index]) }

  /// The ways to read it: as it stands, and with letters for what may stand for them. All of them where they are not too many,
  /// else with a letter for each such character.
  var readings: Set<String> {
    let choices = readable
    var count = 1
    for choice in choices where count <= GuessedText.mostReadings { count *= choice.count }
    guard count <= GuessedText.mostReadings else {
      return [
        String(small), String(choices.map { $0[min(1, $0.count - 1)] }), String(choices.map { $0[$0.count - 1] }),
      ]
    }
    return choices.reduce(into: [""]) { readings, choice in
      readings = Set(readings.flatMap { reading in choice.map { reading + String($0) } })
    }
  }

  private static let mostReadings = 1024

  /// The longest stretches of what fits, of at least so many characters.
  func stretches(atLeast least: Int, where fits: (Int) -> Bool) -> [Range<Int>] {
    var (found, start) = ([Range<Int>](), 0)
    for index in 0...count where index == count || !fits(index) {
      if index - start >= least { found.append(start..<index) }
      start = index + 1
    }
    return found
  }

  /// The signs that most put in where one is asked for.
  private static let usual: Set<Character> = ["!", "@", "#", ".", "_", "-", "*", " "]

  /// How many characters are left: one that comes more than twice counts as two, and the usual signs count as one together.
  func left(by marks: GuessedMarks) -> Int {
    var (times, hasUsual) = ([Character: Int](), false)
    for index in 0..<count where !marks.isGuessed(index) {
      if GuessedText.usual.contains(small[index]) { hasUsual = true } else { times[small[index], default: 0] += 1 }
    }
    return times.values.reduce(hasUsual ? 1 : 0) { $0 + min($1, 2) }
  }
}

/// Which characters of a password can be guessed, and why.
struct GuessedMarks {
  private var guessed: [Bool]
  private var found: Set<PasswordPart> = []

  init(count: Int) { guessed = Array(repeating: false, count: count) }

  mutating func mark(_ range: Range<Int>, _ part: PasswordPart) {
    for index in range { guessed[index] = true }
    if !range.isEmpty { found.insert(part) }
  }

  func isGuessed(_ index: Int) -> Bool { guessed[index] }

  /// What was found, in the order of the cases.
  var parts: [PasswordPart] { found.sorted() }
}
