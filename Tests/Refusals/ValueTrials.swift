import Domain
import Store
import TestSupport

/// Values as typed that cannot be read.
extension Trial {
  static let notADate = saying("“3月20日”不是日期，应写成 2025-03-20 这样的年-月-日。") { _ in _ = try Day.parse("3月20日") }
  static let timeUnreadable = saying("“2025-06-20T25:00”不是时间，请写成 2025-06-20T08:00。") { _ in
    _ = try Instant.parse("2025-06-20T25:00")
  }
  static let dayToCome = saying("日期 2025-07-01 还没有到（今天是 2025-06-30），请核对。") { place in
    let (day, today) = (try Day.parse("2025-07-01"), try Day.parse("2025-06-30"))
    try await place.on(.sample) { store in
      _ = try await store.indicators(of: try await FormTrial.key(store))[0].context.value("1", on: day, today: today)
    }
  }
  static let notAPeriod = saying("“2025-13”不是期间，应写成 2025-06 这样的年和月。") { place in
    try await place.run(
      "record", "observation", "--project", Stage.cleaning, "--indicator", "1", "--period", "2025-13", "--value", "1")
  }
  static let notAnAmount = saying("“七千五”不是金额，应写成 7500、7,500.00元 或 0.75万元（逗号只能三位一分，数字中间不能有空格）。") { _ in
    _ = try Money.parse("七千五")
  }
  static let amountTooFine = saying("金额“7.505元”精确到了分以下，以元为单位最多两位小数。") { _ in _ = try Money.parse("7.505元") }
  static let amountTooLarge = saying("金额“10000000000000”超出十万亿元，请检查是否多写了数字或单位。") { _ in
    _ = try Money.parse("10000000000000")
  }
  static let notPoints = saying("“101”不是分数，应写成 12.5 这样的数字，最多两位小数，不超过100。") { _ in _ = try Points.parse("101") }
  static let projectMissing = saying("没有填写项目编码。") { _ in _ = try ProjectCode.parse(" ") }
  static let projectCodeUnreadable = saying("项目编码“XM_1”里有“_”，编码只能由字母、数字和连字符组成，请核对。") { _ in
    _ = try ProjectCode.parse("xm_1")
  }
  static let projectCodeTooLong = saying("项目编码“\(String(repeating: "8", count: 60))…”有65位，太长了，请核对。") { _ in
    _ = try ProjectCode.parse(String(repeating: "8", count: 65))
  }
  static let divisionUnreadable = saying("区划编码“1306”应是6位数字，如 130625（乡镇9位、村12位），请核对。") { _ in
    _ = try DivisionCode.parse("1306")
  }
  static let textTooLong = saying("支出类别有201个字，最多200个字，请核对是否串了栏。") { _ in
    _ = try SpendingLine(
      project: Stage.cleaning, date: "2025-03-20", amount: "1元", voucher: "V-1",
      category: String(repeating: "长", count: 201))
  }
  static let voucherMissing = saying("没有填写凭证号；凭证号用来防止同一笔支出记两次。") { _ in _ = try Voucher("　") }
  static let voucherTooLong = saying("凭证号“\(String(repeating: "9", count: 60))…”有101个字，最多100个字，请核对是否串了栏。") { _ in
    _ = try Voucher(String(repeating: "9", count: 101))
  }
  static let voucherControl = saying("凭证号“记 1”里有看不见的控制字符或换行，请删去后再记。") { _ in _ = try Voucher("记\n1") }
}
