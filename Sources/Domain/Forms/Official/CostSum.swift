/// What the cost rows of a project's monitoring form come to over the year, beside 全年预计执行数: both say what will be spent.
package struct CostSum: Hashable, Sendable, Codable {
  /// How many rows follow from a category of spending each.
  package let rows: Int
  /// What they are expected to come to together.
  package let sum: Money
  /// What was paid in no category of theirs.
  package let others: Money
  /// Whether their caps are all of the budget, so that they have to come to what is spent; else they may come to less.
  package let isAll: Bool

  /// What the rows come to before each is rounded to what is printed of it: where they are proposed, to the fen. Nil in a form
  /// kept by a program that did not tell them apart.
  package let exact: Money?

  /// The cost rows of a project; nil where there is none, one says no amount, or two are of one category.
  ///
  /// - Parameters:
  ///   - rows: the form's, each of one of `indicators`.
  ///   - spent: what is expected to be spent in all, not less than what is paid.
  init?(_ rows: [MonitoringRow], of project: ProjectFacts, on day: Day, spending spent: Money) {
    let caps = project.categoryCaps
    guard !caps.isEmpty else { return nil }
    var (amounts, exact) = ([Money](), [Money]())
    for row in rows {
      guard let cap = caps.first(where: { $0.id == row.indicator.id }) else { continue }
      guard let amount = row.expectedAmount(in: cap.unit) else { return nil }
      amounts.append(amount)
      let proposed = row.expected.isEmpty ? project.yearEnd(of: cap.id, on: day, spending: spent) : nil
      exact.append(proposed ?? amount)
    }
    guard amounts.count == caps.count else { return nil }
    self.rows = amounts.count
    sum = amounts.reduce(.zero, +)
    self.exact = exact.reduce(.zero, +)
    others = project.paidOutside(caps, through: day)
    isAll = project.budget - caps.reduce(.zero) { $0 + $1.amount } <= CostSum.tolerance(rows: amounts.count)
  }

  /// Cost rows as they are known.
  package init(rows: Int, sum: Money, others: Money, isAll: Bool, exact: Money? = nil) {
    (self.rows, self.sum, self.others, self.isAll, self.exact) = (rows, sum, others, isAll, exact)
  }

  /// Whether the rows come to what is expected to be spent exactly and are all of it, so that what is printed of both differs
  /// by nothing but rounding.
  package func agrees(with forecast: Money) -> Bool { others == .zero && exact == forecast }

  /// By how much rows that are rounded one by one may differ from a sum. Source: domain.md, “Money and numbers”: 0.01万元 a row,
  /// 0.05 at most.
  private static func tolerance(rows: Int) -> Money { Money(fen: Int64(min(rows, 5)) * 10_000) }

  /// By how much all that is expected of rows and others is more than what is expected to be spent.
  package func excess(over forecast: Money) -> Money { sum + others - forecast }

  /// Whether somebody has to say that it is meant so.
  package func isAsked(about forecast: Money) -> Bool {
    let (excess, tolerance) = (excess(over: forecast), CostSum.tolerance(rows: rows))
    return excess > tolerance || isAll && excess < -tolerance
  }

  /// What somebody agrees to: other amounts are asked about anew.
  package func agreement(about forecast: Money) -> String { "\((sum + others).yuan)/\(forecast.yuan)" }
}

extension MonitoringForm {
  /// Whether a text names what is asked about the cost rows, with the amounts as they are: who has read other amounts has not
  /// been asked about these.
  package func isCostQuestion(in text: String) -> Bool {
    costs.map { text.withoutBlanks.contains($0.chinese(beside: forecast).withoutBlanks) } ?? false
  }

  /// The question whether the cost rows are meant as they are; nil where they agree with 全年预计执行数, or somebody said so.
  package var costQuestion: Refusal? {
    guard let costs, isCostAsked else { return nil }
    return .form(.costsDiffer(costs, forecast: forecast))
  }
}

extension FormMaterial {
  /// What is kept where somebody agrees that the cost rows of a form come to another amount than 全年预计执行数; nothing where
  /// that is not asked.
  package func agreeingCosts(of owner: FormOwner) -> FormIntake {
    var intake = FormIntake()
    if case .monitoring(let form)? = FormChecks(self, of: owner).form, form.isCostAsked, let costs = form.costs {
      intake.take(FormEntry(FormField(.agreedCosts), .text(costs.agreement(about: form.forecast))))
    }
    return intake
  }
}

/// A cap on what is spent in a category.
struct CategoryCap: Hashable, Sendable {
  let id: IndicatorID, category: String, amount: Money, unit: Money.Unit
}

extension ProjectFacts {
  /// The caps on categories of spending; none where two are of one category, which cannot be told apart.
  var categoryCaps: [CategoryCap] { capsOfSameCategory.isEmpty ? allCategoryCaps : [] }

  /// Those caps of which another is on the same category.
  var capsOfSameCategory: [CategoryCap] {
    let byCategory = Dictionary(grouping: allCategoryCaps, by: \.category)
    return allCategoryCaps.filter { byCategory[$0.category, default: []].count > 1 }
  }

  private var allCategoryCaps: [CategoryCap] {
    indicators.compactMap { indicator -> CategoryCap? in
      guard case .spending(let category?) = indicator.binding, case .money(let unit)? = indicator.measure?.kind,
        let amount = indicator.measure?.money
      else { return nil }
      return CategoryCap(id: indicator.id, category: category, amount: amount, unit: unit)
    }
  }

  /// What was paid in no category of some caps.
  func paidOutside(_ caps: [CategoryCap], through day: Day) -> Money {
    caps.reduce(ledger.paid(through: day)) { $0 - ledger.paid(through: day, in: $1.category) }
  }

  /// What will be spent under a cap where so much is spent in all: what is still to be spent goes to the categories, and to
  /// what the caps leave of the budget, by what each has left, so that all come to the whole to the fen. Nil for an indicator
  /// without such a cap.
  func yearEnd(of indicator: IndicatorID, on day: Day, spending spent: Money) -> Money? {
    let caps = categoryCaps
    guard let index = caps.firstIndex(where: { $0.id == indicator }) else { return nil }
    let paid = caps.map { ledger.paid(through: day, in: $0.category) }
    let others = paidOutside(caps, through: day)
    let rest = max(.zero, budget - caps.reduce(.zero) { $0 + $1.amount } - others)
    // What the caps leave by rounding is nothing to be spent.
    let left = zip(caps, paid).map { max(.zero, $0.amount - $1) } + [rest < .rounding ? .zero : rest]
    let toSpend = max(.zero, spent - ledger.paid(through: day))
    guard left.reduce(.zero, +) > toSpend else { return paid[index] + left[index] }
    return paid[index] + Exact.shares(of: toSpend, by: left)[index]
  }
}

extension Exact {
  /// An amount shared by weights, to the fen by largest remainder: the shares come to the amount. Nothing where all weights are
  /// zero.
  static func shares(of amount: Money, by weights: [Money]) -> [Money] {
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1.fen) }
    guard sum > 0 else { return weights.map { _ in .zero } }
    let products = weights.map { Int128(amount.fen) * Int128($0.fen) }
    var shares = products.map { Int64($0 / sum) }
    let left = Int(amount.fen - shares.reduce(0, +))
    let order = products.indices.sorted { a, b in
      let (x, y) = (products[a] % sum, products[b] % sum)
      return x == y ? a < b : x > y
    }
    for place in order.prefix(max(0, left)) { shares[place] += 1 }
    return shares.map { Money(fen: $0) }
  }
}
