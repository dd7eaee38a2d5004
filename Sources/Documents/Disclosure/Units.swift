internal import Domain

/// Gives the amounts of the projects their unit: what a label or the line above its table says; where nothing says it, the
/// sum against 项目支出 of the budget tables decides, and where that cannot, the document is refused.
enum Units {
  static func resolve(
    _ drafts: [ProjectDraft], declared: Money?, _ file: String
  ) -> (drafts: [ProjectDraft], findings: [Finding]) {
    var findings: [Finding] = []
    let assumed = assumedUnit(drafts, declared)
    let resolved = drafts.map { draft -> ProjectDraft in
      var draft = draft
      let unit = unit(of: draft, assumed, &findings)
      func money(_ field: FormLabel.Field) -> Money? {
        guard let amount = draft.amounts[field] else { return nil }
        return read(amount, unit: unit, project: draft.budget.code, &findings)
      }
      draft.budget.budget = money(.budget) ?? .zero
      draft.budget.fiscalFunds = money(.fiscal) ?? .zero
      draft.budget.otherFunds = money(.other) ?? .zero
      if draft.amounts[.budget] == nil, draft.budget.fiscalFunds + draft.budget.otherFunds > .zero {
        findings.append(
          Finding(
            .amount(.budgetBlank(project: draft.budget.name)), project: draft.budget.code, at: .document(draft.place)))
      }
      let plan = PlanReader.read(
        draft.plan, of: draft.budget, unit: unit, at: draft.plan?.fit.header.place ?? draft.place)
      draft.budget.plan = plan.value
      findings += plan.findings
      return draft
    }
    return (resolved, findings)
  }

  private static func unit(
    of draft: ProjectDraft, _ assumed: Money.Unit?, _ findings: inout [Finding]
  ) -> Money.Unit {
    func refuse(_ finding: AmountFinding) {
      findings.append(Finding(.amount(finding), project: draft.budget.code, at: .document(draft.place)))
    }
    switch draft.rowUnit ?? draft.unit {
    case .known(let unit): return unit
    case .unknown(let word): refuse(.unitUnknown(word))
    case nil:
      if let assumed { return assumed }
      if needsUnit(draft) { refuse(.unitMissing) }
    }
    return .tenThousand
  }

  private static func needsUnit(_ draft: ProjectDraft) -> Bool {
    draft.amounts.values.contains { !$0.text.contains("元") && !$0.text.contains("万") }
  }

  /// The unit of the tables that name none: the one by which all projects together are the declared sum.
  private static func assumedUnit(_ drafts: [ProjectDraft], _ declared: Money?) -> Money.Unit? {
    guard let declared, drafts.contains(where: { $0.unit == nil && $0.rowUnit == nil }) else { return nil }
    let fitting = [Money.Unit.tenThousand, .yuan].filter { unit in
      var ignored: [Finding] = []
      let sum = drafts.reduce(Money.zero) { sum, draft in
        guard let amount = draft.amounts[.budget] else { return sum }
        let own: Money.Unit
        if case .known(let named)? = draft.rowUnit ?? draft.unit { own = named } else { own = unit }
        return sum + (read(amount, unit: own, project: draft.budget.code, &ignored) ?? .zero)
      }
      return (sum - declared).magnitude <= Checks.tolerance(rows: drafts.count)
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  private static func read(
    _ amount: ProjectDraft.Amount, unit: Money.Unit, project: ProjectCode, _ findings: inout [Finding]
  ) -> Money? {
    func refuse(_ finding: AmountFinding) -> Money? {
      findings.append(Finding(.amount(finding), project: project, at: .document(amount.place)))
      return nil
    }
    do {
      let money = try Money.parse(amount.text, unit: unit)
      return money < .zero ? refuse(.negative(amount.text.excerpt, label: amount.label)) : money
    } catch {
      return refuse(.unreadable(amount.text.excerpt, label: amount.label))
    }
  }
}
