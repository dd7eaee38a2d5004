/// The self-evaluation of a department as a whole (部门整体): its budget execution, its own indicators, and its projects'
/// results weighted by their budgets.
package struct DepartmentEvaluation: Hashable, Sendable {
  /// A project's part.
  package struct Project: Hashable, Sendable {
    /// 全年预算数, by which it weighs.
    package let budget: Money
    /// 总分 of its self-evaluation; nil while a score is missing.
    package let total: Points?

    /// A project's part.
    package init(budget: Money, total: Points?) {
      self.budget = budget
      self.total = total
    }
  }

  /// How 100 points are shared: where one of the two parts is absent, its points go to the other.
  package static func template(
    _ template: DepartmentTemplate, indicators: Int, projects: [Money]
  ) -> (template: DepartmentTemplate, notes: [String]) {
    let hasProjects = projects.contains { $0 > .zero }
    if indicators == 0, hasProjects {
      return (
        .init(execution: template.execution, indicators: .zero, projects: template.projects + template.indicators),
        ["部门没有整体绩效指标，其\(template.indicators.text)分并入项目绩效。"]
      )
    }
    if indicators > 0, !hasProjects {
      return (
        .init(execution: template.execution, indicators: template.indicators + template.projects, projects: .zero),
        ["部门没有可汇总的项目，其\(template.projects.text)分并入部门整体指标。"]
      )
    }
    return (template, indicators == 0 ? ["没有部门整体绩效指标，也没有可汇总的项目，无法计分。"] : [])
  }

  /// The points of each project: shared by their budgets, to a hundredth by the largest remainder.
  package static func points(_ total: Points, over budgets: [Money]) -> [Points] {
    let sum = budgets.reduce(Int128(0)) { $0 + Int128(max($1.fen, 0)) }
    guard sum > 0 else { return budgets.map { _ in .zero } }
    let products = budgets.map { Int128(total.hundredths) * Int128(max($0.fen, 0)) }
    var shares = products.map { Int64($0 / sum) }
    let left = total.hundredths - shares.reduce(0, +)
    let order = products.indices.sorted { a, b in
      let (x, y) = (products[a] % sum, products[b] % sum)
      return x == y ? a < b : x > y
    }
    for place in order.prefix(Int(max(left, 0))) { shares[place] += 1 }
    return shares.map { Points(hundredths: $0) }
  }

  /// What a project's points come to: points × its total / 100.
  package static func score(_ points: Points, total: Points?) -> Points? {
    total.map { points.times(Int128($0.hundredths), over: 10_000) }
  }
}
