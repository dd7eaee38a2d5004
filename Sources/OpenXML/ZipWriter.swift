internal import CArchive

/// Writes a zip container, such as an office document is: the same parts give the same bytes.
package enum ZipWriter {
  /// One part of a container.
  package struct Part: Hashable, Sendable {
    /// Its path inside.
    package let name: String
    /// Its content.
    package let bytes: [UInt8]

    /// A part of text, in UTF-8.
    package init(_ name: String, _ text: String) {
      self.init(name, bytes: Array(text.utf8))
    }

    /// A part of bytes.
    package init(_ name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The container of some parts, in their order. Nil where the library fails, as without memory.
  package static func container(of parts: [Part]) -> [UInt8]? {
    guard let archive = archive_write_new() else { return nil }
    defer { archive_write_free(archive) }
    // Deflate may grow what it cannot shrink, by a little; names stand twice, with a header each.
    let room = parts.reduce(4_096) { $0 + $1.bytes.count + $1.bytes.count / 512 + 2 * $1.name.utf8.count + 512 }
    var buffer = [UInt8](repeating: 0, count: room)
    var used = 0
    let isWritten = buffer.withUnsafeMutableBytes { memory in
      guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
        archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK,
        archive_write_open_memory(archive, memory.baseAddress, memory.count, &used) == ARCHIVE_OK
      else { return false }
      return parts.allSatisfy { write($0, to: archive) } && archive_write_close(archive) == ARCHIVE_OK
    }
    return isWritten ? Array(buffer.prefix(used)) : nil
  }

  static func write(_ part: Part, to archive: OpaquePointer) -> Bool {
    guard let entry = archive_entry_new() else { return false }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname_utf8(entry, part.name)
    archive_entry_set_size(entry, la_int64_t(part.bytes.count))
    archive_entry_set_filetype(entry, UInt32(S_IFREG))
    archive_entry_set_perm(entry, 0o644)
    // No time is set: one would make two equal documents differ.
    guard archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
    return part.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) } == part.bytes.count
  }
}
