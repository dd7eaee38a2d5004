public import Domain

/// 通报: how the departments of a finance bureau stand through a month, ranked by their progress and their timeliness.
public struct Bulletin: Hashable, Sendable {
  /// By what the departments are put in order.
  public enum Order: String, Sendable, CaseIterable {
    /// 支出进度.
    case progress
    /// 支出进度及时率.
    case timeliness
  }

  /// A department's line. All sums are by amount, never means of rates.
  public struct Line: Hashable, Sendable {
    /// The department.
    public let department: DepartmentIdentity
    /// How many projects it has.
    public let projects: Int
    /// 预算数, paid, planned by the last checkpoints reached, and paid of that in time.
    public let budget: Money, paid: Money, planned: Money, inTime: Money
    /// The last two of projects that have a plan of their own.
    private let firmPlanned: Money, firmInTime: Money
    /// How many projects have a red and a yellow light.
    public let red: Int, yellow: Int
    /// Indicators below what they must be.
    public let off: Int
    /// Forms of the period handed in, of all that are owed; and when all of them were, perhaps on paper.
    public let formsIn: Int, forms: Int, handedIn: Day?
    /// Its thresholds.
    let parameters: Parameters

    /// 支出进度.
    public var progress: Ratio? { Ratio(paid.fen, budget.fen) }
    /// 支出进度及时率 of the last checkpoints.
    public var timeliness: Ratio? { Ratio(inTime.fen, planned.fen) }

    /// The line of a department from its facts.
    public init(_ material: FormMaterial) {
      let (facts, day) = (material.facts, material.day)
      let yearEnd = Day(endOf: 12, in: facts.identity.fiscalYear)
      var sums = (budget: Money.zero, paid: Money.zero, planned: Money.zero, inTime: Money.zero)
      var firm = (planned: Money.zero, inTime: Money.zero)
      var counts = (red: 0, yellow: 0, off: 0)
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
        let light = SpendingLight(project, position, on: day, of: facts)
        counts.red += light == .red ? 1 : 0
        counts.yellow += light == .yellow ? 1 : 0
        counts.off += project.indicators.count { indicator in
          let status = IndicatorReading(indicator, of: project, position, on: day, yearEnd: yearEnd).status
          return status == .offTarget || status == .violated
        }
      }
      department = facts.identity
      projects = facts.projects.count
      (budget, paid, planned, inTime) = (sums.budget, sums.paid, sums.planned, sums.inTime)
      (firmPlanned, firmInTime) = (firm.planned, firm.inTime)
      (red, yellow, off) = (counts.red, counts.yellow, counts.off)
      let owed = material.outstanding
      (formsIn, forms) = (owed.of - owed.count, owed.of)
      handedIn = material.submittedOn
      parameters = facts.parameters
    }

    /// By the plan: 绿灯 from the threshold on, 红灯 below the lower one. The elapsed-time progress, where it stands in for a
    /// plan, gives yellow at most.
    public var planLight: SpendingLight {
      guard let timeliness else { return .none }
      if timeliness >= parameters.threshold { return .green }
      let firm = Ratio(firmInTime.fen, firmPlanned.fen)
      return timeliness < parameters.missedRed && firm.map { $0 < parameters.missedRed } ?? false ? .red : .yellow
    }

    /// Hundredths of a point by which the progress lags behind the share of the year gone; negative where it is ahead.
    public func lag(through month: Int) -> Int64 {
      let share = Share(monthsOfYear: month)
      let progress = progress ?? .percent(0)
      return Exact.roundedQuotient(Int128(share.numerator) * 10_000, Int128(share.denominator))
        - Exact.roundedQuotient(Int128(progress.numerator) * 10_000, Int128(progress.denominator))
    }

    /// By the share of the year gone, compared exactly.
    public func elapsedLight(through month: Int) -> SpendingLight {
      guard let progress else { return .none }
      let share = Share(monthsOfYear: month)
      func lags(_ points: Int) -> Bool {
        // share − progress ≥ points/100, without dividing.
        let (a, b) = (Int128(share.numerator), Int128(share.denominator))
        let (n, d) = (Int128(progress.numerator), Int128(progress.denominator))
        return (a * d - n * b) * 100 >= Int128(points) * b * d
      }
      return lags(parameters.lagRed) ? .red : lags(parameters.lagYellow) ? .yellow : .green
    }
  }

  /// The fiscal year, the month, and the day whose end the figures are of.
  public let fiscalYear: Int, month: Int, day: Day
  /// The form of the period; nil for a month without one.
  public let form: DepartmentForm?
  /// The departments in order.
  public let lines: [Line]
  private let order: Order

  /// A bulletin.
  public init(
    fiscalYear: Int, through month: Int, on day: Day, form: DepartmentForm?, _ lines: [Line], by order: Order
  ) {
    self.fiscalYear = fiscalYear
    self.month = month
    self.day = day
    self.form = form
    self.order = order
    let rate: (Line) -> Ratio? = { order == .progress ? $0.progress : $0.timeliness }
    self.lines = lines.sorted { a, b in
      switch (rate(a), rate(b)) {
      case (let x?, let y?): x > y || !(x < y) && a.department.code < b.department.code
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): a.department.code < b.department.code
      }
    }
  }

  /// A rank by a rate: how many are better, and one; nil where there is no rate.
  func rank(_ line: Line, by rate: (Line) -> Ratio?) -> Int? {
    rate(line).map { own in 1 + lines.count { rate($0).map { $0 > own } ?? false } }
  }
}

extension Bulletin {
  private typealias Cell = FormGrid.Cell

  private static func light(_ light: SpendingLight) -> FormGrid.Cell {
    .init(light.chinese, tint: FormGrid.Tint(rawValue: light.rawValue))
  }

  private static func hundredths(_ value: Int64) -> String { Quantity(units: value, scale: 2).fixed(2) }

  /// The table; its first row is its heading.
  public var grid: FormGrid {
    let captions = [
      "序号", "部门", "项目数", "预算数", "已支付", "支出进度", "进度\n排名", "与序时差\n（百分点）", "序时灯", "节点计划", "及时率", "及时率\n排名",
      "计划灯", "红灯/黄灯\n项目", "偏离\n指标", "报送", "报送日期",
    ]
    let rows = lines.enumerated().map { index, line -> [FormGrid.Cell] in
      [
        .init("\(index + 1)"), .init("\(line.department.code) \(line.department.name)", .left),
        .init("\(line.projects)"),
        .init(line.budget.tenThousands, .right), .init(line.paid.tenThousands, .right),
        .init(line.progress.map { $0.percentText + "%" } ?? "—", .right),
        .init(rank(line, by: \.progress).map(String.init) ?? "—"),
        .init(Bulletin.hundredths(-line.lag(through: month)), .right),
        Bulletin.light(line.elapsedLight(through: month)), .init(line.planned.tenThousands, .right),
        .init(line.timeliness.map { $0.percentText + "%" } ?? "—", .right),
        .init(rank(line, by: \.timeliness).map(String.init) ?? "—"), Bulletin.light(line.planLight),
        .init("\(line.red)/\(line.yellow)"), .init("\(line.off)"),
        .init(form == nil ? "—" : "\(line.formsIn)/\(line.forms)"),
        .init(line.handedIn?.chinese ?? (form == nil ? "—" : "未报齐")),
      ]
    }
    return FormGrid(
      title: "\(fiscalYear)年1—\(month)月部门预算项目支出进度和绩效运行通报",
      period: "（截至\(day.chinese)，按\(order == .progress ? "支出进度" : "支出进度及时率")排名）",
      rows: [captions.map { .init($0) }] + rows + [total],
      heading: 0..<1, widths: [3, 16, 4, 7, 7, 6, 4, 7, 5, 7, 6, 5, 5, 5, 4, 4, 5], notes: notes,
      signatures: ["制表：", "审核：", "签发："])
  }

  private var total: [FormGrid.Cell] {
    func sum(_ amount: (Line) -> Money) -> Money { lines.reduce(.zero) { $0 + amount($1) } }
    func count(_ part: (Line) -> Int) -> Int { lines.reduce(0) { $0 + part($1) } }
    return [
      .init(""), .init("合计"), .init("\(count(\.projects))"), .init(sum(\.budget).tenThousands, .right),
      .init(sum(\.paid).tenThousands, .right), .init(ProjectLine.rate(sum(\.paid), of: sum(\.budget)), .right),
      .init(""), .init(""), .init(""), .init(sum(\.planned).tenThousands, .right),
      .init(ProjectLine.rate(sum(\.inTime), of: sum(\.planned)), .right), .init(""), .init(""),
      .init("\(count(\.red))/\(count(\.yellow))"), .init("\(count(\.off))"),
      .init(form == nil ? "—" : "\(count(\.formsIn))/\(count(\.forms))"), .init(""),
    ]
  }

  private var notes: [String] {
    let elapsed = Share(monthsOfYear: month).ratio.percentText
    var notes = ["序时进度\(elapsed)%。支出进度＝Σ已支付÷Σ预算数，及时率＝Σ节点前已支付÷Σ节点计划，均按金额计算。"]
    if let any = lines.first?.parameters {
      notes.append(
        "序时灯：落后\(any.lagYellow)个百分点黄灯、\(any.lagRed)个百分点红灯。计划灯：及时率低于\(any.threshold.percentText.dropLast(3))%黄灯、"
          + "低于\(any.missedRed.percentText.dropLast(3))%红灯。规则集\(any.ruleSet)。")
    }
    let behind = lines.filter { $0.planLight == .red || $0.elapsedLight(through: month) == .red }
    if !behind.isEmpty {
      notes.append("进度严重滞后的部门\(behind.count)个：\(behind.map(\.department.name).joined(separator: "、"))。")
    }
    let missing = lines.filter { $0.handedIn == nil }
    if let form {
      notes.append(
        missing.isEmpty
          ? "\(form.chinese)全部报齐。"
          : "\(form.chinese)未报齐的部门\(missing.count)个：\(missing.map { "\($0.department.name)（缺\($0.forms - $0.formsIn)张）" }.joined(separator: "、"))。"
      )
    }
    return notes
  }

  /// For programs.
  public var json: JSONValue {
    .fields([
      "fiscalYear": .number(Int64(fiscalYear)), "through": .number(Int64(month)), "asOf": .string(day.description),
      "departments": .array(
        lines.map { line in
          .fields([
            "code": .string(line.department.code), "name": .string(line.department.name),
            "projects": .number(Int64(line.projects)), "budget": .string(line.budget.yuan),
            "paid": .string(line.paid.yuan), "progress": .optional(line.progress?.percentText),
            "progressRank": rank(line, by: \.progress).map { .number(Int64($0)) } ?? .null,
            "lagPoints": .string(Bulletin.hundredths(line.lag(through: month))),
            "elapsedLight": .string(line.elapsedLight(through: month).rawValue), "planned": .string(line.planned.yuan),
            "timeliness": .optional(line.timeliness?.percentText),
            "timelinessRank": rank(line, by: \.timeliness).map { .number(Int64($0)) } ?? .null,
            "planLight": .string(line.planLight.rawValue), "redProjects": .number(Int64(line.red)),
            "yellowProjects": .number(Int64(line.yellow)), "offIndicators": .number(Int64(line.off)),
            "formsHandedIn": .number(Int64(line.formsIn)), "forms": .number(Int64(line.forms)),
            "handedInOn": .optional(line.handedIn?.description), "ruleSet": .string(line.parameters.ruleSet),
          ])
        }),
    ])
  }
}
