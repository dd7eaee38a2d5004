import Domain
import Testing

@Suite("Passwords")
struct PasswordTests {
  /// Of 张三, account zhangsanfeng, at a bureau of 徐水区.
  private static let about = PasswordContext(["张三丰", "zhang san feng", "徐水区", "xu shui qu", "kezhiju", "304"])

  private static func faults(_ password: String, _ profile: PasswordProfile) -> [PasswordFault] {
    PasswordRules.judge(password, profile, about: about) {
      ["trustno1", "pineapple", "correct", "battery"].contains($0)
    }
  }

  @Test(
    "what can be guessed is refused whatever classes it has",
    arguments: [
      // Words with what is put behind them.
      ("Password123!", [PasswordPart.word, .sequence]), ("P@ssw0rd2025", [.word, .number]),
      ("Admin@123456", [.word, .sequence]), ("Root#8888888", [.word, .again]), ("Welcome@2024!", [.word, .number]),
      ("woaini1314", [.word]), ("WoAiNi@520", [.word]), ("Iloveyou@1314", [.word]),
      ("Caizheng@2025", [.word, .number]),
      ("Jixiao#123456", [.word, .sequence]), ("mima@jixiao99", [.word, .again]), ("Zhongguo@1949!", [.word, .number]),
      ("5201314Woaini", [.word]), ("admin-root-guest", [.word]), ("Hebei@Baobao1!", [.word]),
      ("zhangsan2025", [.own, .word, .number]), ("我爱你中国财政2025", [.word, .number]),
      ("Summer2025!", [.word, .number]), ("Hello@World1", [.word]), ("Zhang@2025abc", [.word, .sequence, .number]),
      ("Lihua20030405", [.number]), ("Love@5201314", [.word]), ("Qwe123!@#", [.keys, .sequence]),
      ("Pass@word1", [.word]),
      ("1234qwer!@#$", [.keys, .sequence]), ("QWERasdf1234", [.keys, .sequence]), ("P@$$w0rd!!", [.word, .again]),
      ("Wang.xiaoming1990", [.word, .number]), ("Huawei@123abc", [.word, .sequence]),
      ("Zxcvbn.123456", [.keys, .sequence]), ("Wlzx@2024!", [.number]), ("Happy@2025new", [.word, .number]),
      // Of the person, the department, the place.
      ("Xushui@123", [.own, .sequence]), ("Xsq@123456", [.own, .sequence]), ("zsf@20250101", [.own, .number]),
      ("Zhangsanfeng#1", [.own, .word]), ("Sanfengzhang!9", [.own]), ("Zhangsf@2024", [.own, .number]),
      ("zs@Xushui2025", [.own, .number]), ("Kezhiju304!!a", [.own, .again]), ("X u s h u i 7", [.own]),
      ("Wo ai ni 1314", [.word]),
      ("徐水张三丰2025!", [.own, .number]), ("xu5hu1qu@K3zh1ju", [.own]), ("Zsanfeng@1988", [.own, .number]),
      // Keys.
      ("1qaz2wsx3edc", [.keys]), ("1qaz@WSX3edc", [.keys]), ("!QAZxsw2#EDC", [.keys]),
      ("Qwer!1234", [.keys, .sequence]),
      ("1q2w3e4r5t6y", [.keys]), ("qwertyuiop[]", [.word, .keys]), ("Poiuytrewq1!", [.keys]), ("Asdfgh;'1", [.keys]),
      ("Zaq1@wsxCde3", [.keys]), ("147258369Aa!", [.again, .keys]), ("a!789456123B", [.keys]),
      ("~!@#$%^&*()_+", [.keys]),
      // In an order, or again.
      ("Aa123456!!", [.sequence, .again]), ("Abcd1234!@#", [.keys, .sequence]), ("a1b2c3d4e5F6", [.sequence]),
      ("zyxwvu98765!", [.sequence]), ("甲乙丙丁戊己庚辛壬癸Aa1", [.sequence, .again]), ("Aaaaaaaa111!", [.again]),
      ("Xk7!Xk7!Xk7!", [.again]), ("abababab12Ab", [.again]), ("aB1aB1aB1aB1", [.again]), ("zxzzxzxxzzxzZ1", [.again]),
      // Days and numbers.
      ("20250101Aa!", [.again, .number]), ("2025-01-01Ab", [.number]), ("1988.3.12Zh!", [.number]),
      ("2025年1月1日Ab!", [.number]), ("19880312Zs!!", [.own, .again, .number]), ("Li13931289476!", [.number]),
      ("Ab880312!Q", [.number]), ("130609198803120017", [.number]), ("31122024Qx!!", [.again, .number]),
      // Listed words leave two characters each.
      ("Pineapple@12", [.word]),
    ])
  func guessable(password: String, parts: [PasswordPart]) {
    for profile in PasswordProfile.allCases {
      let found = Self.faults(password, profile).compactMap { fault -> [PasswordPart]? in
        if case .guessable(let parts, let left, let least) = fault, left < least { parts } else { nil }
      }
      #expect(found.count == 1 && Set(parts).isSubset(of: found.first ?? []), "\(profile): \(found)")
    }
  }

  @Test(
    "what nobody guesses is taken by its profile",
    arguments: [
      ("correct horse battery staple", PasswordProfile.asvs), ("correct-horse-battery-staple", .asvs),
      ("correct battery pineapple moon", .asvs), ("sonnen blumen im regen", .asvs), ("春风又绿江南岸，明月何时照我还", .asvs),
      ("vq8mxhs2kdnw", .asvs), ("kettle umbrella 7 quietly", .asvs), ("lvchadianzhongzhaole", .asvs),
      ("Kx9#mQ2vLp", .dengbao), ("tR7$wNz4&hBk", .dengbao), ("Correct-Horse7battery", .dengbao),
      ("9Vq mTzR ekwH", .dengbao),
      ("gWf8-Zn3p-Yd6s-Kt4u", .dengbao), ("小猫钓鱼Moon!7雨", .dengbao), ("Tu2%eWoqLmd", .dengbao),
      ("é7Ñandú-küche", .dengbao),
      ("Xushui-hq7%VmLd", .dengbao), ("Mz!0925kTqW", .dengbao), ("🐢🦊7Ab🚲🍇🐝🎈🪁☂️", .dengbao),
    ])
  func good(password: String, profile: PasswordProfile) {
    #expect(Self.faults(password, profile) == [])
  }

  @Test(
    "length and classes are those of the profile",
    arguments: [
      ("Kx9#mQ2vL", PasswordProfile.dengbao, [PasswordFault.tooShort(characters: 9, least: 10)]),
      ("Kx9#mQ2vLpw", .asvs, [.tooShort(characters: 11, least: 12)]),
      ("kxwmqtvlpd", .dengbao, [.fewClasses(has: [.lower], least: 3)]),
      ("kxwmqtvl7d", .dengbao, [.fewClasses(has: [.lower, .digit], least: 3)]),
      ("KXW MQTVLD", .dengbao, [.fewClasses(has: [.upper, .other], least: 3)]),
      ("kxwmqtvlpdzh", .asvs, []), ("Kx9\tmQ2vLpw", .dengbao, [.untypeable]), ("Kx9#mQ2vLp\n", .dengbao, [.untypeable]),
      ("trustno1", .asvs, [.tooShort(characters: 8, least: 12), .listed]),
      ("Tru$tN01", .dengbao, [.tooShort(characters: 8, least: 10), .listed]),
      ("", .asvs, [.tooShort(characters: 0, least: 12)]),
      ("K!q@x#9._-", .dengbao, [.guessable([], left: 5, least: 6)]),
      ("kqxmz", .asvs, [.tooShort(characters: 5, least: 12)]),
      // As a person counts: e and its accent, or a picture of several scalars, is one.
      ("e\u{301}7N\u{303}andu\u{301}-k", .dengbao, [.tooShort(characters: 9, least: 10)]),
    ])
  func profiles(password: String, profile: PasswordProfile, faults: [PasswordFault]) {
    #expect(Self.faults(password, profile) == faults)
  }

  @Test("128 characters are taken, of whatever script, and not one more")
  func longest() {
    let turtles = ["🐢", "👩‍👩‍👧‍👦", "ế", "水", "q", "X", "7", " "]
    let long = (0..<128).map { turtles[($0 * $0 / 3 + $0) % 8] }.joined()
    for profile in PasswordProfile.allCases {
      #expect(Self.faults(long, profile) == [])
      #expect(Self.faults(long + "a", profile) == [.tooLong(characters: 129, bytes: long.utf8.count + 1)])
      let marks = "a" + String(repeating: "\u{301}", count: 2048)
      #expect(Self.faults(marks, profile) == [.tooLong(characters: 1, bytes: 4097)])
    }
  }

  @Test("a password of random characters is hardly ever refused, and one of what is guessed always")
  func drawn() {
    var random = Sequenced(state: 20250630)
    let signs = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789#%&*+-=@")
    var refused = 0
    for _ in 0..<400 {
      let password = String((0..<12).map { _ in signs[Int.random(in: signs.indices, using: &random)] })
      if !Self.faults(password, .asvs).isEmpty { refused += 1 }
    }
    #expect(refused < 4, "\(refused) of 400")
    let pieces = [
      "Xushui", "zhangsan", "2025", "1qaz", "Qwer", "123", "!!", "woaini", "20240101", "abc", "Caizheng", "520",
      "P@ssw0rd",
    ]
    for _ in 0..<150 {
      let password = (0..<4).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
      #expect(!Self.faults(password, .asvs).isEmpty, "\(password)")
    }
  }

  @Test("a quarter's password is due on the ninetieth day, the other profile's never")
  func ageing() {
    let set = Instant(Day(startOf: 2025))
    let due = set + 90 * 86_400_000
    #expect(PasswordProfile.dengbao.isDue(changed: set, at: due))
    #expect(!PasswordProfile.dengbao.isDue(changed: set, at: due + -1))
    #expect(!PasswordProfile.asvs.isDue(changed: set, at: due + 3650 * 86_400_000))
    #expect(PasswordProfile.dengbao.remembered == 5 && PasswordProfile.asvs.remembered == 1)
  }
}

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
