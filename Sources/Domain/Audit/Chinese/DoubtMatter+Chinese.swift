extension DoubtMatter {
  /// What is asked, with its numbers.
  var chinese: String {
    switch self {
    case .vague(let target, let vagueness): "指标值“\(target)”\(vagueness.chinese)。"
    case .notApplicable(let word, let points): "写明“\(word)”，却占\(points.text)分。"
    case .highMarks(let indicators, let execution, let paid, let budget):
      "指标得\(indicators.chinese)，预算执行得\(execution.chinese)，"
        + "全年执行\(paid.tenThousands)万元，预算\(budget.tenThousands)万元。"
    case .december(let paid, let budget, let share, let most, let planned, let isFallback):
      "12月支付\(paid.tenThousands)万元，占预算\(budget.tenThousands)万元的\(share.percentText)%，超过\(most)%；"
        + "\(isFallback ? "没有支出计划，按序时进度" : "计划")到11月底应已支付"
        + "\(isFallback ? planned.ratio.percentText : planned.percentText)%。"
    case .targetChanged(let old, let new, let day): "指标值由“\(old)”改为“\(new)”（\(day.chinese)导入的文件），请核对批复。"
    case .weightsChanged(let weights): "自评表审核后又调整了分值：\(weights.chinese)。"
    case .carriedTwice(let made, let budget, let year, let carried):
      "\(made.map { "\($0)年立项" } ?? "")的资金\(budget.tenThousands)万元在\(year)年预算里仍为结转"
        + "\(carried.isEmpty ? "" : "（已知结转年度：\(carried.map { "\($0)年" }.listed)）")，连续两年未用完的应作结余收回。"
    case .noEvidence(let rows):
      "\(rows.count)项完成值没有写明佐证材料：\(rows.map { "\($0.number).\($0.name)" }.listed)。"
    case .overspent(let paid, let budget): "累计支付\(paid.tenThousands)万元，超过预算\(budget.tenThousands)万元。"
    case .told(let finding): finding.message
    }
  }
}

extension DoubtMatter.Vagueness {
  fileprivate var chinese: String {
    switch self {
    case .blank: "没有填写"
    case .undecided: "尚未确定"
    case .repeatsName: "只是重复指标名称，没有可衡量的标准"
    case .promises(let word): "用“\(word)”一类的词，没有数量标准"
    case .words: "没有数量标准，难以衡量"
    }
  }
}

extension DoubtMatter.Marks {
  fileprivate var chinese: String { "\(points.text)分（得分率\(rate.percentText)%）" }
}

extension DoubtMatter.ChangedWeights {
  fileprivate var chinese: String { "第\(version)版\(reason.map { "改为人工分值，理由：\($0)" } ?? "恢复默认分值")" }
}

extension DoubtMatter.Place {
  /// The place in words.
  var chinese: String {
    switch self {
    case .row(let row): "第\(row.number)项“\(row.name)”"
    case .total: "自评表总分"
    case .december: "12月支出"
    case .weights: "自评表分值"
    case .code(let code): "项目编码\(code)"
    case .values: "指标完成值"
    case .payments: "支出记录"
    case .told(let words): words
    }
  }
}
