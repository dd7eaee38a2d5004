package import Domain

/// Where the menu leads. Whether somebody sees an entry follows from what the person may be; whether the place lets them in is
/// decided there.
package enum Menu: String, CaseIterable, Sendable {
  case home, bureau, review, projects, entry, observations, forms, alerts, rectify, documents, submissions, bulletin
  case doubts, admin, security, audit

  /// What it is called.
  package var title: String {
    switch self {
    case .home: "待办"
    case .bureau: "部门"
    case .review: "审核"
    case .projects: "项目"
    case .entry: "录入"
    case .observations: "指标"
    case .forms: "表格"
    case .alerts: "预警"
    case .rectify: "整改"
    case .documents: "导入"
    case .submissions: "报送情况"
    case .bulletin: "通报"
    case .doubts: "疑点"
    case .admin: "系统管理"
    case .security: "安全管理"
    case .audit: "审计"
    }
  }

  /// Where it leads.
  package var address: Address {
    switch self {
    case .home: "/"
    case .bureau: "/bureau"
    case .review: "/review"
    case .projects: "/projects"
    case .entry: "/entry"
    case .observations: "/observations"
    case .forms: "/forms"
    case .alerts: "/alerts"
    case .rectify: "/rectify"
    case .documents: "/import"
    case .submissions: "/bureau/submissions"
    case .bulletin: "/bureau/bulletin"
    case .doubts: "/bureau/doubts"
    case .admin: "/admin"
    case .security: "/security"
    case .audit: "/audit"
    }
  }

  /// Whose menu it stands in.
  package var roles: Set<AccountRole> {
    switch self {
    case .home: [.clerk, .head, .bureau]
    case .entry, .observations, .forms: [.clerk, .head]
    case .review: [.head]
    case .projects, .alerts, .rectify, .documents: [.clerk, .head, .bureau]
    case .bureau, .submissions, .bulletin, .doubts: [.bureau]
    case .admin: [.system]
    case .security: [.security]
    case .audit: [.auditor]
    }
  }

  /// What somebody sees of it.
  ///
  /// - Parameter places: those that there are.
  package static func shown(to roles: [AccountRole], of places: Set<String>) -> [Menu] {
    allCases.filter { !$0.roles.isDisjoint(with: roles) && places.contains($0.address.path) }
  }
}

/// What stands around a page: who looks, of what day the figures are, what was done last.
package struct Chrome: Sendable {
  /// Whoever is signed in.
  package struct Person: Sendable {
    /// The account's name, and what it may be, in Chinese.
    package let name: String, roles: [String]
    /// What the menu leads to.
    package let menu: [Menu]

    /// Somebody.
    package init(name: String, roles: [String], menu: [Menu]) {
      (self.name, self.roles, self.menu) = (name, roles, menu)
    }
  }

  /// Where style and script are: names that change with what is in them.
  package struct Assets: Sendable {
    /// Their paths; the worker's is what one stream of news for all windows of a browser runs.
    package let style: Address, script: Address, worker: Address

    /// The three.
    package init(style: Address, script: Address, worker: Address) {
      (self.style, self.script, self.worker) = (style, script, worker)
    }
  }

  /// Nil before signing in.
  package let person: Person?
  /// The service's day, and the one whose end the figures are of.
  package let today: Day, day: Day
  /// What a form must carry so that it is known to come from a page of this site.
  package let token: String
  /// What was done last, once.
  package let said: String?
  /// Where this page is opened, with all that is asked of it; nil for what is no place of its own, as an answer to a form.
  package let place: Address?
  /// Where style and script are.
  package let assets: Assets

  /// What stands around a page.
  package init(
    person: Person?, today: Day, day: Day, token: String, said: String?, place: Address? = nil, assets: Assets
  ) {
    (self.person, self.today, self.day, self.token) = (person, today, day, token)
    (self.said, self.place, self.assets) = (said, place, assets)
  }

  /// The same with another token.
  package func with(token: String) -> Chrome {
    Chrome(person: person, today: today, day: day, token: token, said: said, place: place, assets: assets)
  }

  /// The same with something to be said.
  package func with(said: String) -> Chrome {
    Chrome(person: person, today: today, day: day, token: token, said: said, place: place, assets: assets)
  }

  /// A place as of the same day as this page.
  package func to(_ address: Address) -> Address {
    day == today ? address : address.with("day", day.description)
  }

  /// What keeps a filter's form at the same day.
  package var keptDay: Markup {
    day == today ? "" : "<input type=\"hidden\" name=\"day\" value=\"\(day.description)\">"
  }

  /// A form that changes something: it carries the token, and says what happens by its button.
  package func form(to address: Address, kind: FormKind = .plain, id: String? = nil, _ content: Markup) -> Markup {
    let encoding: Markup = kind == .files ? " enctype=\"multipart/form-data\"" : ""
    let name: Markup? = id.map { " id=\"\($0)\"" }
    return """
      <form method="post" action="\(to(address))"\(encoding)\(name)>\
      <input type="hidden" name="token" value="\(token)">\(content)</form>
      """
  }

  /// What a form sends.
  package enum FormKind: Sendable { case plain, files }
}

/// A page: what stands between head and foot.
package struct Page: Sendable {
  /// What it is called: its heading, and the window's.
  package let title: String
  /// Under which entry of the menu it belongs.
  package let menu: Menu?
  /// What stands beside the heading, such as what exports and prints the list.
  package let actions: Markup
  /// What it says.
  package let body: Markup
  /// Whether it uses the whole width, as forms that look like paper do.
  package let isWide: Bool
  /// Whether it prints as a paper with a heading of its own.
  package let isPaper: Bool
  /// Whether the script runs on it, which asks for news and keeps drafts.
  let runsScript: Bool

  /// A page.
  package init(
    _ title: String, menu: Menu? = nil, actions: Markup = "", isWide: Bool = false, isPaper: Bool = false,
    runsScript: Bool = true,
    _ body: Markup
  ) {
    (self.title, self.menu, self.actions, self.body) = (title, menu, actions, body)
    (self.isWide, self.isPaper) = (isWide, isPaper)
    self.runsScript = runsScript
  }
}

extension Page {
  /// The whole page, as a browser reads it.
  package func document(_ chrome: Chrome) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) - 绩效</title>
    <link rel="stylesheet" href="\(chrome.assets.style)">
    <link rel="icon" href="data:,">
    \(runsScript ? script(chrome) : "")
    </head>
    <body>
    <a class="skip" href="#main">跳到正文</a>
    \(head(chrome))
    <main id="main" tabindex="-1"\(isPaper ? " class=\"wide own\"" : isWide ? " class=\"wide\"" : "" as Markup)>
    \(chrome.said.map { "<p class=\"said\" role=\"status\">\($0)</p>" as Markup })
    \(otherDay(chrome))
    <div class="title"><h1>\(title)</h1><div class="actions">\(actions)</div></div>
    \(body)
    </main>
    <footer class="foot"><a href="/help">使用说明</a><a href="/about">关于</a></footer>
    </body>
    </html>

    """
  }

  /// By which the same page is asked for as of another day: its filters stay, but not the page of its list.
  private func dayForm(_ place: Address, _ id: Markup, _ chrome: Chrome) -> Markup {
    let kept = place.query.filter { !["day", "page", "from", "skip"].contains($0.name) }.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as Markup
    }
    return """
      <form class="day" method="get" action="\(place.path)"><label for="\(id)">数据截至</label>\
      <input type="date" id="\(id)" name="day" value="\(chrome.day.description)">\(kept)<button>查看</button></form>
      """
  }

  /// Of which day the figures are, where it is not the service's own; a telephone shows no other sign of it.
  private func otherDay(_ chrome: Chrome) -> Markup? {
    guard chrome.day != chrome.today, chrome.person?.menu.contains(.projects) == true else { return nil }
    let back = chrome.place.map { " " + Parts.link($0.with("day", nil), "看\(chrome.today.chinese)的") }
    return "<p class=\"note\">现在看的是截至\(chrome.day.chinese)的数据；确认预警、填报和审核表格要回到今天。\(back)</p>"
  }

  private func script(_ chrome: Chrome) -> Markup {
    "<script defer src=\"\(chrome.assets.script)\" data-worker=\"\(chrome.assets.worker)\"></script>"
  }

  private func head(_ chrome: Chrome) -> Markup {
    guard let person = chrome.person else {
      return "<header class=\"top\"><a class=\"brand\" href=\"/\">绩效</a></header>"
    }
    let links = Markup(
      person.menu.map { item in
        let current: Markup = item == menu ? " aria-current=\"page\"" : ""
        return "<a href=\"\(chrome.to(item.address))\"\(current)>\(item.title)</a>"
      })
    let isDated = person.menu.contains(.projects)
    func day(_ id: Markup) -> Markup? { isDated ? chrome.place.map { dayForm($0, id, chrome) } : nil }
    let out: Markup = """
      <a class="me" href="/me">\(person.name)<span>\(person.roles.joined(separator: "、"))</span></a>\
      <form method="post" action="/sign-out"><input type="hidden" name="token" value="\(chrome.token)">\
      <button class="quiet">退出</button></form>
      """
    // Twice, for a wide screen and for a telephone: the style shows one of them.
    return """
      <header class="top"><a class="brand" href="\(chrome.to("/"))">绩效</a>\
      <nav class="bar" aria-label="主菜单">\(links)</nav>\(day("day"))\(out)\
      <details class="drawer"><summary>菜单</summary><nav aria-label="菜单">\(links)\(day("day-small"))</nav></details></header>
      """
  }
}
