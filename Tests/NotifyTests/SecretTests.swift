import CNotify
import Domain
import Foundation
import Testing

@testable import Notify

@Suite("Secrets and targets")
struct SecretTests {
  private func path() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-key-\(UUID().uuidString)/channel.key").path
  }

  @Test("what was sealed opens with the same key and name only, and shows nothing")
  func sealing() throws {
    let keys = try KeyFile.make(path()).file, other = try KeyFile.make(path()).file
    let secret = ChannelSecret(url: "https://robot.example/key=TOPSECRET", secret: "s")
    let (sealed, id) = try keys.seal(secret, for: "科室群")
    #expect(id == keys.ids[0] && id != other.ids[0] && id.count == 12)
    let opened = try KeyFile.open(keys.path).open(sealed, for: "科室群", by: id)
    #expect(opened.secret == secret && opened.keyID == id)
    #expect(try keys.open(sealed, for: "科室群", by: nil).keyID == id, "where the id was not kept, each key is tried")
    #expect(String(decoding: sealed, as: UTF8.self).contains("TOPSECRET") == false)
    #expect(throws: Refusal.self) { try keys.open(sealed, for: "别的群", by: id) }
    #expect(throws: Refusal.self) { try keys.open(Array(sealed.dropLast()), for: "科室群", by: id) }
    #expect(throws: Refusal.self) { try other.open(sealed, for: "科室群", by: nil) }
    let refusal = #expect(throws: Refusal.self) { try other.open(sealed, for: "科室群", by: id) }
    #expect(
      refusal?.message
        == "通道“科室群”是用编号为 \(id) 的密钥加密的，密钥文件 \(other.path) 里没有这一把（有 \(other.ids[0])）。请换上设置通道时的密钥文件。")
  }

  @Test("who only reads makes no key, and one that others can read or that is none is refused")
  func keyFile() throws {
    let path = path()
    #expect(throws: Refusal.self) { try KeyFile.open(path) }
    #expect(!KeyFile.exists(path))
    let made = try KeyFile.make(path)
    #expect(made.isNew)
    let again = try KeyFile.make(path)
    #expect(!again.isNew && again.file.ids == made.file.ids)
    let mode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    #expect(mode == 0o600)
    chmod(path, 0o644)
    #expect(throws: Refusal.key(.exposed(path))) {
      try KeyFile.open(path)
    }
    chmod(path, 0o600)
    try "不是密钥\n".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(throws: Refusal.key(.broken(path))) {
      try KeyFile.open(path)
    }
  }

  @Test(
    "private, shared and special ranges",
    arguments: [
      ("10.1.2.3", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.1.1", true), ("169.254.169.254", true),
      ("100.64.0.1", true), ("100.128.0.1", false), ("127.8.8.8", true), ("0.0.0.0", true), ("224.0.0.1", true),
      ("255.255.255.255", true), ("8.8.8.8", false), ("::1", true), ("::", true), ("fe80::1", true), ("fd00::1", true),
      ("::ffff:10.0.0.1", true), ("::ffff:8.8.8.8", false), ("64:ff9b::7f00:1", true), ("2002:7f00:1::", true),
      ("2400:3200::1", false), ("不是地址", true),
    ])
  func ranges(address: String, isPrivate: Bool) { #expect((notify_is_private(address) == 1) == isPrivate) }

  @Test("long Chinese subjects are cut into encoded words on characters, none over 75")
  func subjects() throws {
    let title = "【绩效预警】" + String(repeating: "县域特色产业集群", count: 12) + " & < \r\nBcc: x@y.z"
    let words = Mail.encodedWords(title).components(separatedBy: "\r\n ")
    #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?UTF-8?B?") })
    let decoded = try words.map { word in
      let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
      return try #require(String(data: data, encoding: .utf8))
    }.joined()
    #expect(decoded == title.replacingOccurrences(of: "\r\n", with: ""))
  }

  @Test("a text is cut on characters")
  func cutting() {
    #expect("绩效预警".cut(toBytes: 12, saying: "…") == "绩效预警")
    #expect("绩效预警".cut(toBytes: 11, saying: "…") == "绩效…")
  }
}
