internal import Domain

/// Holds a budget against itself: sums, caps, goals, codes, names.
struct Checks {
  let budget: DepartmentBudget
  let drafts: [ProjectDraft]
  let file: String

  /// Published totals are rounded one by one: a cross-sum may differ by 0.01万元 a row, 0.05 at most.
  static func tolerance(rows: Int) -> Money { Money(fen: min(Int64(rows), 5) * 10_000) }

  var findings: [Finding] { drafts.flatMap(projectFindings) + totals + sums + goalFindings }

  // MARK: - One project

  private func projectFindings(_ draft: ProjectDraft) -> [Finding] {
    codeFindings(draft) + nameFindings(draft) + partFindings(draft) + capFindings(draft) + targetFindings(draft)
  }

  private func note(_ finding: ProjectFinding, _ draft: ProjectDraft, at place: Document.Place? = nil) -> Finding {
    Finding(.project(finding), project: draft.budget.code, at: .document(place ?? draft.place))
  }

  private func codeFindings(_ draft: ProjectDraft) -> [Finding] {
    let code = draft.budget.code
    var findings: [ProjectFinding] = []
    if draft.printedCode.contains(" ") { findings.append(.codeWithBlanks(draft.printedCode, code: code)) }
    if code.text.utf8.count != 21 { findings.append(.codeLength(code)) }
    if case .wrong(let suggestions) = code.check { findings.append(.codeCheck(code, likely: suggestions.first)) }
    if draft.budget.isCarryOver(in: budget.department.fiscalYear), let year = code.year {
      findings.append(.carryOver(draft.budget.name, year: year, budget: draft.budget.budget))
    }
    return findings.map { note($0, draft) }
  }

  private func nameFindings(_ draft: ProjectDraft) -> [Finding] {
    let name = draft.budget.name
    if name.isEmpty { return [note(.nameMissing, draft)] }
    let pairs: [(Character, Character)] = [("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"), ("《", "》"), ("“", "”")]
    for (open, close) in pairs {
      let (opened, closed) = (name.count { $0 == open }, name.count { $0 == close })
      if opened > closed { return [note(.nameCutShort(name, open: open, close: close), draft)] }
      if closed > opened { return [note(.nameBracket(name, close: close), draft)] }
    }
    return []
  }

  private func partFindings(_ draft: ProjectDraft) -> [Finding] {
    let project = draft.budget
    var findings: [Finding] = []
    if project.goals.isEmpty { findings.append(note(.goalsMissing(project.name), draft)) }
    if project.indicators.isEmpty { findings.append(note(.indicatorsMissing(project.name), draft)) }
    for (indicator, place) in zip(project.indicators, draft.indicatorPlaces) where indicator.level1.isEmpty {
      findings.append(
        Finding(
          .indicator(.levelMissing(indicator: indicator.level3)), project: project.code, at: .document(place)))
    }
    if project.budget == .zero { findings.append(note(.budgetMissing(project.name), draft)) }
    let funds = project.fiscalFunds + project.otherFunds
    if funds != project.budget, funds != .zero {
      findings.append(note(.fundsDiffer(project.name, funds: funds, budget: project.budget), draft))
    }
    return findings
  }

  private func capFindings(_ draft: ProjectDraft) -> [Finding] {
    let project = draft.budget
    let measures = project.indicators.filter(\.isMoneyCap).compactMap(\.target.measure)
    let sum = measures.compactMap(\.money).reduce(.zero, +)
    guard !measures.isEmpty, sum != project.budget else { return [] }
    let caps = CostCaps(
      project: project.name, caps: measures.map { $0.value.description + $0.unit }, sum: sum, budget: project.budget)
    let place = zip(project.indicators, draft.indicatorPlaces).first { $0.0.isMoneyCap }?.1
    if (sum - project.budget).magnitude < Money.rounding { return [note(.capsRounded(caps), draft, at: place)] }
    let isPrintedAlike = sum.tenThousands == project.budget.tenThousands
    return [note(isPrintedAlike ? .capsClose(caps) : .capsDiffer(caps), draft, at: place)]
  }

  // MARK: - The whole

  private var totals: [Finding] {
    let tables = budget.tables
    var findings: [Finding] = []
    func compare(_ a: Money?, _ left: SumComparison.Side, _ b: Money?, _ right: SumComparison.Side, rows: Int) {
      guard let a, let b, a != b else { return }
      let isRounding = (a - b).magnitude <= Checks.tolerance(rows: rows)
      let sums = SumComparison(left, a, right, b)
      findings.append(
        Finding(
          .sum(isRounding ? .totalsRounded(sums) : .totalsDiffer(sums)),
          at: .parts([.incomeAndSpending, .spending], file: file)))
    }
    compare(tables.incomeTotal, .incomeTotal, tables.spendingTotal, .spendingTotal, rows: 0)
    func sum(_ lines: [BudgetTables.Line]) -> (Money, Int)? {
      let items = lines.filter { !$0.name.ends(with: "合计") && !$0.name.ends(with: "总计") && !$0.name.ends(with: "结余") }
        .compactMap(\.amount)
      return items.isEmpty ? nil : (items.reduce(.zero, +), items.count)
    }
    if let (total, rows) = sum(tables.income) {
      compare(total, .incomeItems, tables.incomeOfYear, .incomeOfYear, rows: rows)
    }
    if let (total, rows) = sum(tables.spending) {
      compare(total, .spendingItems, tables.spendingOfYear, .spendingOfYear, rows: rows)
    }
    if let basic = tables.basicSpending, let project = tables.projectSpending {
      compare(basic + project, .basicAndProject, tables.functionTotal?.total, .functionTotal, rows: 2)
    }
    if let income = tables.incomeOfYear, let total = tables.incomeTotal {
      compare(income + (tables.carryOver ?? .zero), .incomeAndCarryOver, total, .incomeTotal, rows: 1)
    }
    return findings
  }

  private var sums: [Finding] {
    var findings: [Finding] = []
    if let declared = budget.tables.projectSpending, !budget.projects.isEmpty, declared != budget.projectSum {
      let (count, sum) = (budget.projects.count, budget.projectSum)
      let isRounding = (declared - sum).magnitude <= Checks.tolerance(rows: count)
      findings.append(
        Finding(
          .sum(
            isRounding
              ? .projectsRounded(projects: count, sum: sum, declared: declared)
              : .projectsDiffer(projects: count, sum: sum, declared: declared)),
          at: .parts([.spending], file: file)))
    }
    let carried = budget.projects.filter { $0.isCarryOver(in: budget.department.fiscalYear) }.reduce(.zero) {
      $0 + $1.budget
    }
    if let declared = budget.tables.carryOver, declared != carried {
      findings.append(
        Finding(
          .sum(.carryOverDiffers(sum: carried, declared: declared)), at: .parts([.incomeAndSpending], file: file)))
    }
    return findings
  }

  /// The same thing with two numbers in the overall and the itemised goals.
  private var goalFindings: [Finding] {
    let overall = budget.indicators.filter { $0.section == "总体" }
    // A number that only promises is told as it is printed: its sign is not the document's.
    func told(_ goal: DepartmentIndicator) -> String {
      goal.name + (goal.target.reading == .third ? goal.target.text : goal.target.canonical)
    }
    let itemised = budget.indicators.filter { $0.section != "总体" }.map { ($0, subject: Checks.subject($0.name)) }
    return overall.flatMap { a in
      let own = Checks.subject(a.name)
      return itemised.compactMap { b, subject -> Finding? in
        guard subject == own, let x = a.target.measure, let y = b.target.measure,
          x.unit == y.unit, x.value != y.value
        else { return nil }
        return Finding(
          .goal(
            .contradict(
              overall: told(a), section: b.section, itemised: told(b))),
          at: .parts([.goals], file: file))
      }
    }
  }

  /// What is counted, without the words that differ from one sentence to the next.
  private static func subject(_ name: String) -> String {
    var rest = String(name.filter { !"“”\"‘’".contains($0) })
    for word in ["新增", "净增", "推动", "培育", "中小企业", "企业", "数量", "全区", "同比", "增长", "增速"] {
      while let found = rest.firstRange(of: word) { rest.removeSubrange(found) }
    }
    return rest
  }
}
