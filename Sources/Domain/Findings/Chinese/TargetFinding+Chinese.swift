extension TargetFinding {
  /// What is said of it, after the words 指标“…”的指标值.
  var chinese: String {
    switch self {
    case .picture(let text): "里有图片、公式或特殊符号，读不出来（“\(text)”），请改成普通文字后重新导入。"
    case .letters(let text): "“\(text)”里的数字混有字母（如 O 代替 0），请改正后重新导入。"
    case .blank: "是空白，无法考核，请补充。"
    case .undecided(let text): "“\(text)”还没有定下来，无法考核，请补充。"
    case .aboutInWords(let text): "“\(text)”没有写明是不低于还是不高于，暂作文字，需要由人判断；请写成 ≥、≤ 或范围（如 15人-20人）。"
    case .timeInWords(let text): "“\(text)”像是时间，但分不清是哪一天或多长时间，暂作文字，需要由人判断；请写成 6月30日前、12月底前 或 3个月内。"
    case .numberUnreadable(let text): "“\(text)”像是数字，但读不出来，暂作文字，需要由人判断，请核对。"
    case .inWords(let text): "是文字“\(text)”，需要由人判断 达成、部分达成 或 未达成。"
    case .deadline(let text, let day): "“\(text)”读作时限：\(day.chinese)及以前。"
    case .about(let text, let measure): "“\(text)”没有写明是不低于还是不高于，暂按“\(measure.text)”考核；请写成 ≥、≤ 或范围（如 90%-100%）。"
    case .measure(let text, let measure): "“\(text)”读作“\(measure.text)”。"
    }
  }
}
