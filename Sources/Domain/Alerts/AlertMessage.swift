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

  private static func text(_ assessment: Assessment, about subject: String) -> String {
    let writer = Writer(assessment: assessment, subject: subject)
    return switch assessment.key.rule {
    case .checkpointApproaching: writer.checkpointApproaching()
    case .checkpointMissed: writer.checkpointMissed()
    case .overspent: writer.overspent()
    case .aheadOfPlan: writer.aheadOfPlan()
    case .indicatorDue: writer.indicatorDue()
    case .indicatorOffTarget: writer.indicatorOffTarget()
    case .forecastShortfall: writer.forecastShortfall()
    case .deadlineWorkdays: writer.deadlineWorkdays()
    case .monitoringDue: writer.formDue(.monitoring)
    case .selfEvaluationDue: writer.formDue(.selfEvaluation)
    case .dataQuality: writer.dataQuality()
    }
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

private struct Writer {
  let assessment: Assessment
  let subject: String

  private func yuan(_ name: FactName) -> String {
    if case .money(let money)? = assessment[name] { money.grouped + "元" } else { "" }
  }
  private func text(_ name: FactName) -> String { assessment[name]?.text ?? "" }
  private func day(_ name: FactName) -> String { if case .day(let day)? = assessment[name] { day.chinese } else { "" } }
  /// A threshold as people say it: 90% and not 90.00%.
  private func points(_ name: FactName) -> String {
    Quantity(parsing: text(name)).map(\.shortest) ?? text(name)
  }
  private func count(_ name: FactName) -> Int { if case .count(let count)? = assessment[name] { count } else { 0 } }
  private var plan: String { assessment[.planBasis] == nil ? "按计划" : "未编支出计划，按序时进度" }

  private func perWorkday(_ name: FactName, over days: Int) -> String {
    guard days > 1, case .money(let money)? = assessment[name] else { return "" }
    let each = Money(fen: Exact.quotientUp(Int128(money.fen), Int128(days)))
    return "，平均每个工作日约\(each.grouped)元"
  }

  func checkpointApproaching() -> String {
    let left = count(.workdaysLeft)
    let days = count(.daysLeft)
    var when = days == 0 ? "今天是最后一天" : "还有\(left)个工作日"
    if assessment[.cutOff] != nil {
      when = days < 0 ? "国库\(day(.cutOff))已停止办理支付" : "国库\(day(.cutOff))后停止办理支付，\(when)"
    }
    return "\(subject)\(plan)\(day(.checkpoint))前应支付\(yuan(.planned))，已支付\(yuan(.paid))，\(when)："
      + "还需支付\(yuan(.toPlan))才能完成计划，至少再支付\(yuan(.toThreshold))才能达到\(points(.threshold))%\(perWorkday(.toPlan, over: left))。"
  }

  func checkpointMissed() -> String {
    // The first practice has one such alert for each checkpoint, and every fact in it.
    let isOfYear = !assessment.key.period.contains("-")
    let rate = Comparing(text(.timeliness), text(.threshold), value(.timeliness), value(.threshold))
    guard assessment[.checkpoint] != nil else {
      return "\(subject)" + ratesOff().joined(separator: "；") + "。" + demand()
    }
    var sentence =
      "\(subject)\(plan)\(day(.checkpoint))前应支付\(yuan(.planned))，当日累计支付\(yuan(.paidAtCheckpoint))，支出进度及时率"
      + "\(isOfYear ? rate.value : text(.timeliness))%，低于\(points(.threshold))%；"
    if assessment[.reversedOn] != nil {
      sentence += "其中\(day(.reversedPaidOn))的支付已于\(day(.reversedOn))红冲，不计入；"
    }
    sentence += "目前累计支付\(yuan(.paid))，补足计划还差\(yuan(.toPlan))"
    guard isOfYear else { return sentence + "，请说明原因并尽快支付。" }
    let history = text(.missedCheckpoints)
    if history.contains("、") { sentence += "；本年未达标的节点：\(history)" }
    if assessment[.forecast] != nil { sentence += "；按目前进度全年预计执行\(text(.forecastRate))%" }
    return ([sentence] + ratesOff()).joined(separator: "；") + "。" + demand()
  }

  /// What the targets of the project's own rates say of it.
  private func ratesOff() -> [String] {
    var found: [String] = []
    if assessment[.timelinessTarget] != nil {
      found.append("指标“支出进度及时率”目前为\(beside(.timelinessTarget, .timelinessToDate))%，指标值\(text(.timelinessTarget))")
    }
    if assessment[.executionTarget] != nil {
      found.append("预算执行率目前为\(beside(.executionTarget, .executionRate))%，指标值\(text(.executionTarget))")
    }
    return found
  }

  /// A rate with the digits by which it differs from a target.
  private func beside(_ target: FactName, _ rate: FactName) -> String {
    let limit = Target(parsing: text(target)).measure
    return Comparing(text(rate), limit?.value.description ?? "", value(rate), limit?.rate).value
  }

  private func demand() -> String {
    assessment[.yearOver] != nil
      ? "\(text(.yearOver))年度已结束，请在自评表中说明原因。" : assessment[.checkpoint] == nil ? "请说明原因。" : "请说明原因并尽快支付。"
  }

  func overspent() -> String {
    if assessment[.payments] != nil {
      return "\(subject)规定每笔不超过\(yuan(.cap))，有\(count(.payments))笔超出，最大一笔\(yuan(.paid))，超出\(yuan(.excess))，请核对凭证或按程序调整。"
    }
    if assessment.key.indicator != nil {
      let category = assessment[.category].map { "“\($0.text)”" } ?? ""
      return "\(subject)规定\(category)支出不超过\(yuan(.cap))，已支出\(yuan(.paid))，超出\(yuan(.excess))，请核对凭证或按程序调整。"
    }
    return "\(subject)预算\(yuan(.budget))，已支付\(yuan(.paid))，超出预算\(yuan(.excess))，请核对凭证或办理预算调整。"
  }

  func aheadOfPlan() -> String {
    "\(subject)计划到\(day(.checkpoint))支付\(yuan(.planned))，已支付\(yuan(.paid))（预算的\(text(.progress))%），"
      + "超前\(points(.pointsAhead))个百分点以上，请核实是否提前支付或计划需要调整。"
  }

  func indicatorDue() -> String {
    let left = count(.daysLeft)
    let when = left < 0 ? "已逾期\(-left)天" : left == 0 ? "今天截止" : "还有\(count(.workdaysLeft))个工作日"
    let many = assessment[.indicators].map { _ in "有\(count(.indicators))项指标" } ?? ""
    return "\(subject)\(assessment.key.period)期\(many)的完成值尚未填报，应于\(day(.reportBy))前填报，\(when)。"
  }

  func formDue(_ form: DepartmentForm) -> String {
    let left = count(.daysLeft)
    let when = left < 0 ? "已逾期\(-left)天" : left == 0 ? "今天截止" : "还有\(count(.workdaysLeft))个工作日"
    return "\(subject)\(assessment.key.period)期的\(form.chinese)尚未报送，应于\(day(.reportBy))前报送，\(when)。"
  }

  func indicatorOffTarget() -> String {
    let target = assessment[.target].map { "指标值\($0.text)" } ?? "指标值为文字"
    let when = assessment[.observedOn].map { _ in "\(day(.observedOn))填报" } ?? "目前"
    return "\(subject)\(target)，\(when)为\(text(.value))，未达到要求，请分析原因并采取措施。"
  }

  func forecastShortfall() -> String {
    "\(subject)按目前进度全年预计支付\(yuan(.forecast))，为预算\(yuan(.budget))的\(text(.forecastRate))%，低于"
      + "\(points(.threshold))%，预计剩余\(yuan(.shortfall))，请加快支出或申请调减预算。"
  }

  func deadlineWorkdays() -> String {
    let left = count(.workdaysLeft)
    let when = left == 0 ? "已超过期限" : "还有\(left)个工作日"
    return "\(subject)要求：\(day(.eventOn))\(text(.event))后应于\(day(.deadline))前支付\(yuan(.due))，已支付\(yuan(.paid))，"
      + "还差\(yuan(.missing))，\(when)。"
  }

  func dataQuality() -> String {
    let names = ["plan": "资金支出计划", "indicators": "绩效指标", "target": "可衡量的指标值"]
    if assessment.key.period.hasSuffix("records") { return records() }
    let missing = text(.missing).split(separator: ",").map { names[String($0)] ?? String($0) }.joined(separator: "和")
    let note = text(.missing).hasPrefix("plan") ? "，暂按序时进度提示" : ""
    return "\(subject)缺少\(missing)\(note)，请补充。"
  }
  private func records() -> String {
    var wanted: [String] = []
    let missing = text(.missing).split(separator: ",")
    if missing.contains("category") {
      wanted.append("有\(yuan(.paid))的支出没有写支出类别，各项成本上限无法核对，请按“\(text(.category))”补记（先红冲，再写明类别重记）")
    }
    if missing.contains("arrival") { wanted.append("没有资金到位的记录，到位后的办理期限无从起算，请补记到位日期和金额") }
    return subject + wanted.joined(separator: "；") + "。"
  }

  private func value(_ name: FactName) -> Ratio? { if case .rate(let rate)? = assessment[name] { rate } else { nil } }
}

/// A rate beside the limit it is below: with as many digits as it takes to tell them apart.
private struct Comparing {
  let value: String

  init(_ text: String, _ limitText: String, _ value: Ratio?, _ limit: Ratio?) {
    guard let value, let limit, value != limit,
      Quantity(parsing: text)?.shortest == Quantity(parsing: limitText)?.shortest
    else {
      self.value = text
      return
    }
    let digits = (3...9).lazy.map { value.percentText(decimals: $0) }.first {
      Quantity(parsing: $0)?.shortest != Quantity(parsing: limit.percentText(decimals: 9))?.shortest
    }
    self.value = digits ?? text
  }
}
