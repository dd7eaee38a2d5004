package import Contract
internal import Domain

/// 系统管理: whether all is well, and what waits for somebody.
package enum ServicePage {
  /// The page.
  package static func page(_ service: ServiceAnswer, _ checks: ChecksAnswer, _ about: AboutAnswer, _ chrome: Chrome)
    -> Page
  {
    let bad = checks.checks.filter { !$0.ok }, good = checks.checks.filter(\.ok)
    let findings = bad.map {
      "<li><span class=\"light red\"><i aria-hidden=\"true\">✕</i>问题</span> <strong>\($0.name)</strong>：\($0.message)</li>"
        as Markup
    }
    let fine = good.map {
      "<li><span class=\"green\">○</span> <strong>\($0.name)</strong>：\($0.message)</li>" as Markup
    }
    let daemons = service.daemons.map { daemon -> Markup in
      """
      <tr>\(Parts.cell("机器", "\(daemon.host)", kind: .title))\(Parts.cell("进程", "\(daemon.pid)", kind: .number))\
      \(Parts.cell("时钟", "\(daemon.clock)"))\(Parts.cell("最近出现", "\(daemon.silentSeconds)秒前"))\(Parts.cell("问题", "\(daemon.problem)"))</tr>
      """
    }
    let running: Markup =
      daemons.isEmpty
      ? Parts.empty("没有守护进程在运行，到期的评判和消息都不会发出。", "<p>在服务器上执行 <code>jixiao serve</code>。</p>")
      : """
      <table class="cards"><thead><tr><th scope="col">机器</th><th scope="col" class="number">进程</th><th scope="col">时钟</th>\
      <th scope="col">最近出现</th><th scope="col">问题</th></tr></thead><tbody>\(daemons)</tbody></table>
      """
    let jobs = service.setAside.map { job -> Markup in
      """
      <tr>\(Parts.cell("编号", "\(job.id)", kind: .number))\(Parts.cell("任务", "\(job.kind)", kind: .title))\
      \(Parts.cell("部门", "\(job.department)"))\(Parts.cell("到期", "\(job.due.chinese)"))\(Parts.cell("原因", "\(job.error)"))</tr>
      """
    }
    let setAside: Markup =
      jobs.isEmpty
      ? "<p>没有搁置的任务。</p>"
      : """
      <table class="cards"><thead><tr><th scope="col" class="number">编号</th><th scope="col">任务</th><th scope="col">部门</th>\
      <th scope="col">到期</th><th scope="col">原因</th></tr></thead><tbody>\(jobs)</tbody></table>\
      \(AdminTabs.button("/admin/deliveries/revive", "all", "yes", "重新执行搁置的任务，重发搁置的消息", chrome))
      """
    let since = service.secondsSinceEvaluation.map {
      $0 < 120 ? "\($0)秒前" : $0 < 7200 ? "\($0 / 60)分钟前" : "\($0 / 3600)小时前"
    }
    return Page(
      "系统管理", menu: .admin,
      """
      \(AdminTabs.markup("/admin"))<div class="figures"><div><span>守护进程</span><strong>\(service.daemons.count)个</strong>\
      <span>最近评判：\(since ?? "还没有")</span></div><div><span>搁置的任务</span><strong>\(service.setAside.count)个</strong></div>\
      <div><span>待发消息</span><strong>\(service.waitingMessages)条</strong><span>搁置\(service.deadLetters)条</span></div>\
      <div><span>接收人</span><strong>\(service.recipients)人</strong><span>数据库结构第\(about.schema)版</span></div></div>\
      <section><h2>检查</h2><ul class="plain lines">\(findings)\(bad.isEmpty ? "<li>没有发现问题。</li>" : "" as Markup)</ul>\
      <details><summary>正常的\(good.count)项</summary><ul class="plain lines">\(fine)</ul></details></section>\
      <section><h2>守护进程</h2>\(running)</section><section><h2>搁置的任务</h2>\(setAside)</section>
      """)
  }
}

/// 消息送达: what waits and what was given up.
package enum DeliveriesPage {
  /// What is asked for less.
  package static let filters = ["state"]

  /// Which messages are looked at: those that were given up, where nobody says.
  package static func state(_ query: FormFields) -> DeliveriesRequest.State {
    query.typed("state").flatMap { DeliveriesRequest.State(rawValue: $0) } ?? .dead
  }

  private static func name(_ state: DeliveriesRequest.State) -> String {
    switch state {
    case .waiting: "待发"
    case .sent: "已送达"
    case .dead: "搁置"
    case .superseded: "已作废"
    }
  }

  /// The page: nobody who keeps the service sees what a message says.
  package static func page(_ answer: DeliveriesAnswer, _ query: FormFields, _ chrome: Chrome) -> Page {
    let state = state(query)
    let list = ListState("/admin/deliveries", query, filters: filters, usual: "id")
    let links = DeliveriesRequest.State.allCases.map { each -> Markup in
      let mark: Markup = each == state ? " aria-current=\"page\"" : ""
      return "<a href=\"\(Address("/admin/deliveries").with("state", each.rawValue))\"\(mark)>\(name(each))</a>"
    }
    let all = Array(answer.deliveries.reversed())
    let rows = list.page(all).map { delivery -> Markup in
      let again: Markup =
        delivery.state == "dead"
        ? AdminTabs.button("/admin/deliveries/revive", "id", "\(delivery.id)", "重发", chrome) : ""
      return """
        <tr>\(Parts.cell("编号", "\(delivery.id)", kind: .number))\(Parts.cell("写入", "\(delivery.writtenAt.chinese)"))\
        \(Parts.cell("接收人", "\(delivery.recipient)", kind: .title))\(Parts.cell("通道", "\(delivery.channel)"))\
        \(Parts.cell("地址", "\(delivery.address)"))\(Parts.cell("试了", "\(delivery.attempts)次", kind: .number))\
        \(Parts.cell("结果", "\(delivery.receipt ?? delivery.error)"))\(Parts.cell("", again))</tr>
        """
    }
    let body: Markup =
      all.isEmpty
      ? Parts.empty("没有\(name(state))的消息。")
      : """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col" class="number">编号</th><th scope="col">写入</th>\
      <th scope="col">接收人</th><th scope="col">通道</th><th scope="col">地址</th><th scope="col" class="number">尝试</th>\
      <th scope="col">回执或原因</th><th scope="col"><span class="sr">办理</span></th></tr></thead><tbody>\(rows)</tbody></table></div>\
      \(list.links(of: all.count, chrome))
      """
    let revive: Markup =
      state == .dead && !all.isEmpty ? AdminTabs.button("/admin/deliveries/revive", "all", "yes", "全部重发", chrome) : ""
    return Page(
      "消息送达", menu: .admin,
      "\(AdminTabs.markup("/admin/deliveries"))<nav class=\"states\" aria-label=\"状态\">\(links)</nav>\(body)\(revive)")
  }
}
