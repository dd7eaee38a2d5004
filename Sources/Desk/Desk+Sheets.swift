package import Contract
package import Domain
package import Reports
internal import Store

/// Cells that are not taken, each with why. Nothing of the form was kept.
package struct CellRefusals: Error {
  /// What of a request is not taken.
  package enum Place: Hashable, Sendable {
    /// A cell by its place in the request.
    case cell(Int)
    /// The indicators' points, and those of the execution rate.
    case points, execution
    /// A row, from 1, that only confirms.
    case confirmed(Int)
  }

  /// What is refused, and why.
  package let cells: [(place: Place, refusal: Refusal)]
}

// Forms as they are filled in on a page: many cells at once.
extension Desk {
  /// A form to be filled in or looked at, as it is laid out for the department.
  package func sheet(of subject: FormSubject, asOf: Day?, at moment: Moment) async throws -> FormSheet {
    let desk = try entering(.readDepartment)
    let (key, year) = try await desk.key(of: subject)
    let day = FormDesk.day(of: key, fiscalYear: year, today: asOf ?? moment.day)
    let paper = try await FormDesk(desk.store).paper(key, asOf: day, seen: asOf, .latest)
      .waiting(by: try await desk.signatories(of: key.department))
      .remarked(try await desk.store.remarks(to: key.department, key.form, through: key.month, seen: asOf))
    let choices = try await desk.store.layoutChoices(of: key.department, key.form)
    let isWhole = key.owner == .whole
    let indicators = try await desk.store.indicators(of: key, asOf: day)
    let handedIn = try await desk.store.handedIn(of: key, seen: asOf)
    let before = paper.progress.state.isIn ? handedIn.dropLast().last : handedIn.last
    guard let identity = try await desk.store.departments().first(where: { $0.id == key.department })?.identity else {
      throw Refusal.department(.vanished)
    }
    let computed = indicators.enumerated().filter { !$1.bound.isReported }.map(\.offset)
    return FormSheet(
      paper, of: identity, key.form, through: key.month,
      by: choices.layout(of: paper.progress, on: asOf ?? moment.day, isWhole: isWhole),
      texts: choices.texts(on: asOf ?? moment.day).of(key.owner),
      rows: indicators.map(\.id), computed: Set(computed),
      before: try before.map { text throws(Refusal) in try FormSnapshot.paper(text) })
  }

  /// Writes several cells into a form: all of them, or none.
  ///
  /// - Returns: the form, and the values that took the place of others, a sentence each.
  /// - Throws: ``CellRefusals`` where cells are not taken.
  package func fill(
    _ request: FormCellsRequest, by actor: Actor, at moment: Moment
  ) async throws -> (paper: StandingPaper, replaced: [String]) {
    let (desk, actor) = try entering(.fillForm, by: actor, request)
    let (key, year) = try await desk.key(of: request.subject)
    try await desk.check(actor, may: .fill, of: key.department, for: key.owner.project)
    let day = FormDesk.day(of: key, fiscalYear: year, today: moment.day)
    let indicators = try await desk.store.indicators(of: key, asOf: day)
    // A row is meant by what stood in it: another document may have moved all of them.
    if let rows = request.rows, rows != indicators.map(\.id.number) { throw Refusal.form(.rowsChanged) }
    func id(_ row: Int) throws(Refusal) -> IndicatorID {
      guard indicators.indices.contains(row - 1) else { throw .form(.noSuchIndicator) }
      return indicators[row - 1].id
    }
    var (entries, refused) = ([TypedEntry](), [(place: CellRefusals.Place, refusal: Refusal)]())
    for (index, cell) in request.cells.enumerated() {
      do throws(Refusal) {
        let field = FormField(cell.field, indicator: try cell.row.map { row throws(Refusal) in try id(row) })
        entries.append(
          TypedEntry(
            place: .cell(index), entry: try FormEntry(field, typed: cell.text, reason: cell.reason),
            seen: cell.was.map { [SeenText(.cell(index), cell, was: $0)] } ?? [],
            consent: .to(Set(cell.agreed), at: door)))
      } catch {
        refused.append((.cell(index), error))
      }
    }
    var confirmed: [(row: Int, id: IndicatorID)] = []
    for row in request.confirmed {
      do throws(Refusal) { confirmed.append((row, try id(row))) } catch { refused.append((.confirmed(row), error)) }
    }
    do throws(Refusal) {
      if let weights = request.weights {
        let entry = try FormEntry(
          weights: weights.points, execution: weights.execution, of: indicators.map(\.id), reason: request.weightsReason
        )
        let seen = request.weightsWere.map { was in
          [
            SeenText(.points, nil, "分值", was: was.points, typed: weights.points),
            SeenText(.execution, nil, "预算执行率分值", was: was.execution, typed: weights.execution),
          ]
        }
        entries.append(TypedEntry(place: .points, entry: entry, seen: seen ?? [], consent: .none))
      }
    } catch {
      refused.append((.points, error))
    }
    guard refused.isEmpty else { throw CellRefusals(cells: refused) }
    let filled = try await FormDesk(desk.store.acting(as: actor.name)).fill(
      key, each: entries, confirming: confirmed, by: actor.name, on: moment.day, fiscalYear: year)
    return (
      filled.paper.waiting(by: try await desk.signatories(of: key.department)),
      filled.reports.compactMap { $0.replaced?.chinese }
    )
  }

  /// Which forms a department hands in.
  package func periods(of choice: DepartmentChoice, asOf day: Day) async throws -> FormPeriodsAnswer {
    let desk = try entering(.readDepartment)
    let entry = try await desk.department(choice)
    let parameters = try await desk.store.snapshot(of: entry.id, asOf: day)?.facts.parameters
    let inHand = parameters?.formInHand(on: day, in: entry.identity.fiscalYear)
    return FormPeriodsAnswer(
      entry.identity, months: (parameters?.monitoringMonths ?? []).sorted(), form: inHand?.form, month: inHand?.month)
  }

  /// The forms that wait for being judged.
  ///
  /// - Parameter reader: who asks, so that is said what the own hand was in.
  package func waitingForms(for reader: Actor) async throws -> ReviewAnswer {
    let desk = try entering(.readDepartment)
    return ReviewAnswer(
      try await desk.store.submittedForms().map { form in
        ReviewAnswer.Entry(
          form.department, project: form.project, name: form.name, form: form.form, month: form.month,
          version: form.version, step: form.step, by: form.by, on: form.on, isOwn: form.hands.contains(reader.name))
      })
  }
}

/// What is typed into a cell, read.
struct TypedEntry: Sendable {
  let place: CellRefusals.Place
  let entry: FormEntry
  /// What stood in the form where it was typed; nothing where it is written whatever stands.
  let seen: [SeenText]
  /// What is agreed to of what is asked about it.
  let consent: FormConsent
}

/// A text that was typed over another.
struct SeenText: Sendable {
  let place: CellRefusals.Place
  /// The cell; nil for points, which have a name of their own.
  let cell: FormSheet.Cell?, name: String?
  let was: String, typed: String
  /// Whether nothing but the text is typed, so that one that stands there already says nothing.
  let isBare: Bool

  init(_ place: CellRefusals.Place, _ cell: FormSheet.Cell?, _ name: String?, was: String, typed: String) {
    (self.place, self.cell, self.name, self.was, self.typed) = (place, cell, name, was.trimmed, typed.trimmed)
    isBare = false
  }

  init(_ place: CellRefusals.Place, _ cell: FormCellsRequest.Cell, was: String) {
    self.cell = FormSheet.Cell(cell.field, row: cell.row.map { $0 - 1 })
    (self.place, name, self.was, typed) = (place, nil, was.trimmed, cell.text.trimmed)
    isBare = cell.reason == nil
  }

  private func now(_ paper: FormPaper) -> String {
    if let cell { return paper.typed(cell).trimmed }
    return (place == .points ? paper.points?.rows.joined(separator: ",") : paper.points?.execution) ?? ""
  }

  /// Whether it says what stands there.
  func isKnown(_ paper: FormPaper) -> Bool { isBare && now(paper) == typed }

  /// Refuses where somebody else wrote something else there meanwhile.
  func check(_ paper: FormPaper) throws(Refusal) {
    let now = now(paper)
    guard was != now, typed != now else { return }
    var name = name ?? ""
    if let cell, case .form(let form) = paper.content { name = form.content.name(of: cell) }
    throw .form(.changedMeanwhile(name, now: now, typed: typed))
  }
}

extension FormDesk {
  /// Writes entries into a form, all of them or none; what is refused is told of each.
  func fill(
    _ key: FormKey, each entries: [TypedEntry], confirming confirmed: [(row: Int, id: IndicatorID)],
    by actor: String, on today: Day, fiscalYear: Int
  ) async throws -> (paper: StandingPaper, reports: [FormIntake.Report]) {
    let day = FormDesk.day(of: key, fiscalYear: fiscalYear, today: today)
    let texts = try await store.layoutTexts(of: key.department, key.form, on: today)
    let reports = try await store.fill(
      key.form, of: key.department, through: key.month, by: actor.normalised, on: today, asOf: day,
      snapshots: key.owner == .whole
    ) { kept in
      let material = kept.having(texts)
      try material.checkMonth()
      try material.versions[key.owner]?.last?.progress.checkFillable()
      // Nobody else writes into the department's forms until this ends: what stands now is what it is written over.
      let standing = try DepartmentPapers.paper(of: key.owner, in: material, .live)?.paper
      let refused = FormDesk.overtaken(entries, standing)
      guard refused.isEmpty else { throw CellRefusals(cells: refused) }
      let entries = entries.filter { typed in !typed.seen.contains { seen in standing.map(seen.isKnown) ?? false } }
      return try FormDesk.take(entries, confirming: confirmed, into: key, material, today: today)
    }
    return (try await paper(key, asOf: day, .latest), reports)
  }

  /// What was typed over something that is not there any more.
  private static func overtaken(
    _ entries: [TypedEntry], _ paper: FormPaper?
  ) -> [(place: CellRefusals.Place, refusal: Refusal)] {
    var refused: [(place: CellRefusals.Place, refusal: Refusal)] = []
    guard let paper else { return [] }
    for seen in entries.flatMap(\.seen) {
      do throws(Refusal) { try seen.check(paper) } catch { refused.append((seen.place, error)) }
    }
    return refused
  }

  /// Takes entries in, all of them or none.
  private static func take(
    _ entries: [TypedEntry], confirming confirmed: [(row: Int, id: IndicatorID)], into key: FormKey,
    _ material: FormMaterial, today: Day
  ) throws -> (intakes: [FormKey: FormIntake], told: [FormIntake.Report]) {
    var (intake, refused) = (FormIntake(), [(place: CellRefusals.Place, refusal: Refusal)]())
    /// Does something for each entry, and leaves out of the intake what is refused.
    func each(_ act: (TypedEntry) throws(Refusal) -> Void) {
      for typed in entries {
        do throws(Refusal) {
          try act(typed)
        } catch {
          refused.append((typed.place, error))
        }
      }
    }
    each { typed throws(Refusal) in
      try FormDesk.checkFields([typed.entry], of: key.form)
      try FormDesk.checkPlaces([typed.entry], of: key.owner, in: material)
      intake += try material.intake([typed.entry], of: key.owner, today: today, consent: typed.consent)
    }
    for (row, indicator) in confirmed {
      do throws(Refusal) {
        intake += try material.confirming(indicator, of: key.owner)
      } catch {
        refused.append((.confirmed(row), error))
      }
    }
    if refused.isEmpty {
      let filled = material.taking(intake, into: key.owner)
      each { typed throws(Refusal) in try FormDesk.check([typed.entry], of: key.owner, in: filled) }
    }
    guard refused.isEmpty else { throw CellRefusals(cells: refused) }
    return ([key: intake], intake.reports)
  }
}
