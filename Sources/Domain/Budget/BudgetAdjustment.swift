/// What is added to a project's budget in the year, or taken from it, by a document: 追加, 调减, or 调剂 between two projects.
package struct BudgetAdjustment: Hashable, Sendable {
  /// From which day it holds.
  package let day: Day
  /// How much is added; below zero what is taken.
  package let amount: Money
  /// Whether it is 其他资金 and not 财政资金.
  package let isOtherFunds: Bool
  /// The document's number (文号).
  package let document: String

  /// An adjustment.
  package init(day: Day, amount: Money, isOtherFunds: Bool, document: String) {
    (self.day, self.amount, self.isOtherFunds, self.document) = (day, amount, isOtherFunds, document)
  }
}

extension ProjectFacts {
  /// The same with its budget adjusted, each time from its day on.
  ///
  /// A later document that prints another budget for the project restates it: what had been adjusted before that document's
  /// day is in its figure. One that prints the same budget leaves the adjustments as they are.
  ///
  /// - Parameter all: the adjustments through the day that is judged, earliest first.
  package func adjusted(by all: [BudgetAdjustment], in fiscalYear: Int) -> ProjectFacts {
    guard !all.isEmpty else { return self }
    let start = Day(startOf: fiscalYear)
    let printed =
      terms.isEmpty ? [ProjectTerms(from: start, budget: budget, checkpoints: checkpoints)] : terms
    /// From which day on adjustments add to the budget of a term.
    var since: [Day?] = []
    for (index, term) in printed.enumerated() {
      let isRestated = index > 0 && printed[index - 1].budget != term.budget
      since.append(isRestated ? term.from : since.last ?? nil)
    }
    func adjusted(_ index: Int, on day: Day) -> Money {
      all.filter { $0.day <= day && (since[index] ?? $0.day) <= $0.day }.reduce(printed[index].budget) {
        $0 + $1.amount
      }
    }
    var held: [ProjectTerms] = []
    for (index, term) in printed.enumerated() {
      let next = index + 1 < printed.count ? printed[index + 1].from : nil
      let within = Set(all.map(\.day)).filter { day in day > term.from && (next.map { day < $0 } ?? true) }
      let days = [term.from] + within.sorted()
      held += days.map { ProjectTerms(from: $0, budget: adjusted(index, on: $0), checkpoints: term.checkpoints) }
    }
    let counted = all.filter { (since.last.flatMap { $0 } ?? $0.day) <= $0.day }
    return ProjectFacts(
      id: id, budget: counted.reduce(self.budget) { $0 + $1.amount }, checkpoints: checkpoints, ledger: ledger,
      indicators: indicators, events: events, terms: held, adjustments: counted)
  }
}

extension ProjectSheet {
  /// The same with its full-year budget adjusted; 年初预算数 stays.
  package func adjusted(by counted: [BudgetAdjustment]) -> ProjectSheet {
    guard !counted.isEmpty else { return self }
    func sum(_ isOther: Bool) -> Money {
      counted.reduce(.zero) { $1.isOtherFunds == isOther ? $0 + $1.amount : $0 }
    }
    return ProjectSheet(
      id: id, code: code, name: name, initialBudget: initialBudget, budget: budget + sum(false) + sum(true),
      fiscalFunds: fiscalFunds + sum(false), otherFunds: otherFunds + sum(true), isCarryOver: isCarryOver, goals: goals,
      indicators: indicators)
  }
}
