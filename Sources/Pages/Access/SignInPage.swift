/// Where somebody comes in.
package enum SignInPage {
  /// The names of what is typed there.
  package static let account = "account", password = "password", code = "code", next = "next"

  /// The page.
  ///
  /// - Parameters:
  ///   - typed: what was typed before; passwords and codes are never given back.
  ///   - next: where to go on.
  ///   - isOver: whether one is here because the session is over.
  ///   - hasSignOn: whether there is another's word to come in by (统一认证).
  ///   - hasAccounts: whether anybody could come in at all.
  package static func page(
    typed: FormFields, problems: Problems, next: Address?, isOver: Bool, hasSignOn: Bool, hasAccounts: Bool,
    _ chrome: Chrome
  ) -> Page {
    guard hasAccounts else {
      return Page(
        "登录",
        """
        <div class="narrow"><p>还没有任何账户，所以谁也不能登录。</p>
        <p>在装有本系统的机器上执行 <code>deploy/run</code>，它会建第一个账户并显示首次密码；\
        或者用 <code>jixiao user add 姓名 --role 填报人</code>，再用 <code>jixiao user reset 姓名</code> 抽取首次密码。</p></div>
        """)
    }
    let other: Markup =
      hasSignOn
      ? "<p class=\"or\">或者</p>\(chrome.form(to: "/sign-on", hidden(next) + "<button>统一认证登录</button>"))" : ""
    return Page(
      "登录",
      """
      <div class="narrow">\(isOver ? over : "")\(problems.box("没有登录："))\
      \(chrome.form(to: "/sign-in", """
        \(hidden(next))\
        \(Field(account, "账户", .account, isRequired: true).markup(typed[account], problems[account]))\
        \(Field(password, "密码", .password, isRequired: true).markup(nil, problems[password]))\
        \(Field(code, "动态口令", .code, hint: "手机验证器上的6位数，或一个恢复码；没有绑定的不用填。").markup(nil, problems[code]))\
        <button class="main">登录</button>
        """))\(other)
      <p class="hint">首次登录用安全管理员给的首次密码。忘记密码请联系安全管理员重置。</p></div>
      """)
  }

  private static let over: Markup = "<p class=\"note\">登录已失效，请重新登录，登录后回到刚才的页面。</p>"

  /// What is said of an empty field.
  package static let accountMissing = "请填写账户。", passwordMissing = "请填写密码。"

  private static func hidden(_ next: Address?) -> Markup {
    guard let next else { return "" }
    return "<input type=\"hidden\" name=\"next\" value=\"\(next)\">"
  }
}

/// What somebody who came in has to do first: another password, a code, a second factor.
package enum FirstStepsPage {
  /// Away again, as where somebody else sits down at the machine.
  private static func out(_ chrome: Chrome) -> Markup {
    guard chrome.person == nil else { return "" }
    return chrome.form(to: "/sign-out", "<p class=\"or\"><button class=\"quiet\">不登录了，退出</button></p>")
  }

  /// The names of what is typed there.
  package static let old = "old", new = "new", again = "again"

  /// The password is to be changed.
  ///
  /// - Parameter next: where to go on after all steps.
  package static func password(_ problems: Problems, rules: String, next: String?, _ chrome: Chrome) -> Page {
    Page(
      "设置新密码",
      """
      <div class="narrow"><p>首次密码和到期的密码只能用来设置新密码。</p>\(problems.box())\
      \(chrome.form(to: Address("/sign-in/password").with("next", next), newPassword(problems, rules) + "<button class=\"main\">设置密码</button>"))\(out(chrome))</div>
      """)
  }

  /// The two fields of a new password.
  package static func newPassword(_ problems: Problems, _ rules: String) -> Markup {
    """
    \(Field(new, "新密码", .newPassword, hint: rules, isRequired: true).markup(nil, problems[new]))\
    \(Field(again, "再输一遍", .newPassword, isRequired: true).markup(nil, problems[again]))
    """
  }

  /// A code is still to be typed, after another's word.
  package static func code(_ problems: Problems, next: String?, _ chrome: Chrome) -> Page {
    let field = Field(SignInPage.code, "动态口令", .code, hint: "手机验证器上的6位数，或一个恢复码。", isRequired: true)
    return Page(
      "动态口令",
      """
      <div class="narrow">\(problems.box("没有登录："))\
      \(chrome.form(to: Address("/sign-in/code").with("next", next), field.markup(nil, problems[SignInPage.code]) + "<button class=\"main\">登录</button>"))\(out(chrome))</div>
      """)
  }

  /// A second factor is to be set up before anything else: a key is drawn once it is asked for.
  package static func factorDue(next: String?, _ chrome: Chrome) -> Page {
    Page(
      "绑定动态口令",
      """
      <div class="narrow"><p>这个账户必须绑定动态口令才能登录。请先在手机上装好验证器（任何支持 TOTP 的都行），再开始。</p>
      \(chrome.form(to: Address("/sign-in/factor").with("next", next), "<button class=\"main\">开始绑定</button>"))\(out(chrome))</div>
      """)
  }

  /// A second factor is to be set up: its picture is scanned, and a code shows that it was.
  ///
  /// - Parameters:
  ///   - picture: the picture as squares, row by row; black where true.
  ///   - back: where its form goes.
  package static func factor(
    typed: String, picture: [[Bool]], _ problems: Problems, to back: Address, _ chrome: Chrome
  ) -> Page {
    let field = Field(SignInPage.code, "验证器上显示的6位数", .code, isRequired: true)
    return Page(
      "绑定动态口令",
      """
      <div class="narrow">\(problems.box("没有绑定："))
      <ol class="steps"><li>在手机上打开验证器（任何支持 TOTP 的都行），扫描：\(QRPart.picture(picture))\
      <p class="hint">不能扫描的，输入密钥：<code>\(typed)</code></p></li>\
      <li>输入验证器上显示的数字：\(chrome.form(to: back, """
        <input type="hidden" name="begun" value="yes">\(field.markup(nil, problems[SignInPage.code]))\
        <button class="main">绑定</button>
        """))</li></ol>\(out(chrome))</div>
      """)
  }

  /// The code was wrong: the picture stays where it was scanned, and another code is asked for.
  package static func factorAgain(_ problems: Problems, to back: Address, _ chrome: Chrome) -> Page {
    let field = Field(SignInPage.code, "验证器上显示的6位数", .code, isRequired: true)
    return Page(
      "绑定动态口令",
      """
      <div class="narrow">\(problems.box("没有绑定："))<p>刚才扫描的仍然有效，请输入验证器上现在显示的数字。</p>\
      \(chrome.form(to: back, """
        <input type="hidden" name="begun" value="yes">\(field.markup(nil, problems[SignInPage.code]))\
        <button class="main">绑定</button>
        """))\(out(chrome))</div>
      """)
  }

  /// What is said where the two fields differ.
  package static let notTheSame = "两遍不一样，请重新输入。"

  /// The recovery codes, once.
  package static func recovery(_ codes: [String], next: Address, _ chrome: Chrome) -> Page {
    Page(
      "动态口令已绑定",
      """
      <div class="narrow"><p>请把下面10个恢复码抄下或打印，和手机分开保管。手机丢失时，每个能代替一次动态口令。它们不会再显示。</p>
      <ul class="codes">\(codes.map { "<li><code>\($0)</code></li>" })</ul>
      <p>\(Parts.button(next, "已抄好，继续"))</p></div>
      """)
  }
}

/// A picture to be scanned.
enum QRPart {
  /// As rectangles, a run of black squares each.
  static func picture(_ rows: [[Bool]]) -> Markup {
    let border = 4
    var boxes: Markup = ""
    for (y, row) in rows.enumerated() {
      var x = 0
      while x < row.count {
        let end = row[x...].firstIndex { $0 != row[x] } ?? row.count
        if row[x] {
          boxes += "<rect x=\"\(x + border)\" y=\"\(y + border)\" width=\"\(end - x)\" height=\"1\"/>"
        }
        x = end
      }
    }
    let size = rows.count + 2 * border
    return """
      <svg class="qr" viewBox="0 0 \(size) \(size)" width="220" height="220" role="img" aria-label="绑定动态口令的二维码">\
      <rect width="\(size)" height="\(size)" fill="#fff"/><g fill="#000">\(boxes)</g></svg>
      """
  }
}
