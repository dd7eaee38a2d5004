package import Domain

/// Departments as bars by their progress, with the line of the progress that should be reached.
package struct RankingPicture: Sendable {
  /// A bar: whose it is, how far it goes, and its light, where it is shown by one.
  package struct Bar: Sendable {
    let name: String, progress: Ratio?, light: SpendingLight?

    /// A bar.
    package init(name: String, progress: Ratio?, light: SpendingLight? = nil) {
      (self.name, self.progress, self.light) = (name, progress, light)
    }

    var text: String { progress.map { $0.percentText + "%" } ?? "—" }
  }

  let bars: [Bar], line: Ratio, lineName: String

  /// A picture.
  ///
  /// - Parameter lineName: what the line is called: `6月底序时进度`.
  package init(_ bars: [Bar], line: Ratio, lineName: String) {
    (self.bars, self.line, self.lineName) = (bars, line, lineName)
  }

  /// For a wide screen and for a telephone: the style shows one of them.
  package var markup: Markup {
    """
    <div class="picture"><div class="large">\(drawn(width: 720))</div><div class="small">\(drawn(width: 360))</div></div>
    """
  }

  private var words: String {
    "\(lineName)\(line.percentText)%。"
      + bars.map { bar in
        "\(bar.name)\(bar.text)\(bar.light.map { "，\($0.chinese)" } ?? "")"
      }.joined(separator: "；")
  }

  private func drawn(width: Int) -> Markup {
    let isSmall = width < 500
    // On a telephone the name stands above its bar.
    let (left, row, bar) = isSmall ? (4, 40, 14) : (236, 26, 16)
    let room = width - left - 74
    let top = 26
    let height = top + bars.count * row + 8
    func x(_ ratio: Ratio) -> Int {
      left
        + Int(
          Exact.roundedQuotient(Int128(min(ratio, .one).numerator) * Int128(room), Int128(min(ratio, .one).denominator))
        )
    }
    let place = x(line)
    var drawn: Markup = ""
    for (index, item) in bars.enumerated() {
      let y = top + index * row
      let name = String(item.name.prefix(isSmall ? 20 : 15)) + (item.name.count > (isSmall ? 20 : 15) ? "…" : "")
      let (text, shape) = isSmall ? (y + 14, y + 19) : (y + 13, y)
      drawn +=
        isSmall
        ? "<text x=\"\(left)\" y=\"\(text)\" font-size=\"13\" fill=\"#1d2733\">\(name)</text>"
        : "<text x=\"\(left - 8)\" y=\"\(text)\" font-size=\"13\" text-anchor=\"end\" fill=\"#1d2733\">\(name)</text>"
      drawn += "<rect x=\"\(left)\" y=\"\(shape)\" width=\"\(room)\" height=\"\(bar)\" fill=\"#e6ebf1\"/>"
      let end = item.progress.map(x) ?? left
      drawn += """
        <rect x="\(left)" y="\(shape)" width="\(end - left)" height="\(bar)" fill="\(RankingPicture.color(item.light))"/>\
        <text x="\(left + room + 6)" y="\(shape + 13)" font-size="13" fill="#1d2733">\(item.text)</text>
        """
    }
    let anchor = isSmall && place > width / 2 ? "end" : "middle"
    return """
      <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img">\
      <title>各部门支出进度</title><desc>\(words)</desc>\(drawn)\
      <line x1="\(place)" x2="\(place)" y1="\(top - 6)" y2="\(height - 4)" stroke="#1d2733" stroke-width="2" \
      stroke-dasharray="5 3"/>\
      <text x="\(place)" y="14" font-size="13" text-anchor="\(anchor)" fill="#1d2733">\(lineName) \(line.percentText)%</text></svg>
      """
  }

  private static func color(_ light: SpendingLight?) -> String {
    switch light {
    case .red?: "#b3261e"
    case .yellow?: "#c98a00"
    case .green?: "#1c6b3a"
    case SpendingLight.none?: "#6b7a8a"
    case nil: "#3f74ad"
    }
  }
}
