/// What stands behind a target and says again what it is of: `24小时内办结`, `95%达标`.
enum TargetDeeds {
  private static let ofTime = [
    "完成", "办结", "响应", "到达", "到场", "处置", "处理", "回复", "答复", "修复", "解决", "反馈", "支付", "拨付", "发放", "交付", "供货", "送达", "报送",
    "上报", "整改", "到位", "下达", "验收", "竣工",
  ]
  private static let ofRate: Set<String> = [
    "完成", "达标", "合格", "覆盖", "全覆盖", "满意", "到位", "落实", "执行", "拨付", "支付", "发放", "办结", "通过",
  ]
  private static let limits = ["以内", "之内", "内"]

  /// A unit with the words that compare, without the deed behind it: `小时内` of `小时内办结`. What has none stays.
  static func dropped(from text: Substring) -> Substring {
    if text.hasPrefix("%"), ofRate.contains(String(text.dropFirst())) { return text.prefix(1) }
    guard let limit = text.firstIndex(of: "内") else { return text }
    let (head, deed) = (text[...limit], text[text.index(after: limit)...])
    let unit = limits.first { head.hasSuffix($0) }.map { head.dropLast($0.count) } ?? head
    let isDeed =
      ofTime.contains { deed.hasPrefix($0) } && deed.count <= 10 && deed.allSatisfy { $0.isLetter && !$0.isASCII }
      && !deed.contains { "率比后前或每不未".contains($0) }
    return isDeed && TargetUnit.isTime(unit) ? head : text
  }
}
