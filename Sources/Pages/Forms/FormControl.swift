internal import Domain
internal import Reports

/// A cell that is filled in where it stands.
struct FormControl {
  let sheet: FormSheet, cell: FormSheet.Cell, kind: FormSheet.Kind
  /// What people call the place, for who does not see the table.
  let name: String
  let isAsked: Bool
  let typed: FormFields?
  let problem: String?
  /// What is printed there.
  let shown: String

  private var stands: String { sheet.value(cell) }
  private var value: String { typed.flatMap { sheet.typed(cell, $0) } ?? stands }

  /// The cell's field with what is wrong, and what stood there when the page was made: what nobody touched is not sent.
  var markup: Markup {
    let message = problem.map { "<p class=\"problem\" id=\"p-\(cell.key)\">\($0)</p>" as Markup }
    return "\(control)\(message)\(was)\(earlier)"
  }

  /// Cells of one question have it once.
  private var was: Markup {
    switch kind {
    case .cause(let cause) where cause != .funds: ""
    case .likelihood(let choice) where choice != .certain: ""
    default: "<input type=\"hidden\" name=\"\(cell.wasKey)\" value=\"\(typed?[cell.wasKey] ?? stands)\">"
    }
  }

  private var attributes: Markup {
    let wrong: Markup = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"p-\(cell.key)\""
    return " name=\"\(cell.key)\" aria-label=\"\(label)\"\(wrong)"
  }

  /// With the row, where the column's caption alone would say it of many.
  private var label: String {
    guard let row = cell.row, let indicators = sheet.content?.indicators, indicators.indices.contains(row) else {
      return name
    }
    return "第\(row + 1)项\(indicators[row].level3) \(name)"
  }

  private var control: Markup {
    switch kind {
    case .line:
      let list: Markup = cell.name == .actual ? " list=\"values\"" : ""
      let hint = cell.row.flatMap { cell.name == .score ? sheet.choice($0) : nil }.map {
        "<span class=\"hint\">\($0.lowerBound.text)–\($0.upperBound.text)分</span>" as Markup
      }
      return "<input type=\"text\" id=\"f-\(cell.key)\"\(attributes)\(list) value=\"\(value)\">\(hint)"
    case .amount:
      return """
        <input type="text" inputmode="decimal" id="f-\(cell.key)"\(attributes) value="\(value)" placeholder="如 7.50万元">
        """
    case .area: return area
    case .cause(let cause):
      let words = value.split(separator: "、").map(String.init)
      let checked: Markup = words.contains(cause.rawValue) ? " checked" : ""
      let id: Markup = cause == .funds ? " id=\"f-\(cell.key)\"" : ""
      return """
        <input type="checkbox"\(id) name="\(cell.key)" value="\(cause.rawValue)" aria-label="\(label)"\(checked)>
        """
    case .likelihood(let choice):
      let checked: Markup = value == choice.rawValue ? " checked" : ""
      let id: Markup = choice == .certain ? " id=\"f-\(cell.key)\"" : ""
      return """
        <input type="radio"\(id) name="\(cell.key)" value="\(choice.rawValue)" aria-label="\(label)"\(checked)>
        """
    case .correction: return correction
    }
  }

  private var area: Markup {
    let phrases = CommonPhrases.of(cell.name)
    let choice: Markup? =
      phrases.isEmpty || !(isAsked || !value.isEmpty)
      ? nil
      : """
      <select class="phrase" name="\(cell.phraseKey)" aria-label="\(label)常用语" data-for="f-\(cell.key)">\
      <option value="">常用语…</option>\(phrases.map { "<option>\($0)</option>" as Markup })</select>
      """
    let rows = cell.row == nil ? 3 : 2
    return "<textarea rows=\"\(rows)\" id=\"f-\(cell.key)\"\(attributes) placeholder=\" \">\(value)</textarea>\(choice)"
  }

  /// What is computed stands there; another value wants a reason.
  private var correction: Markup {
    let reason = typed?[cell.reasonKey] ?? ""
    let open: Markup = value != stands || problem != nil || !reason.isEmpty ? " open" : ""
    return """
      <span>\(shown)</span><details class="correct"\(open)><summary>更正</summary>\
      <input type="text" id="f-\(cell.key)"\(attributes) value="\(value)">\
      <input type="text" name="\(cell.reasonKey)" aria-label="\(label)更正理由" placeholder="理由" value="\(reason)"></details>
      """
  }

  /// What was reported before the period: a tick says that it still holds.
  private var earlier: Markup? {
    guard cell.name == .actual, let row = cell.row, let last = sheet.earlier(row) else { return nil }
    let checked: Markup = typed?[cell.keepKey] == nil ? "" : " checked"
    return """
      <label class="keep"><input type="checkbox" name="\(cell.keepKey)" value="yes"\(checked)>沿用\(last.text)</label>
      """
  }
}
