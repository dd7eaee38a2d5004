internal import Domain
package import Reports

/// Which indicators the rows of a form were of when it was looked at: a later document moves rows, and takes some away.
package enum FormRows {
  static func text(_ rows: [IndicatorID]) -> String { rows.map { "\($0.number)" }.joined(separator: ",") }

  /// The rows that a form was filled in by; nil where it does not say, 0 for what is none.
  package static func numbers(_ form: FormFields) -> [Int64]? {
    form[FormPage.rows].map { $0.split(separator: ",").map { Int64($0) ?? 0 } }
  }

  /// What was typed, each beside the indicator that it was typed for: it would else count for another when it is sent once more.
  ///
  /// - Returns: the fields; and of indicators that have no row any more what was typed, with the column's name.
  package static func moved(
    _ form: FormFields, to sheet: FormSheet
  ) -> (fields: FormFields, left: [(name: String, text: String)]) {
    let new = sheet.rows.map(\.number)
    guard let old = numbers(form), old != new else { return (form, []) }
    var (pairs, left) = ([(name: String, value: String)](), [(name: String, text: String)]())
    for pair in form.pairs {
      let start = pair.name.firstIndex(of: ":").map { pair.name.index(after: $0) } ?? pair.name.startIndex
      let (mark, key) = (pair.name[..<start], String(pair.name[start...]))
      guard let cell = FormSheet.Cell(key: key), let row = cell.row else {
        pairs.append(pair)
        continue
      }
      if old.indices.contains(row), let place = new.firstIndex(of: old[row]) {
        pairs.append((mark + FormSheet.Cell(cell.name, row: place).key, pair.value))
      } else if mark.isEmpty, !pair.value.trimmed.isEmpty, pair.value.trimmed != form[cell.wasKey]?.trimmed {
        left.append((cell.name.chinese, pair.value.trimmed))
      }
    }
    var fields = FormFields(pairs)
    fields.set(FormPage.rows, text(sheet.rows))
    return (fields, left)
  }
}
