package import Contract
package import Domain

/// The columns of a page on which people type one line below the other, as in a spreadsheet.
package protocol GridColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What stands above it.
  var title: String { get }
  /// Those that say what a line is about, and are there before anybody types.
  static var keys: Set<Self> { get }
  /// The column that a refusal is about.
  init(of refusal: RefusalKind?)
}

/// A line as it was typed.
package struct GridLine<Column: GridColumn>: Hashable, Sendable {
  private var cells: [Column: String]

  /// A line.
  package init(_ cells: [Column: String] = [:]) { self.cells = cells }

  /// What stands in a column; empty for nothing.
  package subscript(_ column: Column) -> String {
    get { cells[column] ?? "" }
    set { cells[column] = newValue }
  }

  /// What stands there without blanks around it; nil for nothing.
  package func typed(_ column: Column) -> String? {
    FormFields([(column.rawValue, self[column])]).typed(column.rawValue)
  }

  /// Whether nothing was typed but what it is about.
  package var isBlank: Bool { Column.allCases.allSatisfy { Column.keys.contains($0) || typed($0) == nil } }

  /// More lines than anybody types by hand are sent as a file.
  package static var most: Int { 500 }

  /// The name of a field: its column and its line, from 0.
  package static func name(_ column: Column, _ index: Int) -> String { "\(column.rawValue)-\(index)" }

  /// Under which the number of lines comes with a form.
  package static var count: String { "lines" }

  /// The lines of a form, in their order.
  package static func lines(of form: FormFields) -> [GridLine] {
    let values = Dictionary(form.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let count = min(form[count].flatMap { Int($0) } ?? 0, most)
    return (0..<max(0, count)).map { index in
      var line = GridLine()
      for column in Column.allCases {
        if let value = values[name(column, index)], !value.isEmpty { line[column] = value }
      }
      return line
    }
  }

  /// The lines as a form sends them.
  package static func fields(_ lines: [GridLine]) -> FormFields {
    var pairs = [(name: count, value: "\(lines.count)")]
    for (index, line) in lines.enumerated() {
      pairs += Column.allCases.filter { !line[$0].isEmpty }.map { (name($0, index), line[$0]) }
    }
    return FormFields(pairs)
  }

  /// Those that somebody typed something in, each with its number as the page shows it.
  package static func filled(_ lines: [GridLine]) -> [(number: Int, line: GridLine)] {
    lines.enumerated().filter { !$0.element.isBlank }.map { ($0.offset + 1, $0.element) }
  }
}

extension GridLine {
  /// What is left when some lines were kept: those that were not, with what is said of them under their new numbers. What is said
  /// of a line that was kept stands under 0.
  package static func left(_ lines: [GridLine], _ answer: RowsAnswer) -> (lines: [GridLine], answer: RowsAnswer) {
    let rows = Dictionary(answer.rows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let refused = lines.enumerated().filter { rows[$0.offset + 1]?.outcome == .refused }
    var left = answer
    left.rows = answer.rows.filter { $0.outcome != .refused }.map { row in
      var row = row
      row.number = 0
      return row
    }
    left.rows += refused.enumerated().compactMap { place, item in
      var row = rows[item.offset + 1]
      row?.number = place + 1
      return row
    }
    return (refused.map(\.element), left)
  }
}

extension FormFields {
  /// The same as a browser sends it, without what is empty.
  package var urlencoded: [UInt8] {
    let address = pairs.reduce(into: Address("/")) { $0 = $0.with($1.name, $1.value) }
    return Array(address.text.utf8.dropFirst(2))
  }
}

extension RowsAnswer.Row {
  /// Why it was refused, where that is about a column.
  func problem<Column: GridColumn>(at column: Column) -> String? {
    guard outcome == .refused, Column(of: code.flatMap { RefusalKind(rawValue: $0) }) == column else { return nil }
    return message
  }
}

extension RowsAnswer {
  /// The refused rows, each at the field that it is about.
  ///
  /// - Parameter column: of the page the columns are of.
  package func problems<Column: GridColumn>(_: Column.Type) -> Problems {
    Problems(
      rows.filter { $0.outcome == .refused }.map { row in
        let column = Column(of: row.code.flatMap { RefusalKind(rawValue: $0) })
        return (GridLine.name(column, row.number - 1), "第\(row.number)行 \(column.title)：\(row.message ?? "")")
      })
  }

  /// What stands in the last column of each line, as a script of ours puts it there: by the line's number.
  package var fragments: [(number: Int, piece: Markup)] { rows.map { ($0.number, GridParts.after($0)) } }

  /// What is said after everything was kept.
  ///
  /// - Parameter unit: the word by which rows are counted.
  package func done(_ unit: String) -> String {
    let repeated = count(.repeated) > 0 ? "，\(count(.repeated))\(unit)已在账，没有重复记" : ""
    let looks = rows.compactMap { row in row.message.map { "第\(row.number)行提醒：\($0)" } }
    return "已保存\(count(.added))\(unit)\(repeated)。" + looks.joined()
  }

  /// What is said above lines that come back.
  package func standing(_ mode: EntryMode, _ unit: String) -> String {
    let (good, bad) = (count(.added), count(.refused))
    let repeated = count(.repeated) > 0 ? "，\(count(.repeated))\(unit)已在账" : ""
    if isKept { return "已保存\(good)\(unit)\(repeated)；还有\(bad)行没有保存，改好后再保存。" }
    if mode == .check {
      return bad == 0 ? "\(good)\(unit)可以保存\(repeated)。" : "\(good)\(unit)可以保存\(repeated)，\(bad)行要改。"
    }
    return "有\(bad)行要改，所以一行也没有保存（\(good)\(unit)没有问题\(repeated)）。"
  }
}

/// What stands around the lines: the buttons, and what was not saved yet.
enum GridParts {
  /// A cell to type in.
  static func input<Column: GridColumn>(
    _ column: Column, _ index: Int, _ line: GridLine<Column>, _ problem: String?, more: Markup = ""
  ) -> Markup {
    let name = GridLine<Column>.name(column, index)
    let wrong: Markup = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"p-\(name)\""
    return """
      <td data-label="\(column.title)"\(problem == nil ? "" : " class=\"wrong\"" as Markup)><input type="text" id="f-\(name)" name="\(name)" \
      value="\(line[column])" aria-label="第\(index + 1)行 \(column.title)" autocomplete="off"\(wrong)\(more)>\
      \(problem.map { "<p class=\"problem\" id=\"p-\(name)\">\($0)</p>" as Markup })</td>
      """
  }

  /// The buttons below the lines. The first is what Enter presses without script: it changes nothing.
  static func buttons(_ draft: String?, more: Bool = true) -> Markup {
    let lines: Markup = more ? "<button name=\"act\" value=\"more\">再加10行</button>" : ""
    return """
      <div class="bottom"><button name="act" value="check">校验</button>\
      <button class="main" name="act" value="good">保存没有问题的行</button>\
      <button name="act" value="all">全部改好再保存</button>\
      \(lines)\
      <span class="draft" id="draft" role="status">\(draft)</span></div>
      """
  }

  /// How one moves among the cells, which a script shows that makes it so.
  static let keys: Markup = """
    <p class="hint keys" hidden>像电子表格那样填：Tab 右移，Enter 到下一行，F2 改格里的字，Ctrl+Z 撤销；可以从 Excel、WPS 复制一块粘贴进来。</p>
    """

  /// That what was typed and not saved is here again.
  static func restored(_ draft: GridDraft, discarding address: Address, _ chrome: Chrome) -> Markup {
    """
    <div class="note restored"><span>已恢复\(draft.when)存下的草稿，还没有记账，接着填就行。</span>\
    \(chrome.form(to: address, "\(seen(draft))<button>放弃草稿</button>"))</div>
    """
  }

  /// Which draft the page was given.
  static func seen(_ draft: GridDraft) -> Markup {
    "<input type=\"hidden\" name=\"\(GridDraft.seen)\" value=\"\(draft.mark)\">"
  }

  /// Where a line's project stands after it.
  static func after(_ row: RowsAnswer.Row?, saying message: Bool = true) -> Markup {
    guard let row else { return "" }
    var text: Markup = ""
    if row.outcome == .repeated { text += "<span class=\"kept\">已在账</span> " }
    if let after = row.after {
      text += "\(Parts.light(after.light)) <span class=\"rate\">\(after.progress.map { $0 + "%" } ?? "－")</span>"
    }
    if let status = row.status { text += "<span class=\"status \(status.rawValue)\">\(status.chinese)</span>" }
    if message, let said = row.message {
      text += "<p class=\"\(row.outcome == .refused ? "problem" : "look")\">\(said)</p>"
    }
    return text
  }
}

/// The draft that a page with lines was given: what is done with it is done with that one.
package struct GridDraft: Sendable {
  /// The name of its field.
  package static let seen = "seen"
  /// The name of the field by which a window says which of its copies this is, where a script writes them.
  package static let turn = "turn"
  /// Which one; empty for none. When it was kept, where its lines are shown; and what is said of it beside the buttons.
  package let mark: String, when: String?, said: String?

  /// A draft.
  package init(_ mark: String, when: String? = nil, said: String? = nil) {
    (self.mark, self.when, self.said) = (mark, when, said)
  }

  /// Whether what is kept was written by the window that sends a form, before that form: the window did not hear yet that it was kept.
  package static func isEarlier(_ kept: FormFields, than sent: FormFields) -> Bool {
    func read(_ fields: FormFields) -> (window: Substring, number: Int)? {
      guard let parts = fields[turn]?.split(separator: "-"), parts.count == 2 else { return nil }
      return Int(parts[1]).map { (parts[0], $0) }
    }
    guard let kept = read(kept), let sent = read(sent) else { return false }
    return kept.window == sent.window && kept.number < sent.number
  }

  /// What is said where another window kept one meanwhile.
  package static let ofAnother = "另一个窗口存过草稿"
}

extension DraftAnswer {
  /// When it was kept, as people say it on a day: `16:20`, `6月30日 16:20`.
  package func when(on today: Day) -> String {
    let minute = savedAt.minute
    let time = "\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    guard savedAt.day != today else { return time }
    let day = savedAt.day.components
    return "\(day.month)月\(day.day)日 \(time)"
  }

  /// What the page says while somebody types.
  package func kept(on today: Day) -> String { "草稿已保存 \(when(on: today))" }
}
