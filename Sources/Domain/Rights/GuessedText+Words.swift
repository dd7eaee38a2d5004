/// Words that whoever guesses knows of a person: names, department, place, account.
package struct PasswordContext: Sendable {
  private let anywhere: WordBook
  /// Too short to mean anything inside of other letters.
  private let alone: Set<[Character]>

  /// - Parameter words: names as they are written, and in pinyin with a blank between syllables (`zhang san`, `xu shui qu`), so
  ///   that initials can be told; capital or small.
  package init(_ words: [String]) {
    var (anywhere, alone) = (Set<[Character]>(), Set<[Character]>())
    for word in words {
      let syllables = PasswordContext.syllables(of: word)
      for spelling in PasswordContext.spellings(syllables) {
        // Two Chinese characters are a name, two Latin letters are found in anything.
        let least = spelling.allSatisfy(\.isASCII) ? 4 : 2
        if spelling.count >= least { anywhere.insert(spelling) } else if spelling.count > 1 { alone.insert(spelling) }
      }
    }
    (self.anywhere, self.alone) = (WordBook(anywhere), alone)
  }

  /// Its parts: what blanks and signs divide, and each Chinese character.
  private static func syllables(of word: String) -> [[Character]] {
    var syllables: [[Character]] = [[]]
    for character in word.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        syllables[syllables.endIndex - 1].append(character)
      } else {
        syllables += character.isLetter ? [[character], []] : [[]]
      }
    }
    return syllables.filter { !$0.isEmpty }
  }

  /// What is made of a word: syllables that follow on each other, their initials, and both mixed as in `zhangs` and `zsan`.
  private static func spellings(_ syllables: [[Character]]) -> [[Character]] {
    var spellings: [[Character]] = []
    for start in syllables.indices {
      for end in start..<min(syllables.count, start + longest) {
        let part = syllables[start...end]
        let initials = part.compactMap(\.first)
        spellings += [Array(part.joined()), initials]
        guard part.count > 1 else { continue }
        spellings += [part[start] + initials.dropFirst(), initials.dropLast() + part[end]]
        // A name turned round, as forms in English ask for it: San Zhang, sanzhang.
        spellings.append(Array(part.dropFirst().joined()) + part[start])
      }
    }
    return spellings
  }

  /// Syllables that are looked at together: names of places and bureaus are put together of shorter ones.
  private static let longest = 6

  /// Marks what is found of it.
  func mark(_ text: GuessedText, in marks: inout GuessedMarks) {
    text.mark(anywhere, .own, in: &marks)
    let runs = text.stretches(atLeast: 2, where: text.isLetter) + text.stretches(atLeast: 2, where: text.isDigit)
    for run in runs where alone.contains(Array(text.small[run])) { marks.mark(run, .own) }
  }
}

extension GuessedText {
  func markOwn(_ about: PasswordContext, in marks: inout GuessedMarks) { about.mark(self, in: &marks) }

  func markWords(in marks: inout GuessedMarks) { mark(CommonWords.book, .word, in: &marks) }

  /// Marks runs of letters that stand in a list, and says how many of them had not been marked whole.
  func markListed(_ isListed: (String) -> Bool, in marks: inout GuessedMarks) -> Int {
    var count = 0
    for run in stretches(atLeast: 4, where: isLetter) where !run.allSatisfy(marks.isGuessed) {
      guard isListed(String(small[run])) else { continue }
      marks.mark(run, .word)
      count += 1
    }
    return count
  }

  /// Marks words wherever they stand, letters or what is put for them, also where they are drawn out (`wo ai ni`, `x-u-s-h-u-i`).
  func mark(_ book: WordBook, _ part: PasswordPart, in marks: inout GuessedMarks) {
    let places = small.indices.filter { !" -_.,/·".contains(small[$0]) }
    for start in places.indices {
      for word in readable[places[start]].flatMap(book.words) where start + word.count <= places.count {
        guard word.indices.allSatisfy({ readable[places[start + $0]].contains(word[$0]) }) else { continue }
        marks.mark(places[start]..<(places[start + word.count - 1] + 1), part)
      }
    }
  }
}

/// Words by their first letters.
struct WordBook: Sendable {
  private let byFirst: [Character: [[Character]]]

  init(_ words: some Sequence<[Character]>) {
    byFirst = Dictionary(grouping: words.filter { !$0.isEmpty }) { $0[0] }
  }

  /// Those that begin with a letter.
  func words(_ first: Character) -> [[Character]] { byFirst[first] ?? [] }
}

/// Words that many passwords in China are made of, in small letters: the service's own list, for where there is no other.
enum CommonWords {
  /// Each of them.
  static let all = Set(
    """
    password passwd passw0rd pass pwd word admin administrator root guest test testing user login welcome letmein hello
    master secret default changeme temp iloveyou happy love monkey dragon sunshine princess football baseball superman batman
    shadow michael china office windows computer internet server system oracle postgres mysql linux ubuntu google baidu
    world spring summer autumn winter january february march april june july august september october november december
    tencent alipay taobao weixin wechat huawei xiaomi apple samsung nokia lenovo
    woaini aini woai woaiwojia woshishui woshi nihao nishi zhongguo zhonghua zhonghuarenmin beijing tianjin shanghai
    chongqing hebei shanxi neimenggu liaoning jilin heilongjiang jiangsu zhejiang anhui fujian jiangxi shandong henan
    hubei hunan guangdong guangxi hainan sichuan guizhou yunnan xizang shaanxi gansu qinghai ningxia xinjiang
    mima denglu yonghu yonghuming guanli guanliyuan xitong ceshi caiwu caizheng caizhengju caizhengting jixiao yusuan
    kuaiji chuna zhifu zijin xiangmu zhibiao jiankong ziping bumen danwei bangong bangongshi zhengfu juzhang kezhang
    gongzuo zhongyang renmin gongan shenji shuiwu guoku gongsi xuexiao laoshi
    zhangsan lisi wangwu zhaoliu xiaoming xiaohong wangwei zhangwei liwei laopo laogong baobao baobei mama baba
    wang zhang chen yang huang zhao zhou song tang deng feng cheng xiao jiang shen peng zeng tian dong yuan liang ding fang
    erzi nver jiayou gongxi facai gongxifacai kaixin kuaile xingfu pingan jixiang ruyi shengri tiantian tianshi xiaoxiao
    yiersan yiersansi asdfghjkl qwerty qwertyuiop zxcvbnm abcdef
    520 521 1314 5201314 1314520 7758521 7758258 110 119 120 12306 10086 10010 95588 007 911
    我爱你 密码 口令 管理员 财政 绩效 中国 你好 测试 单位 预算
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// The same, to be looked for inside of others.
  static let book = WordBook(all.map(Array.init))
}
