package import Contract
package import Domain
package import Reports

/// What waits for being judged: a list with boxes, and one form open beside it.
package enum ReviewPage {
  /// What names one of them in a box and in the address.
  package static func key(_ entry: ReviewAnswer.Entry) -> String {
    "\(FormLink.text(entry.form, entry.month)):\(entry.project ?? FormLink.whole):\(entry.department.link)"
  }

  /// The form that such a name means.
  package static func link(_ key: String) -> FormLink? {
    let parts = key.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return nil }
    return FormLink(period: parts[0], owner: parts[1], department: parts[2])
  }

  /// What a box says: which form, and how far it had come.
  private static func box(_ entry: ReviewAnswer.Entry) -> String { "\(key(entry))|\(entry.step)" }

  /// The form that a box means, and how far it had come when the list was shown.
  package static func picked(_ text: String) -> (link: FormLink, step: FormStep)? {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return link(parts[0]).map { ($0, FormStep(parts.count == 2 ? parts[1] : nil)) }
  }

  /// The page.
  ///
  /// - Parameter open: the form beside the list, with its name in the address.
  package static func page(
    _ waiting: ReviewAnswer, open: (key: String, sheet: FormSheet, link: FormLink)?, _ powers: FormPowers,
    typed: FormFields? = nil, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    guard !waiting.forms.isEmpty || open != nil else {
      return Page(
        "审核", menu: .review,
        "\(problems.box("没有办理，请看："))\(Parts.empty("没有待审核的表。", Parts.button(chrome.to("/forms"), "查看全部表格")))")
    }
    let canPick = powers.approve && chrome.day == chrome.today
    let items = waiting.forms.map { item($0, isOpen: key($0) == open?.key, canPick, chrome) }
    let list: Markup = """
      <p class="hint">待审核\(waiting.forms.count)张，等得最久的在前。</p><ul class="queue">\(items)</ul>
      """
    let approvable = waiting.forms.contains { !$0.isOwn }
    let bulk: Markup =
      canPick && approvable
      ? chrome.form(to: "/review", "\(list)<div class=\"bulk\"><button>所选通过</button></div>") : list
    let beside: Markup =
      open.map { open in
        let table = FormTable(sheet: open.sheet, typed: nil, problems: problems, isOpen: false)
        let back = Address("/review").with("open", open.key)
        return """
          <div class="openform" id="open"><h2>\(FormPage.title(open.sheet)) \(open.sheet.paper.progress.state.mark)</h2>\
          \(changes(open.sheet))<p>\(Parts.link(chrome.to(open.link.address), "打开整页"))　\
          \(Parts.link(chrome.to(open.link.below("history")), "历史"))</p>\(table.markup)\
          \(FormPage.decision(open.sheet, at: open.link, powers, back: back, problems, typed, chrome))</div>
          """
      } ?? "<div class=\"openform\"><p class=\"empty\">点左边的表名，在这里看整张表。</p></div>"
    return Page(
      "审核", menu: .review, isPaper: true,
      "\(problems.box("没有办理，请看："))<div class=\"review\"><div class=\"waiting\">\(bulk)</div>\(beside)</div>")
  }

  private static func item(_ entry: ReviewAnswer.Entry, isOpen: Bool, _ canPick: Bool, _ chrome: Chrome) -> Markup {
    let key = key(entry)
    let name = entry.name ?? "部门整体"
    let current: Markup = isOpen ? " aria-current=\"true\"" : ""
    let box: Markup? =
      canPick
      ? """
      <input type="checkbox" name="pick" value="\(box(entry))" aria-label="选“\(name)”"\(entry.isOwn ? " disabled" : "" as Markup)>
      """
      : nil
    let own: Markup? = entry.isOwn && canPick ? "<br><span class=\"hint\">您填写或报送过，应由另一人审核。</span>" : nil
    let version: Markup? = entry.version > 1 ? "，第\(entry.version)版" : nil
    return """
      <li\(current)>\(box)<span><a href="\(chrome.to(Address("/review").with("open", key)))#open">\(name)</a><br>\
      <span class="hint">\(FormLink.chinese(entry.form, entry.month))\(version)，\(entry.department.code)，\
      \(entry.by)于\(entry.on.chinese)报送</span>\(own)</span></li>
      """
  }

  /// What changed since it was handed in before.
  private static func changes(_ sheet: FormSheet) -> Markup {
    guard !sheet.changes.isEmpty else { return "" }
    let items = sheet.changes.map { change -> Markup in
      "<li>\(change.name)：\(change.old.isEmpty ? "空" : change.old) → \(change.new.isEmpty ? "空" : change.new)</li>"
    }
    return """
      <details class="gaps"><summary>与上次报送相比改了\(items.count)处</summary><ol>\(items)</ol></details>
      """
  }

  /// What is said when forms were approved by boxes.
  package static func approved(_ names: [String]) -> String {
    "审核通过\(names.count)张：\(names.prefix(5).joined(separator: "、"))\(names.count > 5 ? "等" : "")。"
  }
}
