internal import CArchive

/// Why an office file could not be opened.
package enum OpenXMLError: Error, Hashable, Sendable {
  /// The bytes are no zip container, or a damaged one. English detail for the log.
  case notAnArchive(detail: String)
  /// Larger unpacked than the limits allow, or too many entries: refused before it fills the memory.
  case tooLarge
  /// A part the format requires is missing, such as `word/document.xml`.
  case missingPart(String)
  /// A part is not well-formed XML, or declares a document type (which no office program writes).
  case badXML(part: String, detail: String)
}

/// Reads named parts out of a zip container such as .docx, in memory, with limits on what it may unpack to.
package enum ZipArchive {
  /// Most entries a container may have, and most bytes it may unpack to in all.
  static let mostEntries = 2_000, mostBytes = 200_000_000

  /// The contents of the entries that `isWanted`, by name. Nothing is written to disk, so names cannot lead astray.
  package static func read(_ bytes: [UInt8], where isWanted: (String) -> Bool) throws(OpenXMLError) -> [String: [UInt8]]
  {
    guard let archive = archive_read_new() else { throw .notAnArchive(detail: "archive_read_new failed") }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(OpenXMLError) in
      guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
        throw .notAnArchive(detail: message(archive))
      }
      return try entries(of: archive, where: isWanted)
    }
  }

  private static func entries(
    of archive: OpaquePointer, where isWanted: (String) -> Bool
  ) throws(OpenXMLError) -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    var (count, total) = (0, 0)
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { break }
      guard status >= ARCHIVE_WARN else { throw .notAnArchive(detail: message(archive)) }
      count += 1
      guard count <= mostEntries else { throw .tooLarge }
      guard
        let name = archive_entry_pathname_utf8(entry).map({ String(cString: $0) })
          ?? archive_entry_pathname(entry).map({ String(cString: $0) }),
        isWanted(name)
      else { continue }
      // What says of itself that it is too large is believed before anything of it is unpacked; what lies, while it is.
      guard archive_entry_size_is_set(entry) == 0 || archive_entry_size(entry) <= Int64(mostBytes - total) else {
        throw .tooLarge
      }
      let data = try contents(of: archive, limit: mostBytes - total)
      total += data.count
      result[name] = data
    }
    guard count > 0 else { throw .notAnArchive(detail: "no entries") }
    return result
  }

  private static func contents(of archive: OpaquePointer, limit: Int) throws(OpenXMLError) -> [UInt8] {
    var data: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw .notAnArchive(detail: message(archive)) }
      if count == 0 { return data }
      guard data.count + count <= limit else { throw .tooLarge }
      data += chunk[..<count]
    }
  }

  private static func message(_ archive: OpaquePointer) -> String {
    archive_error_string(archive).map { String(cString: $0) } ?? "unknown"
  }
}
