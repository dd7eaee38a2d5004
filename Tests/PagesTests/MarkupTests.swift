import Pages
import Testing

@Suite("Pieces of pages")
struct MarkupTests {
  private func text(_ markup: Markup) -> String { String(decoding: markup.bytes, as: UTF8.self) }

  @Test("whatever is put in is escaped, pieces are not")
  func escaping() {
    let name = "<script>\"'&\u{0}\u{1F}</script>"
    let piece: Markup = "<b>\(name)</b>"
    #expect(
      text("<p title=\"\(name)\">\(piece)</p>")
        == "<p title=\"&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;\"><b>&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;</b></p>"
    )
    #expect(text("\(nil as String?)\(7)\([piece, "x"])\(nil as Markup?)") == "7" + text(piece) + "x")
  }

  @Test(
    "every text comes back from an escaped piece",
    arguments: ["", "保洁费", "a&amp;b", "1 < 2 > 0", "‘’“”", "\u{1F600}\n\t"])
  func roundTrip(_ given: String) {
    let back = text("\(given)").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
      "&quot;", with: "\""
    )
    .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    #expect(back == given)
  }

  @Test("addresses hold any text, and come back")
  func addresses() throws {
    let address = Address("/projects").with("q", "保洁 & <费>").with("sort", "-gap").with("none", nil)
    #expect(address.text == "/projects?q=%E4%BF%9D%E6%B4%81%20%26%20%3C%E8%B4%B9%3E&sort=-gap")
    #expect(Address(from: address.text) == address)
    #expect((Address("/projects") / "a/b?c").text == "/projects/a%2Fb%3Fc")
    #expect(address.with("q", nil).text == "/projects?sort=-gap")
  }

  @Test(
    "only places of this site are gone to",
    arguments: [
      "//evil.example", "https://evil.example/", "/\\evil.example", "evil", "", "/a b", "/\u{0A}",
      "javascript:alert(1)",
    ])
  func foreign(_ text: String) { #expect(Address(from: text) == nil) }

  @Test("what must be chosen is required where nothing could be: HTML has no word for it where one is always taken")
  func required() {
    func choice(_ first: String) -> String {
      text(Field("f", "部门", .choice([(first, "甲"), ("b", "乙")]), isRequired: true).markup(nil))
    }
    #expect(choice("").contains("<select id=\"f-f\" name=\"f\" required>") && choice("a").contains("name=\"f\">"))
    #expect(choice("a").contains("class=\"must\""))
    #expect(text(Field("f", "说明", isRequired: true).markup(nil)).contains(" required"))
  }

  @Test("fields as browsers send them")
  func fields() throws {
    let fields = try #require(FormFields(urlencoded: Array("a=1&b=%E5%85%83+x&a=2&c".utf8)))
    #expect(fields["a"] == "1" && fields.all("a") == ["1", "2"] && fields["b"] == "元 x" && fields["c"] == "")
    #expect(fields.typed("c") == nil && fields["d"] == nil)
    for bad in ["a=%", "a=%4", "a=%zz", "%ff=1"] { #expect(FormFields(urlencoded: Array(bad.utf8)) == nil) }
  }
}
