extension FormFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .goalJoined(let text): "“\(text)”一行在绩效目标之后、指标表之前，已作为绩效目标的一段，请核对。"
    case .textNotTaken(let text): "绩效目标表中间的文字“\(text)”没有导入。"
    case .codeMissing: "绩效目标表没有填写项目编码，请补上编码后重新导入。"
    case .codeRefused(let refusal): refusal.message
    case .codeTwice(let code, let name): "项目编码 \(code) 在文件中出现了两次（后一次是“\(name)”），请核对编码。"
    case .bracketTakenOff(let bracket, let name): "项目名称“\(name)”前面多出一个“\(bracket)”，已去掉，请核对。"
    case .valueUnexpected(let text, let label): "“\(label)”后面的“\(text)”不知道是什么金额。"
    case .fieldNotNeeded(let text, let label): "“\(label)：\(text)”不需要，没有导入。"
    case .amountsSeveral(let texts, let label): "“\(label)”后面有几个数：\(texts.quoted)，不知道以哪个为准。"
    case .unitsContradict: "预算规模一行里写了两种金额单位。"
    case .purposesSeveral(let count): "资金用途一行有\(count)格文字，不知道以哪一格为准。"
    case .rowUnknown(let text): "“\(text)”一行认不出来，没有导入。"
    case .tableNotTaken(let text): "绩效目标表之后的一个表（\(text)…）没有导入。"
    }
  }
}
