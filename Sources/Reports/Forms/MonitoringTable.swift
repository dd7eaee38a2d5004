internal import Domain

extension MonitoringForm {
  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table by a layout; by the national one where none of its kind is given.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    LayoutTable.grid(self, edition, by: layout, remarks: remarks)
  }

  private var roundingNotes: [String] {
    var rounding = rounding([\.initial, \.paid, \.forecast], projects: [(\.initial, \.initial), (\.paid, \.paid)])
    // Cost rows that do not come to it exactly differ for another reason, as small as it may be.
    if let costs, costs.agrees(with: forecast) { rounding.differ(forecast, [costs.sum]) }
    return rounding.notes
  }

  /// By which budget the rates go, where one was adjusted.
  private var adjustedNotes: [String] {
    guard isWhole else {
      guard initialBudget != budget else { return [] }
      return [
        "年初预算数\(initialBudget.tenThousands)万元，调整后\(budget.tenThousands)万元；执行率按\(rateBase == .initial ? "年初" : "全年")预算数计算。"
      ]
    }
    guard rateBase == .budget else { return [] }
    let rows = funds.compactMap { row in
      row.initial == row.budget ? nil : row.budget.map { row.kind.chinese(in: .monitoring) + $0.tenThousands }
    }
    let adjusted = projectLines.filter { $0.initial != $0.budget }.map { "“\($0.name)”\($0.budget.tenThousands)" }
    return ["执行率按全年预算数计算，预算有调整的全年预算数（万元）：\((rows + adjusted).joined(separator: "、"))。"]
  }

  private func remarks(_ edition: FormEdition, _ rules: [String]) -> [String] {
    var notes = approvedNotes + adjustedNotes
    if let replaced = replacedForecast {
      notes.append(
        edition == .draft
          ? "＊全年预计执行数：系统建议\(replaced.proposed.tenThousands)万元，人工更正为\(forecast.tenThousands)万元，理由：\(replaced.reason)。"
          : "全年预计执行数\(forecast.tenThousands)万元，依据：\(replaced.reason)。")
    }
    for (index, row) in rows.enumerated() {
      if let reason = row.replaced {
        notes.append(note(.row(index, .actual), computed: row.computed, counts: row.actual, reason, edition))
      }
    }
    notes += roundingNotes
    if let remark = head.remark { notes.append("说明：\(remark)") }
    return notes + edition.rules(rules)
  }
}
