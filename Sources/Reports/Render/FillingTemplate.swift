internal import Domain

extension DepartmentPapers {
  /// A CSV file to fill the period's forms in by a spreadsheet and read back: a row a form, then one an indicator. What is
  /// computed stands beside what is to be filled in; empty cells change nothing. UTF-8 with a byte-order mark, for Excel.
  package var fillingTemplate: String {
    let isMonitoring = table.form == .monitoring
    let ofForm: [FormField.Name] =
      isMonitoring ? [.unit, .contact, .remark] : [.accomplishment, .executionReason, .unit, .contact, .remark]
    let ofRow: [FormField.Name] =
      isMonitoring
      ? [.actual, .expected, .causes, .explanation, .likelihood, .measures] : [.actual, .score, .explanation]
    let captions =
      ["项目编码", "项目名称", "序号", "三级指标", "年度指标值", "系统计算"] + (ofRow + ofForm).map(\.chinese) + ["更正理由"]
    var lines = [captions]
    for paper in projects + [whole] where !paper.progress.state.isIn {
      let code = paper.paper.code ?? FillingRow.whole
      lines.append([code, paper.paper.name, "", "（整张表）"])
      lines += paper.paper.rows.enumerated().map { index, row in
        [code, paper.paper.name, "\(index + 1)", row.level3, row.target, row.value]
          + ofRow.map { row.filled($0) }
      }
    }
    return "\u{FEFF}"
      + lines.map { line in
        let cells = line + Array(repeating: "", count: captions.count - line.count)
        return cells.map(DepartmentPapers.quoted).joined(separator: ",") + "\r\n"
      }.joined()
  }

  /// A cell as a spreadsheet takes it. What begins like a formula gets a tab before it, which is no part of the text when
  /// it is read back.
  private static func quoted(_ text: String) -> String {
    let text = text.first.map { "=+-@".contains($0) } ?? false ? "\t" + text : text
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension FormRow {
  /// What people filled into a field before; computed and proposed values are not theirs.
  fileprivate func filled(_ name: FormField.Name) -> String {
    switch name {
    case .likelihood: likelihood
    case .explanation: explanation
    case .causes: causes
    case .measures: measures
    default: ""
    }
  }
}
