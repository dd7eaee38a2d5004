import Contract
import Desk
import Domain
import Postgres
import Reports
import Store
import TestSupport

/// The form most trials are about: of the cleaning project, and who fills it in.
enum FormTrial {
  /// A form of the cleaning project.
  static func key(_ store: Store, _ form: DepartmentForm = .monitoring) async throws -> FormKey {
    let code = try ProjectCode.parse(Stage.cleaning)
    guard let owner = try await store.owner(of: code) else { throw SpendingAccount.unknown(code) }
    return FormKey(
      department: owner.department, owner: .project(owner.project), form: form, month: form == .monitoring ? 6 : 12)
  }

  /// Fills in one field, of the `row`th indicator where there is one.
  static func fill(
    _ store: Store, _ name: FormField.Name, _ text: String, row: Int? = nil, of form: DepartmentForm = .monitoring
  ) async throws {
    let key = try await key(store, form)
    let indicators = try await store.indicators(of: key)
    try await fill(store, key, FormField(name, indicator: row.map { indicators[$0 - 1].id }), text)
  }

  /// Fills in one field.
  static func fill(_ store: Store, _ key: FormKey, _ field: FormField, _ text: String) async throws {
    let entry = try FormEntry(field, typed: text, reason: "按台账")
    _ = try await FormDesk(store).fill(key, [entry], by: "张三", on: try Day.parse("2025-07-10"), fiscalYear: 2025)
  }

  /// Reads a value of the `row`th indicator of the sample's first project.
  static func value(_ text: String, row: Int, _ place: Place) async throws {
    let day = try Day.parse("2025-06-30")
    try await place.on(.sample) { store in
      _ = try await store.indicators(of: try await key(store))[row - 1].context.value(text, on: day, today: day)
    }
  }
}

/// Forms, and what is filled into them, that are not taken.
extension Trial {
  static let fieldNotOfForm = saying("绩效运行监控表没有“得分”一栏。") { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .score, "1", row: 1) }
  }
  static let amountWithoutUnit = saying("“基本支出执行数”请写明单位：700.5万元，或700.5元。") { place in
    try await place.on(.sample) { store in
      let department = try await FormTrial.key(store).department
      let key = FormKey(department: department, owner: .whole, form: .monitoring, month: 6)
      try await FormTrial.fill(store, key, FormField(.paidBasic), "700.5")
    }
  }
  static let indicatorNotOfForm = saying("这张表没有这项指标。") { place in
    try await place.on(.sample) { store in
      let key = try await FormTrial.key(store)
      try await FormTrial.fill(store, key, FormField(.likelihood, indicator: 999_999), "确定能")
    }
  }
  static let indicatorMissing = saying("“完成目标可能性”请指明是第几项指标。") { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .likelihood, "确定能") }
  }
  static let indicatorNotWanted = saying("“实施单位”是整张表的，不属于某一项指标。") { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .unit, "局本级", row: 1) }
  }
  static let sourceOnlyOne = saying("项目只有一个资金来源，“当年财政拨款执行数”就是支出记录的合计，不需要填写。") { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .paidFiscal, "1万元") }
  }
  static let executionComputed = saying("全年预算数不为零，预算执行率得分按公式计算，不需要填写。") { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .executionScore, "10", of: .selfEvaluation) }
  }
  static let forecastOutOfBounds = each(
    saying("全年预计执行数不能超过全年预算3.00万元。") { place in
      try await place.on(.sample) { try await FormTrial.fill($0, .forecast, "99万元") }
    },
    saying("全年预计执行数不能少于已执行的0.75万元。") { place in
      try await place.onOwn(.sample) { store, _ in
        _ = try await store.append(
          try SpendingLine(project: Stage.cleaning, date: "2025-03-20", amount: "7500元", voucher: "P-1"))
        try await FormTrial.fill(store, .forecast, "0.5万元")
      }
    })
  static let expectedAbove = saying(
    "“支出进度及时率”全年预计50.01%已不可能：已过节点的及时率不再变化，其余节点都按时支付，全年最多为50.00%，请更正。"
  ) { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .expected, "50.01%", row: 4) }
  }
  static let formUnchanged = saying(
    "李四于2025年7月11日退回，意见：核对第4项；退回以后这张表没有改动。请按意见修改，确需原样再报的，确认后再报。"
  ) { place in
    try await place.onOwn(.sample) { store, _ in
      let (key, desk) = (try await FormTrial.key(store), FormDesk(store))
      let day = try Day.parse("2025-07-10")
      var entries: [FormEntry] = []
      for indicator in try await store.indicators(of: key) {
        func add(_ name: FormField.Name, _ text: String) throws {
          entries.append(try FormEntry(FormField(name, indicator: indicator.id), typed: text))
        }
        for (name, text): (FormField.Name, String) in [
          (.likelihood, "有可能"), (.measures, "下半年补足"), (.causes, "经费保障"), (.explanation, "资金到位晚"),
        ] { try add(name, text) }
        if indicator.bound.name != "spending" { try add(.expected, "力争完成") }
        if indicator.bound == .observation { try add(.actual, "未到期") }
      }
      _ = try await desk.fill(key, entries, by: "张三", on: day, fiscalYear: 2025)
      _ = try await desk.act(.submit, on: key, by: "张三", on: day, fiscalYear: 2025)
      _ = try await desk.act(.giveBack(remarks: "核对第4项"), on: key, by: "李四", on: day + 1, fiscalYear: 2025)
      _ = try await desk.act(.submit, on: key, by: "张三", on: day + 1, fiscalYear: 2025)
    }
  }
  static let expectedNotAmount = saying(
    "“保洁服务成本”限定金额，全年预计完成情况应是一个金额，如3万元，收到“2.8万元左右”；补充的话请写在备注里。"
  ) { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .expected, "2.8万元左右", row: 5) }
  }
  static let costsDiffer = saying(
    "成本各项全年预计合计52,000.00元，另有不属于这几项的支出5,000.00元，全年预计执行数31,000.00元，相差26,000.00元。请核对改正；确属如此的，确认无误后再报。"
  ) { place in
    try await place.onOwn(.sample) { store, _ in
      let code = try ProjectCode.parse("13062525P00023210026B")
      guard let owner = try await store.owner(of: code) else { throw SpendingAccount.unknown(code) }
      let key = FormKey(department: owner.department, owner: .project(owner.project), form: .monitoring, month: 6)
      _ = try await store.append(
        try SpendingLine(
          project: code.text, date: "2025-06-20", amount: "5000元", voucher: "P-1", category: "其他"))
      let (day, desk) = (try Day.parse("2025-07-10"), FormDesk(store))
      var entries: [FormEntry] = []
      for indicator in try await store.indicators(of: key) {
        let isCost = indicator.bound.category != nil
        for (name, text): (FormField.Name, String) in [
          (.likelihood, "有可能"), (.expected, isCost ? "2.6万元" : "力争完成"), (.measures, "下半年补足"), (.causes, "经费保障"),
          (.explanation, "资金到位晚"),
        ] { entries.append(try FormEntry(FormField(name, indicator: indicator.id), typed: text)) }
        if indicator.bound == .observation {
          entries.append(try FormEntry(FormField(.actual, indicator: indicator.id), typed: "未到期"))
        }
      }
      _ = try await desk.fill(key, entries, by: "张三", on: day, fiscalYear: 2025)
      _ = try await desk.act(.submit, on: key, by: "张三", on: day, fiscalYear: 2025)
    }
  }
  static let formQuestions = saying(
    """
    有2处要一并确认，确认即是对这2处都确认。\
    （1）“保洁效果合格率”全年预计完成情况：完成值“0.88”没有写%，与指标值“≥95%”相差约一百倍，像是把百分比写成了小数：是88%，还是0.88%？\
    请写明百分号；确是0.88%的，写成 0.88%，或确认无误后再报。\
    （2）“保洁服务及时率”全年预计完成情况：完成值“0.9”没有写%，与指标值“≥90%”相差约一百倍，像是把百分比写成了小数：是90%，还是0.9%？\
    请写明百分号；确是0.9%的，写成 0.9%，或确认无误后再报。
    """
  ) { place in
    try await place.on(.sample) { store in
      let key = try await FormTrial.key(store)
      let rows = try await store.indicators(of: key)
      let entries = try [(1, "0.88"), (2, "0.9")].map {
        try FormEntry(FormField(.expected, indicator: rows[$0].id), typed: $1)
      }
      _ = try await FormDesk(store).fill(
        key, entries, by: "张三", on: try Day.parse("2025-07-10"), fiscalYear: 2025)
    }
  }
  static let reportedAlready = saying("“机关人员满意度”已有记录的完成值，不能再写“未到期”。") { place in
    try await place.onOwn(.sample) { store, _ in
      let indicators = try await store.indicators(of: try await FormTrial.key(store))
      let value = Observation(day: try Day.parse("2025-06-10"), value: .number(Quantity(units: 92)))
      _ = try await store.append(value, to: indicators[6].id, evidence: nil)
      try await FormTrial.fill(store, .actual, "未到期", row: 7)
    }
  }
  static let periodNotOpen = saying(
    "绩效自评表的完成值自2025年11月1日起填报，现在是2025年7月10日；本期以前的完成值请按其日期另行记录。"
  ) { place in
    try await place.on(.sample) { try await FormTrial.fill($0, .actual, "430", row: 1, of: .selfEvaluation) }
  }
  static let nothingToConfirm = saying("“保洁服务面积”没有填报过完成值，无可沿用，请填写完成值。") { place in
    try await place.on(.sample) { store in
      let key = try await FormTrial.key(store)
      let first = try await store.indicators(of: key).map(\.id).prefix(1)
      _ = try await FormDesk(store).fill(
        key, [], confirming: Array(first), by: "张三", on: try Day.parse("2025-07-10"), fiscalYear: 2025)
    }
  }
  static let reasonMissing = saying("更正“全年预计执行数”请写明理由。") { _ in
    _ = try FormEntry(FormField(.forecast), typed: "3万元", reason: " ")
  }
  static let fieldTooLong = saying("“实施单位”有61字，最多60字。") { _ in
    _ = try FormEntry(FormField(.unit), typed: String(repeating: "局", count: 61))
  }
  static let fieldNegative = saying("“其他资金执行数”不能是负数。") { _ in _ = try FormEntry(FormField(.paidOther), typed: "-1元") }
  static let causeUnknown = saying("不认识的偏差原因“天气”，可选：经费保障、制度保障、人员保障、硬件条件保障、其他。") { _ in
    _ = try FormEntry(FormField(.causes, indicator: 1), typed: "经费、天气")
  }
  static let likelihoodUnknown = saying("完成目标可能性“也许”应为确定能、有可能、完全不可能之一。") { _ in
    _ = try FormEntry(FormField(.likelihood, indicator: 1), typed: "也许")
  }
  static let periodNotOver = saying("绩效运行监控表的数据到2025年6月30日才完整，现在是2025年6月29日，还不能报送。") { place in
    try await place.on(.sample) { store in
      let key = try await FormTrial.key(store)
      _ = try await FormDesk(store).act(
        .submit, on: key, by: "张三", on: try Day.parse("2025-06-29"), fiscalYear: 2025)
    }
  }
  static let actorMissing = saying("请写明由谁办理。") { _ in
    _ = try FormProgress().state(after: .submit, by: " ", on: try Day.parse("2025-07-10"))
  }
  static let dayBeforeLast = saying("日期2025年7月9日早于上一步的日期（2025年7月10日报送），请核对。") { _ in
    _ = try handedIn().state(after: .approve, by: "李四", on: try Day.parse("2025-07-09"))
  }
  static let formIncomplete = each(
    incomplete("缺6处：甲；乙；丙；丁；戊；等。", ["甲", "乙", "丙", "丁", "戊", "己"]), incomplete("缺1处：甲。", ["甲"]))

  private static func incomplete(_ what: String, _ blockers: [String]) -> Trial {
    saying("还不能报送，\(what)") { _ in
      _ = try FormProgress().state(after: .submit, by: "张三", on: try Day.parse("2025-07-10"), blockers: blockers)
    }
  }
  static let remarksMissing = saying("退回请写明意见。") { _ in
    _ = try handedIn().state(after: .giveBack(remarks: " "), by: "李四", on: try Day.parse("2025-07-11"))
  }
  static let remarkEmpty = saying("没有写意见。") { _ in _ = try FormRemark.read(" \n ") }
  static let approverIsFiller = saying("“张三”填写或报送过这张表，应由另一人审核。") { _ in
    _ = try handedIn().state(after: .approve, by: "张三", on: try Day.parse("2025-07-11"))
  }
  static let formLocked = saying("这张表已审核通过并锁定；更正请先建立更正版本。") { _ in try FormProgress(state: .approved).checkFillable() }
  static let formSubmitted = saying("这张表已经报送，不能再填；需要修改请先撤回。") { _ in try handedIn().checkFillable() }
  static let formCellChanged = saying(
    "“说明”刚才已被别人改为“见附件一”，您填的是“见附件二”。再保存一次就改成您填的，不改的请恢复原样。"
  ) { place in
    try await place.onOwn(.sample) { store, _ in
      try await FormTrial.fill(store, .remark, "见附件一")
      try await store.keep(Recipient(id: 0, name: "李四", role: .head), departments: [], addresses: [])
      let subject = FormSubject(
        FormPeriod(department: DepartmentChoice(), form: .monitoring, through: 6), project: Stage.cleaning)
      let request = FormCellsRequest(subject, cells: [.init(.remark, row: nil, text: "见附件二", was: "")])
      let moment = Moment(wall: Instant(try Day.parse("2025-07-10"), minute: 600))
      do {
        _ = try await Desk(store, at: .plain).fill(request, by: Actor(name: "李四"), at: moment)
      } catch let refused as CellRefusals {
        for (_, refusal) in refused.cells { throw refusal }
      }
    }
  }
  static let formRowsChanged = saying("这张表的指标已变（导入了新的文件或调整了顺序），没有保存。请按现在的指标核对填写的内容，再保存。") { place in
    try await place.onOwn(.sample) { store, _ in
      try await store.keep(Recipient(id: 0, name: "李四", role: .head), departments: [], addresses: [])
      let subject = FormSubject(
        FormPeriod(department: DepartmentChoice(), form: .monitoring, through: 6), project: Stage.cleaning)
      let request = FormCellsRequest(subject, cells: [.init(.remark, row: nil, text: "见附件", was: "")], rows: [1])
      _ = try await Desk(store, at: .plain).fill(
        request, by: Actor(name: "李四"), at: Moment(wall: Instant(try Day.parse("2025-07-10"), minute: 600)))
    }
  }
  static let formAlreadySubmitted = saying("这张表已经报送，等待审核。") { _ in
    _ = try handedIn().state(after: .submit, by: "张三", on: try Day.parse("2025-07-11"))
  }
  static let formNotSubmitted = saying("这张表还没有报送（现为草稿），不能办理。") { _ in
    _ = try FormProgress().state(after: .approve, by: "李四", on: try Day.parse("2025-07-11"))
  }
  static let formMovedOn = saying("这张表在您打开以后又有变动（张三于2025年7月10日报送，现为已报送），没有办理。请看过现在的内容再办理。") { _ in
    try FormStep("1.3").check(handedIn(), version: 1)
  }
  static let formNotApproved = saying("只有审核通过的表才能建立更正版本；这张表现为草稿，可以直接修改。") { place in
    try await place.on(.sample) { store in
      _ = try await store.revise(try await FormTrial.key(store), by: "张三", on: try Day.parse("2025-07-11"))
    }
  }
  static let submissionMissing = saying("这一期没有记录过报送绩效运行监控表，没有可撤销的。") { place in
    try await place.run(
      "record", "withdraw", "submission", "--department", "304", "--form", "monitoring", "--database",
      try await place.url(.sample))
  }
  static let submittedByForms = saying("这一期的表是在系统里报送的，请逐张撤回或退回。") { place in
    try await place.onOwn(.sample) { store, url in
      try await FormTrial.fill(store, .unit, "局本级")
      let connection = try await Connection.open(Configuration(url: url))
      try await connection.perform { session in _ = try session.run("UPDATE form SET state = 'submitted'") }
      let department = try await FormTrial.key(store).department
      _ = try await store.withdraw(.monitoring, through: 6, of: department, on: try Day.parse("2025-07-10"))
    }
  }
  static let formMonth = saying("没有截至11月的监控表，可以是截至6月、7月、8月、9月、10月的；需要其他月份的，请在规则集里增加报送期。") { place in
    try await place.on(.sample) { store in
      let key = FormKey(
        department: try await FormTrial.key(store).department, owner: .whole, form: .monitoring, month: 11)
      try await FormTrial.fill(store, key, FormField(.unit), "局本级")
    }
  }
  static let snapshotUnreadable = saying("定稿内容无法读取，可能由更新的程序写入，请使用新版本的程序。") { _ in _ = try FormSnapshot.paper("{}") }

  private static func handedIn() throws -> FormProgress {
    let step = FormTransition(number: 1, kind: "submitted", actor: "张三", day: try Day.parse("2025-07-10"), note: nil)
    return FormProgress(state: .submitted, fillers: ["张三"], transitions: [step])
  }
}
