internal import Domain
package import Reports

/// What somebody sees first (待办): what is to be done, and how the departments stand.
package enum HomePage {
  /// As what somebody looks.
  package struct Part: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// Whoever records and fills in.
    package static let clerk = Part(rawValue: 1)
    /// Whoever decides first.
    package static let head = Part(rawValue: 2)
    /// Whoever watches many departments.
    package static let bureau = Part(rawValue: 4)
  }

  static let pageSize = 50
  /// Of how many forms that were returned the page gives the way.
  static let returnedShown = 10

  /// The page.
  ///
  /// - Parameter number: which page of the list, from 1.
  package static func page(_ board: HomeBoard, as part: Part, page number: Int, _ chrome: Chrome) -> Page {
    let scene = Scene(board: board, part: part, number: number, chrome: chrome)
    let title = part == .bureau ? "各部门进度" : "待办"
    guard board.totals.count > 0 else {
      return Page(
        title, menu: .home,
        Parts.empty(
          "还没有部门预算。先导入部门预算，项目、支出计划和绩效指标都从那里来。",
          Parts.button("/import", "先导入部门预算")))
    }
    let main: Markup =
      part == .bureau
      ? "\(scene.ranking)\(scene.missing)"
      : """
      \(scene.decisions)\(scene.returned)<div class="sides home"><section><h2>要办的事</h2>\(scene.duties)</section>\
      <section><h2>绩效指标</h2>\(WafflePicture.figure(board.parts.flatMap(\.squares)))</section></div>
      """
    return Page(
      title, menu: .home,
      """
      \(Parts.asOf(chrome))\(scene.figures)\(main)<section><h2>\(board.day.year)年日历</h2>\
      \(CalendarPicture.figure(board.dues, on: board.day))</section>
      """)
  }

  /// What the parts of the page are made of.
  struct Scene {
    let board: HomeBoard, part: Part, number: Int, chrome: Chrome

    private func has(_ menu: Menu) -> Bool { chrome.person?.menu.contains(menu) == true }

    /// Four figures.
    var figures: Markup {
      let (totals, duties, since) = (board.totals, board.duties, board.since)
      let today = duties.count(where: \.isDueToday), late = duties.count { $0.daysLate > 0 }
      let red = board.parts.reduce(0) { $0 + ($1.alerts[.red] ?? 0) }
      let first: Markup =
        part == .bureau
        ? "<strong>\(red)</strong><span>条红色预警，\(board.parts.count { ($0.alerts[.red] ?? 0) > 0 })个部门</span>"
        : "<strong>\(today)</strong><span>项今天到期；已逾期\(late)项</span>"
      let planned = Ratio(totals.planned.fen, totals.budget.fen)
      let lights = Markup(
        [SpendingLight.red, .yellow, .none, .green].compactMap { light in
          totals.lights[light].map {
            "<a href=\"\(chrome.to(Address("/projects").with("light", light.rawValue)))\">\(Parts.light(light))<b>\($0)</b></a> "
          }
        })
      return """
        <div class="figures" id="figures" data-live><div>\(first)</div><div><strong>\(Parts.percent(totals.progress))</strong>\
        <span>支出进度；按计划现在应到\(Parts.percent(planned))</span></div><div class="lights">\(lights)<span class="all">\(totals.count)个项目</span></div>\
        <div><strong>\(since.payments == 0 ? "0" : since.paid.grouped)</strong>\
        <span>元今天支付（\(since.payments)笔）；比昨天新增预警\(since.opened)条，解除\(since.ended)条</span></div></div>
        """
    }

    /// What waits for a decision of whoever heads a department.
    var decisions: Markup? {
      guard part.contains(.head) else { return nil }
      let red = board.duties.filter { $0.severity == .red && $0.state == .open }
      let open = board.notices.filter { $0.state == .open }
      var items: [Markup] = []
      if !board.waiting.isEmpty {
        let names = board.waiting.prefix(3).map { form in
          "\(form.project?.name ?? "部门整体")（\(form.form.chinese)，\(form.by) \(form.since.chinese)报送）"
        }.joined(separator: "、")
        let more = board.waiting.count > 3 ? "等\(board.waiting.count)张" : ""
        items.append(item("审核", "\(board.waiting.count)张表待审核", names + more, has(.review) ? "/review" : nil))
      }
      if !open.isEmpty {
        let names = open.prefix(3).map { "\($0.problem)（\($0.due.chinese)前反馈）" }.joined(separator: "、")
        items.append(item("反馈", "\(open.count)件整改待反馈", names, has(.rectify) ? "/rectify" : nil))
      }
      if !red.isEmpty {
        let names = red.prefix(3).map { "\($0.project?.name ?? "部门整体")：\($0.what)" }.joined(separator: "、")
        items.append(item("查看", "\(red.count)条红色预警没有人确认", names, has(.alerts) ? "/alerts" : nil))
      }
      return """
        <section class="decisions"><h2>等我决定</h2>\(items.isEmpty ? "<p>没有等您决定的事。</p>" : "<ul class=\"plain\">\(items)</ul>" as Markup)</section>
        """
    }

    /// What came back to whoever fills it in, each with its way to the form.
    var returned: Markup? {
      guard part.contains(.clerk), !board.returned.isEmpty else { return nil }
      let items = board.returned.prefix(HomePage.returnedShown).map { form in
        let link = FormLink(
          form.form, form.month, project: form.project?.code.text, department: inAddress(form.department))
        return """
          <li><strong>\(form.project?.name ?? "部门整体")</strong>\
          <span class="sub">\(FormLink.chinese(form.form, form.month))，\(form.by) \(form.since.chinese)退回</span>\
          \(Parts.button(chrome.to(link.address), "修改"))</li>
          """ as Markup
      }
      let more: Markup? =
        board.returned.count > HomePage.returnedShown ? "<p class=\"hint\">其余在“表格”页，状态选“已退回”。</p>" : nil
      return """
        <section class="decisions"><h2>退回的表格（\(board.returned.count)张）</h2><ul class="plain">\(Markup(items))</ul>\(more)</section>
        """
    }

    private func item(_ word: String, _ heading: String, _ names: String, _ place: Address?) -> Markup {
      let button: Markup? = place.map { Parts.button(chrome.to($0), word) }
      return "<li><strong>\(heading)</strong><span class=\"sub\">\(names)</span>\(button)</li>"
    }

    /// What is to be done, the latest first.
    var duties: Markup {
      let all = board.duties
      guard !all.isEmpty else {
        let next = board.next.map { next in
          let (_, month, day) = next.day.components
          return "下一个节点\(month)月\(day)日，还有\(next.workdays)个工作日，\(next.projects)个项目还需支付\(next.amount.grouped)元。"
        }
        return Parts.empty("今天没有要办的事。\(next ?? "")", Parts.button(chrome.to("/projects"), "看全部项目"))
      }
      let pages = (all.count + pageSize - 1) / pageSize
      let page = min(max(1, number), pages)
      let divisions = Set(board.parts.map(\.department.division)).count > 1
      let rows = Markup(
        all.dropFirst((page - 1) * pageSize).prefix(pageSize).map { row($0, withDivision: divisions) })
      func link(_ page: Int, _ text: String) -> Markup? {
        (1...pages).contains(page)
          ? Parts.link(chrome.to(Address("/").with("page", page == 1 ? nil : String(page))), text) : nil
      }
      let turn: Markup? =
        pages == 1
        ? nil
        : """
        <nav class="pages" aria-label="分页">\(link(page - 1, "上一页"))<span>第\(page)页，共\(pages)页（\(all.count)项）</span>\
        \(link(page + 1, "下一页"))</nav>
        """
      return """
        <div class="scroll"><table class="cards duties"><thead><tr><th scope="col">灯</th><th scope="col">事项</th>\
        <th scope="col" class="number">金额（元）</th><th scope="col">期限</th><th scope="col"><span class="sr">办理</span></th></tr></thead>\
        <tbody>\(rows)</tbody></table></div>\(turn)
        """
    }

    private func row(_ duty: Duty, withDivision: Bool) -> Markup {
      let project: Markup? = duty.project.map { project in
        "<a href=\"\(place(of: project, duty.department, withDivision))\">\(project.name)</a>"
      }
      let per: Markup? = duty.perWorkday.map { "<span class=\"sub\">每个工作日约\($0.grouped)</span>" }
      let acknowledged: Markup? = duty.state == .acknowledged ? "<span class=\"sub\">\(duty.state.chinese)</span>" : nil
      return """
        <tr>\(Parts.cell("灯", "\(Parts.severity(duty.severity))\(acknowledged)"))\
        <td class="name" data-label="事项"><span title="\(duty.sentence)">\(duty.what)</span>\
        <span class="sub">\(project ?? "\(duty.department.name)")</span></td>\
        \(Parts.cell("金额（元）", "\(duty.amount?.grouped)\(per)", kind: .number))\(Parts.cell("期限", when(duty)))\
        \(Parts.cell("", button(duty, withDivision)))</tr>
        """
    }

    private func when(_ duty: Duty) -> Markup {
      guard let due = duty.due else { return "" }
      let left: String =
        if duty.daysLate > 0 {
          "已过\(duty.daysLate)天"
        } else if duty.isDueToday {
          "今天截止"
        } else {
          "还有\(duty.workdaysLeft ?? 0)个工作日"
        }
      let kind: Markup = duty.daysLate > 0 ? "red" : "soft"
      return "<span class=\"whole\">\(due.chinese)</span><span class=\"sub \(kind)\">\(left)</span>"
    }

    private func place(
      of project: Directory.Project, _ department: DepartmentIdentity, _ withDivision: Bool
    ) -> Address {
      let place = Address("/projects") / project.code.text
      return chrome.to(
        withDivision && department.division.isSpecified ? place.with("division", department.division.text) : place)
    }

    private func inAddress(_ department: DepartmentIdentity) -> String {
      FormLink.text(of: department.division, code: department.code, year: department.fiscalYear)
    }

    /// The very forms: those of another period may be in hand by now.
    private func forms(of duty: Duty) -> Address {
      let list = Address("/forms").with("department", inAddress(duty.department))
      guard case .month(_, let month) = duty.key.period else { return list }
      let form: DepartmentForm = duty.key.rule == .selfEvaluationDue ? .selfEvaluation : .monitoring
      return list.with("period", FormLink.text(form, month))
    }

    /// Where it is done: at the project itself where it is about one.
    private func button(_ duty: Duty, _ withDivision: Bool) -> Markup {
      let own = duty.project.map { place(of: $0, duty.department, withDivision) }
      let word = duty.act.chinese
      switch duty.act {
      case .pay: return own.map { "<a class=\"button\" href=\"\($0)#record\">\(word)</a>" } ?? ""
      case .report:
        if let own { return "<a class=\"button\" href=\"\(own.with("tab", "indicators"))#report\">\(word)</a>" }
        return has(.observations) ? Parts.button(chrome.to("/observations"), word) : ""
      case .fill:
        if has(.forms) { return Parts.button(chrome.to(forms(of: duty)), word) }
        return own.map { Parts.button($0.with("tab", "forms"), word) } ?? ""
      case .explain:
        if has(.alerts) { return Parts.button(chrome.to("/alerts"), word) }
        return own.map { Parts.button($0.with("tab", "alerts"), word) } ?? ""
      case .complete: return has(.documents) ? Parts.button("/import", word) : ""
      }
    }

    /// The departments by their progress, the slowest first.
    var ranking: Markup {
      let ranked = board.parts.filter { $0.totals.budget > .zero }.sorted { a, b in
        (a.totals.progress ?? .one, a.department.code) < (b.totals.progress ?? .one, b.department.code)
      }
      return """
        <section><h2>支出进度（从慢到快）</h2>\(HomeRanking.figure(ranked, elapsed: board.elapsed, shown: 20))\
        \(has(.bureau) ? "<p>\(Parts.button(chrome.to("/bureau"), "各部门明细"))</p>" : "" as Markup)</section>
        """
    }

    /// Who has not handed in what is due, and what was answered.
    var missing: Markup {
      let late = board.parts.filter { $0.formsDue > 0 }
      let names = late.prefix(10).map(\.department.name).joined(separator: "、")
      let more = late.count > 10 ? "等\(late.count)个部门" : ""
      let answered = board.notices.count { $0.state == .answered }
      let link: Markup? =
        has(.submissions)
        ? "<p>\(Parts.button(chrome.to("/bureau/submissions"), "报送情况"))</p>"
        : has(.bureau) ? "<p>\(Parts.button(chrome.to("/bureau"), "报送情况"))</p>" : nil
      let notices: Markup? =
        answered == 0
        ? nil : "<p>\(answered)件整改已反馈，待销号。\(has(.rectify) ? Parts.link(chrome.to("/rectify"), "去办理") : "")</p>"
      return """
        <section><h2>报送</h2><p>\(late.isEmpty ? "没有到期未报送的部门。" : "\(names)\(more)有表格临近或已过报送期限，还没有报送。" as Markup)</p>\
        \(notices)\(link)</section>
        """
    }
  }
}
