package import Contract
internal import Domain

/// 佐证材料: what was recorded of one indicator, each value with its files; those of corrected and withdrawn values stay
/// with them.
package enum EvidencePage {
  /// The names of what is sent.
  package static let day = "day-of-value", reason = "reason"
  /// What is said where no file was chosen.
  package static let nothing = "没有选择文件。请先选择要上传的文件。"

  /// What whoever looks may do here.
  package struct Means: Sendable {
    let sends: Bool, withdraws: Bool

    /// Some rights.
    package init(sends: Bool, withdraws: Bool) { (self.sends, self.withdraws) = (sends, withdraws) }
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - here: its address.
  ///   - withdrawing: the file that was to be taken back, where something was wrong with that.
  package static func page(
    _ answer: ValueEvidenceAnswer, at here: Address, may means: Means, typed: FormFields, problems: Problems,
    withdrawing: Int64? = nil, _ chrome: Chrome
  ) -> Page {
    let values = Markup(answer.values.map { section($0, here, means, typed, problems, withdrawing, chrome) })
    let back: Markup? = answer.project.map {
      "<p>\(Parts.button(chrome.to((Address("/projects") / $0).with("tab", "indicators")), "回到项目"))</p>"
    }
    return Page(
      "佐证材料", menu: .observations,
      """
      \(problems.box("没有办理："))\
      <p class="lead">\(answer.position). \(answer.name)</p><p class="hint">\(answer.target)</p>
      \(answer.values.isEmpty
        ? Parts.empty("还没有完成值。先填报完成值，再上传它的佐证材料。") : means.sends ? upload(answer, here, typed, problems, chrome) : "")
      \(values)\(back)
      """)
  }

  /// A choice of a value: its day, and the value as it stood on the page; nil where only a day is said.
  package static func choice(_ text: String) -> (day: String, value: String?) {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
  }

  private static func upload(
    _ answer: ValueEvidenceAnswer, _ here: Address, _ typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Markup {
    let standing = answer.values.filter(\.isStanding)
    guard !standing.isEmpty else { return "<p class=\"note\">填报过的完成值都已撤销，不能再上传。</p>" }
    let choices = standing.map { (value: "\($0.day) \($0.value)", text: "\($0.day.chinese)：\($0.value)") }
    return chrome.form(
      to: here, kind: .files,
      """
      <section><h2>上传</h2>\(Field(day, "哪天的完成值", .choice(choices)).markup(typed[day], problems[day]))\
      \(EvidenceList.input("文件", problems[EvidenceList.field], lost: typed[EvidenceList.lost]))\
      <button class="main">上传</button></section>
      """)
  }

  private static func section(
    _ value: ValueEvidenceAnswer.Value, _ here: Address, _ means: Means, _ typed: FormFields, _ problems: Problems,
    _ withdrawing: Int64?, _ chrome: Chrome
  ) -> Markup {
    // A value that was corrected and never had a file has nothing to show here.
    guard value.isStanding || !value.files.isEmpty else { return "" }
    let mark: Markup = value.isStanding ? "" : " <span class=\"mark\">原完成值，已更正或撤销</span>"
    let rows = Markup(
      value.files.map { file in
        let name: Markup =
          file.withdrawnFor == nil ? Parts.link(EvidenceList.place(file), file.name) : "\(file.name)"
        let taken: Markup? = file.withdrawnFor.map { "<span class=\"sub\">\(file.withdrawnBy)撤回：\($0)</span>" }
        let act: Markup =
          means.withdraws && file.withdrawnFor == nil
          ? withdrawal(of: file, here, typed, file.id == withdrawing ? problems : nil, chrome) : ""
        return """
          <tr>\(Parts.cell("文件", "\(name)\(taken)", kind: .title))\
          \(Parts.cell("大小", "\(file.size.bytesChinese)", kind: .number))\
          \(Parts.cell("上传", "\(file.actor)，\(file.recordedAt)"))\
          \(Parts.cell("摘要", "<code title=\"SHA-256 \(file.sha256)\">\(String(file.sha256.prefix(12)))…</code>"))\
          \(means.withdraws ? Parts.cell("撤回", act) : nil)</tr>
          """
      })
    let head: Markup? = means.withdraws ? "<th scope=\"col\">撤回</th>" : nil
    let table: Markup =
      value.files.isEmpty
      ? "<p class=\"hint\">还没有佐证材料。</p>"
      : """
      <div class="scroll"><table class="cards acts"><thead><tr><th scope="col">文件</th>\
      <th scope="col" class="number">大小</th>\
      <th scope="col">上传</th><th scope="col">摘要</th>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
      """
    return """
      <section><h2>\(value.day.chinese)：\(value.value)\(mark)</h2>\
      <p class="hint">\(value.actor.map { "\($0)，" })\(value.recordedAt)填报</p>\(table)</section>
      """
  }

  private static func withdrawal(
    of file: EvidenceFileAnswer, _ here: Address, _ typed: FormFields, _ problems: Problems?, _ chrome: Chrome
  ) -> Markup {
    let isThis = problems != nil
    // Several stand on the page: the name that links go to is that of the one that was tried.
    let place = isThis ? "" : "-\(file.id)"
    let wrong: Markup? = problems?[reason].map { "<span class=\"problem\">\($0)</span>" }
    return """
      <details class="reverse"\(isThis ? " open" : "" as Markup)><summary>撤回</summary>\(chrome.form(
        to: EvidenceList.place(file).with("back", here.text),
        """
        <div class="field"><label for="f-\(reason)\(place)">为什么撤回</label><input type="text" id="f-\(reason)\(place)" \
        name="\(reason)" value="\(isThis ? typed[reason] : nil)" required>\(wrong)</div>\
        <button class="danger">撤回“\(file.name)”</button>
        """))</details>
      """
  }
}
