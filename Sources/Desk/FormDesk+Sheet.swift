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
    _ rows: [FillingRow], of department: DepartmentID, _ form: DepartmentForm, through month: Int, by actor: String,
    on today: Day, fiscalYear: Int, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> FillingOutcome {
    let whole = FormKey(department: department, owner: .whole, form: form, month: month)
    let day = FormDesk.day(of: whole, fiscalYear: fiscalYear, today: today)
    let material = try await material(of: department, form, through: whole.month, asOf: day)
    try material.checkMonth()
    var indicators: [FormOwner: [IndicatorEntry]] = [:]
    var read: [ReadRow] = []
    for (index, row) in rows.enumerated() {
      try Task.checkCancellation()
      progress(index, rows.count)
      do {
        if let misfit = row.misfit { throw misfit }
        let key = try FormDesk.key(of: row, in: material)
        if indicators[key.owner] == nil { indicators[key.owner] = try await store.indicators(of: key) }
        let entries = try FormDesk.entries(of: row, indicators[key.owner] ?? [])
        read.append(ReadRow(number: row.number, key: key, content: .success(entries)))
      } catch let refusal as Refusal {
        read.append(ReadRow(number: row.number, key: whole, content: .failure(refusal)))
      }
    }
    return try await store.fill(
      form, of: department, through: whole.month, by: actor.normalised, on: today, asOf: day
    ) { [read] material in
      try FormDesk.choose(read, for: material)
    }
  }

  /// A row as far as it can be read without the forms.
  struct ReadRow: Sendable {
    let number: Int
    let key: FormKey
    let content: Result<[FormEntry], Refusal>
  }

  /// Takes row by row what the forms take, each with what the rows before it filled in.
  static func choose(
    _ rows: [ReadRow], for material: FormMaterial
  ) throws -> (entries: [FormKey: [FormEntry]], told: FillingOutcome) {
    var (material, outcome, chosen) = (material, FillingOutcome(), [FormKey: [FormEntry]]())
    for row in rows {
      do throws(Refusal) {
        let (entries, owner) = (try row.content.get(), row.key.owner)
        let standing = material.filling(of: owner)
        let new = entries.filter { standing[$0.field.name, $0.field.indicator] != $0 }
        outcome.unchanged += entries.count - new.count
        guard !new.isEmpty else { continue }
        try material.versions[owner]?.last?.progress.checkFillable()
        try FormDesk.checkFields(new, of: row.key.form)
        let filled = material.filling(new, into: owner)
        try FormDesk.check(new, of: owner, in: filled)
        material = filled
        chosen[row.key, default: []] += new
        outcome.filled += new.count
      } catch {
        outcome.refused.append(RefusedRow(row: row.number, error))
      }
    }
    return (chosen, outcome)
  }

  private static func key(of row: FillingRow, in material: FormMaterial) throws(Refusal) -> FormKey {
    var owner = FormOwner.whole
    if !row.isWhole {
      let code = try ProjectCode.parse(row.project)
      guard let sheet = material.sheets.first(where: { $0.code == code }) else { throw SpendingAccount.unknown(code) }
      owner = .project(sheet.id)
    }
    return FormKey(department: material.facts.id, owner: owner, form: material.form, month: material.month)
  }

  private static func entries(
    of row: FillingRow, _ known: [IndicatorEntry]
  ) throws(Refusal) -> [FormEntry] {
    let indicator = row.indicator.isEmpty ? nil : try IndicatorEntry.choose(row.indicator, from: known).id
    var entries: [FormEntry] = []
    for (name, text) in row.cells.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let reason = name.isOverride || name == .score ? row.reason : nil
      entries.append(try FormEntry(FormField(name, indicator: indicator), typed: text, reason: reason))
    }
    return entries
  }
}
