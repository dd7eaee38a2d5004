internal import Contract
internal import Desk
internal import Domain
internal import Foundation
internal import Pages
internal import Reports

extension Visit {
  /// The day of the question, where somebody looks back; nil for now.
  var asOf: Day? { chrome.day == chrome.today ? nil : chrome.day }

  /// The form that the address names.
  private var formLink: FormLink {
    get throws {
      guard let period = parts["period"], let owner = parts["owner"],
        let link = FormLink(period: period, owner: owner, department: query.typed("department"))
      else { throw SiteFailure(.page(ProblemPage.missing(), 404)) }
      return link
    }
  }

  var formPowers: FormPowers {
    get throws(Refusal) {
      let person = try person
      var powers = FormPowers()
      (powers.fill, powers.submit) = (person.may(.fillForm), person.may(.submitForm))
      (powers.withdraw, powers.revise) = (person.may(.withdrawForm), person.may(.reviseForm))
      (powers.approve, powers.giveBack) = (person.may(.approveForm), person.may(.returnForm))
      (powers.comment, powers.name) = (person.may(.commentForm), person.account)
      return powers
    }
  }

  /// Leaves a refusal that is shown on a page in the trail, like one that ends a request.
  func noting(_ refusal: Refusal) async { await visitor?.noteRefusal(refusal) }

  // MARK: - One form

  func formPage(
    typed: FormFields? = nil, _ problems: Problems = Problems(), asks: [FormPage.Question] = [], isKept: Bool = false,
    status: Int = 200
  ) async throws -> Reply {
    let link = try formLink
    let sheet = try await desk.sheet(of: link.subject, asOf: asOf, at: moment)
    let moved = typed.map { FormRows.moved($0, to: sheet) }
    var problems = problems
    for (name, text) in moved?.left ?? [] { problems.add(FormPage.left(name, text)) }
    return .page(
      FormPage.page(
        sheet, at: link, try formPowers, typed: moved?.fields, problems, asks: asks, isKept: isKept, chrome), status)
  }

  /// Keeps what was typed, and hands the form in where that is asked: all cells or none, and what was typed stays on
  /// the page until it is kept.
  func fillForm() async throws -> Reply {
    let link = try formLink
    let sheet = try await desk.sheet(of: link.subject, asOf: nil, at: moment)
    let request = cells(sheet, link)
    var (paper, replaced) = (sheet.paper, [String]())
    do {
      let isMoved = request.rows.map { $0 != sheet.rows.map(\.number) } ?? false
      if !request.cells.isEmpty || !request.confirmed.isEmpty || request.weights != nil || isMoved || !sheet.isOpen {
        (paper, replaced) = try await desk.fill(request, by: actor, at: moment)
      }
    } catch let refused as CellRefusals {
      return try await formPage(refusing: refused, request)
    } catch let refusal as Refusal {
      // Nothing was kept: the form may have been handed in by another meanwhile.
      await noting(refusal)
      let problems = Problems(refusal.sentence(at: .page))
      return try await formPage(typed: form, problems, status: refusal.kind.fault.httpStatus)
    }
    guard form[FormPage.act] == FormPage.submit else {
      return .go(link.address, saying: FormPage.saved(paper.paper.blockers.count, replaced: replaced))
    }
    do {
      let consent = FormConsent.to(Set(agreed(FormPage.confirm)), at: .page)
      _ = try await desk.act(.submit, on: link.subject, consent: consent, by: actor, at: moment)
      return .go(link.address, saying: FormPage.done(.submit, sheet.paper.paper.name))
    } catch let refusal as Refusal {
      // What was typed is kept by now: the page shows the form as it stands.
      await noting(refusal)
      let asks = refusal.isQuestion ? [(FormPage.confirm, refusal.sentence(at: .page))] : []
      return try await formPage(
        try await submitProblems(refusal, link), asks: asks, isKept: true, status: refusal.kind.fault.httpStatus)
    }
  }

  /// The form with what was typed, of which cells are not taken.
  private func formPage(refusing refused: CellRefusals, _ request: FormCellsRequest) async throws -> Reply {
    var (problems, asks, conflicts) = (Problems(), [FormPage.Question](), [(field: String, now: String)]())
    for (place, refusal) in refused.cells {
      let key = field(of: place, in: request)
      if case .form(.changedMeanwhile(_, let now, _)) = refusal { conflicts.append((key, now)) }
      problems.add(refusal.sentence(at: .page), at: key)
      if refusal.isQuestion { asks.append((key, refusal.sentence(at: .page))) }
    }
    // What was agreed to before stays so, as long as the cell says the same.
    for (index, cell) in request.cells.enumerated() {
      asks += cell.agreed.map { (field(of: .cell(index), in: request), $0) }
    }
    if let first = refused.cells.first?.refusal { await noting(first) }
    let status = refused.cells.map(\.refusal.kind.fault.httpStatus).max() ?? 422
    return try await formPage(typed: settled(conflicts), problems, asks: asks, status: status)
  }

  /// What is missing, each at its place; else the refusal as it is.
  private func submitProblems(_ refusal: Refusal, _ link: FormLink) async throws -> Problems {
    let sentence = refusal.sentence(at: .page)
    guard refusal.kind == .formIncomplete, let sheet = try? await desk.sheet(of: link.subject, asOf: nil, at: moment),
      let content = sheet.content
    else { return Problems(sentence, at: refusal.isQuestion ? FormPage.confirm : nil) }
    var problems = Problems()
    for problem in sheet.problems {
      problems.add(content.sentence(problem), at: FormPage.place(of: problem, in: sheet))
    }
    return problems
  }

  /// The cells that were changed on the page, each with what stood there then.
  private func cells(_ sheet: FormSheet, _ link: FormLink) -> FormCellsRequest {
    var (cells, confirmed) = ([FormCellsRequest.Cell](), [Int]())
    for cell in sheet.cells {
      let row = cell.row.map { $0 + 1 }
      let reason = form.typed(cell.reasonKey)
      guard let typed = sheet.typed(cell, form), let was = form[cell.wasKey]?.trimmed else { continue }
      if let row, form[cell.keepKey] != nil, typed.isEmpty { confirmed.append(row) }
      guard typed != was || reason != nil else { continue }
      cells.append(.init(cell.name, row: row, text: typed, reason: reason, was: was, agreed: agreed(cell.key)))
    }
    let typed = weights(FormPage.weights, FormPage.execution)
    let were = weights("was:" + FormPage.weights, "was:" + FormPage.execution)
    let isMoved = were != nil && (typed != were || form.typed(FormPage.weightsReason) != nil)
    return FormCellsRequest(
      link.subject, cells: cells, weights: isMoved ? typed : nil, weightsReason: form.typed(FormPage.weightsReason),
      weightsWere: were, confirmed: confirmed,
      rows: FormRows.numbers(form) ?? [])
  }

  /// Points under two names; nil for none.
  private func weights(_ points: String, _ execution: String) -> FormFillRequest.Weights? {
    guard form[points] != nil || form[execution] != nil else { return nil }
    return .init(points: form.typed(points) ?? "", execution: form.typed(execution) ?? "")
  }

  /// The field of the page at which something of a request stands.
  private func field(of place: CellRefusals.Place, in request: FormCellsRequest) -> String {
    switch place {
    case .cell(let index):
      let cell = request.cells[index]
      return FormSheet.Cell(cell.field, row: cell.row.map { $0 - 1 }).key
    case .points: return FormPage.weights
    case .execution: return FormPage.execution
    case .confirmed(let row): return FormSheet.Cell(.actual, row: row - 1).key
    }
  }

  /// What was asked about a field and is agreed to.
  private func agreed(_ field: String) -> [String] {
    form[FormPage.confirm] == nil ? [] : form.all(FormPage.asked(field)).flatMap { FormPage.sentences($0) }
  }

  /// What was typed, over what stands now where somebody else had changed it: sent once more it counts.
  private func settled(_ conflicts: [(field: String, now: String)]) -> FormFields {
    var fields = form
    for (field, now) in conflicts { fields.set("was:" + field, now) }
    return fields
  }

  func formHistory() async throws -> Reply {
    let link = try formLink
    let history = try await desk.history(of: link.subject, asOf: asOf, at: moment)
    let answer = FormHistoryAnswer(history.map { .init($0.paper.answer, $0.changes.map { .init($0) }) })
    return .page(FormHistoryPage.page(answer, at: link, chrome))
  }

  /// The form as a file; with `part=all` all of the period.
  func formFile() async throws -> Reply {
    let link = try formLink
    guard let format = FormFormat(rawValue: query["format"] ?? FormFormat.pdf.rawValue) else {
      throw SiteFailure(.page(ProblemPage.missing(), 404))
    }
    let part: FormsReportRequest.Part =
      query["part"] == FormsReportRequest.Part.all.rawValue ? .all : link.project == nil ? .department : .projects
    // Whose it is, is looked at first: a form out of reach is told as such.
    if link.project != nil { _ = try await desk.sheet(of: link.subject, asOf: asOf, at: moment) }
    let request = FormsReportRequest(
      link.subject.period, project: link.project, part: part, isDraft: query["draft"] != nil, asOf: asOf)
    let report = try await desk.report(request, today: chrome.today)
    let name = part == .all ? "" : report.papers.first?.paper.name ?? ""
    let title = name + FormLink.chinese(link.form, link.month)
    let bytes = try ScratchFile.bytes(format.rawValue) { path in
      try format.write(report.grids, title: title, to: path)
    }
    return .file(bytes, name: "\(title).\(format.rawValue)", type: FileType.of(format.rawValue))
  }

  // MARK: - What is done with it

  func actOnForm(_ action: FormAction) async throws -> Reply {
    let link = try formLink
    do {
      let seen = action == .withdraw ? nil : FormStep(form[FormPage.step])
      let paper = try await desk.act(action, on: link.subject, seen: seen, by: actor, at: moment)
      return .go(next(link), saying: FormPage.done(action, paper.paper.name))
    } catch let refusal as Refusal where Visit.saidBeside.contains(refusal.kind) {
      await noting(refusal)
      let problems = Problems(
        refusal.sentence(at: .page), at: refusal.kind == .remarksMissing ? FormPage.remarks : nil)
      let status = refusal.kind.fault.httpStatus
      if let open = back?.query.first(where: { $0.name == "open" })?.value {
        return try await reviewPage(problems, open: open, status: status)
      }
      return try await formPage(typed: form, problems, status: status)
    }
  }

  /// What is said beside the form as it stands, with what was typed.
  private static let saidBeside: Set<RefusalKind> = [
    .remarksMissing, .approverIsFiller, .formMovedOn, .formNotSubmitted,
  ]

  func reviseForm() async throws -> Reply {
    let link = try formLink
    let paper = try await desk.revise(link.subject, by: actor, at: moment)
    return .go(link.address, saying: FormPage.revised(paper.paper.name))
  }

  func commentForm() async throws -> Reply {
    let link = try formLink
    do {
      _ = try await desk.remark(FormRemarkRequest(link.subject, form["comment"] ?? ""), by: actor, at: moment)
      return .go(next(link), saying: FormPage.commented)
    } catch let refusal as Refusal where refusal.kind == .remarkEmpty || refusal.kind == .textTooLong {
      await noting(refusal)
      return try await formPage(
        typed: form, Problems(refusal.sentence(at: .page), at: "comment"), status: refusal.kind.fault.httpStatus)
    }
  }

  private var back: Address? { form[FormPage.back].flatMap { Address(from: $0) } }

  /// The list somebody came from, without the form that is done; else the form.
  private func next(_ link: FormLink) -> Address { back.map { _ in "/review" } ?? link.address }
}
