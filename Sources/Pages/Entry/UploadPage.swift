package import Contract
internal import Domain

/// 批量录入: a workbook is fetched, filled in, sent, looked at, and taken.
package enum UploadPage {
  /// The name of the file's field.
  package static let file = "file"
  /// What is said where no file was chosen.
  package static let nothing = "请先选择填好的文件。"
  /// What is said where all rows are given back.
  package static let givenBack = "全部退回，一行也没有收下。带错误原因的工作簿可以在下面下载。"

  /// What is said where a button was sent that there is not.
  package static let unknownAct = "没有这种办理方式，没有办理。请用下面的按钮。"

  /// What is said of a file in which nothing was filled in.
  package static func empty(_ answer: EntryFileAnswer) -> String { "\(answer.name) 里一行也没有填，没有收下。请填好再上传。" }

  /// What is said of a file with more rows than are tried.
  package static func tooLong(_ answer: EntryFileAnswer) -> String {
    "\(answer.name) 有\(answer.count)行，一次最多\(EntryFileAnswer.most)行，没有读取。请拆成几个文件分别上传，或请系统管理员用命令导入。"
  }

  /// What is said after the good rows were taken.
  package static func taken(_ answer: IntakeAnswer, _ content: EntryFileAnswer.Content) -> String {
    let unit = content == .payments ? "笔" : "项"
    let repeated = answer.repeated > 0 ? "，\(answer.repeated)\(unit)已在账，没有重复记" : ""
    let refused = answer.refused.isEmpty ? "" : "；退回\(answer.refused.count)行，原因见下表"
    return "已收下\(answer.added)\(unit)\(repeated)\(refused)。"
  }

  private static let most = 500, mostGood = 50

  /// The page.
  ///
  /// - Parameters:
  ///   - sent: the file that was sent last, with what would become of its rows, and when it was sent.
  ///   - mark: which draft is there, empty for none.
  package static func page(
    _ sent: (answer: EntryFileAnswer, when: String)?, mark: String, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let seen = GridParts.seen(GridDraft(mark))
    return Page(
      "批量录入", menu: .entry, actions: Parts.button(chrome.to("/entry"), "逐行录入"),
      """
      \(problems.box("没有收下："))\(sent.map { result($0.answer, $0.when, seen, chrome) })\
      <section><h2>1 下载模板</h2><p>项目和要填的指标已经列好，填写说明在表的上方。</p>\
      <p>\(Parts.button(chrome.to(template("payments")), "支出模板")) \(Parts.button(chrome.to(template("values")), "指标完成值模板"))</p></section>
      <section><h2>2 上传填好的文件</h2>\(chrome.form(to: "/entry/upload", kind: .files, """
        \(seen)\(Field(
          file, "文件", .file(accept: ".xlsx,.csv,.txt"), hint: "支出或指标完成值，按表头分辨；.xlsx 或 CSV（UTF-8、GBK），最大20MB。先逐行核对，确认以后才记账。",
          isRequired: true).markup(nil, problems[file]))<button class="main">上传并核对</button>
        """))</section>
      """)
  }

  private static func template(_ kind: String) -> Address { Address("/entry/upload/template").with("kind", kind) }

  private static func result(_ file: EntryFileAnswer, _ when: String, _ seen: Markup, _ chrome: Chrome) -> Markup {
    let unit = file.content == .payments ? "笔" : "项"
    let (new, repeated, refused) = (file.count(.added), file.count(.repeated), file.count(.refused))
    let take: Markup =
      new > 0
      ? "<button class=\"main\" name=\"act\" value=\"good\">\(refused > 0 ? "收下其余\(new)\(unit)" : "收下\(new)\(unit)")</button>"
      : ""
    let back: Markup = new > 0 ? "<button name=\"act\" value=\"none\">全部退回</button>" : ""
    let away: Markup = "<button name=\"act\" value=\"away\">不要这个文件了</button>"
    let book: Markup? =
      refused > 0 ? "<p>\(Parts.button(chrome.to("/entry/upload/returned"), "下载带错误原因的工作簿"))</p>" : nil
    let said =
      new == 0 && refused == 0
      ? "全部\(repeated)\(unit)已在账。" : "\(new)\(unit)可以收下，\(repeated)\(unit)已在账，\(refused)行要退回。"
    return """
      <section><h2>3 核对“\(file.name)”</h2><p>\(when)上传，共\(file.count)行：\(said)</p>\
      \(chrome.form(to: "/entry/upload/take", "\(seen)<div class=\"row\">\(take)\(back)\(away)</div>"))\(book)\(table(file))</section>
      """
  }

  private static func table(_ file: EntryFileAnswer) -> Markup {
    let heads = file.content == .payments ? payments : values
    let refused = file.rows.filter(\.isRefused)
    let good = file.rows.filter { !$0.isRefused }
    // Those that want a look come before those that want none.
    let looked = good.filter { $0.result.message != nil } + good.filter { $0.result.message == nil }
    let shown = refused.prefix(most) + looked.prefix(mostGood)
    let rows = shown.map { row -> Markup in
      let cells = zip(heads, row.cells).map { Parts.cell($0, "\($1)", kind: $0 == "金额" ? .number : .text) }
      let tone: Markup = row.isRefused ? " class=\"refused\"" : ""
      return """
        <tr\(tone)>\(Parts.cell("行号", "\(row.number)", kind: .number))\(Parts.cell("结果", word(row.result)))\
        \(Parts.cell("原因", row.result.message.map { "<span class=\"\(row.isRefused ? "problem" : "look")\">\($0)</span>" } ?? ""))\(cells)</tr>
        """
    }
    let rest = file.rows.count - shown.count
    return """
      <div class="scroll"><table class="cards sent"><thead><tr><th>行号</th><th>结果</th><th>原因</th>\
      \(heads.map { "<th>\($0)</th>" as Markup })</tr></thead><tbody>\(rows)</tbody></table></div>\
      \(rest > 0 ? "<p class=\"hint\">另有\(rest)行没有列出。</p>" as Markup : "")
      """
  }

  private static let payments = ["项目编码", "日期", "金额", "支出类别", "凭证号", "摘要"]
  private static let values = ["部门", "项目编码", "序号", "指标", "年度指标值", "日期", "完成值", "应完成数", "佐证", "确认"]

  private static func word(_ row: RowsAnswer.Row) -> Markup {
    switch row.outcome {
    case .refused: "<span class=\"light red\"><i aria-hidden=\"true\">✕</i>退回</span>"
    case .repeated: "<span class=\"light none\"><i aria-hidden=\"true\">–</i>已在账</span>"
    case .added:
      row.message == nil
        ? "<span class=\"light green\"><i aria-hidden=\"true\">○</i>可以收下</span>"
        : "<span class=\"light yellow\"><i aria-hidden=\"true\">△</i>可以收下</span>"
    }
  }
}
