/// Why a row cannot stand under its header. Texts are excerpts.
package enum ColumnMisfit: Hashable, Sendable {
  /// A cell over several columns of the header, or beside it.
  case spans(String)
  /// Fewer or more cells than the header.
  case count(Int, header: Int)
  /// A cell beyond the header.
  case beyond(String)
}
