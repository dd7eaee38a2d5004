package import Domain
internal import Foundation

/// A list of passwords that many use, a line each, out of a file: Debian's john-data has one, an office may have a longer one.
package struct CommonPasswords: Sendable {
  private let words: Set<String>

  /// Where Debian's package john-data puts its list.
  package static let debian = "/usr/share/john/password.lst"
  /// A million entries, which are some 60 MiB in memory.
  private static let mostMebibytes = 8

  /// How many there are.
  package var count: Int { words.count }

  /// None.
  package init() { words = [] }

  /// Those of a file; lines that begin with `#!comment:` are none.
  ///
  /// - Throws: `file-not-found`, `file-unreadable`, `file-too-large`, `not-a-text-file`.
  package init(file path: String) throws(Refusal) {
    guard FileManager.default.fileExists(atPath: path) else { throw .file(.notFound(path)) }
    guard let file = FileHandle(forReadingAtPath: path) else { throw .file(.unreadable(path)) }
    defer { try? file.close() }
    let most = CommonPasswords.mostMebibytes << 20
    guard let content = try? file.read(upToCount: most + 1) ?? Data() else { throw .file(.unreadable(path)) }
    guard content.count <= most else {
      throw .file(.tooLarge(path, mebibytes: content.count >> 20, most: CommonPasswords.mostMebibytes))
    }
    guard let text = String(bytes: content, encoding: .utf8) else { throw .file(.notText(path)) }
    words = Set(
      text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#!comment:") }.map { $0.lowercased() })
  }

  /// Those of Debian's list where it is installed; none where it is not.
  package static func ofSystem() throws(Refusal) -> CommonPasswords {
    FileManager.default.fileExists(atPath: debian) ? try CommonPasswords(file: debian) : CommonPasswords()
  }

  /// Whether a text in small letters is one of them.
  package func contains(_ word: String) -> Bool { words.contains(word) }
}
