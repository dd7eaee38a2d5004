internal import Domain
internal import Reports

/// All indicators as squares, one each with the sign of how it stands.
enum WafflePicture {
  /// The worst first.
  private static let order: [IndicatorStatus] = [.violated, .offTarget, .notReported, .inProgress, .notDue, .met]
  private static let columns = 14, pitch = 25
  /// More squares than this say nothing any more; the counts below do.
  private static let most = 420

  static func figure(_ squares: [HomeBoard.Square]) -> Markup {
    guard !squares.isEmpty else { return "<p>预算文件中没有绩效指标。</p>" }
    let counts = order.compactMap { status -> (IndicatorStatus, Int)? in
      let count = squares.count { $0.status == status }
      return count == 0 ? nil : (status, count)
    }
    let told = "共\(squares.count)项指标：" + counts.map { "\($0.0.chinese)\($0.1)项" }.joined(separator: "，") + "。"
    let legend = Markup(
      counts.map { "<li>\(Parts.status($0.0)) \($0.1)项</li>" })
    let off = order.prefix(2).flatMap { status in squares.filter { $0.status == status } }
    let details: Markup? =
      off.isEmpty
      ? nil
      : """
      <details><summary>偏离和突破上限的指标</summary><ul class="plain">\
      \(off.map { "<li>\($0.name)<span class=\"sub\">\($0.project?.name ?? "部门整体")</span></li>" as Markup })</ul></details>
      """
    return """
      <div class="picture waffle">\(squares.count <= most ? drawing(squares, told) : nil)\
      <ul class="plain counts">\(legend)</ul>\(details)</div>
      """
  }

  private static func drawing(_ squares: [HomeBoard.Square], _ told: String) -> Markup {
    let sorted = order.flatMap { status in squares.filter { $0.status == status } }
    let rows = (sorted.count + columns - 1) / columns
    let cells = Markup(
      sorted.enumerated().map { index, square in
        let (x, y) = (index % columns * pitch, index / columns * pitch)
        let (fill, ink) = colors(square.status)
        return """
          <g><title>\(square.name)（\(square.project?.name ?? "部门整体")）：\(square.status.chinese)</title>\
          <rect x="\(x)" y="\(y)" width="\(pitch - 2)" height="\(pitch - 2)" rx="3" fill="\(fill)"/>\
          <text x="\(x + pitch / 2 - 1)" y="\(y + 16)" font-size="13" text-anchor="middle" fill="\(ink)">\
          \(Parts.sign(square.status))</text></g>
          """
      })
    return """
      <svg viewBox="0 0 \(columns * pitch) \(rows * pitch)" width="\(columns * pitch)" height="\(rows * pitch)" role="img" \
      aria-labelledby="waffle-title waffle-desc"><title id="waffle-title">绩效指标完成情况</title>\
      <desc id="waffle-desc">\(told)</desc>\(cells)</svg>
      """
  }

  private static func colors(_ status: IndicatorStatus) -> (fill: String, ink: String) {
    switch status {
    case .violated, .offTarget: ("#f8d7d4", "#8f1d16")
    case .notReported: ("#fdeec8", "#6b4600")
    case .inProgress: ("#d9e7f5", "#0e3c66")
    case .notDue: ("#e9edf1", "#47525e")
    case .met: ("#d5eedd", "#14532d")
    }
  }
}
