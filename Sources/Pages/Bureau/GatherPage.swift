internal import Contract
internal import Domain

/// 打包下载: all forms of many departments as one file. Why it is wanted stands in the audit trail.
package enum GatherPage {
  /// What is said where no reason is given, and of a form or a month that is none.
  package static let reasonMissing = "请写明下载的用途，它会记在审计记录里。", noMonth = "监控表应截至1月到11月。"
  package static let noFormat = "请至少选一种格式。"

  /// The page.
  package static func page(_ typed: FormFields, through month: Int, _ problems: Problems, _ chrome: Chrome) -> Page {
    let kinds = [(value: "package", text: "全部绩效表（ZIP，每个部门一个文件夹）"), (value: "gather", text: "项目和指标汇总（一个Excel）")]
    let forms = DepartmentForm.allCases.map { (value: $0.rawValue, text: $0.chinese) }
    let months = (1...11).map { (value: "\($0)", text: "1—\($0)月") }
    let chosen = typed.all("format").isEmpty ? ["docx"] : typed.all("format")
    let formats = [("docx", "Word"), ("xlsx", "Excel"), ("pdf", "PDF")].map { value, name -> Markup in
      let checked: Markup = chosen.contains(value) ? " checked" : ""
      return
        "<label class=\"choice\"><input type=\"checkbox\" name=\"format\" value=\"\(value)\"\(checked)>\(name)</label>"
    }
    return Page(
      "打包下载", menu: .bureau,
      """
      <div class="narrow">\(problems.box("没有下载，请看："))<p>数据截至\(chrome.day.chinese)。部门多时要等一会儿，文件做好后自动下载。</p>\
      \(chrome.form(to: "/bureau/gather", id: "file-gather", """
        \(Field("kind", "要什么", .choice(kinds)).markup(typed["kind"]))\(Field("form", "绩效表", .choice(forms)).markup(typed["form"]))\
        \(Field("through", "监控表截至", .choice(months)).markup(typed["through"] ?? "\(month)", problems["through"]))\
        \(Field("year", "年度", hint: "不写是最近的一年").markup(typed["year"], problems["year"]))\
        <fieldset id="f-format"><legend>ZIP 里的格式</legend>\(formats)\(problems["format"].map { "<p class=\"problem\">\($0)</p>" })</fieldset>\
        \(Field("draft", "工作稿（带底色和待填标记）", .tick).markup(typed["draft"]))\
        \(Field("reason", "用途", .area, hint: "下载多个部门的表要写明用途，记在审计记录里", isRequired: true).markup(typed["reason"], problems["reason"]))\
        <button class="main">下载</button>
        """))</div>
      """)
  }
}
