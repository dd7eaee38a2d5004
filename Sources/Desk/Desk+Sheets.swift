package import Contract
package import Domain
package import Reports
internal import Store

/// Cells that are not taken, each with why. Nothing of the form was kept.
package struct CellRefusals: Error {
  /// By their places in the request, those of its points and of a row that only confirms by nil.
  package let cells: [(index: Int?, refusal: Refusal)]
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
    let indicators = try await desk.store.indicators(of: key)
    let handedIn = try await desk.store.handedIn(of: key, seen: asOf)
    let before = paper.progress.state.isIn ? handedIn.dropLast().last : handedIn.last
    guard let identity = try await desk.store.departments().first(where: { $0.id == key.department })?.identity else {
      throw Refusal.department(.vanished)
    }
    let computed = indicators.enumerated().filter { $1.bound != .observation && $1.bound.workdays == nil }.map(\.offset)
    return FormSheet(
      paper, of: identity, key.form, through: key.month,
      by: choices.layout(of: paper.progress, on: asOf ?? moment.day, isWhole: isWhole),
      texts: choices.texts(on: asOf ?? moment.day).of(key.owner), computed: Set(computed),
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
    let indicators = try await desk.store.indicators(of: key)
    func id(_ row: Int) throws(Refusal) -> IndicatorID {
      guard indicators.indices.contains(row - 1) else { throw .form(.noSuchIndicator) }
      return indicators[row - 1].id
    }
    var (entries, refused) = ([TypedEntry](), [(index: Int?, refusal: Refusal)]())
    for (index, cell) in request.cells.enumerated() {
      do throws(Refusal) {
        let field = FormField(cell.field, indicator: try cell.row.map { row throws(Refusal) in try id(row) })
        entries.append(
          TypedEntry(
            index: index, entry: try FormEntry(field, typed: cell.text, reason: cell.reason),
            consent: .to(Set(cell.agreed), at: door)))
      } catch {
        refused.append((index, error))
      }
    }
    var confirmed: [IndicatorID] = []
    do throws(Refusal) {
      for row in request.confirmed { confirmed.append(try id(row)) }
      if let weights = request.weights {
        let entry = try FormEntry(
          weights: weights.points, execution: weights.execution, of: indicators.map(\.id), reason: request.weightsReason
        )
        entries.append(TypedEntry(index: nil, entry: entry, consent: .none))
      }
    } catch {
      refused.append((nil, error))
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
          version: form.version, by: form.by, on: form.on, isOwn: form.hands.contains(reader.name))
      })
  }
}

/// What is typed into a cell, read.
struct TypedEntry: Sendable {
  /// The cell's place in the request; nil for the points.
  let index: Int?
  let entry: FormEntry
  /// What is agreed to of what is asked about it.
  let consent: FormConsent
}

extension FormDesk {
  /// Writes entries into a form, all of them or none; what is refused is told of each.
  func fill(
    _ key: FormKey, each entries: [TypedEntry], confirming confirmed: [IndicatorID],
    by actor: String, on today: Day, fiscalYear: Int
  ) async throws -> (paper: StandingPaper, reports: [FormIntake.Report]) {
    let day = FormDesk.day(of: key, fiscalYear: fiscalYear, today: today)
    let texts = try await store.layoutTexts(of: key.department, key.form, on: today)
    let reports = try await store.fill(
      key.form, of: key.department, through: key.month, by: actor.normalised, on: today, asOf: day
    ) { kept in
      let material = kept.having(texts)
      try material.checkMonth()
      try material.versions[key.owner]?.last?.progress.checkFillable()
      var (intake, refused) = (FormIntake(), [(index: Int?, refusal: Refusal)]())
      /// Does something for each entry, and leaves out of the intake what is refused.
      func each(_ act: (TypedEntry) throws(Refusal) -> Void) {
        for typed in entries {
          do throws(Refusal) {
            try act(typed)
          } catch {
            refused.append((typed.index, error))
          }
        }
      }
      each { typed throws(Refusal) in
        try FormDesk.checkFields([typed.entry], of: key.form)
        try FormDesk.checkPlaces([typed.entry], of: key.owner, in: material)
        intake += try material.intake([typed.entry], of: key.owner, today: today, consent: typed.consent)
      }
      for indicator in confirmed {
        do throws(Refusal) {
          intake += try material.confirming(indicator, of: key.owner)
        } catch {
          refused.append((nil, error))
        }
      }
      if refused.isEmpty {
        let filled = material.taking(intake, into: key.owner)
        each { typed throws(Refusal) in try FormDesk.check([typed.entry], of: key.owner, in: filled) }
      }
      guard refused.isEmpty else { throw CellRefusals(cells: refused) }
      return ([key: intake], intake.reports)
    }
    return (try await paper(key, asOf: day, .latest), reports)
  }
}
