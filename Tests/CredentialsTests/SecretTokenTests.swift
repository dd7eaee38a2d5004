import TestTools
import Testing

@testable import Credentials

@Suite("Tokens")
struct SecretTokenTests {
  @Test("a token tells what it opens, has 256 bits, and never comes twice", arguments: SecretToken.Kind.allCases)
  func made(kind: SecretToken.Kind) throws {
    let token = SecretToken(kind)
    #expect(token.text.hasPrefix(kind.rawValue) && token.text.count == 5 + 43 && token != SecretToken(kind))
    let shown = try #require(SecretToken(kind, shown: token.text))
    #expect(shown == token && shown.digest == token.digest)
    for other in SecretToken.Kind.allCases where other != kind { #expect(SecretToken(other, shown: token.text) == nil) }
    #expect(Set(SecretToken.Kind.allCases.map(\.rawValue)) == ["jx_s_", "jx_t_", "jx_d_", "jx_l_"])
  }

  @Test("every bit of it comes as often one as zero")
  func even() {
    var random = Sequenced(state: 256)
    var ones = [Int](repeating: 0, count: 256)
    for _ in 0..<400 {
      let bytes = Base64URL.bytes(SecretToken(.session, from: &random).text.dropFirst(5)) ?? []
      for bit in 0..<256 where bytes[bit / 8] >> (bit % 8) & 1 == 1 { ones[bit] += 1 }
    }
    #expect(ones.allSatisfy { (130...270).contains($0) })
  }

  @Test("what is kept is the SHA-256 of the whole text, as sha256sum has it", .enabled(if: Tool.has("sha256sum")))
  func digest() throws {
    let token = SecretToken(.api)
    let hex = token.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(try Tool.run("sha256sum", input: token.text).hasPrefix(hex + " "))
  }

  @Test(
    "what cannot be one is not looked for",
    arguments: [
      "", "jx_s_", "jx_s_" + String(repeating: "A", count: 42), "jx_s_" + String(repeating: "A", count: 44),
      "jx_s_" + String(repeating: "A", count: 42) + "B", "jx_s_" + String(repeating: "A", count: 42) + "=",
      "jx_s_" + String(repeating: "A", count: 42) + "+", "JX_S_" + String(repeating: "A", count: 43),
      " jx_s_" + String(repeating: "A", count: 43), String(repeating: "A", count: 48),
    ])
  func unread(text: String) { #expect(SecretToken(.session, shown: text) == nil) }

  @Test("nothing that is printed has it in it")
  func hidden() {
    let token = SecretToken(.device)
    var printed = "\(token) \(String(reflecting: token))"
    dump([token], to: &printed)
    #expect(!printed.contains(token.text.dropFirst(5)) && printed.contains("jx_d_…"))
  }

  @Test(
    "Base64 for addresses as RFC 4648 has it",
    arguments: [
      ([], ""), ([0xFB], "-w"), ([0xFF, 0xFE], "__4"), ([0x14, 0xFB, 0x9C, 0x03, 0xD9, 0x7E], "FPucA9l-"),
    ] as [([UInt8], String)])
  func base64(bytes: [UInt8], text: String) {
    #expect(Base64URL.text(bytes) == text && Base64URL.bytes(text) == bytes)
  }
}
