package import Domain

/// How an alert stood over the year, as a strip: full where it was open, thin where somebody had said what is done, dotted where it
/// was silent.
package enum CourseStrip {
  private static let width = 240, height = 24, days = 366

  /// The strip of a year through a day.
  package static func picture(_ steps: [AlertStep], year: Int, through day: Day) -> Markup {
    guard !steps.isEmpty else { return "" }
    let first = Day(startOf: year)
    let course = AlertCourse(steps, through: day)
    func x(_ day: Day) -> Int { min(max(Int(day.number - first.number), 0), days) * width / days }
    let boxes = Markup(
      course.stretches.map { stretch in
        let left = x(stretch.from), right = max(left + 2, x(stretch.through + 1))
        let (top, high) = stretch.state == .open ? (4, 14) : stretch.state == .acknowledged ? (8, 6) : (10, 2)
        return """
          <rect class="\(stretch.severity.rawValue)" x="\(left)" y="\(top)" width="\(right - left)" height="\(high)"/>
          """
      })
    let words = course.stretches.map { stretch in
      "\(stretch.from.chinese)至\(stretch.through.chinese)\(stretch.state.chinese)（\(stretch.severity.chinese)）"
    }.joined(separator: "；")
    return """
      <svg class="course" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
      aria-label="\(words.isEmpty ? "这一天还没有出现" : words)"><title>\(words)</title>\
      <line x1="0" y1="22" x2="\(width)" y2="22" class="axis"/>\
      \(Markup((1..<4).map { "<line x1=\"\($0 * width / 4)\" y1=\"19\" x2=\"\($0 * width / 4)\" y2=\"22\" class=\"axis\"/>" as Markup }))\(boxes)</svg>
      """
  }
}
