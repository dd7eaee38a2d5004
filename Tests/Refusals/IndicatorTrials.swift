import Domain
import Store
import TestSupport

/// Indicators that are not what was meant, and values they cannot have.
extension Trial {
  static let indicatorUnknown = each(
    saying("没有第9项指标。可选：\(indicatorsOfCleaning)。") { place in
      try await place.on(.sample) { _ = try IndicatorEntry.choose("9", from: try await entries($0)) }
    },
    saying("没有第9项指标。没有指标。") { _ in _ = try IndicatorEntry.choose("9", from: []) })
  static let indicatorNameUnknown = each(
    saying("没有名为“绿化”的指标。可选：\(indicatorsOfCleaning)。") { place in
      try await place.on(.sample) { _ = try IndicatorEntry.choose("绿化", from: try await entries($0)) }
    },
    saying("没有名为“绿化”的指标。没有指标。") { _ in _ = try IndicatorEntry.choose("绿化", from: []) })
  static let indicatorAmbiguous = saying("“及时率”符合几项指标，请用序号：3.保洁服务及时率（≥90%）、4.支出进度及时率（≥90%）。") { place in
    try await place.on(.sample) { _ = try IndicatorEntry.choose("及时率", from: try await entries($0)) }
  }
  static let indicatorRange = saying("“3-1”不是指标序号，应写成 3 或 1-3。") { place in
    try await place.on(.sample) { _ = try IndicatorEntry.chooseSeveral("3-1", from: try await entries($0)) }
  }
  static let indicatorVanished = saying("指标已不存在，没有改动。") { place in
    let value = Observation(day: try Day.parse("2025-06-30"), value: .band(.reached))
    try await place.on(.sample) { _ = try await $0.append(value, to: 999_999, evidence: nil) }
  }
  static let bindingUnfit = each(
    saying("指标“保洁服务面积”的指标值是“≥430平方米”，不是金额，不能按“项目全部支出”取值。") { place in
      try await place.on(.sample) { try await entries($0)[0].checkBinding(.spending(category: nil)) }
    },
    saying("指标“保洁服务面积”的指标值是“≥430平方米”，不是百分比，不能按“支出进度及时率”取值。") { place in
      try await place.on(.sample) { try await entries($0)[0].checkBinding(.spendingTimeliness) }
    })
  static let indicatorComputed = saying("指标“支出进度及时率”由支出记录自动计算，不需要填报。") { place in
    let day = try Day.parse("2025-06-30")
    try await place.on(.sample) { _ = try await entries($0)[3].context.value("95%", on: day, today: day) }
  }
  static let valueNeedsNumber = saying("指标值是“≥430平方米”，完成值要写数字，不能只写“部分达成”。") { _ in
    try read("部分达成", for: "≥430平方米")
  }
  static let valueNeedsJudgement = saying("指标值是文字“明显改善”，完成值应写 达成、部分达成 或 未达成。") { _ in try read("好", for: "明显改善") }
  static let valueNotANumber = saying("“很多”不是数字，应写成 430平方米 这样的完成值。") { _ in try read("很多", for: "≥430平方米") }
  static let valueWrongUnit = saying("完成值的单位“个”与指标值“≥430平方米”的单位“平方米”不同。") { _ in
    try read("430个", for: "≥430平方米")
  }
  static let valueNeedsDay = saying(
    "指标值“6月30日前完成”是时限，完成值应写完成的日期（如 2025-06-30），或写 达成、部分达成、未达成，不能写“快了”。"
  ) { _ in
    try read("快了", for: "6月30日前完成")
  }
  static let targetNotADate = saying("指标值“≥430平方米”不是时限，完成值不能写日期。") { place in
    let day = try Day.parse("2025-06-30")
    try await place.on(.sample) { store in
      let indicator = try await entries(store)[0].id
      _ = try await store.append(Observation(day: day, value: .day(day)), to: indicator, evidence: nil)
    }
  }
  static let reachedLater = saying("完成日期 2025-07-02 晚于完成值所属的日期 2025-06-30，请核对这两个日期。") { _ in
    let value = try ObservedValue.parse("2025-07-02", for: Target(parsing: "6月30日前完成", by: .second))
    _ = try value.known(on: try Day.parse("2025-06-30"))
  }
  static let valueNotARate = saying("指标值不是百分比，不能用“几分之几”填报，请直接写完成值。") { _ in
    try read("3", outOf: "4", for: "≥430平方米")
  }
  static let valueBadRatio = saying("“3 / 0”不成比率：完成数和应完成数都要是数字，应完成数要大于零。") { _ in
    try read("3", outOf: "0", for: "≥90%")
  }
  static let valueHundredfold = each(
    hundredfold("0.95", "像是把百分比写成了小数：是95%，还是0.95%？请写明百分号；确是0.95%的，写成 0.95%，"),
    hundredfold("9500", "像是多写了两位：是95%，还是9500%？请写明百分号；确是9500%的，写成 9500%，"))

  static let valueMissing = saying("“保洁服务面积” 2025-06-30 没有记录过完成值，没有可撤销的。") { place in
    try await place.run(
      "record", "withdraw", "observation", "--project", Stage.cleaning, "--indicator", "1", "--period", "2025-06",
      "--database", try await place.url(.sample))
  }
  static let valueNegative = saying("完成值“-5”小于零，指标值是“≥430平方米”，请核对。") { place in
    try await FormTrial.value("-5", row: 1, place)
  }
  static let valueOverWhole = each(
    saying("完成值“120%”超过100%，指标值是“≥90%”，请核对；确实如此的，请确认无误后再报。") { place in
      try await FormTrial.value("120%", row: 7, place)
    },
    saying("完成值“30/20（150.00%）”超过100%，指标值是“≥90%”，请核对；确实如此的，请确认无误后再报。") { place in
      try await FormTrial.value("30/20", row: 7, place)
    })
  static let valueFarAbove = saying("完成值“43000平方米”是指标值“≥430平方米”的一百倍以上，请核对数字和单位；确实如此的，请确认无误后再报。") { place in
    try await FormTrial.value("43000", row: 1, place)
  }

  private static func hundredfold(_ text: String, _ what: String) -> Trial {
    saying("完成值“\(text)”没有写%，与指标值“≥90%”相差约一百倍，\(what)或确认无误后再报。") { place in
      let day = try Day.parse("2025-06-30")
      try await place.on(.sample) { _ = try await entries($0)[6].context.value(text, on: day, today: day) }
    }
  }

  private static let indicatorsOfCleaning =
    "1.保洁服务面积、2.保洁效果合格率、3.保洁服务及时率、4.支出进度及时率、5.保洁服务成本、6.机关办公环境整洁度、7.机关人员满意度"

  private static func entries(_ store: Store) async throws -> [IndicatorEntry] {
    try await store.indicators(of: try await FormTrial.key(store))
  }

  private static func read(_ text: String, outOf: String? = nil, for target: String) throws {
    _ = try ObservedValue.parse(text, outOf: outOf, for: Target(parsing: target, by: .second))
  }
}
