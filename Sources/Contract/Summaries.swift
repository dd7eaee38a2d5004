package import Domain

/// How a department stands through a month.
package struct SummaryAnswer: Codable, Hashable, Sendable {
  /// A department in a fiscal year.
  package struct Department: Codable, Hashable, Sendable {
    /// Code, name and year.
    package var code: String, name: String, fiscalYear: Int

    /// A department.
    package init(_ identity: DepartmentIdentity) {
      (code, name, fiscalYear) = (identity.code, identity.name, identity.fiscalYear)
    }
  }

  /// How many indicators stand how.
  package struct Counts: Codable, Hashable, Sendable {
    /// By status; `offTarget` has broken caps too.
    package var met: Int, inProgress: Int, offTarget: Int, notReported: Int, notDue: Int, total: Int

    /// Counts.
    package init(met: Int, inProgress: Int, offTarget: Int, notReported: Int, notDue: Int, total: Int) {
      (self.met, self.inProgress, self.offTarget) = (met, inProgress, offTarget)
      (self.notReported, self.notDue, self.total) = (notReported, notDue, total)
    }
  }

  /// Something that is due.
  package struct Due: Codable, Hashable, Sendable {
    /// By when, what, how much is still to be paid where it is about money, and whether its day has passed.
    package var date: Day, what: String, amount: Money?, overdue: Bool

    /// Something that is due.
    package init(date: Day, what: String, amount: Money?, overdue: Bool) {
      (self.date, self.what, self.amount, self.overdue) = (date, what, amount, overdue)
    }
  }

  /// A project.
  package struct Project: Codable, Hashable, Sendable {
    /// 项目编码 and 项目名称.
    package var code: String, name: String
    /// 预算数, paid, and 支出进度 in percent.
    package var budget: Money, paid: Money, progress: String?
    /// Planned by the last checkpoint reached, which that was, and 支出进度及时率 in percent.
    package var planned: Money?, plannedBy: Day?, timeliness: String?
    /// `plan`, or `elapsed-time` where there is none; and the light.
    package var planBasis: String, light: String
    /// How many alerts stand, how its indicators stand, and what is due next.
    package var openAlerts: Int, indicators: Counts, nextDue: [Due]

    /// A project.
    package init(
      code: String, name: String, budget: Money, paid: Money, progress: Ratio?, planned: Money?, plannedBy: Day?,
      timeliness: Ratio?, isFallback: Bool, light: SpendingLight, openAlerts: Int, indicators: Counts, nextDue: [Due]
    ) {
      (self.code, self.name, self.budget, self.paid) = (code, name, budget, paid)
      (self.progress, self.planned, self.plannedBy) = (progress?.percentText, planned, plannedBy)
      (self.timeliness, planBasis) = (timeliness?.percentText, isFallback ? "elapsed-time" : "plan")
      (self.light, self.openAlerts) = (light.rawValue, openAlerts)
      (self.indicators, self.nextDue) = (indicators, nextDue)
    }
  }

  /// How many projects have which light.
  package struct Lights: Codable, Hashable, Sendable {
    /// By light; `none` where no checkpoint is reached.
    package var green: Int, yellow: Int, red: Int, none: Int

    /// Lights.
    package init(green: Int, yellow: Int, red: Int, none: Int) {
      (self.green, self.yellow, self.red, self.none) = (green, yellow, red, none)
    }
  }

  /// All projects together; rates by amounts, never means of rates.
  package struct Totals: Codable, Hashable, Sendable {
    /// How many projects; 预算数, paid, 支出进度 in percent; planned by the last checkpoints, and the timeliness of it.
    package var projects: Int, budget: Money, paid: Money, progress: String?, planned: Money, timeliness: String?
    /// How many alerts stand, the lights, and how the indicators stand.
    package var openAlerts: Int, lights: Lights, indicators: Counts

    /// All together.
    package init(
      projects: Int, budget: Money, paid: Money, progress: Ratio?, planned: Money, timeliness: Ratio?,
      openAlerts: Int, lights: Lights, indicators: Counts
    ) {
      (self.projects, self.budget, self.paid) = (projects, budget, paid)
      (self.progress, self.planned, self.timeliness) = (progress?.percentText, planned, timeliness?.percentText)
      (self.openAlerts, self.lights, self.indicators) = (openAlerts, lights, indicators)
    }
  }

  /// The department.
  package var department: Department
  /// The day whose end the figures are of, the month, and the rule set.
  package var asOf: Day, through: Int, ruleSet: String
  /// The projects in the document's order.
  package var projects: [Project]
  /// The department's own indicators.
  package var departmentIndicators: Counts
  /// All projects together.
  package var totals: Totals
  /// The same as a paragraph.
  package var text: String

  /// How a department stands.
  package init(
    department: Department, asOf: Day, through: Int, ruleSet: String, projects: [Project],
    departmentIndicators: Counts, totals: Totals, text: String
  ) {
    (self.department, self.asOf, self.through, self.ruleSet) = (department, asOf, through, ruleSet)
    (self.projects, self.departmentIndicators) = (projects, departmentIndicators)
    (self.totals, self.text) = (totals, text)
  }
}

/// 通报: how the departments of a finance bureau stand.
package struct BulletinAnswer: Codable, Hashable, Sendable {
  /// A department.
  package struct Department: Codable, Hashable, Sendable {
    /// Its code and name, and how many projects it has.
    package var code: String, name: String, projects: Int
    /// 预算数, paid, 支出进度 in percent and its rank.
    package var budget: Money, paid: Money, progress: String?, progressRank: Int?
    /// Points by which it lags behind the share of the year gone, and the light of that.
    package var lagPoints: String, elapsedLight: String
    /// Planned by the last checkpoints, 支出进度及时率 in percent, its rank, and the light of that.
    package var planned: Money, timeliness: String?, timelinessRank: Int?, planLight: String
    /// Projects with a red and a yellow light, and indicators below what they must be.
    package var redProjects: Int, yellowProjects: Int, offIndicators: Int
    /// Forms of the period handed in, of all; the day all of them were; and the rule set.
    package var formsHandedIn: Int, forms: Int, handedInOn: Day?, ruleSet: String

    /// A department.
    package init(
      code: String, name: String, projects: Int, budget: Money, paid: Money, progress: Ratio?, progressRank: Int?,
      lagPoints: String, elapsedLight: SpendingLight, planned: Money, timeliness: Ratio?, timelinessRank: Int?,
      planLight: SpendingLight, redProjects: Int, yellowProjects: Int, offIndicators: Int, formsHandedIn: Int,
      forms: Int, handedInOn: Day?, ruleSet: String
    ) {
      (self.code, self.name, self.projects, self.budget, self.paid) = (code, name, projects, budget, paid)
      (self.progress, self.progressRank, self.lagPoints) = (progress?.percentText, progressRank, lagPoints)
      (self.elapsedLight, self.planned) = (elapsedLight.rawValue, planned)
      (self.timeliness, self.timelinessRank) = (timeliness?.percentText, timelinessRank)
      (self.planLight, self.redProjects, self.yellowProjects) = (planLight.rawValue, redProjects, yellowProjects)
      (self.offIndicators, self.formsHandedIn, self.forms) = (offIndicators, formsHandedIn, forms)
      (self.handedInOn, self.ruleSet) = (handedInOn, ruleSet)
    }
  }

  /// The fiscal year, the month, and the day whose end the figures are of.
  package var fiscalYear: Int, through: Int, asOf: Day
  /// 发文字号; nil where none was given.
  package var number: String?
  /// The departments in order.
  package var departments: [Department]

  /// A bulletin.
  package init(fiscalYear: Int, through: Int, asOf: Day, number: String?, departments: [Department]) {
    self.number = number
    (self.fiscalYear, self.through, self.asOf, self.departments) = (fiscalYear, through, asOf, departments)
  }
}

/// 疑点清单.
package struct DoubtsAnswer: Codable, Hashable, Sendable {
  /// A doubt.
  package struct Entry: Codable, Hashable, Sendable {
    /// What it is, the project's code, what is the matter, and where.
    package var kind: String, project: String?, text: String, place: String

    /// A doubt.
    package init(_ doubt: Doubt) {
      (kind, project, text, place) = (doubt.kind.rawValue, doubt.project, doubt.text, doubt.place)
    }
  }

  /// A department with its doubts.
  package struct Department: Codable, Hashable, Sendable {
    /// Its code and name.
    package var code: String, name: String
    /// Its doubts.
    package var doubts: [Entry]

    /// A department's doubts.
    package init(_ department: DepartmentIdentity, _ doubts: [Doubt]) {
      (code, name) = (department.code, department.name)
      self.doubts = doubts.map { Entry($0) }
    }
  }

  /// The departments.
  package var departments: [Department]

  /// A list.
  package init(_ departments: [Department]) { self.departments = departments }
}
