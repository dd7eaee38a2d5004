internal import Domain

/// What is said of targets: those nobody could read, those a person has to judge, and how those were read that are written in
/// more than a sign, a number and a unit.
extension Checks {
  func targetFindings(_ draft: ProjectDraft) -> [Finding] {
    zip(draft.budget.indicators, draft.indicatorPlaces).compactMap { indicator, place in
      let (target, text) = (indicator.target, indicator.target.text)
      func finding(_ severity: Finding.Severity, _ code: String, _ message: String) -> Finding {
        Finding(
          severity, code, project: draft.budget.code, "指标“\(indicator.level3)”的指标值\(message)", at: place.description)
      }
      if let (severity, code, message) = readAs(target) { return finding(severity, code, message) }
      guard target.measure == nil, target.deadline == nil, target.workdays == nil else { return nil }
      if text.contains(where: { "\u{FFFC}\u{FFFD}".contains($0) }) {
        return finding(.error, "target-unreadable", "里有图片、公式或特殊符号，读不出来（“\(text.excerpt)”），请改成普通文字后重新导入。")
      }
      if Checks.hasLetterForDigit(text) {
        return finding(.error, "target-unreadable", "“\(text.excerpt)”里的数字混有字母（如 O 代替 0），请改正后重新导入。")
      }
      if target.isUndecided {
        return finding(.warning, "target-undecided", "\(text.isEmpty ? "是空白" : "“\(text)”还没有定下来")，无法考核，请补充。")
      }
      if target.reading == .second, let message = Checks.asked(of: text) {
        return finding(.warning, "target-unclear", message)
      }
      if target.sign != nil, text.contains(where: \.isNumber) {
        return finding(.warning, "target-unreadable", "“\(text.excerpt)”像是数字，但读不出来，暂作文字，需要由人判断，请核对。")
      }
      return finding(.info, "target-in-words", "是文字“\(text.excerpt)”，需要由人判断 达成、部分达成 或 未达成。")
    }
  }

  /// `9O%`, `l0家`: a letter where a digit was meant.
  static func hasLetterForDigit(_ text: String) -> Bool {
    guard text.utf8.contains(where: { "OoIl".utf8.contains($0) }) || text.utf8.contains(0xEF) else { return false }
    let bytes = Array(text.normalised.utf8)
    func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && (48...57).contains(bytes[index]) }
    func isPoint(_ index: Int) -> Bool { bytes.indices.contains(index) && bytes[index] == UInt8(ascii: ".") }
    func isWord(_ index: Int) -> Bool {
      bytes.indices.contains(index) && ((65...90).contains(bytes[index]) || (97...122).contains(bytes[index]))
    }
    return bytes.indices.contains { index in
      guard "OoIl".utf8.contains(bytes[index]), !isWord(index - 1), !isWord(index + 1) else { return false }
      return isDigit(index - 1) || isDigit(index + 1) || isPoint(index + 1) && isDigit(index + 2)
    }
  }

  /// How the second reading took what the first would not have taken so; nil where both are the same.
  private func readAs(_ target: Target) -> (Finding.Severity, String, String)? {
    guard target.reading == .second, target.workdays == nil else { return nil }
    let text = target.text.excerpt
    if let deadline = target.deadline {
      return (.info, "target-read-as", "“\(text)”读作时限：\(deadline.on(budget.department.fiscalYear).chinese)及以前。")
    }
    guard let measure = target.measure, Target(parsing: target.text).measure != measure else { return nil }
    if Checks.isAbout(target.text) {
      return (
        .warning, "target-about",
        "“\(text)”没有写明是不低于还是不高于，暂按“\(measure.text)”考核；请写成 ≥、≤ 或范围（如 90%-100%）。"
      )
    }
    return (.info, "target-read-as", "“\(text)”读作“\(measure.text)”。")
  }

  private static func isAbout(_ text: String) -> Bool { ["左右", "上下", "约"].contains { text.contains($0) } }

  /// What to write in place of words with a number that may be one thing or another; nil where nothing is to be asked.
  private static func asked(of text: String) -> String? {
    let clean = text.normalised.withoutBlanks
    guard clean.contains(where: { $0.isASCII && $0.isNumber }) else { return nil }
    if isAbout(clean) {
      return "“\(text.excerpt)”没有写明是不低于还是不高于，暂作文字，需要由人判断；请写成 ≥、≤ 或范围（如 15人-20人）。"
    }
    guard ["年", "月", "日", "号", "时", "天", "季度"].contains(where: { clean.contains($0) }), clean.count <= 16 else {
      return nil
    }
    return "“\(text.excerpt)”像是时间，但分不清是哪一天或多长时间，暂作文字，需要由人判断；请写成 6月30日前、12月底前 或 3个月内。"
  }
}
