extension SettingProblem {
  /// What came and what is expected.
  package var chinese: String {
    switch self {
    case .unknown(let key, let known): "不认识的设置“\(key)”，可用：\(known.listed)。"
    case .notALink(let value): "public-url 应以 http:// 或 https:// 开头，收到“\(value)”。"
    case .notARetention(let value):
      "retention-years 应是 \(Retention.floor) 到 \(Retention.ceiling) 之间的整数，收到“\(value)”。"
    case .notADayCount(let value):
      "audit-retention-days 应是 \(AuditCut.floor) 到 \(AuditCut.ceiling) 之间的整数，收到“\(value)”。"
    case .notAName(let value): "bureau-name 是落款用的机关名称，最多60个字，收到\(value.count)个字，请核对。"
    case .notAMark(let value): "letter-mark 是发文字号里的机关代字，如 徐财绩：2到12个汉字，没有空格、数字和括号，收到“\(value)”。"
    case .notAmong(let key, let value, let values): "\(key) 应为 \(values.joined(separator: " 或 "))，收到“\(value)”。"
    }
  }
}
