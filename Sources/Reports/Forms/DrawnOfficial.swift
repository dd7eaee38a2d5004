internal import Domain

extension FormGrid {
  /// A form that an earlier program kept as it was drawn, without what that program drew for a working copy. What it says
  /// stays: texts, figures, and why a person's stands in place of a computed one.
  ///
  /// - Parameter name: whose form it is, for the pages after the first.
  func official(named name: String) -> FormGrid {
    let rows = rows.map { row in
      row.map { cell in
        FormGrid.Cell(
          cell.text.hasSuffix("＊") ? String(cell.text.dropLast()) : cell.text, columns: cell.columns, rows: cell.rows,
          cell.alignment)
      }
    }
    return FormGrid(
      title: title, period: period, rows: rows, heading: heading, widths: widths,
      notes: notes.compactMap(FormGrid.official), signatures: FormSignatures.line(.official, signatures), unit: unit,
      running: "\(name)　\(title)")
  }

  /// A remark as it stands on what is filed; nil for one about the program, or about what it found.
  private static func official(_ note: String) -> String? {
    if AlertSeverity.allCases.contains(where: { note.hasPrefix("\($0.chinese)：") }) { return nil }
    if let shaded = note.firstRange(of: "带底色的为系统按记录计算，＊为人工更正。") {
      let rest = String(note[..<shaded.lowerBound])
      return rest == "注：" ? nil : rest
    }
    guard note.hasPrefix("＊"), let reason = note.firstRange(of: "，理由：") else { return note }
    let marks = ["，人工更正为"].compactMap { note.firstRange(of: $0) }
    guard let mark = marks.first, let colon = note.firstIndex(of: "：") else { return note }
    let value = note[mark.upperBound..<reason.lowerBound]
    return note[..<colon].dropFirst() + value + "，依据：" + note[reason.upperBound...]
  }
}
