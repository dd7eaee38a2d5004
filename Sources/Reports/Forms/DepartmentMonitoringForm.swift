package import Domain

/// 部门整体支出绩效目标执行监控表: the department's own goals and indicators, and its projects rolled up. Its columns are those of
/// the projects' form.
package struct DepartmentMonitoringForm: Hashable, Sendable {
  /// The department.
  package let department: DepartmentIdentity
  /// Its own sheet.
  package let sheet: DepartmentSheet
  /// The month through which it reports.
  package let month: Int
  /// The projects.
  package let lines: [ProjectLine]
  /// The codes of those whose forms are handed in: the department rolls up what was.
  package let handedIn: Set<String>
  /// The indicators' rows.
  package let rows: [MonitoringRow]
  /// What people filled in.
  package let filling: Filling
  let funds: DepartmentFunds

  /// The form of a department through a month, as of the end of a day.
  package init(
    _ sheet: DepartmentSheet, _ lines: [ProjectLine], handedIn: Set<String>, of department: DepartmentFacts,
    through month: Int, on day: Day, calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let facts = Dictionary(department.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let context = RuleContext(of: department, on: day, calendar: calendar)
    rows = sheet.indicators.compactMap { indicator in
      facts[indicator.id].map { MonitoringRow(indicator, $0, of: nil, nil, by: context, filling) }
    }
    self.department = department.identity
    self.sheet = sheet
    self.month = month
    self.lines = lines
    self.handedIn = handedIn
    self.filling = filling
    funds = DepartmentFunds(sheet, lines, filling)
  }

  private var span: String { "1–\(month)月" }
  private func name(_ index: Int) -> String { "第\(index + 1)项“\(rows[index].indicator.level3)”" }

  /// The table of 17 columns.
  package var grid: FormGrid {
    typealias Cell = FormGrid.Cell
    var table: [[Cell]] = [
      [
        Cell("部门名称及代码", columns: 2), Cell("\(department.code) \(department.name)", columns: 5, .left),
        Cell("填报单位", columns: 3), filling.unit(of: department, columns: 7),
      ],
      [
        Cell("部门资金\n（万元）", columns: 2, rows: funds.rows.count + 1), Cell("", columns: 3), Cell("年初预算数", columns: 2),
        Cell("\(span)执行数", columns: 3), Cell("\(span)执行率", columns: 3), Cell("全年预计执行数", columns: 4),
      ],
    ]
    for (index, fund) in funds.rows.enumerated() {
      let name = fund.plainName
      table.append([
        Cell(fund.name, columns: 3, .left), .computed(fund.initial.inForm, columns: 2, .right, name: "\(name)年初预算数"),
        .computed(fund.paid.inForm, columns: 3, .right, missing: funds.missing(at: index), name: "\(name)\(span)执行数"),
        .computed(fund.rate(of: fund.initial), columns: 3, .right, name: "\(name)\(span)执行率"),
        .computed(fund.forecast.inForm, columns: 4, .right, name: "\(name)全年预计执行数"),
      ])
    }
    table.append([Cell("年度总体目标", columns: 2), Cell(sheet.goal, columns: 15, .left, name: "年度总体目标")])
    table += projectRows
    let heading = table.count
    let captions = MonitoringRow.heading(span)
    table.append(
      [Cell("绩效\n指标", rows: 2), Cell("所属目标", columns: 2, rows: 2), Cell("指标名称", rows: 2)] + captions.first)
    table.append(captions.second)
    table += indicatorRows
    return FormGrid(
      title: "部门整体支出绩效目标执行监控表", period: "（\(department.fiscalYear)年度，\(span)）", rows: table,
      heading: heading..<heading + 2, widths: MonitoringRow.widths, notes: notes,
      signatures: [
        "填报人：", "审核人：", "单位负责人：", "联系电话：\(filling.text(.contact))", "填报日期：　　　　年　　月　　日",
      ])
  }

  private var projectRows: [[FormGrid.Cell]] {
    typealias Cell = FormGrid.Cell
    guard !lines.isEmpty else { return [[Cell("项目执行情况", columns: 2), Cell("（没有项目）", columns: 15)]] }
    let head = [
      Cell("项目执行情况\n（万元）", columns: 2, rows: lines.count + 1), Cell("项目名称", columns: 3), Cell("年初预算数", columns: 2),
      Cell("\(span)执行数", columns: 3), Cell("\(span)执行率", columns: 3), Cell("节点支出及时率", columns: 2),
      Cell("支出灯", columns: 2),
    ]
    return [head]
      + lines.map { line in
        [
          Cell(
            line.name, columns: 3, .left, missing: handedIn.contains(line.code) ? nil : "项目表未报送", name: "“\(line.name)”"
          ),
          .computed(line.initial.tenThousands, columns: 2, .right, name: "“\(line.name)”年初预算数"),
          .computed(line.paid.tenThousands, columns: 3, .right, name: "“\(line.name)”执行数"),
          .computed(ProjectLine.rate(line.paid, of: line.initial), columns: 3, .right, name: "“\(line.name)”执行率"),
          .computed(ProjectLine.rate(line.inTime, of: line.planned), columns: 2, .right, name: "“\(line.name)”及时率"),
          .computed(line.light, columns: 2, name: "“\(line.name)”支出灯"),
        ]
      }
  }

  private var indicatorRows: [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[filling.withoutIndicators(columns: 17)]] }
    let first = FormSpans(rows.map(\.indicator.level1))
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = index == 0 ? [.init("", rows: rows.count)] : []
      if let span = first[index] { cells.append(.init(row.indicator.level1, columns: 2, rows: span)) }
      cells += [
        .init(row.indicator.level3, .left, name: "第\(index + 1)项指标名称"),
        .init(row.indicator.target.text, name: "\(name(index))年度指标值"),
      ]
      return cells + row.cells(name(index))
    }
  }

  private var notes: [String] {
    var notes = rows.indices.compactMap { rows[$0].note(name($0)) }
    if let remark = filling[.remark] { notes.append("说明：\(remark.value)") }
    return notes + ["注：项目支出为各项目之和；执行率按金额计算。带底色的为系统按记录计算，＊为人工更正。"]
  }

  /// For programs.
  package var json: JSONValue {
    .fields([
      "form": "monitoring", "through": .number(Int64(month)), "department": .string(department.code),
      "project": .null, "name": "部门整体", "paid": .string(funds.paid.yuan), "budget": .string(funds.budget.yuan),
      "rows": .array(rows.map(\.json)), "blockers": .array(grid.asked.map(JSONValue.string)),
    ])
  }
}
