package import Domain

extension Summary {
  /// The report of a department in five parts, with tables and pictures: 基本情况, 资金执行, 目标完成, 偏差及原因, 下一步措施. Every figure
  /// of its text stands in one of its tables.
  ///
  /// - Parameters:
  ///   - goal: 年度总体目标.
  ///   - lines: the projects' forms of the period, where there are any: reasons, measures and scores are theirs.
  package func report(goal: String = "", lines forms: [ProjectLine] = []) -> Report {
    var blocks: [Report.Block] = [.heading("一、基本情况"), .paragraph(basics)]
    let goal = goal.split(separator: "\n").joined()
    if !goal.isEmpty { blocks.append(.paragraph("年度总体目标：\(Sentence.ended(Summary.shortened(goal)))")) }
    blocks.append(.heading("二、资金执行情况"))
    blocks.append(.paragraph(money + elapsed + lights + (lines.isEmpty ? "" : "详见表1、图1。")))
    if !lines.isEmpty {
      blocks.append(.table(caption: "表1　项目支出情况（金额单位：万元）", spendingTable))
      blocks.append(.picture(caption: "图1　各项目支出进度与节点计划", progressPicture))
    }
    blocks += [.heading("三、绩效目标完成情况")] + indicatorBlocks
    func nextTable() -> Int { 1 + blocks.count { if case .table = $0 { true } else { false } } }
    blocks += scores(forms, number: nextTable())
    blocks += [.heading("四、偏差及原因"), .paragraph(concerns)]
    blocks += Summary.told(forms, \.reasons, none: "各表尚未填写偏差原因。")
    blocks += [.heading("五、下一步措施"), .paragraph(next.isEmpty ? "没有到期的事项。" : next)]
    if lines.contains(where: { !$0.due.isEmpty }) {
      blocks.append(.table(caption: "表\(nextTable())　待办事项", dueTable))
    }
    blocks += Summary.told(forms, \.measures, none: "")
    blocks.append(.paragraph("说明：支出进度＝已支付÷预算数；及时率＝节点前已支付÷节点计划，最高100%；合计按金额计算。"))
    return Report(
      title: title, subtitle: asOfText, blocks: blocks, signatures: ["填报人：", "审核人：", "负责人：", "联系电话："])
  }

  /// How the indicators stand, with their table and picture where there are any.
  private var indicatorBlocks: [Report.Block] {
    guard indicators.total + departmentIndicators.total > 0 else {
      return [.paragraph(indicatorsText.isEmpty ? "没有绩效指标。" : indicatorsText)]
    }
    let table = lines.isEmpty ? 1 : 2
    let picture = kinds.isEmpty ? "" : "、图\(table)"
    return [
      .paragraph(indicatorsText + "详见表\(table)\(picture)。"), .table(caption: "表\(table)　绩效指标完成情况（项）", indicatorTable),
    ] + (kinds.isEmpty ? [] : [.picture(caption: "图\(table)　各类指标完成情况", kindsPicture)])
  }

  /// As much of a long text as ends with a clause.
  private static func shortened(_ text: String) -> String {
    guard text.count > 300 else { return text }
    let head = text.prefix(300)
    let end = head.lastIndex { "。；".contains($0) }.map { head.index(after: $0) } ?? head.endIndex
    return head[..<end] + "……（全文见部门整体表）"
  }

  private var basics: String {
    let carried = lines.filter { ($0.project.code.year ?? department.fiscalYear) < department.fiscalYear }
    let sum = carried.reduce(Money.zero) { $0 + $1.budget }
    let carriedText = carried.isEmpty ? "" : "，其中上年结转项目\(carried.count)个、\(sum.tenThousands)万元"
    let own = departmentIndicators.total > 0 ? "，部门整体绩效指标\(departmentIndicators.total)项" : ""
    let who = "\(department.name)（编码\(department.code)）\(department.fiscalYear)年"
    guard !lines.isEmpty else { return "\(who)没有项目\(own)。" }
    let set = indicators.total > 0 ? "；设项目绩效指标\(indicators.total)项\(own)" : own
    return "\(who)共有项目\(lines.count)个，预算\(budget.tenThousands)万元\(carriedText)\(set)。"
  }

  /// How the progress stands to the share of the year gone.
  private var elapsed: String {
    guard let gap else { return "" }
    return "\(month)月底序时进度\(Share(monthsOfYear: month).ratio.percentText)%，支出进度\(gap.chinese)。"
  }

  /// The progress less the share of the year gone; nil where the year is over, which says no more than the progress.
  private var gap: ElapsedGap? { month == 12 ? nil : progress.map { ElapsedGap($0, through: month) } }

  private static func told(
    _ forms: [ProjectLine], _ texts: KeyPath<ProjectLine, [String]>, none: String
  ) -> [Report.Block] {
    let told = forms.filter { !Sentence.joined($0[keyPath: texts]).isEmpty }
    if told.isEmpty { return none.isEmpty || forms.isEmpty ? [] : [.paragraph(none)] }
    return told.map { .paragraph("\(Sentence.quoted($0.name))：\(Sentence.joined($0[keyPath: texts]))") }
  }
}

extension Summary {
  private typealias Cell = FormGrid.Cell

  private static func light(_ light: SpendingLight) -> FormGrid.Cell {
    .init(light.chinese, tint: light == .none ? nil : FormGrid.Tint(rawValue: light.rawValue))
  }

  private var spendingTable: FormGrid {
    let rows = lines.enumerated().map { index, line -> [FormGrid.Cell] in
      [
        .init("\(index + 1)"), .init("\(line.project.name)\n\(line.project.code)", .left),
        .init(line.budget.tenThousands, .right), .init(line.paid.tenThousands, .right),
        .init(line.progressText, .right),
        .init(line.plannedText, .right), .init(line.timelinessText, .right), Summary.light(line.light),
        .init("\(line.alerts)", .right),
      ]
    }
    let total: [FormGrid.Cell] = [
      .init(""), .init("合计"), .init(budget.tenThousands, .right), .init(paid.tenThousands, .right),
      .init(progress.map { $0.percentText + "%" } ?? "—", .right), .init(planned.tenThousands, .right),
      .init(timeliness.map { $0.percentText + "%" } ?? "—", .right), .init(""), .init("\(alerts)", .right),
    ]
    let elapsedRows: [[FormGrid.Cell]] =
      gap.map { gap in
        [
          .init(""), .init("\(month)月底序时进度；支出进度与其相差（百分点）", columns: 3, .left),
          .init(Share(monthsOfYear: month).ratio.percentText + "%", .right), .init(gap.text, .right),
          .init("", columns: 3),
        ]
      }.map { [$0] } ?? []
    return FormGrid(
      columns: [
        ("序号", 5, .centre), ("项目名称及编码", 31, .left), ("预算数", 10, .right), ("已支付", 10, .right), ("支出进度", 9, .right),
        ("节点计划", 11, .right), ("及时率", 9, .right), ("灯", 9, .centre), ("预警", 6, .right),
      ], rows: rows + [total] + elapsedRows)
  }

  private var indicatorTable: FormGrid {
    func row(_ number: String, _ name: String, _ counts: Counts) -> [FormGrid.Cell] {
      [.init(number), .init(name, .left)]
        + [
          counts[.met], counts[.inProgress], counts.off, counts[.notReported], counts[.notDue], counts.total,
        ].map { .init("\($0)", .right) }
    }
    var rows = lines.enumerated().map { row("\($0 + 1)", $1.project.name, $1.indicators) }
    if departmentIndicators.total > 0 { rows.append(row("", "部门整体指标", departmentIndicators)) }
    rows.append(row("", "合计", indicators + departmentIndicators))
    return FormGrid(
      columns: [
        ("序号", 6, .centre), ("项目名称", 40, .left), ("已达成", 9, .right), ("推进中", 9, .right), ("偏离", 9, .right),
        ("未填报", 9, .right), ("未到期", 9, .right), ("合计", 9, .right),
      ], rows: rows)
  }

  /// What each project lacks of its plan, what it must pay by the next checkpoint of all, and what else is due.
  private var dueTable: FormGrid {
    let next = lines.flatMap(\.due).filter { !$0.isOverdue && $0.amount != nil }.map(\.day).min()
    func isNext(_ due: Due) -> Bool { !due.isOverdue && due.amount != nil && due.day == next }
    func sum(_ dues: [Due]) -> String {
      dues.isEmpty ? "" : dues.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }.celled
    }
    let isOver = lines.contains { $0.due.contains(where: \.isOfPastYear) }
    let due = lines.flatMap(\.due)
    func isOther(_ due: Due) -> Bool { !due.isOverdue && !isNext(due) }
    // A column that would be empty is none.
    var columns: [(caption: String, width: Int, alignment: FormGrid.Alignment, text: ([Due]) -> String)] = []
    if due.contains(where: \.isOverdue) {
      columns.append((isOver ? "年末未执行\n（万元）" : "已过节点尚欠\n（万元）", 14, .right, { sum($0.filter(\.isOverdue)) }))
    }
    if let next {
      columns.append(("\(next.chinese)前\n还需支付（万元）", 18, .right, { sum($0.filter(isNext)) }))
    }
    let isSummed = !columns.isEmpty
    if due.contains(where: isOther) {
      columns.append(("其他待办", 30, .left, { $0.filter(isOther).map(\.text).joined(separator: "\n") }))
    }
    func row(_ name: String, _ dues: [Due], isTotal: Bool = false) -> [FormGrid.Cell] {
      [.init(name, .left)] + columns.map { .init(isTotal && $0.alignment == .left ? "" : $0.text(dues), $0.alignment) }
    }
    let rows = lines.filter { !$0.due.isEmpty }.map { row($0.project.name, $0.due) }
    return FormGrid(
      columns: [("项目名称", 100 - columns.reduce(0) { $0 + $1.width }, .left)]
        + columns.map { ($0.caption, $0.width, $0.alignment) },
      rows: rows + (isSummed ? [row("合计", due, isTotal: true)] : []))
  }

  private var progressPicture: Picture {
    func share(_ part: Money?, of whole: Money) -> Double {
      guard let part, whole > .zero else { return 0 }
      return Double(part.fen) / Double(whole.fen)
    }
    let rows = lines.prefix(Summary.mostBars).enumerated().map { index, line in
      let planned = line.planned.flatMap { Ratio($0.fen, line.budget.fen) }
      return ChartRow(
        label: "\(index + 1) \(line.project.name)",
        values: [share(line.planned, of: line.budget), share(line.paid, of: line.budget)],
        text: "\(line.progressText)／\(planned.map { $0.percentText + "%" } ?? "—")")
    }
    return .bars(
      rows, names: [("节点计划", "BCC8DA"), ("已支付", "2F5C8F")],
      marks: [(0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1, "100%")],
      description: "各项目已支付占预算的比例与到最近节点的计划比例：" + rows.map { "\($0.label)\($0.text)" }.joined(separator: "，"))
  }

  private var kindsPicture: Picture {
    let rows = kinds.map { kind in
      (
        label: kind.name,
        counts: [
          kind.counts[.met], kind.counts[.inProgress], kind.counts.off, kind.counts[.notReported], kind.counts[.notDue],
        ]
      )
    }
    let words = ["绿灯（已达成）", "推进中", "红黄灯（偏离）", "未填报", "未到期"]
    let said = rows.map { row in
      row.label + zip(words, row.counts).filter { $0.1 > 0 }.map { "\($0.0)\($0.1)项" }.joined(separator: "、")
    }
    return .stacks(
      rows, names: Array(zip(words, ["9CCFA8", "BCC8DA", "F0A8A0", "E2E2E2", "F6F6F6"])).map { ($0.0, color: $0.1) },
      description: said.joined(separator: "；"))
  }

  /// More projects than this make a picture nobody can read; the table has them all.
  private static let mostBars = 25

  /// The projects' scores, where their self-evaluations are scored.
  private func scores(_ forms: [ProjectLine], number: Int) -> [Report.Block] {
    let scored = forms.filter { $0.total != nil }
    guard !scored.isEmpty else { return [] }
    let grades = Grade.allCases.compactMap { grade -> String? in
      let count = scored.count { $0.grade == grade.rawValue }
      return count > 0 ? "\(grade.rawValue)\(count)个" : nil
    }
    let points = DepartmentEvaluation.points(.whole(100), over: scored.map(\.budget))
    let mean = zip(points, scored).compactMap { DepartmentEvaluation.score($0, total: $1.points) }.sum
    let unscored = forms.count > scored.count ? "另有\(forms.count - scored.count)个项目尚未评分。" : ""
    let rows = scored.enumerated().map { index, line -> [FormGrid.Cell] in
      [
        .init("\(index + 1)"), .init(line.name, .left), .init(line.budget.tenThousands, .right),
        .init(ProjectLine.rate(line.paid, of: line.budget), .right),
        .init(ProjectLine.score(line.executionScore), .right),
        .init(ProjectLine.score(line.indicatorScore), .right), .init(ProjectLine.score(line.total), .right),
        .init(line.grade ?? ""),
      ]
    }
    let bars = scored.prefix(Summary.mostBars).enumerated().map { index, line in
      ChartRow(
        label: "\(index + 1) \(line.name)", values: [Double(line.total ?? 0) / 10_000],
        text: "\(ProjectLine.score(line.total))分 \(line.grade ?? "")")
    }
    return [
      .paragraph(
        "\(scored.count)个项目自评按预算加权平均\(mean.text)分\(grades.isEmpty ? "" : "，其中\(grades.joined(separator: "、"))")。\(unscored)详见表\(number)、图\(number)。"
      ),
      .table(
        caption: "表\(number)　项目自评得分",
        FormGrid(
          columns: [
            ("序号", 6, .centre), ("项目名称", 36, .left), ("全年预算数\n（万元）", 12, .right), ("执行率", 10, .right),
            ("执行率得分", 10, .right), ("指标得分", 10, .right), ("总分", 9, .right), ("等级", 7, .centre),
          ], rows: rows)),
      .picture(
        caption: "图\(number)　项目自评得分",
        .bars(
          bars, names: [("总分", "2F5C8F")], marks: [(0, "0"), (0.6, "60"), (0.8, "80"), (0.9, "90"), (1, "100")],
          description: bars.map { "\($0.label)\($0.text)" }.joined(separator: "，"))),
    ]
  }
}
