package import Contract
package import Domain

/// What the link of a mail leads to: one alert, and the form by which whom the mail was sent to acknowledges it.
/// Nothing on it leads further but the sign-in, and no script runs on it.
package enum AcknowledgePage {
  /// The names of what is sent.
  package static let note = "note", until = "until"
  /// What is said where something is missing.
  package static let noteMissing = "请写明准备怎么办。"

  private static let title = "知悉预警"

  /// The page.
  ///
  /// - Parameters:
  ///   - place: the address of the link, to which the form is sent.
  ///   - alert: as it stands; nil where it is not shown any more.
  ///   - recipient: whom the mail was sent to; `name` in whose name is acknowledged.
  ///   - end: until when the link is good.
  ///   - hindrance: why it cannot be acknowledged by the link; nil where it can.
  package static func page(
    _ place: Address, _ alert: AlertAnswer?, of id: AlertID, sentTo recipient: String, inNameOf name: String,
    until end: Instant,
    hindrance: String?, typed: FormFields, problems: Problems, _ chrome: Chrome
  ) -> Page {
    let shown: Markup? = alert.map { alert in
      let since: Markup? = alert.since.flatMap { try? Day.parse($0) }.map { "<p class=\"hint\">自\($0.chinese)起。</p>" }
      return """
        <p class="lead">\(Parts.severity(alert.severity)) \(alert.projectName ?? alert.departmentName) \
        <span class="hint">#\(id.description) \(alert.rule.chinese)</span></p><p>\(alert.message)</p>\(since)
        """
    }
    let form: Markup =
      if let hindrance {
        "<p class=\"note\">\(hindrance)</p><p>\(signIn(to: id))</p>"
      } else {
        chrome.form(
          to: place,
          """
          \(Field(note, "说明", .area, hint: "准备怎么办、由谁办", isRequired: true).markup(typed[note], problems[note]))\
          \(Field(until, "下次提醒日", .day, hint: "可以不填；到这一天还没有解决的再提醒。").markup(typed[until], problems[until]))\
          <button class="main">知悉</button>
          """)
      }
    return bare(
      title,
      """
      \(problems.box("没有办理："))\(shown)\(form)
      <p class="hint">这个链接发给\(recipient)，到\(end.chinese)为止有效，办理的内容记在\(name)名下。</p>
      """)
  }

  /// The link is of no use: why, with where to sign in.
  ///
  /// - Parameter id: the alert it was for, where that is known.
  package static func over(_ sentence: String, _ id: AlertID?) -> Page {
    bare(title, "<p>\(sentence)</p><p>\(signIn(to: id))</p>")
  }

  private static func signIn(to id: AlertID?) -> Markup {
    let next = id.map { (Address("/alerts") / $0.description).text }
    return Parts.button(Address("/sign-in").with("next", next), "登录后办理")
  }

  private static func bare(_ title: String, _ body: Markup) -> Page {
    Page(title, runsScript: false, "<div class=\"narrow\">\(body)</div>")
  }
}
