package import Domain
internal import Foundation

/// A form as a whole: its table and its figures. What is handed in is kept as its text, so that nothing recorded later
/// changes it; the same text gives the same files in every format. Texts are kept for years: a field that is added later has
/// to be optional.
package struct FormPaper: Hashable, Sendable, Codable {
  /// The project's name, or 部门整体.
  package let name: String
  /// 项目编码; nil for the department as a whole.
  package let code: String?
  /// The day whose end its figures are of, and the rule set they were worked out by.
  package let asOf: String, ruleSet: String
  /// The table, not signed.
  package let grid: FormGrid
  /// What the table of all projects says of it; nil for the department as a whole.
  package let line: ProjectLine?
  /// The figures as a JSON document on one line.
  package let figures: String

  /// What keeps it from being handed in.
  package var blockers: [String] { grid.asked }

  init(
    name: String, code: String?, _ material: FormMaterial, grid: FormGrid, line: ProjectLine?, figures: JSONValue
  ) {
    self.name = name
    self.code = code
    asOf = material.day.description
    ruleSet = material.facts.parameters.ruleSet
    self.grid = grid
    self.line = line
    self.figures = figures.compact
  }

  /// The whole of it as text, always the same for the same paper.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// A paper from its text; refused where it is none.
  package init(text: String) throws(Refusal) {
    do {
      self = try JSONDecoder().decode(FormPaper.self, from: Data(text.utf8))
    } catch {
      throw Refusal.form(.snapshotUnreadable)
    }
  }

  /// The table with who handed it in and approved it, when, and what its figures are of.
  package func signed(_ progress: FormProgress, version: Int) -> FormGrid {
    let signatures = grid.signatures.map { line -> String in
      if line.hasPrefix("填报人："), let submitted = progress.submitted { return line + submitted.actor }
      if line.hasPrefix("审核人："), let approved = progress.approved { return line + approved.actor }
      if line.hasPrefix("填报日期："), let submitted = progress.submitted { return "填报日期：\(submitted.day.chinese)" }
      return line
    }
    return grid.with(notes: grid.notes + [standing(progress, version)], signatures: signatures)
  }

  private func standing(_ progress: FormProgress, _ version: Int) -> String {
    var parts = ["数据截至\((try? Day.parse(asOf))?.chinese ?? asOf)", "规则集\(ruleSet)"]
    if version > 1 { parts.append("第\(version)版（更正）") }
    if let submitted = progress.submitted { parts.append("\(submitted.actor)于\(submitted.day.chinese)报送") }
    if let approved = progress.approved { parts.append("\(approved.actor)于\(approved.day.chinese)审核通过") }
    return (progress.state.isIn ? "" : "【\(progress.state.chinese)】") + parts.joined(separator: "，") + "。"
  }

  /// What differs from another paper of the same form: the cells' names with the old and the new text.
  package func difference(from old: FormPaper) -> [(name: String, old: String, new: String)] {
    func texts(_ paper: FormPaper) -> [(String, String)] {
      paper.grid.rows.joined().compactMap { cell in cell.name.map { ($0, cell.text) } }
        + paper.grid.notes.enumerated().map { ("附注\($0 + 1)", $1) }
    }
    let before = Dictionary(texts(old), uniquingKeysWith: { a, _ in a })
    let after = texts(self)
    let names = Set(after.map(\.0))
    let changed = after.compactMap { name, text -> (name: String, old: String, new: String)? in
      let was = before[name] ?? ""
      return was == text ? nil : (name, was, text)
    }
    return changed
      + texts(old).filter { !names.contains($0.0) && !$0.1.isEmpty }.map { (name: $0.0, old: $0.1, new: "") }
  }
}
