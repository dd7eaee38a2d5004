/// The number of a voucher (凭证号), which counts once in a project.
///
/// Full-width letters and digits are half-width, blanks at the ends are gone and runs of blanks are one: so the same voucher
/// has the same text by whatever door it comes, and the database's unique key stands on that text.
package struct Voucher: Hashable, Sendable, CustomStringConvertible {
  /// The normalised text.
  package let text: String

  /// Most characters of a voucher; the database holds to the same.
  package static let most = 100

  /// A voucher out of the bytes of a cell, in UTF-8; refused where it is missing, too long, or holds control characters.
  package init(reading cell: ArraySlice<UInt8>) throws(Refusal) {
    text = String(decoding: cell.normalised, as: UTF8.self)
    guard !text.isEmpty else { throw Refusal.value(.voucherMissing) }
    guard text.unicodeScalars.count <= Voucher.most else {
      throw Refusal.value(.voucherTooLong(text.excerpt, length: text.count, most: Voucher.most))
    }
    // A tab is a blank; line breaks at the ends are those of the file.
    let inner = cell.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }
    guard inner.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
      throw Refusal.value(.voucherControl(text.excerpt))
    }
  }

  /// A voucher as typed.
  package init(_ typed: String) throws(Refusal) { try self.init(reading: Array(typed.utf8)[...]) }

  /// A voucher as it is kept.
  package init(kept text: String) { self.text = text }

  package var description: String { text }
}
