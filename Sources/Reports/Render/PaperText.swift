package import Domain

extension StandingPaper {
  /// The form for a terminal: its table line by line, what is still missing, who has to do what, and what happened to it.
  package var text: String {
    let grid = grid
    var lines = ["\(grid.title)\(grid.period)　第\(version)版，\(progress.state.chinese)"]
    lines += grid.rows.map { row in
      row.map { $0.printed.split(separator: "\n").joined() }.filter { !$0.isEmpty }.joined(separator: "｜")
    }
    lines += paper.layoutTexts.map { "\($0.caption)：\($0.text)" }
    lines += grid.notes
    lines.append(grid.signatures.joined(separator: "　　"))
    let scores = paper.scoreLines
    if !scores.isEmpty {
      lines.append("计分：")
      lines += scores.map { "  \($0.number.isEmpty ? "" : $0.number + ".")\($0.name)：\($0.formula)" }
    }
    if let remarks = progress.remarks {
      lines.append("退回意见（\(remarks.actor)，\(remarks.day.chinese)）：\(remarks.note ?? "")")
    }
    lines += self.remarks.map(\.chinese)
    let blockers = paper.blockers
    if !progress.state.isIn {
      lines.append(blockers.isEmpty ? "已填写完整，可以报送。" : "报送前还缺\(blockers.count)处：")
      lines += blockers.map { "  \($0)" }
    }
    lines += paper.uncheckedCosts.map { "注意：\($0)。" }
    if !progress.state.isIn, let question = paper.costQuestion { lines.append("报送时需确认：\(question)。") }
    if let waiting { lines.append(waiting.chinese) }
    if !progress.transitions.isEmpty { lines.append("经过：") }
    lines += steps
    return lines.joined(separator: "\n")
  }

  /// What happened to it, a line each.
  private var steps: [String] {
    progress.transitions.map { step in
      "  \(step.day.chinese) \(step.actor) \(FormAction.chinese(step.kind))\(step.note.map { "：\($0)" } ?? "")"
    }
  }

  /// One line that says what was done, and what is left to do.
  package func answer(_ done: String) -> String {
    let count = paper.blockers.count
    let rest = progress.state.isIn ? waiting?.chinese ?? "" : count == 0 ? "已填写完整，可以报送。" : "报送前还缺\(count)处。"
    let agreed = progress.state == .submitted ? progress.submitted?.note.map { "已确认：\($0)。" } ?? "" : ""
    let unchecked = paper.uncheckedCosts.map { "注意：\($0)。" }.joined()
    return "\(done)：\(paper.name) \(grid.title)，第\(version)版，\(progress.state.chinese)。\(rest)\(agreed)\(unchecked)"
  }

  /// A version in its history: what happened to it, and what it changed against the one before.
  package func history(_ changes: [FormDifference]) -> String {
    (["第\(version)版 \(progress.state.chinese)"] + steps
      + changes.map { "  \($0.name)：“\($0.old)” → “\($0.new)”" }).joined(separator: "\n")
  }
}

extension DepartmentPapers {
  /// How far each form of the period is, a line each.
  package var overview: String {
    let (department, all) = (table.department, projects + [whole])
    let months = table.form == .monitoring ? "，1–\(table.month)月" : ""
    let lines = all.map { paper in
      let name = paper.paper.code.map { "\($0) \(paper.paper.name)" } ?? paper.paper.name
      let count = paper.progress.state.isIn ? 0 : paper.paper.blockers.count
      return "  \(name) 第\(paper.version)版 \(paper.progress.state.chinese)\(count == 0 ? "" : "，缺\(count)处")"
    }
    let handedIn = all.count { $0.progress.state.isIn }
    let changed =
      changedSince.isEmpty
      ? [] : ["提醒：部门整体表报送后，项目表有变动（\(changedSince.prefix(3).joined(separator: "、"))），请核对后重报或更正部门整体表。"]
    return
      (["\(department.code) \(department.name) \(department.fiscalYear)年度\(table.form.chinese)\(months)"] + lines
      + ["已报送\(handedIn)张，共\(all.count)张。"] + changed).joined(separator: "\n")
  }
}
