/// A department's budget as it is kept, to hold a document against.
package struct KeptBudget: Hashable, Sendable {
  /// A kept project.
  package struct Project: Hashable, Sendable {
    /// Its row.
    package let id: ProjectID
    /// What it says, with its standing indicators.
    package let budget: ProjectBudget
    /// The rows of its standing indicators, in their order.
    package let indicators: [IndicatorID]
    /// Indicators that an earlier document no longer had.
    package let removedIndicators: [IndicatorMatching.Kept]
    /// The number of its version, and its place in the document.
    package let version: Int, position: Int
    /// Whether an earlier document no longer had it.
    package let isRemoved: Bool
    /// What was paid.
    package let paid: Money

    /// A kept project.
    package init(
      id: ProjectID, budget: ProjectBudget, indicators: [IndicatorID], removedIndicators: [IndicatorMatching.Kept],
      version: Int,
      position: Int, isRemoved: Bool, paid: Money
    ) {
      self.id = id
      self.budget = budget
      self.indicators = indicators
      self.removedIndicators = removedIndicators
      self.version = version
      self.position = position
      self.isRemoved = isRemoved
      self.paid = paid
    }

    /// Its standing indicators with their rows.
    package var keptIndicators: [IndicatorMatching.Kept] {
      zip(indicators, budget.indicators).map { IndicatorMatching.Kept(id: $0, indicator: $1) }
    }
  }

  /// The projects, those that are gone included.
  package let projects: [ProjectCode: Project]
  /// The department's own indicators, standing and gone.
  package let own: [IndicatorMatching.Kept], removedOwn: [IndicatorMatching.Kept]

  /// A kept budget.
  package init(
    projects: [ProjectCode: Project], own: [IndicatorMatching.Kept] = [], removedOwn: [IndicatorMatching.Kept] = []
  ) {
    self.projects = projects
    self.own = own
    self.removedOwn = removedOwn
  }
}

/// What a document changes of a kept budget, by names with old and new values: what a person is shown, and what is written.
package struct BudgetDifference: Hashable, Sendable {
  /// What a change is of.
  package enum What: String, Sendable {
    case department, project, plan, indicator
  }

  /// One value that changes. Old is nil for what is new, new for what is gone.
  package struct Change: Hashable, Sendable {
    /// What it is of.
    package let what: What
    /// The project it is about; nil for the department's own.
    package let project: ProjectCode?
    /// Its name, and which value of it where it has several: `保洁费项目 预算数`.
    package let name: String
    /// Before and after.
    package let old: String?, new: String?
  }

  /// A project that the document no longer has.
  package struct Removal: Hashable, Sendable {
    /// Its code, name and what was paid of it.
    package let code: ProjectCode, name: String, paid: Money

    /// A project that goes.
    package init(code: ProjectCode, name: String, paid: Money) {
      (self.code, self.name, self.paid) = (code, name, paid)
    }
  }

  /// What changes, in the document's order.
  package private(set) var changes: [Change] = []
  /// What it no longer has.
  package let removals: [Removal]
  /// Projects that were there before.
  private let standing: Int

  /// More than so many projects are not removed without being asked.
  package static let fewRemovals = 3

  /// Whether a person has to agree: something paid would be gone, more than a few, or all.
  package var needsAgreement: Bool {
    removals.contains { $0.paid != .zero } || removals.count > BudgetDifference.fewRemovals
      || (!removals.isEmpty && removals.count == standing)
  }

  /// Whether somebody who agreed to removals agreed to these, by their codes: to neither more nor fewer than were
  /// named then; nil agreed to whichever there are.
  package func removesWhat(agreed codes: Set<String>?) -> Bool {
    codes.map { $0 == Set(removals.map(\.code.text)) } ?? true
  }

  /// Compares a document with what is kept.
  package init(kept: KeptBudget, new: DepartmentBudget) {
    let codes = Set(new.projects.map(\.code))
    let gone = kept.projects.values.filter { !$0.isRemoved && !codes.contains($0.budget.code) }
    removals = gone.sorted { $0.position < $1.position }.map {
      Removal(code: $0.budget.code, name: $0.budget.name, paid: $0.paid)
    }
    standing = kept.projects.values.count { !$0.isRemoved }
    for project in new.projects { compare(kept.projects[project.code], project) }
    let own = new.ownIndicators
    compare(
      IndicatorMatching(kept: kept.own, removed: kept.removedOwn, new: own), kept.own + kept.removedOwn, own, of: nil)
    for removal in removals {
      changes.append(
        Change(what: .project, project: removal.code, name: removal.name, old: "\(removal.paid.grouped)元已支付", new: nil))
    }
  }

  private mutating func compare(_ kept: KeptBudget.Project?, _ new: ProjectBudget) {
    guard let kept else {
      changes.append(
        Change(what: .project, project: new.code, name: new.name, old: nil, new: "\(new.budget.tenThousands)万元"))
      return
    }
    if kept.isRemoved {
      changes.append(Change(what: .project, project: new.code, name: "\(new.name) 恢复", old: nil, new: new.budget.yuan))
    }
    let old = kept.budget
    func change(_ value: String, _ a: String, _ b: String, _ what: What = .project) {
      guard a != b else { return }
      changes.append(Change(what: what, project: new.code, name: "\(new.name) \(value)", old: a, new: b))
    }
    change("项目名称", old.name, new.name)
    change("预算数", old.budget.yuan, new.budget.yuan)
    change("财政资金", old.fiscalFunds.yuan, new.fiscalFunds.yuan)
    change("其他资金", old.otherFunds.yuan, new.otherFunds.yuan)
    change("资金用途", old.purpose, new.purpose)
    change("绩效目标", old.goals.joined(separator: "\n"), new.goals.joined(separator: "\n"))
    change("支出计划", old.plan.text, new.plan.text, .plan)
    let all = kept.keptIndicators + kept.removedIndicators
    compare(
      IndicatorMatching(kept: kept.keptIndicators, removed: kept.removedIndicators, new: new.indicators), all,
      new.indicators, of: new)
  }

  private mutating func compare(
    _ matching: IndicatorMatching, _ kept: [IndicatorMatching.Kept], _ new: [Indicator], of project: ProjectBudget?
  ) {
    let known = Dictionary(kept.map { ($0.id, $0.indicator) }, uniquingKeysWith: { first, _ in first })
    func add(_ name: String, _ old: String?, _ new: String?) {
      let prefix = project.map { "\($0.name) " } ?? "部门整体 "
      changes.append(Change(what: .indicator, project: project?.code, name: prefix + name, old: old, new: new))
    }
    for (id, indicator) in zip(matching.continued, new) {
      guard let id, let old = known[id] else {
        add("“\(indicator.level3)”", nil, indicator.target.text)
        continue
      }
      if matching.revived.contains(id) { add("“\(indicator.level3)” 恢复", nil, indicator.target.text) }
      for (name, a, b) in [
        ("三级指标", old.level3, indicator.level3), ("指标值", old.target.text, indicator.target.text),
        ("一级指标", old.level1, indicator.level1), ("二级指标", old.level2, indicator.level2),
        ("绩效指标描述", old.description, indicator.description), ("指标值确定依据", old.basis, indicator.basis),
      ] where a != b {
        add("“\(indicator.level3)” \(name)", a, b)
      }
    }
    for id in matching.removed { known[id].map { add("“\($0.level3)”", $0.target.text, nil) } }
  }
}

extension DepartmentBudget {
  /// The department's own numbers as indicators: level 1 says where in the goals they stand.
  package var ownIndicators: [Indicator] {
    indicators.enumerated().map { index, indicator in
      Indicator(
        position: index + 1, level1: indicator.section, level2: "", level3: indicator.name, description: "",
        target: indicator.target, basis: "")
    }
  }
}

extension SpendingPlan {
  /// The plan as a person reads it: `3月25%、6月50%`.
  package var text: String {
    let shares = cells.compactMap { cell in cell.share.map { "\(cell.month)月\($0.percentText)%" } }
    return shares.isEmpty ? "没有计划" : shares.joined(separator: "、")
  }
}
