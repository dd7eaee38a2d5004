package import Domain

/// What was wrong with what somebody sent, each beside the field it is about: all that was typed stays.
package struct Problems: Sendable {
  /// A field's name, nil for the whole; and what is to be said.
  package private(set) var list: [(field: String?, message: String)]

  /// Some problems.
  package init(_ list: [(field: String?, message: String)] = []) { self.list = list }

  /// One, about a field or the whole.
  package init(_ message: String, at field: String? = nil) { list = [(field, message)] }

  /// Whether there is none.
  package var isEmpty: Bool { list.isEmpty }

  /// What is said of a field.
  package subscript(_ field: String) -> String? { list.first { $0.field == field }?.message }

  /// With another.
  package mutating func add(_ message: String, at field: String? = nil) { list.append((field, message)) }

  /// The box on top of the page, with links to the fields.
  package func box(_ heading: String = "没有保存，请看：") -> Markup {
    guard !list.isEmpty else { return "" }
    let items = Markup(
      list.map { field, message in
        guard let field else { return "<li>\(message)</li>" }
        return "<li><a href=\"#f-\(field)\">\(message)</a></li>"
      })
    return """
      <div class="problems" role="alert" id="problems" tabindex="-1"><h2>\(heading)</h2><ul>\(items)</ul></div>
      """
  }
}

/// One thing to be filled in, with its label and what is wrong with it.
package struct Field: Sendable {
  /// What is typed there.
  package enum Kind: Sendable {
    case text, password, day, area
    /// The account of a sign-in, and the code of a second factor: browsers fill them in by themselves.
    case account, code
    /// A new password.
    case newPassword
    /// An amount with its unit.
    case amount
    /// One of these: value and text.
    case choice([(value: String, text: String)])
    /// A file of some kinds.
    case file(accept: String)
    /// Several of them.
    case files(accept: String)
    /// Yes or no.
    case tick
  }

  let name: String, label: String, kind: Kind, hint: String?, isRequired: Bool

  /// A field.
  package init(_ name: String, _ label: String, _ kind: Kind = .text, hint: String? = nil, isRequired: Bool = false) {
    (self.name, self.label, self.kind, self.hint, self.isRequired) = (name, label, kind, hint, isRequired)
  }

  /// The field with what was typed and what is wrong with it.
  package func markup(_ value: String?, _ problem: String? = nil) -> Markup {
    let hintName = "h-\(name)", problemName = "p-\(name)"
    let described = [hint.map { _ in hintName }, problem.map { _ in problemName }].compactMap { $0 }
    var more: Markup = described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\""
    if problem != nil { more += " aria-invalid=\"true\"" }
    if isRequired, canBeBlank { more += " required" }
    let hintLine: Markup? = hint.map { "<p class=\"hint\" id=\"\(hintName)\">\($0)</p>" }
    let problemLine: Markup? = problem.map { "<p class=\"problem\" id=\"\(problemName)\">\($0)</p>" }
    let wrong: Markup = problem == nil ? "" : " wrong"
    if case .tick = kind {
      let checked: Markup = value == nil ? "" : " checked"
      return """
        <div class="field tick\(wrong)"><label><input type="checkbox" id="f-\(name)" name="\(name)" value="yes"\
        \(checked)\(more)> \(label)</label>\(hintLine)\(problemLine)</div>
        """
    }
    let must: Markup = isRequired ? "<span class=\"must\" aria-hidden=\"true\">*</span>" : ""
    return """
      <div class="field\(wrong)"><label for="f-\(name)">\(label)\(must)</label>\(control(value, more))\
      \(hintLine)\(problemLine)</div>
      """
  }

  /// Whether it could be sent with nothing in it: a choice of which one is always taken cannot, and HTML has no word for it.
  private var canBeBlank: Bool {
    if case .choice(let choices) = kind { choices.first?.value.isEmpty == true } else { true }
  }

  private func control(_ value: String?, _ more: Markup) -> Markup {
    let same: Markup = " id=\"f-\(name)\" name=\"\(name)\"\(more)"
    switch kind {
    case .text, .tick: return "<input type=\"text\"\(same) value=\"\(value)\">"
    case .amount: return "<input type=\"text\" inputmode=\"decimal\" class=\"amount\"\(same) value=\"\(value)\">"
    case .account:
      return "<input type=\"text\" autocomplete=\"username\" autocapitalize=\"none\"\(same) value=\"\(value)\">"
    case .password: return "<input type=\"password\" autocomplete=\"current-password\"\(same)>"
    case .newPassword: return "<input type=\"password\" autocomplete=\"new-password\"\(same)>"
    case .code:
      return """
        <input type="text" inputmode="numeric" autocomplete="one-time-code" class="code"\(same)>
        """
    case .day: return "<input type=\"date\"\(same) value=\"\(value)\">"
    case .area: return "<textarea rows=\"3\"\(same)>\(value)</textarea>"
    case .files(let accept): return "<input type=\"file\" multiple accept=\"\(accept)\"\(same)>"
    case .file(let accept): return "<input type=\"file\" accept=\"\(accept)\"\(same)>"
    case .choice(let choices):
      let options = Markup(
        choices.map { choice in
          let selected: Markup = choice.value == value ? " selected" : ""
          return "<option value=\"\(choice.value)\"\(selected)>\(choice.text)</option>"
        })
      return "<select\(same)>\(options)</select>"
    }
  }
}

/// Small things that stand in many pages.
package enum Parts {
  /// With which row a page of a list begins: where it is asked to begin behind its end, its last page.
  static func first(asked: Int, of count: Int, length: Int) -> Int {
    asked < count ? asked : max(0, (count - 1) / length * length)
  }

  /// A light: colour, sign and word.
  package static func light(_ light: SpendingLight) -> Markup {
    switch light {
    case .red: red
    case .yellow: yellow
    case .green: green
    case .none: unlit
    }
  }

  private static let red: Markup = "<span class=\"light red\"><i aria-hidden=\"true\">✕</i>红灯</span>"
  private static let yellow: Markup = "<span class=\"light yellow\"><i aria-hidden=\"true\">△</i>黄灯</span>"
  private static let green: Markup = "<span class=\"light green\"><i aria-hidden=\"true\">○</i>绿灯</span>"
  private static let unlit: Markup = "<span class=\"light none\"><i aria-hidden=\"true\">–</i>未到节点</span>"

  /// How grave an alert is, likewise.
  package static func severity(_ severity: AlertSeverity) -> Markup {
    switch severity {
    case .red: "<span class=\"light red\"><i aria-hidden=\"true\">✕</i>红</span>"
    case .yellow: "<span class=\"light yellow\"><i aria-hidden=\"true\">△</i>黄</span>"
    case .blue: "<span class=\"light blue\"><i aria-hidden=\"true\">◇</i>蓝</span>"
    }
  }

  /// A cell of a table that becomes a card on a telephone, where the heading stands beside each value.
  package static func cell(_ label: String, _ content: Markup, kind: CellKind = .text) -> Markup {
    switch kind {
    case .text: "<td data-label=\"\(label)\">\(content)</td>"
    case .number: "<td class=\"number\" data-label=\"\(label)\">\(content)</td>"
    case .title: "<td class=\"name\" data-label=\"\(label)\">\(content)</td>"
    }
  }

  /// How a cell stands.
  package enum CellKind: Sendable { case text, number, title }

  /// What is said where a list is empty: that it is, and what to do next.
  package static func empty(_ sentence: String, _ next: Markup = "") -> Markup {
    "<div class=\"empty\"><p>\(sentence)</p>\(next)</div>"
  }

  /// A link.
  package static func link(_ address: Address, _ text: String) -> Markup { "<a href=\"\(address)\">\(text)</a>" }

  /// A link that looks like what is to be pressed.
  package static func button(_ address: Address, _ text: String) -> Markup {
    "<a class=\"button\" href=\"\(address)\">\(text)</a>"
  }
}
