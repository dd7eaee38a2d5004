internal import Domain

#if canImport(Glibc)
  internal import Glibc
#endif

/// Where the bytes of a file are, to be read from any place and as often as wanted: a large file is gone through in blocks,
/// first to see what it is and then for its rows, and is never held whole.
package struct ByteSource: Sendable {
  /// How many there are.
  package let byteCount: Int
  /// At most `count` bytes from `offset` on; fewer, or none, only at the end.
  let read: @Sendable (_ offset: Int, _ count: Int) throws(Refusal) -> ArraySlice<UInt8>
  /// Whether it still is what it was when it was opened.
  let isUnchanged: @Sendable () -> Bool

  /// Bytes that are held already.
  package init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    read = { (offset, count) throws(Refusal) in bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)]
    }
    isUnchanged = { true }
  }

  /// A regular file, which stays open for as long as the source is there; nil where it cannot be opened. `name` is what a
  /// refusal calls it.
  package init?(file path: String, name: String) {
    guard let file = OpenFile(path) else { return nil }
    byteCount = file.size
    read = { (offset, count) throws(Refusal) in
      guard let bytes = file.read(offset, count) else {
        throw Refusal.file(.brokenOff(name))
      }
      return bytes[...]
    }
    isUnchanged = { file.isUnchanged }
  }
}

/// A descriptor and what the file was when it was opened.
private final class OpenFile: Sendable {
  private let descriptor: Int32
  let size: Int
  private let written: (seconds: Int, nanoseconds: Int)

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let found = OpenFile.look(descriptor) else {
      if descriptor >= 0 { close(descriptor) }
      return nil
    }
    (size, written) = found
  }

  deinit { close(descriptor) }

  private static func look(_ descriptor: Int32) -> (size: Int, written: (Int, Int))? {
    var found = stat()
    guard fstat(descriptor, &found) == 0 else { return nil }
    return (Int(found.st_size), (found.st_mtim.tv_sec, found.st_mtim.tv_nsec))
  }

  var isUnchanged: Bool {
    OpenFile.look(descriptor).map { $0.size == size && $0.written == written } ?? false
  }

  /// Nil for an error.
  func read(_ offset: Int, _ count: Int) -> [UInt8]? {
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, offset + filled)
        if got < 0, errno == EINTR { continue }
        isRead = got >= 0
        guard got > 0 else { return }
        filled += got
      }
    }
    return isRead ? bytes : nil
  }
}
