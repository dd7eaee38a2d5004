internal import Domain
internal import Reports

/// Departments by their progress as bars, with a line at the share of the year that is gone.
enum HomeRanking {
  /// - Parameter shown: how many bars are drawn; the table has all.
  static func figure(_ parts: [HomeBoard.Part], elapsed: Ratio, shown: Int) -> Markup {
    let picture = RankingPicture(
      parts.prefix(shown).map { .init(name: $0.department.name, progress: $0.totals.progress) }, line: elapsed,
      lineName: "时间已过")
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
      <div class="ranking">\(picture.markup)\(more)\
      <details open><summary>全部部门</summary><div class="scroll"><table class="cards"><thead><tr>\
      <th scope="col" class="number">序号</th><th scope="col">部门</th><th scope="col" class="number">进度</th>\
      <th scope="col" class="number">及时率</th><th scope="col" class="number">红灯</th><th scope="col" class="number">黄灯</th>\
      <th scope="col" class="number">红色预警</th></tr></thead><tbody>\(rows)</tbody></table></div></details></div>
      """
  }
}
