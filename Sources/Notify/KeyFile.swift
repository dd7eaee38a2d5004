internal import Crypto
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
  package static func open(_ path: String) throws(NotifyProblem) -> KeyFile {
    guard exists(path) else {
      throw NotifyProblem("key-missing", "没有密钥文件 \(path)，通道的地址和口令解不开。请把原密钥文件放到这里，或用 --key-file、JIXIAO_KEY_FILE 指明位置。")
    }
    // Of the file itself: a link has no rights of its own.
    var found = stat()
    guard stat(path, &found) == 0 else {
      throw NotifyProblem("key-unreadable", "无法读取密钥文件 \(path)，请检查权限。")
    }
    guard found.st_mode & 0o077 == 0 else {
      throw NotifyProblem("key-exposed", "密钥文件 \(path) 其他用户也能读取，已停止使用；请执行 chmod 600 \(path)。")
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw NotifyProblem("key-unreadable", "无法读取密钥文件 \(path)，请检查权限。")
    }
    let keys = text.split(whereSeparator: \.isNewline).map {
      Data(base64Encoded: $0.trimmingCharacters(in: .whitespaces)).flatMap {
        $0.count == 32 ? SymmetricKey(data: $0) : nil
      }
    }
    guard !keys.isEmpty, !keys.contains(where: { $0 == nil }) else {
      throw NotifyProblem("key-broken", "密钥文件 \(path) 的内容不是 32 字节的密钥（每行一个），请从备份恢复。")
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
  ) throws(NotifyProblem) -> (bytes: [UInt8], keyID: String) {
    guard let key = id == nil ? keys.first : keys.first(where: { KeyFile.id($0) == id }) else {
      throw NotifyProblem("key-missing", "密钥文件 \(path) 里没有编号为 \(id ?? "") 的密钥。")
    }
    do {
      let plain = try JSONEncoder().encode(secret)
      guard let sealed = try AES.GCM.seal(plain, using: key, authenticating: Data(channel.utf8)).combined else {
        throw NotifyProblem("seal-failed", "通道口令加密失败。")
      }
      return ([UInt8](sealed), KeyFile.id(key))
    } catch {
      throw NotifyProblem("seal-failed", "通道口令加密失败。")
    }
  }

  /// Opens what was sealed for a channel.
  ///
  /// - Parameter id: the key it was sealed with; nil where that was not kept, then each is tried.
  /// - Returns: the secret, and the id of the key that opened it.
  package func open(
    _ sealed: [UInt8], for channel: String, by id: String?
  ) throws(NotifyProblem) -> (secret: ChannelSecret, keyID: String) {
    let candidates = keys.filter { id == nil || KeyFile.id($0) == id }
    guard !candidates.isEmpty else {
      throw NotifyProblem(
        "key-other",
        "通道“\(channel)”是用编号为 \(id ?? "") 的密钥加密的，密钥文件 \(path) 里没有这一把（有 \(ids.joined(separator: "、"))）。请换上设置通道时的密钥文件。")
    }
    for key in candidates {
      guard let box = try? AES.GCM.SealedBox(combined: Data(sealed)),
        let plain = try? AES.GCM.open(box, using: key, authenticating: Data(channel.utf8)),
        let secret = try? JSONDecoder().decode(ChannelSecret.self, from: plain)
      else { continue }
      return (secret, KeyFile.id(key))
    }
    throw NotifyProblem(
      "secret-unreadable", "通道“\(channel)”的地址和口令解不开：密钥文件不是设置通道时的那一个。请恢复原密钥文件，或重新设置通道。")
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
