internal import Domain
package import Reports

/// The list of projects (项目).
package enum ProjectsPage {
  /// What a question is called in an address.
  package enum Name {
    package static let words = "q", light = "light", department = "department", sort = "sort", page = "page"
    package static let unit = "unit", format = "format"
  }

  /// Where a question is answered.
  package static func address(_ query: ProjectQuery, _ unit: MoneyShown, at place: Address = "/projects") -> Address {
    place.with(Name.words, query.words).with(Name.light, query.light?.rawValue)
      .with(Name.department, query.department)
      .with(
        Name.sort, query.sort == .worst && !query.isTurned ? nil : (query.isTurned ? "-" : "") + query.sort.rawValue
      )
      .with(Name.unit, unit.inAddress).with(Name.page, query.page == 1 ? nil : String(query.page))
  }

  /// The question of an address; what it cannot be asks nothing.
  package static func query(_ fields: FormFields) -> (query: ProjectQuery, unit: MoneyShown) {
    let sort = fields.typed(Name.sort) ?? ""
    let query = ProjectQuery(
      words: fields.typed(Name.words), light: fields.typed(Name.light).flatMap { SpendingLight(rawValue: $0) },
      department: fields.typed(Name.department),
      sort: ProjectQuery.Sort(rawValue: sort.hasPrefix("-") ? String(sort.dropFirst()) : sort) ?? .worst,
      isTurned: sort.hasPrefix("-"), page: fields.typed(Name.page).flatMap { Int($0) } ?? 1)
    return (query, fields.typed(Name.unit).flatMap { MoneyShown(rawValue: $0) } ?? .yuan)
  }

  /// The page.
  package static func page(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Page {
    let query = list.query
    let file = address(query.at(page: 1), unit, at: "/projects/export")
    let actions: Markup =
      list.totals.count == 0
      ? ""
      : """
      \(Parts.button(chrome.to(address(query.at(page: query.page), unit.other)), "按\(unit.other.chinese)显示"))\
      \(Parts.button(chrome.to(file.with(Name.format, "xlsx")), "导出XLSX"))\
      \(Parts.button(chrome.to(file.with(Name.format, "csv")), "导出CSV"))\
      <button type="button" class="print" hidden>打印</button>
      """
    return Page(
      "项目", menu: .projects, actions: actions,
      """
      \(Parts.asOf(chrome, filtered(list)))\(list.all == 0 ? "" : filters(list, unit, chrome))\(content(list, unit, chrome))
      """)
  }

  private static func content(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    guard list.all > 0 else {
      return Parts.empty("还没有项目。先导入部门预算，项目、支出计划和绩效指标都从那里来。", Parts.button("/import", "导入部门预算"))
    }
    guard list.totals.count > 0 else { return nothing(list, unit, chrome) }
    return """
      <p class="unit">\(summary(list))　单位：\(unit.chinese)</p><div class="scroll"><table class="cards list projects">\
      <thead><tr>\(heads(list, unit, chrome))</tr></thead><tbody>\(rows(list, unit, chrome))\(sums(list, unit))</tbody>\
      </table></div>\(pages(list, unit, chrome))
      """
  }

  /// What the filters are, in words.
  private static func filtered(_ list: ProjectList) -> String {
    list.query.filters.map { "　" + words(of: $0, list) }.joined()
  }

  private static func words(of filter: ProjectQuery.Filter, _ list: ProjectList) -> String {
    switch filter {
    case .words: "名称或编码含“\(list.query.words ?? "")”"
    case .light: "灯是“\(list.query.light?.chinese ?? "")”"
    case .department:
      "部门是“\(list.departments.first { $0.key == list.query.department }?.identity.name ?? list.query.department ?? "")”"
    }
  }

  /// Which filter leaves nothing, and a link without it.
  private static func nothing(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    if let filter = list.excluding.first {
      let rest = list.query.filters.filter { $0 != filter }.map { words(of: $0, list) }.joined(separator: "、")
      let among = rest.isEmpty ? "\(list.all)个项目中" : "\(rest)的项目中"
      return Parts.empty(
        "\(among)，没有\(words(of: filter, list))的。",
        Parts.button(chrome.to(address(list.query.without(filter), unit)), "去掉这个条件"))
    }
    let all = list.query.filters.map { words(of: $0, list) }.joined(separator: "、")
    return Parts.empty(
      "\(list.all)个项目中，没有\(all)的。", Parts.button(chrome.to(address(list.query.withoutFilters, unit)), "去掉全部条件"))
  }

  private static func summary(_ list: ProjectList) -> String {
    let lights = [SpendingLight.red, .yellow, .none, .green].compactMap { light in
      list.totals.lights[light].map { "\(light.chinese)\($0)" }
    }
    return "共\(list.totals.count)个项目：" + lights.joined(separator: "，")
  }

  private static func filters(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    let query = list.query
    let sort = address(ProjectQuery(sort: query.sort, isTurned: query.isTurned), unit).query
    let kept = Markup(
      (chrome.day == chrome.today ? sort : sort + [("day", chrome.day.description)]).map {
        "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
      })
    func option(_ value: String, _ text: String, _ current: String?) -> Markup {
      let selected: Markup = value == current ?? "" ? " selected" : ""
      return "<option value=\"\(value)\"\(selected)>\(text)</option>"
    }
    let lights = [SpendingLight.red, .yellow, .none, .green].map {
      option($0.rawValue, $0.chinese, query.light?.rawValue)
    }
    let departments: Markup? =
      list.departments.count < 2
      ? nil
      : """
      <div><label for="f-department">部门</label><select id="f-department" name="department">\
      \(option("", "全部", query.department))\
      \(list.departments.map { option($0.key, "\($0.identity.code) \($0.identity.name)", query.department) })</select></div>
      """
    let clear: Markup? =
      query.filters.isEmpty ? nil : Parts.link(chrome.to(address(query.withoutFilters, unit)), "清除条件")
    return """
      <form class="filters" method="get" action="/projects" role="search"><div><label for="f-q">名称或编码</label>\
      <input type="search" id="f-q" name="q" value="\(query.words)"></div><div><label for="f-light">灯</label>\
      <select id="f-light" name="light">\(option("", "全部", query.light?.rawValue))\(lights)</select></div>\(departments)\
      \(kept)<button>查询</button>\(clear)</form>
      """
  }

  /// The stylesheet has the titles once more, for telephones, and which columns are numbers: written into each cell they were
  /// half of a page of a hundred rows.
  static let columns: [(ProjectQuery.Sort, String, Bool)] = [
    (.position, "序号", true), (.code, "编码", false), (.name, "名称", false), (.budget, "预算数", true), (.paid, "已支付", true),
    (.progress, "进度", true), (.planned, "应到", true), (.timeliness, "及时率", true), (.worst, "灯", false),
    (.missing, "下一节点还差", true),
  ]

  private static func heads(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    Markup(
      columns.map { sort, title, isNumber in
        let isCurrent = list.query.sort == sort
        let isGreatFirst = sort.startsGreat != list.query.isTurned
        let direction: Markup? =
          isCurrent ? " aria-sort=\"\(isGreatFirst ? "descending" : "ascending")\"" as Markup : nil
        let arrow = isCurrent ? isGreatFirst ? "▼" : "▲" : ""
        let link = chrome.to(address(list.query.sorted(by: sort), unit))
        let number: Markup = isNumber ? " class=\"number\"" : ""
        return """
          <th scope="col"\(number)\(direction)><a href="\(link)">\(title)<span aria-hidden="true">\(arrow)</span></a></th>
          """
      })
  }

  private static func rows(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    let hasSeveral = list.departments.count > 1
    let divisions = Set(list.departments.map(\.identity.division)).count > 1
    return Markup(
      list.rows.indices.lazy.map {
        row(list.rows[$0], number: list.before + $0 + 1, hasSeveral, divisions, unit.unit, chrome)
      })
  }

  private static func row(
    _ row: ProjectStanding, number: Int, _ namesDepartment: Bool, _ withDivision: Bool, _ unit: Money.Unit,
    _ chrome: Chrome
  ) -> Markup {
    let place = chrome.to(address(of: row, withDivision: withDivision))
    let department: Markup? = namesDepartment ? "<span class=\"sub\">\(row.department.name)</span>" : nil
    let planned: Markup? = row.plannedBy.map {
      "<span class=\"sub\">\($0.components.month)月底\(row.isFallback ? "（序时）" : "")</span>"
    }
    let next: Markup? = row.next.map {
      let (_, month, day) = $0.day.components
      return "<span class=\"sub\">\(month)月\(day)日</span>"
    }
    return """
      <tr id="p-\(row.id.number)" data-live><td>\(number)</td><td class="code">\(row.code.text)</td>\
      <td class="name"><a href="\(place)">\(row.name)</a>\(department)</td><td>\(row.budget, in: unit)</td>\
      <td>\(row.paid, in: unit)</td><td>\(Parts.percent(row.progress))</td><td>\(row.planned, in: unit)\(planned)</td>\
      <td>\(Parts.percent(row.timeliness))</td><td>\(Parts.light(row.light))</td>\
      <td>\(row.next?.amount, in: unit)\(next)</td></tr>
      """
  }

  /// Where a project's page is.
  static func address(of row: ProjectStanding, withDivision: Bool) -> Address {
    let place = Address("/projects") / row.code.text
    return withDivision && row.department.division.isSpecified
      ? place.with("division", row.department.division.text) : place
  }

  private static func sums(_ list: ProjectList, _ unit: MoneyShown) -> Markup {
    let totals = list.totals
    return """
      <tr class="sum" id="p-sum" data-live><td>合计</td><td></td><td class="name">\(totals.count)个</td>\
      <td>\(unit.text(totals.budget))</td><td>\(unit.text(totals.paid))</td><td>\(Parts.percent(totals.progress))</td>\
      <td>\(unit.text(totals.planned))</td><td>\(Parts.percent(totals.timeliness))</td><td></td>\
      <td>\(unit.text(totals.missing))</td></tr>
      """
  }

  private static func pages(_ list: ProjectList, _ unit: MoneyShown, _ chrome: Chrome) -> Markup {
    guard list.pages > 1 else { return "" }
    func link(_ page: Int, _ text: String, _ relation: Markup) -> Markup {
      guard (1...list.pages).contains(page), page != list.query.page else {
        return "<span class=\"hint\">\(text)</span>"
      }
      return "<a\(relation) href=\"\(chrome.to(address(list.query.at(page: page), unit)))\">\(text)</a>"
    }
    return """
      <nav class="pages" aria-label="分页">\(link(1, "首页", ""))\(link(list.query.page - 1, "上一页", " rel=\"prev\""))\
      <span>第\(list.query.page)页，共\(list.pages)页</span>\(link(list.query.page + 1, "下一页", " rel=\"next\""))\
      \(link(list.pages, "末页", ""))</nav>
      """
  }

  /// The note at the end of a file: of what day, by what filters, who took it.
  package static func note(_ list: ProjectList, _ chrome: Chrome) -> String {
    "数据截至\(chrome.day.chinese)\(filtered(list))　导出人：\(chrome.person?.name ?? "")"
  }
}
