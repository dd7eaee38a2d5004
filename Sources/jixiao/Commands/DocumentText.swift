import Contract
import Domain

extension DocumentAnswer {
  /// What was read of a document and what becomes of it, for a terminal.
  func text(isDryRun: Bool) -> String {
    guard let department else { return "\(file)：未导入" }
    let indicators = projects.flatMap(\.indicators)
    let quantitative = indicators.count { $0.target.isQuantitative }
    let sum = projects.reduce(.zero) { $0 + $1.budget }
    var lines = [
      "\(file)：\(otherDivision.map { "区划\($0) " } ?? "")\(department.code) \(department.name)，\(department.fiscalYear)年",
      "  \(projects.count)个项目，合计\(sum.tenThousands)万元；\(indicators.count)项指标，其中定量\(quantitative)项；"
        + "部门整体指标\(departmentIndicators.count)项",
    ]
    if isDryRun { lines.append("  仅检查，未写入") } else if let outcome { lines.append("  " + text(outcome)) }
    lines += changeLines(isDryRun: isDryRun)
    for severity in Finding.Severity.allCases {
      lines += DocumentAnswer.lines(findings.filter { $0.severity == severity.rawValue }, severity)
    }
    return lines.joined(separator: "\n")
  }

  private func text(_ outcome: Outcome) -> String {
    if outcome.repeated { return "与上次导入的文件相同，没有变化" }
    return
      "项目：新增\(outcome.projectsAdded)、变更\(outcome.projectsChanged)、未变\(outcome.projectsUnchanged)、标记删除\(outcome.projectsRemoved)；"
      + "指标：新增\(outcome.indicatorsAdded)、变更\(outcome.indicatorsChanged)、标记删除\(outcome.indicatorsRemoved)"
      + (effectiveOn.map { "；自\($0)起执行" } ?? "")
  }

  /// What changes, a line each; nothing of a first document, of which all is new.
  private func changeLines(isDryRun: Bool) -> [String] {
    let isFirst = changes.allSatisfy { $0.old == nil } && removals.isEmpty
    guard !isFirst || changes.count <= 20 else {
      return isDryRun ? ["  全部是新的内容，\(effectiveOn.map { "将自\($0)起执行" } ?? "")"] : []
    }
    var lines = changes.prefix(60).map { change in
      let (old, new) = (change.old?.excerpt ?? "（没有）", change.new?.excerpt ?? "（删除）")
      return "  [变化] \(change.name)：\(old) → \(new)"
    }
    if changes.count > 60 { lines.append("  [变化] 等\(changes.count)处（全部内容用 --json 查看）") }
    if isDryRun, needsAgreement { lines.append("  [变化] 会删除\(removals.count)个项目，正式导入要加 --remove") }
    return lines
  }

  /// Findings of one severity: of each kind the first three, and where the others stand.
  private static func lines(_ findings: [FindingAnswer], _ severity: Finding.Severity) -> [String] {
    var (order, ofKind) = ([String](), [String: [FindingAnswer]]())
    for finding in findings {
      if ofKind[finding.code] == nil { order.append(finding.code) }
      ofKind[finding.code, default: []].append(finding)
    }
    return order.flatMap { code -> [String] in
      let all = ofKind[code] ?? []
      let shown = all.prefix(all.count > 4 ? 3 : 4)
      var lines = shown.map { "  [\(severity.chinese)] \($0.message)（\($0.place)）" }
      guard all.count > shown.count else { return lines }
      let places = all.dropFirst(shown.count).map { $0.place.split(separator: " ").last.map(String.init) ?? $0.place }
      lines.append(
        "  [\(severity.chinese)] 同类的还有\(all.count - shown.count)处：\(places.prefix(20).joined(separator: "、"))\(places.count > 20 ? "等" : "")（全部内容用 --json 查看）"
      )
      return lines
    }
  }
}
