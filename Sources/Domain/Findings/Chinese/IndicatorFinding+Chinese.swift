extension IndicatorFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .headerUnknown(let problem): "\(problem.chinese)，应为 一级指标、二级指标、三级指标、绩效指标描述、指标值、指标值确定依据。"
    case .columnsNotTaken(let columns): "指标表中“\(columns.joined(separator: "”“"))”一栏不需要，没有导入。"
    case .rowMisfit(let problem): "指标表的一行读不出来：\(problem.chinese)。"
    case .rowJoined(let joined, let indicator):
      "指标“\(indicator)”的一行被分页截成两段，已接成\(joined.map { "\($0.column.chinese)“\($0.text)”" }.listed)，请核对。"
    case .levelMissing(let indicator): "指标“\(indicator)”没有写一级指标，自评时无法归类计分，请补充。"
    }
  }
}

extension IndicatorFinding.Column {
  fileprivate var chinese: String {
    switch self {
    case .name: "三级指标"
    case .description: "绩效指标描述"
    case .target: "指标值"
    case .basis: "指标值确定依据"
    }
  }
}

extension IndicatorHeaderProblem {
  /// Why, without a full stop.
  package var chinese: String {
    switch self {
    case .unknown(let text): "指标表的表头里有认不出的栏目“\(text)”"
    case .twice(let text): "指标表的表头里有两栏都是“\(text)”"
    case .noTarget: "指标表的表头里没有“指标值”一栏"
    }
  }
}

extension IndicatorRowProblem {
  /// Why, without a full stop.
  package var chinese: String {
    switch self {
    case .noHeader: "指标表没有表头"
    case .misfit(let misfit): misfit.chinese
    case .notUnderHeader(let text): "“\(text)”上面没有表头"
    case .signUnknown(let sign): "符号一栏的“\(sign)”认不出来"
    case .signContradicts(let sign, let target): "符号一栏是“\(sign)”，指标值一栏是“\(target)”，两处不一致"
    case .signWithoutNumber(let sign, let target): "符号一栏是“\(sign)”，指标值一栏的“\(target)”却不是数字"
    case .nameMissing: "没有三级指标的名称"
    case .nameMissingAndNoRest: "没有三级指标的名称，又不像上一行的后半段"
    case .nameAfterBreak(let name): "分页后的第一行只有名称“\(name)”没有指标值，不知道是上一行名称的后半段还是新的指标"
    case .notALevel(let text): "“\(text)”不是一级指标"
    case .columnLost(let description, let target): "描述一栏是“\(description)”，指标值一栏是“\(target)”，像是少了一栏"
    }
  }
}
