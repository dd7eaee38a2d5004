/// Asked before figures of several departments leave as a file: what they are for.
package enum ExportPage {
  /// The name of the field.
  package static let reason = "reason"

  /// The page.
  ///
  /// - Parameters:
  ///   - what: what is taken out, as the menu calls it.
  ///   - address: where the file is, with all that was asked.
  package static func page(
    _ what: Menu, at address: Address, _ typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let field = Field(reason, "用途", .area, hint: "记在审计记录里：谁、何时、导出了什么、做什么用", isRequired: true)
    return Page(
      "导出\(what.title)", menu: what,
      """
      <div class="narrow">\(problems.box("没有导出，请看："))<p>其中有多个部门的数据，或者有5000行以上。写明用途后下载。</p>\
      \(chrome.form(to: address, "\(field.markup(typed[reason], problems[reason]))<button class=\"main\">下载</button>"))</div>
      """)
  }
}
