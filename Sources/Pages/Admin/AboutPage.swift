package import Contract
internal import Domain

/// 关于: which program this is, and of when its data are.
package enum AboutPage {
  /// The page.
  package static func page(_ about: AboutAnswer, _ chrome: Chrome) -> Page {
    let years = about.years.map { "\($0)年" }.joined(separator: "、")
    return Page(
      "关于",
      """
      <div class="narrow"><dl class="facts"><dt>数据库结构</dt><dd>第\(about.schema)版</dd><dt>规则集</dt><dd>\(about.ruleSet)</dd>\
      <dt>数据截至</dt><dd>\(about.judgedThrough.map { "评判到\($0.chinese)" } ?? "还没有评判过")</dd>\
      <dt>年度</dt><dd>\(years.isEmpty ? "还没有导入预算" : years)</dd><dt>部门</dt><dd>\(about.departments)个</dd>\
      <dt>许可</dt><dd>MIT</dd></dl><p>\(Parts.button("/help", "使用说明"))</p></div>
      """)
  }
}
