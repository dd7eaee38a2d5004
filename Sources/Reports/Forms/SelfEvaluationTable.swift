internal import Domain

extension SelfEvaluationForm {
  /// The official table of 9 columns; a department's differs by its captions and its projects' rows.
  package var grid: FormGrid {
    let pen = FormPen(self)
    let above = headRows(pen) + fundRows(pen) + goalRows(pen)
    let captions =
      isWhole
      ? ["一级", "二级", "三级指标或项目", "年度指标值\n或预算", "实际完成值\n或自评结果", "分值", "得分", "偏差原因分析及改进措施"]
      : ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    let heading: [FormGrid.Cell] = [.init("绩效\n指标")] + captions.map { .init($0) }
    return FormGrid(
      title: isWhole ? "部门整体支出绩效自评表" : "项目支出绩效自评表", period: "（\(head.department.fiscalYear)年度）",
      rows: above + [heading] + resultRows(pen) + [totalRow(pen)], heading: above.count..<above.count + 1,
      widths: [5, 9, 15, 15, 10, 12, 8, 8, 18], notes: remarks,
      signatures: ["填报人：", "审核人：", "单位负责人：", "联系电话：\(head.contact ?? "")"])
  }

  private func headRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let department = FormGrid.Cell("\(head.department.code) \(head.department.name)", columns: 3, .left)
    let unit = pen.cell(.form(.unit), columns: 3, .left)
    guard isWhole else {
      return [
        [.init("项目名称", columns: 2), pen.cell(.form(.name), columns: 7, .left)],
        [.init("主管部门", columns: 2), department, .init("实施单位"), unit],
      ]
    }
    return [[.init("部门名称及代码", columns: 2), department, .init("填报单位"), unit]]
  }

  private func fundRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let head: [FormGrid.Cell] =
      [.init(isWhole ? "部门资金\n（万元）" : "项目资金\n（万元）", columns: 2, rows: funds.count + 1), .init("")]
      + ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"].map { .init($0) }
    return [head]
      + funds.enumerated().map { index, fund in
        let kind = fund.kind
        let (points, score): (FormGrid.Cell, FormGrid.Cell) =
          index == 0 ? (pen.cell(.form(.executionPoints)), pen.cell(.form(.executionScore))) : (.init("—"), .init("—"))
        return [
          .init(kind.indented(in: .selfEvaluation, below: funds.count > 1), .left),
          pen.cell(.fund(kind, .initial), .right),
          pen.cell(.fund(kind, .budget), .right), pen.cell(.fund(kind, .paid), .right), points,
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

  private func resultRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    guard rows.count + projects.count > 0 else { return [[pen.cell(.form(.indicators), columns: 9)]] }
    var table = isWhole ? ownRows(pen) + projectRows(pen) : indicatorRows(pen)
    table[0].insert(.init("", rows: table.count), at: 0)
    return table
  }

  private func indicatorRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let first = FormSpans(rows.map(\.indicator.level1))
    let second = FormSpans(rows.map { $0.indicator.level1 + "/" + $0.indicator.level2 })
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] = []
      if let span = first[index] {
        let points = rows[index..<index + span].map(\.score.points).sum
        cells.append(.init("\(row.indicator.level1)\n（\(points.text)分）", rows: span))
      }
      if let span = second[index] { cells.append(.init(row.indicator.level2, rows: span)) }
      return cells + figures(of: index, pen)
    }
  }

  private func ownRows(_ pen: FormPen<SelfEvaluationForm>) -> [[FormGrid.Cell]] {
    let second = FormSpans(rows.map(\.indicator.level1))
    return rows.enumerated().map { index, row in
      var cells: [FormGrid.Cell] =
        index == 0 ? [.init("部门整体指标\n（\(rows.map(\.score.points).sum.text)分）", rows: rows.count)] : []
      if let span = second[index] { cells.append(.init(row.indicator.level1, rows: span)) }
      return cells + figures(of: index, pen)
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

  private func totalRow(_ pen: FormPen<SelfEvaluationForm>) -> [FormGrid.Cell] {
    [
      .init("总分", columns: 6), pen.cell(.form(.pointsSum)), pen.cell(.form(.total)),
      pen.cell(.form(.grade), before: "等级："),
    ]
  }

  private var remarks: [String] {
    var remarks = notes
    if let executionReason { remarks.append("预算执行情况说明：\(executionReason)") }
    for (index, row) in rows.enumerated() {
      if let reason = row.replaced {
        remarks.append(note(.row(index, .actual), computed: row.computed, counts: row.achieved, reason))
      }
    }
    if let remark = head.remark { remarks.append("说明：\(remark)") }
    remarks += checks.map { "\($0.severity.chinese)：\($0.text)" }
    return remarks + [
      isWhole
        ? "注：项目绩效得分＝分值×项目自评总分÷100，分值按全年预算数分配。带底色的为系统按记录计算，＊为人工更正。" : "注：带底色的为系统按记录计算，＊为人工更正。"
    ]
  }
}
