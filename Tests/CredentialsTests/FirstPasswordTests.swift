import Credentials
import Domain
import Foundation
import Testing

@Suite("Passwords nobody chose, lists, pinyin")
struct FirstPasswordTests {
  @Test("a first password is read without doubt, fits both profiles, and never comes twice")
  func first() throws {
    var seen: Set<String> = []
    for _ in 0..<60 {
      let password = FirstPassword.draw()
      #expect(password.count == 19 && !password.contains { "0O1lI".contains($0) })
      #expect(password.split(separator: "-").map(\.count) == [4, 4, 4, 4])
      for profile in PasswordProfile.allCases {
        #expect(PasswordRules.judge(password, profile, isListed: { _ in false }) == [])
      }
      seen.insert(password)
    }
    #expect(seen.count == 60)
  }

  @Test("each sign comes about as often as any other, so that its bits are what they are said to be")
  func even() {
    var random = Sequenced(state: 1)
    var times: [Character: Int] = [:]
    for _ in 0..<300 {
      for sign in FirstPassword.draw(from: &random) where sign != "-" { times[sign, default: 0] += 1 }
    }
    // 4,800 draws of 56 signs: 86 each, some more or less.
    #expect(times.count == 56 && times.values.allSatisfy { (45...135).contains($0) }, "\(times)")
  }

  @Test("a list is a password a line, in capital letters or small, and comments are none of them")
  func list() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-list-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("#!comment: of 2011\nTrustNo1\r\nsesame\n\n我爱北京天安门\n".utf8).write(to: URL(fileURLWithPath: path))
    let list = try CommonPasswords(file: path)
    #expect(list.count == 3 && list.contains("trustno1") && list.contains("sesame") && list.contains("我爱北京天安门"))
    let faults = PasswordRules.judge("Trustno1", .asvs, isListed: list.contains)
    #expect(faults == [.tooShort(characters: 8, least: 12), .listed])
    try Data([0xFF, 0xFE, 0x0A]).write(to: URL(fileURLWithPath: path))
    #expect(throws: Refusal.file(.notText(path))) { try CommonPasswords(file: path) }
  }

  @Test(
    "Debian's list is read where it is", .enabled(if: FileManager.default.fileExists(atPath: CommonPasswords.debian)))
  func debian() throws {
    let list = try CommonPasswords.ofSystem()
    #expect(list.count > 3000 && list.contains("trustno1") && list.contains("123456") && !list.contains(""))
    for word in ["correct horse battery staple", "kettle umbrella 7 quietly", "purple sunflower horse kettle"] {
      #expect(PasswordRules.judge(word, .asvs, isListed: list.contains) == [], "\(word)")
    }
  }

  @Test("a list that is named and is not there is refused")
  func missing() {
    #expect(throws: Refusal.file(.notFound("/nirgends/liste"))) { try CommonPasswords(file: "/nirgends/liste") }
    #expect(throws: Refusal.file(.unreadable("/"))) { try CommonPasswords(file: "/") }
  }

  @Test(
    "names are known in pinyin and by their initials",
    arguments: [
      ("张三丰", "Zhangsanfeng!9"), ("张三丰", "zsf@20250101Aa"), ("徐水区", "Xushui@123456"), ("保定市徐水区财政局", "Xsqczj@2025!"),
      ("徐水区科学技术和工业信息化局", "Kexuejishu#25"), ("徐水区", "我在徐水2025Aa"),
    ])
  func pinyin(name: String, password: String) {
    let about = PasswordContext(names: [name])
    let isOwn = PasswordRules.judge(password, .asvs, about: about, isListed: { _ in false }).contains { fault in
      if case .guessable(let parts, _, _) = fault { parts.contains(.own) } else { false }
    }
    #expect(isOwn)
  }

  @Test("pinyin has a blank between syllables and no tones; what has no Chinese has none")
  func syllables() {
    #expect("徐水区".pinyin == "xu shui qu" && "吕".pinyin == "lu" && "zhang".pinyin == nil)
  }
}
