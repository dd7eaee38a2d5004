package import Contract
internal import Domain

/// 接收人和分派: who is told of what.
package enum PeoplePage {
  /// The field of a channel, by its name: channels may come and go before the form does.
  package static func way(_ channel: String) -> String { "way:" + channel }

  /// What is said where somebody of the name is told already.
  package static func known(_ name: String) -> String {
    "“\(name)”已经是接收人，上表有现在的设置。要用这里填写的全部替换，请勾选“替换”再保存；没有填写的项目会恢复成缺省。"
  }

  /// What is said of an empty field, and of a time that is none.
  package static let nameMissing = "请填写姓名。", nobody = "请填写接收人姓名。", quietShape = "免打扰时间应写成 22:00-07:30。"

  /// The page.
  package static func page(
    _ people: RecipientsAnswer, _ routes: RoutesAnswer, _ channels: ChannelsAnswer, typed: FormFields,
    _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let isOfSeveral = Set(people.recipients.flatMap(\.departments).map(\.division)).count > 1
    let rows = people.recipients.map { person -> Markup in
      let card = person.card(isOfSeveral)
      let whose = card.isEmpty ? person.division.map { "区划\($0)的全部部门" } ?? "全部部门" : card.joined(separator: "、")
      return """
        <tr>\(Parts.cell("姓名", "\(person.name)", kind: .title))\(Parts.cell("角色", "\(person.role.chinese)，层级\(person.level)"))\
        \(Parts.cell("负责", "\(whose)\(person.projects > 0 ? "，\(person.projects)个项目" : "")"))\
        \(Parts.cell("通知", "\(person.least.chinese)及以上，\(person.immediateFrom.map { "\($0.chinese)起立即" } ?? "只发汇总")，其余\(person.rhythm.chinese)"))\
        \(Parts.cell("经", "\(person.addresses.map(\.chinese).joined(separator: "、"))"))\
        \(Parts.cell("", AdminTabs.button("/admin/people/test", "name", person.name, "发测试消息", chrome)
          + AdminTabs.button("/admin/people/retire", "name", person.name, "停用", chrome, danger: true)))</tr>
        """
    }
    let table: Markup =
      rows.isEmpty
      ? Parts.empty("还没有接收人：预警不会通知到任何人。")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">姓名</th><th scope="col">角色</th><th scope="col">负责</th>\
      <th scope="col">通知</th><th scope="col">经</th><th scope="col"><span class="sr">办理</span></th></tr></thead><tbody>\(rows)</tbody>\
      </table></div>
      """
    return Page(
      "接收人和分派", menu: .admin,
      """
      \(AdminTabs.markup("/admin/people"))\(problems.box())<section><h2>接收人</h2>\(table)</section>\
      <section><h2>添加接收人，或替换同名接收人的设置</h2>\(form(typed, channels, problems, chrome))</section>\(list(routes, typed, problems, chrome))
      """)
  }

  private static let roles = Recipient.Role.allCases.map { (value: $0.rawValue, text: $0.chinese) }
  static let severities = [(value: "blue", text: "蓝灯"), (value: "yellow", text: "黄灯"), (value: "red", text: "红灯")]
  private static let rhythms =
    [(value: "", text: "照缺省")] + Recipient.Rhythm.allCases.map { (value: $0.rawValue, text: $0.chinese) }

  private static func form(
    _ typed: FormFields, _ channels: ChannelsAnswer, _ problems: Problems, _ chrome: Chrome
  ) -> Markup {
    let ways = channels.channels.filter { $0.kind != .inbox }.map { channel -> Markup in
      let name = way(channel.name)
      return channel.kind == .smtp
        ? Field(name, "\(channel.name)的地址", hint: "不写则不经这个通道").markup(typed[name], problems[name])
        : Field(name, "经“\(channel.name)”通知", .tick).markup(typed[name])
    }
    let immediate = severities.reversed() + [(value: "never", text: "从不，只发汇总")]
    return chrome.form(
      to: "/admin/people",
      """
      <div class="columns">\(Field("name", "姓名", isRequired: true).markup(typed["name"], problems["name"]))\
      \(Field("role", "角色", .choice(roles)).markup(typed["role"]))\
      \(Field("departments", "负责的部门", hint: "编码或名称，用顿号或逗号分开；不写是全部").markup(typed["departments"], problems["departments"]))\
      \(Field("division", "区划", hint: "不写部门时，这个区划及以下的全部部门").markup(typed["division"], problems["division"]))\
      \(Field("projects", "负责的项目", hint: "项目编码，用顿号或逗号分开；不写是全部").markup(typed["projects"], problems["projects"]))\
      \(Field("least", "通知哪一级及以上", .choice(severities)).markup(typed["least"]))\
      \(Field("immediate", "哪一级起立即通知", .choice(Array(immediate))).markup(typed["immediate"]))\
      \(Field("rhythm", "其余多久汇总一次", .choice(rhythms)).markup(typed["rhythm"]))\
      \(Field("quiet", "免打扰时间", hint: "如 22:00-07:30，红灯照常").markup(typed["quiet"], problems["quiet"]))\(ways)</div>\
      \(replacing(typed, problems))\
      <button class="main">保存</button>
      """)
  }

  /// What agrees to another setting in the place of a recipient's own: of this one, and of no other whose name is typed after.
  private static func replacing(_ typed: FormFields, _ problems: Problems) -> Markup? {
    guard let name = typed.typed("name"), problems["replace"] != nil else { return nil }
    return """
      <input type="hidden" name="replaces" value="\(name)">\
      \(Field("replace", "替换“\(name)”现在的设置", .tick).markup(typed["replace"], problems["replace"]))
      """
  }

  private static func list(
    _ routes: RoutesAnswer, _ typed: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Markup {
    let rows = routes.routes.map { route -> Markup in
      let department = route.department.map { "\($0) \(route.departmentName ?? "")" }
      let whose = department ?? route.division.map { "区划\($0)的所有部门" } ?? "所有部门"
      let rules = route.rules.isEmpty ? "全部规则" : route.rules.map(\.chinese).sorted().joined(separator: "、")
      return """
        <tr>\(Parts.cell("编号", "#\(route.id)", kind: .number))\(Parts.cell("部门", "\(whose)，第\(route.position)条", kind: .title))\
        \(Parts.cell("预警", "\(rules)\(route.projects == 0 ? "" : "，\(route.projects)个项目")，\(route.least.chinese)及以上"))\
        \(Parts.cell("通知", "\(route.recipients.joined(separator: "、"))"))\
        \(Parts.cell("", AdminTabs.button("/admin/routes/remove", "id", "\(route.id)", "删除", chrome, danger: true)))</tr>
        """
    }
    let table: Markup =
      rows.isEmpty
      ? "<p>没有分派规则：每条预警通知负责该部门、该项目的人。</p>"
      : """
      <table class="cards"><thead><tr><th scope="col" class="number">编号</th><th scope="col">部门</th><th scope="col">预警</th>\
      <th scope="col">通知</th><th scope="col"><span class="sr">办理</span></th></tr></thead><tbody>\(rows)</tbody></table>
      """
    let rules = Rule.allCases.map { rule -> Markup in
      let checked: Markup = typed.all("rule").contains(rule.rawValue) ? " checked" : ""
      return
        "<label class=\"choice\"><input type=\"checkbox\" name=\"rule\" value=\"\(rule.rawValue)\"\(checked)>\(rule.chinese)</label>"
    }
    return """
      <section><h2>分派规则</h2>\(table)</section><section><h2>添加分派规则</h2>\
      <p class="hint">符合规则的预警改为通知下面的人，不再通知负责该部门的人；先符合的先用。</p>\(chrome.form(to: "/admin/routes", """
        <div class="columns">\(Field("route-department", "部门", hint: "编码或名称；不写是所有部门").markup(typed["route-department"], problems["route-department"]))\
        \(Field("route-least", "哪一级及以上", .choice(severities)).markup(typed["route-least"]))\
        \(Field("route-to", "通知谁", hint: "姓名，用顿号或逗号分开", isRequired: true).markup(typed["route-to"], problems["route-to"]))</div>\
        <fieldset><legend>哪些预警（不选是全部）</legend>\(rules)</fieldset><button class="main">添加</button>
        """))</section>
      """
  }
}

extension RecipientsAnswer.Person {
  /// The departments by code and name.
  fileprivate func card(_ withDivision: Bool) -> [String] {
    departments.map { "\(withDivision && $0.division.isSpecified ? "\($0.division) " : "")\($0.code) \($0.name)" }
  }
}

extension FormFields {
  /// Several names in one field, as people write lists.
  package func list(_ name: String) -> [String] {
    (self[name] ?? "").split { "、，,；; \n\r\t".contains($0) }.map(String.init)
  }
}
