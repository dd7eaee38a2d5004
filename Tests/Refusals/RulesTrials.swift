import Domain
import Store

/// Rule sets and parameters that are not what was meant.
extension Trial {
  static let ruleParameterUnreadable = saying(
    "参数 checkpoint-approaching.notice-days 不能写成“很久”；节点前多少天开始提醒，全国默认为“30”。"
  ) { place in
    let day = try Day.parse("2025-07-01")
    try await place.on(.sample) { store in
      try await store.setParameters(
        ["checkpoint-approaching.notice-days": "很久"], of: try await FormTrial.key(store).department, named: "本局",
        on: day)
    }
  }
  static let ruleSetUnknown = saying(
    "没有名为“本局”的规则集。已有：CN-2020-10#3、CN-2020-10#4、CN-2020-10#5、HE-2020-10#1、HE-2020-10#2、HE-2020-10#3。"
  ) { place in
    let day = try Day.parse("2025-07-01")
    try await place.on(.sample) { store in
      try await store.useRuleSet("本局", of: try await FormTrial.key(store).department, on: day)
    }
  }
  static let parameterShape = saying("“score.bands”应写成 参数=值，如 score.reverse-formula=ratio。") { place in
    try await place.run("rules", "set", "score.bands")
  }
  static let parameterUnknown = saying("没有名为“score.band”的参数，请用 jixiao rules 查看。") { place in
    try await place.run("rules", "set", "score.band=100,70,30")
  }
}
