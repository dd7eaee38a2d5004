internal import Domain

extension Bulletin {
  private static func light(_ light: SpendingLight) -> FormGrid.Cell {
    .init(light.chinese, tint: FormGrid.Tint(rawValue: light.rawValue))
  }

  /// Hundredths of a point as people write them.
  package static func hundredths(_ value: Int64) -> String { Quantity(units: value, scale: 2).fixed(2) }

  /// The table; its first row is its heading.
  package var grid: FormGrid {
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
        .init(line.owesForms ? "\(line.formsIn)/\(line.forms)" : "—"),
        .init(line.handedIn?.chinese ?? (line.owesForms ? "未报齐" : "—")),
      ]
    }
    return FormGrid(
      title: "\(issuer.area ?? "")\(span)部门预算项目支出进度和绩效运行情况表",
      period: "（截至\(day.chinese)，按\(order == .progress ? "支出进度" : "支出进度及时率")排名）",
      rows: [captions.map { .init($0) }] + rows + [total],
      heading: 0..<1, widths: [3, 16, 4, 7, 7, 6, 4, 7, 5, 7, 6, 5, 5, 5, 4, 4, 5], notes: notes,
      signatures: [])
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
          + "低于\(any.missedRed.percentText.dropLast(3))%红灯。")
    }
    var rounding = Rounding()
    for amount: KeyPath<Line, Money> in [\.budget, \.paid, \.planned] {
      rounding.look(at: lines.reduce(.zero) { $0 + $1[keyPath: amount] }, of: lines.map { $0[keyPath: amount] })
    }
    return notes + rounding.notes
  }
}
