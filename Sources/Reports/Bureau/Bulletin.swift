package import Domain

/// 通报: how the departments of a finance bureau stand through a month, ranked by their progress and their timeliness.
package struct Bulletin: Hashable, Sendable {
  /// By what the departments are put in order.
  package enum Order: String, Sendable, CaseIterable {
    /// 支出进度.
    case progress
    /// 支出进度及时率.
    case timeliness
  }

  /// A department's line. All sums are by amount, never means of rates.
  package struct Line: Hashable, Sendable {
    /// The department.
    package let department: DepartmentIdentity
    /// How many projects it has.
    package let projects: Int
    /// 预算数, paid, planned by the last checkpoints reached, and paid of that in time.
    package let budget: Money, paid: Money, planned: Money, inTime: Money
    /// The last two of projects that have a plan of their own.
    private let firmPlanned: Money, firmInTime: Money
    /// How many projects have a red and a yellow light.
    package let red: Int, yellow: Int
    /// Indicators below what they must be.
    package let off: Int
    /// Whether its rules want a form of the period at all.
    package let owesForms: Bool
    /// Forms of the period handed in, of all that are owed; and when all of them were, perhaps on paper.
    package let formsIn: Int, forms: Int, handedIn: Day?
    /// By when the forms are owed; nil where its rules name no day.
    package let formsDue: Day?
    /// What its projects' plans want next, by day: what is still to pay of each project's next checkpoint that wants money.
    package let wanted: [Day: Money]
    /// What was not paid of the budgets.
    package let unpaid: Money
    /// Its thresholds.
    package let parameters: Parameters

    /// 支出进度.
    package var progress: Ratio? { Ratio(paid.fen, budget.fen) }
    /// 支出进度及时率 of the last checkpoints.
    package var timeliness: Ratio? { Ratio(inTime.fen, planned.fen) }

    /// The line of a department from its facts.
    package init(_ material: FormMaterial) {
      let (facts, day) = (material.facts, material.day)
      let context = RuleContext(of: facts, on: day, calendar: material.calendar)
      var sums = (budget: Money.zero, paid: Money.zero, planned: Money.zero, inTime: Money.zero)
      var firm = (planned: Money.zero, inTime: Money.zero)
      var counts = (red: 0, yellow: 0, off: 0)
      var (wanted, unpaid) = ([Day: Money](), Money.zero)
      for project in facts.projects {
        let position = SpendingPosition(project, on: day, of: facts, calendar: material.calendar)
        sums.budget += project.budget
        sums.paid += position.paid
        sums.planned += position.planned
        sums.inTime += position.paidInTime
        if position.reached.last?.checkpoint.isFallback == false {
          firm.planned += position.planned
          firm.inTime += position.paidInTime
        }
        unpaid += max(.zero, project.budget - position.paid)
        if let next = project.wanted(after: day, paid: position.paid) {
          wanted[next.day, default: .zero] += next.amount
        }
        let light = SpendingLight(project, position, by: context)
        counts.red += light == .red ? 1 : 0
        counts.yellow += light == .yellow ? 1 : 0
        counts.off += project.indicators.count { indicator in
          let status = IndicatorReading(indicator, of: project, position, on: day, by: context).status
          return status == .offTarget || status == .violated
        }
      }
      department = facts.identity
      projects = facts.projects.count
      (budget, paid, planned, inTime) = (sums.budget, sums.paid, sums.planned, sums.inTime)
      (firmPlanned, firmInTime) = (firm.planned, firm.inTime)
      (red, yellow, off) = (counts.red, counts.yellow, counts.off)
      owesForms = material.isOwed
      let owed = owesForms ? material.outstanding : (count: 0, of: 0)
      (formsIn, forms) = (owed.of - owed.count, owed.of)
      handedIn = material.submittedOn
      formsDue = facts.parameters.dueDay(of: material.form, through: material.month, in: facts.identity.fiscalYear)
      (self.wanted, self.unpaid) = (wanted, unpaid)
      parameters = facts.parameters
    }

    /// By the plan.
    package var planLight: SpendingLight {
      SpendingLight(timeliness: timeliness, firm: Ratio(firmInTime.fen, firmPlanned.fen), parameters: parameters)
    }

    /// Hundredths of a point by which the progress lags behind the share of the year gone; negative where it is ahead.
    package func lag(through month: Int) -> Int64 {
      let share = Share(monthsOfYear: month)
      let progress = progress ?? .percent(0)
      return Exact.roundedQuotient(Int128(share.numerator) * 10_000, Int128(share.denominator))
        - Exact.roundedQuotient(Int128(progress.numerator) * 10_000, Int128(progress.denominator))
    }

    /// By the share of the year gone.
    package func elapsedLight(through month: Int) -> SpendingLight {
      SpendingLight(progress: progress, through: month, parameters: parameters)
    }
  }

  /// The fiscal year, the month, and the day whose end the figures are of.
  package let fiscalYear: Int, month: Int, day: Day
  /// Of which day the letter is: the forms that are in are those of then.
  package let issued: Day
  /// Who issues it, and its 发文字号; nil where none was given.
  package let issuer: Issuer, number: LetterNumber?
  /// The form of the period; nil for a month without one.
  package let form: DepartmentForm?
  /// The departments in order.
  package let lines: [Line]
  let order: Order

  /// A bulletin.
  package init(
    fiscalYear: Int, through month: Int, on day: Day, issued: Day? = nil, from issuer: Issuer = Issuer(),
    number: LetterNumber? = nil, form: DepartmentForm?, _ lines: [Line], by order: Order
  ) {
    (self.issued, self.issuer, self.number) = (max(day, issued ?? day), issuer, number)
    self.fiscalYear = fiscalYear
    self.month = month
    self.day = day
    self.form = form
    self.order = order
    let rate = Bulletin.rate(by: order)
    self.lines = lines.sorted { a, b in
      switch (rate(a), rate(b)) {
      case (let x?, let y?): x > y || !(x < y) && a.department.code < b.department.code
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): a.department.code < b.department.code
      }
    }
  }

  /// The rate by which departments are put in order.
  static func rate(by order: Order) -> (Line) -> Ratio? {
    { order == .progress ? $0.progress : $0.timeliness }
  }

  /// A rank by a rate: how many are better, and one; nil where there is no rate.
  package func rank(_ line: Line, by rate: (Line) -> Ratio?) -> Int? {
    rate(line).map { own in 1 + lines.count { rate($0).map { $0 > own } ?? false } }
  }
}
