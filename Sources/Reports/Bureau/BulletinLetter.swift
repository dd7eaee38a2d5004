internal import Domain

extension Bulletin {
  /// 1—6月, or the whole year.
  var span: String { month == 12 ? "\(fiscalYear)年度" : "\(fiscalYear)年1—\(month)月" }

  /// The bulletin as a letter that goes out: text, then the table on a sheet of its own.
  package var report: Report {
    var parts = [("总体情况", overall)]
    let ranked = lines.filter { Bulletin.rate(by: order)($0) != nil }
    let ranking = ranked.count > 1 ? ranking(ranked) : ""
    if !ranking.isEmpty { parts.append(("进度排名", [ranking])) }
    if let form { parts.append(("\(form.chinese)报送情况", [handedIn(form)])) }
    parts.append(("有关要求", demands.enumerated().map { "（\(numerals[$0])）\($1)" }))
    let blocks = parts.enumerated().flatMap { index, part -> [Report.Block] in
      [.heading("\(numerals[index])、\(part.0)")] + part.1.map { .paragraph($0) }
    }
    return Report(
      title: issuer.title("\(span)部门预算项目支出进度和绩效运行情况", "通报"),
      letter: Letter(number: number?.text, to: "各预算部门", from: issuer.organ, on: issued),
      blocks: [.paragraph("现将\(span)部门预算项目支出进度和绩效运行情况通报如下。")] + blocks, annexes: [Annex(grid)])
  }

  private var numerals: [String] { ["一", "二", "三", "四", "五", "六"] }
  private var elapsed: Ratio { Share(monthsOfYear: month).ratio }
  private func sum(_ amount: (Line) -> Money) -> Money { lines.reduce(.zero) { $0 + amount($1) } }
  private func names(_ lines: [Line]) -> String { lines.map(\.department.name).joined(separator: "、") }

  /// How all departments stand together.
  private var overall: [String] {
    let (budget, paid, planned, inTime) = (sum(\.budget), sum(\.paid), sum(\.planned), sum(\.inTime))
    var first =
      "截至\(day.chinese)，纳入通报的部门\(lines.count)个、项目\(lines.reduce(0) { $0 + $1.projects })个，"
      + "预算合计\(budget.tenThousands)万元，累计支付\(paid.tenThousands)万元"
    if let progress = Ratio(paid.fen, budget.fen) {
      // The year over, the share of the year gone is the whole budget and says no more than the rate.
      let gap = month == 12 ? "" : "，\(ElapsedGap(progress, through: month).chinese)"
      first += "，支出进度\(progress.percentText)%\(gap)。"
      if month < 12 {
        let above = lines.count { $0.progress.map { $0 >= elapsed } ?? false }
        let below = lines.count { $0.progress.map { $0 < elapsed } ?? false }
        first += Bulletin.told([("支出进度达到序时进度的部门", above), ("支出进度低于序时进度的部门", below)], "个")
      }
    }
    var second = "各项目的支出计划尚未到节点"
    if let timeliness = Ratio(inTime.fen, planned.fen) {
      second =
        "按各项目支出计划，应支付\(planned.tenThousands)万元，已按时支付\(inTime.tenThousands)万元，及时率\(timeliness.percentText)%。"
        + Bulletin.told(
          [
            ("及时率达到要求的部门", lines.count { $0.planLight == .green }),
            ("及时率未达到要求的部门", lines.count { $0.planLight == .yellow || $0.planLight == .red }),
            ("尚未到计划节点的部门", lines.count { $0.planLight == .none }),
          ], "个")
    }
    let counts: [(String, Int)] = [
      ("红灯项目", lines.reduce(0) { $0 + $1.red }), ("黄灯项目", lines.reduce(0) { $0 + $1.yellow }),
    ]
    let off = lines.reduce(0) { $0 + $1.off }
    let lights = Bulletin.told(counts, "个")
    let third =
      (lights.isEmpty ? "没有红灯、黄灯项目" : lights) + (off > 0 ? "，偏离目标的绩效指标\(off)项" : "，没有偏离目标的绩效指标")
    return [first, second, third].map(Sentence.ended)
  }

  /// Those of some counts that are not nothing: `甲3个，乙1个`.
  private static func told(_ counts: [(String, Int)], _ unit: String) -> String {
    counts.filter { $0.1 > 0 }.map { "\($0.0)\($0.1)\(unit)" }.joined(separator: "，")
  }

  /// Who leads and who lags, and who lags gravely.
  private func ranking(_ ranked: [Line]) -> String {
    let rate = Bulletin.rate(by: order)
    let what = order == .progress ? "支出进度" : "支出进度及时率"
    let count = min(3, ranked.count / 2)
    func list(_ lines: some Sequence<Line>) -> String {
      lines.map { "\($0.department.name)（\(rate($0).map { $0.percentText + "%" } ?? "—")）" }.joined(separator: "、")
    }
    let behind = lines.filter { $0.planLight == .red || $0.elapsedLight(through: month) == .red }
    let grave = behind.isEmpty ? "" : "进度严重滞后的部门\(behind.count)个：\(names(behind))。"
    // Nobody leads who lags, and of departments that are equal none is before the other.
    let (first, last) = (rate(ranked[count - 1]), rate(ranked[ranked.count - count]))
    let isTie = first == last
    let leading = ranked.prefix(count).filter { line in
      !(isTie && rate(line) == first) && !behind.contains { $0.department == line.department }
    }
    let trailing = ranked.suffix(count).reversed().filter { !(isTie && rate($0) == last) }
    return (leading.isEmpty ? "" : "\(what)居前的部门：\(list(leading))。")
      + (trailing.isEmpty ? "" : "\(what)居后的部门：\(list(trailing))。") + grave
  }

  private var owing: [Line] { lines.filter { $0.owesForms && $0.handedIn == nil } }
  /// The one day by which all departments owe the form; nil where they differ or none is named.
  private var formsDue: Day? {
    let days = Set(lines.filter(\.owesForms).map(\.formsDue))
    return days.count == 1 ? days.first ?? nil : nil
  }

  private func handedIn(_ form: DepartmentForm) -> String {
    let owed = lines.count { $0.owesForms }
    let deadline = formsDue.map { "\(form.chinese)应于\($0.chinese)前报送。" } ?? ""
    guard !owing.isEmpty else { return "\(deadline)截至\(issued.chinese)，\(owed)个部门全部报齐。" }
    let done = owed - owing.count
    let isLate = formsDue.map { issued > $0 } ?? false
    let list = owing.map { "\($0.department.name)（缺\($0.forms - $0.formsIn)张）" }.joined(separator: "、")
    return deadline + "截至\(issued.chinese)，" + (done > 0 ? "已报齐的部门\(done)个，" : "")
      + "\(isLate ? "逾期" : "尚")未报齐的部门\(owing.count)个：\(list)。"
  }

  /// What is asked, by when.
  private var demands: [String] {
    var demands: [String] = []
    let behind = lines.filter { $0.planLight == .red || $0.planLight == .yellow }
    let isOver = day >= Day(endOf: 12, in: fiscalYear)
    if isOver {
      let unpaid = sum(\.unpaid)
      if unpaid > .zero { demands.append("年末未执行资金\(unpaid.told)，有关部门应按规定办理结转结余。") }
    } else if !behind.isEmpty {
      demands.append("\(names(behind))要逐个项目分析进度滞后的原因，抓紧补足计划。")
    }
    if !isOver, let next = lines.flatMap(\.wanted.keys).min() {
      let amount = lines.reduce(Money.zero) { $0 + ($1.wanted[next] ?? .zero) }
      demands.append("下一个支出节点是\(next.chinese)，按计划还需支付\(amount.told)，请各部门按计划推进，在节点前支付到位。")
    }
    if let form, !owing.isEmpty {
      let isLate = formsDue.map { issued > $0 } ?? true
      let when = formsDue.map { isLate ? "立即补报" : "于\($0.chinese)前报齐" } ?? "尽快报齐"
      demands.append("未报齐\(form.chinese)的部门，请\(when)。")
    }
    if lines.contains(where: { $0.off > 0 }) {
      demands.append(isOver ? "绩效指标偏离目标的部门，要如实说明原因，提出改进措施。" : "绩效指标偏离目标的部门，要查明原因、采取措施，确保年度绩效目标如期实现。")
    }
    return demands.isEmpty ? ["请各部门继续按计划推进项目实施，及时记录支出和绩效指标完成情况。"] : demands
  }
}
