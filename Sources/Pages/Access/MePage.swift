package import Contract
internal import Domain

/// The own access: password, second factor, where one is signed in.
package enum MePage {
  /// The page.
  ///
  /// - Parameters:
  ///   - grants: what the account may be and how far, in Chinese.
  ///   - rules: what a password must be like.
  package static func page(
    name: String, grants: [String], sessions: SessionsAnswer, hasFactor: Bool, rules: String, _ problems: Problems,
    _ chrome: Chrome
  ) -> Page {
    let rows = Markup(
      sessions.sessions.map { session in
        let end: Markup =
          session.isOwn
          ? "本次登录"
          : chrome.form(
            to: "/me/sessions", "<button name=\"session\" value=\"\(session.id)\">结束</button>")
        return """
          <tr>\(Parts.cell("登录时间", "\(session.since)"))\(Parts.cell("最近使用", "\(session.seen)"))\
          \(Parts.cell("来自", "\(session.address)"))\(Parts.cell("程序", "\(session.agent)"))\(Parts.cell("", end))</tr>
          """
      })
    let factor: Markup =
      hasFactor
      ? """
      <p>已绑定。换手机的直接重新绑定；绑定好以前原来的仍然有效。</p>
      """ : "<p>还没有绑定。绑定后登录要多输一个手机上的数字。</p>"
    let proof = Field(FirstStepsPage.old, "现在的密码", .password, isRequired: true)
    return Page(
      "我的账户",
      """
      \(problems.box())<section><h2>\(name)</h2><ul class="plain">\(grants.map { "<li>\($0)</li>" })</ul></section>
      <section><h2>更改密码</h2>\(chrome.form(to: "/me/password", """
        \(proof.markup(nil, problems[FirstStepsPage.old]))\(FirstStepsPage.newPassword(problems, rules))\
        <button>更改密码</button><p class="hint">更改以后，其他登录都失效。</p>
        """))</section>
      <section><h2>动态口令</h2>\(factor)\(chrome.form(to: "/me/factor", """
        \(Field("factor-password", "现在的密码", .password, isRequired: true).markup(nil, problems["factor-password"]))\
        <button>\(hasFactor ? "重新绑定" : "绑定")</button>
        """))</section>
      <section><h2>登录在</h2><table class="cards"><thead><tr><th>登录时间</th><th>最近使用</th><th>来自</th><th>程序</th><th></th></tr>\
      </thead><tbody>\(rows)</tbody></table></section>
      """)
  }
}
