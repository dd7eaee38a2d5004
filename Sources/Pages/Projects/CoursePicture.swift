internal import Domain
internal import Reports

/// A project's year in money as a picture: what the plan asks for, what was paid in steps, today, and where it leads. Drawn twice,
/// for a wide screen and for a telephone, with the same figures below as a table.
enum CoursePicture {
  static func figure(_ course: SpendingCourse) -> Markup {
    """
    <div class="picture course"><div class="large">\(Drawing(course, width: 720, height: 236, size: 13).svg("large"))</div>\
    <div class="small">\(Drawing(course, width: 360, height: 250, size: 12).svg("small"))</div>\
    <p class="legend"><span><i class="k-plan"></i>计划</span><span><i class="k-paid"></i>已支付</span>\
    <span><i class="k-ahead"></i>按目前进度</span><span><i class="k-today"></i>截至日</span></p>\
    <details><summary>图中数字</summary>\(table(course))</details></div>
    """
  }

  private static func table(_ course: SpendingCourse) -> Markup {
    let days = Set(course.plan.map(\.day) + [course.day]).sorted()
    let rows = Markup(
      days.map { day in
        let plan = course.plan.first { $0.day == day }?.sum.grouped ?? "—"
        let paid = day <= course.day ? course.paid(by: day).grouped : "—"
        let today: Markup = day == course.day ? "（截至日）" : ""
        return
          "<tr><td>\(day.chinese)\(today)</td><td class=\"number\">\(plan)</td><td class=\"number\">\(paid)</td></tr>"
      })
    return """
      <table><thead><tr><th scope="col">日期</th><th scope="col" class="number">计划累计（元）</th>\
      <th scope="col" class="number">累计支付（元）</th></tr></thead><tbody>\(rows)</tbody></table>
      """
  }

  /// One drawing. All places are whole pixels.
  private struct Drawing {
    let course: SpendingCourse
    let width: Int, height: Int, size: Int
    let left = 12, right = 12, top = 26, bottom = 26
    private let most: Int64, start: Day, length: Int

    init(_ course: SpendingCourse, width: Int, height: Int, size: Int) {
      (self.course, self.width, self.height, self.size) = (course, width, height, size)
      let sums = course.plan.map(\.sum) + course.paid.map(\.sum) + [course.budget, course.forecast?.sum ?? .zero]
      most = max(1, sums.map(\.fen).max() ?? 1)
      start = Day(startOf: course.fiscalYear)
      length = start.days(to: Day(endOf: 12, in: course.fiscalYear)) + 1
    }

    /// By the end of a day.
    private func x(_ day: Day) -> Int { left + (start.days(to: day) + 1) * (width - left - right) / length }
    private func y(_ money: Money) -> Int {
      let room = Int128(height - top - bottom)
      return height - bottom - Int(Int128(max(0, money.fen)) * room / Int128(most))
    }

    func svg(_ kind: String) -> Markup {
      """
      <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
      aria-labelledby="course-\(kind)-title course-\(kind)-desc"><title id="course-\(kind)-title">支出进度图</title>\
      <desc id="course-\(kind)-desc">\(course.chinese)</desc>\(axis)\(plan)\(paid)\(ahead)\(today)\(gap)</svg>
      """
    }

    private func text(_ x: Int, _ y: Int, _ words: String, _ anchor: String, _ color: String = "#566270") -> Markup {
      // Once as a white edge, so that it can be read over lines, and once as it is.
      """
      <text x="\(x)" y="\(y)" font-size="\(size)" text-anchor="\(anchor)" fill="#ffffff" stroke="#ffffff" \
      stroke-width="3" aria-hidden="true">\(words)</text>\
      <text x="\(x)" y="\(y)" font-size="\(size)" text-anchor="\(anchor)" fill="\(color)">\(words)</text>
      """
    }

    private var axis: Markup {
      let base = height - bottom
      let marks = course.plan.filter { $0.sum > .zero }
      let months = Markup(
        marks.map { point in
          let place = x(point.day)
          let isLast = place > width - right - 20
          return """
            <line x1="\(place)" y1="\(base)" x2="\(place)" y2="\(base + 4)" stroke="#8fa3b8"/>\
            \(text(isLast ? width - right : place, base + 18, name(point.day), isLast ? "end" : "middle"))
            """
        })
      let top = y(course.budget)
      return """
        <line x1="\(left)" y1="\(base)" x2="\(width - right)" y2="\(base)" stroke="#8fa3b8"/>\
        <line x1="\(left)" y1="\(top)" x2="\(width - right)" y2="\(top)" stroke="#c4ccd4"/>\
        \(text(left, top - 5, "预算\(course.budget.grouped)元", "start"))\(months)
        """
    }

    /// A checkpoint, in as many signs as there is room for.
    private func name(_ day: Day) -> String { "\(day.components.month)月\(width < 500 ? "" : "底")" }

    /// Filled up to what is planned, a step at each checkpoint.
    private var plan: Markup {
      var corners = "\(left),\(height - bottom)"
      var before = Money.zero
      var dots: [Markup] = []
      for point in course.plan {
        corners += " \(x(point.day)),\(y(before)) \(x(point.day)),\(y(point.sum))"
        before = point.sum
        guard point.sum > .zero else { continue }
        dots.append("<circle cx=\"\(x(point.day))\" cy=\"\(y(point.sum))\" r=\"4\" fill=\"#5b7a99\"/>")
      }
      corners += " \(width - right),\(y(before)) \(width - right),\(height - bottom)"
      return "<polygon points=\"\(corners)\" fill=\"#dfe8f1\"/>\(dots)"
    }

    private var paid: Markup {
      var corners = "\(left),\(y(.zero))"
      var before = Money.zero
      for point in course.paid {
        corners += " \(x(point.day)),\(y(before)) \(x(point.day)),\(y(point.sum))"
        before = point.sum
      }
      corners += " \(x(course.day)),\(y(before))"
      let place = x(course.day)
      return """
        <polyline points="\(corners)" fill="none" stroke="#14558f" stroke-width="3"/>\
        <circle cx="\(place)" cy="\(y(before))" r="4" fill="#14558f"/>
        """
    }

    private var ahead: Markup? {
      guard let forecast = course.forecast else { return nil }
      return """
        <line x1="\(x(course.day))" y1="\(y(course.paidSum))" x2="\(x(forecast.day))" y2="\(y(forecast.sum))" \
        stroke="#14558f" stroke-width="2" stroke-dasharray="2 5"/>
        """
    }

    private var today: Markup {
      let place = x(course.day)
      let (_, month, day) = course.day.components
      let anchor = place < 50 ? "start" : place > width - 50 ? "end" : "middle"
      return """
        <line x1="\(place)" y1="\(top - 8)" x2="\(place)" y2="\(height - bottom)" stroke="#8a5a00" stroke-dasharray="6 4"/>\
        \(text(place, 13, "\(month)月\(day)日", anchor, "#8a5a00"))
        """
    }

    private var gap: Markup? {
      guard let gap = course.gap, course.missing > .zero else { return nil }
      let place = x(gap.day), from = y(course.paidSum), to = y(gap.sum)
      let isRight = place > width / 2
      let middle = max(top + size, (from + to) / 2 + 4)
      return """
        <line x1="\(place)" y1="\(from)" x2="\(place)" y2="\(to)" stroke="#b3261e" stroke-width="3"/>\
        \(text(isRight ? place - 8 : place + 8, middle, "还差\(course.missing.grouped)元", isRight ? "end" : "start", "#b3261e"))
        """
    }
  }
}
