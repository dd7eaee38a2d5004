internal import Domain

extension Summary {
  /// The summary as Markdown.
  public var markdown: String {
    var text = "# \(title)\n\n\(asOfText)　金额单位：万元\n\n\(paragraph)\n\n## 项目支出\n\n"
    text += Summary.table(
      ["序号", "项目", "预算数", "已支付", "支出进度", "节点计划", "及时率", "灯", "预警"],
      alignment: "r l r r r r r l r",
      lines.enumerated().map { index, line in
        [
          "\(index + 1)", line.project.name, line.budget.tenThousands, line.paid.tenThousands, line.progressText,
          line.plannedText, line.timelinessText, line.light.chinese, "\(line.alerts)",
        ]
      } + [
        [
          "", "合计", budget.tenThousands, paid.tenThousands, progress.map { $0.percentText + "%" } ?? "—",
          planned.tenThousands, timeliness.map { $0.percentText + "%" } ?? "—", "", "\(alerts)",
        ]
      ])
    text += "\n## 绩效指标\n\n"
    text += Summary.table(
      ["序号", "项目", "已达成", "推进中", "偏离", "未填报", "未到期", "合计"], alignment: "r l r r r r r r",
      lines.enumerated().map { index, line in
        ["\(index + 1)", line.project.name] + Summary.cells(line.indicators)
      } + [["", "部门整体指标"] + Summary.cells(departmentIndicators)]
        + [["", "合计"] + Summary.cells(indicators + departmentIndicators)])
    text += "\n## 下一步\n\n"
    let due = lines.filter { !$0.due.isEmpty }
    text +=
      due.isEmpty ? "无。\n" : due.map { "- \($0.project.name)：\($0.due.map(\.text).joined(separator: "；"))\n" }.joined()
    return text + "\n规则集：\(ruleSet)\n"
  }

  static func cells(_ counts: Counts) -> [String] {
    [counts[.met], counts[.inProgress], counts.off, counts[.notReported], counts[.notDue], counts.total].map(
      String.init)
  }

  private static func table(_ header: [String], alignment: String, _ rows: [[String]]) -> String {
    let rule = alignment.split(separator: " ").map { $0 == "r" ? "---:" : "---" }
    return ([header, rule] + rows).map { row in
      "| " + row.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |\n"
    }.joined()
  }
}
