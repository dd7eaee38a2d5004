internal import Domain

extension SelfEvaluationForm {
  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table by a layout; by the national one where none of its kind is given.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    let points = LayoutPoints(
      rows: { $0.map { rows[$0].score.points }.sum.text },
      scores: { same in
        let scores = same.map { rows[$0].score.score }
        return scores.contains(nil) ? "" : scores.compactMap { $0 }.sum.text
      }, projects: projects.map(\.points).sum.text)
    return LayoutTable.grid(self, edition, by: layout, points: points, remarks: remarks)
  }

  /// Where the points of indicators come from that several goals name and the table lists once.
  private func mergedPoints(_ edition: FormEdition) -> [String] {
    let merged = listed(edition).filter { $0.count > 1 }
    guard !merged.isEmpty else { return [] }
    // 分项：保障工信综合业务管理工作 is 分项.
    func goal(_ row: Int) -> String {
      String(rows[row].indicator.level1.split(separator: "：").first ?? "")
    }
    let sums = merged.map { same in
      let parts = same.sorted().map { "\(goal($0))\(rows[$0].score.points.text)" }.joined(separator: "＋")
      return "\(rows[same[0]].indicator.level3)\(same.map { rows[$0].score.points }.sum.text)（\(parts)）"
    }
    return ["几处目标都列有的指标合并为一行，分值和得分为各处之和，分值：\(sums.joined(separator: "；"))。"]
  }

  private func remarks(_ edition: FormEdition, _ rules: [String]) -> [String] {
    var remarks = approvedNotes + rounding([\.initial, \.budget, \.paid], projects: [(\.budget, \.budget)]).notes
    // What is reckoned for the time being is not filed.
    remarks += notes.filter { edition == .draft || $0 != SelfEvaluationForm.provisional } + mergedPoints(edition)
    if let executionReason { remarks.append("预算执行情况说明：\(executionReason)") }
    for (index, row) in rows.enumerated() {
      if let reason = row.replaced {
        remarks.append(note(.row(index, .actual), computed: row.computed, counts: row.achieved, reason, edition))
      }
    }
    if let remark = head.remark { remarks.append("说明：\(remark)") }
    if edition == .draft { remarks += checks.map { "\($0.severity.chinese)：\($0.text)" } }
    return remarks + edition.rules(rules)
  }
}
