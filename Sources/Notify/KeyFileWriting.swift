internal import Crypto
package import Domain
internal import Foundation

extension KeyFile {
  /// Makes a file with a new key; reads the one that is there where another program was quicker.
  ///
  /// Only for who sets up the first channel: whoever else makes a key makes one that opens nothing.
  ///
  /// - Returns: the file, and whether it was made here.
  package static func make(_ path: String) throws(Refusal) -> (file: KeyFile, isNew: Bool) {
    let made = KeyFile(path: path, keys: [SymmetricKey(size: .bits256)])
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // O_EXCL: of several programs that start at once, one makes the key and the others read it.
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { return (try open(path), false) }
      throw Refusal.key(.unwritable(path))
    }
    guard put(made.text, into: file) else {
      unlink(path)
      throw Refusal.key(.unwritable(path))
    }
    syncFolder(of: path)
    return (made, true)
  }

  /// Removes a file that was just made, where what it was made for was refused.
  package static func unmake(_ path: String) { unlink(path) }

  /// Writes the keys in the place of those that are there: whole or not at all, to the disk, under the owner it had.
  package func write() throws(Refusal) {
    // Through a link to the file itself, so that the link stays.
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let draft = place + ".new"
    var owner = stat()
    let isThere = stat(place, &owner) == 0
    unlink(draft)
    let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Refusal.key(.notReplaced(path))
    }
    let isOwned =
      !isThere || (owner.st_uid == geteuid() && owner.st_gid == getegid())
      || fchown(file, owner.st_uid, owner.st_gid) == 0
    guard KeyFile.put(text, into: file), isOwned, rename(draft, place) == 0 else {
      unlink(draft)
      throw Refusal.key(.notReplaced(path))
    }
    KeyFile.syncFolder(of: place)
  }

  /// Writes all of it to the disk, and closes the file.
  private static func put(_ text: String, into file: Int32) -> Bool {
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
  }

  private static func syncFolder(of path: String) {
    let folder = Glibc.open(
      URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
