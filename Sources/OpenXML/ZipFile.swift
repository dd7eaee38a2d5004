internal import CArchive

/// Writes a zip container into a file, part by part, so that it need not fit in the memory.
package final class ZipFile {
  private var archive: OpaquePointer?

  /// Begins a container; nil where the file cannot be written.
  package init?(path: String) {
    archive = archive_write_new()
    guard let archive, archive_write_set_format_zip(archive) == ARCHIVE_OK,
      archive_write_set_options(archive, "hdrcharset=UTF-8") == ARCHIVE_OK,
      archive_write_open_filename(archive, path) == ARCHIVE_OK
    else {
      archive_write_free(archive)
      archive = nil
      return nil
    }
  }

  deinit { if let archive { archive_write_free(archive) } }

  /// Adds a part. False where it could not be written, as on a full disk.
  package func add(_ part: ZipWriter.Part) -> Bool { archive.map { ZipWriter.write(part, to: $0) } ?? false }

  /// Ends the container. False where it is not whole.
  package func close() -> Bool {
    guard let archive else { return false }
    defer {
      archive_write_free(archive)
      self.archive = nil
    }
    return archive_write_close(archive) == ARCHIVE_OK
  }
}
