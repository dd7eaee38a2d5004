package import Domain
package import Reports

/// The page of one project: whether it is on course, why it has its light, and what can be done about it.
package enum ProjectPage {
  /// What stands below the picture.
  package enum Tab: String, CaseIterable, Sendable {
    case payments, indicators, alerts, forms, versions

    var chinese: String {
      switch self {
      case .payments: "支出"
      case .indicators: "指标"
      case .alerts: "预警"
      case .forms: "表格"
      case .versions: "版本"
      }
    }
  }

  /// What was typed into one of its forms and is not kept, with what is wrong.
  package struct Attempt: Sendable {
    /// The forms of the page.
    package enum Form: String, Sendable { case payment, reversal, value }
    /// Which of them.
    package let form: Form
    let typed: FormFields, problems: Problems
    /// What is kept already under the voucher that was typed.
    let standing: KeptPayment?

    /// One.
    package init(_ form: Form, _ typed: FormFields, _ problems: Problems, standing: KeptPayment? = nil) {
      (self.form, self.typed, self.problems, self.standing) = (form, typed, problems, standing)
    }
  }

  /// What whoever looks may do here.
  package struct Means: Sendable {
    let records: Bool, reverses: Bool, reports: Bool

    /// Some rights.
    package init(records: Bool, reverses: Bool, reports: Bool) {
      (self.records, self.reverses, self.reports) = (records, reverses, reports)
    }
  }

  /// Where it stands.
  package static func address(_ view: ProjectView, division: String?, tab: Tab? = nil) -> Address {
    (Address("/projects") / view.standing.code.text).with("division", division).with(
      "tab", tab.flatMap { $0 == .payments ? nil : $0.rawValue })
  }

  /// The page.
  ///
  /// - Parameter division: the division it was asked for in, where one was.
  package static func page(
    _ view: ProjectView, tab: Tab, division: String?, may means: Means, attempt: Attempt? = nil, _ chrome: Chrome
  ) -> Page {
    let scene = Scene(view: view, tab: tab, division: division, means: means, attempt: attempt, chrome: chrome)
    let heading = attempt.map { $0.form == .value ? "完成值没有保存，请看：" : "支出没有保存，请看：" }
    return Page(
      view.standing.name, menu: .projects,
      actions: """
        \(Parts.button(chrome.to("/projects"), "全部项目"))<button type="button" class="print" hidden>打印</button>
        """,
      """
      \(Parts.asOf(chrome))\(attempt.map { $0.problems.box(heading ?? "") })\(scene.head)<div class="sides project">\
      <section><h2>支出进度</h2>\(CoursePicture.figure(view.course))</section>\
      \(means.records ? scene.record : scene.facts)</div>\(means.records ? scene.facts : nil)\
      <nav class="tabs" id="content" aria-label="项目内容">\(scene.tabs)</nav>\(scene.content)
      """)
  }

  /// What the parts of the page are made of.
  struct Scene {
    let view: ProjectView, tab: Tab, division: String?, means: Means, attempt: Attempt?, chrome: Chrome

    func to(_ tab: Tab) -> Address { chrome.to(ProjectPage.address(view, division: division, tab: tab)) }
    func post(_ part: String) -> Address { ProjectPage.address(view, division: division) / part }
    func typed(_ form: Attempt.Form) -> FormFields {
      attempt.flatMap { $0.form == form ? $0.typed : nil } ?? FormFields()
    }
    func problems(_ form: Attempt.Form) -> Problems {
      attempt.flatMap { $0.form == form ? $0.problems : nil } ?? Problems()
    }

    /// Code, light, and why: the alert's sentence where one stands, else that of the figures.
    var head: Markup {
      let standing = view.standing
      let alert = view.alerts.first { $0.rule.isAboutSpending }
      let sentence = alert?.sentence ?? standing.reason.chinese
      // An alert about the checkpoint says it already, as long as it is the light's.
      let isTold = alert == nil || alert?.rule == .checkpointMissed && [.red, .yellow].contains(standing.light)
      var figures: Markup?
      if case .byCheckpoint(let sums) = standing.reason {
        figures = """
          <p class="arithmetic">应到：\(sums.budget.grouped)×\(sums.share.percentText)%＝\(sums.planned.grouped)元\
          （\(sums.checkpoint.chinese)\(sums.isFallback ? "，序时" : "")）\(sums.division.map { "；及时率：\($0)" as Markup })\
          ；达标线\(sums.threshold.percentText)%，红线\(sums.red.percentText)%。\
          \(isTold ? "" : "<br>\(standing.reason.chinese)" as Markup)</p>
          """
      }
      return """
        <div class="why"><p><span class="code">\(standing.code.text)</span> \(Parts.light(standing.light)) \(sentence)</p>\
        \(figures)</div>
        """
    }

    /// The facts.
    var facts: Markup {
      let standing = view.standing
      func row(_ name: String, _ value: String?) -> Markup? { value.map { "<dt>\(name)</dt><dd>\($0)</dd>" } }
      let next = standing.next.map { "\($0.day.chinese)前还差\($0.amount.grouped)元" }
      let adjusted = view.sheet.flatMap { $0.initialBudget == $0.budget ? nil : "\($0.initialBudget.grouped)元" }
      let funds = view.sheet.flatMap { sheet in
        sheet.otherFunds == .zero ? nil : "财政\(sheet.fiscalFunds.grouped)元，其他\(sheet.otherFunds.grouped)元"
      }
      return """
        <section class="about"><h2>情况</h2><dl class="facts">\(row("预算数", "\(standing.budget.grouped)元"))\(row("年初预算", adjusted))\(row("资金来源", funds))\
        \(row("已支付", "\(standing.paid.grouped)元（\(Parts.percent(standing.progress))）"))\
        \(row("未支付", "\(max(.zero, standing.budget - standing.paid).grouped)元"))\(row("下一节点", next))\
        \(row("全年预计", view.course.forecast.map { "\($0.sum.grouped)元" }))\
        \(row("部门", "\(standing.department.code) \(standing.department.name)"))\
        \(row("结转", view.sheet?.isCarryOver == true ? "上年结转资金" : nil))\
        \(row("绩效目标", view.sheet.flatMap { $0.goals.isEmpty ? nil : $0.goals.joined(separator: "；") }))</dl></section>
        """
    }

    /// A payment to be recorded.
    var record: Markup {
      let (typed, problems) = (typed(.payment), problems(.payment))
      let categories = view.account.categories + (view.account.wantsCategory ? [SpendingAccount.otherCategory] : [])
      let category: Field =
        view.account.categories.isEmpty
        ? Field("category", "支出类别（可不填）")
        : Field(
          "category", "支出类别", .choice([("", "请选择")] + categories.map { ($0, $0) }),
          isRequired: view.account.wantsCategory)
      return """
        <section id="record" class="record"><h2>录入支出</h2>\(standingBeside(typed))\(chrome.form(to: post("payments"), """
          <div class="pair">\(Field("date", "日期", .day, isRequired: true).markup(typed["date"] ?? view.day.description, problems["date"]))\
          \(Field("amount", "金额（元）", .amount, isRequired: true).markup(typed["amount"], problems["amount"]))</div>\
          <div class="pair">\(Field("voucher", "凭证号", isRequired: true).markup(typed["voucher"], problems["voucher"]))\
          \(category.markup(typed["category"], problems["category"]))</div>\
          \(Field("memo", "摘要（可不填）").markup(typed["memo"], problems["memo"]))<button class="main">保存</button>
          """))</section>
        """
    }

    /// What is kept under the voucher beside what was typed.
    private func standingBeside(_ typed: FormFields) -> Markup? {
      guard let kept = attempt?.standing else { return nil }
      func row(_ name: String, _ there: String, _ here: String) -> Markup {
        "<tr><th scope=\"row\">\(name)</th><td>\(there)</td><td>\(here)</td></tr>"
      }
      return """
        <table class="beside"><caption>凭证号\(kept.voucher)已有记录</caption><thead><tr><th scope="col"></th>\
        <th scope="col">已有</th><th scope="col">您填的</th></tr></thead><tbody>\
        \(row("日期", kept.day.chinese, typed["date"] ?? ""))\(row("金额", kept.amount.grouped + "元", typed["amount"] ?? ""))\
        \(row("类别", kept.category ?? "", typed["category"] ?? ""))\(row("摘要", kept.memo ?? "", typed["memo"] ?? ""))\
        \(row("经办", "\(kept.actor ?? "")，\(kept.recordedAt.chinese)", chrome.person?.name ?? ""))</tbody></table>
        """
    }

    var tabs: Markup {
      let counts: [Tab: Int] = [
        .payments: view.payments.count, .indicators: view.indicators.count, .alerts: view.alerts.count,
      ]
      return Markup(
        Tab.allCases.map { item in
          let current: Markup = item == tab ? " aria-current=\"page\"" : ""
          let count = counts[item].map { "（\($0)）" } ?? ""
          return "<a href=\"\(to(item))#content\"\(current)>\(item.chinese)\(count)</a>"
        })
    }

    var content: Markup {
      switch tab {
      case .payments: payments
      case .indicators: indicators
      case .alerts: alerts
      case .forms: forms
      case .versions: versions
      }
    }
  }
}
