/// What people read in an alert. All wording of alerts stands here.
package enum AlertMessage {
  /// A Chinese sentence a clerk acts on at once: which project, what by when, how much is missing, per workday.
  ///
  /// - Parameters:
  ///   - project: the project's name; nil for the department's own indicators.
  ///   - indicator: the indicator's level-3 name, where the alert is about one.
  package static func text(_ assessment: Assessment, project: String?, indicator: String?) -> String {
    text(assessment, about: subject(project, indicator))
  }

  /// The same under a heading that names the project already.
  package static func textUnderHeading(_ assessment: Assessment, indicator: String?) -> String {
    text(assessment, about: indicator.map { "指标“\($0)”" } ?? "")
  }

  /// What is said of an alert that stands no more.
  ///
  /// - Parameter next: the number of the alert that goes on, where one is kept.
  package static func ended(_ outcome: Outcome, next: AlertID? = nil) -> String {
    let named = outcome.successor.map { "“\($0.rule.chinese)”\(next.map { " #\($0)" } ?? "")" }
    return switch outcome {
    case .met: "已解除。"
    case .unmet: "已到期未达标\(named.map { "，见\($0)" } ?? "")。"
    case .merged: "已并入\(named ?? "")。"
    case .passed: "节点已过，不再提示。"
    case .closed: "年度已结案。"
    }
  }

  private static func text(_ assessment: Assessment, about subject: String) -> String {
    let period = assessment.key.period.chinese
    return switch assessment.cause {
    case .approaching(let cause): subject + cause.chinese
    case .missed(let cause): subject + cause.chinese
    case .lack(let cause): subject + cause.chinese
    case .overspent(let cause):
      "\(subject)预算\(cause.budget.inYuan)，已支付\(cause.paid.inYuan)，超出预算\((cause.paid - cause.budget).inYuan)，请核对凭证或办理预算调整。"
    case .capBroken(let cause): subject + cause.chinese
    case .ahead(let cause): subject + cause.chinese
    case .valuesDue(let due, let indicators):
      subject + valuesDue(due, assessment.key.period, indicators: indicators)
    case .formDue(let form, let due):
      "\(subject)\(period)的\(form.chinese)尚未报送，应于\(due.reportBy.chinese)前报送，\(due.chinese)。"
    case .offTarget(let cause): subject + cause.chinese
    case .shortfall(let cause): subject + cause.chinese
    case .deadline(let cause): subject + cause.chinese
    case .incomplete(let gaps): subject + Cause.Gap.chinese(gaps)
    case .records(let cause): subject + cause.chinese
    }
  }

  /// That values of a period are missing.
  ///
  /// - Parameter indicators: of how many indicators, where it speaks for several.
  static func valuesDue(_ due: Cause.Due, _ period: Period, indicators: Int?) -> String {
    "\(period.chinese)\(indicators.map { "有\($0)项指标" } ?? "")的完成值尚未填报，应于\(due.reportBy.chinese)前填报，\(due.chinese)。"
  }

  private static func subject(_ project: String?, _ indicator: String?) -> String {
    switch (project, indicator) {
    case (let project?, let indicator?): "“\(project)”的指标“\(indicator)”"
    case (let project?, nil): "“\(project)”"
    case (nil, let indicator?): "部门整体指标“\(indicator)”"
    case (nil, nil): "本部门"
    }
  }
}

extension Cause {
  /// By when something is to be done, after the name of what is wrong; nil for what has no day.
  var deadline: String? {
    guard let due else { return nil }
    let what =
      switch self {
      case .formDue: "报送"
      case .valuesDue: "填报"
      default: "支付"
      }
    return "，应于\(due.chinese)前\(what)"
  }
}

extension Money {
  fileprivate var inYuan: String { grouped + "元" }
}

extension Ratio {
  /// A threshold as people say it: 90% and not 90.00%.
  fileprivate var short: String { Quantity(parsing: percentText).map(\.shortest) ?? percentText }
}

extension Cause {
  /// What is left to be done once the treasury pays nothing more in the year. Source: domain.md, 结转 and 结余.
  fileprivate static func afterCutOff(_ day: Day) -> String {
    "国库\(day.chinese)已停止办理支付，\(day.year)年度不能再支付，请说明原因；项目未完成的按规定办理结转，已完成的按结余处理。"
  }

  fileprivate static func plan(_ isElapsedTime: Bool) -> String { isElapsedTime ? "未编支出计划，按序时进度" : "按计划" }
}

extension Cause.Approaching {
  fileprivate var chinese: String {
    var when = daysLeft == 0 ? "今天是最后一天" : "还有\(workdaysLeft)个工作日"
    if let cutOff {
      if daysLeft < 0 {
        return
          "\(Cause.plan(isElapsedTime))\(checkpoint.chinese)前应支付\(planned.inYuan)，已支付\(paid.inYuan)，还差\(toPlan.inYuan)；"
          + Cause.afterCutOff(cutOff)
      }
      when = "国库\(cutOff.chinese)后停止办理支付，\(when)"
    }
    return "\(Cause.plan(isElapsedTime))\(checkpoint.chinese)前应支付\(planned.inYuan)，已支付\(paid.inYuan)，\(when)："
      + "还需支付\(toPlan.inYuan)才能完成计划，至少再支付\(toThreshold.inYuan)才能达到\(threshold.short)%\(perWorkday)。"
  }

  private var perWorkday: String {
    guard workdaysLeft > 1 else { return "" }
    return "，平均每个工作日约\(Money(fen: Exact.quotientUp(Int128(toPlan.fen), Int128(workdaysLeft))).inYuan)"
  }
}

extension Cause.AtCheckpoint {
  /// `按计划2025年3月31日前应支付…，当日累计支付…，支出进度及时率33.33%，低于90%；`
  fileprivate func chinese(_ threshold: Ratio, rate: String, isElapsedTime: Bool) -> String {
    "\(Cause.plan(isElapsedTime))\(checkpoint.chinese)前应支付\(planned.inYuan)，当日累计支付\(paid.inYuan)，支出进度及时率"
      + "\(rate)%，低于\(threshold.short)%；"
  }
}

extension Cause.Lack {
  fileprivate var chinese: String {
    last.chinese(threshold, rate: last.timeliness.percentText, isElapsedTime: isElapsedTime)
      + "目前累计支付\(paid.inYuan)，补足计划还差\(last.toPlan.inYuan)，请说明原因并尽快支付。"
  }
}

extension Cause.YearLack {
  fileprivate var chinese: String {
    guard let last else { return ratesOff.joined(separator: "；") + "。" + demand }
    var sentence = last.chinese(
      threshold, rate: last.timeliness.beside(threshold, written: threshold.percentText), isElapsedTime: isElapsedTime)
    if let reversal { sentence += "其中\(reversal.paidOn?.chinese ?? "")的支付已于\(reversal.on.chinese)红冲，不计入；" }
    sentence += "目前累计支付\(paid.inYuan)，补足计划还差\(last.toPlan.inYuan)"
    if missed.count > 1 { sentence += "；本年未达标的节点：\(history)" }
    if let forecastRate { sentence += "；按目前进度全年预计执行\(forecastRate.percentText)%" }
    return ([sentence] + ratesOff).joined(separator: "；") + "。" + demand
  }

  /// What the targets of the project's own rates say of it.
  private var ratesOff: [String] {
    [
      timeliness.map { "指标“支出进度及时率”目前为\($0.written)%，指标值\($0.target.text)" },
      execution.map { "预算执行率目前为\($0.written)%，指标值\($0.target.text)" },
    ].compactMap { $0 }
  }

  private var demand: String {
    if let yearOver { return "\(yearOver)年度已结束，请在自评表中说明原因。" }
    if let cutOff, last != nil { return Cause.afterCutOff(cutOff) }
    return last == nil ? "请说明原因。" : "请说明原因并尽快支付。"
  }
}

extension Cause.YearLack.RateOff {
  /// The rate with the digits by which it differs from its target.
  fileprivate var written: String {
    target.rate.map { rate.beside($0, written: target.value.description) } ?? rate.percentText
  }
}

extension Cause.CapBroken {
  fileprivate var chinese: String {
    let excess = (paid - cap).inYuan
    if let payments {
      return "规定每笔不超过\(cap.inYuan)，有\(payments)笔超出，最大一笔\(paid.inYuan)，超出\(excess)，请核对凭证或按程序调整。"
    }
    return "规定\(category.map { "“\($0)”" } ?? "")支出不超过\(cap.inYuan)，已支出\(paid.inYuan)，超出\(excess)，请核对凭证或按程序调整。"
  }
}

extension Cause.Ahead {
  fileprivate var chinese: String {
    "计划到\(checkpoint.chinese)支付\(planned.inYuan)，已支付\(paid.inYuan)（预算的\(progress.percentText)%），"
      + "超前\(pointsAhead.short)个百分点以上，请核实是否提前支付或计划需要调整。"
  }
}

extension Cause.Due {
  fileprivate var chinese: String {
    daysLeft < 0 ? "已逾期\(-daysLeft)天" : daysLeft == 0 ? "今天截止" : "还有\(workdaysLeft)个工作日"
  }
}

extension Cause.OffTarget {
  fileprivate var chinese: String {
    let wanted = target.map { "指标值\($0)" } ?? words.map { "指标值“\($0)”" } ?? "指标值为文字"
    return "\(wanted)，\(observedOn.map { "\($0.chinese)填报" } ?? "目前")为\(value ?? "空白")，未达到要求，请分析原因并采取措施。"
  }
}

extension Cause.Shortfall {
  fileprivate var chinese: String {
    "按目前进度全年预计支付\(forecast.inYuan)，为预算\(budget.inYuan)的\(rate.percentText)%，低于"
      + "\(threshold.short)%，预计剩余\((budget - forecast).inYuan)"
      + (cutOff.map { "；" + Cause.afterCutOff($0) } ?? "，请加快支出或申请调减预算。")
  }
}

extension Cause.Deadline {
  fileprivate var chinese: String {
    "要求：\(eventOn.chinese)\(event)后应于\(deadline.chinese)前支付\(due.inYuan)，已支付\(paid.inYuan)，"
      + "还差\((due - paid).inYuan)，\(workdaysLeft == 0 ? "已超过期限" : "还有\(workdaysLeft)个工作日")。"
  }
}

extension Cause.Gap {
  private var chinese: String {
    switch self {
    case .plan: "资金支出计划"
    case .indicators: "绩效指标"
    case .target: "可衡量的指标值"
    }
  }

  fileprivate static func chinese(_ gaps: Set<Cause.Gap>) -> String {
    let missing = allCases.filter(gaps.contains).map(\.chinese).joined(separator: "和")
    return "缺少\(missing)\(gaps.contains(.plan) ? "，暂按序时进度提示" : "")，请补充。"
  }
}

extension Cause.Records {
  fileprivate var chinese: String {
    [
      uncategorised.map {
        "有\($0.paid.inYuan)的支出没有写支出类别，各项成本上限无法核对，请按“\($0.categories.joined(separator: "、"))”补记（先红冲，再写明类别重记）"
      }, isArrivalMissing ? "没有资金到位的记录，到位后的办理期限无从起算，请补记到位日期和金额" : nil,
    ].compactMap { $0 }.joined(separator: "；") + "。"
  }
}

extension Ratio {
  /// A rate beside the limit it is below: with as many digits as it takes to tell them apart.
  ///
  /// - Parameter written: the limit as people read it, in percent.
  fileprivate func beside(_ limit: Ratio, written: String) -> String {
    guard self != limit, Quantity(parsing: percentText)?.shortest == Quantity(parsing: written)?.shortest else {
      return percentText
    }
    let exact = Quantity(parsing: limit.percentText(decimals: 9))?.shortest
    return (3...9).lazy.map { percentText(decimals: $0) }.first { Quantity(parsing: $0)?.shortest != exact }
      ?? percentText
  }
}
