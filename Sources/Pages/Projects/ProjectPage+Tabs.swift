internal import Contract
internal import Domain
internal import Reports

// What stands below the picture, tab by tab.
extension ProjectPage.Scene {
  var payments: Markup {
    guard !view.payments.isEmpty else {
      return Parts.empty(
        "还没有支出记录。", means.records ? "<p><a href=\"#record\">在“录入支出”里记第一笔</a></p>" : "<p>由本部门的填报人录入。</p>")
    }
    let rows = Markup(
      view.payments.map { payment in
        let mark: Markup =
          if let by = payment.reversedBy {
            " <span class=\"mark\">已红冲，见\(by)</span>"
          } else if let old = payment.reverses {
            " <span class=\"mark\">红冲\(old)</span>"
          } else {
            ""
          }
        return """
          <tr\(payment.isReversible ? "" : " class=\"gone\"" as Markup)>\(Parts.cell("日期", "\(payment.day.chinese)"))\
          \(Parts.cell("金额", "\(payment.amount.grouped)", kind: .number))\(Parts.cell("类别", "\(payment.category)"))\
          \(Parts.cell("凭证号", "\(payment.voucher)\(mark)"))\(Parts.cell("摘要", "\(payment.memo)"))\
          \(Parts.cell("经办", "\(payment.actor)"))\(Parts.cell("录入时间", "\(payment.recordedAt.chinese)"))\
          \(means.reverses ? Parts.cell("红冲", reversal(of: payment)) : nil)</tr>
          """
      })
    let sum = """
      <tr class="sum"><td>合计</td>\(Parts.cell("金额", "\(view.standing.paid.grouped)", kind: .number))\
      <td colspan="\(means.reverses ? 6 : 5)">\(view.payments.count)笔</td></tr>
      """ as Markup
    let head: Markup? = means.reverses ? "<th scope=\"col\">红冲</th>" : nil
    return """
      <p class="unit">单位：元</p><div class="scroll"><table class="cards\(means.reverses ? " acts" : "" as Markup)"><thead><tr><th scope="col">日期</th>\
      <th scope="col" class="number">金额</th><th scope="col">类别</th><th scope="col">凭证号</th><th scope="col">摘要</th>\
      <th scope="col">经办</th><th scope="col">录入时间</th>\(head)</tr></thead><tbody>\(rows)\(sum)</tbody></table></div>
      """
  }

  /// A form to take one payment back.
  private func reversal(of payment: KeptPayment) -> Markup {
    guard payment.isReversible else { return "" }
    let typed = typed(.reversal), isThis = typed["voucher"] == payment.voucher
    let problems = isThis ? problems(.reversal) : Problems()
    // Several stand on the page: the names that links go to are those of the one that was tried.
    let place = isThis ? "" : "-\(payment.id)"
    func field(_ name: String, _ label: String, _ type: Markup, _ value: String?) -> Markup {
      let wrong: Markup? = problems[name].map { "<span class=\"problem\">\($0)</span>" }
      return """
        <div class="field"><label for="f-\(name)\(place)">\(label)</label><input type="\(type)" id="f-\(name)\(place)" \
        name="\(name)" value="\(value)" required>\(wrong)</div>
        """
    }
    let open: Markup = isThis ? " open" : ""
    return """
      <details class="reverse"\(open)><summary>红冲</summary>\(chrome.form(to: post("reversals"), """
        <input type="hidden" name="voucher" value="\(payment.voucher)">\
        \(field("newVoucher", "红冲凭证号", "text", isThis ? typed["newVoucher"] : nil))\
        \(field("reversalDate", "日期", "date", isThis ? typed["reversalDate"] : view.day.description))\
        <button class="danger">红冲\(payment.amount.grouped)元</button>
        """))</details>
      """
  }

  var indicators: Markup {
    guard !view.indicators.isEmpty else { return Parts.empty("这个项目在预算文件中没有绩效指标。") }
    let rows = Markup(
      view.indicators.map { line in
        let evidence: Markup? = line.evidence.map { kept in
          "<span class=\"sub\">\(kept.day.chinese)，\(kept.actor)\(kept.text.map { "，依据：\($0)" })</span>"
        }
        let fill: Markup? =
          means.reports && line.isReported
          ? "<a href=\"\(to(.indicators).with("indicator", line.id.reference))#report\">填报</a>" : nil
        return """
          <tr>\(Parts.cell("序号", "\(line.position)", kind: .number))\(Parts.cell("级次", "\(line.level1) \(line.level2)"))\
          \(Parts.cell("指标", "\(line.name)", kind: .title))\(Parts.cell("指标值", "\(line.target)"))\
          \(Parts.cell("取值方式", "\(line.binding.chinese)"))\
          \(Parts.cell("完成值", "\(line.reading.value ?? "—")\(evidence)\(files(of: line))"))\
          \(Parts.cell("状态", Parts.status(line.reading.status)))\(means.reports ? Parts.cell("", fill ?? "") : nil)</tr>
          """
      })
    let head: Markup? = means.reports ? "<th scope=\"col\"><span class=\"sr\">填报</span></th>" : nil
    return """
      \(means.reports ? report : nil)<div class="scroll"><table class="cards"><thead><tr><th scope="col" class="number">序号</th>\
      <th scope="col">级次</th><th scope="col">指标</th><th scope="col">指标值</th><th scope="col">取值方式</th>\
      <th scope="col">完成值</th><th scope="col">状态</th>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// The files of its values, and where they are sent and taken back.
  private func files(of line: ProjectView.IndicatorLine) -> Markup? {
    guard line.evidence != nil || !line.files.isEmpty else { return nil }
    let place = EvidenceList.address(
      project: view.standing.code.text, department: nil, indicator: line.id.reference, division: division)
    let files = line.files.map { EvidenceFileAnswer($0, unit: line.unit) }
    return """
      \(EvidenceList.links(files, withDays: true, chrome))\
      <span class="sub">\(Parts.link(chrome.to(place), means.reports ? "上传和管理佐证材料" : "佐证材料"))</span>
      """
  }

  /// A value to be reported.
  private var report: Markup? {
    let lines = view.indicators.filter(\.isReported)
    guard !lines.isEmpty else { return nil }
    let (typed, problems) = (typed(.value), problems(.value))
    let choices = lines.map { (value: $0.id.reference, text: "\($0.position). \($0.name)（\($0.target)）") }
    return """
      <section id="report"><h2>填报完成值</h2>\(chrome.form(to: post("values"), kind: .files, """
        <div class="fields">\(Field("indicator", "指标", .choice([("", "请选择")] + choices), isRequired: true)
          .markup(typed["indicator"], problems["indicator"]))\
        \(Field("valueDate", "日期", .day, isRequired: true).markup(typed["valueDate"] ?? view.day.description, problems["valueDate"]))\
        \(Field("value", "完成值", hint: "如 95%、36家、达成", isRequired: true).markup(typed["value"], problems["value"]))\
        \(Field("outOf", "分母（可不填）", hint: "如合格27、共30，分母填30").markup(typed["outOf"], problems["outOf"]))\
        \(Field("evidence", "依据（可不填）").markup(typed["evidence"], problems["evidence"]))</div>\
        \(EvidenceList.input("佐证材料（可不填）", problems[EvidenceList.field], lost: typed[EvidenceList.lost]))\
        \(typed["confirmed"] != nil || !problems.isEmpty ? Field("confirmed", "确认无误", .tick).markup(typed["confirmed"]) : nil)\
        <button class="main">保存</button>
        """))</section>
      """
  }

  var alerts: Markup {
    guard !view.alerts.isEmpty else { return Parts.empty("这个项目没有预警。") }
    let items = Markup(
      view.alerts.map { alert in
        """
        <tr>\(Parts.cell("级别", Parts.severity(alert.severity)))\(Parts.cell("预警", "\(alert.rule.chinese)"))\
        \(Parts.cell("说明", "\(alert.sentence)", kind: .title))\(Parts.cell("自", "\(alert.since.chinese)"))\
        \(Parts.cell("状态", "\(alert.state.chinese)"))</tr>
        """
      })
    let more: Markup? =
      chrome.person?.menu.contains(.alerts) == true
      ? "<p>\(Parts.button(chrome.to("/alerts"), "到“预警”页确认或静默"))</p>" : nil
    return """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">级别</th><th scope="col">预警</th>\
      <th scope="col">说明</th><th scope="col">自</th><th scope="col">状态</th></tr></thead><tbody>\(items)</tbody></table></div>\(more)
      """
  }

  var forms: Markup {
    let leads = chrome.person?.menu.contains(.forms) == true || chrome.person?.menu.contains(.review) == true
    guard !view.forms.isEmpty else {
      return Parts.empty(
        "还没有填过这个项目的监控表或自评表。", leads ? Parts.button(chrome.to("/forms"), "到“表格”页") : "")
    }
    let rows = Markup(
      view.forms.map { form in
        let name = form.form.chinese + (form.form == .monitoring ? "（1—\(form.month)月）" : "")
        let link = FormLink(form.form, form.month, project: view.standing.code.text, department: nil).address
        return """
          <tr>\(Parts.cell("表", leads ? Parts.link(chrome.to(link), name) : "\(name)", kind: .title))\
          \(Parts.cell("版本", "\(form.version)", kind: .number))\(Parts.cell("状态", "\(form.state.chinese)"))\
          \(Parts.cell("自", "\(form.since?.chinese ?? "—")"))</tr>
          """
      })
    return """
      <div class="scroll"><table class="cards"><thead><tr><th scope="col">表</th><th scope="col" class="number">版本</th>\
      <th scope="col">状态</th><th scope="col">自</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  var versions: Markup {
    let adjusted = Markup(
      view.adjustments.map { kept in
        let amount = kept.adjustment.amount
        let kind =
          kept.counterpart.map { "与“\($0)”调剂" } ?? (amount < .zero ? "调减" : "追加")
        return """
          <tr>\(Parts.cell("自", "\(kept.adjustment.day.chinese)"))\(Parts.cell("变动", "\(kind)\(amount.grouped)元"))\
          \(Parts.cell("文号", "\(kept.adjustment.document)"))\(Parts.cell("备注", "\(kept.memo)"))\
          \(Parts.cell("经办", "\(kept.actor)"))</tr>
          """
      })
    let adjustments: Markup? =
      view.adjustments.isEmpty
      ? nil
      : """
      <h2>预算调整</h2><div class="scroll"><table class="cards"><thead><tr><th scope="col">自</th><th scope="col">变动</th>\
      <th scope="col">文号</th><th scope="col">备注</th><th scope="col">经办</th></tr></thead><tbody>\(adjusted)</tbody></table></div>
      """
    let rows = Markup(
      view.versions.enumerated().map { index, version in
        let before = index + 1 < view.versions.count ? view.versions[index + 1] : nil
        return """
          <tr>\(Parts.cell("自", "\(version.from.chinese)"))\(Parts.cell("文件", "\(version.file)"))\
          \(Parts.cell("名称", changed(before?.name, version.name), kind: .title))\
          \(Parts.cell("预算数", changed(before?.budget.grouped, version.budget.grouped), kind: .number))\
          \(Parts.cell("支出计划", changed(before?.plan.chinese, version.plan.chinese)))\
          \(Parts.cell("导入", "\(version.actor)，\(version.importedAt.chinese)"))</tr>
          """
      })
    return """
      <h2>预算文件</h2><p class="unit">单位：元</p><div class="scroll"><table class="cards"><thead><tr><th scope="col">自</th>\
      <th scope="col">文件</th><th scope="col">名称</th><th scope="col" class="number">预算数</th><th scope="col">支出计划</th>\
      <th scope="col">导入</th></tr></thead><tbody>\(rows)</tbody></table></div>\(adjustments)
      """
  }

  /// What it is, and what it was where a document changed it.
  private func changed(_ before: String?, _ now: String) -> Markup {
    guard let before, before != now else { return "\(now)" }
    return "<strong>\(now)</strong><span class=\"sub\">原为\(before)</span>"
  }
}

extension SpendingPlan {
  /// `3月25%，6月50%`, as the document printed it.
  fileprivate var chinese: String {
    guard basis != .absent else { return "没有计划（按序时进度）" }
    return cells.compactMap { cell in cell.share.map { "\(cell.month)月\($0.percentText)%" } }.joined(separator: "，")
  }
}

extension Parts {
  /// How an indicator stands: colour, sign and word.
  static func status(_ status: IndicatorStatus) -> Markup {
    let kind: Markup =
      switch status {
      case .met: "green"
      case .inProgress: "blue"
      case .offTarget, .violated: "red"
      case .notReported: "yellow"
      case .notDue: "none"
      }
    return "<span class=\"light \(kind)\"><i aria-hidden=\"true\">\(sign(status))</i>\(status.chinese)</span>"
  }

  /// The sign of it.
  static func sign(_ status: IndicatorStatus) -> String {
    switch status {
    case .met: "○"
    case .inProgress: "…"
    case .offTarget, .violated: "✕"
    case .notReported: "？"
    case .notDue: "–"
    }
  }
}
