package import Domain

/// How one project's money stands on a day: a line of the list of projects, and the head of its page.
package struct ProjectStanding: Hashable, Sendable {
  /// What a checkpoint still wants.
  package struct Wanted: Hashable, Sendable {
    /// The checkpoint, and what must still be paid by it.
    package let day: Day, amount: Money
  }

  /// Its row and its department.
  package let id: ProjectID, department: DepartmentIdentity
  /// 项目编码, 项目名称, and its place in the document.
  package let code: ProjectCode, name: String, position: Int
  /// 预算数 and what was paid of it.
  package let budget: Money, paid: Money
  /// 支出进度: paid over budget.
  package let progress: Ratio?
  /// What the plan asked for by the last checkpoint reached (应到), and which that was; nil before the first.
  package let planned: Money?, plannedBy: Day?
  /// What was paid by that checkpoint, up to what was planned.
  package let paidInTime: Money
  /// 支出进度及时率 at that checkpoint.
  package let timeliness: Ratio?
  /// Whether the elapsed-time progress stands in for a missing plan.
  package let isFallback: Bool
  /// The light, and why it is that.
  package let light: SpendingLight, reason: LightReason
  /// What is still missing of the last checkpoint reached.
  package let arrears: Money
  /// The checkpoint of this day or later that wants money first; nil where none does any more.
  package let next: Wanted?

  /// What is to be paid next, and where nothing is to come what was not paid.
  package var missing: Money { next?.amount ?? arrears }
}

extension ProjectStanding {
  /// A project of a department on a day.
  package init(
    _ project: ProjectFacts, _ name: Directory.Project, of facts: DepartmentFacts, on day: Day, calendar: WorkCalendar
  ) {
    let position = SpendingPosition(project, on: day, of: facts, calendar: calendar)
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    let last = position.reached.last
    (id, department) = (project.id, facts.identity)
    (code, self.name, self.position) = (name.code, name.name, name.position)
    (budget, paid, progress) = (project.budget, position.paid, position.progress)
    (planned, plannedBy) = (last?.planned, last?.checkpoint.day)
    (paidInTime, timeliness) = (position.paidInTime, last?.timeliness)
    isFallback = project.checkpoints.contains(where: \.isFallback)
    light = SpendingLight(project, position, by: context)
    reason = LightReason(project, position, light, facts.parameters, by: context)
    arrears = last.map { $0.checkpoint.planned.missing(paid: position.paid, budget: project.budget) } ?? .zero
    let next = project.checkpoints.first {
      $0.day >= day && $0.planned.exceeds(paid: position.paid, budget: project.budget)
    }
    self.next = next.map {
      Wanted(day: $0.day, amount: $0.planned.missing(paid: position.paid, budget: project.budget))
    }
  }

  /// All projects of a department on a day, in the document's order.
  package static func all(
    of facts: DepartmentFacts, _ directory: Directory, on day: Day, calendar: WorkCalendar
  ) -> [ProjectStanding] {
    facts.projects.compactMap { project in
      directory.projects[project.id].map { ProjectStanding(project, $0, of: facts, on: day, calendar: calendar) }
    }
  }
}

/// Why a project has its light, with the figures it follows from.
package enum LightReason: Hashable, Sendable {
  /// More is paid than the budget.
  case overspent(budget: Money, paid: Money)
  /// A cap on money is broken; how many.
  case capBroken(Int)
  /// There is no budget to be paid.
  case noBudget
  /// No checkpoint has been reached by which something is planned; the first that will be.
  case beforeFirst(Day?)
  /// By what was planned at the last checkpoint reached.
  case byCheckpoint(Arithmetic)

  /// The last checkpoint reached in figures.
  package struct Arithmetic: Hashable, Sendable {
    /// The checkpoint, the share of the budget planned by it, the budget of its day, and so much money.
    package let checkpoint: Day, share: Share, budget: Money, planned: Money
    /// What was paid by it, and what is paid by now.
    package let paidThen: Money, paidNow: Money
    /// 支出进度及时率 on its day, what it must reach, and below what it is red.
    package let timeliness: Ratio?, threshold: Ratio, red: Ratio
    /// Whether the elapsed-time progress stands in for a missing plan: it gives yellow at most.
    package let isFallback: Bool
    /// The light that follows.
    package let light: SpendingLight
  }

  init(
    _ project: ProjectFacts, _ position: SpendingPosition, _ light: SpendingLight, _ parameters: Parameters,
    by context: RuleContext
  ) {
    let caps = project.indicators.count { indicator in
      switch indicator.binding {
      case .spending, .spendingEach:
        IndicatorReading(indicator, of: project, position, on: context.day, by: context).status == .violated
      default: false
      }
    }
    if position.paid > project.budget {
      self = .overspent(budget: project.budget, paid: position.paid)
    } else if caps > 0 {
      self = .capBroken(caps)
    } else if light != .none, let last = position.reached.last {
      self = .byCheckpoint(
        Arithmetic(
          checkpoint: last.checkpoint.day, share: last.checkpoint.planned, budget: last.budget, planned: last.planned,
          paidThen: last.paid, paidNow: position.paid, timeliness: last.timeliness, threshold: position.threshold,
          red: parameters.missedRed, isFallback: last.checkpoint.isFallback, light: light))
    } else if project.budget == .zero {
      self = .noBudget
    } else {
      self = .beforeFirst(project.checkpoints.first { $0.day > context.day && $0.planned > .none }?.day)
    }
  }
}

extension LightReason {
  /// One sentence for people.
  package var chinese: String {
    switch self {
    case .overspent(let budget, let paid):
      "累计支付\(paid.grouped)元，超出预算\(budget.grouped)元，所以是红灯。"
    case .capBroken(let count): "突破\(count)项成本上限，所以是红灯。"
    case .noBudget: "没有预算，不评灯。"
    case .beforeFirst(let day): day.map { "第一个有支出计划的节点是\($0.chinese)，还没有到，不评灯。" } ?? "计划没有要求支付，不评灯。"
    case .byCheckpoint(let figures): figures.chinese
    }
  }
}

extension LightReason.Arithmetic {
  /// `1,500.00÷15,000.00＝10.00%`; nil where nothing was planned.
  package var division: String? { timeliness.map { "\(paidThen.grouped)÷\(planned.grouped)＝\($0.percentText)%" } }

  fileprivate var chinese: String {
    let plan = isFallback ? "未编支出计划，按序时进度" : "按计划"
    let rate = timeliness.map { "，及时率\($0.percentText)%" } ?? ""
    let head = "\(plan)到\(checkpoint.chinese)应支付\(planned.grouped)元，当日累计支付\(paidThen.grouped)元\(rate)"
    switch light {
    case .green where paidThen < planned && paidNow != paidThen:
      return "\(head)；目前累计支付\(paidNow.grouped)元，已达到计划的\(threshold.percentText)%，所以是绿灯。"
    case .green: return "\(head)，不低于\(threshold.percentText)%，所以是绿灯。"
    case .yellow where isFallback: return "\(head)，低于\(threshold.percentText)%；没有支出计划的最多是黄灯。"
    case .yellow: return "\(head)，低于\(threshold.percentText)%，不低于\(red.percentText)%，所以是黄灯。"
    case .red: return "\(head)，低于\(red.percentText)%，所以是红灯。"
    case .none: return "\(head)。"
    }
  }
}
