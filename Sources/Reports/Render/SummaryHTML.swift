internal import Domain

extension Summary {
  /// The summary as one HTML page without outside parts; prints on A4, landscape, with repeated headers.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(Summary.style)
    </style>
    </head>
    <body>
    <h1>\(escaped(title))</h1>
    <p class="meta"><span>\(escaped(asOfText))</span><span>金额单位：万元</span></p>
    <p class="text">\(escaped(paragraph))</p>
    <h2>一、项目支出</h2>
    \(spendingTable)
    <h2>二、绩效指标</h2>
    \(indicatorTable)
    <h2>三、下一步</h2>
    \(dueTable)
    <p class="signatures"><span>填报人：</span><span>审核人：</span><span>负责人：</span><span>联系电话：</span></p>
    <p class="source">支出进度＝已支付÷预算数；及时率＝节点前已支付÷节点计划，最高100%。规则集：\(escaped(ruleSet))。</p>
    </body>
    </html>

    """
  }

  private var spendingTable: String {
    let rows = lines.enumerated().map { index, line in
      """
      <tr><td class="n">\(index + 1)</td><td>\(escaped(line.project.name))<br><span class="code">\(escaped(line.project.code.text))</span></td>\
      <td class="n">\(line.budget.tenThousands)</td><td class="n">\(line.paid.tenThousands)</td><td class="n">\(line.progressText)</td>\
      <td class="n">\(line.plannedText)</td><td class="n">\(line.timelinessText)</td><td>\(Summary.light(line.light))</td><td class="n">\(line.alerts)</td></tr>
      """
    }
    let total = """
      <tr class="total"><td></td><td>合计</td><td class="n">\(budget.tenThousands)</td><td class="n">\(paid.tenThousands)</td>\
      <td class="n">\(progress.map { $0.percentText + "%" } ?? "—")</td><td class="n">\(planned.tenThousands)</td>\
      <td class="n">\(timeliness.map { $0.percentText + "%" } ?? "—")</td><td></td><td class="n">\(alerts)</td></tr>
      """
    return Summary.table(
      "spending", ["序号", "项目名称及编码", "预算数", "已支付", "支出进度", "节点计划", "及时率", "灯", "预警"], rows + [total])
  }

  private var indicatorTable: String {
    func row(_ number: String, _ name: String, _ counts: Counts, isTotal: Bool = false) -> String {
      let cells = Summary.cells(counts).map { "<td class=\"n\">\($0)</td>" }.joined()
      return
        "<tr\(isTotal ? " class=\"total\"" : "")><td class=\"n\">\(number)</td><td>\(escaped(name))</td>\(cells)</tr>"
    }
    var rows = lines.enumerated().map { row("\($0 + 1)", $1.project.name, $1.indicators) }
    if departmentIndicators.total > 0 { rows.append(row("", "部门整体指标", departmentIndicators)) }
    rows.append(row("", "合计", indicators + departmentIndicators, isTotal: true))
    return Summary.table("indicators", ["序号", "项目名称", "已达成", "推进中", "偏离", "未填报", "未到期", "合计"], rows)
  }

  private var dueTable: String {
    let rows = lines.filter { !$0.due.isEmpty }.map { line in
      let due = line.due.map { escaped($0.text) }.joined(separator: "<br>")
      return "<tr><td>\(escaped(line.project.name))</td><td>\(due)</td></tr>"
    }
    return rows.isEmpty ? "<p>无。</p>" : Summary.table("due", ["项目名称", "待办事项"], rows)
  }

  private static func table(_ name: String, _ header: [String], _ rows: [String]) -> String {
    let head = header.map { "<th>\($0)</th>" }.joined()
    return
      "<table class=\"\(name)\">\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>"
  }

  /// The light as colour and word, so that it can be read in black and white.
  private static func light(_ light: SpendingLight) -> String {
    "<span class=\"light \(light.rawValue)\">\(light.chinese)</span>"
  }

  private static let style = """
    @page { size: A4 landscape; margin: 14mm 12mm; }
    body { font-family: "FangSong", "仿宋", "Noto Serif CJK SC", "SimSun", serif; color: #111; margin: 1.5em auto; max-width: 277mm; padding: 0 1em; line-height: 1.6; }
    h1 { font-size: 1.35em; text-align: center; margin: 0 0 .4em; }
    h2 { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; font-size: 1.05em; margin: 1.2em 0 .4em; break-after: avoid; }
    .meta { display: flex; justify-content: space-between; margin: 0 0 .3em; }
    .text { text-indent: 2em; margin: 0; text-align: justify; }
    table { border-collapse: collapse; width: 100%; font-size: .92em; }
    th, td { border: 1px solid #333; padding: .2em .45em; vertical-align: middle; }
    th { background: #eee; white-space: nowrap; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .code { color: #555; font-size: .85em; }
    tr.total { break-before: avoid; }
    .total td { font-weight: bold; background: #f6f6f6; }
    .light { white-space: nowrap; padding: 0 .4em; border-radius: .2em; border: 1px solid; }
    .light.green { color: #064e1d; background: #d9f2df; }
    .light.yellow { color: #5c4300; background: #ffefb3; }
    .light.red { color: #7a0b0b; background: #fbd9d9; }
    .light.none { color: #444; background: #eee; }
    .signatures { display: flex; justify-content: space-between; margin: 1.6em 6em .6em 0; break-before: avoid; }
    .source { color: #555; font-size: .85em; }
    @media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; } .light, th, .total td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}

/// The text with the five characters escaped that mean something in HTML.
func escaped(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.append(character)
    }
  }
  return result
}
