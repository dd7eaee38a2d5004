package import Contract
package import Documents
package import Domain
internal import OpenXML
internal import Store

/// A file that somebody sent, to be looked at and confirmed.
package struct UploadedFile: Sendable {
  /// Its name, and its bytes.
  package let file: String, content: [UInt8]
  /// What is written otherwise in it.
  package fileprivate(set) var mends: [Mend] = []

  /// The most documents that are taken at once, and bytes that a file may have.
  package static let mostDocuments = 200, mostBytes = 20 << 20

  /// A file.
  package init(file: String, content: [UInt8]) { (self.file, self.content) = (file, content) }

  /// The documents that a container of several holds, by their names; nil where the file is a document itself.
  ///
  /// - Throws: `unreadable-docx`, `docx-too-large`, `documents-too-many`, `document-twice`.
  package func documents() throws(Refusal) -> [UploadedFile]? {
    guard content.starts(with: [0x50, 0x4B]) else { return nil }
    var names: [String] = []
    _ = try unpack { name in
      names.append(name)
      return false
    }
    // What an office document always has at its top.
    guard !names.contains("[Content_Types].xml") else { return nil }
    let documents = names.filter(UploadedFile.isDocument)
    guard documents.count <= UploadedFile.mostDocuments else {
      throw .document(.tooMany(file, count: documents.count, most: UploadedFile.mostDocuments))
    }
    var wanted: Set<String> = []
    for path in documents {
      guard wanted.insert(path).inserted else { throw .document(.twice(file, path: path)) }
    }
    return try unpack(wanted.contains).sorted { $0.key < $1.key }.map { path, bytes in
      UploadedFile(file: path.split(separator: "/").last.map(String.init) ?? path, content: bytes)
    }
  }

  private func unpack(_ isWanted: (String) -> Bool) throws(Refusal) -> [String: [UInt8]] {
    do throws(OpenXMLError) {
      return try ZipArchive.read(content, names: "GB18030", where: isWanted)
    } catch {
      throw .document(error == .tooLarge ? .unpacksTooLarge(file) : .damaged(file))
    }
  }

  /// Whether an entry is meant as a document: no folder, and none of what systems put beside files.
  private static func isDocument(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, !last.isEmpty, !last.hasPrefix("."), !last.hasPrefix("~$") else { return false }
    return !parts.contains("__MACOSX")
  }
}

// Between looking at a document and confirming it, it waits here: only for whoever sent it, and not for long.
extension Desk {
  /// Keeps a file until it is confirmed.
  ///
  /// - Returns: its number.
  /// - Throws: `file-too-large`, `uploads-waiting`.
  package func keepUpload(_ file: UploadedFile, by actor: Actor) async throws -> Int64 {
    let (desk, actor) = try entering(.tryDocument, by: actor, ["file": file.file])
    let (count, most) = (file.content.count, UploadedFile.mostBytes)
    guard count <= most else {
      throw Refusal.file(.tooLarge(file.file, mebibytes: (count + (1 << 20) - 1) >> 20, most: most >> 20))
    }
    return try await desk.store.keepUpload(file.file, file.content, of: actor.name)
  }

  /// The files of whoever asks that wait, as they came.
  package func uploads(by actor: Actor) async throws -> [WaitingUpload] {
    let (desk, actor) = try entering(.tryDocument, by: actor)
    return try await desk.store.uploads(of: actor.name).map {
      WaitingUpload(id: $0.id, file: $0.file, sentAt: $0.sentAt)
    }
  }

  /// A file that waits; nil where it is gone, or another's.
  package func upload(_ id: Int64, by actor: Actor) async throws -> UploadedFile? {
    let (desk, actor) = try entering(.tryDocument, by: actor)
    guard let kept = try await desk.store.upload(id, of: actor.name) else { return nil }
    var file = UploadedFile(file: kept.file, content: kept.content)
    file.mends = kept.mends.compactMap { mend in
      DocumentPlace(key: mend.place, file: kept.file).map {
        Mend(at: $0, mend.old, to: mend.new, by: actor.name)
      }
    }
    return file
  }

  /// Writes texts of a waiting document otherwise, each by the word of its place; one that is as it was is left.
  package func mendUpload(
    _ id: Int64, _ texts: [(place: String, old: String, new: String)], by actor: Actor
  ) async throws {
    let asked = Dictionary(texts.map { ($0.place, $0.new) }, uniquingKeysWith: { $1 })
    let (desk, actor) = try entering(.tryDocument, by: actor, asked)
    try await desk.store.mendUpload(id, texts, of: actor.name)
  }

  /// Lets a file go that is not to be confirmed any more.
  package func dropUpload(_ id: Int64, by actor: Actor) async throws {
    let (desk, actor) = try entering(.tryDocument, by: actor, ["drop": String(id)])
    try await desk.store.dropUpload(id, of: actor.name)
  }
}
