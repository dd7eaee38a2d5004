package import Contract
package import Documents
internal import Domain
internal import Store

// What was paid and achieved. The same again adds nothing, at whatever door and however often.
extension Desk {
  /// Records a payment.
  package func record(
    _ request: SpendRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.recordPayment, by: actor, request)
    let line = try SpendingLine(
      project: request.project, date: request.date, amount: request.amount, voucher: request.voucher,
      category: request.category, memo: request.memo)
    if try await desk.store.accounts(of: line.project).isEmpty { try await desk.forbidProject(line.project) }
    let outcome = try await desk.store.acting(as: actor.name).append(
      line, in: try await desk.division(request.division))
    return desk.answer(outcome, .payment(line))
  }

  /// Takes a payment back by a negative one that names it (红冲).
  package func record(
    _ request: ReversalRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.reversePayment, by: actor, request)
    let day = try request.date.map { text throws(Refusal) in try Day.parse(text) } ?? moment.day
    let code = try request.project.map { text throws(Refusal) in try ProjectCode.parse(text) }
    let (old, new) = (try Voucher(request.voucher), try Voucher(request.newVoucher))
    let (outcome, amount) = try await desk.store.acting(as: actor.name).reverse(
      voucher: old, of: code, in: try await desk.division(request.division), newVoucher: new, on: day,
      isDayMeant: request.date != nil)
    return desk.answer(outcome, .reversal(of: old, by: new, amount, on: day))
  }

  /// Records an indicator's value.
  package func record(
    _ request: ObservationRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.recordValue, by: actor, request)
    let day = try request.time.day()
    let entry = try IndicatorEntry.choose(
      request.indicator, from: try await desk.indicators(of: request.subject, in: request.division, on: day))
    let value = try entry.context.value(
      request.value, outOf: request.outOf, on: day, today: try await desk.lastDay(moment),
      isConfirmed: request.isConfirmed)
    let (isNew, former) = try await desk.store.acting(as: actor.name).append(
      Observation(day: day, value: value), to: entry.id, evidence: request.evidence)
    var answer = desk.answer(
      isNew,
      .value(indicator: entry.name, value, unit: entry.unit, on: day, former: former == value ? nil : former))
    answer.value = value.text(unit: entry.unit)
    return answer
  }

  /// Records an event of a project.
  package func record(
    _ request: EventRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.recordEvent, by: actor, request)
    let day = try Day.parse(request.date)
    let amount = try request.amount.map { text throws(Refusal) in try Money.parse(text) }
    if let amount, amount <= .zero { throw Refusal.spending(.eventNotPositive) }
    let today = try await desk.lastDay(moment)
    guard day <= today else { throw Refusal.value(.dayToCome(day, today: today)) }
    let (code, event) = (try ProjectCode.parse(request.project), try request.event(on: day, amount))
    let account = try await desk.account(code, in: request.division, on: day)
    let isNew = try await desk.store.acting(as: actor.name).append(event, to: account.id, memo: request.memo)
    return desk.answer(isNew, .event(code, event))
  }

  /// Records that a department handed a form in on paper.
  package func record(
    _ request: SubmissionRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.recordSubmission, by: actor, request)
    let day = try request.date.map { text throws(Refusal) in try Day.parse(text) } ?? moment.day
    let month = request.form == .selfEvaluation ? 12 : request.through
    let today = try await desk.lastDay(moment)
    guard day <= today else { throw Refusal.value(.dayToCome(day, today: today)) }
    let entry = try await desk.department(request.department)
    let submission = FormSubmission(form: request.form, month: month, day: day)
    let isNew = try await desk.store.append(submission, of: entry.id, by: actor.name)
    return desk.answer(isNew, .submission(department: entry.identity.name, submission))
  }

  /// Records the payments of a file: good rows are taken, bad ones come back with their reasons.
  ///
  /// - Parameter progress: called with the rows read so far.
  package func record(
    _ sheet: SpendingSheet, in division: String?, by actor: Actor, at moment: Moment,
    progress: (Int) -> Void = { _ in }
  ) async throws -> IntakeAnswer {
    let (desk, actor) = try entering(.recordPayment, by: actor, ["file": sheet.name])
    var rows = try sheet.reader()
    let report = try await desk.store.acting(as: actor.name).ingest(
      in: try await desk.division(division), progress: progress, { try rows.next() })
    return IntakeAnswer(
      file: sheet.name, read: report.read, added: report.added, repeated: report.repeated,
      refused: report.refused.map {
        .init(row: $0.row, code: $0.refusal.code, message: $0.refusal.sentence(at: door))
      },
      warnings: report.warnings.map { .init(row: $0.row, code: $0.code, message: $0.message) })
  }

  private func answer(_ outcome: AppendOutcome, _ deed: RecordingDeed) -> RecordedAnswer {
    switch outcome {
    case .added(_, let warning): answer(true, deed, warning: warning)
    case .repeated: answer(false, deed)
    }
  }

  private func answer(_ isNew: Bool, _ deed: RecordingDeed, warning: String? = nil) -> RecordedAnswer {
    RecordedAnswer(
      isNew ? .added : .repeated, Deed.recording(deed, isNew: isNew).sentence(at: door), warning: warning)
  }
}

extension IndicatorEntry {
  /// The unit its values are shown in; empty for none.
  var unit: String { target.measure?.unit ?? "" }
}

extension ObservationRequest.Time {
  func day() throws(Refusal) -> Day {
    switch self {
    case .date(let text): return try Day.parse(text)
    case .period(let text):
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let year = parts[0], let month = parts[1], (1...12).contains(month),
        (2000...2100).contains(year)
      else { throw .value(.notAPeriod(text)) }
      return Day(endOf: month, in: year)
    }
  }
}
