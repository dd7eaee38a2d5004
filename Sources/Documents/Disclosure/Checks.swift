internal import Domain

/// Holds a budget against itself: sums, caps, goals, codes, names.
struct Checks {
  let budget: DepartmentBudget
  let drafts: [ProjectDraft]
  let file: String

  /// Published totals are rounded one by one: a cross-sum may differ by 0.01万元 a row, 0.05 at most.
  static func tolerance(rows: Int) -> Money { Money(fen: min(Int64(rows), 5) * 10_000) }

  var findings: [Finding] { drafts.flatMap(projectFindings) + totals + sums + goalFindings }

  // MARK: - One project

  private func projectFindings(_ draft: ProjectDraft) -> [Finding] {
    codeFindings(draft) + nameFindings(draft) + partFindings(draft) + capFindings(draft) + targetFindings(draft)
  }

  private func codeFindings(_ draft: ProjectDraft) -> [Finding] {
    let code = draft.budget.code
    var findings: [Finding] = []
    func note(_ severity: Finding.Severity, _ name: String, _ message: String) {
      findings.append(Finding(severity, name, project: code, message, at: draft.place.description))
    }
    if draft.printedCode.contains(" ") {
      note(.info, "project-code-with-blanks", "项目编码“\(draft.printedCode)”中间有空格，已按“\(code)”读取。")
    }
    if code.text.utf8.count != 21 {
      note(.warning, "project-code-length", "项目编码“\(code)”是\(code.text.utf8.count)位，应为21位，请核对。")
    }
    if case .wrong(let suggestions) = code.check {
      let likely = suggestions.first.map { "，疑为“\($0)”" } ?? ""
      note(.warning, "project-code-check", "项目编码“\(code)”的校验位不对\(likely)，请核对原文；已按原样导入。")
    }
    if draft.budget.isCarryOver(in: budget.department.fiscalYear), let year = code.year {
      note(
        .info, "carry-over-project",
        "“\(draft.budget.name)”的编码年份是\(year)年，属于上年结转项目（\(draft.budget.budget.tenThousands)万元）。")
    }
    return findings
  }

  private func nameFindings(_ draft: ProjectDraft) -> [Finding] {
    let name = draft.budget.name
    func note(_ code: String, _ message: String) -> [Finding] {
      [Finding(.warning, code, project: draft.budget.code, message, at: draft.place.description)]
    }
    if name.isEmpty { return note("project-name-missing", "绩效目标表没有填写项目名称，请补充。") }
    let pairs: [(Character, Character)] = [("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"), ("《", "》"), ("“", "”")]
    for (open, close) in pairs {
      let (opened, closed) = (name.count { $0 == open }, name.count { $0 == close })
      if opened > closed {
        return note("name-cut-short", "项目名称“\(name)”有“\(open)”没有“\(close)”，名称可能被截断，请核对。")
      }
      if closed > opened { return note("name-stray-bracket", "项目名称“\(name)”多出一个“\(close)”，请核对。") }
    }
    return []
  }

  private func partFindings(_ draft: ProjectDraft) -> [Finding] {
    let project = draft.budget
    var findings: [Finding] = []
    func note(_ severity: Finding.Severity, _ code: String, _ message: String) {
      findings.append(Finding(severity, code, project: project.code, message, at: draft.place.description))
    }
    if project.goals.isEmpty { note(.warning, "goals-missing", "“\(project.name)”没有填写绩效目标，请补充。") }
    if project.indicators.isEmpty { note(.warning, "indicators-missing", "“\(project.name)”没有绩效指标，无法监控，请补充。") }
    for (indicator, place) in zip(project.indicators, draft.indicatorPlaces) where indicator.level1.isEmpty {
      findings.append(
        Finding(
          .warning, "level-missing", project: project.code, "指标“\(indicator.level3)”没有写一级指标，自评时无法归类计分，请补充。",
          at: place.description))
    }
    if project.budget == .zero { note(.warning, "budget-missing", "“\(project.name)”没有预算数，请补充。") }
    let parts = project.fiscalFunds + project.otherFunds
    if parts != project.budget, parts != .zero {
      note(
        .warning, "funds-sum-differs",
        "“\(project.name)”的财政资金与其他资金合计\(parts.tenThousands)万元，与预算数\(project.budget.tenThousands)万元不符，请核对。")
    }
    return findings
  }

  private func capFindings(_ draft: ProjectDraft) -> [Finding] {
    let project = draft.budget
    let caps = project.indicators.filter(\.isMoneyCap).compactMap { $0.target.measure?.money }
    let sum = caps.reduce(.zero, +)
    guard !caps.isEmpty, sum != project.budget else { return [] }
    let list = project.indicators.filter(\.isMoneyCap).map {
      $0.target.measure.map { $0.value.description + $0.unit } ?? ""
    }
    let numbers = list.joined(separator: " + ") + (caps.count > 1 ? "（合计\(sum.grouped)元）" : "")
    let place = zip(project.indicators, draft.indicatorPlaces).first { $0.0.isMoneyCap }?.1 ?? draft.place
    func finding(_ severity: Finding.Severity, _ note: String) -> [Finding] {
      [
        Finding(
          severity, "cost-caps-differ-from-budget", project: project.code,
          "“\(project.name)”的成本指标上限\(numbers)与预算数\(project.budget.tenThousands)万元\(note)", at: place.description)
      ]
    }
    if (sum - project.budget).magnitude < Money.rounding {
      return finding(
        .info,
        "相差不到0.005万元，是四舍五入造成的，" + (caps.count > 1 ? "各项仍按各自的上限考核。" : "按同一个数处理：支付到预算数不算突破上限。"))
    }
    if sum.tenThousands == project.budget.tenThousands {
      return finding(.warning, sum < project.budget ? "略有出入，按预算数付清会突破上限，请统一两个数。" : "略有出入，请统一两个数。")
    }
    return finding(.warning, sum > project.budget ? "不符，上限高于预算，请核对。" : "不符，上限低于预算，请核对。")
  }

  // MARK: - The whole

  private var totals: [Finding] {
    let tables = budget.tables
    var findings: [Finding] = []
    func compare(_ a: Money?, _ aName: String, _ b: Money?, _ bName: String, rows: Int) {
      guard let a, let b, a != b else { return }
      let difference = (a - b).magnitude
      let isRounding = difference <= Checks.tolerance(rows: rows)
      findings.append(
        Finding(
          isRounding ? .info : .warning, "totals-unbalanced",
          "\(aName)\(a.tenThousands)万元与\(bName)\(b.tenThousands)万元相差\(difference.tenThousands)万元，"
            + (isRounding ? "在四舍五入的范围内。" : "请核对。"), at: "\(file) 部门预算收支总表、部门预算支出总表"))
    }
    compare(tables.incomeTotal, "收入总计", tables.spendingTotal, "支出总计", rows: 0)
    func sum(_ lines: [BudgetTables.Line]) -> (Money, Int)? {
      let items = lines.filter { !$0.name.ends(with: "合计") && !$0.name.ends(with: "总计") && !$0.name.ends(with: "结余") }
        .compactMap(\.amount)
      return items.isEmpty ? nil : (items.reduce(.zero, +), items.count)
    }
    if let (total, rows) = sum(tables.income) { compare(total, "各项收入之和", tables.incomeOfYear, "本年收入合计", rows: rows) }
    if let (total, rows) = sum(tables.spending) {
      compare(total, "各项支出之和", tables.spendingOfYear, "本年支出合计", rows: rows)
    }
    if let basic = tables.basicSpending, let project = tables.projectSpending {
      compare(basic + project, "基本支出与项目支出之和", tables.functionTotal?.total, "支出合计", rows: 2)
    }
    if let income = tables.incomeOfYear, let total = tables.incomeTotal {
      compare(income + (tables.carryOver ?? .zero), "本年收入与上年结转之和", total, "收入总计", rows: 1)
    }
    return findings
  }

  private var sums: [Finding] {
    var findings: [Finding] = []
    if let declared = budget.tables.projectSpending, !budget.projects.isEmpty, declared != budget.projectSum {
      let difference = (declared - budget.projectSum).magnitude
      let isRounding = difference <= Checks.tolerance(rows: budget.projects.count)
      findings.append(
        Finding(
          isRounding ? .info : .warning, "project-sum-differs",
          "\(budget.projects.count)个项目的预算合计\(budget.projectSum.tenThousands)万元，支出总表中项目支出是"
            + "\(declared.tenThousands)万元，相差\(difference.tenThousands)万元，"
            + (isRounding ? "是四舍五入造成的。" : "可能有项目遗漏或多列，请核对。"),
          at: "\(file) 部门预算支出总表"))
    }
    let carried = budget.projects.filter { $0.isCarryOver(in: budget.department.fiscalYear) }.reduce(.zero) {
      $0 + $1.budget
    }
    if let declared = budget.tables.carryOver, declared != carried {
      findings.append(
        Finding(
          .warning, "carry-over-sum-differs",
          "编码年份早于预算年度的项目合计\(carried.tenThousands)万元，收支总表中上年结转结余是\(declared.tenThousands)万元，请核对。", at: "\(file) 部门预算收支总表"
        ))
    }
    return findings
  }

  /// The same thing with two numbers in the overall and the itemised goals.
  private var goalFindings: [Finding] {
    let overall = budget.indicators.filter { $0.section == "总体" }
    let itemised = budget.indicators.filter { $0.section != "总体" }.map { ($0, subject: Checks.subject($0.name)) }
    return overall.flatMap { a in
      let own = Checks.subject(a.name)
      return itemised.compactMap { b, subject -> Finding? in
        guard subject == own, let x = a.target.measure, let y = b.target.measure,
          x.unit == y.unit, x.value != y.value
        else { return nil }
        return Finding(
          .warning, "goals-contradict",
          "总体目标写“\(a.name)\(a.target.canonical)”，\(b.section)写“\(b.name)\(b.target.canonical)”，两处数字不一致，请核对。",
          at: "\(file) 部门整体绩效目标")
      }
    }
  }

  /// What is counted, without the words that differ from one sentence to the next.
  private static func subject(_ name: String) -> String {
    var rest = String(name.filter { !"“”\"‘’".contains($0) })
    for word in ["新增", "净增", "推动", "培育", "中小企业", "企业", "数量", "全区", "同比", "增长", "增速"] {
      while let found = rest.firstRange(of: word) { rest.removeSubrange(found) }
    }
    return rest
  }
}
