package import Domain

/// 项目支出绩效目标执行监控表 of a project: what the data fills in, and what people have. Source: 财预〔2019〕136号.
package struct MonitoringForm: Hashable, Sendable {
  /// The department.
  package let department: DepartmentIdentity
  /// The project.
  package let sheet: ProjectSheet
  /// The month through which it reports.
  package let month: Int
  /// The day it is worked out for.
  package let day: Day
  /// Paid through the day.
  package let paid: Money
  /// 全年预计执行数: a person's, else as proposed.
  package let forecast: Money
  /// The indicators' rows.
  package let rows: [MonitoringRow]
  /// What people filled in.
  package let filling: Filling
  /// The light of its spending.
  package let light: SpendingLight
  let proposedForecast: Money, planned: Money, paidInTime: Money
  let funds: [FundRow]

  /// A project's form through a month, as of the end of a day.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, through month: Int, on day: Day,
    calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let context = RuleContext(of: department, on: day, calendar: calendar)
    rows = sheet.indicators.compactMap { indicator in
      facts[indicator.id].map {
        MonitoringRow(indicator, $0, of: project, position, by: context, filling)
      }
    }
    self.department = department.identity
    self.sheet = sheet
    self.month = month
    self.day = day
    self.filling = filling
    paid = position.paid
    proposedForecast = position.forecast
    forecast = filling.money(.forecast) ?? position.forecast
    planned = position.planned
    paidInTime = position.paidInTime
    light = SpendingLight(project, position, by: context)
    funds = FundRow.rows(sheet, paid: paid, forecast: forecast, fiscalName: "财政拨款", filling)
  }

  /// What keeps the form from being handed in, in Chinese.
  package var blockers: [String] { grid.asked }

  private var span: String { "1–\(month)月" }

  /// Why the expected spending cannot be what a person wrote: it lies between what is paid and the full-year budget.
  private var forecastProblem: String? {
    guard filling[.forecast] != nil else { return nil }
    if forecast < paid { return "不能少于已执行的\(paid.tenThousands)" }
    return forecast > sheet.budget ? "不能超过全年预算\(sheet.budget.tenThousands)" : nil
  }

  /// The official table of 17 columns.
  package var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [Cell("项目名称", columns: 2), Cell("\(sheet.name)（\(sheet.code)）", columns: 15, .left, name: "项目名称")],
      [
        Cell("主管部门及代码", columns: 2), Cell("\(department.code) \(department.name)", columns: 5, .left),
        Cell("实施单位", columns: 3), filling.unit(of: department, columns: 7),
      ],
      [
        Cell("项目资金\n（万元）", columns: 2, rows: 5), Cell("", columns: 3), Cell("年初预算数", columns: 2),
        Cell("\(span)执行数", columns: 3), Cell("\(span)执行率", columns: 3), Cell("全年预计执行数", columns: 4),
      ],
    ]
    for (index, fund) in funds.enumerated() {
      let name = fund.plainName
      let isReplaced = index == 0 && filling[.forecast] != nil
      table.append([
        Cell(fund.name, columns: 3, .left),
        .computed(fund.initial.inForm, columns: 2, .right, name: "\(name)年初预算数"),
        .computed(fund.paid.inForm, columns: 3, .right, missing: fund.missing, name: "\(name)\(span)执行数"),
        .computed(fund.rate(of: fund.initial), columns: 3, .right, name: "\(name)\(span)执行率"),
        Cell(
          fund.forecast.inForm + (isReplaced ? "＊" : ""), columns: 4, .right,
          missing: index == 0 ? forecastProblem : nil, name: "\(name)全年预计执行数",
          source: fund.forecast == nil ? nil : isReplaced ? .replaced : .computed),
      ])
    }
    table.append([
      Cell("年度总体目标", columns: 2), Cell(sheet.goals.joined(separator: "\n"), columns: 15, .left, name: "年度总体目标"),
    ])
    let heading = table.count
    let captions = MonitoringRow.heading(span)
    table.append(
      [Cell("绩效\n指标", rows: 2)] + ["一级指标", "二级指标", "三级指标"].map { Cell($0, rows: 2) } + captions.first)
    table.append(captions.second)
    table += indicatorRows
    return FormGrid(
      title: "项目支出绩效目标执行监控表", period: "（\(department.fiscalYear)年度，\(span)）", rows: table,
      heading: heading..<heading + 2, widths: MonitoringRow.widths, notes: notes,
      signatures: [
        "填报人：", "审核人：", "单位负责人：", "联系电话：\(filling.text(.contact))", "填报日期：　　　　年　　月　　日",
      ])
  }

  private func name(_ index: Int) -> String { "第\(index + 1)项“\(rows[index].indicator.level3)”" }

  private var notes: [String] {
    var notes: [String] = []
    if sheet.initialBudget != sheet.budget {
      notes.append("年初预算数\(sheet.initialBudget.tenThousands)万元，调整后\(sheet.budget.tenThousands)万元。")
    }
    if let entry = filling[.forecast] {
      notes.append(
        "＊全年预计执行数：系统建议\(proposedForecast.tenThousands)万元，人工更正为\(forecast.tenThousands)万元，理由：\(entry.reason ?? "")。")
    }
    notes += rows.indices.compactMap { rows[$0].note(name($0)) }
    if let remark = filling[.remark] { notes.append("说明：\(remark.value)") }
    return notes + [
      "注：原因说明针对产生偏差的指标填写；完成目标可能性分三级综合判断；备注说明预计到年底不能完成目标的原因及拟采取的措施。带底色的为系统按记录计算，＊为人工更正。"
    ]
  }

  private var indicatorRows: [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[filling.withoutIndicators(columns: 17)]] }
    let first = FormSpans(rows.map(\.indicator.level1))
    let second = FormSpans(rows.map { $0.indicator.level1 + "/" + $0.indicator.level2 })
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = index == 0 ? [.init("", rows: rows.count)] : []
      if let span = first[index] { cells.append(.init(row.indicator.level1, rows: span)) }
      if let span = second[index] { cells.append(.init(row.indicator.level2, rows: span)) }
      cells += [
        .init(row.indicator.level3, .left, name: "第\(index + 1)项三级指标"),
        .init(row.indicator.target.text, name: "\(name(index))年度指标值"),
      ]
      return cells + row.cells(name(index))
    }
  }

  /// For programs.
  package var json: JSONValue {
    .fields([
      "form": "monitoring", "through": .number(Int64(month)), "asOf": .string(day.description),
      "department": .string(department.code), "project": .string(sheet.code.text), "name": .string(sheet.name),
      "initialBudget": .string(sheet.initialBudget.yuan), "budget": .string(sheet.budget.yuan),
      "paid": .string(paid.yuan),
      "rate": .optional(Ratio(paid.fen, sheet.initialBudget.fen)?.percentText), "forecast": .string(forecast.yuan),
      "rows": .array(rows.map(\.json)), "blockers": .array(blockers.map(JSONValue.string)),
    ])
  }
}

extension Filling {
  /// 实施单位: what people wrote, else the department itself.
  func unit(of department: DepartmentIdentity, columns: Int) -> FormGrid.Cell {
    let text = text(.unit)
    return .init(
      text.isEmpty ? department.name : text, columns: columns, .left, name: "实施单位",
      source: text.isEmpty ? .computed : nil)
  }

  /// What stands in the place of indicators where a project has none: that has to be explained.
  func withoutIndicators(columns: Int) -> FormGrid.Cell {
    .init("（没有绩效指标）", columns: columns, missing: self[.remark] == nil ? "没有绩效指标，需写说明" : nil, name: "绩效指标")
  }
}
