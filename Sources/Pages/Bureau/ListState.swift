internal import Domain

/// How a list is looked at: its filters, its order and where it begins, all of it in its address, so that it survives going back, a
/// bookmark and a colleague's mail.
package struct ListState: Sendable {
  /// The list's place with everything that is asked of it but where it begins.
  package let address: Address
  /// By which column, and whether the greatest comes first.
  package let sort: String, isDescending: Bool
  /// How many rows stand before the first.
  package let start: Int
  /// How many rows a page has.
  package static let rows = 50

  /// A list's state out of its address.
  ///
  /// - Parameters:
  ///   - filters: the names under which it is asked for less.
  ///   - usual: the column by which it is ordered where nobody says.
  package init(_ place: Address, _ query: FormFields, filters: [String], usual: String) {
    let asked = query.typed("sort") ?? usual
    (sort, isDescending) = (asked.hasPrefix("-") ? String(asked.dropFirst()) : asked, asked.hasPrefix("-"))
    start = max(0, query.typed("from").flatMap { Int($0) } ?? 0)
    var address = place
    for name in filters { address = address.with(name, query.typed(name)) }
    self.address = address.with("sort", asked == usual ? nil : asked)
  }

  /// A heading that orders the list by its column, the other way round where it does already.
  func heading(_ column: String, _ text: String, isNumber: Bool = true, greatestFirst: Bool = false, _ chrome: Chrome)
    -> Markup
  {
    let isOwn = sort == column
    let next = isOwn ? (isDescending ? column : "-" + column) : (greatestFirst ? "-" + column : column)
    let order: Markup = isOwn ? " aria-sort=\"\(isDescending ? "descending" : "ascending")\"" : ""
    let kind: Markup = isNumber ? " class=\"number\"" : ""
    let sign: Markup = isOwn ? "<span aria-hidden=\"true\">\(isDescending ? "▼" : "▲")</span>" : ""
    return """
      <th scope="col"\(kind)\(order)><a href="\(chrome.to(address.with("sort", next)))">\(text)\(sign)</a></th>
      """
  }

  /// The rows of this page.
  func page<Row>(_ all: [Row]) -> ArraySlice<Row> {
    let first = Parts.first(asked: start, of: all.count, length: ListState.rows)
    return all[first..<min(all.count, first + ListState.rows)]
  }

  /// The links to the pages before and after.
  func links(of count: Int, _ chrome: Chrome) -> Markup {
    guard count > ListState.rows else { return "" }
    let first = Parts.first(asked: start, of: count, length: ListState.rows)
    let before: Markup? =
      first == 0
      ? nil : Parts.button(chrome.to(address.with("from", "\(max(0, first - ListState.rows))")), "上一页")
    let after: Markup? =
      first + ListState.rows >= count
      ? nil : Parts.button(chrome.to(address.with("from", "\(first + ListState.rows)")), "下一页")
    return """
      <nav class="pages" aria-label="翻页">\(before)<span>第\(first + 1)—\(min(count, first + ListState.rows))行，共\(count)行</span>\
      \(after)</nav>
      """
  }

  /// What keeps a filter's form at the same day and order.
  func kept(_ chrome: Chrome) -> Markup {
    var fields = chrome.keptDay
    if let order = address.query.first(where: { $0.name == "sort" })?.value {
      fields += "<input type=\"hidden\" name=\"sort\" value=\"\(order)\">"
    }
    return fields
  }
}

extension ListState {
  private init(_ state: ListState, _ address: Address) {
    (self.address, sort, isDescending, start) = (address, state.sort, state.isDescending, state.start)
  }

  /// The same asked with several values under a name.
  func adding(_ name: String, _ values: [String]) -> ListState { ListState(self, address.with(name, all: values)) }
}
