internal import Crypto
internal import Foundation

/// The service's own key, by which addresses and passwords of channels are sealed before they are kept: a file that only
/// the service can read, outside of the database and of its backups.
public struct KeyFile: Sendable {
  private let key: SymmetricKey

  /// Reads the key of a file; makes one where there is none.
  public static func open(_ path: String) throws(NotifyProblem) -> KeyFile {
    if !FileManager.default.fileExists(atPath: path) { try make(path) }
    guard let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int else {
      throw NotifyProblem("key-unreadable", "无法读取密钥文件 \(path)，请检查权限。")
    }
    guard mode & 0o077 == 0 else {
      throw NotifyProblem("key-exposed", "密钥文件 \(path) 其他用户也能读取，已停止使用；请执行 chmod 600 \(path)。")
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let bytes = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32
    else { throw NotifyProblem("key-broken", "密钥文件 \(path) 的内容不是 32 字节的密钥，请从备份恢复。") }
    return KeyFile(key: SymmetricKey(data: bytes))
  }

  private static func make(_ path: String) throws(NotifyProblem) {
    let text = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() } + "\n"
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // O_EXCL: of several programs that start at once, one makes the key and the others read it.
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { return }
      throw NotifyProblem("key-unwritable", "无法建立密钥文件 \(path)，请检查目录权限，或用 --key-file 指定别的位置。")
    }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
      unlink(path)
      throw NotifyProblem("key-unwritable", "密钥文件 \(path) 写入失败，请检查磁盘空间。")
    }
  }

  /// Seals a secret for a channel. It opens only under the same name.
  public func seal(_ secret: ChannelSecret, for channel: String) throws(NotifyProblem) -> [UInt8] {
    do {
      let plain = try JSONEncoder().encode(secret)
      guard let sealed = try AES.GCM.seal(plain, using: key, authenticating: Data(channel.utf8)).combined else {
        throw NotifyProblem("seal-failed", "通道口令加密失败。")
      }
      return [UInt8](sealed)
    } catch {
      throw NotifyProblem("seal-failed", "通道口令加密失败。")
    }
  }

  /// Opens what was sealed for a channel.
  public func open(_ sealed: [UInt8], for channel: String) throws(NotifyProblem) -> ChannelSecret {
    do {
      let box = try AES.GCM.SealedBox(combined: Data(sealed))
      let plain = try AES.GCM.open(box, using: key, authenticating: Data(channel.utf8))
      return try JSONDecoder().decode(ChannelSecret.self, from: plain)
    } catch {
      throw NotifyProblem(
        "secret-unreadable", "通道“\(channel)”的地址和口令解不开：密钥文件不是设置通道时的那一个。请恢复原密钥文件，或重新设置通道。")
    }
  }
}
