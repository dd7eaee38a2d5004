internal import Domain

/// Three-digit years such as 205年 for 2025年.
struct TypoReader {
  private(set) var findings: [Finding] = []

  mutating func take(_ words: Wording, _ place: Document.Place) {
    guard words.signs.contains(.year) else { return }
    let text = words.text
    let parts = text.split(separator: "年", omittingEmptySubsequences: false)
    for (part, next) in zip(parts, parts.dropFirst()) {
      let digits = part.reversed().prefix { $0.isASCII && $0.isNumber }
      let year = String(digits.reversed())
      guard year.count == 3, year.begins(with: "20"), isDate(year, before: part.dropLast(3), after: next) else {
        continue
      }
      let likely = "20" + (year.suffix(1) == "0" ? "20" : "2" + year.suffix(1))
      findings.append(Finding(.document(.yearTypo(year, likely: likely)), at: .document(place)))
    }
  }

  /// Whether a count of years is meant as a date: 200年酿酒历史, 近203年 and 205年以上 are not.
  private func isDate(_ year: String, before: Substring, after: Substring) -> Bool {
    let spans = ["以", "历史", "的", "来", "间", "期", "老", "多", "余", "左右", "内"]
    if spans.contains(where: after.begins) || "近约超满达有".contains(before.last ?? " ") { return false }
    // A round number is a date only where a date goes on.
    guard year.ends(with: "0") else { return true }
    return after.first.map { $0.isNumber } ?? false
      || ["度", "部门", "预算", "工作", "底", "末", "初"].contains(where: after.begins)
  }
}
