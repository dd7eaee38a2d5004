package import Domain
internal import OpenXML

extension EvidenceType {
  /// What a file is by its bytes, whatever its name says; nil for what is not taken. Office files that carry macros
  /// are none of the kinds that they look like.
  package init?(of content: [UInt8]) {
    if content.starts(with: Array("%PDF-".utf8)) {
      self = .pdf
    } else if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      content.dropFirst(12).starts(with: Array("IHDR".utf8))
    {
      self = .png
    } else if content.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if content.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      var names: Set<String> = []
      // Nothing is unpacked but the list of what is what: a part is a macro by that, whatever it is called.
      let list = "[content_types].xml"
      let read = try? ZipArchive.read(
        content,
        where: { name in
          names.insert(name.lowercased())
          return name.lowercased() == list
        })
      guard let types = read?.first(where: { $0.key.lowercased() == list })?.value else { return nil }
      let told = String(decoding: types, as: UTF8.self).lowercased()
      let isActive = ["vbaproject", "macroenabled", "macrosheet"].contains { word in
        told.contains(word) || names.contains { $0.contains(word) }
      }
      guard !isActive else { return nil }
      switch (names.contains("word/document.xml"), names.contains("xl/workbook.xml")) {
      case (true, false): self = .docx
      case (false, true): self = .xlsx
      default: return nil
      }
    } else {
      return nil
    }
  }
}
