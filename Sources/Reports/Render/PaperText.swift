internal import Domain

extension StandingPaper {
  /// The form for a terminal: its table line by line, what is still missing, and what happened to it.
  public var text: String {
    let grid = grid
    var lines = ["\(grid.title)\(grid.period)　第\(version)版，\(progress.state.chinese)"]
    lines += grid.rows.map { row in
      row.map { $0.printed.split(separator: "\n").joined() }.filter { !$0.isEmpty }.joined(separator: "｜")
    }
    lines += grid.notes
    lines.append(grid.signatures.joined(separator: "　　"))
    let scores = paper.figuresOfScores.lines
    if !scores.isEmpty {
      lines.append("计分：")
      lines += scores.map { "  \($0.number.isEmpty ? "" : $0.number + ".")\($0.name)：\($0.formula)" }
    }
    if let remarks = progress.remarks {
      lines.append("退回意见（\(remarks.actor)，\(remarks.day.chinese)）：\(remarks.note ?? "")")
    }
    let blockers = paper.blockers
    if !progress.state.isIn {
      lines.append(blockers.isEmpty ? "已填写完整，可以报送。" : "报送前还缺\(blockers.count)处：")
      lines += blockers.map { "  \($0)" }
    }
    if !progress.transitions.isEmpty { lines.append("经过：") }
    lines += progress.transitions.map { step in
      "  \(step.day.chinese) \(step.actor) \(FormAction.chinese(step.kind))\(step.note.map { "：\($0)" } ?? "")"
    }
    return lines.joined(separator: "\n")
  }
}
