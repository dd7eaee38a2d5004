import Contract
import Desk
import Domain
import Postgres
import Store

/// Payments and reversals that are not recorded.
extension Trial {
  static let amountNegative = saying("金额“-5元”是负数；要冲销已记的支出，请用红冲。") { _ in _ = try line("-5元", "V-1") }
  static let amountZero = saying("金额是0，没有可记的支出。") { _ in _ = try line("0.00", "V-1") }
  static let categoryMissing = saying(
    "项目“改制国企留守人员专项资金”的成本上限按支出类别核对，请写明支出类别：“留守人员工资补助金额”、“留守人员保险费用金额”或其中独有的一部分；都不属于的写“其他”。"
  ) { place in
    try await place.on(.sample) { _ = try await $0.append(try line("1元", "V-1", project: staff)) }
  }
  static let categoryUnknown = each(
    category("交通费", "没有支出类别“交通费”，", isWanted: true), category("交通费", "没有支出类别“交通费”，", isWanted: false))
  static let categoryAmbiguous = each(
    category("留守人员", "里“留守人员”同时符合几个支出类别，", isWanted: true),
    category("留守人员", "里“留守人员”同时符合几个支出类别，", isWanted: false))
  static let paidTooLarge = saying("记上这一笔，项目“政务管理经费”累计支付将超出十万亿元，没有记账，请检查金额是否多写了数字或单位。") { place in
    try await place.on(.paid) { _ = try await $0.append(try line("1元", "V-1", project: "13062525P00002410049J")) }
  }
  static let voucherUsed = saying("凭证号 P-1 已于 2025-03-20 记过 7500.00 元，与这一笔不同，没有重复记账；请核对凭证号，需更正的请先红冲。") { place in
    try await place.on(.paid) { _ = try await $0.append(try line("7501元", "P-1")) }
  }
  static let newVoucherUsed = saying("凭证号 P-2 在这个项目里已经用过，请换一个红冲凭证号。") { place in
    try await place.on(.paid) { try await reverse("P-1", by: "P-2", on: "2025-06-30", $0) }
  }
  static let voucherUnknown = each(
    saying("没有凭证号为 P-99 的支出，无法红冲，请核对凭证号。") { place in
      try await place.on(.paid) { try await reverse("P-99", by: "R-1", on: "2025-06-30", $0) }
    },
    saying("没有凭证号为 P-99 的支出，无法红冲，请核对凭证号和项目编码。") { place in
      try await place.on(.paid) { try await reverse("P-99", of: Stage.cleaning, by: "R-1", on: "2025-06-30", $0) }
    },
    saying("没有凭证号为 P-99 的支出，无法红冲，请核对凭证号（已归档的年度不在其中：2014年）。") { place in
      try await place.on(.archived) { try await reverse("P-99", by: "R-1", on: "2025-06-30", $0) }
    })
  static let voucherInYears = saying("凭证号 P-4 在几个年度里都有（2025年、2026年），请写明红冲日期。") { place in
    try await place.on(.paid) { try await reverse("P-4", by: "R-1", on: "2026-06-30", isDayMeant: false, $0) }
  }
  static let voucherAmbiguous = saying(
    "凭证号 P-3 在几个项目里都有（\(Stage.cleaning)、\(Stage.lawyer)），请指定项目；编码相同的，再指定区划。"
  ) { place in
    try await place.on(.paid) { try await reverse("P-3", by: "R-1", on: "2025-06-30", $0) }
  }
  static let reversalOfReversal = saying("凭证号 R-2 本身就是红冲，不能再红冲；请重新记一笔支出。") { place in
    try await place.on(.paid) { try await reverse("R-2", by: "R-1", on: "2025-06-30", $0) }
  }
  static let alreadyReversed = saying("凭证号 P-2 已由 R-2 红冲，不能再冲一次。") { place in
    try await place.on(.paid) { try await reverse("P-2", by: "R-1", on: "2025-06-30", $0) }
  }
  static let reversalDate = saying("红冲日期 2025-03-19 应在原支出日期 2025-03-20 当天或之后、同一预算年度之内，请指定。") { place in
    try await place.on(.paid) { try await reverse("P-1", by: "R-1", on: "2025-03-19", $0) }
  }
  static let amountNotPositive = saying("事件金额应大于零。") { place in
    try await place.run(
      "record", "event", "--project", Stage.cleaning, "--kind", "资金到位", "--date", "2025-03-01", "--amount", "0")
  }
  static let adjustmentZero = saying("预算调整的金额是0，没有可记的。") { place in try await adjust("0", place) }
  static let adjustmentWithoutDocument = saying("没有写明文号；预算调整要以批复文件为据。") { place in
    try await adjust("1万元", document: " ", place)
  }
  static let budgetTooSmall = each(
    saying("项目“保洁费项目”的全年预算数只有30,000.00元，不够调减30,000.01元，请核对金额。") { place in
      try await adjust("-30000.01", place)
    },
    saying("项目“法律顾问费”的全年预算数只有20,000.00元，不够调减25,000.00元，请核对金额。") { place in
      try await adjust("2.5万元", counterpart: "13062525P000234100228", place)
    })
  static let adjustmentToItself = saying("调剂的两个项目是同一个，请核对项目编码。") { place in
    try await adjust("1万元", counterpart: Stage.cleaning, place)
  }
  static let fundsUnnamed = saying("项目“保洁费项目”既有财政资金又有其他资金，请写明调整的是哪一种。") { place in
    try await place.onOwn(.sample) { store, url in
      let connection = try await Connection.open(Configuration(url: url))
      try await connection.perform { session in
        _ = try session.run(
          """
          ALTER TABLE project_version DISABLE TRIGGER USER
          """)
        _ = try session.run("UPDATE project_version SET other_funds_fen = 100, fiscal_funds_fen = budget_fen - 100")
      }
      _ = try await Desk(store, at: .plain).record(request("1万元"), by: Actor(name: "张三"), at: july())
    }
  }

  private static func july() throws -> Moment { Moment(wall: Instant(try Day.parse("2025-07-10"), minute: 600)) }

  private static func request(
    _ amount: String, document: String = "徐财预〔2025〕12号", counterpart: String? = nil
  ) -> AdjustmentRequest {
    AdjustmentRequest(
      project: Stage.cleaning, amount: amount, document: document, date: "2025-05-12", counterpart: counterpart)
  }

  private static func adjust(
    _ amount: String, document: String = "徐财预〔2025〕12号", counterpart: String? = nil, _ place: Place
  ) async throws {
    let request = request(amount, document: document, counterpart: counterpart)
    try await place.on(.sample) { store in
      _ = try await Desk(store, at: .plain).record(request, by: Actor(name: "张三"), at: july())
    }
  }

  static let eventMissing = each(
    saying("没有记录过 2025-03-01 资金到位，没有可撤销的。这个项目没有记录事件。") { place in
      try await place.run(
        "record", "withdraw", "event", "--project", Stage.cleaning, "--kind", "资金到位", "--date", "2025-03-01",
        "--database", try await place.url(.sample))
    },
    saying("没有记录过 2025-03-01 资金到位 100.00元，没有可撤销的。已记录的：2025-03-01 资金到位。") { place in
      try await place.onOwn(.sample) { store, _ in
        let (desk, clerk) = (Desk(store, at: .plain), Actor(name: "张三"))
        let moment = Moment(wall: Instant(try Day.parse("2025-07-10"), minute: 600))
        var event = EventRequest(project: Stage.cleaning, kind: "资金到位", date: "2025-03-01")
        _ = try await desk.record(event, by: clerk, at: moment)
        event.amount = "100元"
        _ = try await desk.withdraw(event, by: clerk, at: moment)
      }
    })
  static let eventUnknown = saying("不认识的事件“验收”，目前可记录：资金到位。") { place in
    try await place.run("record", "event", "--project", Stage.cleaning, "--kind", "验收", "--date", "2025-03-01")
  }

  /// The project whose payments name a category.
  private static let staff = "13062525P00023210026B"

  private static func line(
    _ amount: String, _ voucher: String, project: String = Stage.cleaning, category: String? = nil
  ) throws -> SpendingLine {
    try SpendingLine(project: project, date: "2025-03-20", amount: amount, voucher: voucher, category: category)
  }

  /// A category that is not one of the project's, under rules by which each payment must name one, and under those before.
  private static func category(_ text: String, _ what: String, isWanted: Bool) -> Trial {
    let advice = "可填“留守人员工资补助金额”、“留守人员保险费用金额”或其中独有的一部分；都不属于的请\(isWanted ? "写“其他”" : "留空")。"
    return saying("项目“改制国企留守人员专项资金”\(what)\(advice)") { place in
      try await place.onOwn(.sample) { store, _ in
        if !isWanted {
          let department = try await FormTrial.key(store).department
          try await store.useRuleSet("CN-2020-10#3", of: department, on: Day(startOf: 2025))
        }
        _ = try await store.append(try line("1元", "V-1", project: staff, category: text))
      }
    }
  }

  private static func reverse(
    _ voucher: String, of project: String? = nil, by newVoucher: String, on day: String, isDayMeant: Bool = true,
    _ store: Store
  ) async throws {
    _ = try await store.reverse(
      voucher: try Voucher(voucher), of: try project.map { text throws(Refusal) in try ProjectCode.parse(text) },
      newVoucher: try Voucher(newVoucher), on: try Day.parse(day),
      isDayMeant: isDayMeant)
  }
}
