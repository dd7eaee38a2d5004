internal import Domain

extension MonitoringForm {
  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table: a project's by a layout, the national one where none is given; a department's own always as below.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    guard !isWhole, let layout = layout ?? .national(.monitoring) else { return whole(edition) }
    return LayoutTable(layout, self, edition).grid(notes: remarks(edition, layout.notes)) { _ in nil }
  }

  /// A department's own table of 17 columns: the national one with its projects' rows.
  private func whole(_ edition: FormEdition) -> FormGrid {
    let pen = FormPen(self, edition)
    let above = headRows(pen) + fundRows(pen) + [goalRow(pen)]
    let block = projectRows(pen)
    let top = above.count + block.count
    let indicators = indicatorRows(pen, edition)
    return FormGrid(
      title: "部门整体支出绩效目标执行监控表", period: "（\(head.department.fiscalYear)年度，\(span)）",
      rows: above + block + captions(over: rows.isEmpty ? 0 : indicators.count) + indicators, heading: top..<top + 2,
      widths: [3, 7, 7, 12, 8, 8, 7, 3, 3, 3, 3, 3, 14, 4, 4, 4, 7],
      notes: remarks(edition, ["注：项目支出为各项目之和；执行率按金额计算。"]),
      signatures: FormSignatures.line(
        edition, ["填报人：", "审核人：", "单位负责人：", "联系电话：\(head.contact ?? "")", "填报日期：　　　　年　　月　　日"]),
      block: block.count > 1 ? above.count..<top : nil, running: runningHead)
  }

  private func headRows(_ pen: FormPen<MonitoringForm>) -> [[FormGrid.Cell]] {
    let department = FormGrid.Cell("\(head.department.code) \(head.department.name)", columns: 5, .left)
    let unit = pen.cell(.form(.unit), columns: 7, .left)
    return [[.init("部门名称及代码", columns: 2), department, .init("填报单位", columns: 3), unit]]
  }

  private func fundRows(_ pen: FormPen<MonitoringForm>) -> [[FormGrid.Cell]] {
    let head: [FormGrid.Cell] = [
      .init("部门资金\n（万元）", columns: 2, rows: funds.count + 1), .init("", columns: 3),
      .init("年初预算数", columns: 2), .init("\(span)执行数", columns: 3), .init("\(span)执行率", columns: 3),
      .init("全年预计执行数", columns: 4),
    ]
    // Below the head and the heading.
    let first = 2
    return [head]
      + funds.enumerated().map { index, fund in
        func amount(_ figure: FormPlace.FundFigure, columns: Int, at column: Int) -> FormGrid.Cell {
          let cell = pen.cell(.fund(fund.kind, figure), columns: columns, .right)
          guard index == 0, funds.count > 1 else { return cell }
          return cell.totalling(.sum([.init(rows: first + 1..<first + funds.count, column: column)]))
        }
        return [
          .init(
            fund.kind.indented(in: .monitoring, below: funds.count > 1) + (index == 0 ? approvedBeside : ""),
            columns: 3,
            .left),
          amount(.initial, columns: 2, at: 5), amount(.paid, columns: 3, at: 7),
          pen.cell(.fund(fund.kind, .rate), columns: 3, .right), amount(.forecast, columns: 4, at: 13),
        ]
      }
  }

  private func goalRow(_ pen: FormPen<MonitoringForm>) -> [FormGrid.Cell] {
    [.init("年度总体目标", columns: 2), pen.cell(.form(.goals), columns: 15, .left)]
  }

  private func projectRows(_ pen: FormPen<MonitoringForm>) -> [[FormGrid.Cell]] {
    guard !projects.isEmpty else { return [[.init("项目执行情况", columns: 2), .init("（没有项目）", columns: 15)]] }
    let head: [FormGrid.Cell] = [
      .init("项目执行情况\n（万元）", columns: 2, rows: projects.count + 1), .init("项目名称", columns: 3),
      .init("年初预算数", columns: 2), .init("\(span)执行数", columns: 3), .init("\(span)执行率", columns: 3),
      .init("节点支出及时率", columns: 2), .init("支出灯", columns: 2),
    ]
    return [head]
      + projects.map { project in
        let code = project.line.code
        return [
          pen.cell(.project(code, .name), columns: 3, .left), pen.cell(.project(code, .initial), columns: 2, .right),
          pen.cell(.project(code, .paid), columns: 3, .right), pen.cell(.project(code, .rate), columns: 3, .right),
          pen.cell(.project(code, .timeliness), columns: 2, .right), pen.cell(.project(code, .light), columns: 2),
        ]
      }
  }

  /// The two rows of the heading, over so many rows.
  private func captions(over rows: Int) -> [[FormGrid.Cell]] {
    let levels: [FormGrid.Cell] = [.init("所属目标", columns: 2, rows: 2), .init("指标名称", rows: 2)]
    let figures = ["年度\n指标值", "\(span)\n执行情况", "全年预计\n完成情况"].map { FormGrid.Cell($0, rows: 2) }
    return [
      [.init("绩效\n指标", rows: 2 + rows)] + levels + figures
        + [.init("偏差原因分析", columns: 6), .init("完成目标可能性", columns: 3), .init("备注", rows: 2)],
      ["经费保障", "制度保障", "人员保障", "硬件\n条件\n保障", "其他", "原因说明", "确定能", "有可能", "完全\n不可能"].map { .init($0) },
    ]
  }

  private func indicatorRows(_ pen: FormPen<MonitoringForm>, _ edition: FormEdition) -> [[FormGrid.Cell]] {
    guard !rows.isEmpty else { return [[pen.cell(.form(.indicators), columns: 17)]] }
    let (causes, likelihoods) = (
      DeviationCause.allCases.map { FormPlace.RowPart.cause($0) },
      Likelihood.allCases.map { FormPlace.RowPart.likelihood($0) }
    )
    let listed = listed(edition, [[.actual], causes, [.explanation], likelihoods, [.measures]])
    let kept = listed.map { rows[$0[0]].indicator }
    let first = FormSpans(kept.map(\.level1))
    return listed.enumerated().map { line, same in
      let index = same[0]
      var cells: [FormGrid.Cell] = []
      if let span = first[line] { cells.append(.init(kept[line].level1, columns: 2, rows: span)) }
      cells += [pen.cell(.row(index, .name), .left), pen.cell(.row(index, .target))]
      cells += [.actual, .expected].map { pen.cell($0, of: same) } + causes.map { pen.cell($0, of: same) }
      cells.append(pen.cell(.explanation, of: same, .left))
      // A tick's column is too narrow for a sentence.
      cells += likelihoods.map { pen.cell($0, of: same, mark: "选") }
      return cells + [pen.cell(.measures, of: same, .left)]
    }
  }

  private var roundingNotes: [String] {
    var rounding = rounding([\.initial, \.paid, \.forecast], projects: [(\.initial, \.initial), (\.paid, \.paid)])
    // Cost rows that do not agree, or are not all of it, differ by more than rounding.
    if let costs, costs.isAll, !costs.isAsked(about: forecast) { rounding.differ(forecast, [costs.sum + costs.others]) }
    return rounding.notes
  }

  /// By which budget the rates go, where one was adjusted.
  private var adjustedNotes: [String] {
    guard isWhole else {
      guard initialBudget != budget else { return [] }
      return [
        "年初预算数\(initialBudget.tenThousands)万元，调整后\(budget.tenThousands)万元；执行率按\(rateBase == .initial ? "年初" : "全年")预算数计算。"
      ]
    }
    guard rateBase == .budget else { return [] }
    let rows = funds.compactMap { row in
      row.initial == row.budget ? nil : row.budget.map { row.kind.chinese(in: .monitoring) + $0.tenThousands }
    }
    let adjusted = projectLines.filter { $0.initial != $0.budget }.map { "“\($0.name)”\($0.budget.tenThousands)" }
    return ["执行率按全年预算数计算，预算有调整的全年预算数（万元）：\((rows + adjusted).joined(separator: "、"))。"]
  }

  private func remarks(_ edition: FormEdition, _ rules: [String]) -> [String] {
    var notes = approvedNotes + adjustedNotes
    if let replaced = replacedForecast {
      notes.append(
        edition == .draft
          ? "＊全年预计执行数：系统建议\(replaced.proposed.tenThousands)万元，人工更正为\(forecast.tenThousands)万元，理由：\(replaced.reason)。"
          : "全年预计执行数\(forecast.tenThousands)万元，依据：\(replaced.reason)。")
    }
    for (index, row) in rows.enumerated() {
      if let reason = row.replaced {
        notes.append(note(.row(index, .actual), computed: row.computed, counts: row.actual, reason, edition))
      }
    }
    notes += roundingNotes
    if let remark = head.remark { notes.append("说明：\(remark)") }
    return notes + edition.rules(rules)
  }
}
