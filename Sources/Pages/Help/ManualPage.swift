/// The manual as pages.
package enum ManualPage {
  /// The list of its topics.
  package static func index(_ manual: Manual, _ chrome: Chrome) -> Page {
    let items = manual.topics.map { topic -> Markup in
      "<li>\(Parts.link(Address("/help") / topic.code, topic.title))<br><span class=\"hint\">\(inline(topic.summary))</span></li>"
    }
    return Page(
      "使用说明",
      """
      <ul class="plain topics">\(items)</ul>\
      <p class="hint">在命令行上是 <code>jixiao help 主题</code>，每个命令的选项是 <code>jixiao help 命令</code>。</p>
      """)
  }

  /// A topic, beside the list of all.
  package static func topic(_ topic: Manual.Topic, of manual: Manual, _ chrome: Chrome) -> Page {
    let links = manual.topics.map { each -> Markup in
      let mark: Markup = each.code == topic.code ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(Address("/help") / each.code)\"\(mark)>\(each.title)</a></li>"
    }
    return Page(
      topic.title,
      """
      <div class="manual"><nav aria-label="主题"><ul class="plain">\(links)</ul></nav><article><p class="lead">\(inline(topic.summary))</p>\
      \(topic.blocks.map(block))</article></div>
      """)
  }

  private static func block(_ block: Manual.Block) -> Markup {
    switch block {
    case .heading(let text): return "<h2>\(text)</h2>"
    case .paragraph(let text): return "<p>\(inline(text))</p>"
    case .points(let points): return "<ul>\(points.map { "<li>\(inline($0))</li>" as Markup })</ul>"
    case .commands(let lines): return "<pre tabindex=\"0\">\(lines.joined(separator: "\n"))</pre>"
    case .table(let rows):
      let heads = (rows.first ?? []).map { "<th scope=\"col\">\(inline($0))</th>" as Markup }
      let body = rows.dropFirst().map { row -> Markup in
        "<tr>\(row.map { "<td>\(inline($0))</td>" as Markup })</tr>"
      }
      return "<table><thead><tr>\(heads)</tr></thead><tbody>\(body)</tbody></table>"
    }
  }

  private static func inline(_ text: String) -> Markup {
    Markup(
      Manual.runs(text).map { run in
        switch run {
        case .plain(let text): "\(text)"
        case .strong(let text): "<strong>\(text)</strong>"
        case .code(let text): "<code>\(text)</code>"
        }
      })
  }
}

extension Manual {
  /// What a terminal shows of its topics.
  package var list: String {
    let wide = topics.map(\.code.count).max() ?? 0
    let lines = topics.map { topic in
      "  \(topic.code)\(String(repeating: " ", count: wide - topic.code.count))  \(topic.title)：\(Manual.plain(topic.summary))"
    }
    return "说明的主题（jixiao help 主题）：\n" + lines.joined(separator: "\n") + "\n"
  }

  static func plain(_ text: String) -> String {
    runs(text).map { run in
      switch run {
      case .plain(let text), .strong(let text), .code(let text): text
      }
    }.joined()
  }
}

extension Manual.Topic {
  /// What a terminal shows of it.
  package var text: String {
    let parts = blocks.map { block -> String in
      switch block {
      case .heading(let text): "【\(text)】"
      case .paragraph(let text): Manual.plain(text)
      case .points(let points): points.map { "- \(Manual.plain($0))" }.joined(separator: "\n")
      case .commands(let lines): lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
      case .table(let rows):
        rows.dropFirst().map { "- " + $0.map(Manual.plain).joined(separator: "：") }.joined(separator: "\n")
      }
    }
    return (["\(title)", Manual.plain(summary)] + parts).joined(separator: "\n\n") + "\n"
  }
}
