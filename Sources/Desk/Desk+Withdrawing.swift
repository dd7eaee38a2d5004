package import Contract
internal import Domain
internal import Store

// What was recorded by mistake, taken back: it no longer counts, and that it was recorded stays.
extension Desk {
  /// Takes an indicator's value back.
  package func withdraw(
    _ request: ObservationWithdrawal, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.withdrawRecord, by: actor, request)
    let day = try request.time.day()
    let entries = try await desk.indicators(of: request.subject, in: request.division, on: day)
    let entry = try IndicatorEntry.choose(request.indicator, from: entries)
    let value = try await desk.store.acting(as: actor.name).withdraw(
      valueOf: entry.id, on: day, reason: request.reason?.orNil)
    guard let value else { throw Refusal.indicator(.noValue(entry.name, on: day)) }
    return desk.answer(.valueWithdrawn(indicator: entry.name, value, unit: entry.unit, on: day))
  }

  /// Takes an event of a project back; its memo is the reason.
  package func withdraw(_ request: EventRequest, by actor: Actor, at moment: Moment) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.withdrawRecord, by: actor, request)
    let day = try Day.parse(request.date)
    let amount = try request.amount.map { text throws(Refusal) in try Money.parse(text) }
    let (code, event) = (try ProjectCode.parse(request.project), try request.event(on: day, amount))
    let account = try await desk.account(code, in: request.division, on: day)
    guard
      try await desk.store.acting(as: actor.name).withdraw(event, of: account.id, reason: request.memo?.orNil)
    else { throw Refusal.spending(.noEvent(event, recorded: try await desk.store.events(of: account.id))) }
    return desk.answer(.eventWithdrawn(code, event))
  }

  /// Takes back that a department handed in a form on paper.
  package func withdraw(
    _ request: SubmissionRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.withdrawRecord, by: actor, request)
    let day = try request.date.map { text throws(Refusal) in try Day.parse(text) } ?? moment.day
    let month = request.form == .selfEvaluation ? 12 : request.through
    let entry = try await desk.department(request.department)
    let submission = try await desk.store.acting(as: actor.name).withdraw(
      request.form, through: month, of: entry.id, on: day)
    guard let submission else { throw Refusal.form(.noSubmission(form: request.form.chinese)) }
    return desk.answer(.submissionWithdrawn(department: entry.identity.name, submission))
  }

  private func answer(_ deed: RecordingDeed) -> RecordedAnswer {
    RecordedAnswer(.added, Deed.recording(deed, isNew: true).sentence(at: door))
  }
}

extension EventRequest {
  /// The event it says.
  func event(on day: Day, _ amount: Money?) throws(Refusal) -> ProjectEvent {
    let event = ProjectEvent(kind: kind.tightened, day: day, amount: amount)
    guard event.kind == ProjectEvent.fundsArrived else {
      throw .spending(.eventUnknown(kind, known: ProjectEvent.fundsArrived))
    }
    return event
  }
}

extension String {
  /// The text as it is kept; nil for an empty one.
  fileprivate var orNil: String? { normalised.isEmpty ? nil : normalised }
}
