import Domain
import Foundation
import Testing

@testable import Notify

@Suite("Changing keys")
final class KeyChangeTests {
  private let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("jixiao-change-\(UUID().uuidString)/channel.key").path

  deinit { try? FileManager.default.removeItem(atPath: String(path.dropLast("/channel.key".count))) }

  private func sealed(_ names: [String]) throws -> [SealedSecret] {
    let file = try KeyFile.make(path).file
    return try names.enumerated().map { index, name in
      let (bytes, id) = try file.seal(ChannelSecret(secret: name), for: name)
      // The first was kept before ids were.
      return SealedSecret(.channel(Int64(index)), name: name, bytes: bytes, keyID: index == 0 ? nil : id)
    }
  }

  /// Whether the file on the disk opens every row.
  private func opensAll(_ rows: [SealedSecret]) throws -> Bool {
    let file = try KeyFile.open(path)
    return try rows.allSatisfy { try file.open($0.bytes, for: $0.name, by: $0.keyID).secret.secret == $0.name }
  }

  @Test("what is derived for a name is the same as long as its key is there, and another by every other key and name")
  func derived() throws {
    let old = try KeyFile.make(path).file
    let made = try #require(old.derived(for: "now-1 12", by: nil))
    let new = old.withNewKey()
    #expect(made.bytes.count == 32 && made.keyID == old.ids[0])
    #expect(try #require(new.derived(for: "now-1 12", by: made.keyID)).bytes == made.bytes)
    #expect(try #require(new.derived(for: "now-1 12", by: nil)).bytes != made.bytes)
    #expect(try #require(old.derived(for: "now-1 13", by: nil)).bytes != made.bytes)
    #expect(old.derived(for: "now-1 12", by: new.ids[0]) == nil)
  }

  @Test("all is sealed with the new key, and the old one goes when nothing needs it")
  func whole() throws {
    let rows = try sealed(["甲", "乙", "丙"])
    let old = try KeyFile.open(path).ids
    let new = try KeyChange.reseal(rows, at: path)
    let ids = try KeyFile.open(path).ids
    #expect(ids.count == 2 && Array(ids.dropFirst()) == old)
    #expect(new.allSatisfy { $0.keyID == ids[0] } && new.map(\.name) == rows.map(\.name))
    let both = [try opensAll(new), try opensAll(rows)]
    #expect(both == [true, true], "a running daemon may still hold the old rows")
    try KeyChange.tidy(new, at: path)
    #expect(try KeyFile.open(path).ids == [ids[0]])
    #expect(try opensAll(new))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600 && !FileManager.default.fileExists(atPath: path + ".new"))
  }

  @Test("cut off before the rows are committed, all stays readable, and the next time goes on with the same key")
  func cutOffBefore() throws {
    let rows = try sealed(["甲", "乙"])
    _ = try KeyChange.reseal(rows, at: path)
    let begun = try KeyFile.open(path).ids
    #expect(try opensAll(rows))
    // A tidying in between takes nothing away that is needed.
    try KeyChange.tidy([rows[1]], at: path)
    #expect(try KeyFile.open(path).ids == begun)
    let new = try KeyChange.reseal(rows, at: path)
    #expect(try KeyFile.open(path).ids == begun && new.allSatisfy { $0.keyID == begun[0] })
  }

  @Test("cut off after the rows are committed, all stays readable, and the next time ends it")
  func cutOffAfter() throws {
    let first = try KeyChange.reseal(try sealed(["甲", "乙"]), at: path)
    #expect(try opensAll(first))
    let second = try KeyChange.reseal(first, at: path)
    #expect(try KeyFile.open(path).ids.count == 3)
    try KeyChange.tidy(second, at: path)
    #expect(try KeyFile.open(path).ids == [second[0].keyID])
    #expect(try opensAll(second))
  }

  @Test("where one secret does not open, nothing is written")
  func oneDoesNotOpen() throws {
    let rows = try sealed(["甲", "乙"])
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let broken = SealedSecret(.channel(9), name: "丁", bytes: rows[1].bytes, keyID: rows[1].keyID)
    #expect(throws: Refusal.self) { try KeyChange.reseal(rows + [broken], at: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("a link to the file stays a link")
  func link() throws {
    let rows = try sealed(["甲"])
    let place = path + ".real"
    try FileManager.default.moveItem(atPath: path, toPath: place)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: place)
    _ = try KeyChange.reseal(rows, at: path)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == place)
    #expect(try KeyFile.open(place).ids.count == 2)
  }
}
