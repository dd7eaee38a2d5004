internal import Domain

/// Reads the cells of a spending plan: percentages, or amounts printed under the header that says %.
enum PlanReader {
  struct Cell {
    let month: Int
    let text: String
  }

  static func read(
    _ cells: [Cell], of project: ProjectBudget, at place: Document.Place
  ) -> (value: SpendingPlan, findings: [Finding]) {
    var findings: [Finding] = []
    var numbers: [Int: Quantity] = [:]
    func note(_ severity: Finding.Severity, _ code: String, _ message: String) {
      findings.append(Finding(severity, code, project: project.code, message, at: place.description))
    }
    for cell in cells where !cell.text.isEmpty {
      let digits = cell.text.normalised.withoutBlanks
      // Ten times the budget is beyond any plan: a slip of the pen, and more than exact arithmetic needs room for.
      if let number = Quantity(parsing: digits.hasSuffix("%") ? digits.dropLast() : digits[...]),
        number <= max(Quantity(units: 1_000), Quantity(units: project.budget.fen, scale: 5)), number.units >= 0
      {
        numbers[cell.month] = number
      } else {
        note(.warning, "plan-cell-unreadable", "\(cell.month)月底一栏写的是“\(cell.text)”，不是合理的百分比，已按空白处理，请核对。")
      }
    }
    guard !numbers.isEmpty else {
      note(.warning, "plan-missing", "“\(project.name)”没有填写资金支出计划，暂按序时进度（3月25%、6月50%、10月83.33%、12月100%）提示，请补充计划。")
      return (.absent, findings)
    }
    let hasPercentSign = cells.contains { $0.text.contains("%") || $0.text.contains("％") }
    let isAmount = !hasPercentSign && isAmounts(numbers.values, budget: project.budget)
    if isAmount, let last = numbers[numbers.keys.max() ?? 12] {
      note(
        .warning, "plan-amount-under-percent-header",
        "“\(project.name)”的资金支出计划（%）里填的是金额（\(last)，预算数\(project.budget.tenThousands)万元），已按占预算的比例换算，请改为百分比。")
    }
    let plan = SpendingPlan(
      basis: isAmount ? .amount : .percent,
      cells: cells.map { cell in
        SpendingPlan.Cell(month: cell.month, share: numbers[cell.month].flatMap { share($0, isAmount, project.budget) })
      })
    checkOrder(plan, note)
    return (plan, findings)
  }

  /// Without a % sign, a number over 100 or one that equals the budget is an amount: 2.00 under a budget of 2.00 is no
  /// two percent.
  private static func isAmounts(_ numbers: some Collection<Quantity>, budget: Money) -> Bool {
    let inTenThousands = Quantity(units: budget.fen, scale: 6)
    let tolerance = Quantity(units: 1, scale: 2)
    return numbers.contains { number in
      guard number <= Quantity(units: 100) else { return true }
      let difference = number.rescaled(to: 6).units - inTenThousands.units
      return Quantity(units: abs(difference), scale: 6) <= tolerance
    }
  }

  private static func share(_ number: Quantity, _ isAmount: Bool, _ budget: Money) -> Share? {
    isAmount ? Share(number.rescaled(to: 6).units, budget.fen) : Share(percent: number)
  }

  private static func checkOrder(_ plan: SpendingPlan, _ note: (Finding.Severity, String, String) -> Void) {
    let given = plan.cells.filter { $0.share != nil }
    for (earlier, later) in zip(given, given.dropFirst()) {
      guard let a = earlier.share, let b = later.share, b < a else { continue }
      note(
        .warning, "plan-falling",
        "资金支出计划是累计数，\(later.month)月底的\(b.percentText)%却小于\(earlier.month)月底的\(a.percentText)%，请核对。")
    }
    if let last = given.last?.share, last != .whole {
      note(.warning, "plan-not-complete", "资金支出计划到年底是\(last.percentText)%，应为100%，请核对。")
    }
  }
}
