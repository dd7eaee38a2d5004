package import Contract
internal import Domain

/// Many documents at once: what was read of each, and which of them are imported.
package enum ManyDocumentsPage {
  /// The page.
  ///
  /// - Parameters:
  ///   - documents: each as it was read, in its order.
  ///   - done: those that were imported by now, by their places.
  ///   - left: those that were picked and wait for their turn.
  package static func page(
    _ documents: [DocumentAnswer], file: String, upload: Int64, _ fields: FormFields, done: [Int: String],
    left: [Int], _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let isCheck = fields[ImportPage.check] != nil
    let here = Address("/import") / "\(upload)"
    let asked = ImportPage.carried.reduce(here) { $0.with($1, fields[$1]) }
    let sheet = Address(copying: asked, below: "findings")
    let rows = documents.enumerated().map { index, document in
      row(document, index, isCheck: isCheck, done[index], isLeft: left.contains(index))
    }
    let readable = documents.count { $0.department != nil }
    let budget = documents.flatMap(\.projects).reduce(Money.zero) { $0 + $1.budget }
    let head: Markup = """
      <thead><tr><th><span class="sr">选</span></th><th>序号</th><th>文件</th><th>部门</th><th class="number">项目</th>\
      <th class="number">预算合计（元）</th><th>问题</th><th>结果</th></tr></thead>
      """
    let sum: Markup = """
      <tr class="sum"><td data-label=""></td><td data-label=""></td>\(Parts.cell("", "合计", kind: .title))<td data-label=""></td>\
      \(Parts.cell("项目", "\(documents.map(\.projects.count).reduce(0, +))", kind: .number))\
      \(Parts.cell("预算合计", "\(budget.grouped)", kind: .number))<td data-label=""></td><td data-label=""></td></tr>
      """
    let table: Markup =
      "<div class=\"scroll\"><table class=\"cards list\">\(head)<tbody>\(rows)\(sum)</tbody></table></div>"
    let canPick = !isCheck && documents.indices.contains { isImportable(documents[$0], done[$0]) }
    let drop = chrome.form(
      to: Address(copying: asked, below: "drop"), "<button>\(done.isEmpty || canPick ? "放弃" : "完成")</button>")
    let progress: Markup? =
      done.isEmpty && left.isEmpty
      ? nil
      : """
      <p class="said" role="status">已办理\(done.count)个，还有\(left.count)个。</p>
      """
    let action = left.isEmpty ? "导入所选" : "继续导入其余\(left.count)个"
    let asking = documents.indices.filter { documents[$0].needsAgreement && isImportable(documents[$0], done[$0]) }
    let isAgreed = asking.allSatisfy { ImportPage.isAgreed(documents[$0], fields, $0) }
    let named = asking.map { index -> Markup in
      "<input type=\"hidden\" name=\"\(ImportPage.removals(index))\" value=\"\(ImportPage.codes(documents[index]))\">"
    }
    let agree: Markup? =
      asking.isEmpty
      ? nil
      : """
      \(Field(ImportPage.agree, "同意移除上面写明的项目（记录保留）", .tick)
        .markup(isAgreed ? fields[ImportPage.agree] : nil))\(named)
      """
    let note: Markup? = isCheck ? "<span class=\"hint\">只检查，没有写入。</span>" : nil
    // The bar stands behind the form, so that giving up is no part of it.
    let go: Markup? = canPick ? "<button class=\"main\" form=\"picks\">\(action)</button>" : nil
    let list: Markup =
      canPick
      ? chrome.form(to: Address(copying: asked, below: "confirm"), id: "picks", "\(table)\(agree)") : table
    let body: Markup = "\(list)<div class=\"bottom\">\(note)\(go)\(drop)</div>"
    return Page(
      isCheck ? "检查“\(file)”" : "导入“\(file)”", menu: .documents, actions: Parts.button(sheet, "问题清单XLSX"),
      """
      \(problems.box("没有导入，请看："))\(progress)<p>\(documents.count)个文件，读出\(readable)个部门预算。</p>\(body)
      """)
  }

  private static func row(
    _ document: DocumentAnswer, _ index: Int, isCheck: Bool, _ done: String?, isLeft: Bool
  ) -> Markup {
    let canPick = !isCheck && isImportable(document, done)
    let checked: Markup = isLeft || document.refused == nil && !document.needsAgreement ? " checked" : ""
    let box: Markup =
      canPick
      ? """
      <input type="checkbox" name="\(ImportPage.pick)" value="\(index)" aria-label="选“\(document.file)”"\(checked)>
      """
      : ""
    let department = document.department.map { "\($0.code) \($0.name)（\($0.fiscalYear)年）" }
    let budget = document.projects.reduce(Money.zero) { $0 + $1.budget }
    func count(_ severity: String) -> Int { document.findings.count { $0.severity == severity } }
    let counts = [("error", "错误"), ("warning", "注意"), ("info", "提示")].filter { count($0.0) > 0 }.map {
      "\($0.1)\(count($0.0))"
    }
    let result: Markup
    if let done {
      result = "\(done)"
    } else if let refused = document.refused {
      result = "<details><summary>\(document.department == nil ? "没有读出" : "不能导入")</summary>\(refused)</details>"
    } else if document.needsAgreement {
      let removals = document.removals
      result = "<details><summary>会移除\(removals.count)个项目，要同意</summary>\(ImportPage.list(removals))</details>"
    } else {
      result = "\(standing(document))"
    }
    return """
      <tr>\(Parts.cell("", box))\(Parts.cell("序号", "\(index + 1)"))\(Parts.cell("文件", "\(document.file)", kind: .title))\
      \(Parts.cell("部门", "\(department)"))\(Parts.cell("项目", "\(document.projects.count)", kind: .number))\
      \(Parts.cell("预算合计", "\(budget.grouped)", kind: .number))\(Parts.cell("问题", "\(counts.joined(separator: "、"))"))\
      \(Parts.cell("结果", result))</tr>
      """
  }

  /// Whether there is something to import of it.
  private static func isImportable(_ document: DocumentAnswer, _ done: String?) -> Bool {
    document.department != nil && done == nil && document.outcome?.repeated != true
  }

  /// What would become of a document that was read.
  private static func standing(_ document: DocumentAnswer) -> String {
    guard document.department != nil else { return "没有读出" }
    if document.outcome?.repeated == true || document.changes.isEmpty { return "没有变化" }
    return document.changes.allSatisfy { $0.old == nil } ? "全部是新的内容" : "有\(document.changes.count)处变化"
  }
}
