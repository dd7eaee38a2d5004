internal import Crypto
package import Domain
internal import Foundation

/// The service's own keys, by which addresses and passwords of channels are sealed before they are kept: a file that only
/// the service can read, outside of the database and of its backups.
///
/// A key a line, in base64, the current one first. There is more than one only while keys are being changed. A key's id
/// follows from the key, tells nothing of it, and is kept with what the key sealed.
package struct KeyFile: Sendable {
  /// Where it is.
  package let path: String
  private let keys: [SymmetricKey]

  init(path: String, keys: [SymmetricKey]) {
    self.path = path
    self.keys = keys
  }

  /// The ids of its keys, the current one first.
  package var ids: [String] { keys.map(KeyFile.id) }

  /// Whether there is such a file.
  package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Reads the keys of a file.
  ///
  /// - Throws: `key-missing` where there is none: a key that is made up opens nothing that was sealed before.
  package static func open(_ path: String) throws(Refusal) -> KeyFile {
    guard exists(path) else {
      throw Refusal.key(.missing(path))
    }
    // Of the file itself: a link has no rights of its own.
    var found = stat()
    guard stat(path, &found) == 0 else {
      throw Refusal.key(.unreadable(path))
    }
    guard found.st_mode & 0o077 == 0 else {
      throw Refusal.key(.exposed(path))
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Refusal.key(.unreadable(path))
    }
    let keys = text.split(whereSeparator: \.isNewline).map {
      Data(base64Encoded: $0.trimmingCharacters(in: .whitespaces)).flatMap {
        $0.count == 32 ? SymmetricKey(data: $0) : nil
      }
    }
    guard !keys.isEmpty, !keys.contains(where: { $0 == nil }) else {
      throw Refusal.key(.broken(path))
    }
    return KeyFile(path: path, keys: keys.compactMap { $0 })
  }

  static func id(_ key: SymmetricKey) -> String {
    let digest = key.withUnsafeBytes { SHA256.hash(data: Data("jixiao-key-id".utf8) + Data($0)) }
    return digest.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Seals a secret for a channel. It opens only under the same name.
  ///
  /// - Parameter id: the key to seal with; nil for the current one.
  /// - Returns: what is sealed, and the id of the key.
  package func seal(
    _ secret: ChannelSecret, for channel: String, by id: String? = nil
  ) throws -> (bytes: [UInt8], keyID: String) {
    try seal(Array(JSONEncoder().encode(secret)), under: channel, by: id)
  }

  /// Seals bytes under a name: they open only under the same.
  package func seal(
    _ plain: [UInt8], under name: String, by id: String? = nil
  ) throws -> (bytes: [UInt8], keyID: String) {
    guard let key = id == nil ? keys.first : keys.first(where: { KeyFile.id($0) == id }) else {
      throw Refusal.key(.noSuchKey(path, id: id ?? ""))
    }
    let box = try AES.GCM.seal(Data(plain), using: key, authenticating: Data(name.utf8))
    return (Array(Data(box.nonce) + box.ciphertext + box.tag), KeyFile.id(key))
  }

  /// Opens what was sealed for a channel.
  ///
  /// - Parameter id: the key it was sealed with; nil where that was not kept, then each is tried.
  /// - Returns: the secret, and the id of the key that opened it.
  package func open(
    _ sealed: [UInt8], for channel: String, by id: String?
  ) throws(Refusal) -> (secret: ChannelSecret, keyID: String) {
    let (plain, keyID) = try open(sealed, under: channel, by: id)
    guard let secret = try? JSONDecoder().decode(ChannelSecret.self, from: Data(plain)) else {
      throw Refusal.key(.doesNotOpen(channel: channel))
    }
    return (secret, keyID)
  }

  /// Opens what was sealed under a name: see ``open(_:for:by:)``.
  package func open(
    _ sealed: [UInt8], under name: String, by id: String?
  ) throws(Refusal) -> (plain: [UInt8], keyID: String) {
    let candidates = keys.filter { id == nil || KeyFile.id($0) == id }
    guard !candidates.isEmpty else {
      throw Refusal.key(.other(channel: name, id: id ?? "", path, has: ids))
    }
    for key in candidates {
      guard let box = try? AES.GCM.SealedBox(combined: Data(sealed)),
        let plain = try? AES.GCM.open(box, using: key, authenticating: Data(name.utf8))
      else { continue }
      return (Array(plain), KeyFile.id(key))
    }
    throw Refusal.key(.doesNotOpen(channel: name))
  }

  /// Opens a secret as it is kept.
  ///
  /// - Throws: as ``open(_:for:by:)`` for a channel's, `factor-sealed` for an account's second factor.
  package func open(_ secret: SealedSecret) throws(Refusal) -> (plain: [UInt8], keyID: String) {
    do {
      return try open(secret.bytes, under: secret.name, by: secret.keyID)
    } catch {
      guard case .factor(_, let account) = secret.home else { throw error }
      throw .access(.factorSealed(account))
    }
  }

  /// 32 bytes that follow from a name and a key, and from which nothing of either follows (HMAC-SHA-256 by a key
  /// derived for this alone): the same as long as the key is there.
  ///
  /// - Parameter id: the key; nil for the current one.
  /// - Returns: nil where the file has no such key.
  package func derived(for name: String, by id: String?) -> (bytes: [UInt8], keyID: String)? {
    guard let key = id == nil ? keys.first : keys.first(where: { KeyFile.id($0) == id }) else { return nil }
    let own = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("jixiao-derived".utf8), outputByteCount: 32)
    return (Array(HMAC<SHA256>.authenticationCode(for: Data(name.utf8), using: own)), KeyFile.id(key))
  }

  /// The file's keys with a new one before them, which is current from now on; not written yet.
  package func withNewKey() -> KeyFile { KeyFile(path: path, keys: [SymmetricKey(size: .bits256)] + keys) }

  /// The file's keys without those that are not named; not written yet.
  package func keeping(_ ids: Set<String>) -> KeyFile {
    KeyFile(path: path, keys: keys.filter { ids.contains(KeyFile.id($0)) })
  }

  var text: String {
    keys.map { key in key.withUnsafeBytes { Data($0).base64EncodedString() } + "\n" }.joined()
  }
}
