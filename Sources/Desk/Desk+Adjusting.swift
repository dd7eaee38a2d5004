package import Contract
internal import Domain
internal import Store

// The budget of a project within the year: what was added, taken or moved by a document.
extension Desk {
  /// Records an adjustment of a project's budget, so that 全年预算数 differs from 年初预算数 from its day on.
  package func record(
    _ request: AdjustmentRequest, by actor: Actor, at moment: Moment
  ) async throws -> RecordedAnswer {
    let (desk, actor) = try entering(.recordAdjustment, by: actor, request)
    let (day, amount) = (try Day.parse(request.date), try Money.parse(request.amount))
    guard amount != .zero else { throw Refusal.spending(.adjustmentZero) }
    let document = request.document.normalised
    guard !document.isEmpty else { throw Refusal.spending(.adjustmentWithoutDocument) }
    let today = try await desk.lastDay(moment)
    guard day <= today else { throw Refusal.value(.dayToCome(day, today: today)) }
    let account = try await desk.account(try ProjectCode.parse(request.project), in: request.division, on: day)
    let other = try await desk.counterpart(of: account, request, on: day)
    let adjustment = BudgetAdjustment(
      day: day, amount: amount, isOtherFunds: try await desk.isOtherFunds(request.funds, account), document: document)
    let names = [account.id: account.name].merging(other.map { [$0.id: $0.name] } ?? [:]) { a, _ in a }
    let memo = request.memo?.normalised ?? ""
    let (isNew, budget) = try await desk.store.acting(as: actor.name).adjust(
      account.id, by: adjustment, counterpart: other?.id, memo: memo.isEmpty ? nil : memo
    ) { (project, before, after) throws(Refusal) in
      guard after >= .zero else {
        throw .spending(.budgetTooSmall(project: names[project] ?? "", budget: before, by: before - after))
      }
    }
    let deed = RecordingDeed.adjustment(account.code, adjustment, to: other?.code, budget: budget)
    return RecordedAnswer(isNew ? .added : .repeated, Deed.recording(deed, isNew: isNew).sentence(at: door))
  }

  /// The project that a budget is moved with; nil for none.
  private func counterpart(
    of account: SpendingAccount, _ request: AdjustmentRequest, on day: Day
  ) async throws -> SpendingAccount? {
    guard let text = request.counterpart else { return nil }
    let found = try await self.account(try ProjectCode.parse(text), in: request.division, on: day)
    guard found.id != account.id else { throw Refusal.spending(.adjustmentToItself) }
    return found
  }

  /// Which money is adjusted: as it was said, else the only one the project has.
  private func isOtherFunds(_ text: String?, _ account: SpendingAccount) async throws -> Bool {
    if let word = text?.withoutBlanks { return word.hasPrefix("其他") }
    guard let funds = try await store.funds(of: account.id) else { throw Refusal.project(.gone) }
    guard funds.fiscal == .zero || funds.other == .zero else {
      throw Refusal.spending(.fundsUnnamed(project: account.name))
    }
    return funds.other != .zero
  }
}
