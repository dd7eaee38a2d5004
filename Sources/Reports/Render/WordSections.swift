internal import OpenXML

/// The sections of a Word document of forms: one each, whose pages are counted from 1, with whose form it is above every page
/// but the first.
struct WordSections {
  private let heads: [String]
  private static let kinds = "\(WordParts.office)/officeDocument/2006/relationships"
  private static let types = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  /// - Parameter heads: what stands above the pages of each form.
  init(_ heads: [String]) { self.heads = heads }

  /// What ends a form that another follows.
  func end(of index: Int) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"FormGap\"/>\(section(index))</w:pPr></w:p>"
  }

  private func section(_ index: Int) -> String {
    "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\(index + 1)\"/>"
      + "<w:footerReference w:type=\"default\" r:id=\"pages\"/><w:footerReference w:type=\"first\" r:id=\"pages\"/>"
      + "<w:type w:val=\"nextPage\"/>\(WordPage.landscape.paper)<w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>"
  }

  /// The whole document around the forms. Nil where no memory is left.
  func container(_ body: String, title: String) -> [UInt8]? {
    let names = heads.indices.map { "header\($0 + 1)" }
    let types =
      names.map { type(of: $0, "header") }.joined() + type(of: "pages", "footer")
    let relations = names.map { relation(to: $0, "header") }.joined() + relation(to: "pages", "footer")
    let parts: [ZipWriter.Part] = [
      .init("[Content_Types].xml", WordParts.contentTypes(types)), .init("_rels/.rels", WordParts.relations),
      .init("docProps/core.xml", WordParts.core(title)),
      .init("word/_rels/document.xml.rels", WordParts.documentRelations(pictures: 0, relations)),
      .init("word/styles.xml", WordParts.styles(isReport: false)),
      .init("word/document.xml", WordParts.document(body, section(max(0, heads.count - 1)))),
    ]
    let headers = zip(names, heads).map { name, head in
      ZipWriter.Part("word/\(name).xml", WordSections.part("hdr", paragraph("left", WordSections.run(text: head))))
    }
    return ZipWriter.container(
      of: parts + headers + [.init("word/pages.xml", WordSections.part("ftr", paragraph("center", numbers)))])
  }

  private func type(of name: String, _ kind: String) -> String {
    "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(WordSections.types).\(kind)+xml\"/>"
  }

  private func relation(to name: String, _ kind: String) -> String {
    "<Relationship Id=\"\(name)\" Type=\"\(WordSections.kinds)/\(kind)\" Target=\"\(name).xml\"/>"
  }

  /// `第1页　共2页`, of several forms `第1页`.
  private var numbers: String {
    // How many pages a section has, not every program counts.
    WordSections.run(text: "第") + WordSections.field("PAGE") + WordSections.run(text: "页")
      + (heads.count > 1
        ? "" : WordSections.run(text: "　共") + WordSections.field("NUMPAGES") + WordSections.run(text: "页"))
  }

  private static func part(_ kind: String, _ body: String) -> String {
    "\(WordParts.head)<w:\(kind) \(WordParts.namespaces)>\(body)</w:\(kind)>"
  }

  private func paragraph(_ side: String, _ runs: String) -> String {
    "<w:p><w:pPr><w:jc w:val=\"\(side)\"/></w:pPr>\(runs)</w:p>"
  }

  private static func run(_ inner: String) -> String {
    "<w:r><w:rPr>\(WordParts.fonts())<w:sz w:val=\"18\"/></w:rPr>\(inner)</w:r>"
  }

  private static func run(text: String) -> String { run("<w:t xml:space=\"preserve\">\(escaped(text))</w:t>") }

  private static func field(_ name: String) -> String {
    run("<w:fldChar w:fldCharType=\"begin\"/>") + run("<w:instrText xml:space=\"preserve\"> \(name) </w:instrText>")
      + run("<w:fldChar w:fldCharType=\"separate\"/>") + run("<w:t>1</w:t>") + run("<w:fldChar w:fldCharType=\"end\"/>")
  }
}
