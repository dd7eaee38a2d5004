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
  package init(reading cell: ArraySlice<UInt8>) throws(InputProblem) {
    text = String(decoding: cell.normalised, as: UTF8.self)
    guard !text.isEmpty else { throw InputProblem("voucher-missing", "没有填写凭证号；凭证号用来防止同一笔支出记两次。") }
    guard text.unicodeScalars.count <= Voucher.most else {
      throw InputProblem("voucher-too-long", "凭证号“\(text.excerpt)”有\(text.count)个字，最多\(Voucher.most)个字，请核对是否串了栏。")
    }
    // A tab is a blank; line breaks at the ends are those of the file.
    let inner = cell.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }
    guard inner.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
      throw InputProblem("voucher-control", "凭证号“\(text.excerpt)”里有看不见的控制字符或换行，请删去后再记。")
    }
  }

  /// A voucher as typed.
  package init(_ typed: String) throws(InputProblem) { try self.init(reading: Array(typed.utf8)[...]) }

  /// A voucher as it is kept.
  package init(kept text: String) { self.text = text }

  package var description: String { text }
}
