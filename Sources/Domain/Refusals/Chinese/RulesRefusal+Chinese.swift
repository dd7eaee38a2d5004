extension RulesRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .parameterUnreadable(let key, let value, let meaning, let standard):
      "参数 \(key) 不能写成“\(value)”；\(meaning)，全国默认为“\(standard)”。"
    case .setUnknown(let name, let known): "没有名为“\(name)”的规则集。已有：\(known.listed)。"
    case .parameterShape(let text): "“\(text)”应写成 参数=值，如 score.reverse-formula=ratio。"
    case .parameterUnknown(let name): "没有名为“\(name)”的参数，请\(door(.listParameters))查看。"
    }
  }
}
