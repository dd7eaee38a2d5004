internal import Domain
internal import Reports

/// Departments by their progress as bars, with a line at the share of the year that is gone.
enum HomeRanking {
  /// - Parameter shown: how many bars are drawn; the table has all.
  static func figure(_ parts: [HomeBoard.Part], elapsed: Ratio, shown: Int) -> Markup {
    let bars = Array(parts.prefix(shown))
    let rows = Markup(
      parts.enumerated().map { index, part in
        let totals = part.totals
        return """
          <tr>\(Parts.cell("序号", "\(index + 1)", kind: .number))\(Parts.cell("部门", "\(part.department.code) \(part.department.name)", kind: .title))\
          \(Parts.cell("进度", "\(Parts.percent(totals.progress))", kind: .number))\
          \(Parts.cell("及时率", "\(Parts.percent(totals.timeliness))", kind: .number))\
          \(Parts.cell("红灯", "\(totals.lights[.red] ?? 0)", kind: .number))\
          \(Parts.cell("黄灯", "\(totals.lights[.yellow] ?? 0)", kind: .number))\
          \(Parts.cell("红色预警", "\(part.alerts[.red] ?? 0)", kind: .number))</tr>
          """
      })
    let more: Markup? = parts.count > shown ? "<p class=\"hint\">图中是最慢的\(shown)个部门，全部在下表。</p>" : nil
    return """
      <div class="picture ranking"><div class="large">\(Drawing(bars, elapsed, width: 720, label: 250).svg("large"))</div>\
      <div class="small">\(Drawing(bars, elapsed, width: 360, label: 0).svg("small"))</div>\(more)\
      <details open><summary>全部部门</summary><div class="scroll"><table class="cards"><thead><tr>\
      <th scope="col" class="number">序号</th><th scope="col">部门</th><th scope="col" class="number">进度</th>\
      <th scope="col" class="number">及时率</th><th scope="col" class="number">红灯</th><th scope="col" class="number">黄灯</th>\
      <th scope="col" class="number">红色预警</th></tr></thead><tbody>\(rows)</tbody></table></div></details></div>
      """
  }

  private struct Drawing {
    let parts: [HomeBoard.Part], elapsed: Ratio, width: Int, label: Int
    private var pitch: Int { label == 0 ? 40 : 24 }
    private let top = 24, right = 74

    init(_ parts: [HomeBoard.Part], _ elapsed: Ratio, width: Int, label: Int) {
      (self.parts, self.elapsed, self.width, self.label) = (parts, elapsed, width, label)
    }

    private func length(_ ratio: Ratio?) -> Int {
      let room = Int128(width - label - right)
      guard let ratio, ratio > .percent(0) else { return 0 }
      return Int(min(room, Int128(ratio.numerator) * room / Int128(ratio.denominator)))
    }

    func svg(_ kind: String) -> Markup {
      let height = top + parts.count * pitch + 4
      let place = label + length(elapsed)
      let bars = Markup(
        parts.enumerated().map { index, part in
          let y = top + index * pitch
          let bar = label == 0 ? y + 18 : y + 4
          let progress = part.totals.progress
          let isBehind = (progress ?? .percent(0)) < elapsed
          let name = label == 0 ? shortened(part.department.name, 22) : shortened(part.department.name, 17)
          let anchor = label == 0 ? "start" : "end"
          return """
            <text x="\(max(0, label - 8))" y="\(y + (label == 0 ? 13 : 17))" font-size="14" text-anchor="\(anchor)" \
            fill="#1d2733">\(name)</text><rect x="\(label)" y="\(bar)" width="\(max(1, length(progress)))" height="15" \
            fill="\(isBehind ? "#c98a2b" : "#5b8f6f")"/><text x="\(label + length(progress) + 6)" y="\(bar + 12)" \
            font-size="14" fill="#1d2733">\(Parts.percent(progress))</text>
            """
        })
      let told = parts.map { "\($0.department.name)\(Parts.percent($0.totals.progress))" }.joined(separator: "，")
      return """
        <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
        aria-labelledby="ranking-\(kind)-title ranking-\(kind)-desc"><title id="ranking-\(kind)-title">各部门支出进度</title>\
        <desc id="ranking-\(kind)-desc">全年时间已过\(elapsed.percentText)%。\(told)。</desc>\(bars)\
        <line x1="\(place)" y1="\(top - 4)" x2="\(place)" y2="\(height)" stroke="#b3261e" stroke-dasharray="5 4"/>\
        <text x="\(place)" y="14" font-size="14" text-anchor="middle" fill="#b3261e">时间已过\(elapsed.percentText)%</text></svg>
        """
    }

    private func shortened(_ name: String, _ most: Int) -> String {
      name.count <= most ? name : String(name.prefix(most - 1)) + "…"
    }
  }
}
