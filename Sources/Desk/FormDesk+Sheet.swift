package import Documents
package import Domain
internal import Reports
internal import Store

/// What became of the rows of a spreadsheet by which forms were filled in.
package struct FillingOutcome: Hashable, Sendable {
  /// A value that took the place of another.
  package struct Replaced: Hashable, Sendable {
    /// The row, and the value.
    package let row: Int, value: ReplacedValue
  }

  /// How many cells were filled in, and how many said what stood there already.
  package var filled = 0, unchanged = 0
  /// How many of those filled in are reported values (指标完成值).
  package var reported = 0
  /// The reported values that took the place of others.
  package var replaced: [Replaced] = []
  /// The refused rows; nothing of them was taken.
  package var refused: [RefusedRow] = []

  /// Nothing yet.
  package init() {}
}

extension FormDesk {
  /// Fills forms of a department's period in by the rows of a spreadsheet: good rows are taken, bad ones come back with their
  /// reasons, and the same file again changes nothing. A file that was made for another department or period is refused.
  ///
  /// - Parameter signer: refuses rows of projects that whoever fills in does not answer for; none by default.
  package func fill(
    by sheet: FillingSheet, _ signer: (ProjectID?) throws(Refusal) -> Void = { _ in }, of department: DepartmentID,
    _ form: DepartmentForm, through month: Int, by actor: String,
    on today: Day, fiscalYear: Int, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> FillingOutcome {
    let whole = FormKey(department: department, owner: .whole, form: form, month: month)
    let day = FormDesk.day(of: whole, fiscalYear: fiscalYear, today: today)
    let material = try await material(of: department, form, through: whole.month, asOf: day, today: today)
    try material.checkMonth()
    try FormDesk.check(sheet, isFor: FillingRow.Stamp(material.facts.identity, form, through: whole.month))
    var indicators: [FormOwner: [IndicatorEntry]] = [:]
    var read: [ReadRow] = []
    for (index, row) in sheet.rows.enumerated() {
      try Task.checkCancellation()
      progress(index, sheet.rows.count)
      do {
        if let misfit = row.misfit { throw misfit }
        let key = try FormDesk.key(of: row, in: material)
        try signer(key.owner.project)
        if indicators[key.owner] == nil { indicators[key.owner] = try await store.indicators(of: key, asOf: day) }
        read.append(try FormDesk.read(row, key, indicators[key.owner] ?? []))
      } catch let refusal as Refusal {
        read.append(ReadRow(number: row.number, key: whole, content: .failure(refusal)))
      }
    }
    let rows = FormDesk.refusingTwice(read)
    let texts = material.texts
    return try await store.fill(
      form, of: department, through: whole.month, by: actor.normalised, on: today, asOf: day
    ) { material in
      try FormDesk.choose(rows, for: material.having(texts), today: today)
    }
  }

  /// A row as far as it can be read without the forms.
  struct ReadRow: Sendable {
    let number: Int
    let key: FormKey
    /// The indicator it is about; nil for the form as such.
    var indicator: IndicatorID?
    var isConfirmed = false
    /// What the file shows beside it as known.
    var shown: String?
    let content: Result<[FormEntry], Refusal>
  }

  /// Takes row by row what the forms take, each with what the rows before it filled in.
  static func choose(
    _ rows: [ReadRow], for given: FormMaterial, today: Day
  ) throws -> (intakes: [FormKey: FormIntake], told: FillingOutcome) {
    var (material, outcome, chosen) = (given, FillingOutcome(), [FormKey: FormIntake]())
    for row in rows {
      do throws(Refusal) {
        let (entries, owner) = (try row.content.get(), row.key.owner)
        try FormDesk.checkFields(entries, of: row.key.form)
        try FormDesk.checkPlaces(entries, of: owner, in: material)
        var intake = try material.intake(
          entries, of: owner, today: today, consent: FormConsent(isConfirmed: row.isConfirmed))
        intake += try material.confirmed(row, entries)
        outcome.unchanged += intake.unchanged
        guard !intake.isEmpty else { continue }
        try material.versions[owner]?.last?.progress.checkFillable()
        let filled = material.taking(intake, into: owner)
        try FormDesk.check(entries, of: owner, in: filled)
        material = filled
        chosen[row.key, default: FormIntake()] += intake
        outcome.take(intake, row.number)
      } catch {
        outcome.refused.append(RefusedRow(row: row.number, error))
      }
    }
    // What all rows come to is agreed to by who has read it.
    let refused = Set(outcome.refused.map(\.row))
    for row in rows where row.isConfirmed && row.indicator == nil && !refused.contains(row.number) {
      let agreed = material.agreeingCosts(of: row.key.owner)
      guard !agreed.isEmpty else { continue }
      if let question = material.costQuestion(of: row.key.owner, unlessIn: row.shown ?? "") {
        // Nothing of a row that is refused is taken.
        let rest = rows.map { $0.number == row.number ? $0.refused(by: question) : $0 }
        return try choose(rest, for: given, today: today)
      }
      do throws(Refusal) {
        try material.versions[row.key.owner]?.last?.progress.checkFillable()
        chosen[row.key, default: FormIntake()] += agreed
        outcome.take(agreed, row.number)
      } catch {
        outcome.refused.append(RefusedRow(row: row.number, error))
      }
    }
    return (chosen, outcome)
  }

  /// A file is of one period, and of the one that was asked for, or it is not read at all.
  private static func check(_ sheet: FillingSheet, isFor stamp: FillingRow.Stamp) throws(Refusal) {
    guard let row = sheet.rows.first(where: { !$0.stamp.agrees(with: stamp) }) else { return }
    throw .sheet(.otherStamp(sheet.name, row: row.number, wanted: stamp.text, found: row.stamp.text.excerpt))
  }

  private static func key(of row: FillingRow, in material: FormMaterial) throws(Refusal) -> FormKey {
    var owner = FormOwner.whole
    if !row.isWhole {
      let code = try ProjectCode.parse(row.project)
      guard let sheet = material.sheets.first(where: { $0.code == code }) else { throw SpendingAccount.unknown(code) }
      owner = .project(sheet.id)
    } else if row.stamp.department == nil {
      // Every department has a form of its own: nothing else in the row tells them apart.
      throw .sheet(.stampMissing)
    }
    return FormKey(department: material.facts.id, owner: owner, form: material.form, month: material.month)
  }

  private static func read(
    _ row: FillingRow, _ key: FormKey, _ known: [IndicatorEntry]
  ) throws(Refusal) -> ReadRow {
    var indicator: IndicatorEntry?
    if !row.isOfForm {
      let chosen = try IndicatorEntry.choose(row.indicator.isEmpty ? row.name ?? "" : row.indicator, from: known)
      try row.check(isOf: chosen.name, chosen.target.text, position: chosen.position)
      indicator = chosen
    }
    var entries: [FormEntry] = []
    for (name, text) in row.cells.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let reason = name.takesReason ? row.reason : nil
      entries.append(try FormEntry(FormField(name, indicator: indicator?.id), typed: text, reason: reason))
    }
    return ReadRow(
      number: row.number, key: key, indicator: indicator?.id, isConfirmed: row.isConfirmed, shown: row.shown,
      content: .success(entries))
  }

  /// Rows that are about the same are all refused: nobody knows which of them counts.
  private static func refusingTwice(_ rows: [ReadRow]) -> [ReadRow] {
    struct Subject: Hashable {
      let key: FormKey, indicator: IndicatorID?
    }
    func subject(_ row: ReadRow) -> Subject? {
      if case .failure = row.content { nil } else { Subject(key: row.key, indicator: row.indicator) }
    }
    let bySubject = Dictionary(grouping: rows, by: subject)
    return rows.map { row in
      guard let same = subject(row).flatMap({ bySubject[$0] }), same.count > 1 else { return row }
      return ReadRow(number: row.number, key: row.key, content: .failure(.sheet(.rowTwice(same.map(\.number)))))
    }
  }
}

extension FormDesk.ReadRow {
  /// The same, refused.
  fileprivate func refused(by refusal: Refusal) -> FormDesk.ReadRow {
    FormDesk.ReadRow(number: number, key: key, content: .failure(refusal))
  }
}

extension FormMaterial {
  /// What is asked about the cost rows of a form; nil for nothing, and where a text that was read names it with these amounts.
  fileprivate func costQuestion(of owner: FormOwner, unlessIn text: String) -> Refusal? {
    guard case .monitoring(let form)? = FormChecks(self, of: owner).form, !form.isCostQuestion(in: text) else {
      return nil
    }
    return form.costQuestion
  }

  /// A row that only confirms: the last value holds. Beside a value it confirms that one.
  fileprivate func confirmed(_ row: FormDesk.ReadRow, _ entries: [FormEntry]) throws(Refusal) -> FormIntake {
    guard row.isConfirmed, let indicator = row.indicator, !entries.contains(where: { $0.field.name == .actual }) else {
      return FormIntake()
    }
    do throws(Refusal) {
      return try confirming(indicator, of: row.key.owner)
    } catch {
      if entries.isEmpty { throw error }
      return FormIntake()
    }
  }
}

extension FillingOutcome {
  fileprivate mutating func take(_ intake: FormIntake, _ row: Int) {
    filled += intake.entries.count
    reported += intake.reports.count
    replaced += intake.reports.compactMap { report in
      report.replaced.map { Replaced(row: row, value: $0) }
    }
  }
}
