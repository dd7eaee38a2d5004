extension ValueRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .notADate(let text): "“\(text)”不是日期，应写成 2025-03-20 这样的年-月-日。"
    case .notATime(let text): "“\(text)”不是时间，请写成 2025-06-20T08:00。"
    case .notAPeriod(let text): "“\(text)”不是期间，应写成 2025-06 这样的年和月。"
    case .dayToCome(let day, let today): "日期 \(day) 还没有到（今天是 \(today)），请核对。"
    case .notAnAmount(let text): "“\(text)”不是金额，应写成 7500、7,500.00元 或 0.75万元（逗号只能三位一分，数字中间不能有空格）。"
    case .amountTooFine(let text): "金额“\(text)”精确到了分以下，以元为单位最多两位小数。"
    case .amountTooLarge(let text): "金额“\(text)”超出十万亿元，请检查是否多写了数字或单位。"
    case .notPoints(let text): "“\(text)”不是分数，应写成 12.5 这样的数字，最多两位小数，不超过100。"
    case .projectMissing: "没有填写项目编码。"
    case .projectCharacter(let text, let character): "项目编码“\(text)”里有“\(character)”，编码只能由字母、数字和连字符组成，请核对。"
    case .projectTooLong(let text, let length): "项目编码“\(text)”有\(length)位，太长了，请核对。"
    case .notADivision(let text): "区划编码“\(text)”应是6位数字，如 130625（乡镇9位、村12位），请核对。"
    case .tooLong(let name, let length, let most): "\(name)有\(length)个字，最多\(most)个字，请核对是否串了栏。"
    case .voucherMissing: "没有填写凭证号；凭证号用来防止同一笔支出记两次。"
    case .voucherTooLong(let text, let length, let most): "凭证号“\(text)”有\(length)个字，最多\(most)个字，请核对是否串了栏。"
    case .voucherControl(let text): "凭证号“\(text)”里有看不见的控制字符或换行，请删去后再记。"
    }
  }
}
