package import Contract
package import Domain

/// One alert: what it says, what it rests on, what became of it, and what is done with it.
package enum AlertPage {
  /// The page.
  package static func page(
    _ alert: AlertAnswer, steps: [AlertStep], mayHandle: Bool, typed: FormFields, problems: Problems, _ chrome: Chrome
  ) -> Page {
    let place = alert.id.map { Address("/alerts") / String($0.number) } ?? "/alerts"
    let subject = alert.projectName ?? alert.departmentName
    let link: Markup =
      alert.project.map { code in
        "<a href=\"\(chrome.to(Address("/projects") / code))\">\(subject)</a>"
      } ?? "\(subject)"
    let rows = Markup(
      steps.map { step in
        """
        <tr>\(Parts.cell("日期", "\(step.day.chinese)"))\(Parts.cell("变化", "\(step.kind.chinese)"))\
        \(Parts.cell("程度", Parts.severity(step.severity)))\(Parts.cell("办理人", "\(step.actor)"))\
        \(Parts.cell("说明", "\(step.note)\(step.until.map { "（到\($0.chinese)）" })"))</tr>
        """
      })
    let outcome: Markup? = alert.outcomeName.map { "<p>结果：\($0)</p>" }
    return Page(
      "预警：\(alert.rule.chinese)", menu: .alerts,
      """
      \(problems.box("没有办理："))<section><p class="lead">\(Parts.severity(alert.severity)) \(link) \
      <span class="hint">\(alert.state.chinese)</span></p><p>\(alert.message)</p>\(outcome)\
      \(CourseStrip.picture(steps, year: alert.fiscalYear, through: chrome.day))</section>
      \(mayHandle && alert.state != .resolved && alert.id != nil ? handling(to: place, typed, problems, chrome) : "")
      <section><h2>经过</h2>\(steps.isEmpty ? Parts.empty("守护进程还没有记录过它。") : """
        <table class="cards"><thead><tr><th>日期</th><th>变化</th><th>程度</th><th>办理人</th><th>说明</th></tr></thead>\
        <tbody>\(rows)</tbody></table>
        """)</section>
      <p>\(Parts.button(chrome.to("/alerts"), "全部预警"))</p>
      """)
  }

  private static func handling(
    to place: Address, _ typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Markup {
    chrome.form(
      to: place,
      """
      <section class="row"><div><h2>确认</h2>\
      \(Field(AlertsPage.note, "说明", .area, hint: "准备怎么办、由谁办").markup(typed[AlertsPage.note], problems[AlertsPage.note]))\
      \(Field(AlertsPage.until, "何时前办完", .day).markup(typed[AlertsPage.until], problems[AlertsPage.until]))\
      <button class="main" name="act" value="acknowledge">确认</button></div><div><h2>静默</h2>\
      \(Field(AlertsPage.silentUntil, "静默到", .day, hint: "这一天以前不再提醒；变得更严重时仍会提醒。")
        .markup(typed[AlertsPage.silentUntil], problems[AlertsPage.silentUntil]))\
      <button name="act" value="silence">静默</button></div></section>
      """)
  }
}
