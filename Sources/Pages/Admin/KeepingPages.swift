package import Contract
package import Domain

/// 节假日: the State Council's yearly notices.
package enum CalendarPage {
  /// What is said where no file came.
  package static let fileMissing = "请选择放假安排文件。"

  /// What is said of a notice that was loaded.
  package static func loaded(_ answer: CalendarAnswer) -> String {
    let years = answer.years.map { "\($0.year)年\($0.workdays)个工作日" }.joined(separator: "、")
    return answer.changed == 0 ? "与已载入的安排相同，没有变化。" : "已载入，\(answer.changed ?? 0)天有变化。\(years)。"
  }

  /// The page.
  package static func page(
    _ calendar: CalendarAnswer, year: Int, _ days: [WorkCalendar.Exception], typed: FormFields, _ problems: Problems,
    _ chrome: Chrome
  ) -> Page {
    let years = calendar.years.map { each -> Markup in
      let link = Parts.link(Address("/admin/calendar").with("year", "\(each.year)"), "\(each.year)年")
      return "<li>\(link)：\(each.isLoaded ? "\(each.workdays)个工作日" : "还没有载入放假通知，暂按周末推算")</li>"
    }
    let rows = days.map { day -> Markup in
      "<tr>\(Parts.cell("日期", "\(day.day.chinese)", kind: .title))\(Parts.cell("安排", day.isWorked ? "调休上班" : "放假"))\(Parts.cell("名称", "\(day.name)"))</tr>"
    }
    let table: Markup =
      rows.isEmpty
      ? Parts.empty("\(year)年还没有载入放假通知。")
      : """
      <table class="cards"><thead><tr><th scope="col">日期</th><th scope="col">安排</th><th scope="col">名称</th></tr></thead>\
      <tbody>\(rows)</tbody></table>
      """
    return Page(
      "节假日", menu: .admin,
      """
      \(AdminTabs.markup("/admin/calendar"))\(problems.box("没有载入，请看："))<section><h2>年份</h2><ul class="plain">\(years)</ul></section>\
      <section><h2>载入一年的放假安排</h2><p class="hint">CSV 或 Excel，第一行是 日期、类型、名称；类型写 放假 或 上班。按国务院办公厅当年的通知，一年一个文件。</p>\
      \(chrome.form(to: "/admin/calendar", kind: .files, """
        \(Field("file", "文件", .file(accept: ".csv,.xlsx"), isRequired: true).markup(nil, problems["file"]))\
        \(Field("replace", "替换已载入的、与文件不同的安排", .tick).markup(typed["replace"]))<button class="main">载入</button>
        """))</section><section><h2>\(year)年</h2>\(table)</section>
      """)
  }
}

/// 规则参数, read only: they are set by 财政绩效股.
package enum RuleSetsPage {
  /// The page.
  package static func page(_ answer: RuleSetsAnswer, _ query: FormFields, _ chrome: Chrome) -> Page {
    let used = answer.sets.last { $0.departments > 0 } ?? answer.sets.last
    let set = answer.sets.first { "\($0.name)#\($0.version)" == query.typed("set") } ?? used
    let links = answer.sets.map { each -> Markup in
      let isOpen = each.name == set?.name && each.version == set?.version
      let mark: Markup = isOpen ? " aria-current=\"page\"" : ""
      let place = Address("/admin/rules").with("set", "\(each.name)#\(each.version)")
      return "<a href=\"\(place)\"\(mark)>\(each.name) 第\(each.version)版（\(each.departments)个部门）</a>"
    }
    let rows = (set?.parameters ?? []).map { parameter -> Markup in
      """
      <tr>\(Parts.cell("参数", "\(parameter.meaning)", kind: .title))\(Parts.cell("值", "<code>\(parameter.value)</code>"))\
      \(Parts.cell("", parameter.own ? "" : "缺省"))\(Parts.cell("代号", "<span class=\"hint\">\(parameter.key)</span>"))</tr>
      """
    }
    return Page(
      "规则参数", menu: .admin,
      """
      \(AdminTabs.markup("/admin/rules"))<p class="hint">这里只能查看；由财政绩效股按部门设定，每次设定是一个新的版本，从设定的日期起执行。</p>\
      <nav class="states" aria-label="规则集">\(links)</nav><table class="cards"><thead><tr><th scope="col">参数</th><th scope="col">值</th>\
      <th scope="col"><span class="sr">是否缺省</span></th><th scope="col">代号</th></tr></thead><tbody>\(rows)</tbody></table>
      """)
  }
}

/// 设置 of the service.
package enum SettingsPage {
  /// What stands in the form, in its order.
  package static let keys: [SettingRequest.Key] = [.publicURL, .retentionYears, .auditRetentionDays]

  private static func label(_ key: SettingRequest.Key) -> (String, String) {
    switch key {
    case .publicURL: ("消息里链接的开头", "如 https://jixiao.example.gov.cn；不写则消息里没有链接")
    case .retentionYears: ("年度结束后保留几年才能归档", "缺省\(Retention.usual.years)年，最少\(Retention.floor)年")
    case .auditRetentionDays: ("审计记录至少保留几天", "缺省永久保留，最少\(AuditCut.floor)天")
    case .bureauName: ("发文机关", "通报和整改通知落款的机关名称")
    case .letterMark: ("机关代字", "如 徐财绩")
    case .passwordProfile: ("密码的要求", "")
    case .secondFactor: ("谁必须用动态口令", "")
    }
  }

  /// The page.
  package static func page(_ settings: SettingsAnswer, typed: FormFields, _ problems: Problems, _ chrome: Chrome)
    -> Page
  {
    let forms = keys.map { key -> Markup in
      let (text, hint) = label(key)
      let isAsked = typed["key"] == key.rawValue
      let field = Field("value-\(key.rawValue)", text, hint: hint)
      let value = isAsked ? typed["value-\(key.rawValue)"] : settings[key]
      return """
        <section>\(chrome.form(to: "/admin/settings", """
          <input type="hidden" name="key" value="\(key.rawValue)">\(field.markup(value, problems["value-\(key.rawValue)"]))\
          <button>保存</button>
          """))</section>
        """
    }
    return Page(
      "设置", menu: .admin,
      "\(AdminTabs.markup("/admin/settings"))\(problems.box())<p class=\"hint\">清空后保存，恢复缺省。</p>\(forms)")
  }

  /// What is wrong with a setting, in words.
  package static func sentence(_ problem: SettingProblem) -> String { problem.chinese }
}
