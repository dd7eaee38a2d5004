/// For whom a form is printed.
package enum FormEdition: String, Sendable, CaseIterable {
  /// To be signed and filed: what the official table has, and nothing about the program that filled it in. What nobody filled
  /// in stays blank, so that it can be written by hand.
  case official
  /// A working copy (工作稿): what was worked out lies shaded, what is still asked for stands in red, and below the table is
  /// said by which rules, as of which day, and where the form stands.
  case draft
}

extension FormEdition {
  /// The remarks of the form itself, in a working copy with what its signs mean.
  func rules(_ rules: [String]) -> [String] {
    guard self == .draft else { return rules }
    return rules.dropLast() + [(rules.last ?? "注：") + "带底色的为系统按记录计算，＊为人工更正。"]
  }
}
