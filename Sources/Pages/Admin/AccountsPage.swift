package import Contract
package import Domain

/// 账户: who there is. What they may be is given by 安全管理员.
package enum AccountsPage {
  /// The fields of a new account.
  package static let name = "name", kind = "kind"
  /// What is said of an empty name.
  package static let nameMissing = "请填写姓名。"

  /// What a form says of a kind; 业务账户 where it says none.
  package static func kind(_ form: FormFields) -> AccountKind {
    form.typed(kind).flatMap { AccountKind(rawValue: $0) } ?? .business
  }

  /// The page.
  package static func page(
    _ accounts: AccountsAnswer, _ query: FormFields, typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let list = ListState("/admin/accounts", query, filters: ["q"], usual: "name")
    let chosen = accounts.accounts.filter { account in query.typed("q").map { account.name.contains($0) } ?? true }
    let rows = list.page(chosen).map { account -> Markup in
      let place: Address = account.isDisabled ? "/admin/accounts/enable" : "/admin/accounts/disable"
      let button = AdminTabs.button(
        place, "account", account.name,
        account.isDisabled ? "启用" : "停用", chrome, danger: !account.isDisabled)
      return """
        <tr>\(Parts.cell("姓名", "\(account.name)", kind: .title))\(Parts.cell("种类", "\(account.kind.chinese)"))\
        \(Parts.cell("角色", roles(account)))\(Parts.cell("收消息", account.isTold ? "是" : ""))\
        \(Parts.cell("状态", account.isDisabled ? "<span class=\"red\">已停用</span>" : "在用"))\(Parts.cell("", button))</tr>
        """
    }
    let kinds = AccountKind.allCases.map { (value: $0.rawValue, text: $0.chinese) }
    let table: Markup =
      chosen.isEmpty
      ? Parts.empty(accounts.accounts.isEmpty ? "还没有账户。" : "没有这个姓名的账户。")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">姓名</th><th scope="col">种类</th><th scope="col">角色</th>\
      <th scope="col">收消息</th><th scope="col">状态</th><th scope="col"><span class="sr">办理</span></th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>\(list.links(of: chosen.count, chrome))
      """
    return Page(
      "账户", menu: .admin,
      """
      \(AdminTabs.markup("/admin/accounts"))\(problems.box())\(warnings(accounts))\(search(query, "/admin/accounts"))\(table)\
      <section><h2>新建账户</h2><p class="hint">新建的账户没有角色（待授权），由安全管理员在“安全管理”里授予角色、抽取首次密码。</p>\
      \(chrome.form(to: "/admin/accounts", """
        \(Field(name, "姓名", isRequired: true).markup(typed[name], problems[name]))\
        \(Field(kind, "种类", .choice(kinds)).markup(typed[kind]))<button class="main">新建</button>
        """))</section>
      """)
  }

  /// What an account may be: in force, to come, or nothing yet.
  static func roles(_ account: AccountsAnswer.Account) -> Markup {
    guard !account.roles.isEmpty else { return "<span class=\"yellow\">待授权</span>" }
    let items = account.roles.map { role -> Markup in
      let until = role.until.map { "至\($0.chinese)" } ?? ""
      let from = role.holds ? "" : "（自\(role.from.chinese)）"
      let whom = role.standsInFor.map { "，代\($0)" } ?? ""
      return "<li>\(role.role.chinese)：\(role.reach)\(until)\(from)\(whom)</li>"
    }
    return "<ul class=\"plain\">\(items)</ul>"
  }

  static func warnings(_ accounts: AccountsAnswer) -> Markup {
    guard !accounts.warnings.isEmpty else { return "" }
    return "<div class=\"note\"><ul class=\"plain\">\(accounts.warnings.map { "<li>\($0)</li>" })</ul></div>"
  }

  static func search(_ query: FormFields, _ place: Address) -> Markup {
    """
    <form class="filters" method="get" action="\(place)" role="search">\(Field("q", "姓名").markup(query.typed("q")))<button>查询</button></form>
    """
  }
}
