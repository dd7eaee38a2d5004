package import Contract
internal import Domain

/// 安全管理: who may be what, and what opens the door.
package enum SecurityPage {
  /// What is said of an empty field, of a day that is none, and of a role that is none.
  package static let accountMissing = "请选择账户。", roleMissing = "请选择角色。", dayShape = "日期应写成 2025-06-30。"

  /// The page.
  package static func page(
    _ accounts: AccountsAnswer, own: String, _ query: FormFields, typed: FormFields, _ problems: Problems,
    _ chrome: Chrome
  ) -> Page {
    let list = ListState("/security", query, filters: ["q", "waiting"], usual: "name")
    let chosen = accounts.accounts.filter { account in
      if let text = query.typed("q"), !account.name.contains(text) { return false }
      return query["waiting"] == nil || (account.roles.isEmpty && !account.isDisabled)
    }
    let rows = list.page(chosen).map { account in row(account, isOwn: account.name == own, chrome) }
    let table: Markup =
      chosen.isEmpty
      ? Parts.empty("没有符合条件的账户。")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">姓名</th><th scope="col">种类</th><th scope="col">角色</th>\
      <th scope="col">密码和登录</th></tr></thead><tbody>\(rows)</tbody></table></div>\(list.links(of: chosen.count, chrome))
      """
    return Page(
      "安全管理", menu: .security,
      """
      \(AdminTabs.markup("/security"))\(problems.box("没有办理，请看："))\(AccountsPage.warnings(accounts))\
      <form class="filters" method="get" action="/security" role="search">\(Field("q", "姓名").markup(query.typed("q")))\
      \(Field("waiting", "只看待授权的", .tick).markup(query["waiting"]))<button>查询</button></form>\(table)\
      <section id="grant"><h2>授予角色</h2>\(grant(accounts, typed, problems, chrome))</section>
      """)
  }

  private static func row(_ account: AccountsAnswer.Account, isOwn: Bool, _ chrome: Chrome) -> Markup {
    let roles = account.roles.map { role -> Markup in
      let until = role.until.map { "至\($0.chinese)" } ?? ""
      let button: Markup =
        isOwn
        ? ""
        : chrome.form(
          to: "/security/revoke",
          """
          <input type="hidden" name="account" value="\(account.name)"><input type="hidden" name="department" \
          value="\(role.department)"><input type="hidden" name="division" value="\(role.division)">\
          <button class="danger" name="role" value="\(role.role.rawValue)">\
          收回<span class="sr">\(role.role.chinese)</span></button>
          """)
      return "<li>\(role.role.chinese)：\(role.reach)\(until)\(role.standsInFor.map { "，代\($0)" }) \(button)</li>"
    }
    let what: Markup = roles.isEmpty ? "<span class=\"yellow\">待授权</span>" : "<ul class=\"plain\">\(roles)</ul>"
    let access: Markup =
      isOwn || account.isDisabled
      ? (isOwn ? "自己的在“我的账户”里改" : "")
      : AdminTabs.button("/security/password", "account", account.name, "重置密码", chrome)
        + AdminTabs.button("/security/factor", "account", account.name, "解除动态口令", chrome)
        + AdminTabs.button("/security/sessions/end", "account", account.name, "结束全部登录", chrome)
    return """
      <tr>\(Parts.cell("姓名", "\(account.name)", kind: .title))\
      \(Parts.cell("种类", "\(account.kind.chinese)\(account.isDisabled ? "，已停用" : "")"))\(Parts.cell("角色", what))\
      \(Parts.cell("密码和登录", access))</tr>
      """
  }

  private static func grant(
    _ accounts: AccountsAnswer, _ typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Markup {
    let names =
      [(value: "", text: "请选择")]
      + accounts.accounts.filter { !$0.isDisabled }.map {
        (value: $0.name, text: "\($0.name)（\($0.roles.isEmpty ? "待授权" : $0.kind.chinese)）")
      }
    let roles = [(value: "", text: "请选择")] + AccountRole.allCases.map { (value: $0.rawValue, text: $0.chinese) }
    func field(_ name: String, _ label: String, _ kind: Field.Kind = .text, hint: String? = nil) -> Markup {
      Field(name, label, kind, hint: hint).markup(typed[name], problems[name])
    }
    return chrome.form(
      to: "/security/grant",
      """
      <div class="columns">\(Field("account", "账户", .choice(names), isRequired: true).markup(typed["account"], problems["account"]))\
      \(Field("role", "角色", .choice(roles), isRequired: true).markup(typed["role"], problems["role"]))\
      \(field("departments", "部门", hint: "编码或名称，用顿号或逗号分开；不写是全部，管理员不写"))\
      \(field("division", "区划", hint: "不写部门时，这个区划及以下的全部部门"))\(field("from", "从哪天起", .day, hint: "不写是今天"))\
      \(field("until", "到哪天止", .day, hint: "不写是长期"))\(field("stands-in-for", "代理谁的工作", hint: "姓名；不是代理的不写"))</div>\
      <button class="main">授予</button>
      """)
  }

  /// A password that was drawn: shown on this answer and never again.
  package static func drawn(_ answer: DrawnPasswordAnswer, _ chrome: Chrome) -> Page {
    Page(
      "首次密码", menu: .security,
      """
      <div class="narrow"><p>\(answer.account)的首次密码：</p><p class="drawn"><code>\(answer.password)</code></p><p>\(answer.message)</p>\
      <p class="note">只显示这一次，请当面或用别的可靠方式告诉本人。</p><p>\(Parts.button("/security", "已记下，返回"))</p></div>
      """)
  }
}

/// 登录: who is signed in, and from where.
package enum SessionsPage {
  /// The page.
  package static func page(_ sessions: SessionsAnswer, _ query: FormFields, _ chrome: Chrome) -> Page {
    let list = ListState("/security/sessions", query, filters: ["q"], usual: "since")
    let chosen = sessions.sessions.filter { session in query.typed("q").map { session.account.contains($0) } ?? true }
    let rows = list.page(chosen).map { session -> Markup in
      let end: Markup =
        session.isOwn
        ? "本次登录"
        : chrome.form(
          to: "/security/sessions/end",
          """
          <input type="hidden" name="account" value="\(session.account)">\
          <button class="danger" name="session" value="\(session.id)">结束</button>
          """)
      return """
        <tr>\(Parts.cell("账户", "\(session.account)", kind: .title))\(Parts.cell("登录时间", "\(session.since)"))\
        \(Parts.cell("最近使用", "\(session.seen)"))\(Parts.cell("来自", "\(session.address)"))\
        \(Parts.cell("程序", "\(session.agent)"))\(Parts.cell("", end))</tr>
        """
    }
    let table: Markup =
      chosen.isEmpty
      ? Parts.empty("没有符合条件的登录。")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">账户</th><th scope="col">登录时间</th><th scope="col">最近使用</th>\
      <th scope="col">来自</th><th scope="col">程序</th><th scope="col"><span class="sr">办理</span></th></tr></thead><tbody>\(rows)</tbody>\
      </table></div>\(list.links(of: chosen.count, chrome))
      """
    return Page(
      "登录", menu: .security,
      "\(AdminTabs.markup("/security/sessions"))\(AccountsPage.search(query, "/security/sessions"))\(table)")
  }
}

/// 令牌: by what programs come in.
package enum TokensPage {
  /// The page.
  package static func page(_ tokens: TokensAnswer, _ chrome: Chrome) -> Page {
    let rows = tokens.tokens.map { token -> Markup in
      let revoke = chrome.form(
        to: "/security/tokens/revoke",
        """
        <input type="hidden" name="account" value="\(token.account)"><button class="danger" name="name" value="\(token.name)">收回</button>
        """)
      return """
        <tr>\(Parts.cell("账户", "\(token.account)", kind: .title))\(Parts.cell("名称", "\(token.name)"))\
        \(Parts.cell("可以", "\(token.scope)"))\(Parts.cell("起", "\(token.since)"))\(Parts.cell("止", "\(token.until)"))\
        \(Parts.cell("最近使用", "\(token.used ?? "没有用过")"))\(Parts.cell("", revoke))</tr>
        """
    }
    let table: Markup =
      rows.isEmpty
      ? Parts.empty("没有在用的令牌。", "<p class=\"hint\">令牌由各人用 <code>jixiao token add</code> 建立，供程序使用。</p>")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">账户</th><th scope="col">名称</th><th scope="col">可以</th>\
      <th scope="col">起</th><th scope="col">止</th><th scope="col">最近使用</th><th scope="col"><span class="sr">办理</span></th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
    return Page("令牌", menu: .security, "\(AdminTabs.markup("/security/tokens"))\(table)")
  }
}

/// 密码要求: of passwords, and of whom a second factor is demanded.
package enum PolicyPage {
  /// The page.
  package static func page(_ settings: SettingsAnswer, _ chrome: Chrome) -> Page {
    let profile = settings[.passwordProfile].flatMap { PasswordProfile(rawValue: $0) } ?? .dengbao
    let factor = settings[.secondFactor].flatMap { SecondFactorPolicy(rawValue: $0) } ?? .administrators
    let profiles = [
      (value: "dengbao", text: "等保：10位以上、三种字符、90天一换、不与最近5次相同"), (value: "asvs", text: "ASVS：12位以上、不限字符种类、不定期更换"),
    ]
    let factors = [
      (value: "administrators", text: "三种管理员和财政绩效股"), (value: "all", text: "所有人"),
    ]
    return Page(
      "密码要求", menu: .security,
      """
      \(AdminTabs.markup("/security/policy"))<section>\(chrome.form(to: "/security/policy", """
        <input type="hidden" name="key" value="password-profile">\
        \(Field("value-password-profile", "密码要求", .choice(profiles), hint: "两种都不收常用的和能猜到的密码").markup(profile.rawValue))<button>保存</button>
        """))</section><section>\(chrome.form(to: "/security/policy", """
        <input type="hidden" name="key" value="second-factor">\
        \(Field("value-second-factor", "谁必须用动态口令", .choice(factors)).markup(factor.rawValue))<button>保存</button>
        """))</section>\
      <section><h2>固定的要求</h2><ul class="plain"><li>\(AccessLimits.idleMinutes)分钟不用，或者满\(AccessLimits.hours)小时，要重新登录。</li>\
      <li>每个账户最多同时\(AccessLimits.sessions)处登录，再登录时最早的一处结束。</li>\
      <li>首次密码\(AccessLimits.firstPasswordHours)小时内有效，只能用来设置新密码。</li></ul></section>
      """)
  }
}
