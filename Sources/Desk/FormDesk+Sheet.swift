package import Domain
internal import Reports
internal import Store

/// What became of the rows of a spreadsheet by which forms were filled in.
package struct FillingOutcome: Hashable, Sendable {
  /// How many cells were filled in, and how many said what stood there already.
  package var filled = 0, unchanged = 0
  /// The refused rows; nothing of them was taken.
  package var refused: [RefusedRow] = []

  /// Nothing yet.
  package init() {}
}

extension FormDesk {
  /// Fills forms of a department's period in by rows of a spreadsheet: good rows are taken, bad ones come back with their
  /// reasons, and the same file again changes nothing.
  package func fill(
    _ rows: [FillingRow], of department: Int64, _ form: DepartmentForm, through month: Int, by actor: String,
    on today: Day, fiscalYear: Int, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> FillingOutcome {
    let whole = FormKey(department: department, project: nil, form: form, month: month)
    let day = FormDesk.day(of: whole, fiscalYear: fiscalYear, today: today)
    let material = try await material(of: department, form, through: whole.month, asOf: day)
    var outcome = FillingOutcome()
    for (index, row) in rows.enumerated() {
      try Task.checkCancellation()
      progress(index, rows.count)
      do {
        if let misfit = row.misfit { throw misfit }
        let key = try FormDesk.key(of: row, in: material)
        let entries = try await entries(of: row, key)
        let standing = material.filling(of: key.project)
        let new = entries.filter { standing[$0.field.name, $0.field.indicator] != $0 }
        outcome.unchanged += entries.count - new.count
        guard !new.isEmpty else { continue }
        _ = try await fill(key, new, by: actor, on: today, fiscalYear: fiscalYear)
        outcome.filled += new.count
      } catch let refusal as Refusal {
        outcome.refused.append(RefusedRow(row: row.number, refusal))
      }
    }
    return outcome
  }

  private static func key(of row: FillingRow, in material: FormMaterial) throws(Refusal) -> FormKey {
    var project: Int64?
    if !row.isWhole {
      let code = try ProjectCode.parse(row.project)
      guard let sheet = material.sheets.first(where: { $0.code == code }) else { throw SpendingAccount.unknown(code) }
      project = sheet.id
    }
    return FormKey(department: material.facts.id, project: project, form: material.form, month: material.month)
  }

  private func entries(of row: FillingRow, _ key: FormKey) async throws -> [FormEntry] {
    var indicator: Int64?
    if !row.indicator.isEmpty {
      indicator = try IndicatorEntry.choose(row.indicator, from: try await store.indicators(of: key)).id
    }
    return try row.cells.sorted { $0.key.rawValue < $1.key.rawValue }.map { name, text in
      try FormEntry(
        FormField(name, indicator: indicator), typed: text, reason: name.isOverride || name == .score ? row.reason : nil
      )
    }
  }
}
