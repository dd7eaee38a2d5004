import Pages
import Testing

@testable import Web

@Suite("Style and scripts")
struct AssetTests {
  @Test("a style loses comments and blanks, and nothing in quotes")
  func squeezed() {
    #expect(
      Assets.squeezed(
        "/* 一 */ a , b > c { content : \" ; { /* x */ \" ; color:red }\n\n@media (max-width: 8px) {\n d { x: minmax(0, 1fr) } }"
      )
        == "a,b > c{content : \" ; { /* x */ \";color:red}@media (max-width: 8px){d{x: minmax(0,1fr)}}")
    #expect(Assets.squeezed("") == "" && Assets.squeezed("a{b:\"") == "a{b:\"")
  }

  @Test("each is small enough for an old machine on a slow line")
  func sizes() throws {
    for address in [Assets.ofProgram.chrome.style, Assets.ofProgram.chrome.script, Assets.ofProgram.chrome.worker] {
      let name = try #require(address.path.split(separator: "/").last.map(String.init))
      guard case .asset(let bytes, _) = try #require(Assets.ofProgram[name]).content else { continue }
      #expect((1...30_000).contains(bytes.count), "\(name): \(bytes.count)")
    }
  }
}
