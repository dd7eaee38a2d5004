internal import Domain
internal import Reports

/// What was typed into a form that takes nothing any more: it is listed, so that it is not lost.
enum FormUnkept {
  /// The list; nothing where nothing was typed.
  static func list(_ sheet: FormSheet, _ typed: FormFields?) -> Markup? {
    guard let typed else { return nil }
    let lines = lines(sheet, typed)
    guard !lines.isEmpty else { return nil }
    let items = lines.map { name, text -> Markup in "<dt>\(name)</dt><dd>\(text.isEmpty ? "（清空）" : text)</dd>" }
    return """
      <section class="below" id="unkept"><h2>您填写的内容没有保存</h2><p>表已不能填写。需要的请先复制，表退回或撤回以后再填。</p>\
      <dl class="facts">\(items)</dl></section>
      """
  }

  /// What differs from what the page showed, by the names of the cells.
  private static func lines(_ sheet: FormSheet, _ typed: FormFields) -> [(name: String, text: String)] {
    typed.pairs.compactMap { pair in
      guard pair.name.hasPrefix("was:") else { return nil }
      let (key, was) = (String(pair.name.dropFirst("was:".count)), pair.value.trimmed)
      switch key {
      case FormPage.weights, FormPage.execution:
        let text = typed.typed(key) ?? ""
        return text == was ? nil : (key == FormPage.weights ? "分值" : "预算执行率分值", text)
      default:
        guard let cell = FormSheet.Cell(key: key), let text = sheet.typed(cell, typed), text != was else { return nil }
        return (sheet.content?.name(of: cell) ?? cell.name.chinese, text)
      }
    }
  }
}
