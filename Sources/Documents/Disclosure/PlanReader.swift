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
    func note(_ finding: PlanFinding, _ at: Document.Place? = nil) {
      findings.append(Finding(.plan(finding), project: project.code, at: .document(at ?? place)))
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
        note(.cellUnreadable(cell.text.excerpt, month: cell.month), cell.place)
      }
    }
    guard !numbers.isEmpty else {
      note(.missing(project: project.name))
      return (.absent, findings)
    }
    let hasPercentSign = cells.contains { $0.text.normalised.contains("%") }
    let basis: PlanBasis =
      hasPercentSign ? .percent : PlanBasis(numbers.values, budget: project.budget, unit: unit)
    let most = numbers.values.max() ?? Quantity(units: 0)
    if most == Quantity(units: 1), numbers.count > 1, !hasPercentSign, !basis.isAmount {
      note(.fractions(project: project.name, most: most))
    }
    var amountUnit = unit
    var saysAmount = false
    if case .known(let named)? = printed?.unit { (amountUnit, saysAmount) = (named, true) }
    let isAmount = !hasPercentSign && (saysAmount || basis.isAmount)
    if !saysAmount, let last = numbers[numbers.keys.max() ?? 12],
      let remark = basis.remark(cells.map(\.text), last: last, of: project)
    {
      note(remark)
    }
    let months = Set(printed?.months.values.map { $0 } ?? []).sorted()
    let plan = SpendingPlan(
      basis: isAmount ? .amount : .percent,
      cells: months.map { month in
        SpendingPlan.Cell(
          month: month,
          share: numbers[month].flatMap { isAmount ? share($0, amountUnit, project.budget) : Share(percent: $0) })
      })
    for finding in order(plan) { note(finding) }
    return (plan, findings)
  }

  private static func share(_ number: Quantity, _ unit: Money.Unit, _ budget: Money) -> Share? {
    Share(PlanBasis.fine(number, unit) / 100, budget.fen)
  }

  /// Where a cumulative plan falls, and whether it ends with all.
  private static func order(_ plan: SpendingPlan) -> [PlanFinding] {
    let given = plan.cells.filter { $0.share != nil }
    let falls = zip(given, given.dropFirst()).compactMap { earlier, later -> PlanFinding? in
      guard let a = earlier.share, let b = later.share, b < a else { return nil }
      return .falling(month: later.month, b, before: earlier.month, a)
    }
    guard let last = given.last?.share, last != .whole else { return falls }
    return falls + [.notComplete(last)]
  }
}
