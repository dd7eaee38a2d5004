internal import Domain

/// What the bare cells of a plan under a （%） header are: percentages, or amounts somebody wrote there.
///
/// Source: domain.md, “Bare cells that rise to 100 are percent unless they fit the budget exactly as amounts; where both fit,
/// ask.” 2.00 under a budget of 2.00 is an amount, no two percent.
enum PlanBasis: Equatable {
  case percent
  case amount
  /// They rise to 100, and the budget is 100 too.
  case percentOrAmount
  /// One cell is the budget and another goes beyond it, and they do not come to 100 either.
  case unclear

  /// - Parameters:
  ///   - numbers: the cells that have a number, none of them with a % sign.
  ///   - unit: of the amounts of the table.
  init(_ numbers: some Collection<Quantity>, budget: Money, unit: Money.Unit) {
    let whole = Quantity(units: 100)
    guard let most = numbers.max(), most <= whole else {
      self = numbers.isEmpty ? .percent : .amount
      return
    }
    func isBudget(_ number: Quantity) -> Bool { PlanBasis.isSame(number, budget, unit) }
    switch (most == whole, isBudget(most)) {
    case (true, true): self = .percentOrAmount
    case (true, false): self = .percent
    case (false, true): self = .amount
    case (false, false): self = numbers.contains(where: isBudget) ? .unclear : .percent
    }
  }

  /// Whether the cells are taken as amounts. Where nobody can tell, the header counts.
  var isAmount: Bool { self == .amount }

  /// Printed amounts are rounded to 0.01万元, or to a yuan.
  private static func isSame(_ number: Quantity, _ budget: Money, _ unit: Money.Unit) -> Bool {
    let tolerance: Int128 = unit == .tenThousand ? 1_000_000 : 100
    let difference = Int128(fine(number, unit)) - Int128(budget.fen) * 100
    return difference.magnitude <= tolerance.magnitude
  }

  /// An amount of a unit in hundredths of a fen, exact for what can be printed.
  static func fine(_ number: Quantity, _ unit: Money.Unit) -> Int64 {
    let scaled = Int128(number.units) * Int128(unit.fen) * 100
    return Int64(clamping: scaled / Int128(Quantity(units: 1).rescaled(to: number.scale).units))
  }

  /// What is said of cells that were taken in a way their header does not name, or that nobody can tell; nil for percentages.
  ///
  /// - Parameter cells: as they are printed, in their order.
  func remark(_ cells: [String], last: Quantity, of project: ProjectBudget) -> PlanFinding? {
    switch self {
    case .percent: nil
    case .amount: .amounts(project: project.name, last: last, budget: project.budget)
    case .percentOrAmount: .percentOrAmount(project: project.name, cells: cells, budget: project.budget)
    case .unclear: .unclear(project: project.name, cells: cells, budget: project.budget)
    }
  }
}
