/// A project's spending plan (资金支出计划): which share of the budget is to be paid by the end of which month.
///
/// The shares are cumulative. The months are data of the plan: Hebei prints 3, 6, 10 and 12, others print quarters.
package struct SpendingPlan: Hashable, Sendable {
  /// What the document printed.
  package enum Basis: String, Sendable, CaseIterable {
    /// Percentages of the budget.
    case percent
    /// Amounts in 万元, converted to shares of the budget.
    case amount
    /// Nothing: the elapsed-time progress stands in.
    case absent
  }

  /// One month of the plan; no share where the cell is blank.
  package struct Cell: Hashable, Sendable {
    /// 1…12.
    package let month: Int
    /// The cumulative share by the end of that month, as printed.
    package let share: Share?

    /// A month with what its cell says.
    package init(month: Int, share: Share?) {
      self.month = month
      self.share = share
    }
  }

  /// What the cells are.
  package let basis: Basis
  /// The months in order, blank ones included.
  package let cells: [Cell]

  /// A plan; without any share it counts as absent.
  package init(basis: Basis, cells: [Cell]) {
    self.basis = cells.contains { $0.share != nil } ? basis : .absent
    self.cells = cells.sorted { $0.month < $1.month }
  }

  /// No plan at all.
  package static let absent = SpendingPlan(basis: .absent, cells: [])

  /// The checkpoints (节点) of a fiscal year, in order.
  ///
  /// A blank before the first number means nothing is planned yet; a blank after a number carries it forward. An absent
  /// plan gives the elapsed-time progress (序时进度) at `fallbackMonths`.
  package func checkpoints(in fiscalYear: Int, fallbackMonths: [Int]) -> [Checkpoint] {
    guard basis != .absent else {
      return fallbackMonths.map {
        Checkpoint(month: $0, year: fiscalYear, planned: Share(monthsOfYear: $0), isFallback: true)
      }
    }
    var carried = Share.none
    return cells.map { cell in
      carried = cell.share ?? carried
      return Checkpoint(month: cell.month, year: fiscalYear, planned: carried, isFallback: false)
    }
  }
}

/// A month end (节点, end of day in Asia/Shanghai) by which a share of the budget is to be paid.
package struct Checkpoint: Hashable, Sendable {
  /// The last day of the month. It never shifts.
  package let day: Day
  /// The month, 1…12.
  package let month: Int
  /// The cumulative share planned by then.
  package let planned: Share
  /// Whether the elapsed-time progress stands in for a missing plan.
  package let isFallback: Bool

  init(month: Int, year: Int, planned: Share, isFallback: Bool) {
    self.month = month
    self.planned = planned
    self.isFallback = isFallback
    day = Day(endOf: month, in: year)
  }

  /// `2025-06`: names the checkpoint in alerts.
  package var period: Period { Period(monthOf: day) }
}
