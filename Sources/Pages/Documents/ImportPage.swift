package import Contract
internal import Domain
internal import Reports

/// Where a published budget is sent in, looked at, and confirmed.
package enum ImportPage {
  /// The names of the fields.
  package static let file = "file", division = "division", department = "department", name = "name", year = "year"
  package static let effective = "effective", check = "check", agree = "agree", pick = "pick"
  /// What a page goes on with from one to the next.
  package static let carried = [division, department, name, year, effective, check]

  /// What is told of a document that it does not say itself.
  static func details(_ fields: FormFields, _ problems: Problems) -> Markup {
    func field(_ name: String, _ label: String, _ kind: Field.Kind = .text) -> Markup {
      Field(name, label, kind).markup(fields[name], problems[name])
    }
    return """
      <div class="filters">\(field(department, "部门编码"))\(field(name, "名称"))\(field(year, "年度"))\
      \(field(division, "区划"))\(field(effective, "从哪天起执行", .day))</div>
      """
  }

  /// Where a file is sent.
  ///
  /// - Parameter waiting: files that were sent before and not confirmed yet.
  package static func page(
    _ fields: FormFields, _ problems: Problems, waiting: [WaitingUpload], _ chrome: Chrome
  ) -> Page {
    let isTold = carried.contains { $0 != check && (fields.typed($0) != nil || problems[$0] != nil) }
    return Page(
      "导入部门预算", menu: .documents,
      """
      \(problems.box("没有读取，请看："))\(chrome.form(to: "/import", kind: .files, """
        <section>\(Field(file, "部门预算文件", .file(accept: ".docx,.txt,.zip"),
          hint: "公开的部门预算（.docx 或 .txt），也可以把许多部门的文件打成一个 .zip。每个文件不超过20MB。", isRequired: true)
          .markup(nil, problems[file]))\
        \(Field(check, "只检查，不导入（公开前预审）", .tick).markup(fields[check]))\
        <details\(isTold ? " open" : "" as Markup)><summary>文件里没有写明的</summary>\(details(fields, problems))\
        <p class="hint">部门编码、名称、年度文件里写明的不用填。</p></details>\
        <button class="main">读取</button></section>
        """))\(list(waiting, chrome))
      <section><h2>怎么办</h2><ol class="steps"><li>选文件，点“读取”：先看读到了什么、有什么问题，不会马上导入。</li>\
      <li>看与现有的有什么不同；会移除的项目要勾选同意。</li><li>点“确认导入”。同一文件再导入一次不会改变任何内容。</li></ol></section>
      """)
  }

  /// What waits, each to be gone on with or given up.
  private static func list(_ waiting: [WaitingUpload], _ chrome: Chrome) -> Markup? {
    guard !waiting.isEmpty else { return nil }
    let items = waiting.map { upload -> Markup in
      let place = Address("/import") / "\(upload.id)"
      return """
        <li>\(Parts.link(place, upload.file))，\(upload.sentAt.chinese)上传\(chrome.form(to: place / "drop", "<button>放弃</button>"))</li>
        """
    }
    return "<section><h2>等待确认的文件</h2><ul class=\"findings\">\(items)</ul></section>"
  }

  /// What is said where the file waits no more.
  package static let gone = "这个上传的文件已经导入，或过了一小时，不再保留。请重新选择文件。"
  package static let fileMissing = "请选择文件。"
  package static let nothingPicked = "没有选中的文件。请勾选要导入的文件。"
  package static func notANumber(_ text: String) -> String { "年度“\(text.prefix(20))”应是四位数字，如 2025。" }
  package static func noDocuments(_ file: String) -> String { "“\(file)”里没有文件。" }
  package static let dropped = "上传的文件不再保留。"
  package static let mended = "已按改过的文字重读。原文件照存。"
  package static let mendedNothing = "没有改动。"

  /// The field that says of what was agreed that it goes, of a document among several by its place.
  static func removals(_ index: Int? = nil) -> String { index.map { "removals:\($0)" } ?? "removals" }

  /// What it names: codes, which have no blanks.
  static func codes(_ document: DocumentAnswer) -> String { document.removals.map(\.code).joined(separator: " ") }

  /// The projects that were named where somebody agreed.
  package static func agreed(_ fields: FormFields, _ index: Int? = nil) -> [String] {
    (fields[removals(index)] ?? "").split(separator: " ").map(String.init)
  }

  /// Whether those are what the document would remove now: else it is asked again, and nothing is ticked.
  package static func isAgreed(_ document: DocumentAnswer, _ fields: FormFields, _ index: Int? = nil) -> Bool {
    Set(agreed(fields, index)) == Set(document.removals.map(\.code))
  }

  /// What goes, by name.
  static func list(_ removals: [DocumentAnswer.Removal]) -> Markup {
    let items = removals.map { "<li>\($0.name)（\($0.code)），已支付\($0.paid.grouped)元</li>" as Markup }
    return "<ul>\(items)</ul>"
  }

  /// What is said when it was done.
  package static func imported(_ answer: DocumentAnswer) -> String {
    guard let department = answer.department else { return "" }
    let name = "\(department.code) \(department.name)（\(department.fiscalYear)年）"
    guard let outcome = answer.outcome, !outcome.repeated else { return "“\(name)”与上次导入的文件相同，没有变化。" }
    return "已导入“\(name)”：\(counts(outcome))\(answer.effectiveOn.map { "，自\($0.chinese)起执行" } ?? "")。"
  }

  static func counts(_ outcome: DocumentAnswer.Outcome) -> String {
    "项目新增\(outcome.projectsAdded)、变更\(outcome.projectsChanged)、未变\(outcome.projectsUnchanged)、移除\(outcome.projectsRemoved)；"
      + "指标新增\(outcome.indicatorsAdded)、变更\(outcome.indicatorsChanged)、移除\(outcome.indicatorsRemoved)"
  }
}

extension FindingAnswer {
  var mark: Markup {
    switch severity {
    case "error": "<span class=\"light red\"><i aria-hidden=\"true\">✕</i>错误</span>"
    case "warning": "<span class=\"light yellow\"><i aria-hidden=\"true\">△</i>注意</span>"
    default: "<span class=\"light blue\"><i aria-hidden=\"true\">◇</i>提示</span>"
    }
  }
}
