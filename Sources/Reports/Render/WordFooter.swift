internal import OpenXML

/// The number of a page below its text: “— 1 —”, at the right of odd pages and at the left of even ones.
/// Source: GB/T 9704-2012.
enum WordFooter {
  private static let kinds: [(name: String, kind: String, side: String)] = [
    ("footer1", "default", "right"), ("footer2", "even", "left"),
  ]
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  static let contentTypes =
    kinds.map { "<Override PartName=\"/word/\($0.name).xml\" ContentType=\"\(word).footer+xml\"/>" }.joined()
    + "<Override PartName=\"/word/settings.xml\" ContentType=\"\(word).settings+xml\"/>"

  static let relations =
    kinds.map {
      "<Relationship Id=\"\($0.name)\" Type=\"\(WordParts.office)/officeDocument/2006/relationships/footer\" Target=\"\($0.name).xml\"/>"
    }.joined()
    + "<Relationship Id=\"settings\" Type=\"\(WordParts.office)/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>"

  static let references = kinds.map {
    "<w:footerReference w:type=\"\($0.kind)\" r:id=\"\($0.name)\"/>"
  }.joined()

  static let parts: [ZipWriter.Part] =
    kinds.map { ZipWriter.Part("word/\($0.name).xml", footer(side: $0.side)) } + [
      ZipWriter.Part(
        "word/settings.xml",
        "\(WordParts.head)<w:settings \(WordParts.namespaces)><w:evenAndOddHeaders/></w:settings>")
    ]

  private static func footer(side: String) -> String {
    let type = "<w:rPr>\(WordParts.fonts())<w:sz w:val=\"28\"/></w:rPr>"
    func run(_ inner: String) -> String { "<w:r>\(type)\(inner)</w:r>" }
    return WordParts.head + "<w:ftr \(WordParts.namespaces)><w:p><w:pPr><w:jc w:val=\"\(side)\"/></w:pPr>"
      + run("<w:t xml:space=\"preserve\">— </w:t>") + run("<w:fldChar w:fldCharType=\"begin\"/>")
      + run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>")
      + run("<w:fldChar w:fldCharType=\"separate\"/>") + run("<w:t>1</w:t>")
      + run("<w:fldChar w:fldCharType=\"end\"/>") + run("<w:t xml:space=\"preserve\"> —</w:t>") + "</w:p></w:ftr>"
  }
}
