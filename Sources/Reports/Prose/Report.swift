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
  /// What stands below it, such as up to when the figures go.
  package let subtitle: String
  /// The parts.
  package let blocks: [Block]
  /// The signatures' line; empty for none.
  package let signatures: [String]

  /// A report.
  package init(title: String, subtitle: String, blocks: [Block], signatures: [String] = []) {
    self.title = title
    self.subtitle = subtitle
    self.blocks = blocks
    self.signatures = signatures
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
