internal import Domain

/// What is said of targets: those nobody could read, those a person has to judge, and how those were read that are written in
/// more than a sign, a number and a unit.
extension Checks {
  func targetFindings(_ draft: ProjectDraft) -> [Finding] {
    zip(draft.budget.indicators, draft.targetPlaces).compactMap { indicator, place in
      said(of: indicator.target).map {
        Finding(.target($0, of: indicator.level3), project: draft.budget.code, at: .document(place))
      }
    }
  }

  private func said(of target: Target) -> TargetFinding? {
    if let read = readAs(target) { return read }
    guard target.measure == nil, target.deadline == nil, target.workdays == nil else { return nil }
    let text = target.text
    if text.contains(where: { "\u{FFFC}\u{FFFD}".contains($0) }) { return .picture(text.excerpt) }
    if Checks.hasLetterForDigit(text) { return .letters(text.excerpt) }
    if target.isUndecided { return text.isEmpty ? .blank : .undecided(text) }
    if target.reading != .first, let asked = Checks.asked(of: text) { return asked }
    if target.sign != nil, text.contains(where: \.isNumber) { return .numberUnreadable(text.excerpt) }
    return .inWords(text.excerpt)
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
  private func readAs(_ target: Target) -> TargetFinding? {
    guard target.reading != .first, target.workdays == nil else { return nil }
    let text = target.text.excerpt
    if let deadline = target.deadline { return .deadline(text, deadline.on(budget.department.fiscalYear)) }
    guard let measure = target.measure, Target(parsing: target.text).measure != measure else { return nil }
    return Checks.isAbout(target.text) ? .about(text, measure) : .measure(text, measure)
  }

  private static func isAbout(_ text: String) -> Bool { ["左右", "上下", "约"].contains { text.contains($0) } }

  /// What is to be asked of words with a number that may be one thing or another; nil where nothing is to be asked.
  private static func asked(of text: String) -> TargetFinding? {
    let clean = text.normalised.withoutBlanks
    guard clean.contains(where: { $0.isASCII && $0.isNumber }) else { return nil }
    if isAbout(clean) { return .aboutInWords(text.excerpt) }
    guard ["年", "月", "日", "号", "时", "天", "季度"].contains(where: { clean.contains($0) }), clean.count <= 16 else {
      return nil
    }
    return .timeInWords(text.excerpt)
  }
}
