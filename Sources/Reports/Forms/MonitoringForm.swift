public import Domain

/// 项目支出绩效目标执行监控表 of a project as the data fills it in: a draft that people complete. Source: 财预〔2019〕136号.
public struct MonitoringForm: Hashable, Sendable {
  /// One row of the indicators.
  public struct Row: Hashable, Sendable {
    /// The indicator as printed.
    public let indicator: ProjectSheet.Indicator
    /// How it stands.
    public let reading: IndicatorReading
    /// What it has come to; nil where nothing is known.
    public let achieved: String?

    /// Whether it deviates, so that the reason is required.
    public var deviates: Bool { reading.status == .offTarget || reading.status == .violated }
    /// 1–M月执行情况.
    public var text: String { achieved ?? "（\(reading.status.chinese)）" }
  }

  /// The department.
  public let department: DepartmentIdentity
  /// The project.
  public let sheet: ProjectSheet
  /// The month through which it reports.
  public let month: Int
  /// The day it is worked out for.
  public let day: Day
  /// Paid through the day, and 全年预计执行数 as proposed.
  public let paid: Money, forecast: Money
  /// The indicators' rows.
  public let rows: [Row]
  let funds: [FundRow]

  /// A project's form through a month, as of the end of a day.
  public init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, through month: Int, on day: Day,
    calendar: WorkCalendar
  ) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let yearEnd = Day(endOf: 12, in: department.identity.fiscalYear)
    rows = sheet.indicators.compactMap { indicator in
      facts[indicator.id].map {
        Row(
          indicator: indicator,
          reading: IndicatorReading($0, of: project, position, on: day, yearEnd: yearEnd),
          achieved: Achieved($0, of: project, position, on: day).text)
      }
    }
    self.department = department.identity
    self.sheet = sheet
    self.month = month
    self.day = day
    paid = position.paid
    forecast = position.forecast
    funds = FundRow.rows(sheet, paid: paid, forecast: forecast, fiscalName: "财政拨款")
  }

  /// What keeps the form from being handed in, in Chinese.
  public var blockers: [String] {
    var found: [String] = []
    if rows.isEmpty { found.append("项目没有绩效指标") }
    for (index, row) in rows.enumerated() {
      let name = "第\(index + 1)项“\(row.indicator.level3)”"
      if row.deviates { found.append("\(name)有偏差，需选择偏差原因并填写原因说明") }
      if row.reading.status == .notReported { found.append("\(name)没有填报执行情况") }
      found.append("\(name)需选择完成目标可能性")
    }
    return found
  }

  private var span: String { "1–\(month)月" }

  /// The official table of 17 columns.
  public var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [Cell("项目名称", columns: 2), Cell("\(sheet.name)（\(sheet.code)）", columns: 15, .left)],
      [
        Cell("主管部门及代码", columns: 2), Cell("\(department.code) \(department.name)", columns: 5, .left),
        Cell("实施单位", columns: 3), Cell("", columns: 7, .left),
      ],
      [
        Cell("项目资金\n（万元）", columns: 2, rows: 5), Cell("", columns: 3), Cell("年初预算数", columns: 2),
        Cell("\(span)执行数", columns: 3), Cell("\(span)执行率", columns: 3), Cell("全年预计执行数", columns: 4),
      ],
    ]
    for fund in funds {
      table.append([
        Cell(fund.name, columns: 3, .left), Cell(fund.initial.inForm, columns: 2, .right),
        Cell(fund.paid.inForm, columns: 3, .right), Cell(fund.rate(of: fund.initial), columns: 3, .right),
        Cell(fund.forecast.inForm, columns: 4, .right),
      ])
    }
    table.append([Cell("年度总体目标", columns: 2), Cell(sheet.goals.joined(separator: "\n"), columns: 15, .left)])
    let heading = table.count
    table.append(
      [Cell("绩效\n指标", rows: 2)]
        + ["一级指标", "二级指标", "三级指标", "年度\n指标值", "\(span)\n执行情况", "全年预计\n完成情况"].map { Cell($0, rows: 2) }
        + [Cell("偏差原因分析", columns: 6), Cell("完成目标可能性", columns: 3), Cell("备注", rows: 2)])
    table.append(
      ["经费保障", "制度保障", "人员保障", "硬件条件\n保障", "其他", "原因说明", "确定能", "有可能", "完全\n不可能"].map { Cell($0) })
    table += indicatorRows
    return FormGrid(
      title: "项目支出绩效目标执行监控表", period: "（\(department.fiscalYear)年度，\(span)）", rows: table,
      heading: heading..<heading + 2,
      widths: [3, 6, 8, 12, 8, 8, 7, 4, 4, 4, 5, 4, 8, 4, 4, 4, 7], notes: notes,
      signatures: ["填报人：", "审核人：", "单位负责人：", "填报日期：　　　　年　　月　　日"])
  }

  private var notes: [String] {
    let adjusted =
      sheet.initialBudget == sheet.budget
      ? [] : ["年初预算数\(sheet.initialBudget.tenThousands)万元，调整后\(sheet.budget.tenThousands)万元。"]
    return adjusted + ["注：原因说明针对产生偏差的指标填写；完成目标可能性分三级综合判断；备注说明预计到年底不能完成目标的原因及拟采取的措施。"]
  }

  private var indicatorRows: [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[FormGrid.Cell("（没有绩效指标）", columns: 17, missing: "请补充绩效指标")]] }
    let first = FormSpans(rows.map(\.indicator.level1))
    let second = FormSpans(rows.map { $0.indicator.level1 + "/" + $0.indicator.level2 })
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = index == 0 ? [.init("", rows: rows.count)] : []
      if let span = first[index] { cells.append(.init(row.indicator.level1, rows: span)) }
      if let span = second[index] { cells.append(.init(row.indicator.level2, rows: span)) }
      let isReported = row.reading.status != .notReported
      cells += [
        .init(row.indicator.level3, .left), .init(row.indicator.target.text),
        .init(row.text, missing: isReported ? nil : "请填报"), .init(""),
      ]
      cells += (0..<5).map { _ in .init("") }
      cells.append(.init("", .left, missing: row.deviates ? "有偏差，需说明原因" : nil))
      cells += (0..<3).map { _ in .init("") }
      return cells + [.init("", .left)]
    }
  }

  /// For programs.
  public var json: JSONValue {
    .fields([
      "form": "monitoring", "through": .number(Int64(month)), "asOf": .string(day.description),
      "department": .string(department.code), "project": .string(sheet.code.text), "name": .string(sheet.name),
      "initialBudget": .string(sheet.initialBudget.yuan), "budget": .string(sheet.budget.yuan),
      "paid": .string(paid.yuan),
      "rate": .optional(Ratio(paid.fen, sheet.initialBudget.fen)?.percentText), "forecast": .string(forecast.yuan),
      "rows": .array(
        rows.map { row in
          .fields([
            "level1": .string(row.indicator.level1), "level2": .string(row.indicator.level2),
            "level3": .string(row.indicator.level3), "target": .string(row.indicator.target.text),
            "value": .optional(row.achieved), "status": .string(row.reading.status.rawValue),
            "observedOn": .optional(row.reading.observedOn?.description), "deviates": .bool(row.deviates),
          ])
        }), "blockers": .array(blockers.map(JSONValue.string)),
    ])
  }
}
