internal import Domain

/// Reads the cells of a spending plan: percentages, or amounts printed under the header that says %.
enum PlanReader {
  /// A cell with its month.
  struct Cell {
    let month: Int
    let text: String
    let place: Document.Place
  }

  /// A plan as it stands in the document.
  struct Printed {
    /// Months by the header's cells.
    let months: [Int: Int]
    let fit: ColumnFit
    /// The unit of amounts, where the header names one.
    let unit: AmountUnit?
    var cells: [Cell]
  }

  /// The month a header names: 3月底, 3月末, 3月, 一季度, 第1季度, 12月31日前.
  static func month(_ text: String) -> Int? {
    let label = text.label
    if let end = label.firstIndex(of: "月") {
      let digits = label[..<end].drop { $0 == "至" || $0 == "到" || $0 == "截" }
      return Int(digits).flatMap { (1...12).contains($0) ? $0 : nil }
    }
    let quarters: [(String, Int)] = [
      ("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12), ("1季度", 3), ("2季度", 6), ("3季度", 9), ("4季度", 12),
    ]
    return quarters.first { label.contains($0.0) }?.1
  }

  static func read(
    _ printed: Printed?, of project: ProjectBudget, unit: Money.Unit, at place: Document.Place
  ) -> (value: SpendingPlan, findings: [Finding]) {
    var findings: [Finding] = []
    var numbers: [Int: Quantity] = [:]
    let cells = printed?.cells ?? []
    func note(_ severity: Finding.Severity, _ code: String, _ message: String, _ at: Document.Place? = nil) {
      findings.append(Finding(severity, code, project: project.code, message, at: (at ?? place).description))
    }
    for cell in cells {
      let digits = cell.text.normalised
      // Ten times the budget is beyond any plan: a slip of the pen, and more than exact arithmetic needs room for.
      if let number = Quantity(parsing: (digits.ends(with: "%") ? String(digits.dropLast()) : digits).normalised),
        number <= max(Quantity(units: 1_000), Quantity(units: project.budget.fen, scale: unit == .yuan ? 1 : 5)),
        number.units >= 0
      {
        numbers[cell.month] = number
      } else {
        note(
          .error, "plan-cell-unreadable", "\(cell.month)月底一栏写的是“\(cell.text.excerpt)”，不是合理的百分比，应写成 25% 或 25，请改正后重新导入。",
          cell.place)
      }
    }
    guard !numbers.isEmpty else {
      note(.warning, "plan-missing", "“\(project.name)”没有填写资金支出计划，暂按序时进度（3月25%、6月50%、10月83.33%、12月100%）提示，请补充计划。")
      return (.absent, findings)
    }
    let hasPercentSign = cells.contains { $0.text.normalised.contains("%") }
    let basis: PlanBasis =
      hasPercentSign ? .percent : PlanBasis(numbers.values, budget: project.budget, unit: unit)
    let most = numbers.values.max() ?? Quantity(units: 0)
    if most == Quantity(units: 1), numbers.count > 1, !hasPercentSign, !basis.isAmount {
      note(.error, "plan-fractions", "“\(project.name)”的资金支出计划写成了小数（到年底是\(most)），不知道是1%还是100%，请写成 25%、100% 这样的百分比。")
    }
    var amountUnit = unit
    var saysAmount = false
    if case .known(let named)? = printed?.unit { (amountUnit, saysAmount) = (named, true) }
    let isAmount = !hasPercentSign && (saysAmount || basis.isAmount)
    if !saysAmount, let last = numbers[numbers.keys.max() ?? 12],
      let remark = basis.remark(cells.map(\.text).joined(separator: "、"), last: last, of: project)
    {
      note(.warning, remark.code, remark.message)
    }
    let months = Set(printed?.months.values.map { $0 } ?? []).sorted()
    let plan = SpendingPlan(
      basis: isAmount ? .amount : .percent,
      cells: months.map { month in
        SpendingPlan.Cell(
          month: month,
          share: numbers[month].flatMap { isAmount ? share($0, amountUnit, project.budget) : Share(percent: $0) })
      })
    checkOrder(plan) { note($0, $1, $2) }
    return (plan, findings)
  }

  private static func share(_ number: Quantity, _ unit: Money.Unit, _ budget: Money) -> Share? {
    Share(PlanBasis.fine(number, unit) / 100, budget.fen)
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
