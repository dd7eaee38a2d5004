internal import CSodium
package import Domain

/// What a check of a password costs, and so each guess of somebody who stole the hashes.
package struct PasswordCost: Hashable, Sendable {
  /// KiB of memory.
  package let memory: Int
  /// How often the memory is gone through.
  package let passes: Int

  /// The cost of new hashes.
  ///
  /// - Parameter mebibytes: 19 at least, with which OWASP's Password Storage Cheat Sheet pairs two passes.
  package init(mebibytes: Int = 19) {
    (memory, passes) = (min(max(mebibytes, PasswordCost.least), PasswordCost.most) * 1024, 2)
  }

  /// The same without any bound.
  init(memory: Int, passes: Int) { (self.memory, self.passes) = (memory, passes) }

  private static let least = 19
  /// Beyond it four checks at once take more than a small machine has.
  static let most = 64
}

/// What is kept of a password: Argon2id by libsodium, in the usual form `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
package struct PasswordHash: Hashable, Sendable {
  /// As it is kept.
  package let text: String

  /// One that was kept.
  ///
  /// - Throws: `password-hash-unreadable` for anything else, and for one whose check would take more memory than any of ours.
  package init(kept text: String) throws(Refusal) {
    guard PasswordHash.isSound(text) else { throw .access(.hashUnreadable) }
    self.text = text
  }

  /// Hashes a password. Takes its memory and some 30 milliseconds of its thread: see ``PasswordOffice``.
  init(_ password: Password, _ cost: PasswordCost) throws(Refusal) {
    guard Sodium.isReady else { throw .access(.noMemory) }
    var room = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let result = password.start.withMemoryRebound(to: CChar.self, capacity: password.count) { bytes in
      crypto_pwhash_str_alg(
        &room, bytes, UInt64(password.count), UInt64(cost.passes), cost.memory * 1024, crypto_pwhash_ALG_ARGON2ID13)
    }
    guard result == 0 else { throw .access(.noMemory) }
    text = String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// One that no password has, to be checked where there is no account, so that an unknown name takes as long as a known one.
  init(ofNobodyAt cost: PasswordCost) {
    text =
      "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=1$aml4aWFvLW5vYm9keS4uLg$bm9ib2R5IGhhcyBhIHBhc3N3b3JkIGxpa2UgdGhpcyE"
  }

  /// Whether it is the hash of a password. Takes as long as making it.
  func isOf(_ password: Password) throws(Refusal) -> Bool {
    guard Sodium.isReady else { throw .access(.noMemory) }
    switch sodium_password_is(text, password.start, UInt64(password.count)) {
    case 1: return true
    case 0: return false
    case -1: throw .access(.noMemory)
    default: throw .access(.hashUnreadable)
    }
  }

  /// Whether it was made at another cost, and should be made anew while the password is at hand.
  package func needsRehash(for cost: PasswordCost) -> Bool {
    crypto_pwhash_str_needs_rehash(text, UInt64(cost.passes), cost.memory * 1024) != 0
  }
}

extension PasswordHash {
  private static func isSound(_ text: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else { return false }
    let costs = parts[3].split(separator: ",", omittingEmptySubsequences: false)
    guard costs.count == 3, let memory = number(costs[0], "m="), let passes = number(costs[1], "t="), costs[2] == "p=1"
    else { return false }
    return (8...PasswordCost.most * 1024).contains(memory) && (1...16).contains(passes)
      && isBase64(parts[4], characters: 22) && isBase64(parts[5], characters: 43)
  }

  private static func number(_ text: Substring, _ name: String) -> Int? {
    text.hasPrefix(name) ? Int(text.dropFirst(name.count)) : nil
  }

  private static func isBase64(_ text: Substring, characters: Int) -> Bool {
    text.utf8.count == characters
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
  /// Its form and cost, without salt and hash.
  package var description: String {
    text.split(separator: "$").prefix(3).joined(separator: "$")
  }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
