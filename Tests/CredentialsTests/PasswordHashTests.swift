import Domain
import Foundation
import Testing

@testable import Credentials

@Suite("Hashing passwords")
struct PasswordHashTests {
  /// Cheap, for all but those tests that are about the cost.
  private static let cheap = PasswordCost(memory: 64, passes: 1)

  @Test("a hash is Argon2id at the cost that was asked for, differs each time, and is of its password alone")
  func hashing() async throws {
    let office = PasswordOffice()
    let password = Password("Kx9#mQ2vLp")
    let (hash, again) = (try await office.hash(password), try await office.hash(password))
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") && hash != again)
    #expect(try PasswordHash(kept: hash.text) == hash)
    #expect(try await office.check(password, against: hash) == .right(needsRehash: false))
    #expect(try await office.check(Password("Kx9#mQ2vLq"), against: hash) == .wrong)
    #expect(try await office.check(Password(""), against: hash) == .wrong)
  }

  @Test("hashes of another program are checked as well: the reference implementation's own example")
  func foreign() async throws {
    // Made by Debian's argon2 with: printf password | argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1 -e
    let hash = try PasswordHash(kept: Self.reference)
    #expect(try await PasswordOffice().check(Password("password"), against: hash) == .right(needsRehash: false))
  }

  @Test("what costs something else is to be made anew, and costs below the least are raised to it")
  func rehash() async throws {
    let hash = try await PasswordOffice(cost: Self.cheap).hash(Password("a"))
    #expect(hash.needsRehash(for: PasswordCost()) && !hash.needsRehash(for: Self.cheap))
    #expect(try await PasswordOffice().check(Password("a"), against: hash) == .right(needsRehash: true))
    #expect(PasswordCost(mebibytes: 1) == PasswordCost(mebibytes: 19))
    #expect(PasswordCost(mebibytes: 1000) == PasswordCost(mebibytes: 64))
  }

  @Test("two ways of typing one text are one password; blanks and length count to the end")
  func text() async throws {
    let office = PasswordOffice(cost: Self.cheap)
    let hash = try await office.hash(Password("cafe\u{301} 密码 "))
    #expect(try await office.check(Password("caf\u{e9} 密码 "), against: hash) == .right(needsRehash: false))
    #expect(try await office.check(Password("caf\u{e9} 密码"), against: hash) == .wrong)
    let long = String(repeating: "長", count: 127)
    let longest = try await office.hash(Password(long + "a"))
    #expect(try await office.check(Password(long + "b"), against: longest) == .wrong)
    #expect(try await office.check(Password(long + "a"), against: longest) == .right(needsRehash: false))
  }

  @Test("nothing that is printed has the password in it, or salt and hash")
  func hidden() async throws {
    let password = Password("Kx9#mQ2vLp")
    let hash = try await PasswordOffice(cost: Self.cheap).hash(password)
    var printed = "\(password) \(hash) \(String(reflecting: password)) \(String(reflecting: hash)) "
    dump([password], to: &printed)
    dump([hash], to: &printed)
    #expect(!printed.contains("Kx9") && !printed.contains(hash.text.suffix(20)))
    #expect(password.text == "Kx9#mQ2vLp")
  }

  @Test(
    "what is no such hash is refused",
    arguments: [
      "", "secret", "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aaaa", reference + "A", "x" + reference,
      reference.replacingOccurrences(of: "p=1", with: "p=2"), reference.replacingOccurrences(of: "t=2", with: "t=17"),
      reference.replacingOccurrences(of: "m=19456", with: "m=4194304"),
      reference.replacingOccurrences(of: "m=19456", with: "m=-1"),
      reference.replacingOccurrences(of: "$c29t", with: "$c29!"), "$2b$12$abcdefghijklmnopqrstuv",
    ])
  func unreadable(text: String) {
    #expect(throws: Refusal.access(.hashUnreadable)) { try PasswordHash(kept: text) }
  }

  @Test("a hash that only looks like one is refused and not taken for a wrong password; lack of memory is said")
  func broken() async throws {
    // The last character of a digest has two bits that nothing is kept in.
    let spoiled = String(Self.reference.dropLast()) + "9"
    let hash = try PasswordHash(kept: spoiled)
    await #expect(throws: Refusal.access(.hashUnreadable)) {
      try await PasswordOffice().check(Password("password"), against: hash)
    }
    await #expect(throws: Refusal.access(.noMemory)) {
      try await PasswordOffice(cost: PasswordCost(memory: 1 << 40, passes: 1)).hash(Password("a"))
    }
  }

  @Test("what stands in for an unknown account is sound, costs the same, and is nobody's")
  func nobody() async throws {
    let stand = PasswordHash(ofNobodyAt: PasswordCost())
    #expect(try PasswordHash(kept: stand.text) == stand && !stand.needsRehash(for: PasswordCost()))
    #expect(try !stand.isOf(Password("")))
    for password in ["", "password", "nobody has a password like this!"] {
      #expect(try await PasswordOffice().check(Password(password), against: nil) == .wrong)
    }
  }

  @Test("a profile looks at as many of the last passwords as it remembers, and no further")
  func used() async throws {
    let office = PasswordOffice(cost: Self.cheap)
    var last: [PasswordHash] = []
    for number in 1...6 { last.append(try await office.hash(Password("\(number)"))) }
    for (profile, remembered) in [(PasswordProfile.dengbao, 5), (.asvs, 1)] {
      for number in 1...6 {
        let isRefused: Bool
        do throws(Refusal) {
          try await office.refuse(Password("\(number)"), ofAny: last, profile)
          isRefused = false
        } catch {
          isRefused = error == .access(.passwordUnfit([.usedBefore(remembered: remembered)]))
        }
        #expect(isRefused == (number <= remembered), "\(number) by \(profile)")
      }
    }
  }

  private static let reference =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
    + "K13EBUiG7JV+9ZxztmHFTdb7J0WQsnj2V8bZaqyPptE"
}
