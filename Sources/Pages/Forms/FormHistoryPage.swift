package import Contract
internal import Domain

/// A form's versions, the latest first, each with what happened to it and what it changed.
package enum FormHistoryPage {
  /// The page.
  package static func page(_ history: FormHistoryAnswer, at link: FormLink, _ chrome: Chrome) -> Page {
    let versions = history.versions.reversed().map { entry -> Markup in
      let version = entry.version
      let steps = version.transitions.map { step -> Markup in
        """
        <tr>\(Parts.cell("日期", "\(step.on.chinese)"))\(Parts.cell("经办", "\(step.by)"))\
        \(Parts.cell("办理", "\(FormAction.chinese(step.kind))"))\(Parts.cell("意见", "\(step.note)"))</tr>
        """
      }
      let changes = entry.changes.map { change -> Markup in
        """
        <tr>\(Parts.cell("位置", "\(change.cell)", kind: .title))\(Parts.cell("原值", "\(change.old.isEmpty ? "空" : change.old)"))\
        \(Parts.cell("现值", "\(change.new.isEmpty ? "空" : change.new)"))</tr>
        """
      }
      let state = FormState(rawValue: version.state).map(\.mark)
      let changed: Markup =
        changes.isEmpty
        ? (version.version > 1 ? "<p>与上一版没有不同。</p>" : "")
        : """
        <h3>与上一版相比改了\(changes.count)处</h3><table class="cards"><thead><tr><th>位置</th><th>原值</th><th>现值</th></tr>\
        </thead><tbody>\(changes)</tbody></table>
        """
      let done: Markup =
        steps.isEmpty
        ? "<p>还没有报送过。</p>"
        : """
        <table class="cards"><thead><tr><th>日期</th><th>经办</th><th>办理</th><th>意见</th></tr></thead>\
        <tbody>\(steps)</tbody></table>
        """
      return "<section><h2>第\(version.version)版 \(state)</h2>\(done)\(changed)</section>"
    }
    let name = history.versions.last?.version.name ?? ""
    return Page(
      "\(name) \(FormLink.chinese(link.form, link.month)) 历史", menu: .forms,
      actions: Parts.button(chrome.to(link.address), "回到表格"),
      versions.isEmpty
        ? Parts.empty("这张表还没有人填写过。", Parts.button(chrome.to(link.address), "打开表格")) : Markup(versions))
  }
}
