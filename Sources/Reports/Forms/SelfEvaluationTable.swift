internal import Domain

extension SelfEvaluationForm {
  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table: a project's by a layout, the national one where none is given; a department's own always as below.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    guard !isWhole, let layout = layout ?? .national(.selfEvaluation) else { return whole(edition) }
    return LayoutTable(layout, self, edition).grid(notes: remarks(edition, layout.notes)) {
      rows[$0].map(\.score.points).sum.text
    }
  }

  /// A department's own table of 9 columns: the national one with its projects' rows.
  private func whole(_ edition: FormEdition) -> FormGrid {
    let pen = FormPen(self, edition)
    let above = headRows(pen) + fundRows(pen) + goalRows(pen)
    let captions = ["一级", "二级", "三级指标或项目", "年度指标值\n或预算", "实际完成值\n或自评结果", "分值", "得分", "偏差原因分析及改进措施"]
    let results = resultRows(pen, edition)
    let isEmpty = rows.count + projects.count == 0
    let heading: [FormGrid.Cell] = [.init("绩效\n指标", rows: 1 + (isEmpty ? 0 : results.count))]
    let top = above.count
    let total = totalRow(pen, above: top + 1..<top + 1 + results.count)
    return FormGrid(
      title: "部门整体支出绩效自评表", period: "（\(head.department.fiscalYear)年度）",
      rows: above + [heading + captions.map { .init($0) }] + results + [total], heading: top..<top + 1,
      widths: [5, 9, 15, 15, 10, 12, 8, 8, 18],
      notes: remarks(edition, ["注：项目绩效得分＝分值×项目自评总分÷100，分值按全年预算数分配。"]),
      signatures: FormSignatures.line(edition, ["填报人：", "审核人：", "单位负责人：", "联系电话：\(head.contact ?? "")"]),
      running: runningHead)
  }

  private func headRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let department = FormGrid.Cell("\(head.department.code) \(head.department.name)", columns: 3, .left)
    let unit = pen.cell(.form(.unit), columns: 3, .left)
    return [[.init("部门名称及代码", columns: 2), department, .init("填报单位"), unit]]
  }

  private func fundRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let head: [FormGrid.Cell] =
      [.init("部门资金\n（万元）", columns: 2, rows: funds.count + 1), .init("")]
      + ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"].map { .init($0) }
    return [head]
      + funds.enumerated().map { index, fund in
        let kind = fund.kind
        let (points, score): (FormGrid.Cell, FormGrid.Cell) =
          index == 0 ? (pen.cell(.form(.executionPoints)), pen.cell(.form(.executionScore))) : (.init("—"), .init("—"))
        func amount(_ figure: FormPlace.FundFigure, at column: Int) -> FormGrid.Cell {
          let cell = pen.cell(.fund(kind, figure), .right)
          guard index == 0, funds.count > 1 else { return cell }
          let first = fundsRow + 2
          return cell.totalling(.sum([.init(rows: first..<first + funds.count - 1, column: column)]))
        }
        let caption = kind.indented(in: .selfEvaluation, below: funds.count > 1) + (index == 0 ? approvedBeside : "")
        return [
          .init(caption, .left), amount(.initial, at: 3), amount(.budget, at: 4), amount(.paid, at: 5), points,
          pen.cell(.fund(kind, .rate)), score,
        ]
      }
  }

  private func goalRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    [
      [.init("年度总体目标", columns: 2, rows: 2), .init("预期目标", columns: 3), .init("实际完成情况", columns: 4)],
      [pen.cell(.form(.goals), columns: 3, .left), pen.cell(.form(.accomplishment), columns: 4, .left)],
    ]
  }

  /// The row of the money rows' heading.
  private var fundsRow: Int { 1 }

  private func resultRows(_ pen: FormPen<SelfEvaluationForm>, _ edition: FormEdition) -> [[FormGrid.Cell]] {
    guard rows.count + projects.count > 0 else { return [[pen.cell(.form(.indicators), columns: 9)]] }
    return ownRows(pen, edition) + projectRows(pen)
  }

  private func ownRows(_ pen: FormPen<SelfEvaluationForm>, _ edition: FormEdition) -> [[FormGrid.Cell]] {
    let listed = listed(edition, [[.actual], [.explanation]])
    let second = FormSpans(listed.map { rows[$0[0]].indicator.level1 })
    return listed.enumerated().map { line, same in
      var cells: [FormGrid.Cell] =
        line == 0 ? [.init("部门整体指标\n（\(rows.map(\.score.points).sum.text)分）", rows: listed.count)] : []
      if let span = second[line] { cells.append(.init(rows[same[0]].indicator.level1, rows: span)) }
      guard same.count > 1 else { return cells + figures(of: same[0], pen) }
      // What is listed once has the points of all its rows.
      let scores = same.map { rows[$0].score.score }
      let score = scores.contains(nil) ? "" : scores.compactMap { $0 }.sum.text
      return cells + [
        pen.cell(.row(same[0], .name), .left), pen.cell(.row(same[0], .target)), pen.cell(.actual, of: same),
      ]
        + [.init(same.map { rows[$0].score.points }.sum.text), .init(score), pen.cell(.explanation, of: same, .left)]
    }
  }

  private func figures(of index: Int, _ pen: FormPen<SelfEvaluationForm>) -> [FormGrid.Cell] {
    [pen.cell(.row(index, .name), .left)]
      + [.target, .actual, .points, .score].map { pen.cell(.row(index, $0)) }
      + [pen.cell(.row(index, .explanation), .left)]
  }

  private func projectRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    projects.enumerated().map { index, project in
      let code = project.line.code
      let head: [FormGrid.Cell] =
        index == 0
        ? [
          .init("项目绩效\n（\(projects.map(\.points).sum.text)分）", rows: projects.count),
          .init("项目自评\n（按预算加权）", rows: projects.count),
        ] : []
      return head + [pen.cell(.project(code, .name), .left)]
        + [.budget, .result, .points, .score].map { pen.cell(.project(code, $0)) }
        + [pen.cell(.project(code, .reasons), .left)]
    }
  }

  private func totalRow(_ pen: FormPen<SelfEvaluationForm>, above rows: Range<Int>) -> [FormGrid.Cell] {
    func sum(_ column: Int, and execution: Int) -> FormGrid.Total {
      .sum([.init(rows: fundsRow + 1..<fundsRow + 2, column: execution), .init(rows: rows, column: column)])
    }
    return [
      .init("总分", columns: 6), pen.cell(.form(.pointsSum)).totalling(sum(6, and: 6)),
      pen.cell(.form(.total)).totalling(sum(7, and: 8)), pen.cell(.form(.grade), before: "等级："),
    ]
  }

  /// Where the points of indicators come from that several goals name and the table lists once.
  private func mergedPoints(_ edition: FormEdition) -> [String] {
    let merged = listed(edition, [[.actual], [.explanation]]).filter { $0.count > 1 }
    guard !merged.isEmpty else { return [] }
    // 分项：保障工信综合业务管理工作 is 分项.
    func goal(_ row: Int) -> String {
      String(rows[row].indicator.level1.split(separator: "：").first ?? "")
    }
    let sums = merged.map { same in
      let parts = same.sorted().map { "\(goal($0))\(rows[$0].score.points.text)" }.joined(separator: "＋")
      return "\(rows[same[0]].indicator.level3)\(same.map { rows[$0].score.points }.sum.text)（\(parts)）"
    }
    return ["几处目标都列有的指标合并为一行，分值和得分为各处之和，分值：\(sums.joined(separator: "；"))。"]
  }

  private func remarks(_ edition: FormEdition, _ rules: [String]) -> [String] {
    var remarks = approvedNotes + rounding([\.initial, \.budget, \.paid], projects: [(\.budget, \.budget)]).notes
    // What is reckoned for the time being is not filed.
    remarks += notes.filter { edition == .draft || $0 != SelfEvaluationForm.provisional } + mergedPoints(edition)
    if let executionReason { remarks.append("预算执行情况说明：\(executionReason)") }
    for (index, row) in rows.enumerated() {
      if let reason = row.replaced {
        remarks.append(note(.row(index, .actual), computed: row.computed, counts: row.achieved, reason, edition))
      }
    }
    if let remark = head.remark { remarks.append("说明：\(remark)") }
    if edition == .draft { remarks += checks.map { "\($0.severity.chinese)：\($0.text)" } }
    return remarks + edition.rules(rules)
  }
}
