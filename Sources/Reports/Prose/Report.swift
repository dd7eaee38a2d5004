/// A report in plain Chinese: headings, paragraphs, tables and pictures, one after another. Every format is made from it.
package struct Report: Hashable, Sendable {
  /// A part of a report.
  package enum Block: Hashable, Sendable {
    /// 一、…
    case heading(String)
    /// Running text.
    case paragraph(String)
    /// A table under its caption (表1 …); the grid's own title is not printed.
    case table(caption: String, FormGrid)
    /// A picture above its caption (图1 …).
    case picture(caption: String, Picture)
  }

  /// 标题.
  package let title: String
  /// What stands below it, such as up to when the figures go; empty for nothing.
  package let subtitle: String
  /// Its head and tail where it is an official letter; nil for a working report.
  package let letter: Letter?
  /// The parts.
  package let blocks: [Block]
  /// Tables on sheets of their own behind it.
  package let annexes: [Annex]
  /// The signatures' line; empty for none.
  package let signatures: [String]

  /// A report.
  package init(
    title: String, subtitle: String = "", letter: Letter? = nil, blocks: [Block], annexes: [Annex] = [],
    signatures: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.letter = letter
    self.blocks = blocks
    self.annexes = annexes
    self.signatures = signatures
  }

  /// 附件说明, a line each; none where the letter names no annex.
  var annexLines: [String] {
    let named = annexes.filter(\.isNamed).map(\.grid.title)
    if named.count == 1 { return ["附件：\(named[0])"] }
    return named.enumerated().map { "\($0 == 0 ? "附件：" : "　　　")\($0 + 1).\($1)" }
  }

  /// What stands above an annex: 附件, with its number where there are several; empty for one that is not named.
  func mark(of index: Int) -> String {
    guard annexes[index].isNamed else { return "" }
    let named = annexes.count { $0.isNamed }
    return named == 1 ? "附件" : "附件\(annexes[...index].count { $0.isNamed })"
  }
}

extension FormGrid {
  /// A table of a report: a heading, and rows of texts.
  init(
    columns: [(caption: String, width: Int, alignment: Alignment)], rows: [[Cell]]
  ) {
    self.init(
      title: "", period: "", rows: [columns.map { Cell($0.caption) }] + rows, heading: 0..<1,
      widths: columns.map(\.width), notes: [], signatures: [])
  }
}
