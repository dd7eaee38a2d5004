import Domain
import Foundation
import TestTools
import Testing

@testable import Credentials

@Suite("Codes by the time")
struct TOTPTests {
  /// The secret of RFC 6238's examples.
  private static let example = TOTP(secret: Array("12345678901234567890".utf8))
  private static let now = Instant(Day(endOf: 6, in: 2025), minute: 510)

  @Test(
    "RFC 6238, appendix B",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func published(seconds: Int64, code: String) {
    let step = TOTP.step(at: Instant(milliseconds: seconds * 1000))
    #expect(Self.example.code(of: step, digits: 8) == code)
    #expect(Self.example.code(of: step) == code.suffix(6))
  }

  @Test("oathtool makes the same codes of a hundred secrets", .enabled(if: Tool.has("oathtool")))
  func judged() throws {
    var random = Sequenced(state: 6238)
    for _ in 0..<100 {
      let totp = TOTP(from: &random)
      let seconds = Int64.random(in: 0...4_000_000_000, using: &random)
      let code = try Tool.run("oathtool", "--totp", "-b", "--now", "@\(seconds)", Base32.text(totp.secret))
      #expect(code == totp.code(of: TOTP.step(at: Instant(milliseconds: seconds * 1000))) + "\n")
    }
  }

  @Test("a code is good in its half minute, the one before and the one after, and in no other")
  func spans() {
    let totp = Self.example
    let step = TOTP.step(at: Self.now)
    for other in step - 5...step + 5 {
      let found = totp.verify(totp.code(of: other), at: Self.now, lastStep: nil)
      #expect(found == (abs(other - step) <= 1 ? other : nil))
    }
    #expect(TOTP.step(at: Self.now + 29_999) == step && TOTP.step(at: Self.now + 30_000) == step + 1)
    #expect(TOTP.step(at: Instant(milliseconds: -1)) == -1 && TOTP.step(at: Instant(milliseconds: -30_001)) == -2)
  }

  @Test("a code is good once, and none before it afterwards")
  func once() throws {
    let totp = Self.example
    let step = TOTP.step(at: Self.now)
    let code = totp.code(of: step)
    let used = try #require(totp.verify(code, at: Self.now, lastStep: step - 1))
    #expect(used == step && totp.verify(code, at: Self.now, lastStep: used) == nil)
    #expect(totp.verify(totp.code(of: step - 1), at: Self.now, lastStep: used) == nil)
    #expect(totp.verify(totp.code(of: step + 1), at: Self.now, lastStep: used) == step + 1)
    #expect(totp.verify(totp.code(of: step + 1), at: Self.now, lastStep: step + 1) == nil)
  }

  @Test("what else is typed is no code", arguments: ["", "12345", "1234567", "abcdef", "０", "-12345", "123456\0"])
  func wrong(typed: String) {
    #expect(Self.example.verify(typed, at: Self.now, lastStep: nil) == nil)
  }

  @Test("blanks and full-width digits are read")
  func typed() {
    let code = Self.example.code(of: TOTP.step(at: Self.now))
    let wide = String(code.unicodeScalars.compactMap { UnicodeScalar($0.value + 0xFEE0) }.map(Character.init))
    for typed in [" \(code.prefix(3)) \(code.suffix(3)) ", wide] {
      #expect(Self.example.verify(typed, at: Self.now, lastStep: nil) == TOTP.step(at: Self.now))
    }
  }

  @Test("a secret has 160 bits, is typed in groups, and its address names issuer and account")
  func address() throws {
    let totp = TOTP(), other = TOTP()
    #expect(TOTP(typed: totp.typed) == totp && TOTP(typed: "not one") == nil)
    #expect(totp.secret.count == 20 && totp != other && Base32.bytes(Base32.text(totp.secret)) == totp.secret)
    #expect(Self.example.typed == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    #expect(
      Self.example.address(account: "张三@304&x") == "otpauth://totp/%E7%BB%A9%E6%95%88:%E5%BC%A0%E4%B8%89%40304%26x"
        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%BB%A9%E6%95%88")
    let address = try #require(URLComponents(string: Self.example.address(account: "a:b/c?d#e%")))
    #expect(address.path == "/绩效:a:b/c?d#e%" && address.queryItems?.last?.value == "绩效")
    #expect(!"\(totp) \(String(reflecting: totp))".contains(Base32.text(totp.secret)))
    var printed = ""
    dump([totp], to: &printed)
    #expect(!printed.contains("\(totp.secret[0])"))
  }

  @Test(
    "Base32 as RFC 4648 has it, and nothing else is read",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"),
    ])
  func base32(text: String, written: String) {
    #expect(Base32.text(Array(text.utf8)) == written && Base32.bytes(written) == Array(text.utf8))
    #expect(Base32.bytes(written + "1") == nil && Base32.bytes("MZ") == nil && Base32.bytes("A") == nil)
  }
}

@Suite("Recovery codes")
struct RecoveryCodeTests {
  @Test("ten are drawn, are read as people type them, and each is found by its hash alone")
  func codes() async throws {
    let codes = RecoveryCode.draw()
    #expect(codes.count == 10 && Set(codes).count == 10)
    for code in codes {
      #expect(code.count == 11 && code.split(separator: "-").map(\.count) == [5, 5])
      #expect(!code.contains { "01IO".contains($0) })
    }
    let office = PasswordOffice(cost: PasswordCost(memory: 64, passes: 1))
    var hashes: [PasswordHash] = []
    for code in codes { hashes.append(try await office.hash(try #require(RecoveryCode.read(code)))) }
    for (index, code) in codes.enumerated() {
      for typed in [code, code.lowercased(), " " + code.filter { $0 != "-" }, code.map { "\($0) " }.joined()] {
        let password = try #require(RecoveryCode.read(typed))
        #expect(try await office.first(of: hashes, being: password) == index)
      }
      let password = try #require(RecoveryCode.read(code))
      #expect(try await office.first(of: Array(hashes[..<index] + hashes[(index + 1)...]), being: password) == nil)
    }
  }

  @Test(
    "what cannot be one is not looked for",
    arguments: ["", "ABCDE", "ABCDE-FGHJ", "ABCDE-FGHJ1", "ABCDE-FGHJKL", "ABCDE-FGHJ口"])
  func unread(typed: String) { #expect(RecoveryCode.read(typed) == nil) }
}
