extension IndicatorRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .noNumber(let number, let list): "没有第\(number)项指标。\(list.choices)"
    case .noName(let text, let list): "没有名为“\(text)”的指标。\(list.choices)"
    case .ambiguous(let text, let list): "“\(text)”符合几项指标，请用序号：\(list.listed)。"
    case .notARange(let text): "“\(text)”不是指标序号，应写成 3 或 1-3。"
    case .gone: "指标已不存在，没有改动。"
    case .bindingUnfit(let name, let target, let wanted, let binding):
      "指标“\(name)”的指标值是“\(target)”，不是\(wanted.chinese)，不能按“\(binding.chinese)”取值。"
    case .computed(let name): "指标“\(name)”由支出记录自动计算，不需要填报。"
    case .needsNumber(let target, let text): "指标值是“\(target)”，完成值要写数字，不能只写“\(text)”。"
    case .needsJudgement(let target): "指标值是文字“\(target)”，完成值应写 达成、部分达成 或 未达成。"
    case .notANumber(let text, let like): "“\(text)”不是数字，应写成 \(like) 这样的完成值。"
    case .otherUnit(let found, let target, let unit): "完成值的单位“\(found)”与指标值“\(target)”的单位“\(unit)”不同。"
    case .needsDay(let text, let target, let like):
      "指标值“\(target)”是时限，完成值应写完成的日期（如 \(like)），或写 达成、部分达成、未达成，不能写“\(text)”。"
    case .noDeadline(let target): "指标值“\(target)”不是时限，完成值不能写日期。"
    case .reachedLater(let reached, let day): "完成日期 \(reached) 晚于完成值所属的日期 \(day)，请核对这两个日期。"
    case .notARate: "指标值不是百分比，不能用“几分之几”填报，请直接写完成值。"
    case .badRatio(let text, let of): "“\(text) / \(of)”不成比率：完成数和应完成数都要是数字，应完成数要大于零。"
    case .hundredfold(let text, let target, let isFraction, let meant, let typed):
      "完成值“\(text)”没有写%，与指标值“\(target)”相差约一百倍，\(isFraction ? "像是把百分比写成了小数" : "像是多写了两位")：是\(meant)%，还是\(typed)%？请写明百分号；确是\(typed)%的，写成 \(typed)%，或\(door(.confirm))。"
    case .noValue(let name, let day): "“\(name)” \(day) 没有记录过完成值，没有可撤销的。"
    case .negative(let text, let target): "完成值“\(text)”小于零，指标值是“\(target)”，请核对。"
    case .overWhole(let value, let target): "完成值“\(value)”超过100%，指标值是“\(target)”，请核对；确实如此的，请\(door(.confirm))。"
    case .farAbove(let value, let target): "完成值“\(value)”是指标值“\(target)”的一百倍以上，请核对数字和单位；确实如此的，请\(door(.confirm))。"
    }
  }
}

extension IndicatorRefusal.Wanted {
  fileprivate var chinese: String {
    switch self {
    case .rate: "百分比"
    case .money: "金额"
    }
  }
}
